// outbound::session: the operations that a connection has, on the session's own connection.
#include "catch.hpp"
#include "support/called.hpp"

#include <cstdint>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using test::called;
using test::outcome;
using test::socket_mode;

TEST_CASE("a session starts jobs and collects their results", "[outbound][modes]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::static_full}) {
        called c(m);
        outcome<eslio::job> started;
        c.s.async_start_job("echo later", started.handler());
        c.time.settle();
        REQUIRE(started.done());
        CHECK_FALSE(started.ec);
        CHECK(started.value.ok());
        outcome<eslio::job_result> result;
        c.s.async_job_result(started.value, result.handler());
        c.time.advance(1s);
        REQUIRE(result.done());
        CHECK_FALSE(result.ec);
        CHECK(result.value.text() == "later");
        outcome<eslio::job_result> unknown;
        c.s.async_job_result(started.value, unknown.handler());
        c.time.settle();
        CHECK(unknown.ec == eslio::error::unknown_job);
    }
}

TEST_CASE("a session takes back what it has subscribed", "[outbound][modes]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::static_full}) {
        eslio::outbound::session_options options;
        options.connection.keep_messages = true;
        called c(m, eslio::testing::call(), options);
        const auto wanted = eslio::subscription(eslio::event_name::presence_in);
        const auto fire = [&] {
            eslio::event e = c.fake.make_event(eslio::event_name::presence_in);
            e.add("Unique-ID", "u-1");
            c.fake.fire(std::move(e));
            c.time.settle();
            bool came = false;
            for (eslio::message got; c.s.try_receive(got);)
                came = came || (got.as_event() != nullptr &&
                                got.as_event()->is(eslio::event_name::presence_in));
            return came;
        };
        const auto is_agreed = [&](auto begin) {
            outcome<eslio::reply> o;
            begin(o.handler());
            c.time.settle();
            return o.done() && !o.ec && o.value.ok();
        };
        CHECK_FALSE(fire());
        CHECK(is_agreed([&](auto h) { c.s.async_subscribe(wanted, h); }));
        CHECK(fire());
        CHECK(is_agreed([&](auto h) { c.s.async_filter("Event-Name", "-PRESENCE_IN", h); }));
        CHECK_FALSE(fire());
        CHECK(is_agreed([&](auto h) {
            c.s.async_send(eslio::cmd::filter_delete("Event-Name", "-PRESENCE_IN"), h);
        }));
        CHECK(is_agreed([&](auto h) { c.s.async_unsubscribe(wanted, h); }));
        CHECK_FALSE(fire());
        CHECK(is_agreed([&](auto h) { c.s.async_log(eslio::log_level::info, h); }));
        CHECK(c.told("log info") == 1);
    }
}

TEST_CASE("a session receives into a message that is lent", "[outbound][modes]") {
    for (const socket_mode m : test::all_modes) {
        eslio::outbound::session_options options;
        options.connection.keep_messages = true;
        called c(m, eslio::testing::call(), options);
        c.run(eslio::app::answer());
        eslio::message lent;
        int events = 0;
        for (bool done = true; done && events < 1000;) {
            outcome<void> o;
            c.s.async_receive(lent, o.handler());
            c.time.settle();
            done = o.done();
            events += done && lent.as_event() != nullptr ? 1 : 0;
            if (!done) c.s.close();
            c.time.settle();
        }
        CHECK(events > 0);
        CHECK(c.s.usage().frames >= static_cast<std::uint64_t>(events));
    }
}

TEST_CASE("without full the session says that jobs and listening are not allowed",
          "[outbound][modes]") {
    for (const socket_mode m : {socket_mode::async_single, socket_mode::static_single}) {
        called c(m);
        const auto before = c.fake.commands().size();
        int refused = 0;
        const auto count = [&](eslio::error_code ec, const auto&) {
            refused += ec == eslio::error::not_allowed ? 1 : 0;
        };
        const auto wanted = eslio::subscription(eslio::event_name::presence_in);
        c.s.async_start_job("status", count);
        c.s.async_job_result(eslio::job(), count);
        c.s.async_unsubscribe(wanted, count);
        c.s.async_log(eslio::log_level::info, count);
        CHECK(refused == 0);  // never inside the call
        c.time.settle();
        CHECK(refused == 4);
        CHECK(c.fake.commands().size() == before);
        outcome<eslio::reply> filtered;  // this one is
        c.s.async_filter("Event-Name", "DTMF", filtered.handler());
        c.time.settle();
        CHECK(filtered.value.ok());
    }
}
