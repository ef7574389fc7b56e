// testing/fake_switch/pattern.hpp: what it finds, and that nothing can make it run away.
#include "catch.hpp"

#include <eslio/testing/fake_switch/pattern.hpp>

#include <string>
#include <string_view>

using eslio::testing::fake::pattern;

namespace {

bool found(std::string_view expression, std::string_view text, bool icase = false) {
    return pattern(expression, icase).search(text);
}

}  // namespace

TEST_CASE("texts are found", "[testing][pattern]") {
    CHECK(found("", ""));
    CHECK(found("b", "abc"));
    CHECK_FALSE(found("d", "abc"));
    CHECK(found("^abc$", "abc"));
    CHECK_FALSE(found("^b", "abc"));
    CHECK_FALSE(found("b$", "abc"));
    CHECK(found("c$", "abc\n"));
    CHECK(found("a.c", "abc"));
    CHECK_FALSE(found("a.c", "a\nc"));
    CHECK(pattern("a.c", false, true).search("a\nc"));
    CHECK(found("^CHANNEL_(HANGUP|ANSWER)$", "CHANNEL_ANSWER"));
    CHECK_FALSE(found("^CHANNEL_(HANGUP|ANSWER)$", "CHANNEL_ANSWERED"));
    CHECK(found("channel", "CHANNEL_X", true));
    CHECK(found("[^A-Z]", "ABc"));
    CHECK_FALSE(found("[^A-Z]", "ABC"));
    CHECK(found("^[\\d-]+$", "12-34"));
    CHECK(found("^\\+155$", "+155"));
    CHECK(found("[]x]", "]"));
    CHECK(found("\\bfoo\\b", "a foo b"));
    CHECK_FALSE(found("\\bfoo\\b", "afoob"));
}

TEST_CASE("quantifiers count", "[testing][pattern]") {
    CHECK(found("^a*$", ""));
    CHECK(found("^a+?b$", "aaab"));
    CHECK_FALSE(found("^a+$", ""));
    CHECK(found("^a?b$", "b"));
    CHECK(found("^(ab){2}$", "abab"));
    CHECK_FALSE(found("^(ab){2}$", "ababab"));
    CHECK(found("^a{2,}$", "aaaa"));
    CHECK_FALSE(found("^a{2,3}$", "aaaa"));
    CHECK(found("^a{2,3}$", "aaa"));
    CHECK(found("^(?:a|bc)*$", "abcabc"));
    CHECK(found("a{b", "a{b"));
}

TEST_CASE("what is not known never matches", "[testing][pattern]") {
    for (const char* bad : {"(", ")", "[a", "*a", "a\\", "(a)\\1", "(?=a)", "(?<n>a)", "[z-a]",
                            "a{3,2}", "a{100000}"}) {
        INFO(bad);
        CHECK_FALSE(pattern(bad, false).compiled());
        CHECK_FALSE(found(bad, "a"));
    }
}

TEST_CASE("hostile expressions end soon", "[testing][pattern]") {
    const std::string many(100'000, 'a');
    CHECK_FALSE(found("^(a+)+$", many + "b"));
    CHECK_FALSE(found("(a|aa)+b", many));
    CHECK(found("(.*)*", many));
    CHECK_FALSE(found("^(((((a*)*)*)*)*)*b$", many));
    CHECK_FALSE(pattern(std::string(100'000, '('), false).compiled());
    CHECK_FALSE(pattern(std::string(100'000, 'a'), false).compiled());
    CHECK_FALSE(pattern("((((a{50}){50}){50}){50})", false).compiled());
}
