// channel: several loops end when FreeSWITCH stops them, also where PRIVATE_COMMAND does not tell.
#include "catch.hpp"
#include "support/called.hpp"

#include <string>

using namespace std::chrono_literals;
using eslio::testing::fake_application;
using test::called;
using test::outcome;
using test::socket_mode;
using test::somebody_breaks;
using result = eslio::execution_result;
using ran = eslio::execution_result::outcome;

namespace {

/// A pass takes less than half a second, so FreeSWITCH makes no other.
eslio::application short_loops() {
    return eslio::app::playback("a.wav").loops(3);
}

}  // namespace

/// A park without media tells of no message.
TEST_CASE("loops end on a call that rings", "[channel][modes][loops]") {
    for (const socket_mode m : test::all_modes)
        for (const bool answered : {false, true}) {
            CAPTURE(test::name_of(m), answered);
            called c(m);
            if (answered) c.run(eslio::app::answer());
            outcome<result> o;
            c.s.async_execute(eslio::app::set("a", "b").loops(3), o.handler());
            c.time.advance(1s);
            REQUIRE(o.done());
            CHECK(o.value.how() == ran::completed);
            CHECK(c.s.outstanding() == 0);
        }
}

TEST_CASE("loops end whose first pass brings the answer", "[channel][modes][loops]") {
    for (const socket_mode m : test::all_modes) {
        CAPTURE(test::name_of(m));
        called c(m);
        outcome<result> o;
        c.s.async_execute(eslio::app::answer().loops(2), o.handler());
        c.time.advance(100ms);
        REQUIRE(o.done());
        CHECK(o.value.how() == ran::completed);
    }
}

TEST_CASE("loops end of a call that is answered meanwhile", "[channel][modes][loops]") {
    called c(socket_mode::async_full);
    c.fake.application("playback", fake_application(300ms, "FILE PLAYED"));
    outcome<result> o;
    c.s.async_execute(short_loops(), o.handler());
    c.time.advance(100ms);
    c.s.async_api("uuid_answer u-1", [](auto...) {});
    c.time.advance(300ms);
    REQUIRE(o.done());
    CHECK(o.value.how() == ran::completed);
    CHECK(o.value.response() == "FILE PLAYED");
}

TEST_CASE("loops of an extension end", "[channel][modes][loops]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single}) {
        CAPTURE(test::name_of(m));
        called c(m);
        c.fake.extension("7000", {{"set", "x=1"}, {"set", "y=2"}});
        outcome<result> o;
        c.s.async_execute(eslio::application("execute_extension", "7000 XML default").loops(3),
                          o.handler());
        c.time.advance(1s);
        REQUIRE(o.done());
        CHECK(o.value.how() == ran::ended);
    }
}

/// Somebody breaks them, and drops all that is queued: nothing tells.
TEST_CASE("loops end that were stopped with the queue", "[channel][modes][loops]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single})
        for (const bool answered : {true, false})
            for (const bool locked : {true, false})
                for (const auto when : {700ms, 1010ms, 2100ms, 2700ms}) {
                    CAPTURE(test::name_of(m), answered, locked, when.count());
                    called c(m);
                    if (answered) c.run(eslio::app::answer());
                    c.fake.application("playback", fake_application(2s, "FILE PLAYED"));
                    outcome<result> o, after;
                    c.s.async_execute(short_loops().lock(locked), o.handler());
                    if (locked) c.s.async_execute(eslio::app::set("a", "b"), after.handler());
                    c.time.advance(when);
                    somebody_breaks(c);
                    c.time.advance(10s);
                    REQUIRE(o.done());
                    CHECK(o.value.how() == ran::completed);
                    if (!locked) continue;
                    REQUIRE(after.done());
                    CHECK(after.value.how() == ran::not_run);
                }
}

TEST_CASE("loops end of which a later pass is short", "[channel][modes][loops]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single})
        for (const bool locked : {true, false}) {
            CAPTURE(test::name_of(m), locked);
            called c(m);
            c.fake.application("playback", fake_application(2s, "FILE PLAYED"));
            outcome<result> o;
            c.s.async_execute(short_loops().lock(locked), o.handler());
            c.time.advance(1500ms);
            c.fake.application("playback", fake_application(100ms, "FILE PLAYED"));
            c.time.advance(5s);
            REQUIRE(o.done());
            CHECK(o.value.how() == ran::completed);
        }
}

TEST_CASE("loops that nobody waits for keep no place", "[channel][modes][loops]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single}) {
        CAPTURE(test::name_of(m));
        called c(m);
        outcome<eslio::reply> queued;
        c.s.async_queue(eslio::app::set("a", "b").loops(3), queued.handler());
        c.time.advance(200ms);
        CHECK(queued.value.ok());
        CHECK(c.s.outstanding() == 0);
    }
}

TEST_CASE("what was only queued keeps no place when its queue is emptied", "[channel][modes]") {
    eslio::outbound::session_options options;
    options.channel.most_executions = 1;
    called c(socket_mode::static_full, eslio::testing::call(), options);
    c.run(eslio::app::answer());
    c.s.async_queue(eslio::app::sleep(3600s), [](auto...) {});
    c.time.settle();
    CHECK(c.s.outstanding() == 1);
    c.s.async_api("uuid_break u-1 all", [](auto...) {});
    c.time.settle();
    CHECK(c.s.outstanding() == 0);
    c.run(eslio::app::set("a", "b"));
}

/// In static mode the queue is taken by what runs unlocked.
TEST_CASE("loops that were only queued in static mode keep no place", "[channel][modes][loops]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single})
        for (const auto pass : {0ms, 100ms, 800ms}) {
            CAPTURE(test::name_of(m), pass.count());
            called c(m);
            c.run(eslio::app::answer());
            c.fake.application("playback", fake_application(pass, "FILE PLAYED"));
            outcome<eslio::reply> queued;
            c.s.async_queue(short_loops(), queued.handler());
            outcome<result> o;
            c.s.async_execute(eslio::app::sleep(5s).lock(false), o.handler());
            c.time.advance(20s);
            CHECK(queued.value.ok());
            REQUIRE(o.done());
            CHECK(o.value.ok());
            CHECK(c.s.outstanding() == 0);
        }
}

TEST_CASE("a full queue in static mode keeps nothing from running", "[channel][modes]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single})
        for (const bool dropped : {false, true}) {
            CAPTURE(test::name_of(m), dropped);
            eslio::outbound::session_options options;
            options.channel.most_executions = 3;
            called c(m, eslio::testing::call(), options);
            c.run(eslio::app::answer());
            int accepted = 0;
            for (int i = 0; i < 4; ++i)
                c.s.async_queue(eslio::app::set("a", "b"), [&](eslio::error_code ec, auto r) {
                    accepted += !ec && r.ok() ? 1 : 0;
                });
            c.time.settle();
            CHECK(accepted == 3);
            if (dropped) somebody_breaks(c);
            c.run(eslio::app::set("c", "d"));
            c.time.advance(100s);
            if (dropped) somebody_breaks(c);
            outcome<result> o;
            c.s.async_execute(eslio::app::sleep(40s).lock(false), o.handler());
            c.time.advance(400s);
            REQUIRE(o.done());
            CHECK(o.value.ok());
            CHECK(c.s.outstanding() == 0);
        }
}

/// `set` does not take the queue, however often it runs.
TEST_CASE("marks leave the queue's places to others in static mode", "[channel][modes]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single})
        for (const int runs : {1, 100, 300}) {
            CAPTURE(test::name_of(m), runs);
            called c(m);
            c.run(eslio::app::answer());
            c.s.async_queue(eslio::app::set("a", "b"), [](auto...) {});
            for (int i = 0; i < runs; ++i) c.run(eslio::app::set("a", "b").lock(false));
            int accepted = 0;
            for (int i = 0; i < 70; ++i)
                c.s.async_queue(eslio::app::set("a", "b"), [&](eslio::error_code ec, auto r) {
                    accepted += !ec && r.ok() ? 1 : 0;
                });
            c.time.settle();
            CHECK(accepted == 63);
            c.run(eslio::app::sleep(40s).lock(false));
            CHECK(c.s.outstanding() < 64);
        }
}

/// The second playback is sent before what the first one told has come.
TEST_CASE("loops queued after a mark have one of their own in static mode", "[channel][modes]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single}) {
        CAPTURE(test::name_of(m));
        called c(m);
        c.run(eslio::app::answer());
        for (int i = 0; i < 3; ++i) c.run(eslio::app::set("a", "b").lock(false));
        for (int round = 0; round < 2; ++round) {
            c.s.async_queue(eslio::app::sleep(100ms).loops(3), [](auto...) {});
            for (int i = 0; i < 3; ++i) c.run(eslio::app::set("a", "b").lock(false));
        }
        for (int i = 0; i < 2; ++i)
            c.s.async_execute(eslio::app::sleep(1s).lock(false), [](auto...) {});
        c.time.advance(10s);
        CHECK(c.s.outstanding() == 0);
    }
}

/// Each takes two places of FreeSWITCH's queue, whose overflow ends the connection.
TEST_CASE("loops do not fill FreeSWITCH's queue", "[channel][modes][loops]") {
    for (const int loops : {17, 18, 100, 240}) {
        CAPTURE(loops);
        eslio::outbound::session_options options;
        options.channel.most_executions = 240;
        called c(socket_mode::async_full, eslio::testing::call(), options);
        c.run(eslio::app::answer());
        c.fake.application("playback", fake_application(1s, "FILE PLAYED"));
        int completed = 0, refused = 0;
        const auto count = [&](eslio::error_code ec, const result& r) {
            completed += r.ok() ? 1 : 0;
            refused += ec == eslio::error::queue_full ? 1 : 0;
        };
        for (int i = 0; i < 240; ++i)
            c.s.async_execute(i < loops ? short_loops() : eslio::app::set("a", "b"), count);
        c.time.advance(3600s);
        CHECK(completed + refused == 240);
        CHECK(completed >= 120);
    }
}

TEST_CASE("loops that go on without this program are not told as done", "[channel][loops]") {
    called c(socket_mode::async_full);
    c.run(eslio::app::answer());
    c.fake.application("playback", fake_application(800ms, "FILE PLAYED"));
    outcome<result> o;
    c.s.async_execute(short_loops(), o.handler());
    c.time.advance(1200ms);
    c.fake.drop_all();
    c.time.settle();
    REQUIRE(o.done());
    CHECK(o.ec == eslio::condition::disconnected);
    CHECK_FALSE(o.value.ok());
}
