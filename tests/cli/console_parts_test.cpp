// The console's small parts: prompt, completion, history, filters of one's own, widths.
#include "catch.hpp"
#include "cli/completion.hpp"
#include "cli/history.hpp"
#include "cli/own_completion.hpp"
#include "cli/prompt_text.hpp"
#include "cli/screen_width.hpp"
#include "cli/watch.hpp"

#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <string>
#include <string_view>

namespace {

eslio::message log_line(const std::string& call, const std::string& text) {
    eslio::wire::read_buffer in;
    in.append("Content-Type: log/data\nContent-Length: " + std::to_string(text.size()) +
              "\nLog-Level: 7\nUser-Data: " + call + "\n\n" + text);
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    REQUIRE(parser.next(in, f) == eslio::wire::parse_status::complete);
    return eslio::message(eslio::log_record(f));
}

std::string shown(const eslio::message& m, const cli::text_style& style) {
    std::string out;
    cli::append_text(out, m, style);
    return out;
}

}  // namespace

TEST_CASE("the prompt names the switch, or what the profile wants", "[cli][console]") {
    const cli::host_names names{"fs1", "its", "mine"};
    cli::options o;
    CHECK(cli::prompt_text(o, names, true) == "freeswitch@fs1> ");
    o.prompt_string = "%s %h %H %p %o:%P 100%% %";
    CHECK(cli::prompt_text(o, names, true) == "fs1 mine its mine 127.0.0.1:8021 100% %> ");
    o.profile = "office";
    o.prompt_string = "%p";
    o.prompt_color = "\x1b[31m";
    CHECK(cli::prompt_text(o, names, false) == "office> ");
    CHECK(cli::prompt_text(o, names, true) == "\1\x1b[0m\x1b[31m\1office>\1\x1b[0m\1 ");
    CHECK(cli::prompt_text({}, {"a\x1b[2J", "", ""}, true) == "freeswitch@a\\x1b[2J> ");
}

TEST_CASE("what is asked to complete a draft, and what comes of it", "[cli][console]") {
    CHECK(cli::completion_request("  sho", "") == "console_complete sho");
    CHECK(cli::completion_request("show ", "") == "console_complete show ");
    CHECK(cli::completion_request(" sh", "ow") == "console_complete c=2;show");
    const auto one = cli::read_completion("\n\n[ status]\t\n\nwrite=4:status ");
    CHECK(one.list.empty());
    CHECK(one.size == 4);
    CHECK(one.text == "status ");
    const auto two = cli::read_completion("\n\n[ status]\t[ stun]\t\n\nwrite=2:st");
    CHECK(two.list == "[ status]\t[ stun]\n");
    CHECK(two.text == "st");
    const auto none = cli::read_completion("\n\n\n\n");
    CHECK(none.list.empty());
    CHECK(none.text.empty());
    CHECK(cli::read_completion("-ERR no").size == 0);
}

TEST_CASE("the console's own commands are completed", "[cli][console]") {
    CHECK(cli::complete_own_command("/ni").text == "/nixevent ");
    const auto two = cli::complete_own_command("/no");
    CHECK(two.text == "/no");
    CHECK(two.list == "/noevents  /nolog \n");
    CHECK(cli::complete_own_command("/x").text.empty());
}

TEST_CASE("what follows the console's own commands is completed", "[cli][console]") {
    const auto one = cli::complete_own_command("/event plain channel_ans");
    CHECK(one.size == 11);
    CHECK(one.text == "CHANNEL_ANSWER ");
    CHECK(one.list.empty());
    const auto some = cli::complete_own_command("/nixevent DTMF RECORD");
    CHECK(some.text == "RECORD_ST");
    CHECK(some.list == "RECORD_START  RECORD_STOP \n");
    const auto any = cli::complete_own_command("/event ");
    CHECK(any.size == 0);
    CHECK(any.text.empty());
    CHECK(any.list.find("plain  json  xml  CUSTOM  ") == 0);
    for (std::size_t at = 0; at < any.list.size(); at = any.list.find('\n', at) + 1)
        CHECK(any.list.find('\n', at) - at <= 80);
    CHECK(cli::complete_own_command("/event json j").text.empty());
    CHECK(cli::complete_own_command("/event CUSTOM s").text.empty());
    CHECK(cli::complete_own_command("/log war").text == "warning ");
    CHECK(cli::complete_own_command("/log warning ").list.empty());
    CHECK(cli::complete_own_command("/debug ").list == "0  1  2  3  4  5  6  7 \n");
    CHECK(cli::complete_own_command("/filter delete a").text == "all ");
    CHECK(cli::complete_own_command("/filter event-name heart").text == "HEARTBEAT ");
    CHECK(cli::complete_own_command("/filter Unique-ID 1").text.empty());
    CHECK(cli::complete_own_command("/logfilter x").text.empty());
}

TEST_CASE("what of an own command FreeSWITCH completes", "[cli][console]") {
    CHECK(cli::part_of_switch("/bgapi sho") == "sho");
    CHECK(cli::part_of_switch("/uuid 12") == "uuid_kill 12");
    CHECK_FALSE(cli::part_of_switch("/uuid"));
    CHECK_FALSE(cli::part_of_switch("/event pl"));
    CHECK_FALSE(cli::part_of_switch("show c"));
}

TEST_CASE("lines that may hold a secret are not remembered", "[cli][console]") {
    CHECK(cli::is_to_remember("show channels"));
    for (const char* line : {"", " show channels", "echo PassWord", "set vm-password=1", "auth x"})
        CHECK_FALSE(cli::is_to_remember(line));
}

TEST_CASE("log lines and events of interest", "[cli][console]") {
    cli::watch w;
    CHECK(w.shows(log_line("a", "text\n")));
    w.log_uuid = "A";
    CHECK(w.shows(log_line("a", "text\n")));
    CHECK(w.shows(log_line("", "text\n")));
    CHECK_FALSE(w.shows(log_line("b", "text\n")));
    w.log_text = "ex";
    CHECK(w.shows(log_line("a", "text\n")));
    CHECK_FALSE(w.shows(log_line("a", "other\n")));
    const eslio::event e(eslio::event_name::heartbeat);
    CHECK(w.shows(eslio::message(e)));
    w.event_text = "Event-Name: HEART";
    CHECK(w.shows(eslio::message(e)));
    w.event_text = "DTMF";
    CHECK_FALSE(w.shows(eslio::message(e)));
}

TEST_CASE("the call's UUID before a log line", "[cli][console]") {
    cli::text_style style;
    style.log_uuid = true;
    CHECK(shown(log_line("0123456789", "x\n"), style) == "0123456789 x\n");
    style.log_uuid_length = 8;
    CHECK(shown(log_line("0123456789", "x\n"), style) == "01234567 x\n");
    CHECK(shown(log_line("", "x\n"), style) == "x\n");
    style.color = true;
    style.output = "\x1b[34m";
    CHECK(shown(log_line("", "x\n"), style) == "\x1b[33mx\x1b[0m\x1b[34m\n");
}

TEST_CASE("where the cursor stands", "[cli][console]") {
    CHECK(cli::width_of("a\xc3\xa4> ") == 4);
    CHECK(cli::width_of("\1\x1b[31m\1x> \1\x1b[0m\1") == 3);
    std::size_t row = 0;
    std::size_t column = 78;
    cli::move_cursor(L'a', 80, row, column);
    CHECK(column == 79);
    cli::move_cursor(L'a', 80, row, column);
    CHECK((row == 1 && column == 0));
    cli::move_cursor(L'\x12', 80, row, column);
    CHECK(column == 2);
    cli::move_cursor(L'\n', 80, row, column);
    CHECK((row == 2 && column == 0));
}
