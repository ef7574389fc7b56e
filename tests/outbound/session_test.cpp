// outbound::session: what each mode allows, hang-ups at every step, how it ends, idle memory.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <list>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::outbound::async_open_session;
using eslio::outbound::session;
using eslio::outbound::session_end;
using eslio::outbound::session_options;
using eslio::testing::after;
using eslio::testing::call;
using test::called;
using test::finishes;
using test::outcome;
using test::socket_mode;
using test::switched;

TEST_CASE("a session knows its call and its mode", "[outbound][modes]") {
    for (const socket_mode m : test::all_modes) {
        const called c(m);
        CHECK(c.s.full() == m.full);
        CHECK(c.s.async() == m.async);
        CHECK(c.s.destination() == "5000");
        CHECK(c.s.caller_number() == "1001");
        CHECK(c.s.data()["Caller-Caller-ID-Name"] == "Ann");
        CHECK(c.s.uuid() == "u-1");
        CHECK(c.s.path().empty());
        CHECK_FALSE(c.s.answered());
        CHECK(c.fake.commands().front() == "connect");
        CHECK(c.told("linger 10") == (m.full ? 1U : 0U));
        // With `full` the limit is one that can be widened.
        CHECK(c.told("myevents") == (m.full ? 0U : 1U));
        CHECK(c.told("filter add Unique-ID u-1") == (m.full ? 1U : 0U));
    }
}

TEST_CASE("what the mode does not allow is refused at once", "[outbound][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        outcome<eslio::api_response> api;
        outcome<eslio::job_result> job;
        outcome<eslio::reply> subscribed;
        c.fake.forget_commands();
        c.s.async_api("status", api.handler());
        c.s.async_bgapi("status", job.handler());
        c.s.async_subscribe(eslio::subscription(eslio::event_name::channel_park),
                            subscribed.handler());
        CHECK(api.count == 0);  // never inside the call
        c.time.settle();
        c.time.advance(1s);
        REQUIRE(api.done());
        REQUIRE(job.done());
        REQUIRE(subscribed.done());
        const bool full = m.full;
        const auto expected =
            full ? eslio::error_code() : make_error_code(eslio::error::not_allowed);
        CHECK(api.ec == expected);
        CHECK(job.ec == expected);
        CHECK(subscribed.ec == expected);
        if (full) {
            CHECK(api.value.ok());
            CHECK(job.value.ok());
            CHECK(subscribed.value.ok());
        } else {
            CHECK(c.fake.commands().empty());
        }
    }
}

TEST_CASE("a session ends with its call, and tells how", "[outbound][end]") {
    for (const socket_mode m : test::all_modes) {
        called c(m, call().hangs_up(after(5s), "USER_BUSY"));
        c.run(eslio::app::answer());
        outcome<session_end> end, again;
        c.s.async_wait_for_end(end.handler());
        c.time.advance(4900ms);
        CHECK(end.count == 0);
        c.time.advance(1s);  // FreeSWITCH's linger of 10 s is not waited for
        REQUIRE(end.done());
        CHECK_FALSE(end.ec);
        CHECK(end.value.connection() == eslio::error::disconnected);
        if (m.full) CHECK(end.value.cause_text() == "USER_BUSY");
        CHECK(c.told("exit") == (m.full ? 1U : 0U));
        c.s.async_wait_for_end(again.handler());
        c.time.settle();
        CHECK(again.value.connection() == eslio::error::disconnected);
        CHECK(c.s.outstanding() == 0);
        CHECK(c.fake.calls().empty());
        CHECK(c.fake.open_connections() == 0);
    }
}

TEST_CASE("the linger is bounded, and goes on if it shall", "[outbound][end]") {
    session_options options;
    options.linger = 3s;
    options.exit_after_hangup = false;
    called c(socket_mode::async_full, call().hangs_up(after(1s)), options);
    c.run(eslio::app::answer());
    outcome<session_end> end;
    c.s.async_wait_for_end(end.handler());
    c.time.advance(3500ms);
    CHECK(c.s.over());
    CHECK(end.count == 0);
    outcome<eslio::api_response> api;  // commands still work
    c.s.async_api("version", api.handler());
    c.time.settle();
    CHECK(api.value.ok());
    c.time.advance(1s);
    REQUIRE(end.done());
    CHECK(end.value.hung_up());
    CHECK(end.value.connection() == eslio::error::disconnected);
    CHECK(c.told("exit") == 0);
}

TEST_CASE("without linger the last events may be missing, not the end", "[outbound][end]") {
    session_options options;
    options.linger = 0s;
    called c(socket_mode::async_full, call().hangs_up(after(1s)), options);
    c.run(eslio::app::answer());
    outcome<session_end> end;
    outcome<eslio::execution_result> executed;
    c.s.async_wait_for_end(end.handler());
    c.s.async_execute(eslio::app::playback("x").loops(100), executed.handler());
    c.time.advance(2s);
    CHECK(end.done());
    CHECK(executed.done());
    CHECK(c.told("linger") == 0);
    CHECK(c.s.outstanding() == 0);
}

TEST_CASE("who closes is told so, and a wait for the end can be cancelled", "[outbound][end]") {
    called c;
    asio::cancellation_signal signal;
    outcome<session_end> end, cancelled;
    c.s.async_wait_for_end(end.handler());
    c.s.async_wait_for_end(asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
    signal.emit(asio::cancellation_type::total);
    c.time.settle();
    CHECK(cancelled.done());
    CHECK(cancelled.ec == asio::error::operation_aborted);
    c.s.close();
    c.time.settle();
    REQUIRE(end.done());
    CHECK(end.value.connection() == eslio::error::closed);
    CHECK_FALSE(end.value.hung_up());
    CHECK(end.value.cause_text().empty());
    called lost;
    outcome<session_end> gone;
    lost.s.async_wait_for_end(gone.handler());
    lost.fake.reset_all();
    lost.time.settle();
    CHECK(gone.value.connection() == eslio::condition::disconnected);
}

TEST_CASE("an opening has one deadline, and can be cancelled", "[outbound][opening]") {
    test::driven_context w;
    auto ends = eslio::testing::connect_pair(w.context.get_executor());
    outcome<session> silent;
    session_options options;
    options.opening_timeout = 4s;
    async_open_session(std::move(ends.first), options, silent.handler());
    w.time.advance(3999ms);
    CHECK(silent.count == 0);
    CHECK(ends.second.take_received() == "connect\n\n");
    w.time.advance(1ms);
    REQUIRE(silent.done());
    CHECK(silent.ec == eslio::error::login_timeout);
    CHECK_FALSE(static_cast<bool>(silent.value));

    auto more = eslio::testing::connect_pair(w.context.get_executor());
    asio::cancellation_signal signal;
    outcome<session> cancelled;
    async_open_session(std::move(more.first), options,
                       asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
    w.time.settle();
    signal.emit(asio::cancellation_type::terminal);
    w.time.advance(1h);
    CHECK(cancelled.done());
    CHECK(cancelled.ec == asio::error::operation_aborted);
}

TEST_CASE("what is not FreeSWITCH is no session", "[outbound][opening]") {
    const std::string ok = test::reply_packet("+OK");
    for (const std::string& said :
         {ok, test::reply_packet("-ERR command not found"),
          std::string("HTTP/1.1 400 Bad Request\r\nContent-Length: -1\r\n\r\n"),
          std::string("Event-Name: CHANNEL_DATA\nContent-Type: command/reply\n"
                      "Reply-Text: %2BOK%0A\nSocket-Mode: async\nControl: full\n\n"),
          std::string(2'000'000, 'x'), ok + ok + ok}) {
        test::driven_context w;
        auto ends = eslio::testing::connect_pair(w.context.get_executor());
        outcome<session> o;
        async_open_session(std::move(ends.first), session_options(), o.handler());
        ends.second.send_now(said);
        w.time.settle();
        REQUIRE(o.done());
        CHECK(o.ec);
        CHECK_FALSE(static_cast<bool>(o.value));
    }
}

namespace {

/// A long conversation, step by step: each begins when the one before is done, however that ended.
struct dialogue {
    static constexpr int steps = 15;

    switched& w;
    eslio::channel& c;
    std::string uuid;
    std::vector<int> ends = std::vector<int>(steps, 0);
    int begun = 0;

    /// Completes a step, whatever the operation's signature.
    struct done {
        dialogue* of;
        int step;
        template <class... Result>
        void operator()(const eslio::error_code&, const Result&...) const {
            ++of->ends[static_cast<std::size_t>(step)];
            if (of->ends[static_cast<std::size_t>(step)] == 1 && of->begun < steps) of->next();
        }
    };

    void next() {
        namespace app = eslio::app;
        const int step = begun++;
        const done d{this, step};
        switch (step) {
            case 0: return c.async_execute(app::answer(), d);
            case 1: return c.async_execute(app::playback("hello.wav"), d);
            case 2: return c.async_digits(eslio::digit_rules(1).first_digit(2s), d);
            case 3: return c.async_prompt(eslio::prompt("menu.wav", 1, 4).tries(2), d);
            case 4: return c.async_read(eslio::digit_reading("x.wav", 1, 2), d);
            case 5: return c.async_set_variable("a", "b\nc", d);
            case 6: return c.async_get_variable("a", d);
            case 7: return c.async_queue(app::playback("queued.wav"), d);
            case 8: return c.async_execute(app::record("r.wav", 3s).loops(2), d);
            case 9: return c.async_break(d);
            case 10: return c.async_bridge("user/2000", d);
            case 11: return c.async_wait_for([](const eslio::event&) { return false; }, 1s, d);
            case 12: return c.async_wait_for_answer(1s, d);
            case 13: return c.async_execute(app::conference("room"), d);
            default: return c.async_wait_for_hangup(0s, d);
        }
    }

    void run_through(int cut_at, std::chrono::milliseconds later, bool drop) {
        w.fake.plan("user/2000", eslio::testing::call_plan().answers_after(2s).stays_up());
        next();
        REQUIRE(w.time.run_until([&] { return begun > cut_at; }, 120s));
        w.time.advance(later);
        if (drop)
            w.fake.drop_all();
        else
            w.fake.hang_up(uuid, "USER_BUSY");
        w.time.advance(1h);
        for (int i = 0; i < steps; ++i) {
            INFO("step " << i);
            CHECK(ends[static_cast<std::size_t>(i)] == 1);
        }
        CHECK(c.outstanding() == 0);
        if (drop) return;
        REQUIRE(c.over());
        CHECK(c.hangup()->cause_text() == "USER_BUSY");
    }
};

}  // namespace

TEST_CASE("whenever the caller hangs up, everything ends once", "[outbound][channel][steps]") {
    for (int step = 0; step < dialogue::steps; ++step)
        for (const auto later : {0ms, 300ms})
            for (const bool drop : {false, true}) {
                // The conference holds the call until it is cut.
                if (step == dialogue::steps - 1) continue;
                INFO("cut at " << step << " + " << later.count() << (drop ? " dropped" : ""));
                test::each_way([&](switched& w, eslio::channel& c, const std::string& uuid) {
                    dialogue d{w, c, uuid};
                    d.run_through(step, later, drop);
                });
            }
}

TEST_CASE("in every mode a hang-up ends everything once", "[outbound][steps][modes]") {
    for (const socket_mode m :
         {socket_mode::async_single, socket_mode::static_full, socket_mode::static_single})
        for (int step = 0; step < 9; ++step) {
            INFO(test::name_of(m) << " cut at " << step);
            called c(m);
            dialogue d{c, c.s, "u-1"};
            d.next();
            REQUIRE(c.time.run_until([&] { return d.begun > step; }, 120s));
            c.time.advance(300ms);
            c.fake.hang_up("u-1", "USER_BUSY");
            outcome<session_end> end;
            c.s.async_wait_for_end(end.handler());
            c.time.advance(1h);
            CHECK(end.done());
            for (const int n : d.ends) CHECK(n == 1);
            CHECK(c.s.outstanding() == 0);
            CHECK(c.fake.open_connections() == 0);
        }
}

TEST_CASE("an idle session holds at most 16 KiB", "[outbound][memory]") {
    constexpr std::size_t count = 500;
    std::string data;
    std::string event;
    {
        called c;
        outcome<eslio::reply> o;
        c.s.async_send(eslio::cmd::connect(), o.handler());
        c.time.settle();
        for (const eslio::event_header h : o.value.data()->headers())
            data.append(h.name()).append(": ").append(eslio::wire::percent_encode(h.value())) +=
                '\n';
        data += '\n';
        outcome<eslio::wait_result> first;
        c.s.async_wait_for([](const eslio::event&) { return true; }, 0s, first.handler());
        c.s.async_execute(eslio::app::answer(), [](auto...) {});
        c.time.advance(1s);
        event = test::event_packet(eslio::serialise(first.value.details(), eslio::format::plain));
    }
    test::driven_context w;
    std::list<eslio::testing::stream> peers;
    std::list<session> sessions;
    const std::size_t before = test::allocated_bytes();
    for (std::size_t i = 0; i < count; ++i) {
        auto ends = eslio::testing::connect_pair(w.context.get_executor());
        peers.push_back(std::move(ends.second));
        async_open_session(
            std::move(ends.first), session_options(),
            [&](const eslio::error_code&, session s) { sessions.push_back(std::move(s)); });
        std::string all = data;
        for (int k = 0; k < 3; ++k) all += test::reply_packet("+OK");
        for (int k = 0; k < 5; ++k) all += event;
        // In small pieces, so that the stream itself holds little.
        for (std::size_t at = 0; at < all.size(); at += 256) {
            peers.back().send_now(all.substr(at, 256));
            w.time.settle();
        }
        peers.back().take_received();
    }
    REQUIRE(sessions.size() == count);
    const std::size_t each = (test::allocated_bytes() - before) / count;
    UNSCOPED_INFO("bytes per idle session: " << each << ", channel data: " << data.size());
    CHECK(each <= 16 * 1024);
    CHECK(sessions.front().outstanding() == 0);
}

TEST_CASE("a call that ends while its session is opened has a cause", "[outbound][hangup]") {
    int opened_over = 0;
    for (int after = 0;; ++after) {
        REQUIRE(after < 1000);
        INFO("hung up after " << after << " handlers");
        switched w;
        outcome<session> opened;
        async_open_session(
            w.fake.call_out(w.context.get_executor(),
                            eslio::testing::incoming_call().uuid("u-1").caller(call())),
            {}, opened.handler());
        int handlers = 0;
        w.time.run_until(
            [&] {
                if (handlers++ == after) w.fake.hang_up("u-1", "USER_BUSY");
                return handlers > after && opened.count != 0;
            },
            1min);
        REQUIRE(opened.done());
        if (handlers <= after) break;  // it is open, and all is quiet
        if (opened.ec) continue;
        const auto begun = w.time.now();
        outcome<session_end> end;
        opened.value.async_wait_for_end(end.handler());
        CHECK(finishes(w, end));
        CHECK(end.value.cause_text() == "USER_BUSY");
        CHECK(w.time.now() - begun <= 2s);  // the linger is 10 s
        opened_over += w.told("connect") == 2 ? 1 : 0;
    }
    CHECK(opened_over != 0);
}
