// `json`: the commands of the JSON API (mod_commands.c: json_function; switch_loadable_module.c:
// switch_json_api_execute).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/apis/json_callcenter.hpp>
#include <eslio/testing/fake_switch/apis/json_command.hpp>
#include <eslio/testing/fake_switch/apis/system.hpp>
#include <eslio/testing/fake_switch/text/json_text.hpp>

#include <optional>
#include <string_view>

namespace eslio::testing::fake {

/// Runs a command of the API: `{"cmd":"status","arg":""}` (mod_commands.c: json_api_function).
ESLIO_DECL void run_json_fsapi(machine& m, const json_node& data, const json_done& done);

/// mod_commands.c: json_status_function
ESLIO_DECL json_answer answer_json_status(machine& m, const json_node& data);

/// `{"uuid":"..."}`, refused of a call that there is not; nothing if there is one.
ESLIO_DECL std::optional<json_answer> refuse_json_call(machine& m, const json_node& data,
                                                       bool runs_application);

/// The one of that name, whatever its case; null if FreeSWITCH has none.
ESLIO_DECL const json_command* find_json_command(std::string_view name);

/// Answers with the request itself and what became of it.
ESLIO_DECL void run_json(const api_call& c);

inline constexpr api_entry json_apis[] = {
    {"json", "JSON", "JSON API", run_json},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/json_api.ipp>
#endif
