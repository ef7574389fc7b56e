// The bodies of the functions of dialplan.hpp.
#pragma once

#include <eslio/command/detail/dialplan.hpp>

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

}  // namespace eslio::detail
