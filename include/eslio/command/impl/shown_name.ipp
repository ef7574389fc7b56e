// The bodies of the functions of shown_name.hpp.
#pragma once

#include <eslio/command/detail/shown_name.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>

namespace eslio::detail {

ESLIO_DECL argument_error check_shown_name(const argument_name& argument, std::string_view name) {
    std::size_t backslashes = 0, last = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        last = i;
        const int decoded = name[i] == '%' ? decoded_byte(name.substr(i + 1)) : -1;
        const char c = decoded < 0 ? name[i] : static_cast<char>(decoded);
        if (decoded >= 0) i += 2;
        backslashes = c == '\\' ? backslashes + 1 : 0;
        if (c == '"')
            return refuse_byte(error::unwritable_text, argument, name, last,
                               "is, or is decoded to, a quote, which would end the name in the SIP "
                               "header: it would be cut, or the call fail; take it out");
    }
    if (backslashes % 2 == 0) return {};
    return refuse_byte(error::unwritable_text, argument, name, last,
                       "is, or is decoded to, a backslash at the end, which would take the end of "
                       "the name off in the SIP header, and the call would fail; take it out");
}

ESLIO_DECL argument_error check_shown_number(const argument_name& argument,
                                             std::string_view number) {
    for (std::size_t i = 0; i < number.size(); ++i) {
        const int decoded = number[i] == '%' ? decoded_byte(number.substr(i + 1)) : -1;
        const char c = decoded < 0 ? number[i] : static_cast<char>(decoded);
        const std::size_t at = i;
        if (decoded >= 0) i += 2;
        if (c == '"' || c == '<' || c == '>')
            return refuse_byte(error::unwritable_text, argument, number, at,
                               "is, or is decoded to, a byte that would end the number in the SIP "
                               "header: it would be cut, or the call fail; take it out");
    }
    return {};
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
