// channel: memory that runs out anywhere in an operation of a call, by a handle on it.
#include "catch.hpp"
#include "support/short_of_memory.hpp"

#include <chrono>
#include <stdexcept>

TEST_CASE("memory runs out in an operation of a call", "[channel][memory]") {
    for (const auto& each : test::operations_on_call()) test::fail_each(each, {}, false);
}

TEST_CASE("memory runs out in an operation that joins or parts calls", "[channel][memory]") {
    for (const auto& each : test::operations_with_legs())
        for (const bool bridged : {false, true}) test::fail_each(each, {}, bridged);
}

TEST_CASE("memory runs out in an operation whose connection is lost", "[channel][memory]") {
    for (const auto& all : {test::operations_on_call(), test::operations_with_legs()})
        for (const auto& each : all)
            test::fail_each(each, {}, false, test::trouble::connection_lost);
}

TEST_CASE("memory runs out in an operation that is cancelled", "[channel][memory]") {
    for (const auto& all : {test::operations_on_call(), test::operations_with_legs()})
        for (const auto& each : all) test::fail_each(each, {}, false, test::trouble::cancelled);
}

TEST_CASE("what a user's handler throws leaves run(), and it is called once", "[channel][memory]") {
    test::call_of_two_sides s({}, false);
    int count = 0;
    s.call().async_get_variable("x", [&](eslio::error_code, const auto&) {
        ++count;
        throw std::runtime_error("of the user");
    });
    CHECK_THROWS_AS(s.sides.advance(std::chrono::seconds(1)), std::runtime_error);
    s.sides.advance(std::chrono::seconds(1));
    CHECK(count == 1);
    CHECK_FALSE(s.link->link_state());
}
