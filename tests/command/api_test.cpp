// command/api.hpp: the bytes of api and bgapi, and the Job-UUIDs that FreeSWITCH can frame.
#include "catch.hpp"

#include <eslio/command/api.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace {

using eslio::error;
using eslio::cmd::api;
using eslio::cmd::bgapi;
using namespace std::chrono_literals;
using namespace std::string_literals;
using namespace std::string_view_literals;

}  // namespace

TEST_CASE("api writes its text as it is", "[command][api]") {
    CHECK(api("status").bytes() == "api status\n\n");
    CHECK(api("originate user/1000 &park()").bytes() == "api originate user/1000 &park()\n\n");
    CHECK(api("echo  a\tb ").bytes() == "api echo  a\tb \n\n");
}

TEST_CASE("a request whose question cannot be sent cannot be sent", "[command][api]") {
    const auto runs = [](const eslio::api_response&) { return true; };
    const auto asked = [&](std::string question) {
        return eslio::api_request("originate user/1 &park()").ask_after_gap(question, runs);
    };
    CHECK_FALSE(asked("uuid_exists 1").error());
    CHECK(asked("").error() == error::empty_argument);
    CHECK(asked("status\n\nexit").error() == error::line_break_in_argument);
    CHECK(asked("status\0"s).error() == error::nul_in_argument);
    CHECK(asked(" status").error() == error::unwritable_text);
    CHECK(asked(" status").text().empty());
    CHECK(asked("status\n").why().find("question") == 0);
    auto kept = asked("a\n");
    kept.ask_after_gap("uuid_exists 1", runs);
    CHECK(kept.error() == error::line_break_in_argument);
}

TEST_CASE("api refuses what would forge a line", "[command][api]") {
    CHECK(api("").error() == error::empty_argument);
    CHECK(api("status\n\nexit").error() == error::line_break_in_argument);
    CHECK(api("status\n").error() == error::line_break_in_argument);
    CHECK(api("status\r").error() == error::line_break_in_argument);
    CHECK(api("sta\0tus"sv).error() == error::nul_in_argument);
    CHECK(api("status\nContent-Length: 9").bytes().empty());
}

TEST_CASE("bgapi writes its Job-UUID as a header", "[command][api]") {
    CHECK(bgapi("status").bytes() == "bgapi status\n\n");
    CHECK(bgapi("status", "my-id").bytes() == "bgapi status\nJob-UUID: my-id\n\n");
    CHECK(bgapi("").error() == error::empty_argument);
    CHECK(bgapi("", "id").error() == error::empty_argument);
    CHECK(bgapi("a\nb", "id").error() == error::line_break_in_argument);
    CHECK(bgapi("a", "i\nd").error() == error::line_break_in_argument);
    CHECK(bgapi("a", "i\rd").error() == error::line_break_in_argument);
    CHECK(bgapi("a", "i\0d"sv).error() == error::nul_in_argument);
}

TEST_CASE("an API command begins with its name", "[command][api]") {
    // With two spaces FreeSWITCH looks for a command without a name.
    CHECK(api(" status").error() == error::unwritable_text);
    CHECK(bgapi(" status").error() == error::unwritable_text);
    CHECK(bgapi("status", " id").error() == error::unwritable_text);
    CHECK(bgapi("status", "ARRAY::id").error() == error::unwritable_text);
}

TEST_CASE("a console's line is an api with a header", "[command][api]") {
    CHECK(eslio::cmd::console_execute("sofia status;;show calls").bytes() ==
          "api sofia status;;show calls\nconsole_execute: true\n\n");
    CHECK(eslio::cmd::console_execute("").error() == error::empty_argument);
    CHECK(eslio::cmd::console_execute("a\nb").error() == error::line_break_in_argument);
}

TEST_CASE("the event socket is reloaded only when that is the command", "[command][api]") {
    CHECK(api("reload mod_event_socket").bytes() == "api reload mod_event_socket\n\n");
    CHECK(bgapi("unload mod_event_socket", "1").bytes() ==
          "bgapi unload mod_event_socket\nJob-UUID: 1\n\n");
    CHECK(api("originate {x=reload mod_event_socket}user/1 &park()").error() ==
          error::names_socket_module);
    CHECK(api("reload mod_event_socket\n\nexit").error() == error::line_break_in_argument);
}

TEST_CASE("an API request remembers why it cannot be sent", "[command][api]") {
    CHECK_FALSE(eslio::api_request("status").error());
    const auto r = eslio::api_request::invalid(error::unwritable_text);
    CHECK(r.error() == error::unwritable_text);
    CHECK(r.text().empty());
}

TEST_CASE("a Job-UUID of 235 bytes is the longest", "[command][api]") {
    const std::string longest(235, 'j');
    CHECK(bgapi("status", longest).bytes() == "bgapi status\nJob-UUID: " + longest + "\n\n");
    const eslio::command c = bgapi("status", longest + "j");
    CHECK(c.error() == error::job_uuid_too_long);
    CHECK(c.bytes().empty());
    CHECK(eslio::max_job_uuid == 235);
}

TEST_CASE("an API request is made of any text and carries its time limit", "[command][api]") {
    CHECK(eslio::api_request("status").text() == "status");
    CHECK(eslio::api_request(std::string("status")).text() == "status");
    CHECK(eslio::api_request("status"sv).text() == "status");
    CHECK_FALSE(eslio::api_request("status").timeout());
    CHECK(eslio::api_request("status").timeout(90s).timeout() == 90s);
    eslio::api_request r("originate");
    r.timeout(1ms);
    CHECK(r.timeout() == 1ms);
    CHECK(r.text() == "originate");
}
