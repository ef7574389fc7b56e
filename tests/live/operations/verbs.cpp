// Operations of a call: the verbs that play, record, hold, mute, and what is done at a later time.
#include "live/operations/call_bench.hpp"

#include <eslio/command/applications.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <memory>

namespace live {

namespace {

namespace app = eslio::app;
using eslio::call_legs;
using eslio::execution_result;
using eslio::record_result;
using eslio::reply;
using std::chrono::seconds;

const std::vector<held_by> not_static{held_by::connection, held_by::async_full, held_by::async};
const std::vector<held_by> only_static{held_by::full, held_by::static_mode};

std::string file_of(const call_bench& b) {
    return "/tmp/eslio_live_" + b.uuid + ".wav";
}

/// Begins it, and cancels it after that time.
template <class Result, class Begin>
void cancel_after(call_bench& b, const std::string& what, milliseconds time, Begin begin) {
    const auto signal = std::make_shared<asio::cancellation_signal>();
    const auto a = b.log.begin<Result>(
        what, [&](auto h) { begin(asio::bind_cancellation_slot(signal->slot(), std::move(h))); });
    b.pass(time);
    signal->emit(asio::cancellation_type::terminal);
    b.log.finish(a);
}

void add_plays(std::vector<call_row>& table) {
    table.push_back({"async_answer and its kin", [](call_bench& b) {
                         b.log.run<execution_result>("async_answer",
                                                     [&](auto h) { b.call()->async_answer(h); });
                         b.log.run<execution_result>(
                             "async_pre_answer", [&](auto h) { b.call()->async_pre_answer(h); });
                         b.log.run<execution_result>(
                             "async_ring_ready", [&](auto h) { b.call()->async_ring_ready(h); });
                     }});
    table.push_back({"async_play", [](call_bench& b) {
                         b.log.run<execution_result>("async_play", [&](auto h) {
                             b.call()->async_play("silence_stream://300", h);
                         });
                         b.log.run<execution_result>(
                             "of no file", [&](auto h) { b.call()->async_play("/x.nosuch", h); });
                         b.log.run<execution_result>("of tones", [&](auto h) {
                             b.call()->async_play(app::tone("%(200,0,440)"), h);
                         });
                     }});
    table.push_back(
        {"async_play until cancelled", [](call_bench& b) {
             cancel_after<execution_result>(b, "cancelled", milliseconds(500), [&](auto h) {
                 b.call()->async_play("silence_stream://2500", std::move(h));
             });
             b.log.run<execution_result>(
                 "the next one", [&](auto h) { b.call()->async_play("silence_stream://300", h); });
         }});
    table.push_back(
        {"async_play cancelled before it began",
         [](call_bench& b) {
             const auto first = b.log.begin<execution_result>(
                 "first", [&](auto h) { b.call()->async_play("silence_stream://1000", h); });
             cancel_after<execution_result>(b, "cancelled", milliseconds(300), [&](auto h) {
                 b.call()->async_play("silence_stream://3000", std::move(h));
             });
             const auto last = b.log.begin<execution_result>(
                 "last", [&](auto h) { b.call()->async_play("silence_stream://200", h); });
             b.log.finish(first);
             b.log.finish(last);
         },
         {held_by::connection, held_by::async_full}});
    table.push_back({"async_play cut by the caller", [](call_bench& b) {
                         const auto a = b.log.begin<execution_result>("async_play", [&](auto h) {
                             b.call()->async_play("silence_stream://5000", h);
                         });
                         b.pass(milliseconds(500));
                         b.caller_hangs_up();
                         b.log.finish(a);
                     }});
    table.push_back({"async_say", [](call_bench& b) {
                         b.log.run<execution_result>("async_say", [&](auto h) {
                             b.call()->async_say("en", "number", "pronounced", "1", h);
                         });
                     }});
    table.push_back({"async_speak without an engine", [](call_bench& b) {
                         b.log.run<execution_result>("async_speak", [&](auto h) {
                             b.call()->async_speak("nosuch", "voice", "hello", h);
                         });
                     }});
}

void add_records(std::vector<call_row>& table) {
    const auto record = [](call_bench& b, seconds at_most) {
        return [&b, at_most](auto h) { b.call()->async_record(file_of(b), at_most, h); };
    };
    table.push_back({"async_record to its limit", [record](call_bench& b) {
                         b.log.run<record_result>("async_record", record(b, seconds(1)));
                     }});
    table.push_back(
        {"async_record until silence", [](call_bench& b) {
             b.log.run<record_result>("async_record", [&](auto h) {
                 b.call()->async_record(file_of(b), seconds(10), app::silence{500, seconds(1)}, h);
             });
         }});
    table.push_back({"async_record until a key", [record](call_bench& b) {
                         const auto a =
                             b.log.begin<record_result>("async_record", record(b, seconds(10)));
                         b.pass(milliseconds(800));
                         b.press("*");
                         b.log.finish(a);
                     }});
    table.push_back({"async_record is broken off", [record](call_bench& b) {
                         const auto a =
                             b.log.begin<record_result>("async_record", record(b, seconds(10)));
                         b.pass(milliseconds(800));
                         b.api("uuid_break " + b.uuid);
                         b.log.finish(a);
                     }});
    table.push_back({"async_record cut by the caller", [record](call_bench& b) {
                         const auto a =
                             b.log.begin<record_result>("async_record", record(b, seconds(10)));
                         b.pass(milliseconds(800));
                         b.caller_hangs_up();
                         b.log.finish(a);
                     }});
    table.push_back({"async_record where nothing can be written", [](call_bench& b) {
                         b.log.run<record_result>("async_record", [&](auto h) {
                             b.call()->async_record("/dev/null/folder/x.wav", seconds(1), h);
                         });
                     }});
}

void add_media(std::vector<call_row>& table) {
    table.push_back({"async_send_dtmf", [](call_bench& b) {
                         b.log.run<reply>("async_send_dtmf",
                                          [&](auto h) { b.call()->async_send_dtmf("12w3", h); });
                     }});
    table.push_back({"async_hold where the endpoint knows none", [](call_bench& b) {
                         b.log.run<reply>("async_hold", [&](auto h) { b.call()->async_hold(h); });
                     }});
    table.push_back({"async_unhold of what is not held", [](call_bench& b) {
                         b.log.run<reply>("async_unhold",
                                          [&](auto h) { b.call()->async_unhold(h); });
                     }});
    table.push_back(
        {"async_mute", [](call_bench& b) {
             for (const auto way : {eslio::audio_direction::read, eslio::audio_direction::both}) {
                 b.log.run<reply>("async_mute", [&](auto h) { b.call()->async_mute(way, h); });
                 b.log.run<reply>("async_unmute", [&](auto h) { b.call()->async_unmute(way, h); });
             }
         }});
    table.push_back({"async_broadcast", [](call_bench& b) {
                         b.log.run<reply>("async_broadcast", [&](auto h) {
                             b.call()->async_broadcast("silence_stream://200", call_legs::own, h);
                         });
                         b.log.run<reply>("to nobody", [&](auto h) {
                             b.call()->async_broadcast("silence_stream://200", call_legs::other, h);
                         });
                     }});
    table.push_back({"async_displace", [](call_bench& b) {
                         const auto mixed = app::displacing().mix().loop();
                         const auto path = "silence_stream://5000";
                         b.log.run<reply>("async_displace", [&](auto h) {
                             b.call()->async_displace(path, mixed, h);
                         });
                         b.log.run<reply>("async_stop_displacing", [&](auto h) {
                             b.call()->async_stop_displacing(path, h);
                         });
                         b.log.run<reply>("of no file", [&](auto h) {
                             b.call()->async_displace("/x.nosuch", mixed, h);
                         });
                     }});
    table.push_back({"async_deflect where there is no SIP", [](call_bench& b) {
                         b.log.run<execution_result>("async_deflect", [&](auto h) {
                             b.call()->async_deflect("sip:1000@127.0.0.1", h);
                         });
                     }});
}

void add_later(std::vector<call_row>& table) {
    table.push_back({"async_schedule_hangup", [](call_bench& b) {
                         b.log.run<reply>("async_schedule_hangup", [&](auto h) {
                             b.call()->async_schedule_hangup(seconds(1), "USER_BUSY", h);
                         });
                         b.log.run<eslio::hangup_info>("async_wait_for_hangup", [&](auto h) {
                             b.call()->async_wait_for_hangup(seconds(4), h);
                         });
                     }});
    table.push_back({"async_schedule_hangup without a cause", [](call_bench& b) {
                         b.log.run<reply>("async_schedule_hangup", [&](auto h) {
                             b.call()->async_schedule_hangup(seconds(1), "", h);
                         });
                         b.log.run<eslio::hangup_info>("async_wait_for_hangup", [&](auto h) {
                             b.call()->async_wait_for_hangup(seconds(4), h);
                         });
                     }});
    table.push_back(
        {"async_heartbeat", [](call_bench& b) {
             b.log.run<reply>("on", [&](auto h) { b.call()->async_heartbeat(seconds(60), h); });
             b.log.run<reply>("off", [&](auto h) { b.call()->async_heartbeat(seconds(0), h); });
         }});
    table.push_back({"async_set_media", [](call_bench& b) {
                         b.log.run<reply>("through FreeSWITCH",
                                          [&](auto h) { b.call()->async_set_media(true, h); });
                     }});
}

/// Verbs on a call that hung up before.
void add_after_end(std::vector<call_row>& table) {
    table.push_back({"verbs after the end", [](call_bench& b) {
                         b.caller_hangs_up();
                         b.log.run<eslio::hangup_info>("async_wait_for_hangup", [&](auto h) {
                             b.call()->async_wait_for_hangup(seconds(4), h);
                         });
                         b.log.run<execution_result>("async_play", [&](auto h) {
                             b.call()->async_play("silence_stream://200", h);
                         });
                         b.log.run<record_result>("async_record", [&](auto h) {
                             b.call()->async_record(file_of(b), seconds(1), h);
                         });
                         b.log.run<reply>("async_hold", [&](auto h) { b.call()->async_hold(h); });
                         b.log.run<reply>("async_mute", [&](auto h) {
                             b.call()->async_mute(eslio::audio_direction::both, h);
                         });
                         b.log.run<eslio::unbridge_result>("async_wait_for_unbridge", [&](auto h) {
                             b.call()->async_wait_for_unbridge(seconds(4), h);
                         });
                         b.log.run<eslio::conference_result>("async_conference", [&](auto h) {
                             b.call()->async_conference("eslio_live", h);
                         });
                     }});
}

}  // namespace

void add_verbs(std::vector<call_row>& table) {
    add_plays(table);
    add_records(table);
    add_media(table);
    add_later(table);
    add_after_end(table);
}

}  // namespace live
