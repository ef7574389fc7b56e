// channel: what may be in FreeSWITCH's queue of messages keeps its place, though nobody waits for
// it.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <deque>

using namespace std::chrono_literals;
using test::called;
using test::outcome;
using test::socket_mode;
using test::somebody_breaks;

using result = eslio::execution_result;

namespace {

enum class kind { queued, executed, loops };

struct counts {
    int timeouts = 0, aborted = 0, full = 0;

    auto handler() {
        return [this](eslio::error_code ec, const auto&) {
            timeouts += ec == eslio::error::timeout ? 1 : 0;
            aborted += ec == asio::error::operation_aborted ? 1 : 0;
            full += ec == eslio::error::queue_full ? 1 : 0;
        };
    }
};

eslio::outbound::session_options most(std::size_t executions) {
    eslio::outbound::session_options options;
    options.channel.most_executions = executions;
    return options;
}

void begin(called& c, kind what, counts& ends) {
    const auto wait = eslio::app::sleep(100ms);
    switch (what) {
        case kind::queued: return c.s.async_queue(wait, ends.handler());
        case kind::executed:
            return c.s.async_execute(eslio::application(wait).timeout(61s), ends.handler());
        case kind::loops:
            return c.s.async_execute(eslio::application(wait).loops(3).timeout(61s),
                                     ends.handler());
    }
}

/// The connection lives, and all places are there again.
void check_recovers(called& c) {
    c.fake.set_frozen(false);
    c.time.advance(100s);
    c.run(eslio::app::sleep(40s).lock(false));
    c.time.advance(400s);
    CHECK(c.s.outstanding() == 0);
    CHECK_FALSE(c.s.over());
}

}  // namespace

TEST_CASE("executions without an answer keep their places", "[channel][modes][places]") {
    for (const socket_mode m : test::all_modes)
        for (const kind what : {kind::queued, kind::executed, kind::loops}) {
            CAPTURE(test::name_of(m), static_cast<int>(what));
            called c(m, eslio::testing::call(), most(240));
            c.run(eslio::app::answer());
            c.fake.set_frozen(true);
            counts ends;
            for (int round = 0; round < 3; ++round) {
                for (int i = 0; i < 240; ++i) begin(c, what, ends);
                c.time.advance(62s);
            }
            const bool with_marks = what == kind::loops && m.async;
            CHECK(ends.timeouts == (with_marks ? 120 : 240));
            CHECK(ends.timeouts + ends.full == 720);
            check_recovers(c);
        }
}

TEST_CASE("what is cancelled keeps its place", "[channel][modes][places]") {
    using type = asio::cancellation_type;
    for (const socket_mode m : test::all_modes)
        for (const type how : {type::terminal, type::partial}) {
            CAPTURE(test::name_of(m), static_cast<int>(how));
            called c(m, eslio::testing::call(), most(240));
            c.run(eslio::app::answer());
            c.fake.set_frozen(true);
            counts ends;
            std::deque<asio::cancellation_signal> stops;
            for (int round = 0; round < 2; ++round) {
                for (int i = 0; i < 240; ++i) {
                    stops.emplace_back();
                    c.s.async_queue(
                        eslio::app::set("a", "b"),
                        asio::bind_cancellation_slot(stops.back().slot(), ends.handler()));
                }
                c.time.advance(1s);
                for (asio::cancellation_signal& s : stops) s.emit(how);
                c.time.advance(1s);
            }
            CHECK(ends.aborted == 240);
            CHECK(ends.full == 240);
            check_recovers(c);
        }
}

TEST_CASE("this session's own break gives back the places of what got no answer",
          "[channel][modes][places]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::static_full}) {
        CAPTURE(test::name_of(m));
        called c(m, eslio::testing::call(), most(10));
        c.run(eslio::app::answer());
        c.fake.set_frozen(true);
        counts ends;
        for (int i = 0; i < 10; ++i) c.s.async_queue(eslio::app::sleep(1h), ends.handler());
        c.time.advance(61s);
        CHECK(ends.timeouts == 10);
        c.fake.set_frozen(false);
        c.time.advance(10ms);
        c.s.async_api("uuid_break u-1 all", [](auto...) {});
        c.time.advance(1s);
        CHECK(c.s.outstanding() <= 1);  // one may run
    }
}

/// What was written after the break is in the queue, whether its answer came or not.
TEST_CASE("a break gives back no places of what was sent after it", "[channel][modes][places]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::static_full})
        for (const kind what : {kind::queued, kind::loops}) {
            CAPTURE(test::name_of(m), static_cast<int>(what));
            called c(m, eslio::testing::call(), most(240));
            c.run(eslio::app::answer());
            c.fake.set_frozen(true);
            c.s.async_send(eslio::cmd::api("uuid_break u-1 all").timeout(0s), [](auto...) {});
            counts ends;
            for (int i = 0; i < 240; ++i) begin(c, what, ends);
            c.time.advance(62s);
            c.fake.set_frozen(false);
            c.time.settle();
            for (int i = 0; i < 240; ++i) begin(c, what, ends);
            c.time.settle();
            check_recovers(c);
        }
}

/// Where one holds the queue, no mark would tell of the others before its end.
TEST_CASE("this session's own break gives back the places of what was only queued",
          "[channel][modes][places]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::static_full})
        for (const int places : {64, 240}) {
            CAPTURE(test::name_of(m), places);
            called c(m, eslio::testing::call(), most(static_cast<std::size_t>(places)));
            c.run(eslio::app::answer());
            counts ends;
            for (int i = 0; i < places - 1; ++i) begin(c, kind::queued, ends);
            c.s.async_api("uuid_break u-1 all", [](auto...) {});
            c.s.async_execute(eslio::app::sleep(1h).timeout(2h), [](auto...) {});
            c.time.advance(100ms);
            for (int i = 0; i < places - 2; ++i) begin(c, kind::queued, ends);
            c.time.settle();
            CHECK(ends.full == 0);
        }
}

TEST_CASE("somebody's breaks between marks do not make their places wait for ever",
          "[channel][modes][places]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single}) {
        CAPTURE(test::name_of(m));
        called c(m, eslio::testing::call(), most(14));
        c.run(eslio::app::answer());
        for (int i = 0; i < 14; ++i) {
            c.s.async_queue(eslio::app::set("a", "b"), [](auto...) {});
            c.run(eslio::app::set("a", "b").lock(false));
            somebody_breaks(c);
        }
        for (int i = 0; i < 14; ++i) c.run(eslio::app::sleep(100ms).lock(false));
        CHECK(c.s.outstanding() == 0);
    }
}

/// Marks that somebody's break has dropped leave room for another.
TEST_CASE("a full queue is found empty after many executions", "[channel][modes][places]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single}) {
        CAPTURE(test::name_of(m));
        called c(m, eslio::testing::call(), most(240));
        c.run(eslio::app::answer());
        for (int i = 0; i < 240; ++i) c.s.async_queue(eslio::app::set("a", "b"), [](auto...) {});
        c.time.settle();
        for (int i = 0; i < 520; ++i) c.run(eslio::app::set("a", "b").lock(false));
        somebody_breaks(c);
        int needed = 0;
        for (; c.s.outstanding() != 0 && needed < 1100; ++needed)
            c.run(eslio::app::sleep(1ms).lock(false));
        CHECK(needed < 1100);
    }
}

TEST_CASE("an execution that ended with its connection leaves no timer", "[channel][modes]") {
    for (const socket_mode m : test::all_modes)
        for (const bool by_itself : {false, true}) {
            CAPTURE(test::name_of(m), by_itself);
            test::switched sw;
            asio::io_context own;
            const auto run = [&] {
                for (int i = 0; i < 10; ++i) {
                    own.restart();
                    own.poll();
                    sw.time.settle();
                }
            };
            outcome<eslio::outbound::session> opened;
            eslio::outbound::async_open_session(
                sw.fake.call_out(own.get_executor(), test::incoming_call().uuid("u-1"), m), {},
                opened.handler());
            run();
            REQUIRE((opened.done() && opened.value));
            outcome<result> o;
            eslio::outbound::session& s = opened.value;
            s.async_execute(eslio::app::sleep(100s).timeout(1h), o.handler());
            run();
            counts ends;
            if (by_itself) {
                asio::cancellation_signal stop;
                s.async_queue(eslio::app::set("a", "b"),
                              asio::bind_cancellation_slot(stop.slot(), ends.handler()));
                stop.emit(asio::cancellation_type::terminal);
                s.close();
                while (own.run_one_for(2s) != 0)
                    continue;  // it stays for the rest of its first second
                CHECK(ends.aborted == 1);
            } else {
                sw.fake.drop_all();
            }
            run();
            REQUIRE(o.done());
            CHECK(s.outstanding() == 0);
            CHECK(own.stopped());  // for lack of work
        }
}
