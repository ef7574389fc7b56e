// wire/detail/pattern.hpp: like Perl's regular expressions where it reads them, in linear time.
#include "catch.hpp"
#include "support/growth.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/wire/detail/pattern.hpp>

#include <cstddef>
#include <cstdint>
#include <regex>
#include <string>
#include <string_view>

namespace {

using eslio::detail::pattern;
using namespace std::string_view_literals;

bool finds(std::string_view expression, std::string_view text, pattern::options with = {}) {
    const auto p = pattern::read(expression, with);
    REQUIRE(p);
    return p->search(text);
}

/// An expression of what both eslio and std::regex read alike.
class expression_maker {
public:
    explicit expression_maker(support::random_source& random) : random_(random) {}

    std::string make(int depth) {
        std::string out = sequence(depth);
        while (random_.one_in(4)) out += "|" + sequence(depth);
        return out;
    }

private:
    std::string sequence(int depth) {
        std::string out;
        for (std::size_t n = 1 + random_.below(3); n != 0; --n) out += piece(depth);
        return out;
    }

    std::string piece(int depth) {
        if (random_.one_in(10)) return random_.one_in(2) ? "^" : "$";
        if (random_.one_in(15)) return random_.one_in(2) ? "\\b" : "\\B";
        static constexpr const char* atoms[] = {"a",    "b",    "c",      "-",    "1",
                                                ".",    "\\.",  "\\d",    "\\w",  "\\D",
                                                "[ab]", "[^a]", "[a-c1]", "\\x61"};
        static constexpr const char* repeats[] = {"*",    "+",     "?",  "{2}",
                                                  "{1,}", "{0,2}", "*?", "+?"};
        std::string out = random_.pick(atoms);
        if (depth > 0 && random_.one_in(3))
            out = (random_.one_in(2) ? "(" : "(?:") + make(depth - 1) + ")";
        if (random_.one_in(3)) out += random_.pick(repeats);
        return out;
    }

    support::random_source& random_;
};

}  // namespace

TEST_CASE("pattern: text, places and classes", "[wire][pattern]") {
    CHECK(finds("", "anything"));
    CHECK(finds("", ""));
    CHECK(finds("b", "abc"));
    CHECK_FALSE(finds("d", "abc"));
    CHECK(finds("^CHANNEL_(HANGUP|ANSWER)$", "CHANNEL_ANSWER"));
    CHECK_FALSE(finds("^CHANNEL_(HANGUP|ANSWER)$", "CHANNEL_ANSWERED"));
    CHECK(finds("^\\+155$", "+155"));
    CHECK_FALSE(finds("^\\+155$", "155"));
    CHECK(finds("a.c", "a-c"));
    CHECK_FALSE(finds("a.c", "a\nc"));
    CHECK(finds("a.c", "a\nc", {false, true}));
    CHECK(finds("[]a]", "]"));
    CHECK(finds("[^]a]", "b"));
    CHECK_FALSE(finds("[^]a]", "]"));
    CHECK(finds("[a-]", "-"));
    CHECK(finds("^[\\d.]+$", "10.0.0.1"));
    CHECK(finds("\\x2B\\t", "+\t"));
    CHECK(finds("\xFF", "a\xFF"));
    CHECK(finds("[\x80-\xFF]", "\xC3"));
}

TEST_CASE("pattern: the end may stand before a last line break", "[wire][pattern]") {
    CHECK(finds("a$", "a\n"));
    CHECK_FALSE(finds("a$", "a\n\n"));
    CHECK_FALSE(finds("^b", "a\nb"));
    CHECK(finds("\\Aa", "ab"));
}

TEST_CASE("pattern: letters of either case", "[wire][pattern]") {
    CHECK(finds("aBc", "AbC", {true, false}));
    CHECK(finds("[a-c]x", "BX", {true, false}));
    CHECK_FALSE(finds("[^a]", "A", {true, false}));
    CHECK_FALSE(finds("a", "A"));
}

TEST_CASE("pattern: options hold to the end of their group", "[wire][pattern]") {
    CHECK(finds("(?i)ab", "AB"));
    CHECK(finds("a(?i)b", "aB"));
    CHECK_FALSE(finds("a(?i)b", "AB"));
    CHECK(finds("^(a(?i)b|c)d$", "Cd"));
    CHECK_FALSE(finds("^(a(?i)b|c)d$", "CD"));
    CHECK(finds("^(?i:a)b$", "Ab"));
    CHECK_FALSE(finds("^(?i:a)b$", "AB"));
    CHECK_FALSE(finds("^(?-i:a)b$", "AB", {true, false}));
    CHECK(finds("^(?-i:a)b$", "aB", {true, false}));
    CHECK(finds("^(?s).$", "\n"));
    CHECK(finds("^(?is-i:a.)$", "a\n"));
    CHECK_FALSE(finds("^(?is-i:a.)$", "A\n"));
    CHECK(finds("^(?)(?:)a$", "a"));
    for (const char* unknown : {"(?m)a", "(?x)a", "(?i", "(?i-s-i)a", "(?^i)a"})
        CHECK_FALSE(pattern::read(unknown, {}));
}

TEST_CASE("pattern: repetition", "[wire][pattern]") {
    CHECK(finds("^a{3}$", "aaa"));
    CHECK_FALSE(finds("^a{3}$", "aa"));
    CHECK(finds("^a{2,}$", "aaaa"));
    CHECK_FALSE(finds("^a{2,3}$", "aaaa"));
    CHECK(finds("^(ab|c){2}$", "cab"));
    CHECK(finds("^(a|b|c)*d?$", "abcabc"));
    CHECK(finds("^a{0}b$", "b"));
    CHECK(finds("a{", "a{"));
    CHECK(finds("a{x}", "a{x}"));
    CHECK(finds("^(a*)*$", "aaa"));
    CHECK(finds("^(|a)+b$", "aab"));
}

TEST_CASE("pattern: what is not known is not guessed", "[wire][pattern]") {
    for (const std::string_view text :
         {"(?=a)"sv,    "(?!a)"sv,  "(?<n>a)"sv,     "(?i)*"sv,      "(a)\\1"sv,  "a++"sv,
          "a**"sv,      "\\p{L}"sv, "[[:alpha:]]"sv, "\\Qa\\E"sv,    "a{,3}"sv,   "a{2000}"sv,
          "(*UTF8)a"sv, "^*"sv,     "\\x{61}"sv,     "\\z"sv,        "a{2}{3}"sv, "[\\d-z]"sv,
          "[a-\\d]"sv,  "\\K"sv,    "(?=a"sv,        "[[:alpha:]"sv, "\\Q["sv}) {
        INFO("expression: " << text);
        CHECK_FALSE(pattern::read(text, {}));
    }
    CHECK_FALSE(pattern::read(std::string(200, '(') + std::string(200, ')'), {}));
    CHECK_FALSE(pattern::read("((((a{1000}){1000}){1000}){1000})", {}));
}

TEST_CASE("pattern: what FreeSWITCH cannot compile matches nothing", "[wire][pattern]") {
    for (const std::string_view text :
         {"*a"sv,   "+"sv,     "(?:?)"sv,   "a|*"sv, "a)"sv,  ")"sv,    "(a"sv,
          "((a)"sv, "(?:a"sv,  "[a"sv,      "["sv,   "[]"sv,  "[^]"sv,  "[z-a]"sv,
          "{3}a"sv, "({2})"sv, "a|{1,2}"sv, "\\"sv,  "a\\"sv, "[a\\"sv, "a{3,2}"sv}) {
        INFO("expression: " << text);
        const auto p = pattern::read(text, {});
        REQUIRE(p);
        CHECK_FALSE(p->compiles());
        for (const std::string_view in : {""sv, "a"sv, "[a"sv, "*a"sv, "aaa"sv})
            CHECK_FALSE(p->search(in));
    }
    CHECK(pattern::read("", {})->compiles());
    CHECK(pattern::read("[]]", {})->compiles());
}

TEST_CASE("pattern: neither a hostile expression nor a long text is slow", "[wire][pattern]") {
    const std::string text(100'000, 'a');
    CHECK_FALSE(finds("^(a*)*(a|aa)*b$", text));
    CHECK(finds("(x+x+)+y|a$", text));
    CHECK_FALSE(finds(".*.*.*b", text));
    const auto many = [](std::size_t n) {
        std::string out;
        for (std::size_t i = 0; i < n; ++i) out += "(?i)";
        return out;
    };
    const auto read = [](const std::string& expression) { REQUIRE(pattern::read(expression, {})); };
    CHECK(support::growth(2000, many, read) < support::quadratic);
}

TEST_CASE("pattern: std::regex finds the same", "[wire][pattern]") {
    support::each_round(3000, [](std::uint64_t seed) {
        support::random_source random(seed);
        const std::string expression = expression_maker(random).make(2);
        INFO("ESLIO_SEED=" << seed << " expression: " << expression);
        const bool any_case = random.one_in(2);
        auto flags = std::regex::ECMAScript;
        if (any_case) flags |= std::regex::icase;
        const std::regex judge(expression, flags);
        const auto p = pattern::read(expression, {any_case, false});
        REQUIRE(p);
        for (int i = 0; i < 10; ++i) {
            std::string text;
            static constexpr const char letters[] = {'a', 'b', 'c', 'A', '1', '-', '.', ' '};
            for (std::size_t n = random.below(9); n != 0; --n) text.push_back(random.pick(letters));
            INFO("text: " << text);
            REQUIRE(p->search(text) == std::regex_search(text, judge));
        }
    });
}
