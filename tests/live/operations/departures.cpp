// Sessions that leave their call, and calls that leave their session: what the program hears, and
// what becomes of the call.
#include "live/operations/call_bench.hpp"

#include <eslio/command/applications.hpp>

namespace live {

namespace {

namespace app = eslio::app;
using eslio::execution_result;
using eslio::outbound::session;
using eslio::outbound::session_end;
using eslio::outbound::session_options;

auto end_of(session& s) {
    return [&s](auto h) { s.async_wait_for_end(h); };
}

/// What is left of the call after some time.
void note_call(call_bench& b, const std::string& uuid) {
    b.pass(milliseconds(1'500));
    const bool exists = b.api("uuid_exists " + uuid) == "true";
    b.log.note("the call exists", exists ? "true" : "false");
    if (exists) {
        b.log.note("its application", b.api("uuid_getvar " + uuid + " current_application"));
        b.log.note("what the dialplan set", b.api("uuid_getvar " + uuid + " live_after"));
        b.log.note("socket_resume", b.api("uuid_getvar " + uuid + " socket_resume"));
    }
    b.api("uuid_kill " + uuid);
}

constexpr const char* goes_on = "^set:live_after=1^park";

using leave = std::function<void(call_bench&, session&)>;

/// The session is opened, `then` is done, and the session is destroyed.
void add_drop(std::vector<call_row>& table, const std::string& name, const session_options& o,
              const std::string& afterwards, const leave& then) {
    table.push_back({name, [=](call_bench& b) {
                         std::string uuid;
                         {
                             session s = b.another(o, afterwards);
                             if (!s) return b.log.note("the session", "cannot be opened");
                             uuid = s.uuid();
                             then(b, s);
                         }
                         note_call(b, uuid);
                     }});
}

void add_drops(std::vector<call_row>& table) {
    const leave at_once = [](call_bench&, session&) {};
    const leave soon = [](call_bench& b, session&) { b.pass(milliseconds(500)); };
    const leave answered = [](call_bench& b, session& s) {
        b.log.run<execution_result>("answer", [&](auto h) { s.async_execute(app::answer(), h); });
    };
    const leave playing = [](call_bench& b, session& s) {
        s.async_execute(app::playback("silence_stream://800"),
                        [](eslio::error_code, const execution_result&) {});
        b.pass(milliseconds(300));
    };
    add_drop(table, "dropped at once", {}, "", at_once);
    add_drop(table, "dropped at once, the dialplan goes on", {}, goes_on, at_once);
    add_drop(table, "dropped after a while", {}, "", soon);
    add_drop(table, "dropped after a while, the dialplan goes on", {}, goes_on, soon);
    add_drop(table, "dropped after the answer", {}, "", answered);
    add_drop(table, "dropped after the answer, the dialplan goes on", {}, goes_on, answered);
    add_drop(table, "dropped while a file plays, the dialplan goes on", {}, goes_on, playing);
    add_drop(table, "dropped after exit", {}, goes_on, [](call_bench& b, session& s) {
        b.log.run<eslio::reply>("exit", [&](auto h) { s.async_send(eslio::command("exit"), h); });
        b.log.run<session_end>("wait", end_of(s));
    });
}

void add_openings(std::vector<call_row>& table) {
    const auto opened = [&](const std::string& name, const session_options& o) {
        table.push_back({"opened " + name, [o](call_bench& b) {
                             session s = b.another(o, "");
                             if (!s) return b.log.note("the session", "cannot be opened");
                             const auto end = b.log.begin<session_end>("wait", end_of(s));
                             b.log.run<execution_result>(
                                 "answer", [&](auto h) { s.async_execute(app::answer(), h); });
                             b.log.run<execution_result>("playback", [&](auto h) {
                                 s.async_execute(app::playback("silence_stream://200"), h);
                             });
                             b.caller_hangs_up(s.uuid());
                             b.log.finish(end);
                         }});
    };
    session_options o;
    o.format = eslio::format::json;
    opened("for JSON", o);
    o = {};
    o.format = eslio::format::xml;
    opened("for XML", o);
    o = {};
    o.only_own_events = false;
    opened("for the events of all calls", o);
    o = {};
    o.linger = std::chrono::seconds(0);
    opened("without linger", o);
    o = {};
    o.exit_after_hangup = false;
    o.linger = std::chrono::seconds(2);
    opened("to stay for the linger", o);
    o = {};
    o.divert_events = true;
    opened("with divert_events", o);
    o = {};
    o.events = eslio::subscription(eslio::event_name::playback_start);
    opened("for further events", o);
}

/// The call ends, or goes elsewhere, while the session waits.
void add_ends(std::vector<call_row>& table) {
    const auto row = [&](const std::string& name, const std::function<void(call_bench&)>& then) {
        table.push_back(
            {"async_wait_for_end: " + name, [then](call_bench& b) {
                 const auto end = b.log.begin<session_end>("wait", end_of(*b.session()));
                 b.pass(milliseconds(200));
                 then(b);
                 b.log.finish(end, milliseconds(4'000));
                 b.log.note("call", b.call()->over() ? std::string(b.call()->hangup()->cause_text())
                                                     : "not over");
             }});
    };
    row("an API command hangs up", [](call_bench& b) { b.kill("CALL_REJECTED"); });
    row("the application hangup", [](call_bench& b) {
        b.log.run<execution_result>("hangup", [&](auto h) {
            b.call()->async_execute(eslio::application("hangup", "USER_BUSY"), h);
        });
    });
    row("a transfer to what hangs up",
        [](call_bench& b) { b.api("uuid_transfer " + b.uuid + " hangup:USER_BUSY inline"); });
    row("a transfer to what stays", [](call_bench& b) {
        b.api("uuid_transfer " + b.uuid + " park: inline");
        b.pass(milliseconds(500));
    });
    row("a bridge that ends, with hangup_after_bridge", [](call_bench& b) {
        b.log.run<eslio::reply>("async_set_variable", [&](auto h) {
            b.call()->async_set_variable("hangup_after_bridge", "true", h);
        });
        b.log.run<eslio::bridge_result>("async_bridge", [&](auto h) {
            b.call()->async_bridge("loopback/m:^:answer^sleep:700^hangup:USER_BUSY/default/inline",
                                   h);
        });
    });
}

}  // namespace

void add_departures(std::vector<call_row>& table) {
    add_drops(table);
    add_openings(table);
    add_ends(table);
}

}  // namespace live
