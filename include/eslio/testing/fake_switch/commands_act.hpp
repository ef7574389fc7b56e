// The commands that make something happen: api, bgapi, sendevent, sendmsg.
#pragma once

#include <eslio/testing/fake_switch/commands_listen.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// The connection waits for the output: no other command, no event until then.
inline void run_api_command(machine& m, session& s, const request& r) {
    const std::string_view line = r.line().substr(4);
    if (!s.state.allowed.api(line)) return s.reply("-ERR permission denied");
    const auto started = std::make_shared<bool>(false);
    const auto answered = std::make_shared<bool>(false);
    m.run_api_line(line, [weak = s.weak_from_this(), started, answered](const std::string& text) {
        const auto self = weak.lock();
        if (!self || *answered) return;
        *answered = true;
        self->api_response(text.empty() ? "-ERR no reply\n" : text);
        if (*started) self->resume();
    });
    *started = true;
    if (!*answered) s.wait();
}

inline void run_bgapi_command(machine& m, session& s, const request& r) {
    const std::string_view line = r.line().substr(6);
    if (!s.state.allowed.api(line)) return s.reply("-ERR permission denied");
    std::string job(r["Job-UUID"]);
    if (job.empty()) job = m.new_uuid();
    s.reply("~Reply-Text: +OK Job-UUID: " + job + "\nJob-UUID: " + job + "\n\n");
    m.run_job(job, line, s.state.uuid);
}

inline void run_sendevent(machine& m, session& s, const request& r) {
    const std::string_view word = argument_of(r);
    event_name type = parse_event_name(word);
    const bool custom = type == event_name::custom;
    if (type == event_name::unknown || type == event_name::all) type = event_name::custom;
    event e = r.content;
    const std::string uuid = m.new_uuid();
    e.add("Event-UUID", uuid);
    std::string subclass(custom ? e["Event-Subclass"] : std::string_view{});
    m.add_common(e, to_string(type), {"mod_event_socket.c", "parse_command", 2283});
    s.reply("+OK " + uuid);
    m.fire(signal{std::move(e), type, std::move(subclass)});
}

inline void run_sendmsg(machine& m, session& s, const request& r) {
    std::string uuid(argument_of(r));
    if (uuid.empty()) uuid = std::string(r["session-id"]);
    if (uuid.empty()) uuid = s.state.uuid;
    call* const c = uuid.empty() ? nullptr : m.find_call(uuid);
    if (c == nullptr || c->leg().is_down())
        return s.reply("-ERR invalid session id [" + uuid + "]");
    if (!c->queue_message(r)) return s.goodbye();
    s.reply("+OK");
}

}  // namespace eslio::testing::fake
