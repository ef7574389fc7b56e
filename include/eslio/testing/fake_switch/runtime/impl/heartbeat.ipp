// The bodies of the functions of heartbeat.hpp.
#pragma once

#include <eslio/testing/fake_switch/runtime/heartbeat.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void fire_heartbeat(machine& m) {
    event e = m.make_event(event_name::heartbeat, {"switch_core.c", "send_heartbeat", 95});
    const auto uptime = std::chrono::duration_cast<std::chrono::milliseconds>(m.uptime()).count();
    const std::string peak = std::to_string(m.most_calls());
    e.add("Event-Info", "System Ready");
    e.add("Up-Time", uptime_text(m.uptime()));
    e.add("FreeSWITCH-Version", m.options.version);
    e.add("Uptime-msec", std::to_string(uptime));
    e.add("Session-Count", std::to_string(m.calls().size()));
    e.add("Max-Sessions", "5000");
    e.add("Session-Per-Sec", "2000");
    e.add("Session-Per-Sec-Last", "0");
    e.add("Session-Per-Sec-Max", "0");
    e.add("Session-Per-Sec-FiveMin", "0");
    e.add("Session-Since-Startup", std::to_string(m.sessions_since_startup()));
    e.add("Session-Peak-Max", peak);
    e.add("Session-Peak-FiveMin", peak);
    e.add("Idle-CPU", "98.733333");
    m.fire(std::move(e));
}

ESLIO_COLD void schedule_heartbeat(machine& m, const std::shared_ptr<bool>& running) {
    const auto interval = m.options.heartbeat_interval;
    const auto rest = m.uptime() % interval;
    m.after(interval - rest, [&m, running] {
        *running = m.has_listeners();
        if (!*running) return;
        fire_heartbeat(m);
        schedule_heartbeat(m, running);
    });
}

ESLIO_COLD void begin_heartbeat(machine& m, const heartbeat_state& state) {
    if (*state.running || m.options.heartbeat_interval <= core::duration::zero()) return;
    *state.running = true;
    schedule_heartbeat(m, state.running);
}

}  // namespace eslio::testing::fake
