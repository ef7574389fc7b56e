// The bodies of the functions of shown_name.hpp.
#pragma once

#include <eslio/command/detail/shown_name.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>

namespace eslio::detail {

/// Calls `f(byte, place)` for each byte that a text is decoded to (mod_sofia.h: check_decode),
/// until it returns false.
template <class F>
void for_each_decoded(std::string_view text, F f) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int decoded = text[i] == '%' ? decoded_byte(text.substr(i + 1)) : -1;
        if (!f(decoded < 0 ? text[i] : static_cast<char>(decoded), i)) return;
        if (decoded >= 0) i += 2;
    }
}

/// Where the first byte out of `bad` is, or what is decoded to it; `npos` if there is none.
ESLIO_DECL std::size_t find_decoded(std::string_view text, std::string_view bad) {
    std::size_t found = text.npos;
    for_each_decoded(text, [&](char c, std::size_t at) {
        if (bad.find(c) == bad.npos) return true;
        found = at;
        return false;
    });
    return found;
}

ESLIO_DECL argument_error check_shown_name(const argument_name& argument, std::string_view name) {
    if (const std::size_t at = find_decoded(name, "\""); at != name.npos)
        return refuse_byte(error::unwritable_text, argument, name, at,
                           "is, or is decoded to, a quote, which would end the name in the SIP "
                           "header: it would be cut, or the call fail; take it out");
    std::size_t backslashes = 0, last = 0;
    for_each_decoded(name, [&](char c, std::size_t at) {
        backslashes = c == '\\' ? backslashes + 1 : 0;
        last = at;
        return true;
    });
    if (backslashes % 2 == 0) return {};
    return refuse_byte(error::unwritable_text, argument, name, last,
                       "is, or is decoded to, a backslash at the end, which would take the end of "
                       "the name off in the SIP header, and the call would fail; take it out");
}

ESLIO_DECL argument_error check_verbatim_name(const argument_name& argument, const any_text& name) {
    const std::string_view text = name.text();
    if (name.stranger() == nullptr) return {};
    if (const std::size_t at = text.find('"'); at != text.npos)
        return refuse_byte(error::unwritable_text, argument, text, at,
                           "would end the name in the SIP header; take it out");
    const std::size_t before = text.find_last_not_of('\\') + 1;  // 0 of nothing else
    if ((text.size() - before) % 2 == 0) return {};
    return refuse_byte(error::unwritable_text, argument, text, text.size() - 1,
                       "at the end would take the end of the name off in the SIP header; take it "
                       "out");
}

ESLIO_DECL argument_error check_shown_number(const argument_name& argument,
                                             std::string_view number) {
    const std::size_t at = number.find_first_of("\"<>%");
    if (at == number.npos) return {};
    return refuse_byte(error::unwritable_text, argument, number, at,
                       number[at] == '%' ? "is no part of a number in a SIP address, which holds "
                                           "coded bytes after it: the call would fail; take it out"
                                         : "would end the number in the SIP header: it would be "
                                           "cut, or the call fail; take it out");
}

ESLIO_DECL argument_error check_strangers_name(const argument_name& argument,
                                               const any_text& name) {
    return name.stranger() == nullptr ? argument_error() : check_shown_name(argument, name.text());
}

ESLIO_DECL argument_error check_strangers_number(const argument_name& argument,
                                                 const any_text& number) {
    return number.stranger() == nullptr ? argument_error()
                                        : check_shown_number(argument, number.text());
}

ESLIO_DECL argument_error check_shown_variable(std::string_view name, const any_text& value) {
    const auto ends = [&](std::string_view with) {
        return name.size() >= with.size() &&
               wire::iequals(name.substr(name.size() - with.size()), with);
    };
    const argument_name argument("variable", name);
    for (const std::string_view end :
         {"caller_id_name", "callee_id_name", "sip_from_display", "sip_to_display"})
        if (ends(end)) return check_strangers_name(argument, value);
    for (const std::string_view end : {"caller_id_number", "callee_id_number"})
        if (ends(end)) return check_strangers_number(argument, value);
    return {};
}

}  // namespace eslio::detail
