// testing/recording.hpp: the pair of files of a recorded session.
#include "catch.hpp"

#include <eslio/testing/recording.hpp>

#include <stdexcept>
#include <string>

using eslio::testing::recorded_step;
using eslio::testing::recording;

TEST_CASE("the lines of a record are read", "[testing][recording]") {
    const recording r =
        recording::parse("0123456789", "+0.0 rx=0 CONNECT 127.0.0.1:8021\n"
                                       "+0.1 rx=2 SEND "
                                       "\"a \\u00c3\\u00bc\\n\\\"\\\\\\t\\u0000\"\n"
                                       "+0.2 rx=5 NOTE nothing\n"
                                       "+0.2 rx=5 SEND \"begin\" ... 8192 bytes in total\n"
                                       "+0.3 rx=7 SHUT\n"
                                       "+0.4 rx=10 EOF\n");
    REQUIRE(r.steps().size() == 3);
    CHECK(r.steps()[0].received == 2);
    CHECK(r.steps()[0].bytes == std::string("a \xc3\xbc\n\"\\\t\0", 9));
    CHECK(r.steps()[0].whole);
    CHECK(r.steps()[1].bytes == "begin");
    CHECK_FALSE(r.steps()[1].whole);
    CHECK(r.steps()[1].size == 8192);
    CHECK(r.steps()[2].what == recorded_step::kind::shutdown);
    CHECK(r.answer_to(0) == "234");
    CHECK(r.answer_to(2) == "789");
}

TEST_CASE("a record is loaded from its files", "[testing][recording]") {
    const recording r = recording::load(ESLIO_CAPTURES, "auth_ok");
    CHECK(r.server().size() == 255);
    CHECK(r.client() == "auth ClueCon\n\nexit\n\n");
    CHECK_THROWS_AS(recording::load(ESLIO_CAPTURES, "no_such_record"), std::runtime_error);
    CHECK_THROWS_AS(recording::parse("", "+0.0 rx=x SEND \"\"\n"), std::runtime_error);
    CHECK_THROWS_AS(recording::parse("", "+0.0 rx=0 SEND \"open\n"), std::runtime_error);
    CHECK_THROWS_AS(recording::parse("", "+0.0 rx=0 SEND \"\\u1234\"\n"), std::runtime_error);
}
