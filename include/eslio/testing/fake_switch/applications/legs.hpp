// Applications that join calls, or send them elsewhere: bridge, transfer, intercept, digits, ...
#pragma once

#include <eslio/testing/fake_switch/apis/host.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/bridge.hpp>
#include <eslio/testing/fake_switch/call_applications.hpp>
#include <eslio/testing/fake_switch/channel.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

inline void run_transfer(machine& m, call& c, const running_app& app) {
    c.running().leave();
    afterwards(m, c, {}, [words = app.argument](machine& then, call& moved) {
        transfer_alone(then, moved, words);
    });
}

inline void run_break(machine& m, call& c, const running_app&) {
    afterwards(m, c, {}, [](machine&, call& again) { again.running().stop_playing(); });
}

/// `[-bleg] uuid`: is bridged with that call, whose other leg is hung up; of one that is not there
/// it does nothing (switch_ivr_bridge.c: switch_ivr_intercept_session).
inline void run_intercept(machine& m, call& c, const running_app& app) {
    std::string_view rest = app.argument;
    const bool other = wire::istarts_with(rest, "-bleg ");
    if (other) wire::next_word(rest);
    call* wanted = m.find_live(wire::next_word(rest));
    const auto partner = wanted == nullptr ? nullptr : wanted->partner.lock();
    if (other && partner) wanted = partner.get();
    if (wanted == nullptr || wanted == &c) return;
    afterwards(m, c, {}, [uuid = wanted->uuid()](machine& then, call& mine) {
        mine.answer_incoming();
        bridge_by_uuid(then, mine.uuid(), uuid);
    });
}

/// Listens to a call, or talks with both its legs, until that is down; one that is not there ends
/// it at once (switch_ivr_async.c: switch_ivr_eavesdrop_session).
inline void run_eavesdrop(machine& m, call& c, const running_app& app) {
    if (app.argument == "all") return;
    call* const heard = m.find_live(app.argument);
    if (heard == nullptr || heard == &c) return end_soon(m, c, app);
    heard->on_down.push_back([weak = c.weak_from_this(), uuid = app.uuid](call&) {
        if (const auto alive = weak.lock()) alive->running().end_execution(uuid);
    });
}

/// The call is parked without an application (switch_ivr.c: switch_ivr_park_session).
inline void run_park_state(machine& m, call& c, const running_app&) {
    c.running().leave();
    afterwards(m, c, {}, [](machine&, call& then) {
        then.leg().set_state(channel_state::park);
        then.running().stop();
        then.leg().run_state(channel_state::park);
        then.leg().fire_full(event_name::channel_park, places::parked);
        then.running().idle();
    });
}

/// `address list [cause]`
inline void run_check_acl(machine&, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 3);
    if (words.size() < 2) return;
    const auto address = parse_ipv4(words[0]);
    if (address && is_in_any(*address, acl_networks(words[1]))) return;
    c.hang_up(words.size() > 2 ? words[2] : "CALL_REJECTED");
}

inline void run_send_dtmf(machine& m, call& c, const running_app& app) {
    send_digits(m, c, app.argument);
}
inline void run_queue_dtmf(machine&, call& c, const running_app& app) {
    queue_digits(c, app.argument);
}
inline void run_flush_dtmf(machine&, call& c, const running_app&) {
    c.running().forget_digits();
}

inline void run_hold(machine&, call& c, const running_app&) {
    hold_call(c, true);
}
inline void run_unhold(machine&, call& c, const running_app&) {
    hold_call(c, false);
}

/// `queue in|out ...`: waits in it until somebody takes the call; nobody does.
inline void run_fifo(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 5);
    if (words.size() < 2) return end_soon(m, c, app);
    if (words[1] != "in") return end_soon(m, c, app);
    m.kept.fifos[words[0]].callers.push_back(c.uuid());
    c.on_down.push_back([&m, name = words[0]](call& gone) {
        auto& waiting = m.kept.fifos[name].callers;
        waiting.erase(std::remove(waiting.begin(), waiting.end(), gone.uuid()), waiting.end());
    });
}

inline constexpr application_entry leg_applications[] = {
    {"break", run_break},
    {"bridge", run_bridge},
    {"check_acl", run_check_acl},
    {"eavesdrop", run_eavesdrop},
    {"event", run_event_application},
    {"execute_extension", run_execute_extension},
    {"fifo", run_fifo},
    {"flush_dtmf", run_flush_dtmf},
    {"hold", run_hold},
    {"intercept", run_intercept},
    {"park_state", run_park_state},
    {"queue_dtmf", run_queue_dtmf},
    {"send_dtmf", run_send_dtmf},
    {"three_way", run_eavesdrop},
    {"transfer", run_transfer},
    {"unhold", run_unhold},
};

}  // namespace eslio::testing::fake
