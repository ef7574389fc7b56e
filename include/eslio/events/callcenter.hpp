// View of the events of mod_callcenter.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 16> callcenter_action_texts{
    {"agent-add", "agent-status-change", "agent-state-change", "agent-contact-change",
     "agent-status-get", "agent-state-get", "agent-uuid-get", "agent-offering",
     "agent-max-no-answer", "bridge-agent-start", "bridge-agent-end", "bridge-agent-fail",
     "member-queue-start", "member-queue-resume", "member-queue-end", "members-count"}};

}  // namespace detail

namespace events {

/// What happened at a queue: the header CC-Action of `callcenter::info`, as mod_callcenter writes
/// it.
enum class callcenter_action : std::uint8_t {
    agent_add,
    agent_status_change,
    agent_state_change,
    agent_contact_change,
    agent_status_get,
    agent_state_get,
    agent_uuid_get,
    agent_offering,
    agent_max_no_answer,
    bridge_agent_start,
    bridge_agent_end,
    bridge_agent_fail,
    member_queue_start,
    member_queue_resume,
    member_queue_end,
    members_count,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `agent-offering`; empty for `unknown`.
constexpr std::string_view to_string(callcenter_action value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::callcenter_action_texts, value);
}

/// The action of that name, in any case; `unknown` for another text.
constexpr callcenter_action parse_callcenter_action(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<callcenter_action>(eslio::detail::callcenter_action_texts,
                                                           text);
}

}  // namespace events

template <>
struct value_reader<events::callcenter_action>
    : detail::reads_with<events::parse_callcenter_action> {};

namespace detail {

inline constexpr std::array<std::string_view, 4> agent_status_texts{
    {"Logged Out", "Available", "Available (On Demand)", "On Break"}};

}  // namespace detail

namespace events {

/// Whether an agent works (mod_callcenter.c: AGENT_STATUS_CHART).
enum class agent_status : std::uint8_t {
    logged_out,
    available,
    available_on_demand,
    on_break,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `Logged Out`; empty for `unknown`.
constexpr std::string_view to_string(agent_status value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::agent_status_texts, value);
}

/// The status of that name, in any case; `unknown` for another text.
constexpr agent_status parse_agent_status(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<agent_status>(eslio::detail::agent_status_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::agent_status> : detail::reads_with<events::parse_agent_status> {};

namespace detail {

inline constexpr std::array<std::string_view, 5> agent_state_texts{
    {"Waiting", "Receiving", "In a queue call", "Idle", "Reserved"}};

}  // namespace detail

namespace events {

/// What an agent is doing (mod_callcenter.c: AGENT_STATE_CHART).
enum class agent_state : std::uint8_t {
    waiting,
    receiving,
    in_a_queue_call,
    idle,
    reserved,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `Waiting`; empty for `unknown`.
constexpr std::string_view to_string(agent_state value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::agent_state_texts, value);
}

/// The state of that name, in any case; `unknown` for another text.
constexpr agent_state parse_agent_state(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<agent_state>(eslio::detail::agent_state_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::agent_state> : detail::reads_with<events::parse_agent_state> {};

namespace detail {

inline constexpr std::array<std::string_view, 2> member_cause_texts{{"Terminated", "Cancel"}};

}  // namespace detail

namespace events {

/// How a member left a queue.
enum class member_cause : std::uint8_t {
    terminated,  ///< after talking to an agent
    cancel,      ///< before: `cancel_reason()`
    unknown,     ///< not in this list
};

/// As FreeSWITCH writes it, `Terminated`; empty for `unknown`.
constexpr std::string_view to_string(member_cause value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::member_cause_texts, value);
}

/// The cause of that name, in any case; `unknown` for another text.
constexpr member_cause parse_member_cause(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<member_cause>(eslio::detail::member_cause_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::member_cause> : detail::reads_with<events::parse_member_cause> {};

namespace detail {

inline constexpr std::array<std::string_view, 5> cancel_reason_texts{
    {"NONE", "TIMEOUT", "NO_AGENT_TIMEOUT", "BREAK_OUT", "EXIT_WITH_KEY"}};

}  // namespace detail

namespace events {

/// Why a member left a queue that spoke to nobody (mod_callcenter.c: MEMBER_CANCEL_REASON_CHART).
enum class cancel_reason : std::uint8_t {
    none,
    timeout,
    no_agent_timeout,
    break_out,
    exit_with_key,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `TIMEOUT`; empty for `unknown`.
constexpr std::string_view to_string(cancel_reason value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::cancel_reason_texts, value);
}

/// The reason of that name, in any case; `unknown` for another text.
constexpr cancel_reason parse_cancel_reason(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<cancel_reason>(eslio::detail::cancel_reason_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::cancel_reason> : detail::reads_with<events::parse_cancel_reason> {};

}  // namespace eslio

namespace eslio::events {

/// Something happened at a queue. It has a channel, the agent's or the member's, for `bridge-agent-
/// start`, `bridge-agent-end` and `member-queue-...`. The times are those of the steps that were
/// reached (mod_callcenter.c: outbound_agent_thread_run, callcenter_function).
class callcenter_info : public custom_view<callcenter_info, channel_view> {
public:
    static constexpr std::string_view subclass = "callcenter::info";
    using custom_view::custom_view;
    header_value<callcenter_action> action() const {
        return header<callcenter_action>("CC-Action");
    }
    std::string_view queue() const noexcept { return text("CC-Queue"); }
    std::string_view agent() const noexcept { return text("CC-Agent"); }
    /// `callback` or `uuid-standby`.
    std::string_view agent_type() const noexcept { return text("CC-Agent-Type"); }
    std::string_view agent_system() const noexcept { return text("CC-Agent-System"); }
    /// Of the agent's channel.
    std::string_view agent_uuid() const noexcept { return text("CC-Agent-UUID"); }
    header_value<agent_status> status() const { return header<agent_status>("CC-Agent-Status"); }
    header_value<agent_state> agent_state_now() const {
        return header<agent_state>("CC-Agent-State");
    }
    std::string_view agent_contact() const noexcept { return text("CC-Agent-Contact"); }
    header_value<std::uint32_t> no_answer_count() const {
        return header<std::uint32_t>("CC-Agent-No-Answer-Count");
    }
    header_value<agent_status> no_answer_status() const {
        return header<agent_status>("CC-Agent-No-Answer-Status");
    }
    header_value<bool> agent_bridged() const { return header<bool>("CC-Agent-Bridged"); }
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    agent_called() const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "CC-Agent-Called-Time");
    }
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    agent_answered() const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "CC-Agent-Answered-Time");
    }
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    agent_aborted() const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "CC-Agent-Aborted-Time");
    }
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    member_joined() const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "CC-Member-Joined-Time");
    }
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    member_left() const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "CC-Member-Leaving-Time");
    }
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    bridge_ended() const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "CC-Bridge-Terminated-Time");
    }
    /// mod_callcenter's own for the member.
    std::string_view member_uuid() const noexcept { return text("CC-Member-UUID"); }
    /// Of the member's channel.
    std::string_view member_session_uuid() const noexcept { return text("CC-Member-Session-UUID"); }
    std::string_view member_name() const noexcept { return text("CC-Member-CID-Name"); }
    std::string_view member_number() const noexcept { return text("CC-Member-CID-Number"); }
    std::string_view member_dnis() const noexcept { return text("CC-Member-DNIS"); }
    header_value<eslio::hangup_cause> cause() const {
        return header<eslio::hangup_cause>("CC-Hangup-Cause");
    }
    header_value<member_cause> member_left_how() const { return header<member_cause>("CC-Cause"); }
    header_value<cancel_reason> member_cancel_reason() const {
        return header<cancel_reason>("CC-Cancel-Reason");
    }
    /// `members-count`: of those who wait.
    header_value<std::uint32_t> count() const { return header<std::uint32_t>("CC-Count"); }
    /// `members-count`: `Single-Queue` or `All-Queues`.
    std::string_view selection() const noexcept { return text("CC-Selection"); }
};

}  // namespace eslio::events
