// Applications that are more than time and variables: transfer, event, recording, digits, ...
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/event/header_range.hpp>
#include <eslio/testing/fake_switch/bridge.hpp>
#include <eslio/testing/fake_switch/digits.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/separate.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// `destination [dialplan] [context]`
inline dialplan_place parse_place(std::string_view words) {
    std::vector<std::string> all = separate(words, ' ', 4);
    all.resize(3);
    return {std::move(all[0]), std::move(all[1]), std::move(all[2])};
}

/// Sends a call to another extension; an unknown number hangs it up, and so do too many transfers.
inline void transfer_call(machine& m, call& c, std::string_view words) {
    const dialplan_place to = parse_place(words);
    if (note_transfer(c.leg(), to))
        c.transfer(m.actions_of(to));
    else
        c.hang_up("EXCHANGE_ROUTING_ERROR");
}

/// Runs an extension and comes back; of an unknown number, or inside of too many, it runs nothing.
inline void run_execute_extension(machine& m, call& c, const running_app& app) {
    constexpr std::size_t most_inside = 17;  // switch_core_session_execute_exten
    const bool too_deep = c.running().depth_of(app.name) > most_inside;
    c.running().run_inside(too_deep ? dialplan() : m.actions_of(parse_place(app.argument)));
}

/// As `transfer_call`; the other leg of a bridge is hung up.
inline void transfer_alone(machine& m, call& c, std::string_view words) {
    if (const auto other = c.partner.lock()) {
        unbridge(c);
        other->hang_up("NORMAL_CLEARING");
    }
    transfer_call(m, c, words);
}

/// Calls `what(m, call)` once the application has ended.
template <class Function>
void afterwards(machine& m, call& c, core::duration delay, Function what) {
    m.after(delay, [&m, weak = c.weak_from_this(), what = std::move(what)] {
        const auto alive = weak.lock();
        if (alive && !alive->leg().is_down()) what(m, *alive);
    });
}

/// Whether events of that type tell the variables of their call
/// (switch_channel.c: switch_channel_event_set_extended_data).
inline bool has_variables(event_name type) noexcept {
    using n = event_name;
    static constexpr n types[] = {n::channel_create,
                                  n::channel_originate,
                                  n::channel_uuid,
                                  n::channel_answer,
                                  n::channel_park,
                                  n::channel_unpark,
                                  n::channel_bridge,
                                  n::channel_unbridge,
                                  n::channel_progress,
                                  n::channel_hangup,
                                  n::channel_progress_media,
                                  n::channel_hangup_complete,
                                  n::channel_data,
                                  n::channel_execute,
                                  n::channel_execute_complete,
                                  n::channel_destroy,
                                  n::channel_hold,
                                  n::channel_unhold,
                                  n::api,
                                  n::session_heartbeat,
                                  n::record_start,
                                  n::record_stop,
                                  n::playback_start,
                                  n::playback_stop,
                                  n::call_update,
                                  n::media_bug_start,
                                  n::media_bug_stop,
                                  n::text,
                                  n::custom,
                                  n::request_params};
    return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

/// `Event-Name=CUSTOM,Event-Subclass=a::b,k=v`: CHANNEL_APPLICATION, or what the argument says.
inline void run_event_application(machine& m, call& c, const running_app& app) {
    event given;
    std::string_view rest = app.argument;
    while (!rest.empty()) {
        std::string_view pair = wire::next_word(rest, ',');
        const std::string_view name = wire::trim(wire::next_word(pair, '='));
        if (!name.empty()) given.add(name, pair);
    }
    event_name type = parse_event_name(given["Event-Name"]);
    if (type == event_name::unknown) type = event_name::channel_application;
    event e = m.make_event(type, {"mod_dptools.c", "event_function", 2156});
    std::string subclass(type == event_name::custom ? given["Event-Subclass"] : "");
    for (const event_header h : given.headers())
        if (!wire::iequals(h.name(), "Event-Name")) e.add(h.name(), h.value());
    c.leg().add_basic(e);
    if (has_variables(type)) c.leg().vars.write(e);
    m.fire(signal{std::move(e), type, std::move(subclass)});
}

inline void fire_record(call& c, bool start, std::string_view path) {
    event e = c.leg().full_event(start ? event_name::record_start : event_name::record_stop,
                                 {"switch_ivr_async.c", "record_callback", 1467});
    e.add("Record-File-Path", path);
    c.leg().inside().fire(std::move(e));
}

/// The other leg of a bridge hears the digits, after the pauses `w` (half a second) and `W` (one).
inline void send_digits(machine& m, call& c, std::string_view text) {
    const auto other = c.partner.lock();
    if (!other) return;
    std::chrono::milliseconds pause{0};
    for (const digit& key : parse_keys(text, "UNKNOWN")) {
        if (key.key == 'w' || key.key == 'W')
            pause += std::chrono::milliseconds(key.key == 'w' ? 500 : 1000);
        else if (pause == pause.zero())
            other->running().press(key);
        else
            afterwards(m, *other, pause,
                       [key](machine&, call& then) { then.running().press(key); });
    }
}

/// As if the caller had pressed the keys; here `w` is one (switch_channel_queue_dtmf).
inline void queue_digits(call& c, std::string_view text) {
    for (const digit& key : parse_keys(text, "APP")) c.running().press(key);
}

/// Null and loopback legs are not told of it: their state stays, so they are not taken back
/// (switch_ivr.c: switch_ivr_hold, switch_ivr_unhold). False if it is so already.
inline bool hold_call(call& c, bool held) {
    channel& leg = c.leg();
    if (leg.profile.source != "mod_loopback") return leg.mark_held(held);
    if (!held) return false;
    leg.fire_full(event_name::channel_hold, places::hold);
    return true;
}

}  // namespace eslio::testing::fake
