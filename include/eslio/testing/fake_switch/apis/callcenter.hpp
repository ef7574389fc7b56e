// `callcenter_config` and `callcenter_break`: agents and tiers are kept; there are no queues but
// those of the test (mod_callcenter.c: cc_config_api_function).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/machine/callcenter.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

inline constexpr const char* callcenter_invalid = "-ERR Invalid!\n";
inline constexpr const char* callcenter_unknown = "-ERR Unknown Error!\n";

/// Columns of an agent that are numbers, in the order in which they are listed.
inline constexpr std::string_view agent_numbers[] = {
    "max_no_answer",        "wrap_up_time",        "reject_delay_time", "busy_delay_time",
    "no_answer_delay_time", "last_bridge_start",   "last_bridge_end",   "last_offered_call",
    "last_status_change",   "no_answer_count",     "calls_answered",    "talk_time",
    "ready_time",           "external_calls_count"};

template <std::size_t N>
bool is_one_of(const std::string_view (&all)[N], std::string_view word) noexcept {
    return std::find(std::begin(all), std::end(all), word) != std::end(all);
}

/// The names of an agent's columns, with `|` between them.
ESLIO_DECL const std::string& agent_column_names();

ESLIO_DECL std::vector<std::string> agent_columns(std::string_view name,
                                                  const callcenter_agent& agent);

ESLIO_DECL std::string list_agents(const stores& kept, std::string_view name);

inline bool is_agent_type(std::string_view type) noexcept {
    return wire::iequals(type, "callback") || wire::iequals(type, "uuid-standby");
}

/// `key agent value`
ESLIO_DECL std::string set_agent(machine& m, const std::vector<std::string>& words);

ESLIO_DECL std::string get_agent(machine& m, const std::vector<std::string>& words);

ESLIO_DECL std::string callcenter_of_agent(machine& m, std::string_view verb,
                                           const std::vector<std::string>& words);

/// An event of an agent, as `agent-status-change`.
ESLIO_DECL void tell_of_agent(machine& m, const std::string& name, const std::string& action,
                              const std::string& value);

inline constexpr std::string_view member_column_names =
    "queue|instance_id|uuid|session_uuid|cid_number|cid_name|system_epoch|joined_epoch|"
    "rejoined_epoch|bridge_epoch|abandoned_epoch|base_score|skill_score|serving_agent|"
    "serving_system|state|score";

ESLIO_DECL std::vector<std::string> member_columns(const stores& kept,
                                                   const callcenter_member& one);

/// The columns with `|` between them.
ESLIO_DECL std::string callcenter_line(const std::vector<std::string>& columns);

ESLIO_DECL std::string list_members(const stores& kept, const std::string& queue);

ESLIO_DECL std::string list_tiers(const stores& kept, const std::string* queue);

ESLIO_DECL bool is_tier_state(std::string_view text);

ESLIO_DECL std::string callcenter_of_tier(stores& kept, std::string_view verb,
                                          const std::vector<std::string>& words);

/// Whether an agent is on that queue, with that status and state if they are named.
ESLIO_DECL bool serves(const stores& kept, const std::string& agent,
                       const std::vector<std::string>& words);

ESLIO_DECL std::string callcenter_of_queue(stores& kept, std::string_view verb,
                                           const std::vector<std::string>& words);

ESLIO_DECL std::string answer_callcenter_config(const api_call& c);

ESLIO_DECL std::string answer_callcenter_break(const api_call& c);

inline constexpr api_entry callcenter_apis[] = {
    {"callcenter_break", "callcenter_break agent <uuid>", "Stop watching an uuid and release agent",
     answer_callcenter_break, "mod_callcenter"},
    {"callcenter_config",
     "callcenter_config <target> <args>,\n\tcallcenter_config agent add [name] [type] | "
     "\n\tcallcenter_config agent del [name] | \n\tcallcenter_config agent reload [name] | "
     "\n\tcallcenter_config agent set status [agent_name] [status] | \n\tcallcenter_config agent "
     "set state [agent_name] [state] | \n\tcallcenter_config agent set contact [agent_name] "
     "[contact] | \n\tcallcenter_config agent set ready_time [agent_name] [wait till epoch] | "
     "\n\tcallcenter_config agent set reject_delay_time [agent_name] [wait second] | "
     "\n\tcallcenter_config agent set busy_delay_time [agent_name] [wait second] | "
     "\n\tcallcenter_config agent set no_answer_delay_time [agent_name] [wait second] | "
     "\n\tcallcenter_config agent get status [agent_name] | \n\tcallcenter_config agent get state "
     "[agent_name] | \n\tcallcenter_config agent get uuid [agent_name] | \n\tcallcenter_config "
     "agent list [[agent_name]] | \n\tcallcenter_config tier add [queue_name] [agent_name] "
     "[[level]] [[position]] | \n\tcallcenter_config tier set state [queue_name] [agent_name] "
     "[state] | \n\tcallcenter_config tier set level [queue_name] [agent_name] [level] | "
     "\n\tcallcenter_config tier set position [queue_name] [agent_name] [position] | "
     "\n\tcallcenter_config tier del [queue_name] [agent_name] | \n\tcallcenter_config tier reload "
     "[queue_name] [agent_name] | \n\tcallcenter_config tier list | \n\tcallcenter_config queue "
     "load [queue_name] | \n\tcallcenter_config queue unload [queue_name] | \n\tcallcenter_config "
     "queue reload [queue_name] | \n\tcallcenter_config queue list | \n\tcallcenter_config queue "
     "list agents [queue_name] [status] [state] | \n\tcallcenter_config queue list members "
     "[queue_name] | \n\tcallcenter_config queue list tiers [queue_name] | \n\tcallcenter_config "
     "queue count | \n\tcallcenter_config queue count agents [queue_name] [status] [state] | "
     "\n\tcallcenter_config queue count members [queue_name] | \n\tcallcenter_config queue count "
     "tiers [queue_name]",
     "Config of callcenter", answer_callcenter_config, "mod_callcenter"},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/callcenter.ipp>
#endif
