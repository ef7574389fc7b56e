// The bodies of the functions of untrusted.hpp.
#pragma once

#include <eslio/command/untrusted.hpp>

namespace eslio::detail {

ESLIO_DECL argument_error check_header_text(const argument_name& argument, std::string_view text) {
    const std::size_t at = find_break(text);
    if (at == std::string_view::npos) return {};
    const error code = text[at] == '\0' ? error::nul_in_argument : error::line_break_in_argument;
    return refuse_byte(code, argument, text, at,
                       "is a line break or NUL, or FreeSWITCH decodes it to one where the text "
                       "becomes a SIP header; take it out");
}

ESLIO_DECL argument_error check_untrusted(const argument_name& argument, const untrusted& theirs) {
    if (argument_error forged = check_header_text(argument, theirs.text())) return forged;
    if (!theirs.has_expansion()) return {};
    return refuse_byte(error::unwritable_text, argument, theirs.text(), theirs.expansion(),
                       "and a brace: `${` of a stranger might be expanded where the text is used; "
                       "take it out");
}

ESLIO_DECL argument_error check_address(const argument_name& argument, const untrusted& theirs) {
    if (theirs.text().empty()) return refuse_empty(argument);
    if (argument_error forged = check_header_text(argument, theirs.text())) return forged;
    if (theirs.is_address()) return {};
    std::size_t at = 0;
    while (consists_of(theirs.text().substr(at, 1), untrusted::address_marks)) ++at;
    return refuse_byte(error::unwritable_text, argument, theirs.text(), at,
                       "could choose another route; a stranger's number or user is of letters, "
                       "digits and +*#-_. alone");
}

}  // namespace eslio::detail
