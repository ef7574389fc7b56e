// command/listen.hpp: the bytes of filter, log, noevents and exit, and what is refused.
#include "catch.hpp"

#include <eslio/command/listen.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace {

using eslio::error;
using eslio::log_level;
using eslio::cmd::filter;
using eslio::cmd::filter_delete;
using namespace std::string_view_literals;

}  // namespace

TEST_CASE("a filter is added by name", "[command][listen]") {
    CHECK(filter("Unique-ID", "1234").bytes() == "filter add Unique-ID 1234\n\n");
    CHECK(filter("Caller-Name", "a  b: c").bytes() == "filter add Caller-Name a  b: c\n\n");
    CHECK(filter("Event-Name", "/^CHANNEL_/i").bytes() == "filter add Event-Name /^CHANNEL_/i\n\n");
    CHECK(filter("X", "-y").bytes() == "filter add X -y\n\n");
    // Named "delete", it still is added.
    CHECK(filter("delete", "all").bytes() == "filter add delete all\n\n");
}

TEST_CASE("a filter that would do something else is refused", "[command][listen]") {
    CHECK(filter("", "x").error() == error::empty_argument);
    CHECK(filter("X", "").error() == error::empty_argument);
    for (const std::string_view name : {"a b"sv, "a:b"sv, "a\nb"sv, "a\rb"sv, " "sv})
        CHECK(filter(name, "x").error() == error::bad_header_name);
    CHECK(filter("a\0b"sv, "x").error() == error::nul_in_argument);
    CHECK(filter("X", "a\nb").error() == error::line_break_in_argument);
    CHECK(filter("X", "a\rb").error() == error::line_break_in_argument);
    CHECK(filter("X", "a\0b"sv).error() == error::nul_in_argument);
    CHECK(filter("X", "a\n\nexit").bytes().empty());
}

TEST_CASE("filters are deleted by header, by value, or all", "[command][listen]") {
    CHECK(filter_delete("Unique-ID").bytes() == "filter delete Unique-ID\n\n");
    CHECK(filter_delete("Unique-ID", "12 34").bytes() == "filter delete Unique-ID 12 34\n\n");
    CHECK(eslio::cmd::filter_delete_all().bytes() == "filter delete all\n\n");
    CHECK(filter_delete("").error() == error::empty_argument);
    CHECK(filter_delete("a b").error() == error::bad_header_name);
    CHECK(filter_delete("a:b").error() == error::bad_header_name);
    CHECK(filter_delete("a\n").error() == error::bad_header_name);
    CHECK(filter_delete("a", "b\n").error() == error::line_break_in_argument);
    CHECK(filter_delete("a", "b\0"sv).error() == error::nul_in_argument);
}

TEST_CASE("log levels are written by name", "[command][listen]") {
    CHECK(eslio::cmd::log().bytes() == "log debug\n\n");
    CHECK(eslio::cmd::log(log_level::disable).bytes() == "log disable\n\n");
    CHECK(eslio::cmd::log(log_level::console).bytes() == "log console\n\n");
    CHECK(eslio::cmd::log(log_level::alert).bytes() == "log alert\n\n");
    CHECK(eslio::cmd::log(log_level::crit).bytes() == "log crit\n\n");
    CHECK(eslio::cmd::log(log_level::err).bytes() == "log err\n\n");
    CHECK(eslio::cmd::log(log_level::warning).bytes() == "log warning\n\n");
    CHECK(eslio::cmd::log(log_level::notice).bytes() == "log notice\n\n");
    CHECK(eslio::cmd::log(log_level::info).bytes() == "log info\n\n");
    CHECK(eslio::cmd::nolog().bytes() == "nolog\n\n");
}

TEST_CASE("log levels are read by name or number", "[command][listen]") {
    CHECK(eslio::parse_log_level("err") == log_level::err);
    CHECK(eslio::parse_log_level("WARNING") == log_level::warning);
    CHECK(eslio::parse_log_level("disable") == log_level::disable);
    CHECK(eslio::parse_log_level("0") == log_level::console);
    CHECK(eslio::parse_log_level("7") == log_level::debug);
    CHECK(eslio::parse_log_level("07") == log_level::debug);
    // Nothing past debug is sent.
    CHECK(eslio::parse_log_level("8") == log_level::debug);
    CHECK(eslio::parse_log_level("63") == log_level::debug);
    for (const std::string_view text : {"", "error", "64", "-1", "+7", "7.5", "debugx"}) {
        INFO("text: " << text);
        CHECK(eslio::parse_log_level(text) == std::nullopt);
    }
}

TEST_CASE("log levels that FreeSWITCH knows by another word are refused", "[command][listen]") {
    CHECK(eslio::cmd::log("WARNING").bytes() == "log warning\n\n");
    CHECK(eslio::cmd::log("3").bytes() == "log err\n\n");
    CHECK(eslio::cmd::log("9").bytes() == "log 9\n\n");
    CHECK(eslio::cmd::log("63").bytes() == "log 63\n\n");
    for (const std::string_view text : {"", "error", "-1", "64", "99", "debug\n", "x y"}) {
        INFO("text: " << text);
        CHECK(eslio::cmd::log(text).error() == error::bad_log_level);
        CHECK(eslio::cmd::log(text).why().find("0 to 63") != std::string::npos);
        CHECK(eslio::cmd::log(text).bytes().empty());
    }
}

TEST_CASE("the header all cannot be deleted alone", "[command][listen]") {
    CHECK(filter_delete("all").error() == error::bad_header_name);
    CHECK(filter_delete("ALL", "x").error() == error::bad_header_name);
    CHECK(filter_delete("all-of-it").bytes() == "filter delete all-of-it\n\n");
}

TEST_CASE("the commands without arguments", "[command][listen]") {
    CHECK(eslio::cmd::noevents().bytes() == "noevents\n\n");
    CHECK(eslio::cmd::exit().bytes() == "exit\n\n");
}
