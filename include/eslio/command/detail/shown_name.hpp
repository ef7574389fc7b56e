// Names and numbers that a phone shows: what mod_sofia would not bring through in a SIP header.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <string_view>

namespace eslio::detail {

/// A name. mod_sofia decodes percent codes in it, takes what is after the first quote for the name
/// (mod_sofia.h: check_decode), and writes it between quotes as it then is (sofia_glue.c:
/// sofia_glue_do_invite).
ESLIO_DECL argument_error check_shown_name(const argument_name& argument, std::string_view name);

/// Of a stranger's name that mod_sofia writes between quotes without decoding it (mod_sofia.c:
/// sofia_receive_message, SWITCH_MESSAGE_INDICATE_HOLD): `%22` stays what it is.
ESLIO_DECL argument_error check_verbatim_name(const argument_name& argument, const any_text& name);

/// A number, which it writes between angle brackets, in `Remote-Party-ID` as it is.
ESLIO_DECL argument_error check_shown_number(const argument_name& argument,
                                             std::string_view number);

/// The same of a stranger's alone, where it is not known whether SIP is spoken.
ESLIO_DECL argument_error check_strangers_name(const argument_name& argument, const any_text& name);
ESLIO_DECL argument_error check_strangers_number(const argument_name& argument,
                                                 const any_text& number);

/// Of a variable, or a part of the caller's profile, that a stranger gives a value: whether that is
/// such a name or number (`effective_caller_id_name`, `sip_from_display`), and has what would not
/// be brought through.
ESLIO_DECL argument_error check_shown_variable(std::string_view name, const any_text& value);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/shown_name.ipp>
#endif
