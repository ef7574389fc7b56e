// mod_callcenter: agents, tiers, queues and the members who wait in them.
#pragma once

#include <eslio/api/confirmation.hpp>
#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::api {

/// An agent, who answers calls.
struct callcenter_agent_info {
    std::string name;
    std::string instance_id;
    std::string uuid;     ///< of their call, if they are connected
    std::string type;     ///< `callback`, `uuid-standby`
    std::string contact;  ///< a dial string
    std::string status;   ///< `Available`, `On Break`, `Logged Out`, `Available (On Demand)`
    std::string state;    ///< `Waiting`, `Receiving`, `In a queue call`, `Idle`
    std::optional<std::uint32_t> max_no_answer;
    std::optional<std::uint32_t> no_answer_count;
    std::optional<std::chrono::seconds> wrap_up_time;
    std::optional<std::chrono::seconds> reject_delay_time;
    std::optional<std::chrono::seconds> busy_delay_time;
    std::optional<std::chrono::seconds> no_answer_delay_time;
    std::optional<std::chrono::system_clock::time_point> last_bridge_start;
    std::optional<std::chrono::system_clock::time_point> last_bridge_end;
    std::optional<std::chrono::system_clock::time_point> last_offered_call;
    std::optional<std::chrono::system_clock::time_point> last_status_change;
    std::optional<std::chrono::system_clock::time_point> ready_time;  ///< not called before
    std::optional<std::uint32_t> calls_answered;
    std::optional<std::chrono::seconds> talk_time;
    std::optional<std::uint32_t> external_calls_count;
    record fields;

    static callcenter_agent_info of(record row);
};

/// That an agent serves a queue.
struct callcenter_tier_info {
    std::string queue;
    std::string agent;
    std::string state;  ///< `Ready`, `Offering`, `Active Inbound`, `No Answer`, ...
    std::optional<std::int32_t> level;
    std::optional<std::int32_t> position;
    record fields;

    static callcenter_tier_info of(record row);
};

/// A queue.
struct callcenter_queue_info {
    std::string name;
    std::string strategy;
    std::string moh_sound;
    std::string time_base_score;
    std::optional<bool> tier_rules_apply;
    std::optional<std::chrono::seconds> max_wait_time;
    std::optional<std::chrono::seconds> max_wait_time_with_no_agent;
    std::optional<std::chrono::seconds> discard_abandoned_after;
    std::optional<std::uint32_t> calls_answered;
    std::optional<std::uint32_t> calls_abandoned;
    record fields;

    static callcenter_queue_info of(record row);
};

/// A caller who waits in a queue, or did.
struct callcenter_member_info {
    std::string queue;
    std::string uuid;          ///< of the member
    std::string session_uuid;  ///< of their call
    std::string caller_id_number;
    std::string caller_id_name;
    std::optional<std::chrono::system_clock::time_point> joined;
    std::optional<std::chrono::system_clock::time_point> rejoined;
    std::optional<std::chrono::system_clock::time_point> bridged;
    std::optional<std::chrono::system_clock::time_point> abandoned;
    std::optional<std::int32_t> base_score;
    std::optional<std::int32_t> skill_score;
    std::optional<std::int32_t> score;  ///< only in the list of one queue
    std::string serving_agent;
    std::string state;  ///< `Waiting`, `Trying`, `Answered`, `Abandoned`
    record fields;

    static callcenter_member_info of(record row);
};

/// All agents, tiers, queues and members, of every queue. The first, second and fourth are asked as
/// JSON: in the table that `callcenter_config` writes `|` parts the fields, which a contact or a
/// caller's name may hold (mod_callcenter: json_callcenter_config_function).
ESLIO_DECL request<std::vector<callcenter_agent_info>> callcenter_agents();
ESLIO_DECL request<std::vector<callcenter_tier_info>> callcenter_tiers();
ESLIO_DECL request<std::vector<callcenter_queue_info>> callcenter_queues();
ESLIO_DECL request<std::vector<callcenter_member_info>> callcenter_members();

/// Those of one queue, from that table: where a field holds a `|` or a line break it cannot be
/// read, and is unreadable. A queue that there is not has none (mod_callcenter:
/// cc_config_api_function).
ESLIO_DECL request<std::vector<callcenter_agent_info>> callcenter_queue_agents(
    const any_text& queue);
ESLIO_DECL request<std::vector<callcenter_tier_info>> callcenter_queue_tiers(const any_text& queue);
ESLIO_DECL request<std::vector<callcenter_member_info>> callcenter_queue_members(
    const any_text& queue);

/// How many queues there are; how many agents, tiers or members one has.
ESLIO_DECL request<std::uint64_t> callcenter_queue_count();
ESLIO_DECL request<std::uint64_t> callcenter_queue_agent_count(const any_text& queue);
ESLIO_DECL request<std::uint64_t> callcenter_queue_tier_count(const any_text& queue);
ESLIO_DECL request<std::uint64_t> callcenter_queue_member_count(const any_text& queue);

/// Adds an agent of type `callback` or `uuid-standby`, removes one.
ESLIO_DECL api_request callcenter_agent_add(const any_text& agent, const any_text& type);
ESLIO_DECL api_request callcenter_agent_del(const any_text& agent);

/// Reads an agent of the configuration anew; `all` of the program's own means each.
ESLIO_DECL api_request callcenter_agent_reload(const any_text& agent);

/// Sets `status`, `state`, `contact`, `type`, `uuid`, `max_no_answer`, `wrap_up_time`,
/// `ready_time`, `reject_delay_time`, `busy_delay_time` or `no_answer_delay_time` of an agent
/// (cc_agent_update). A contact is a dial string: of a stranger it is refused. FreeSWITCH expands
/// it by the caller's variables before it calls the agent (outbound_agent_thread_run), as it does
/// bridge's argument: a checked one is given as `dial_string::for_bridge` writes it.
ESLIO_DECL api_request callcenter_agent_set(std::string_view key, const any_text& agent,
                                            const any_text& value);

/// `status`, `state` or `uuid` of an agent; nothing where it is empty (cc_agent_get).
ESLIO_DECL request<std::optional<std::string>> callcenter_agent_get(std::string_view key,
                                                                    const any_text& agent);

/// Lets an agent serve a queue, at a level and a position in it; changes that; ends it.
ESLIO_DECL api_request callcenter_tier_add(const any_text& queue, const any_text& agent,
                                           std::uint32_t level = 1, std::uint32_t position = 1);
ESLIO_DECL api_request callcenter_tier_set(std::string_view key, const any_text& queue,
                                           const any_text& agent, const any_text& value);
ESLIO_DECL api_request callcenter_tier_del(const any_text& queue, const any_text& agent);

/// Takes a queue of the configuration into use, out of it, or reads it anew.
ESLIO_DECL api_request callcenter_queue_load(const any_text& queue);
ESLIO_DECL api_request callcenter_queue_unload(const any_text& queue);
ESLIO_DECL api_request callcenter_queue_reload(const any_text& queue);

/// Lets the queue no longer look after a call of an agent, who is free again (cc_break_api).
ESLIO_DECL api_request callcenter_break(const any_text& uuid);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/callcenter.ipp>
#endif
