// Case, comparison, trimming, numbers.
#include "catch.hpp"

#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>

using namespace eslio::wire;

TEST_CASE("ascii: only ASCII letters have a case") {
    for (int i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        const bool upper = c >= 'A' && c <= 'Z';
        const bool lower = c >= 'a' && c <= 'z';
        CHECK(to_lower(c) == (upper ? static_cast<char>(i + 32) : c));
        CHECK(to_upper(c) == (lower ? static_cast<char>(i - 32) : c));
        CHECK(is_digit(c) == (i >= 48 && i <= 57));
    }
    CHECK(iequals("Event-NAME", "event-name"));
    CHECK(iequals("", ""));
    CHECK_FALSE(iequals("a", "ab"));
    CHECK_FALSE(iequals("\xC3\x84", "\xC3\xA4"));
    CHECK_FALSE(iequals("[", "{"));
    CHECK_FALSE(iequals("@", "`"));
    CHECK(istarts_with("Content-Type", "CONTENT-"));
    CHECK(istarts_with("x", ""));
    CHECK_FALSE(istarts_with("Con", "content-"));
    CHECK(starts_with("+OK done", "+OK"));
    CHECK_FALSE(starts_with("+ok", "+OK"));
    static_assert(iequals("A", "a"));
}

TEST_CASE("ascii: comparison finds one other character wherever it is") {
    for (std::size_t size = 1; size <= 35; ++size) {
        std::string lower(size, 'x'), upper(size, 'X');
        CHECK((iequals(lower, upper) && iequals(lower, lower)));
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = lower;
            other[at] = 'X';
            if (!iequals(lower, other)) FAIL_CHECK("case at " << at << " of " << size);
            other[at] = 'y';
            if (iequals(lower, other) || iequals(upper, other))
                FAIL_CHECK("letter at " << at << " of " << size);
        }
    }
}

TEST_CASE("ascii: hex digits") {
    const std::string digits = "0123456789abcdef";
    for (int i = 0; i < 256; ++i) {
        const std::size_t value = digits.find(to_lower(static_cast<char>(i)));
        CHECK(hex_value(static_cast<char>(i)) ==
              (value == std::string::npos ? -1 : static_cast<int>(value)));
    }
}

TEST_CASE("ascii: trimming") {
    CHECK(trim_left("  a ") == "a ");
    CHECK(trim_left("\ta") == "\ta");
    CHECK(trim_left("   ").empty());
    CHECK(trim("  a b \r\n\t") == "a b");
    CHECK(trim(" \n").empty());
    CHECK(trim("").empty());
}

TEST_CASE("ascii: text within text, whatever the case") {
    CHECK(eslio::wire::icontains("api Reload x", "reload"));
    CHECK(eslio::wire::icontains("reload", "RELOAD"));
    CHECK(eslio::wire::icontains("rereload", "reload"));
    CHECK(eslio::wire::icontains("x", ""));
    CHECK_FALSE(eslio::wire::icontains("reloa", "reload"));
    CHECK_FALSE(eslio::wire::icontains("", "x"));
}

TEST_CASE("ascii: words") {
    std::string_view rest = "api  status";
    CHECK(next_word(rest) == "api");
    CHECK(next_word(rest).empty());
    CHECK(next_word(rest) == "status");
    CHECK(rest.empty());
    CHECK(next_word(rest).empty());
    rest = "a,b";
    CHECK(next_word(rest, ',') == "a");
    CHECK(rest == "b");
}

TEST_CASE("ascii: numbers are digits alone, and fit") {
    CHECK(parse_number("0") == std::uint64_t{0});
    CHECK(parse_number("007") == std::uint64_t{7});
    CHECK(parse_number("18446744073709551615") == UINT64_MAX);
    for (const char* text : {"", "-1", "+1", " 1", "1 ", "1x", "0x1", "18446744073709551616",
                             "99999999999999999999", "184467440737095516150"})
        CHECK_FALSE(parse_number(text));
}
