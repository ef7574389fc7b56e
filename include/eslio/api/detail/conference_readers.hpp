// Reads what mod_conference answers.
#pragma once

#include <eslio/api/conference.hpp>
#include <eslio/config.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// `json_list`.
ESLIO_DECL std::optional<std::vector<api::conference_info>> read_conferences(std::string_view body);

/// `json_list` of one conference.
ESLIO_DECL std::optional<api::conference_info> read_conference(std::string_view body);

/// `+OK` in each line: an order may be for several members, and FreeSWITCH says `+OK` before it
/// looks for a recording that is to be paused.
ESLIO_DECL std::optional<api::confirmation> read_order_done(std::string_view body);

/// `Stopped recording file x` before `+OK Stopped recording 0 files`: the number is of others.
ESLIO_DECL std::optional<api::confirmation> read_record_stopped(std::string_view body);

/// `Energy 1 = 200`, `+OK Volume IN 1 = 2`.
ESLIO_DECL std::optional<api::confirmation> read_level_set(std::string_view body);

/// `+OK Call Requested: result: [SUCCESS]`.
ESLIO_DECL std::optional<hangup_cause> read_dial_result(std::string_view body);

/// `+OK Job-UUID: <id>`.
ESLIO_DECL std::optional<std::string> read_dial_job(std::string_view body);

/// A word, other than how `get` and `set` are used.
ESLIO_DECL std::optional<std::string> read_parameter(std::string_view body);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/conference_readers.ipp>
#endif
