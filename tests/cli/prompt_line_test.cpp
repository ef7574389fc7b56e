// cli/prompt_line.hpp: what is typed, and what is sent for it.
#include "catch.hpp"
#include "cli/help.hpp"
#include "cli/own_completion.hpp"
#include "cli/prompt_line.hpp"

#include <string>
#include <string_view>

using kind = cli::request::kind;

namespace {

cli::request parse(std::string_view line, eslio::format f = eslio::format::plain) {
    return cli::parse_prompt_line(line, f);
}

/// The line sent; `! why` if it is refused.
std::string sent(std::string_view line, eslio::format f = eslio::format::plain) {
    const cli::request r = parse(line, f);
    if (r.what == kind::wrong) return "! " + r.text;
    CHECK(r.what == kind::send);
    return r.command.bytes().substr(0, r.command.bytes().find("\n\n"));
}

}  // namespace

TEST_CASE("lines that are no commands of its own go to FreeSWITCH", "[cli][prompt]") {
    CHECK(parse("").what == kind::nothing);
    CHECK(parse("  \t\r").what == kind::nothing);
    CHECK(parse(" show channels \r").what == kind::api);
    CHECK(parse(" show channels \r").text == "show channels");
    CHECK(parse("/bgapi originate user/1000 &park()").what == kind::job);
    CHECK(parse("/bgapi originate user/1000 &park()").text == "originate user/1000 &park()");
    CHECK(parse("/bgapi").what == kind::wrong);
    CHECK(parse("a\rb").what == kind::wrong);
}

TEST_CASE("filters of one's own and the debug level", "[cli][prompt]") {
    CHECK(parse("/uuid 12").what == kind::uuid);
    CHECK(parse("/uuid 12").text == "12");
    CHECK(parse("/logfilter a b").text == "a b");
    CHECK(parse("/logfilter").what == kind::log_filter);
    CHECK(parse("/eventfilter Event-Name: DTMF").what == kind::event_filter);
    CHECK(parse("/eventfilter Event-Name: DTMF").text == "Event-Name: DTMF");
    CHECK(parse("/debug 7").what == kind::debug);
    CHECK(parse("/debug 8").what == kind::wrong);
    CHECK(parse("/debug").what == kind::wrong);
}

TEST_CASE("leaving and help", "[cli][prompt]") {
    for (const char* line : {"/exit", "/quit", "/bye", "...", "/QUIT ", " /exit now"})
        CHECK(parse(line).what == kind::leave);
    CHECK(parse("/help").what == kind::help);
    CHECK(parse("exit").what == kind::api);
    CHECK(sent("/nonsense x") == "! there is no /nonsense; /help tells what there is");
}

TEST_CASE("events, filters and log lines", "[cli][prompt]") {
    CHECK(sent("/events") == "event plain ALL");
    CHECK(sent("/event dtmf CUSTOM a::b", eslio::format::json) == "event json DTMF CUSTOM a::b");
    CHECK(sent("/event json DTMF") == "event json DTMF");
    CHECK(sent("/event plain") == "event plain ALL");
    CHECK(sent("/event xml ALL", eslio::format::json) == "event xml ALL");
    CHECK(sent("/nixevent DTMF") == "nixevent DTMF");
    CHECK(sent("/noevents") == "noevents");
    CHECK(sent("/filter Unique-ID 12 34") == "filter add Unique-ID 12 34");
    CHECK(sent("/filter add A b") == "filter add A b");
    CHECK(sent("/filter delete A b") == "filter delete A b");
    CHECK(sent("/filter delete A") == "filter delete A");
    CHECK(sent("/filter delete all") == "filter delete all");
    CHECK(sent("/log") == "log debug");
    CHECK(sent("/log warning") == "log warning");
    CHECK(sent("/nolog") == "nolog");
    CHECK(sent("/log loud").substr(0, 14) == "! log levels: ");
    CHECK(sent("/filter A")[0] == '!');
    CHECK(sent("/filter")[0] == '!');
    CHECK(sent("/filter delete")[0] == '!');
    CHECK(sent("/nixevent")[0] == '!');
    CHECK(sent("/events CUSTOM")[0] == '!');
}

TEST_CASE("what is completed is there, and help tells of it", "[cli][prompt]") {
    for (const std::string_view command : cli::detail::own_commands) {
        INFO(command);
        CHECK(parse(command).text.find("there is no") == std::string::npos);
        CHECK(cli::prompt_help_text.find(command) != std::string_view::npos);
    }
    CHECK(parse("/nosuch").text.find("there is no /nosuch") == 0);
}
