// The bodies of the functions of dialplan.hpp.
#pragma once

#include <eslio/command/detail/dialplan.hpp>
#include <eslio/command/detail/escape.hpp>

#include <algorithm>
#include <string>

namespace eslio::detail {

ESLIO_DECL argument_error check_inline(std::string_view extension) {
    char separator = ',';
    std::string_view applications = extension;
    if (extension.size() > 4 && extension[0] == 'm' && extension[1] == ':' && extension[3] == ':') {
        separator = extension[2];
        applications.remove_prefix(4);
    }
    if (count_parts(applications, separator) > 128)
        return refuse(error::number_out_of_range, "extension",
                      "FreeSWITCH reads 128 inline applications; send fewer");
    const std::size_t at = find_escaped_quote(extension);
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, "extension", extension, at,
                       "and a quote: FreeSWITCH drops an inline application that holds these; take "
                       "them out");
}

ESLIO_DECL argument_error check_dialplan(const any_text& extension, std::string_view dialplan) {
    if (count_parts(dialplan, ',') > 25)
        return refuse(error::number_out_of_range, "dialplan",
                      "FreeSWITCH tries 25 dialplans; name fewer");
    if (extension.stranger() != nullptr && wire::icontains(dialplan, "inline"))
        return refuse(error::unwritable_text, "extension",
                      "the dialplan `inline` would take a stranger's for applications; use "
                      "another dialplan");
    return wire::iequals(dialplan, "inline") ? check_inline(extension.text()) : argument_error();
}

ESLIO_DECL argument_error check_group_address(const argument_name& argument,
                                              const any_text& address) {
    if (address.stranger() == nullptr) return {};
    return refuse(error::unwritable_text, argument,
                  "it is dialled as it is written, and a stranger may write no dial string; make "
                  "one of the program's own with their number in it");
}

ESLIO_DECL argument_error check_conference(const argument_name& argument, std::string_view room) {
    const auto refused = [&](std::size_t at, const char* why) {
        return refuse_byte(error::unwritable_text, argument, room, at, why);
    };
    if (wire::starts_with(room, " "))
        return refused(0,
                       "at its front is skipped, and it would be another conference; take it out");
    for (std::size_t i = 0; i < room.size(); ++i)
        if ((room[i] >= '\0' && room[i] < ' ') || room[i] == '\x7F')
            return refused(i, "is no part of a conference's name; take it out");
    if (const std::size_t open = find_unclosed(room); open != room.npos)
        return refused(open, "begins a `${` that no `}` closes; FreeSWITCH would drop what "
                             "follows: close it");
    if (begins_scope(room))
        return refused(0, "with what follows would set variables, and the rest be the name; begin "
                          "otherwise");
    if (wire::istarts_with(room, "bridge:")) return {};
    std::string bare;  // a byte of a reference to a variable is no mark
    for_each_part(
        room, [&](std::string_view literal) { bare.append(literal); },
        [&](std::string_view reference) { bare.append(reference.size(), 'x'); });
    const std::size_t end = std::min(bare.find('+'), bare.size());
    const std::size_t profile = std::min(bare.find('@'), end);
    if (profile == 0 && !bare.empty())
        return refused(0, "begins a profile or a pin, and no conference is named; put its name "
                          "before it");
    const std::size_t second = bare.find('@', profile + 1);
    if (second < end)
        return refused(second, "begins the profile, and what is before it would be the name of "
                               "another conference; take one of them out");
    return {};
}

}  // namespace eslio::detail
