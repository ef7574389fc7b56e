// Floor 7, testing: a FreeSWITCH in your test's process, time that passes when told to, streams
// that fail on demand, recorded sessions. Not part of <eslio.hpp>.
//
// A test of your own, in a few lines and no time at all:
//
//     asio::io_context context;
//     eslio::testing::driven_time time(context);  // before all else
//     eslio::testing::fake_switch fake(context.get_executor());
//     fake.plan("user/1000", eslio::testing::call_plan().answers_after(3s).stays_up());
//     fake.plan("user/1001", eslio::testing::call_plan().refuses("USER_BUSY"));
//     fake.on_api("status", [](std::string_view) { return "all is well\n"; });
//
//     my_dialler dialler(fake.connect(context.get_executor()));  // an eslio::testing::stream
//     dialler.call("user/1000");
//     time.advance(2s);
//     CHECK(dialler.ringing());
//     time.advance(1s);
//     CHECK(dialler.connected());
//
//     fake.hang_up(dialler.uuid(), "NORMAL_CLEARING");
//     CHECK(time.run_until([&] { return dialler.idle(); }, 10s));
//     CHECK(fake.commands().back().substr(0, 4) == "exit");
//
// A program that FreeSWITCH hands its calls to (an IVR) is tested by callers with a script:
//
//     stream end = fake.call_out(context.get_executor(),
//                                incoming_call().from("1001").to("5000").caller(
//                                    call().presses("12#", after(3s)).hangs_up(after(5s))),
//                                socket_mode::async_full);
//     my_ivr ivr(std::move(end));  // says `connect`, answers, plays, collects digits
//     time.advance(10s);
//     CHECK(ivr.digits() == "12");
//
// A server (`outbound::server`) is given it by `adopt`. Where time is real, one that listens by
// itself is called by `fake.call_out("127.0.0.1:8084", ...)`. Applications take the time that
// `fake.application(name, fake_application(2s))` says; playback of `silence_stream://500` half a
// second.
//
// What goes wrong, goes wrong on command: of an answer by `fake.expect("api status")` (late, never,
// cut, wrong length, dropped after them), of bytes by `fake.fail(fault_plan().resets_at(500))`, of
// the whole by `set_frozen`, `flood`, `shutdown`, `restart`.
//
// `fake.listen()` serves on a TCP port, for what cannot be given a stream; let time be real then.
#pragma once

#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/fake_switch.hpp>
#include <eslio/testing/recorder.hpp>
#include <eslio/testing/recording.hpp>
#include <eslio/testing/replay.hpp>
#include <eslio/testing/stream.hpp>
