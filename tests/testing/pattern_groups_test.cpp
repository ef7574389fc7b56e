// testing/fake_switch/text/pattern_groups.hpp: what the groups hold is what std::regex finds, too.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/testing/fake_switch/text/pattern_groups.hpp>

#include <cstdint>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

using eslio::testing::fake::pattern_groups;
using eslio::testing::fake::read_pattern;
using eslio::testing::fake::search;
using eslio::testing::fake::substitute;

namespace {

using parts = std::vector<std::string_view>;

bool found(std::string_view expression, std::string_view text, bool any_case = false) {
    return search(read_pattern(expression, any_case), text);
}

bool compiles(std::string_view expression) {
    const auto p = read_pattern(expression);
    return p && p->compiles();
}

parts groups(std::string_view expression, std::string_view text) {
    return pattern_groups::find(read_pattern(expression), text);
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
    CHECK(search(read_pattern("a.c", false, true), "a\nc"));
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
        CHECK_FALSE(compiles(bad));
        CHECK_FALSE(found(bad, "a"));
    }
}

TEST_CASE("hostile expressions are found out soon", "[testing][pattern]") {
    const std::string many(100'000, 'a');
    CHECK_FALSE(found("^(a+)+$", many + "b"));
    CHECK_FALSE(found("(a|aa)+b", many));
    CHECK(found("(.*)*", many));
    CHECK_FALSE(found("^(((((a*)*)*)*)*)*b$", many));
    CHECK_FALSE(compiles(std::string(100'000, '(')));
    CHECK_FALSE(compiles(std::string(100'000, 'a')));
    CHECK_FALSE(compiles("((((a{50}){50}){50}){50})"));
}

TEST_CASE("groups hold what they matched last", "[testing][pattern]") {
    CHECK(groups("b+", "abbbc") == parts{"bbb"});
    CHECK(groups("^(\\d+)-(\\w*)$", "12-ab") == parts{"12-ab", "12", "ab"});
    CHECK(groups("(a)|(b)", "b") == parts{"b", "", "b"});
    CHECK(groups("(?:a|(b))+", "ab") == parts{"ab", "b"});
    CHECK(groups("(a|ab)(c|bcd)?", "abcd") == parts{"abcd", "a", "bcd"});
    CHECK(groups("^(.*?)x(.*)$", "1x2x3") == parts{"1x2x3", "1", "2x3"});
    CHECK(groups("(a{1,2}?)(a*)", "aaaa") == parts{"aaaa", "a", "aaa"});
    CHECK(groups("((a)(b)){2}", "abab") == parts{"abab", "ab", "a", "b"});
    CHECK(groups("(?i)(A)", "xa") == parts{"a", "a"});
    CHECK(groups("", "abc") == parts{""});
}

TEST_CASE("what does not match or compile, or is not known, has no groups", "[testing][pattern]") {
    for (const char* expression : {"x", "(", "*", "[b-a]", "(?=a)", "a++", "\\p{L}"}) {
        INFO(expression);
        CHECK(pattern_groups::find(read_pattern(expression), "a").empty());
        CHECK_FALSE(search(read_pattern(expression), "a"));
    }
}

TEST_CASE("expressions are taken as FreeSWITCH takes them", "[testing][pattern]") {
    using eslio::testing::fake::read_dialplan_expression;
    using eslio::testing::fake::read_expression;
    CHECK(search(read_expression("/ABC/i"), "abc"));
    CHECK_FALSE(search(read_expression("/ABC/s"), "abc"));
    CHECK(search(read_expression("/a.c/s"), "a\nc"));
    CHECK(search(read_expression("a/"), "a/"));
    CHECK(search(read_expression("//"), "a"));
    CHECK_FALSE(search(read_expression("/a"), "/a"));
    CHECK_FALSE(search(read_expression("_X"), "1"));
    CHECK(search(read_dialplan_expression("_NXXXXXX"), "5551234"));
    CHECK_FALSE(search(read_dialplan_expression("_NXXXXXX"), "1551234"));
    CHECK(search(read_dialplan_expression("_Z.9"), "1009"));
    CHECK_FALSE(search(read_dialplan_expression("_"), "1.B _"));
    CHECK(search(read_dialplan_expression("/^\\d+$/"), "12"));
    CHECK(pattern_groups::find(read_dialplan_expression("_[1-3]X."), "123") == parts{"123"});
}

TEST_CASE("hostile expressions with groups end soon", "[testing][pattern]") {
    const std::string many(20'000, 'a');
    CHECK(groups("^(a+)+$", many + "b").empty());
    CHECK(groups("(a|aa)+b", many).empty());
    CHECK(groups("(.*)*", many).size() == 2);
}

TEST_CASE("std::regex finds the same groups", "[testing][pattern]") {
    support::each_round(2000, [](std::uint64_t seed) {
        support::random_source random(seed);
        // No empty piece is repeated: there JavaScript and Perl differ.
        static constexpr const char* pieces[] = {"a",    "b",          "(a)",    "(b|ab)",
                                                 "(a+)", "(a+?)",      "(a|b)*", "(?:ab)?",
                                                 "(b?)", "[ab]{1,2}?", ".",      "(\\w)+"};
        std::string expression;
        for (std::size_t n = 1 + random.below(4); n != 0; --n) expression += random.pick(pieces);
        std::string text;
        for (std::size_t n = random.below(8); n != 0; --n) text += random.one_in(2) ? 'a' : 'b';
        INFO("ESLIO_SEED=" << seed << " expression: " << expression << " text: " << text);
        std::smatch judge;
        const bool found = std::regex_search(text, judge, std::regex(expression));
        const parts got = groups(expression, text);
        REQUIRE(got.size() == (found ? judge.size() : 0));
        for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == judge[i].str());
    });
}

TEST_CASE("parts are put where they are named", "[testing][pattern]") {
    const parts all = {"12-ab", "12", "ab"};
    CHECK(substitute("$2/$1", all) == "ab/12");
    CHECK(substitute("${1}0%2", all) == "120ab");
    CHECK(substitute("$9$", all) == "$");
}
