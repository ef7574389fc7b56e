// What a session offers beside the operations of its call.
#include "live/operations/call_bench.hpp"

namespace live {

namespace {

using eslio::outbound::session_end;

const std::vector<held_by> sessions{held_by::async_full, held_by::async, held_by::full,
                                    held_by::static_mode};

auto end_of(call_bench& b) {
    return [&b](auto h) { b.session()->async_wait_for_end(h); };
}

void add_session_commands(std::vector<call_row>& table) {
    table.push_back({"what a session knows",
                     [](call_bench& b) {
                         const eslio::outbound::session& s = *b.session();
                         b.log.note("full", s.full() ? "true" : "false");
                         b.log.note("async", s.async() ? "true" : "false");
                         b.log.note("caller_number", std::string(s.caller_number()));
                         b.log.note("path", std::string(s.path()));
                         b.log.note("data", std::string(s.data()["Event-Name"]));
                         b.log.note("is open", s.uuid() == b.uuid ? "true" : "false");
                     },
                     sessions});
    table.push_back({"commands of a session",
                     [](call_bench& b) {
                         b.log.run<eslio::reply>("async_send", [&](auto h) {
                             b.session()->async_send(eslio::command("noop"), h);
                         });
                         b.log.run<eslio::api_response>(
                             "async_api", [&](auto h) { b.session()->async_api("echo hello", h); });
                         b.log.run<eslio::job_result>("async_bgapi", [&](auto h) {
                             b.session()->async_bgapi("echo hello", h);
                         });
                         b.log.run<eslio::reply>("async_subscribe", [&](auto h) {
                             b.session()->async_subscribe(
                                 eslio::subscription(eslio::event_name::playback_start), h);
                         });
                     },
                     sessions});
    table.push_back({"session::async_receive",
                     [](call_bench& b) {
                         const auto next = b.log.begin<eslio::message>(
                             "the next", [&](auto h) { b.session()->async_receive(h); });
                         b.log.run<eslio::execution_result>("async_execute", [&](auto h) {
                             b.session()->async_execute(eslio::application("sleep", "100"), h);
                         });
                         b.log.finish(next);
                     },
                     sessions});
}

void add_session_ends(std::vector<call_row>& table) {
    table.push_back({"async_wait_for_end: the caller hangs up",
                     [](call_bench& b) {
                         const auto end = b.log.begin<session_end>("wait", end_of(b));
                         b.pass(milliseconds(200));
                         b.caller_hangs_up();
                         b.log.finish(end);
                         b.log.run<session_end>("again", end_of(b));
                     },
                     sessions});
    table.push_back({"async_wait_for_end: the program hangs up",
                     [](call_bench& b) {
                         b.log.run<eslio::reply>("async_hangup", [&](auto h) {
                             b.session()->async_hangup("USER_BUSY", h);
                         });
                         b.log.run<session_end>("wait", end_of(b));
                     },
                     sessions});
    table.push_back({"async_wait_for_end: the program closes",
                     [](call_bench& b) {
                         const auto end = b.log.begin<session_end>("wait", end_of(b));
                         b.pass(milliseconds(200));
                         b.session()->close();
                         b.log.finish(end);
                     },
                     sessions});
    table.push_back({"async_wait_for_end: the caller hangs up while a file plays",
                     [](call_bench& b) {
                         const auto played =
                             b.log.begin<eslio::execution_result>("playback", [&](auto h) {
                                 b.session()->async_execute(
                                     eslio::application("playback", "silence_stream://5000"), h);
                             });
                         const auto end = b.log.begin<session_end>("wait", end_of(b));
                         b.pass(milliseconds(400));
                         b.caller_hangs_up();
                         b.log.finish(end);
                         b.log.finish(played);
                     },
                     sessions});
}

}  // namespace

void add_sessions(std::vector<call_row>& table) {
    add_session_commands(table);
    add_session_ends(table);
}

}  // namespace live
