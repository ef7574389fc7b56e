// The bodies of the functions of argument_error.hpp.
#pragma once

#include <eslio/command/argument_error.hpp>

namespace eslio::detail {

ESLIO_DECL std::string argument_name::text() const {
    std::string all(kind_);
    if (!name_.empty()) all.append(" ").append(name_);
    return all;
}

ESLIO_DECL std::string shown_byte(char c) {
    static constexpr char digits[] = "0123456789ABCDEF";
    if (c > ' ' && c < '\x7F') return {'\'', c, '\''};
    const auto byte = static_cast<unsigned char>(c);
    return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

ESLIO_DECL argument_error refuse_byte(error code, const argument_name& argument,
                                      std::string_view text, std::size_t at,
                                      std::string_view words) {
    std::string all = argument.text();
    all.append(": ").append(shown_byte(text[at])).append(" (byte ");
    all.append(std::to_string(at + 1)).append(") ").append(words);
    return {code, std::move(all)};
}

ESLIO_DECL argument_error check_nul(const argument_name& argument, std::string_view text) {
    const std::size_t at = text.find('\0');
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::nul_in_argument, argument, text, at,
                       "would end the text for FreeSWITCH; take it out");
}

ESLIO_DECL argument_error check_bytes(const argument_name& argument, std::string_view text) {
    const std::size_t at = text.find_first_of(std::string_view("\r\n\0", 3));
    if (at == std::string_view::npos) return {};
    if (text[at] == '\0') return check_nul(argument, text);
    return refuse_byte(error::line_break_in_argument, argument, text, at,
                       "is a line break, after which a header or a command would begin; take it "
                       "out");
}

ESLIO_DECL argument_error check_word(const argument_name& argument, std::string_view word) {
    if (word.empty()) return refuse_empty(argument);
    if (argument_error forged = check_bytes(argument, word)) return forged;
    const std::size_t at = word.find(' ');
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, word, at,
                       "would begin another word, and has no escape here; take it out");
}

}  // namespace eslio::detail
