// Operations of a call: executions, messages, hang-up, break.
#include "live/operations/call_bench.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/command/prompt.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

namespace live {

namespace {

namespace app = eslio::app;
using eslio::execution_result;
using eslio::reply;
using std::chrono::seconds;

auto execute(call_bench& b, eslio::application a) {
    return [&b, a = std::move(a)](auto handler) { b.call()->async_execute(a, handler); };
}

void run_one(call_bench& b, const std::string& what, eslio::application a) {
    b.log.run<execution_result>(what, execute(b, std::move(a)));
}

/// Begins an execution, does something 400 ms later, and waits for the end.
template <class Then>
void cut(call_bench& b, const std::string& what, eslio::application a, Then then) {
    const auto begun = b.log.begin<execution_result>(what, execute(b, std::move(a)));
    b.pass(milliseconds(400));
    then();
    b.log.finish(begun);
}

void add_execution_ends(std::vector<call_row>& table) {
    table.push_back({"to its end", [](call_bench& b) {
                         run_one(b, "playback", app::playback("silence_stream://300"));
                         run_one(b, "set", app::set("live_x", "1"));
                         run_one(b, "sleep", app::sleep(milliseconds(300)));
                         run_one(b, "answer", app::answer());
                     }});
    table.push_back({"which fails", [](call_bench& b) {
                         run_one(b, "playback of a missing file", app::playback("/dev/null/x.wav"));
                         run_one(b, "playback of a type that is unknown",
                                 app::playback("/x.nosuch"));
                         run_one(b, "speak without an engine", app::speak("none", "none", "hello"));
                     }});
    table.push_back({"record nowhere", [](call_bench& b) {
                         run_one(b, "record", app::record("/dev/null/folder/x.wav", seconds(5)));
                         b.pass(milliseconds(300));
                         b.log.note("over", b.call()->over() ? "true" : "false");
                     }});
    table.push_back({"an application that does not exist", [](call_bench& b) {
                         run_one(b, "nosuchapp", eslio::application("nosuchapp"));
                         b.pass(milliseconds(300));
                         b.log.note("over", b.call()->over() ? "true" : "false");
                     }});
    table.push_back({"hangup", [](call_bench& b) {
                         run_one(b, "hangup", eslio::application("hangup", "USER_BUSY"));
                         b.pass(milliseconds(300));
                         b.log.note("over", b.call()->over() ? "true" : "false");
                     }});
    table.push_back({"bridge as any application", [](call_bench& b) {
                         run_one(b, "bridge", app::bridge("error/NO_ANSWER"));
                         run_one(b, "bridge", app::bridge("error/USER_BUSY"));
                     }});
    table.push_back({"arguments that cannot be", [](call_bench& b) {
                         run_one(b, "a line break", app::playback("a\nb"));
                         run_one(b, "no name", eslio::application(""));
                     }});
}

void add_cuts(std::vector<call_row>& table) {
    table.push_back({"playback, cut by a hang-up from outside", [](call_bench& b) {
                         cut(b, "playback", app::playback("silence_stream://5000"),
                             [&] { b.kill("CALL_REJECTED"); });
                         run_one(b, "after the end", app::playback("silence_stream://300"));
                     }});
    table.push_back({"playback, cut by the caller", [](call_bench& b) {
                         cut(b, "playback", app::playback("silence_stream://5000"),
                             [&] { b.caller_hangs_up(); });
                     }});
    table.push_back({"record, cut by the caller", [](call_bench& b) {
                         const std::string file = "/tmp/" + b.uuid + ".wav";
                         cut(b, "record", app::record(file, seconds(10)),
                             [&] { b.caller_hangs_up(); });
                         b.api("system rm -f " + file);
                     }});
    table.push_back({"sleep, cut by the caller", [](call_bench& b) {
                         cut(b, "sleep", app::sleep(milliseconds(5'000)),
                             [&] { b.caller_hangs_up(); });
                     }});
    table.push_back({"two queued ones, cut by the caller", [](call_bench& b) {
                         const auto first = b.log.begin<execution_result>(
                             "playback", execute(b, app::playback("silence_stream://5000")));
                         const auto second = b.log.begin<execution_result>(
                             "set", execute(b, app::set("live_x", "1")));
                         const auto third = b.log.begin<execution_result>(
                             "another playback", execute(b, app::playback("silence_stream://300")));
                         b.pass(milliseconds(400));
                         b.caller_hangs_up();
                         b.log.finish(first);
                         b.log.finish(second);
                         b.log.finish(third);
                     }});
    table.push_back({"one after the other", [](call_bench& b) {
                         const auto first = b.log.begin<execution_result>(
                             "first", execute(b, app::playback("silence_stream://400")));
                         const auto second = b.log.begin<execution_result>(
                             "second", execute(b, app::playback("silence_stream://200")));
                         b.log.finish(second);
                         b.log.finish(first);
                     }});
}

void add_loops_and_lines(std::vector<call_row>& table) {
    // FreeSWITCH ends loops whose pass takes under half a second; a call that rings tells so in
    // another way.
    table.push_back({"loops whose passes take no time",
                     [](call_bench& b) { run_one(b, "set", app::set("live_x", "1").loops(3)); }});
    table.push_back({"digits that are not pressed, and a hang-up in the queue", [](call_bench& b) {
                         auto reading = eslio::digit_reading("silence_stream://300", 2, 4);
                         reading.timeout(milliseconds(500));
                         const auto read = b.log.begin<execution_result>(
                             "read", execute(b, reading.to_application()));
                         const auto set = b.log.begin<execution_result>(
                             "set", execute(b, app::set("live_x", "1")));
                         const auto hangup = b.log.begin<execution_result>(
                             "hangup", execute(b, eslio::application("hangup", "CALL_REJECTED")));
                         b.log.finish(read);
                         b.log.finish(set);
                         b.log.finish(hangup);
                     }});
}

void add_limits(std::vector<call_row>& table) {
    table.push_back({"cancelled", [](call_bench& b) {
                         asio::cancellation_signal signal;
                         const auto begun = b.log.begin<execution_result>("playback", [&](auto h) {
                             b.call()->async_execute(
                                 app::playback("silence_stream://600"),
                                 asio::bind_cancellation_slot(signal.slot(), std::move(h)));
                         });
                         b.pass(milliseconds(200));
                         signal.emit(asio::cancellation_type::terminal);
                         b.log.finish(begun);
                         run_one(b, "the next", app::playback("silence_stream://200"));
                     }});
    table.push_back({"the deadline of a channel",
                     [](call_bench& b) {
                         eslio::channel_options o;
                         o.execution_timeout = milliseconds(300);
                         o.most_executions = 1;
                         eslio::channel c(b.link(), b.uuid, o);
                         const auto begun = b.log.begin<execution_result>("playback", [&](auto h) {
                             c.async_execute(app::playback("silence_stream://800"), h);
                         });
                         b.log.run<execution_result>("one too many", [&](auto h) {
                             c.async_execute(app::set("live_x", "1"), h);
                         });
                         b.log.finish(begun);
                     },
                     {held_by::connection}});
    table.push_back({"two executions at once, and a third",
                     [](call_bench& b) {
                         eslio::outbound::session_options o;
                         o.channel.most_executions = 2;
                         o.connection.command_limits.commands = 12;
                         eslio::outbound::session s = b.another(o, "");
                         if (!s) return b.log.note("the session", "cannot be opened");
                         const auto play = [&](auto h) {
                             s.async_execute(app::playback("silence_stream://400"), h);
                         };
                         const auto first = b.log.begin<execution_result>("first", play);
                         const auto second = b.log.begin<execution_result>("second", play);
                         b.log.run<execution_result>("third", play);
                         b.log.finish(first);
                         b.log.finish(second);
                         b.log.run<execution_result>("when they have ended", play);
                         std::vector<std::shared_ptr<attempt<reply>>> commands;
                         for (int i = 0; i < 13; ++i)
                             commands.push_back(b.log.begin<reply>(
                                 "noop", [&](auto h) { s.async_send(eslio::command("noop"), h); }));
                         for (const auto& c : commands) b.log.finish(c);
                         b.caller_hangs_up(s.uuid());
                     },
                     {held_by::async_full, held_by::async, held_by::full, held_by::static_mode}});
}

void add_others(std::vector<call_row>& table) {
    table.push_back({"async_queue", [](call_bench& b) {
                         b.log.run<reply>("set", [&](auto h) {
                             b.call()->async_queue(app::set("live_x", "1"), h);
                         });
                         b.log.run<reply>("a line break", [&](auto h) {
                             b.call()->async_queue(app::playback("a\nb"), h);
                         });
                     }});
    table.push_back({"async_message", [](call_bench& b) {
                         b.log.run<reply>("nomedia", [&](auto h) {
                             b.call()->async_message(eslio::call_message("nomedia"), h);
                         });
                         b.log.run<reply>("hangup", [&](auto h) {
                             b.call()->async_message(eslio::cmd::hangup("CALL_REJECTED"), h);
                         });
                         b.log.run<eslio::hangup_info>("async_wait_for_hangup", [&](auto h) {
                             b.call()->async_wait_for_hangup(seconds(5), h);
                         });
                         b.log.run<reply>("after the end", [&](auto h) {
                             b.call()->async_message(eslio::call_message("nomedia"), h);
                         });
                     }});
    table.push_back({"async_hangup", [](call_bench& b) {
                         const auto hang_up = [&](const char* cause) {
                             return [&b, cause](auto h) { b.call()->async_hangup(cause, h); };
                         };
                         b.log.run<reply>("a line break", hang_up("A\nB"));
                         b.log.run<reply>("with a cause", hang_up("USER_BUSY"));
                         b.log.run<eslio::hangup_info>("async_wait_for_hangup", [&](auto h) {
                             b.call()->async_wait_for_hangup(seconds(5), h);
                         });
                         b.log.run<reply>("again", hang_up("USER_BUSY"));
                     }});
    table.push_back({"async_break", [](call_bench& b) {
                         const auto stop = [&](auto h) { b.call()->async_break(h); };
                         b.log.run<reply>("of nothing", stop);
                         const auto begun = b.log.begin<execution_result>(
                             "playback",
                             execute(b, app::playback("silence_stream://3000").lock(false)));
                         b.pass(milliseconds(400));
                         b.log.run<reply>("of a playback", stop);
                         b.log.finish(begun);
                         b.kill("NORMAL_CLEARING");
                         b.pass(milliseconds(300));
                         b.log.run<reply>("after the end", stop);
                     }});
}

}  // namespace

void add_executions(std::vector<call_row>& table) {
    add_execution_ends(table);
    add_cuts(table);
    add_limits(table);
    add_others(table);
    add_loops_and_lines(table);
}

}  // namespace live
