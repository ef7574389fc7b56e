// Operations of other calls than the one that is held: other legs over the same connection, calls
// that begin after their handle was made.
#include "live/operations/call_bench.hpp"

#include <eslio/command/applications.hpp>

namespace live {

namespace {

namespace app = eslio::app;
using eslio::channel;
using eslio::execution_result;
using eslio::hangup_info;
using eslio::wait_result;
using std::chrono::seconds;

void make_call(call_bench& b, const std::string& uuid) {
    b.api("originate {origination_uuid=" + uuid + "}null/x &park()");
}

auto execute(channel& c, eslio::application a) {
    return [&c, a = std::move(a)](auto handler) { c.async_execute(a, handler); };
}

auto hangup_of(channel& c) {
    return [&c](auto handler) { c.async_wait_for_hangup(seconds(3), handler); };
}

auto answer_of(channel& c) {
    return [&c](auto handler) { c.async_wait_for_answer(seconds(3), handler); };
}

void add_other_calls(std::vector<call_row>& table) {
    table.push_back(
        {"another call", [](call_bench& b) {
             make_call(b, b.other_uuid(0));
             channel c(b.link(), b.other_uuid(0));
             b.log.run<execution_result>("playback",
                                         execute(c, app::playback("silence_stream://300")));
             b.log.run<wait_result>("async_wait_for_answer", answer_of(c));
             b.log.run<eslio::reply>("async_set_variable",
                                     [&](auto h) { c.async_set_variable("live_x", "1", h); });
             b.log.run<std::optional<std::string>>(
                 "async_get_variable", [&](auto h) { c.async_get_variable("live_x", h); });
             const auto cut =
                 b.log.begin<execution_result>("sleep", execute(c, app::sleep(seconds(5))));
             b.pass(milliseconds(300));
             b.log.run<eslio::reply>("async_hangup",
                                     [&](auto h) { c.async_hangup("CALL_REJECTED", h); });
             b.log.finish(cut);
             b.log.run<hangup_info>("async_wait_for_hangup", hangup_of(c));
             b.api("uuid_kill " + b.other_uuid(0));
         }});
    table.push_back({"digits of another call", [](call_bench& b) {
                         make_call(b, b.other_uuid(0));
                         channel c(b.link(), b.other_uuid(0));
                         const auto digits =
                             b.log.begin<eslio::collected_digits>("async_digits", [&](auto h) {
                                 c.async_digits(eslio::digit_rules(1), h);
                             });
                         b.pass(milliseconds(500));
                         b.api("uuid_recv_dtmf " + b.other_uuid(0) + " 7");
                         b.log.finish(digits);
                         b.api("uuid_kill " + b.other_uuid(0));
                     }});
    table.push_back({"another call is bridged", [](call_bench& b) {
                         make_call(b, b.other_uuid(0));
                         channel c(b.link(), b.other_uuid(0));
                         b.log.run<eslio::bridge_result>(
                             "async_bridge", [&](auto h) { c.async_bridge("null/y", h); });
                         b.api("uuid_kill " + b.other_uuid(0));
                         b.log.run<hangup_info>("async_wait_for_hangup", hangup_of(c));
                     }});
    table.push_back(
        {"the other leg of a bridge", [](call_bench& b) {
             channel c(b.link(), b.other_uuid(0));
             const auto end = b.log.begin<hangup_info>("async_wait_for_hangup", hangup_of(c));
             const auto joined = b.log.begin<eslio::bridge_result>("async_bridge", [&](auto h) {
                 b.call()->async_bridge("{origination_uuid=" + b.other_uuid(0) + "}null/x", h);
             });
             b.pass(milliseconds(800));
             b.api("uuid_kill " + b.other_uuid(0) + " USER_BUSY");
             b.log.finish(joined);
             b.log.finish(end);
         }});
}

/// The handle is there before the call is.
void add_later_calls(std::vector<call_row>& table) {
    table.push_back(
        {"waits begun before the call",
         [](call_bench& b) {
             channel c(b.link(), b.other_uuid(0));
             const auto answer = b.log.begin<wait_result>("async_wait_for_answer", answer_of(c));
             const auto end = b.log.begin<hangup_info>("async_wait_for_hangup", hangup_of(c));
             const auto first = b.log.begin<eslio::message>("channel::async_receive",
                                                            [&](auto h) { c.async_receive(h); });
             b.pass(milliseconds(250));
             make_call(b, b.other_uuid(0));
             b.log.finish(answer);
             b.log.finish(first);
             b.pass(milliseconds(600));
             b.api("uuid_kill " + b.other_uuid(0) + " CALL_REJECTED");
             b.log.finish(end);
         },
         {held_by::connection, held_by::async_full, held_by::full}});
    table.push_back({"async_digits begun before the call",
                     [](call_bench& b) {
                         channel c(b.link(), b.other_uuid(0));
                         const auto digits =
                             b.log.begin<eslio::collected_digits>("async_digits", [&](auto h) {
                                 c.async_digits(eslio::digit_rules(1).first_digit(seconds(3)), h);
                             });
                         b.pass(milliseconds(200));
                         make_call(b, b.other_uuid(0));
                         b.pass(milliseconds(500));
                         b.api("uuid_recv_dtmf " + b.other_uuid(0) + " 5");
                         b.log.finish(digits);
                         b.api("uuid_kill " + b.other_uuid(0));
                     },
                     {held_by::connection}});
    table.push_back(
        {"async_wait_for begun before the call",
         [](call_bench& b) {
             channel c(b.link(), b.other_uuid(0));
             const auto wait = b.log.begin<wait_result>("an answer", [&](auto h) {
                 c.async_wait_for(
                     [](const eslio::event& e) { return e.is(eslio::event_name::channel_answer); },
                     seconds(3), h);
             });
             b.pass(milliseconds(300));
             make_call(b, b.other_uuid(0));
             b.log.finish(wait);
             b.api("uuid_kill " + b.other_uuid(0));
         },
         {held_by::connection}});
}

/// The call ended, then its handle is made.
void add_former_calls(std::vector<call_row>& table) {
    table.push_back(
        {"a call that is over already", [](call_bench& b) {
             make_call(b, b.other_uuid(0));
             b.api("uuid_kill " + b.other_uuid(0));
             b.pass(milliseconds(400));
             channel c(b.link(), b.other_uuid(0));
             b.log.run<execution_result>("async_execute", execute(c, app::set("live_x", "1")));
             b.log.run<eslio::message>("channel::async_receive",
                                       [&](auto h) { c.async_receive(h); });
             b.log.run<wait_result>("async_wait_for", [&](auto h) {
                 c.async_wait_for([](const eslio::event&) { return false; }, seconds(3), h);
             });
             b.log.run<eslio::collected_digits>(
                 "async_digits", [&](auto h) { c.async_digits(eslio::digit_rules(1), h); });
             b.log.run<eslio::digits_result>("async_prompt", [&](auto h) {
                 c.async_prompt(eslio::prompt("silence_stream://100", 1, 1), h);
             });
             b.log.run<eslio::bridge_result>("async_bridge",
                                             [&](auto h) { c.async_bridge("null/x", h); });
             b.log.run<std::optional<std::string>>(
                 "async_get_variable", [&](auto h) { c.async_get_variable("uuid", h); });
             b.log.run<eslio::reply>("async_queue",
                                     [&](auto h) { c.async_queue(app::answer(), h); });
             b.log.run<eslio::reply>("async_message", [&](auto h) {
                 c.async_message(eslio::call_message("nomedia"), h);
             });
         }});
}

}  // namespace

void add_legs(std::vector<call_row>& table) {
    add_other_calls(table);
    add_later_calls(table);
    add_former_calls(table);
}

}  // namespace live
