// The bodies of the functions of commands_call.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/commands_call.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void take_format(session& s, std::string_view text) {
    const auto said = [&](std::string_view word) { return text.find(word) != text.npos; };
    if (said("xml") || said("XML")) s.state.type = format::xml;
    if (said("json") || said("JSON")) s.state.type = format::json;
}

ESLIO_COLD void run_myevents(machine& m, session& s, const request& r) {
    if (s.state.my_events) return s.reply("-ERR aready enabled.");
    if (s.state.uuid.empty()) {
        std::string_view rest = argument_of(r);
        const bool second_word = rest.find(' ') != std::string_view::npos;
        const std::string_view uuid = wire::next_word(rest);
        call* const c = m.find_call(uuid);
        if (c == nullptr && second_word) return s.reply("-ERR invalid uuid");
        take_format(s, uuid);
        if (c != nullptr) {
            s.state.uuid = c->uuid();
            s.state.controlled = c->shared_from_this();
            s.state.hold = c->hold();
            s.state.channel_name = c->leg().name();
        }
    } else {
        take_format(s, r.text);
    }
    s.state.my_events = true;
    s.state.my_events_uuid = s.state.uuid;
    s.note_calls();
    for (const event_name type : my_events_types) s.state.events.add(type, {});
    s.state.events_on = true;
    s.reply("+OK Events Enabled");
}

ESLIO_COLD void run_connect(machine& m, session& s, const request&) {
    call* const c = controlled_call(s);
    if (c == nullptr) return s.reply("-ERR command not found");
    event e = m.make_event(event_name::channel_data, {"mod_event_socket.c", "parse_command", 2029});
    c->leg().profile.write(e, "Channel-");
    c->leg().add_basic(e);
    c->leg().vars.write(e);
    e.add("Content-Type", "command/reply");
    e.add("Reply-Text", "+OK\n");
    e.add("Socket-Mode", s.state.async || !s.state.outbound ? "async" : "static");
    e.add("Control", s.state.full ? "full" : "single-channel");
    s.raw(serialise(e, format::plain));
    if (s.on_connect) s.on_connect();
}

ESLIO_COLD void run_getvar(machine&, session& s, const request& r) {
    const call* const c = controlled_call(s);
    const std::string value =
        c == nullptr ? std::string() : c->value_of(argument_of(r)).value_or(std::string());
    s.reply(value.empty() ? std::string_view("-ERR command not found") : value);
}

ESLIO_COLD void run_resume(machine&, session& s, const request&) {
    if (call* const c = controlled_call(s)) c->leg().vars.set("socket_resume", "true");
    if (s.on_resume) s.on_resume();
    s.reply("+OK");
}

ESLIO_COLD void run_divert_events(machine&, session& s, const request& r) {
    call* const c = controlled_call(s);
    if (c == nullptr) return s.reply("-ERR not controlling a session.");
    const std::string_view word = wire::trim_left(r.line().substr(13));
    if (word.empty()) return s.reply("-ERR missing value.");
    s.state.divert = wire::iequals(word, "on");
    c->divert(s.state.divert ? s.shared_from_this() : nullptr);
    s.reply(s.state.divert ? "+OK events diverted" : "+OK events not diverted");
}

ESLIO_COLD void run_linger(machine&, session& s, const request& r) {
    if (s.state.uuid.empty()) return s.reply("-ERR not controlling a session");
    const std::string_view line = r.line();
    if (line.size() < 7 || line[6] != ' ') {
        s.state.linger = -1;
        return s.reply("+OK will linger");
    }
    const int seconds = std::atoi(std::string(line.substr(7)).c_str());
    s.state.linger = seconds;
    s.reply("+OK will linger " + std::to_string(seconds) + " seconds");
    // Within the linger the number is taken for a point in time that has long passed.
    if (s.state.lingering) s.goodbye();
}

ESLIO_COLD void run_nolinger(machine&, session& s, const request&) {
    if (s.state.uuid.empty()) return s.reply("-ERR not controlling a session");
    s.state.linger.reset();
    s.reply("+OK will not linger");
}

}  // namespace eslio::testing::fake
