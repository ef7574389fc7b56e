// UTF-8: what is valid, and what becomes U+FFFD.
#include "catch.hpp"

#include <eslio/event/utf8.hpp>

#include <string>
#include <string_view>

namespace utf8_test {

namespace {

/// As text, with `?` for each U+FFFD.
std::string replaced(std::string_view text) {
    bool lossy = false;
    std::string out = eslio::to_utf8(text, &lossy);
    CHECK(lossy == !eslio::is_utf8(text));
    CHECK(eslio::is_utf8(out));
    for (std::size_t i = out.find("\xEF\xBF\xBD"); i != std::string::npos;
         i = out.find("\xEF\xBF\xBD"))
        out.replace(i, 3, "?");
    return out;
}

}  // namespace

TEST_CASE("UTF-8: what is valid stays") {
    for (const char* text :
         {"", "a", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
          "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF",
          "Gr\xC3\xBC\xC3\x9F"
          "e \xF0\x9F\x98\x80!"}) {
        CHECK(eslio::is_utf8(text));
        CHECK(eslio::to_utf8(text) == text);
        CHECK(replaced(text) == text);
    }
    CHECK(eslio::to_utf8(std::string_view("a\0b", 3)) == std::string_view("a\0b", 3));
    bool lossy = true;  // what was found before is kept
    CHECK(eslio::to_utf8("a", &lossy) == "a");
    CHECK(lossy);
}

TEST_CASE("UTF-8: one U+FFFD for each piece that can be no character") {
    CHECK(replaced("a\xFF"
                   "b") == "a?b");
    CHECK(replaced("\x80\xBF") == "??");
    CHECK(replaced("\xC3") == "?");
    CHECK(replaced("\xC3(") == "?(");
    CHECK(replaced("\xC0\x80") == "??");
    CHECK(replaced("\xE2\x82") == "?");
    CHECK(replaced("\xE2\x82"
                   "A\xE2(") == "?A?(");
    CHECK(replaced("\xE0\x80\x80") == "???");
    CHECK(replaced("\xED\xA0\x80") == "???");
    CHECK(replaced("\xF0\x9F\x98") == "?");
    CHECK(replaced("\xF0\x9F\x98\xC3\xBC") == "?\xC3\xBC");
    CHECK(replaced("\xF0\x80\x80\x80") == "????");
    CHECK(replaced("\xF4\x90\x80\x80") == "????");
    CHECK(replaced("\xF5\x80") == "??");
}

TEST_CASE("UTF-8: every code point there and back") {
    for (std::uint32_t c = 0; c < 0x110000; c += c < 0x900 ? 1 : 251) {
        char bytes[4];
        const std::string_view text(bytes, eslio::detail::write_utf8(c, bytes));
        const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        CHECK(eslio::is_utf8(text) == !surrogate);
        const auto piece = eslio::detail::next_utf8(text);
        CHECK(piece.valid == !surrogate);
        if (piece.valid) CHECK(piece.size == text.size());
    }
}

}  // namespace utf8_test
