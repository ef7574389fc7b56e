// Texts that mean something to one or another of FreeSWITCH's readers: chosen ones, and random ones
// made of the same pieces.
#pragma once

#include "support/random_event.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// A hundred.
inline std::vector<std::string> hostile_texts() {
    using namespace std::string_view_literals;
    static constexpr std::string_view all[] = {"plain"sv,
                                               "a b"sv,
                                               " a"sv,
                                               "a "sv,
                                               "  "sv,
                                               " "sv,
                                               "a  b"sv,
                                               "a\tb"sv,
                                               "\ta"sv,
                                               "a\t"sv,
                                               "a\nb"sv,
                                               "\na"sv,
                                               "a\n"sv,
                                               "a\r\nb"sv,
                                               "\r"sv,
                                               "a\v"sv,
                                               "\va"sv,
                                               "\f"sv,
                                               "a\x01\x1F\x7F"sv,
                                               "it's"sv,
                                               "'"sv,
                                               "''"sv,
                                               "'quoted'"sv,
                                               "'a b'"sv,
                                               "a 'b"sv,
                                               "a' b'"sv,
                                               "\"q\""sv,
                                               "\""sv,
                                               "\\"sv,
                                               "\\\\"sv,
                                               "a\\"sv,
                                               "a\\\\"sv,
                                               "\\a"sv,
                                               "\\n"sv,
                                               "\\s"sv,
                                               "\\t"sv,
                                               "\\r"sv,
                                               "\\'"sv,
                                               "\\\\'"sv,
                                               "\\\""sv,
                                               "\\,"sv,
                                               "\\="sv,
                                               "\\~"sv,
                                               "\\|"sv,
                                               "\\ "sv,
                                               "\\\t"sv,
                                               "\\\n"sv,
                                               "a\\'b'c"sv,
                                               "C:\\new\\table's"sv,
                                               ","sv,
                                               "a,b"sv,
                                               "a,,b,"sv,
                                               "="sv,
                                               "a=b"sv,
                                               "=a="sv,
                                               "|"sv,
                                               "a|b|c"sv,
                                               "|a"sv,
                                               ";"sv,
                                               "a;b=c"sv,
                                               "~"sv,
                                               "a~b=c"sv,
                                               "~~"sv,
                                               "[a=b]"sv,
                                               "[a"sv,
                                               "a]"sv,
                                               "{a}"sv,
                                               "{a=b}c"sv,
                                               "{"sv,
                                               "}"sv,
                                               "}{"sv,
                                               "<a=b>c"sv,
                                               "(a)"sv,
                                               "a)"sv,
                                               "((a"sv,
                                               "&park()"sv,
                                               "&"sv,
                                               "&&"sv,
                                               "^^:a:b"sv,
                                               "^^"sv,
                                               "^^~a"sv,
                                               "^^ a b"sv,
                                               ":_:"sv,
                                               "a:_:b"sv,
                                               "a:b"sv,
                                               "$"sv,
                                               "$$"sv,
                                               "a$b"sv,
                                               "$1"sv,
                                               "$ {a}"sv,
                                               "\\$"sv,
                                               "a$"sv,
                                               "%41"sv,
                                               "%"sv,
                                               "100%"sv,
                                               "%[a=b]c"sv,
                                               "%;[a=b]c"sv,
                                               "undef"sv,
                                               "UNDEF"sv,
                                               "_undef_"sv,
                                               "none"sv,
                                               "all"sv,
                                               "{a=b}c"sv,
                                               "  {a=b}c"sv,
                                               "shell_stream://id"sv,
                                               "a.wav@@100"sv,
                                               "SAY:a"sv,
                                               "phrase:a"sv,
                                               "~1"sv,
                                               "1@2000"sv,
                                               "last"sv,
                                               "inline"sv,
                                               "XML"sv,
                                               "-bleg"sv,
                                               "-both 1"sv,
                                               "+4930123"sv,
                                               "-1"sv,
                                               "#"sv,
                                               "*"sv,
                                               "@"sv,
                                               "a@@8000"sv,
                                               "ARRAY::x"sv,
                                               "ARRAY::a|:b"sv,
                                               "ARRAY::"sv,
                                               "a|:b"sv,
                                               "-ERR No such channel!"sv,
                                               "Gr\xC3\xBC\xC3\x9F \xE6\x97\xA5 \xF0\x9F\x98\x80"sv,
                                               "\xFF\xFE"sv,
                                               "reload of mod_sofia"sv};
    return {std::begin(all), std::end(all)};
}

/// One to a dozen pieces, now and then a byte of any value but NUL.
inline std::string random_text(random_source& random) {
    static constexpr const char* pieces[] = {
        "'",    "\\", ",",     "=",  " ",   "\n",  "\r",  "\t", "|",   "[",       "]",  "{x}",
        "{",    "}",  "\"",    "a",  "n",   "s",   "t",   "r",  "^^",  "&",       "(",  ")",
        "$",    ":",  "%",     "+",  "\\'", "\\,", "\\s", "~",  "\\$", ";",       "$$", "\x01",
        "\x7F", "%[", "undef", "::", "''",  "@",   "#",   "0",  "-",   "\xC3\xBC"};
    std::string text;
    for (std::size_t n = 1 + random.below(12); n != 0; --n) {
        text += random.pick(pieces);
        if (random.one_in(12)) text.push_back(static_cast<char>(1 + random.below(255)));
    }
    return text;
}

}  // namespace support
