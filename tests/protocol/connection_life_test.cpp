// protocol/connection_life.hpp: states, deadlines and the ways out.
#include "catch.hpp"

#include <eslio/error.hpp>
#include <eslio/protocol/connection_life.hpp>
#include <eslio/protocol/time.hpp>

#include <chrono>

namespace connection_life_test {

using namespace std::chrono_literals;
using eslio::error;
using eslio::make_error_code;
using eslio::protocol::connection_life;
using eslio::protocol::never;
using eslio::protocol::time_point;
using state = connection_life::state;
using step = connection_life::step;

namespace {

const time_point start{};
constexpr auto patience = 300s;

connection_life open_one() {
    connection_life life;
    life.begin();
    life.begin_login();
    life.opened();
    return life;
}

}  // namespace

TEST_CASE("a connection opens by steps, each with its deadline", "[protocol][life]") {
    connection_life life;
    CHECK(life.is_over());
    CHECK(life.admission() == error::not_connected);
    CHECK(life.reason() == error::not_connected);
    const auto before = life.generation();
    life.begin();
    CHECK(life.is(state::opening));
    CHECK(life.generation() == before + 1);
    CHECK_FALSE(life.reason());
    CHECK(life.admission() == error::not_connected);
    life.set_phase(start + 10s, error::connect_timeout);
    CHECK(life.deadline(patience) == start + 10s);
    CHECK(life.expire(start + 9s).what == step::nothing);
    SECTION("in time") {
        life.begin_login();
        life.set_phase(start + 20s, error::login_timeout);
        life.opened();
        CHECK(life.deadline(patience) == never);
        CHECK_FALSE(life.admission());
        CHECK_FALSE(life.is_over());
    }
    SECTION("too late") {
        const auto due = life.expire(start + 10s);
        CHECK(due.what == step::end);
        CHECK(due.why == error::connect_timeout);
        CHECK_FALSE(due.exit_is_late);
        life.end(due.why, start + 10s);
        CHECK(life.is(state::closed));
        CHECK(life.admission() == error::connect_timeout);
        CHECK(life.expire(start + 99s).what == step::nothing);
    }
}

TEST_CASE("what ended first is the reason", "[protocol][life]") {
    connection_life life = open_one();
    const auto before = life.generation();
    life.end(make_error_code(error::disconnected), start);
    life.end(make_error_code(error::closed), start);
    CHECK(life.reason() == error::disconnected);
    CHECK(life.generation() == before + 1);  // the stream of before is none of ours
}

TEST_CASE("exit has its time, and can be taken back", "[protocol][life]") {
    connection_life life = open_one();
    life.set_farewell(2s);
    life.exit_by(start + 5s);
    CHECK(life.admission() == error::not_connected);
    SECTION("taken back") {
        life.take_back_exit();
        CHECK(life.deadline(patience) == never);
        CHECK_FALSE(life.admission());
    }
    SECTION("late") {
        const auto due = life.expire(start + 5s);
        CHECK(due.what == step::end);
        CHECK(due.why == error::unresponsive);
        CHECK(due.exit_is_late);
    }
    SECTION("no farewell is said after it") {
        life.end(make_error_code(error::disconnected), start);
        CHECK(life.is(state::closed));
    }
    CHECK(connection_life::is_end_of_exit(make_error_code(error::connection_reset)));
    CHECK_FALSE(connection_life::is_end_of_exit(make_error_code(error::closed)));
}

TEST_CASE("with a farewell it parts before it is closed", "[protocol][life]") {
    connection_life life = open_one();
    life.set_farewell(2s);
    SECTION("said") {
        const auto before = life.generation();
        life.end(make_error_code(error::closed), start);
        CHECK(life.is(state::parting));
        CHECK(life.is_over());
        CHECK(life.generation() == before);  // its stream still matters
        CHECK(life.admission() == error::closed);
        CHECK(life.deadline(patience) == start + 2s);
        CHECK(life.expire(start + 2s).what == step::leave);
        life.leave();
        CHECK(life.is(state::closed));
    }
    SECTION("taken back") {
        life.forget_farewell();
        life.end(make_error_code(error::closed), start);
        CHECK(life.is(state::closed));
    }
    SECTION("silence instead, until then") {
        life.stay_silently_until(start + 1s);
        CHECK_FALSE(life.has_farewell());
        life.end(make_error_code(error::closed), start);
        CHECK(life.is(state::parting));
        CHECK(life.deadline(patience) == start + 1s);
    }
    SECTION("after then there is no need") {
        life.stay_silently_until(start + 1s);
        life.end(make_error_code(error::closed), start + 1s);
        CHECK(life.is(state::closed));
    }
    SECTION("not for the next connection") {
        life.leave();
        life.begin();
        CHECK_FALSE(life.has_farewell());
    }
}

TEST_CASE("what is held, and the last words, have their times", "[protocol][life]") {
    connection_life life = open_one();
    CHECK_FALSE(life.release_output());
    life.hold_output_until(start + 1s);
    CHECK(life.holds_output());
    life.write_failed(error::connection_reset, start + 3s);
    CHECK(life.deadline(patience) == start + 1s);
    CHECK(life.expire(start + 4s).what == step::release_output);
    CHECK(life.release_output());
    const auto due = life.expire(start + 4s);
    CHECK(due.what == step::end);
    CHECK(due.why == error::connection_reset);
    life.end(due.why, start + 4s);
    CHECK(life.expire(start + 9s).what == step::nothing);
}

TEST_CASE("an answer that is owed for too long means that nobody answers", "[protocol][life]") {
    connection_life life = open_one();
    life.debt().note(7, [] { return start; });
    CHECK(life.deadline(patience) == start + patience);
    CHECK_FALSE(life.is_unresponsive(start + patience - 1s, patience));
    CHECK(life.is_unresponsive(start + patience, patience));
    life.set_farewell(2s);
    life.end(make_error_code(error::closed), start);
    CHECK(life.deadline(patience) == start + 2s);  // nobody answers any more
    CHECK_FALSE(life.is_unresponsive(start + patience, patience));
}

TEST_CASE("a link that outlives its connections is usable between them", "[protocol][life]") {
    connection_life life;
    life.outlive();
    CHECK(life.outlives());
    CHECK(life.is(state::interrupted));
    CHECK_FALSE(life.is_over());
    CHECK_FALSE(life.admission());
    for (int i = 0; i < 3; ++i) {
        const auto before = life.generation();
        life.begin();
        life.set_phase(start + 5s, error::connect_timeout);
        CHECK_FALSE(life.admission());
        if (i > 0) {
            life.begin_login();
            life.begin_restoring();
            CHECK(life.is(state::restoring));
            if (i > 1) life.opened();
        }
        life.interrupt(make_error_code(error::connection_lost), i == 2);
        CHECK(life.is(state::interrupted));
        CHECK(life.generation() == before + 2);  // what the stream still reports is ignored
        CHECK(life.reason() == error::connection_lost);
        CHECK(life.ended_orderly() == (i == 2));
        CHECK(life.deadline(patience) == never);
        CHECK_FALSE(life.admission());
        life.interrupt(make_error_code(error::closed));
        CHECK(life.reason() == error::connection_lost);  // once
    }
    life.begin();
    life.end_with_connection();
    CHECK(life.admission() == error::not_connected);
    life.end(make_error_code(error::closed), start);
    CHECK(life.is_over());
    CHECK_FALSE(life.outlives());
    CHECK(life.admission() == error::closed);
    life.interrupt(make_error_code(error::connection_lost));
    CHECK(life.is_over());
}

}  // namespace connection_life_test
