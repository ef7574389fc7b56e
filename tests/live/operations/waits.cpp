// Operations of a call: waiting for its answer, its end, its events; calls that do not exist.
#include "live/operations/call_bench.hpp"

#include <eslio/command/applications.hpp>

namespace live {

namespace {

using eslio::event;
using eslio::hangup_info;
using eslio::message;
using std::chrono::seconds;

auto hangup_of(eslio::channel& c, eslio::channel::duration timeout) {
    return [&c, timeout](auto h) { c.async_wait_for_hangup(timeout, h); };
}

auto answer_of(eslio::channel& c, eslio::channel::duration timeout) {
    return [&c, timeout](auto h) { c.async_wait_for_answer(timeout, h); };
}

void note_state(call_bench& b, const std::string& when) {
    const eslio::channel& c = *b.call();
    b.log.note("state " + when,
               std::string(c.answered() ? "answered" : "not answered") +
                   (c.over() ? ", over: " + std::string(c.hangup()->cause_text()) : ""));
}

void add_call_ends(std::vector<call_row>& table) {
    table.push_back({"what is known of the call", [](call_bench& b) {
                         note_state(b, "at first");
                         b.log.run<eslio::wait_result>("async_wait_for_answer",
                                                       answer_of(*b.call(), seconds(2)));
                         note_state(b, "after it was asked for");
                         const auto end = b.log.begin<hangup_info>(
                             "async_wait_for_hangup", hangup_of(*b.call(), seconds(5)));
                         b.pass(milliseconds(200));
                         b.kill("CALL_REJECTED");
                         b.log.finish(end);
                         note_state(b, "at the end");
                         b.log.run<hangup_info>("async_wait_for_hangup, again",
                                                hangup_of(*b.call(), seconds(5)));
                         b.log.run<eslio::wait_result>("async_wait_for_answer, at the end",
                                                       answer_of(*b.call(), seconds(2)));
                     }});
    table.push_back({"async_wait_for_hangup: not in time", [](call_bench& b) {
                         b.log.run<hangup_info>("wait", hangup_of(*b.call(), milliseconds(300)));
                         b.log.run<hangup_info>("no time at all",
                                                hangup_of(*b.call(), milliseconds(-1)));
                     }});
    table.push_back({"async_wait_for_hangup: the caller hangs up", [](call_bench& b) {
                         const auto end =
                             b.log.begin<hangup_info>("wait", hangup_of(*b.call(), seconds(5)));
                         b.pass(milliseconds(200));
                         b.caller_hangs_up();
                         b.log.finish(end);
                     }});
}

void add_events(std::vector<call_row>& table) {
    table.push_back(
        {"async_wait_for", [](call_bench& b) {
             const auto end = b.log.begin<eslio::wait_result>("an event that comes", [&](auto h) {
                 b.call()->async_wait_for(
                     [](const event& e) {
                         return e.is(eslio::event_name::channel_execute_complete);
                     },
                     seconds(5), h);
             });
             b.log.run<eslio::reply>("async_queue", [&](auto h) {
                 b.call()->async_queue(eslio::app::set("live_x", "1"), h);
             });
             b.log.finish(end);
             const auto never = [](const event&) { return false; };
             b.log.run<eslio::wait_result>("one that does not", [&](auto h) {
                 b.call()->async_wait_for(never, milliseconds(400), h);
             });
             const auto cut = b.log.begin<eslio::wait_result>(
                 "until the end", [&](auto h) { b.call()->async_wait_for(never, seconds(5), h); });
             b.pass(milliseconds(200));
             b.kill("NORMAL_CLEARING");
             b.log.finish(cut);
             b.log.run<eslio::wait_result>(
                 "after the end", [&](auto h) { b.call()->async_wait_for(never, seconds(2), h); });
         }});
    table.push_back({"channel::async_receive", [](call_bench& b) {
                         const auto next = [&](auto h) {
                             b.call()->eslio::channel::async_receive(h);
                         };
                         const auto first = b.log.begin<message>("the next", next);
                         b.log.run<eslio::reply>("async_queue", [&](auto h) {
                             b.call()->async_queue(eslio::app::set("live_x", "1"), h);
                         });
                         b.log.finish(first);
                         b.kill("NORMAL_CLEARING");
                         b.pass(milliseconds(500));
                         message m;
                         while (b.call()->eslio::channel::try_receive(m)) {
                         }
                         b.log.run<message>("after the end", next);
                     }});
}

void add_strangers(std::vector<call_row>& table) {
    table.push_back(
        {"a call that does not exist",
         [](call_bench& b) {
             eslio::channel c(b.link(), "00000000-0000-4000-8000-000000000000");
             b.log.run<eslio::execution_result>("async_execute", [&](auto h) {
                 c.async_execute(eslio::app::playback("silence_stream://300"), h);
             });
             b.log.run<std::optional<std::string>>(
                 "async_get_variable", [&](auto h) { c.async_get_variable("uuid", h); });
             b.log.run<eslio::reply>("async_set_variable",
                                     [&](auto h) { c.async_set_variable("live_x", "1", h); });
             b.log.run<eslio::reply>("async_hangup",
                                     [&](auto h) { c.async_hangup("USER_BUSY", h); });
             b.log.run<eslio::reply>("async_break", [&](auto h) { c.async_break(h); });
             b.log.run<eslio::wait_result>("async_wait_for_answer", answer_of(c, seconds(3)));
             b.log.run<hangup_info>("async_wait_for_hangup", hangup_of(c, seconds(3)));
             b.log.run<eslio::bridge_result>("async_bridge",
                                             [&](auto h) { c.async_bridge("null/x", h); });
         },
         {held_by::connection}});
    table.push_back({"a call that ended before its handle was made",
                     [](call_bench& b) {
                         b.kill("USER_BUSY");
                         b.pass(milliseconds(400));
                         eslio::channel c(b.link(), b.uuid);
                         b.log.run<hangup_info>("async_wait_for_hangup", hangup_of(c, seconds(3)));
                         b.log.run<eslio::wait_result>("async_wait_for_answer",
                                                       answer_of(c, seconds(3)));
                         b.log.run<eslio::wait_result>("async_wait_for", [&](auto h) {
                             c.async_wait_for([](const event&) { return false; }, seconds(3), h);
                         });
                         b.log.run<eslio::collected_digits>("async_digits", [&](auto h) {
                             c.async_digits(eslio::digit_rules(1).first_digit(seconds(2)), h);
                         });
                         b.log.run<message>("async_receive", [&](auto h) { c.async_receive(h); });
                         b.log.run<std::optional<std::string>>("async_get_variable", [&](auto h) {
                             c.async_get_variable("uuid", h);
                         });
                     },
                     {held_by::connection}});
    table.push_back(
        {"a call that is answered later",
         [](call_bench& b) {
             const std::string other = "e5110000" + b.uuid.substr(8);
             eslio::channel c(b.link(), other);
             b.api("bgapi originate {ignore_early_media=true,origination_uuid=" + other +
                   "}loopback/m:^:ring_ready^sleep:700^answer^park/default/inline &park()");
             b.log.run<eslio::wait_result>("async_wait_for_answer", answer_of(c, seconds(5)));
             b.api("uuid_kill " + other);
             b.log.run<hangup_info>("async_wait_for_hangup", hangup_of(c, seconds(3)));
         },
         {held_by::connection}});
    table.push_back(
        {"a call that is never answered",
         [](call_bench& b) {
             const std::string other = "e5110001" + b.uuid.substr(8);
             eslio::channel c(b.link(), other);
             b.api("bgapi originate {origination_uuid=" + other +
                   "}loopback/m:^:ring_ready^sleep:700^hangup:USER_BUSY/default/inline &park()");
             b.log.run<eslio::wait_result>("async_wait_for_answer", answer_of(c, seconds(5)));
             b.log.run<hangup_info>("async_wait_for_hangup", hangup_of(c, seconds(3)));
         },
         {held_by::connection}});
}

}  // namespace

void add_waits(std::vector<call_row>& table) {
    add_call_ends(table);
    add_events(table);
    add_strangers(table);
}

}  // namespace live
