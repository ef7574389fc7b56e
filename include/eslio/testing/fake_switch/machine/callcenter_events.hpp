// What mod_callcenter tells of a member and of their agent, as events and in variables.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>
#include <eslio/testing/fake_switch/core/header_list.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// A `callcenter::info` event; of a call it has the headers of its channel.
ESLIO_DECL void fire_callcenter(machine& m, const call* who, const header_list& headers);

/// What every event of a member ends with.
ESLIO_DECL header_list with_member(header_list headers, const callcenter_member& member);

/// How many wait in the queue: FreeSWITCH counts one whom an agent has just found as well
/// (mod_callcenter.c: cc_queue_count).
ESLIO_DECL void tell_count(machine& m, const std::string& queue, std::size_t just_found = 0);

/// What is played to a member who waits: their `cc_moh_override`, or what is quiet.
ESLIO_DECL std::string callcenter_music(const call& waiting);

/// They wait from now on (mod_callcenter.c: callcenter_function).
ESLIO_DECL void tell_waiting(machine& m, call& c, const callcenter_member& member);

/// They wait no more, as an agent has them.
ESLIO_DECL void tell_found(machine& m, call& c, const std::string& queue);

/// They have given up, and hear no music any more.
ESLIO_DECL void tell_cancelled(machine& m, call& c, const callcenter_member& member);

/// A member and an agent who talk (mod_callcenter.c: outbound_agent_thread_run).
struct queue_talk {
    callcenter_member member;
    std::string agent;
    std::string agent_uuid;
    const char* cause = "";     ///< what the events say that end it
    std::int64_t answered = 0;  ///< seconds since 1970
    std::weak_ptr<call> member_leg;
    std::weak_ptr<call> agent_leg;
    bool member_left = false;
    bool agent_left = false;
    bool is_over = false;
};

ESLIO_DECL void tell_talk_begun(machine& m, const queue_talk& talk);

/// The agent has gone, and then the member has left the queue.
ESLIO_DECL void tell_talk_over(machine& m, const queue_talk& talk);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/callcenter_events.ipp>
#endif
