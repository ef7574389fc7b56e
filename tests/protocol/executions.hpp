// A table of executions whose ends a test can look at, and the events that it is told.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/execution_table.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace executions {

using eslio::event;
using eslio::protocol::never;

struct ending {
    int count = 0;
    eslio::error_code ec;
    eslio::execution_result result;
};

struct waiter {
    ending* to = nullptr;
    waiter() = default;
    explicit waiter(ending& e) : to(&e) {}
    waiter(waiter&& other) noexcept : to(std::exchange(other.to, nullptr)) {}
    waiter& operator=(waiter&& other) noexcept {
        to = std::exchange(other.to, nullptr);
        return *this;
    }
    explicit operator bool() const noexcept { return to != nullptr; }
    void complete(eslio::error_code ec, eslio::execution_result r) {
        ending* const e = std::exchange(to, nullptr);
        ++e->count;
        e->ec = ec;
        e->result = std::move(r);
    }
};

using table = eslio::protocol::execution_table<waiter>;
using order = eslio::protocol::execution_order;

inline const eslio::reply ok = eslio::reply::of_text("+OK");

inline order of(std::string uuid, std::string application = "playback", int loops = 1) {
    order o;
    o.uuid = std::move(uuid);
    o.application = std::move(application);
    o.loops = loops;
    return o;
}
inline order unlocked(std::string uuid, std::string application = "playback") {
    order o = of(std::move(uuid), std::move(application));
    o.locked = false;
    return o;
}
inline order bridging(std::string uuid, bool until_answered = true) {
    order o = of(std::move(uuid), "bridge");
    if (until_answered) o.joined = std::make_shared<std::string>();
    return o;
}

/// Adds one whose end is written to `e`.
inline table::id add(table& t, order o, ending& e) {
    return t.add(std::move(o), waiter(e), never);
}

/// An event of a live call; headers are given as `Name: value` lines.
inline event named(std::string_view name, std::string_view lines = {}) {
    event e;
    e.add("Event-Name", name);
    while (!lines.empty()) {
        std::string_view line = eslio::wire::next_word(lines, '\n');
        const std::string_view header = eslio::wire::next_word(line, ':');
        e.add(header, line.substr(1));
    }
    if (!e.contains("Answer-State")) e.add("Answer-State", "answered");
    return e;
}
inline event begin(std::string_view uuid) {
    return named("CHANNEL_EXECUTE").add("Application-UUID", uuid);
}
inline event complete(std::string_view uuid, std::string_view response = "FILE PLAYED") {
    return named("CHANNEL_EXECUTE_COMPLETE")
        .add("Application-UUID", uuid)
        .add("Application-Response", response);
}
inline event private_command(std::string_view uuid) {
    return named("PRIVATE_COMMAND").add("Event-UUID", uuid);
}
/// The same of a call that is down.
inline event down(event e, std::string_view cause = "USER_BUSY") {
    return e.set("Answer-State", "hangup").set("Hangup-Cause", cause);
}
inline event hangup_complete(std::string_view cause = "USER_BUSY") {
    return down(named("CHANNEL_HANGUP_COMPLETE"), cause);
}

}  // namespace executions
