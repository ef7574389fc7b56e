// show channels: FreeSWITCH's table of channels.
#pragma once

#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/call_direction.hpp>
#include <eslio/event/call_state.hpp>
#include <eslio/event/channel_state.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eslio::api {

/// A channel as `show channels` tells of it. FreeSWITCH writes these tables by a thread of its own
/// (switch_core_sqldb.c), after its events: of the last half second a new channel may be missing,
/// and one that has ended may still stand there, though its events have been sent. `uuid_exists`
/// knows at once. A field that is empty, or not in that table, is an empty text; a number, time or
/// enumeration then has no value, and neither where it holds another text (`fields` has that).
struct channel_info {
    std::string uuid;
    std::optional<eslio::call_direction> direction;
    std::optional<std::chrono::system_clock::time_point> created;
    std::string name;  ///< `sofia/internal/1000@example.com`
    std::optional<channel_state> state;
    std::string caller_id_name;
    std::string caller_id_number;
    std::string ip_address;
    std::string destination;
    std::string application;
    std::string application_data;
    std::string dialplan;
    std::string context;
    std::string read_codec;
    std::optional<std::uint32_t> read_rate;
    std::optional<std::uint32_t> read_bit_rate;
    std::string write_codec;
    std::optional<std::uint32_t> write_rate;
    std::optional<std::uint32_t> write_bit_rate;
    std::string secure;
    std::string hostname;  ///< FreeSWITCH's switchname
    std::string presence_id;
    std::string presence_data;
    std::string accountcode;
    std::optional<eslio::call_state> call_state;
    std::string callee_name;
    std::string callee_number;
    std::string callee_direction;
    std::string call_uuid;  ///< of all channels that belong together
    record fields;          ///< all of them, by FreeSWITCH's names

    static channel_info of(record row);
};

}  // namespace eslio::api

namespace eslio::detail {

/// Fills a channel from the fields that begin with `before`.
ESLIO_DECL api::channel_info read_channel(const api::record& row, const std::string& before);

}  // namespace eslio::detail

namespace eslio::api {

/// All channels (mod_commands: show_function). CSV, which `show` writes by default, is not offered:
/// a comma in a caller's name would shift the columns after it.
ESLIO_DECL request<std::vector<channel_info>> show_channels();

/// Those that hold a text in their UUID, name, caller's id, presence data or account code. `%` in
/// it stands for any text, and `_` for any byte; `'` and `;`, which FreeSWITCH makes blanks of, are
/// refused, and of a stranger `%` and `_`.
ESLIO_DECL request<std::vector<channel_info>> show_channels_like(const any_text& text);

/// How many channels there are (mod_commands: show_function).
ESLIO_DECL request<std::uint64_t> show_channels_count();

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/show_channels.ipp>
#endif
