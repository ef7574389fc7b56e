// Applications that are more than time and variables: transfer, event, recording, digits, ...
#pragma once

#include <eslio/event/header_range.hpp>
#include <eslio/testing/fake_switch/bridge.hpp>
#include <eslio/testing/fake_switch/machine.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// Sends a call to `destination [dialplan] [context]`; an unknown number hangs it up.
inline void transfer_call(machine& m, call& c, std::string_view words) {
    const std::string_view destination = wire::next_word(words);
    const bool inline_dialplan = wire::iequals(wire::next_word(words), "inline");
    dialplan where = inline_dialplan ? parse_dialplan(destination) : m.extension(destination);
    if (!inline_dialplan) c.leg().profile.destination = std::string(destination);
    if (where.empty()) {
        c.running().stop();
        c.hang_up("NO_ROUTE_DESTINATION");
        return;
    }
    c.transfer(std::move(where));
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

/// `+10 cause`: seconds from now.
inline void run_sched_hangup(machine& m, call& c, const running_app& app) {
    std::string_view rest = app.argument;
    std::string_view seconds = wire::next_word(rest);
    if (wire::starts_with(seconds, "+")) seconds.remove_prefix(1);
    const auto delay = std::chrono::seconds(wire::parse_number(seconds).value_or(0));
    const std::string cause(rest.empty() ? "ALLOTTED_TIMEOUT" : rest);
    afterwards(m, c, delay, [cause](machine&, call& then) { then.hang_up(cause); });
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
    c.leg().vars.write(e);
    m.fire(signal{std::move(e), type, std::move(subclass)});
}

inline void fire_record(call& c, bool start, std::string_view path) {
    event e = c.leg().full_event(start ? event_name::record_start : event_name::record_stop,
                                 {"switch_ivr_async.c", "record_callback", 1467});
    e.add("Record-File-Path", path);
    c.leg().inside().fire(std::move(e));
}

inline void install_applications(machine& m) {
    m.handlers["bridge"] = run_bridge;
    m.handlers["sched_hangup"] = run_sched_hangup;
    m.handlers["event"] = run_event_application;
    m.handlers["transfer"] = [](machine& self, call& c, const running_app& app) {
        afterwards(self, c, {}, [words = app.argument](machine& then, call& moved) {
            transfer_alone(then, moved, words);
        });
    };
    m.handlers["record_session"] = [](machine&, call& c, const running_app& app) {
        fire_record(c, true, app.argument);
    };
    m.handlers["stop_record_session"] = [](machine&, call& c, const running_app& app) {
        fire_record(c, false, app.argument);
    };
    m.handlers["break"] = [](machine& self, call& c, const running_app&) {
        afterwards(self, c, {}, [](machine&, call& again) { again.running().stop_playing(); });
    };
    m.handlers["send_dtmf"] = [](machine&, call& c, const running_app& app) {
        const auto other = c.partner.lock();
        if (!other) return;
        for (const char key : app.argument.substr(0, app.argument.find('@')))
            other->running().press({key, 2000, "UNKNOWN"});
    };
}

}  // namespace eslio::testing::fake
