// channel: what is sent to a call. Arguments of every shape, breaks, messages of one's own.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::app::playback;
using eslio::testing::fake_application;
using test::called;
using test::connected;
using test::each_way;
using test::finishes;
using test::outcome;
using test::socket_mode;
using test::switched;
using result = eslio::execution_result;
using ran = eslio::execution_result::outcome;

TEST_CASE("what cannot be sent is refused before anything is written", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.forget_commands();
        outcome<result> executed;
        outcome<eslio::reply> queued, message, set;
        outcome<eslio::digits_result> asked;
        outcome<std::optional<std::string>> got;
        c.async_execute(eslio::application("play\nback"), executed.handler());
        c.async_queue(eslio::app::transfer(""), queued.handler());
        c.async_message(eslio::cmd::execute("a\r", "b"), message.handler());
        c.async_prompt(eslio::prompt("a", 1, 128), asked.handler());
        c.async_set_variable("a b", "c", set.handler());
        c.async_get_variable("a\nb", got.handler());
        w.time.settle();
        for (const auto* ec : {&executed.ec, &queued.ec, &message.ec, &set.ec, &asked.ec, &got.ec})
            CHECK(*ec == eslio::condition::invalid_argument);
        CHECK(queued.value.text() == "-ERR " + eslio::app::transfer("").why());
        CHECK(message.value.text() == "-ERR " + eslio::cmd::execute("a\r", "b").why());
        CHECK(set.value.text().find("(byte 2)") != std::string_view::npos);
        CHECK(w.fake.commands().empty());
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("of a dial string that is refused the result says why", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.forget_commands();
        const eslio::dial_string bad(
            eslio::endpoint("sofia/gateway/a/", eslio::untrusted("1,user/2")));
        outcome<eslio::bridge_result> joined;
        outcome<eslio::attended_transfer_result> moved;
        c.async_bridge(bad, joined.handler());
        c.async_attended_transfer(bad, moved.handler());
        w.time.settle();
        CHECK(joined.ec == bad.error());
        CHECK(joined.value.why() == bad.why());
        CHECK(moved.ec == bad.error());
        CHECK(moved.value.why() == bad.why());
        CHECK(w.fake.commands().empty());
    });
}

TEST_CASE("long and many-lined arguments arrive whole", "[channel]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        c.run(eslio::app::answer());
        const std::string text = std::string(10'000, 'x') + "\nline\r\n: two";
        c.fake.application("playback", fake_application(1s));
        c.run(playback(text));
        std::string sent = c.fake.commands().back();
        if (sent == "connect") sent = c.fake.commands().end()[-2];  // asked for after it
        CHECK(sent.find(text) != std::string::npos);
        CHECK(c.s.outstanding() == 0);
    }
}

TEST_CASE("what plays is broken off", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.application("playback", fake_application(100s));
        outcome<result> played;
        outcome<eslio::reply> broken;
        c.async_execute(playback("x"), played.handler());
        w.time.advance(1s);
        c.async_break(broken.handler());
        w.time.advance(100ms);
        CHECK(broken.done());
        CHECK(broken.value.ok());
        CHECK(played.done());
        CHECK(played.value.ok());
    });
    called single(socket_mode::async_single);
    single.fake.application("playback", fake_application(100s));
    outcome<result> played;
    outcome<eslio::reply> broken;
    single.s.async_execute(playback("x").lock(false), played.handler());
    single.time.advance(1s);
    single.s.async_break(broken.handler());
    single.time.advance(1s);
    CHECK(broken.done());
    CHECK(broken.value.ok());
    CHECK(played.done());
}

TEST_CASE("messages of one's own reach the call", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        outcome<eslio::reply> sent;
        eslio::call_message m = eslio::cmd::execute("set", "mine=yes");
        c.async_message(std::move(m), sent.handler());
        w.time.settle();
        CHECK(sent.done());
        CHECK(sent.value.ok());
        CHECK(w.fake.variable(c.uuid(), "mine") == "yes");
    });
}
