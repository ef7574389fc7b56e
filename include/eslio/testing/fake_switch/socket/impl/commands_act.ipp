// The bodies of the functions of commands_act.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/commands_act.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_api_command(machine& m, session& s, const request& r) {
    const std::string_view line = r.line().substr(4);
    if (!s.state.allowed.api(line)) return s.reply("-ERR permission denied");
    const auto started = std::make_shared<bool>(false);
    const auto answered = std::make_shared<bool>(false);
    const auto answer = [weak = s.weak_from_this(), started, answered](const std::string& text) {
        const auto self = weak.lock();
        if (!self || *answered) return;
        *answered = true;
        self->api_response(text.empty() ? "-ERR no reply\n" : text);
        if (*started) self->resume();
    };
    if (is_true(r["console_execute"]))
        console_line::run(m, line, [answer, line = std::string(line)](const api_answer& said) {
            answer(said.failed() ? "-ERR " + line + " Command not found!\n" : said.text());
        });
    else
        m.run_api_line(line, answer);
    *started = true;
    if (!*answered) s.wait();
}

ESLIO_COLD void run_bgapi_command(machine& m, session& s, const request& r) {
    const std::string_view line = r.line().substr(6);
    if (!s.state.allowed.api(line)) return s.reply("-ERR permission denied");
    std::string job(r["Job-UUID"]);
    if (job.empty()) job = m.new_uuid();
    s.reply("~Reply-Text: +OK Job-UUID: " + job + "\nJob-UUID: " + job + "\n\n");
    m.run_job(job, line, s.state.uuid);
}

ESLIO_COLD void run_sendevent(machine& m, session& s, const request& r) {
    std::string_view word = r.line().substr(9);
    word.remove_prefix(std::min(word.find_first_not_of(" \t"), word.size()));
    event_name type = parse_subscribed_name(word);
    const bool custom = type == event_name::custom;
    if (type == event_name::unknown || type == event_name::all) type = event_name::custom;
    event e = r.content;
    const std::string uuid = m.new_uuid();
    e.add("Event-UUID", uuid);
    std::string subclass(custom ? e["Event-Subclass"] : std::string_view{});
    s.reply("+OK " + uuid);
    // It is put into the queue of a call as it is (switch_core_session_queue_event).
    call* const c = e.unique_id().empty() ? nullptr : m.find_call(e.unique_id());
    signal fired{std::move(e), type, std::move(subclass)};
    if (c != nullptr && !c->leg().is_down() && c->queue_event(fired)) return;
    m.add_common(fired.content, to_string(type), {"mod_event_socket.c", "parse_command", 2283});
    m.fire(std::move(fired));
}

ESLIO_COLD call* target_of(const machine& m, const session& s, const request& r,
                           std::string& uuid) {
    uuid = std::string(wire::trim_left(r.line().substr(7)));
    if (uuid.empty()) uuid = std::string(r["session-id"]);
    if (uuid.empty()) uuid = s.state.uuid;
    if (s.state.controlled && wire::iequals(uuid, s.state.uuid)) return s.state.controlled.get();
    call* const c = uuid.empty() ? nullptr : m.find_call(uuid);
    return c == nullptr || c->leg().is_down() ? nullptr : c;
}

ESLIO_COLD void run_sendmsg(machine& m, session& s, const request& r) {
    std::string uuid;
    call* const c = target_of(m, s, r, uuid);
    if (c == nullptr) return s.reply("-ERR invalid session id [" + uuid + "]");
    const bool own = c == s.state.controlled.get();
    if (!own || !s.state.outbound || s.state.async || is_true(r["async"])) {
        if (!c->queue_message(r)) return s.goodbye();
        return s.reply("+OK");
    }
    const auto started = std::make_shared<bool>(false);
    const auto ended = std::make_shared<bool>(false);
    c->running().deaf = false;
    c->running().run_now(r, [weak = s.weak_from_this(), started, ended] {
        const auto self = weak.lock();
        if (!self || std::exchange(*ended, true)) return;
        if (self->state.controlled) self->state.controlled->running().deaf = true;
        if (self->finished()) return;
        self->reply("+OK");
        if (*started) self->resume();
    });
    *started = true;
    if (!*ended) s.wait();
}

}  // namespace eslio::testing::fake
