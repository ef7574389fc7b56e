// Questions about a call by its UUID, and its variables: uuid_exists, uuid_dump, uuid_getvar, ...
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/command/variable_list.hpp>
#include <eslio/config.hpp>
#include <eslio/event/event.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// What `uuid_dump ... json` answers.
ESLIO_DECL std::optional<event> read_channel_data(std::string_view body);

}  // namespace eslio::detail

namespace eslio::api {

/// Whether there is a call of that UUID (switch_ivr_uuid_exists).
inline request<bool> uuid_exists(const any_text& uuid) {
    return detail::api_writer("uuid_exists").uuid(uuid).asks(detail::read_yes_no);
}

/// All that FreeSWITCH knows of a call, as the event CHANNEL_DATA: its headers, and its variables
/// as `variable_...` (mod_commands: uuid_dump_function). Refused if there is no such call.
ESLIO_DECL request<event> uuid_dump(const any_text& uuid);

/// A variable of a call, or a part of its caller's profile as `caller_id_number`; nothing if it is
/// not set (mod_commands: uuid_getvar_function). FreeSWITCH writes `_undef_` for that, which
/// therefore no value can be; and a value that begins with `-ERR` is taken for a refusal
/// (`text()` has it).
ESLIO_DECL request<std::optional<std::string>> uuid_getvar(const any_text& uuid,
                                                           std::string_view name);

/// One value of a variable that holds an array, from 0 on; nothing past its end.
ESLIO_DECL request<std::optional<std::string>> uuid_getvar(const any_text& uuid,
                                                           std::string_view name,
                                                           std::size_t index);

/// Sets a variable of a call; an empty value unsets it (mod_commands: uuid_setvar_function). A
/// program's own value is kept as it is, `${...}` in it included, which is expanded where the
/// variable is used.
ESLIO_DECL api_request uuid_setvar(const any_text& uuid, std::string_view name,
                                   const any_text& value);

/// Sets up to 64 variables of a call at once; an empty value unsets one. A value that holds `${` is
/// refused, as FreeSWITCH would leave that variable unset (mod_commands:
/// uuid_setvar_multi_function, switch_channel_set_variable_var_check).
ESLIO_DECL api_request uuid_setvar_multi(const any_text& uuid, const variable_list& variables);

/// The media bugs at work on a call, as recordings: `function`, `target`, `thread-locked`
/// (switch_core_media_bug.c: switch_core_media_bug_enumerate).
ESLIO_DECL request<std::vector<record>> uuid_buglist(const any_text& uuid);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/uuid.ipp>
#endif
