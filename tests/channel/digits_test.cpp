// channel: digits, by FreeSWITCH's prompts and by the DTMF events themselves.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <string>

using namespace std::chrono_literals;
using eslio::collected_digits;
using eslio::digit_rules;
using eslio::digits_result;
using eslio::prompt;
using test::called;
using test::each_way;
using test::finishes;
using test::outcome;
using test::socket_mode;
using test::switched;
using ended_by = collected_digits::outcome;

TEST_CASE("digits are collected up to so many", "[channel][digits]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        outcome<collected_digits> o;
        c.async_digits(digit_rules(3), o.handler());
        w.fake.press(uuid, "12");
        w.time.settle();
        CHECK(o.count == 0);
        w.fake.press(uuid, "34");
        w.time.settle();
        REQUIRE(o.done());
        CHECK(o.value.how() == ended_by::complete);
        CHECK(o.value.digits() == "123");
        CHECK(o.value.terminator() == '\0');
        outcome<collected_digits> next;  // by default only what is pressed from now on
        c.async_digits(digit_rules(1), next.handler());
        w.time.settle();
        CHECK(next.count == 0);
        w.fake.press(uuid, "#");
        w.time.settle();
        CHECK(next.value.how() == ended_by::terminated);
        CHECK(next.value.digits().empty());
        CHECK(next.value.terminator() == '#');
        CHECK(static_cast<bool>(next.value));
    });
}

TEST_CASE("the caller has so long for the first digit and between two", "[channel][digits]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        outcome<collected_digits> nothing;
        c.async_digits(digit_rules(3).first_digit(4s).next_digit(2s), nothing.handler());
        w.time.advance(3999ms);
        CHECK(nothing.count == 0);
        w.time.advance(1ms);
        REQUIRE(nothing.done());
        CHECK(nothing.value.how() == ended_by::timed_out);
        CHECK_FALSE(static_cast<bool>(nothing.value));

        outcome<collected_digits> some;
        c.async_digits(digit_rules(3).first_digit(4s).next_digit(2s), some.handler());
        w.time.advance(3900ms);
        w.fake.press(uuid, "7");
        w.time.advance(1999ms);
        CHECK(some.count == 0);
        w.fake.press(uuid, "8");
        w.time.advance(1999ms);
        CHECK(some.count == 0);
        w.time.advance(1ms);
        REQUIRE(some.done());
        CHECK(some.value.how() == ended_by::timed_out);
        CHECK(some.value.digits() == "78");
        CHECK(static_cast<bool>(some.value));
    });
}

TEST_CASE("digits pressed before count if they shall", "[channel][digits]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        w.fake.press(uuid, "12#34");
        w.time.settle();
        outcome<collected_digits> a, b, d;
        c.async_digits(digit_rules(4).type_ahead(), a.handler());
        w.time.settle();
        REQUIRE(a.done());
        CHECK(a.value.digits() == "12");
        CHECK(a.value.how() == ended_by::terminated);
        c.async_digits(digit_rules(3).type_ahead(), b.handler());
        w.time.settle();
        CHECK(b.count == 0);
        w.fake.press(uuid, "5");
        w.time.settle();
        REQUIRE(b.done());
        CHECK(b.value.digits() == "345");
        w.fake.press(uuid, std::string(40, '1') + "23");
        w.time.settle();
        c.async_digits(digit_rules(100).type_ahead().next_digit(1s), d.handler());
        w.time.advance(1s);
        REQUIRE(d.done());
        CHECK(d.value.digits() == std::string(30, '1') + "23");  // the last 32
    });
}

TEST_CASE("digits that a prompt took are not collected again", "[channel][digits]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        outcome<digits_result> asked;
        c.async_prompt(prompt("menu.wav", 2, 2), asked.handler());
        w.time.advance(100ms);
        w.fake.press(uuid, "42");
        REQUIRE(finishes(w, asked));
        CHECK(asked.value.digits() == "42");
        outcome<collected_digits> o;
        c.async_digits(digit_rules(1).type_ahead().first_digit(1s), o.handler());
        w.time.advance(1s);
        REQUIRE(o.done());
        CHECK(o.value.how() == ended_by::timed_out);
        CHECK(o.value.digits().empty());
    });
}

TEST_CASE("one collection at a time, which can be cancelled", "[channel][digits]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        asio::cancellation_signal signal;
        outcome<collected_digits> first, second;
        c.async_digits(digit_rules(1).first_digit(0s),
                       asio::bind_cancellation_slot(signal.slot(), first.handler()));
        c.async_digits(digit_rules(1), second.handler());
        w.time.advance(1h);
        CHECK(second.ec == eslio::error::operation_in_progress);
        CHECK(first.count == 0);
        signal.emit(asio::cancellation_type::total);
        w.time.settle();
        CHECK(first.done());
        CHECK(first.ec == asio::error::operation_aborted);
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("the caller's end is a result of the collection", "[channel][digits]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        outcome<collected_digits> o, late;
        c.async_digits(digit_rules(3), o.handler());
        w.fake.press(uuid, "1");
        w.time.advance(1s);
        w.fake.hang_up(uuid);
        w.time.advance(1s);
        REQUIRE(o.done());
        CHECK_FALSE(o.ec);
        CHECK(o.value.how() == ended_by::hung_up);
        CHECK(o.value.digits() == "1");
        c.async_digits(digit_rules(3), late.handler());
        w.time.settle();
        CHECK(late.value.how() == ended_by::hung_up);
    });
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        outcome<collected_digits> o;
        c.async_digits(digit_rules(3), o.handler());
        w.time.settle();
        w.fake.drop_all();
        w.time.settle();
        REQUIRE(o.done());
        CHECK(o.ec == eslio::condition::disconnected);
    });
}

TEST_CASE("a prompt asks, judges, and gives digits or why not", "[channel][digits][modes]") {
    for (const socket_mode m : test::all_modes) {
        INFO(test::name_of(m));
        called c(m);
        c.run(eslio::app::answer());
        outcome<digits_result> good, none, hung;
        c.s.async_prompt(prompt("menu.wav", 1, 4), good.handler());
        c.time.advance(100ms);
        c.fake.press("u-1", "12#");
        REQUIRE(finishes(c, good));
        CHECK_FALSE(good.ec);
        CHECK(good.value.digits() == "12");
        CHECK(static_cast<bool>(good.value));
        c.s.async_prompt(prompt("menu.wav", 1, 1).accept("[1-4]"), none.handler());
        c.time.advance(100ms);
        c.fake.press("u-1", "9");
        REQUIRE(finishes(c, none));
        CHECK_FALSE(static_cast<bool>(none.value));
        CHECK(none.value.digits().empty());
        c.s.async_prompt(prompt("menu.wav", 1, 1), hung.handler());
        c.time.advance(100ms);
        c.fake.hang_up("u-1", "USER_BUSY");
        REQUIRE(finishes(c, hung));
        CHECK(hung.done());
        CHECK_FALSE(static_cast<bool>(hung.value));
        c.time.advance(60s);
        if (m.full) {
            REQUIRE(c.s.hangup());
            CHECK(c.s.hangup()->cause_text() == "USER_BUSY");
        }
        CHECK(c.s.outstanding() == 0);
    }
}

TEST_CASE("too few digits are none, though FreeSWITCH keeps them", "[channel][digits][modes]") {
    for (const socket_mode m : test::all_modes) {
        INFO(test::name_of(m));
        called c(m);
        c.run(eslio::app::answer());
        outcome<digits_result> few, read, enough;
        c.s.async_prompt(prompt("pin.wav", 4, 4), few.handler());
        c.time.advance(100ms);
        c.fake.press("u-1", "12");
        REQUIRE(finishes(c, few));
        CHECK(c.fake.variable("u-1", "eslio_digits") == "12");
        CHECK_FALSE(static_cast<bool>(few.value));
        CHECK(few.value.digits().empty());
        CHECK(few.value.why() == "failure");
        c.s.async_read(eslio::digit_reading("pin.wav", 3, 4), read.handler());
        c.time.advance(100ms);
        c.fake.press("u-1", "78");
        REQUIRE(finishes(c, read));
        CHECK_FALSE(static_cast<bool>(read.value));
        // No key ended these, but they are enough.
        c.s.async_read(eslio::digit_reading("pin.wav", 0, 4), enough.handler());
        c.time.advance(100ms);
        c.fake.press("u-1", "5");
        REQUIRE(finishes(c, enough));
        CHECK(enough.value.digits() == "5");
        CHECK(enough.value.read_result() == "timeout");
        CHECK(enough.value.why().empty());
    }
}

TEST_CASE("digits are read", "[channel][digits][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        c.run(eslio::app::answer());
        outcome<digits_result> o, none;
        c.s.async_read(eslio::digit_reading("menu.wav", 2, 3).timeout(2s), o.handler());
        c.time.advance(100ms);
        c.fake.press("u-1", "789");
        REQUIRE(finishes(c, o));
        CHECK(o.value.digits() == "789");
        c.s.async_read(eslio::digit_reading("menu.wav", 2, 3).timeout(2s), none.handler());
        REQUIRE(finishes(c, none));
        CHECK(none.value.digits().empty());
        CHECK(none.value.why() == "failure");
    }
}
