// command/call_control.hpp: the bytes of the commands for a controlled call.
#include "catch.hpp"

#include <eslio/command/call_control.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using eslio::error;
using eslio::format;
using std::chrono::seconds;
using namespace std::string_view_literals;

}  // namespace

TEST_CASE("commands of a call without arguments", "[command][call_control]") {
    CHECK(eslio::cmd::connect().bytes() == "connect\n\n");
    CHECK(eslio::cmd::myevents().bytes() == "myevents\n\n");
    CHECK(eslio::cmd::linger().bytes() == "linger\n\n");
    CHECK(eslio::cmd::nolinger().bytes() == "nolinger\n\n");
    CHECK(eslio::cmd::resume().bytes() == "resume\n\n");
    CHECK(eslio::cmd::divert_events(true).bytes() == "divert_events on\n\n");
    CHECK(eslio::cmd::divert_events(false).bytes() == "divert_events off\n\n");
}

TEST_CASE("getvar asks for one variable", "[command][call_control]") {
    CHECK(eslio::cmd::getvar("caller_id_name").bytes() == "getvar caller_id_name\n\n");
    CHECK(eslio::cmd::getvar("list[1]").bytes() == "getvar list[1]\n\n");
    CHECK(eslio::cmd::getvar("").error() == error::empty_argument);
    CHECK(eslio::cmd::getvar("a b").error() == error::unwritable_text);
    CHECK(eslio::cmd::getvar("a\nb").error() == error::line_break_in_argument);
    CHECK(eslio::cmd::getvar("a\rb").error() == error::line_break_in_argument);
    CHECK(eslio::cmd::getvar("a\0b"sv).error() == error::nul_in_argument);
}

TEST_CASE("myevents with a format is for outbound, with a UUID for inbound",
          "[command][call_control]") {
    CHECK(eslio::cmd::myevents(format::plain).bytes() == "myevents plain\n\n");
    CHECK(eslio::cmd::myevents(format::json).bytes() == "myevents json\n\n");
    CHECK(eslio::cmd::myevents(format::xml).bytes() == "myevents xml\n\n");
    // The second word keeps FreeSWITCH from sending all calls' events for an unknown UUID.
    CHECK(eslio::cmd::myevents("1234").bytes() == "myevents 1234 plain\n\n");
    CHECK(eslio::cmd::myevents(std::string("1234")).bytes() == "myevents 1234 plain\n\n");
    CHECK(eslio::cmd::myevents("1234"sv).bytes() == "myevents 1234 plain\n\n");
    CHECK(eslio::cmd::myevents("").error() == error::empty_argument);
    CHECK(eslio::cmd::myevents("1 2").error() == error::unwritable_text);
    CHECK(eslio::cmd::myevents("1\n").error() == error::line_break_in_argument);
    CHECK(eslio::cmd::myevents("1\0"sv).error() == error::nul_in_argument);
}

TEST_CASE("linger for a time that FreeSWITCH reads as it is", "[command][call_control]") {
    CHECK(eslio::cmd::linger(seconds(30)).bytes() == "linger 30\n\n");
    CHECK(eslio::cmd::linger(seconds(0)).bytes() == "linger 0\n\n");
    CHECK(eslio::cmd::linger(std::chrono::minutes(2)).bytes() == "linger 120\n\n");
    CHECK(eslio::cmd::linger(seconds(INT32_MAX)).bytes() == "linger 2147483647\n\n");
    CHECK(eslio::cmd::linger(seconds(-1)).error() == error::number_out_of_range);
    CHECK(eslio::cmd::linger(seconds(std::int64_t{INT32_MAX} + 1)).error() ==
          error::number_out_of_range);
    CHECK(eslio::cmd::linger(seconds(-1)).error() == eslio::condition::invalid_argument);
}
