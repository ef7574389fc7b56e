// command/filter.hpp: rules as values, and FreeSWITCH's judgement against a transcription of it.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/filter.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <regex>
#include <string>
#include <string_view>
#include <strings.h>
#include <utility>
#include <vector>

namespace {

using eslio::error;
using eslio::event;
using eslio::filter_rule;
using namespace std::string_view_literals;

/// P: 7.2, step by step on plain strings, without the library's readers and matcher.
struct transcription {
    using named = std::pair<std::string, std::string>;

    std::vector<named> filters;  ///< in order of adding
    std::vector<named> headers;  ///< of the event
    std::string body;

    const std::string* value_of(const std::string& name) const {
        if (name == "_body") return body.empty() ? nullptr : &body;
        for (const named& h : headers)
            if (strcasecmp(h.first.c_str(), name.c_str()) == 0) return &h.second;
        return nullptr;
    }

    static bool perl_match(const std::string& text, const std::string& expression) {
        const char* last = std::strrchr(expression.c_str() + 1, '/');
        if (last == nullptr) return false;  // the final slash is missing
        const std::string inside(expression.c_str() + 1, last);
        auto flags = std::regex::ECMAScript;
        if (std::strchr(last, 'i') != nullptr) flags |= std::regex::icase;
        return std::regex_search(text, std::regex(inside, flags));
    }

    bool delivered() const {
        bool send = filters.empty();
        for (const named& f : filters) {
            const std::string* have = value_of(f.first);
            if (have == nullptr) continue;
            const char* comparison = f.second.c_str();
            bool positive = true;
            while (*comparison == '+' || *comparison == '-' || *comparison == ' ') {
                if (*comparison == '-') positive = false;
                if (*comparison == '+') positive = true;
                ++comparison;
            }
            const bool match = f.second[0] == '/' ? perl_match(*have, f.second)
                                                  : strcasecmp(have->c_str(), comparison) == 0;
            if (match && positive) send = true;
            if (match && !positive) return false;
        }
        return send;
    }
};

bool matches(const filter_rule& r, std::string_view value) {
    return r.matches(event().add(r.header(), value));
}

}  // namespace

TEST_CASE("a rule of a literal text matches just that text", "[command][filter]") {
    CHECK(filter_rule::equal("N", "155").value() == "155");
    CHECK(filter_rule::equal("N", "+155").value() == "/^\\+155$/i");
    CHECK(filter_rule::equal("N", "-1.5").value() == "/^-1\\.5$/i");
    CHECK(filter_rule::equal("N", " x").value() == "/^ x$/i");
    CHECK(filter_rule::equal("N", "/a/b").value() == "/^/a/b$/i");
    CHECK(filter_rule::equal("N", "+155").add_command().bytes() == "filter add N /^\\+155$/i\n\n");
    CHECK(filter_rule::equal("N", "+155").delete_command().bytes() ==
          "filter delete N /^\\+155$/i\n\n");
    const std::string_view texts[] = {
        "155", "+155", "-x", " x", "/x/", "/", "+", "-.*", "+(a|b)[c]{2}^$?\\"};
    for (const std::string_view text : texts) {
        INFO("text: " << text);
        const filter_rule r = filter_rule::equal("N", text);
        CHECK_FALSE(r.error());
        CHECK_FALSE(r.negative());
        CHECK(r.is_understood());
        for (const std::string_view other : texts) CHECK(matches(r, other) == (other == text));
        CHECK_FALSE(matches(r, std::string(text) + "x"));
        CHECK_FALSE(matches(r, "x" + std::string(text)));
    }
    CHECK(matches(filter_rule::equal("N", "+A"), "+a"));
    CHECK(filter_rule::equal("N", "").error() == error::empty_argument);
}

TEST_CASE("a rule that excludes a literal text", "[command][filter]") {
    const filter_rule r = filter_rule::not_equal("N", "155");
    CHECK(r.value() == "-155");
    CHECK(r.negative());
    CHECK(matches(r, "155"));
    CHECK(filter_rule::not_equal("N", "/x/").value() == "-/x/");
    CHECK(matches(filter_rule::not_equal("N", "/x/"), "/x/"));
    for (const std::string_view text : {"+1", "-1", " 1"})
        CHECK(filter_rule::not_equal("N", text).error() == error::unwritable_text);
    CHECK(filter_rule::not_equal("N", "").error() == error::empty_argument);
}

TEST_CASE("a rule of a regular expression", "[command][filter]") {
    const filter_rule r = filter_rule::matching("N", "^a/b", "i");
    CHECK(r.value() == "/^a/b/i");
    CHECK(matches(r, "A/bc"));
    CHECK_FALSE(matches(r, "xa/b"));
    CHECK(filter_rule::matching("N", "a", "x").error() == error::unwritable_text);
    CHECK(filter_rule::matching("N", "a\nb").error() == error::line_break_in_argument);
    const filter_rule beyond = filter_rule::matching("N", "(?=a)b");
    CHECK_FALSE(beyond.error());
    CHECK_FALSE(beyond.is_understood());
    CHECK(matches(beyond, "x"));
    CHECK_FALSE(beyond.matches(event().add("M", "x")));
    CHECK(filter_rule("N", "/a b/x").matches(eslio::event().add("N", "a b")));  // no such option
    CHECK(filter_rule("N", "/a").is_understood());
    CHECK_FALSE(matches(filter_rule("N", "/a"), "a"));
    CHECK_FALSE(matches(filter_rule("N", "/"), "/"));
}

TEST_CASE("rules that cannot be sent", "[command][filter]") {
    CHECK(filter_rule("", "x").error() == error::empty_argument);
    CHECK(filter_rule("N", "").error() == error::empty_argument);
    CHECK(filter_rule("a b", "x").error() == error::bad_header_name);
    CHECK(filter_rule("N", "x\n").error() == error::line_break_in_argument);
    CHECK(filter_rule("N", "x\0"sv).error() == error::nul_in_argument);
    // Its deletion would delete all filters.
    CHECK(filter_rule("All", "x").error() == error::bad_header_name);
    CHECK(filter_rule("All", "x").add_command().error() == error::bad_header_name);
    CHECK(filter_rule("All", "x").delete_command().bytes().empty());
}

TEST_CASE("rules are equal as FreeSWITCH deletes them", "[command][filter]") {
    CHECK(filter_rule("Unique-ID", "a") == filter_rule("unique-id", "a"));
    CHECK(filter_rule("Unique-ID", "a") != filter_rule("Unique-ID", "A"));
    CHECK(filter_rule("A", "a") != filter_rule("B", "a"));
}

TEST_CASE("rules warn of what they may not do", "[command][filter]") {
    CHECK(filter_rule("N", "155").warning().empty());
    CHECK(filter_rule("N", "-155").warning().empty());
    CHECK(filter_rule("N", "/a/i").warning().empty());
    CHECK(filter_rule("N", "+155").warning().find("strips the sign") != std::string::npos);
    CHECK(filter_rule("N", "-/a/").warning().find("not a regular") != std::string::npos);
    CHECK(filter_rule("N", "/a").warning().find("final slash") != std::string::npos);
    CHECK(filter_rule("N", "/[a/").warning().find("no regular expression") != std::string::npos);
    CHECK_FALSE(filter_rule("N", "/[a/").matches(eslio::event().add("N", "[a")));
    CHECK(filter_rule::equal("N", "+155").warning().empty());
}

TEST_CASE("random filters on random events, as P: 7.2 says", "[command][filter]") {
    static constexpr const char* names[] = {"A", "a", "B", "_body"};
    static constexpr const char* values[] = {"x", "X", "x", "+x", "155", "+155", "a/b", "-", "X.X"};
    static constexpr const char* patterns[] = {
        "/x/", "/^x$/", "/X/i",    "/^\\+155$/",  "/1{1}5{2}/", "/x",   "/",
        "//",  "/a/b/", "/[^x]/i", "/^(x|155)$/", "/\\./",      "+/x/", "-/x/"};
    static constexpr const char* signs[] = {"", "", "", "+", "-", "-", "+-", "-+", " ", "- ", "--"};
    std::size_t delivered = 0, refused = 0;
    support::each_round(100'000, [&](std::uint64_t seed) {
        support::random_source random(seed);
        transcription t;
        event e;
        for (std::size_t n = random.below(5); n != 0; --n) {
            t.headers.emplace_back(random.pick(names), random.pick(values));
            e.add(t.headers.back().first, t.headers.back().second);
        }
        // An event's header _body cannot be told from its body by name: FreeSWITCH gives the body.
        if (random.one_in(2)) {
            t.body = random.pick(values);
            e.set_body(t.body);
        }
        std::vector<filter_rule> rules;
        for (std::size_t n = random.below(4); n != 0; --n) {
            std::string value = random.one_in(3)
                                    ? std::string(random.pick(patterns))
                                    : std::string(random.pick(signs)) + random.pick(values);
            t.filters.emplace_back(random.pick(names), value);
            rules.emplace_back(t.filters.back().first, value);
        }
        const bool expected = t.delivered();
        if (!t.filters.empty()) ++(expected ? delivered : refused);
        if (passes(rules, e) == expected) return;
        for (const auto& f : t.filters) UNSCOPED_INFO("filter " << f.first << " " << f.second);
        for (const auto& h : t.headers) UNSCOPED_INFO("header " << h.first << ": " << h.second);
        FAIL("ESLIO_SEED=" << seed << " expected " << expected << ", body: " << t.body);
    });
    if (delivered + refused > 1) {
        const double enough = 10'000 * std::min(1.0, support::effort());
        CHECK(static_cast<double>(delivered) > enough);
        CHECK(static_cast<double>(refused) > enough);
    }
}
