// command/command.hpp: raw text is one command or refused; what else a command carries.
#include "catch.hpp"

#include <eslio/command/command.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace {

using eslio::command;
using eslio::error;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

struct raw_case {
    std::string_view text;
    error why;
};

}  // namespace

TEST_CASE("raw text is ended by one blank line", "[command]") {
    CHECK(command("noop").bytes() == "noop\n\n");
    CHECK(command("noop\n").bytes() == "noop\n\n");
    CHECK(command("noop\n\n").bytes() == "noop\n\n");
    CHECK(command("noop\n\n\n\n").bytes() == "noop\n\n");
    CHECK(command("a b  c ").bytes() == "a b  c \n\n");
}

TEST_CASE("raw text may hold headers", "[command]") {
    const command c("sendmsg 1234\ncall-command: hangup\nhangup-cause: USER_BUSY");
    CHECK_FALSE(c.error());
    CHECK(c.bytes() == "sendmsg 1234\ncall-command: hangup\nhangup-cause: USER_BUSY\n\n");
    CHECK(command("x\nContent-Type: text/plain").bytes() == "x\nContent-Type: text/plain\n\n");
    CHECK(command("x\nno colon here").bytes() == "x\nno colon here\n\n");
    CHECK(command("x\nbyte: \xFF\x80\x01").bytes() == "x\nbyte: \xFF\x80\x01\n\n");
}

TEST_CASE("raw text that forges something is refused", "[command]") {
    const raw_case refused[] = {
        {""sv, error::empty_argument},
        {"\n"sv, error::empty_argument},
        {"\n\n\n"sv, error::empty_argument},
        {"a\rb"sv, error::line_break_in_argument},
        {"a\r\n\r\n"sv, error::line_break_in_argument},
        {"a\nb: c\r\nd: e"sv, error::line_break_in_argument},
        {"a\0b"sv, error::nul_in_argument},
        {"a\nb: \0"sv, error::nul_in_argument},
        {"\0"sv, error::nul_in_argument},
        {"a\n\nb"sv, error::raw_header_forbidden},
        {"a\nb: c\n\nexit"sv, error::raw_header_forbidden},
        {"\nexit"sv, error::raw_header_forbidden},
        {"\n\nexit"sv, error::raw_header_forbidden},
        {"a\nContent-Length: 5"sv, error::raw_header_forbidden},
        {"a\ncontent-length:5"sv, error::raw_header_forbidden},
        {"a\nx: y\nCONTENT-LENGTH: -1\nz: u"sv, error::raw_header_forbidden},
        {"a\nContent-Length : 5"sv, error::raw_header_forbidden},
    };
    for (const raw_case& r : refused) {
        INFO("text: " << r.text);
        const command c(r.text);
        CHECK(c.error() == r.why);
        CHECK(c.error() == eslio::condition::invalid_argument);
        CHECK(c.bytes().empty());
    }
}

TEST_CASE("the first line is the command line, whatever it looks like", "[command]") {
    // FreeSWITCH stores it as Command and reads no header from it (read_packet).
    CHECK_FALSE(command("Content-Length: 5").error());
}

TEST_CASE("a command of nothing cannot be sent", "[command]") {
    CHECK(command().error() == error::empty_argument);
    CHECK(command().bytes().empty());
    const command c = command::invalid(error::bad_event_name);
    CHECK(c.error() == error::bad_event_name);
    CHECK(c.bytes().empty());
}

TEST_CASE("a line writer becomes a command with its bytes or its failure", "[command]") {
    eslio::wire::line_writer good;
    good.text("sendevent ").text("MESSAGE").header("login", "a@b").finish_with_body("x\n\ny");
    CHECK(command(std::move(good)).bytes() ==
          "sendevent MESSAGE\nlogin: a@b\nContent-Length: 4\n\nx\n\ny");
    eslio::wire::line_writer forged;
    forged.text("a").header("b", "c\nd: e").finish();
    const command c(std::move(forged));
    CHECK(c.error() == error::line_break_in_argument);
    CHECK(c.bytes().empty());
}

TEST_CASE("a time limit travels with the command", "[command]") {
    CHECK_FALSE(command("a").timeout());
    CHECK(command("a").timeout(3s).timeout() == 3s);
    command c("a");
    c.timeout(5ms);
    const command copy = c;
    CHECK(copy.timeout() == 5ms);
    CHECK(copy.bytes() == "a\n\n");
}

TEST_CASE("a command is secret only when it is marked so, or logs in", "[command]") {
    CHECK_FALSE(command("a").secret());
    for (const char* login : {"auth S3cret", "AUTH S3cret", "UserAuth a@b:S3cret", " auth S3cret",
                              "auth\tS3cret", "auth S3cret\nX: y", "\t auth S3cret\n\n"}) {
        INFO(login);
        const command raw((std::string_view(login)));
        CHECK(raw.secret());
        CHECK(raw.shown().find("S3cret") == std::string::npos);
        CHECK(raw.bytes().find("S3cret") != std::string::npos);
    }
    eslio::wire::line_writer w;
    w.text("auth S3cret").finish();
    CHECK(command(std::move(w)).secret());
    for (const char* other : {"author x", "api auth x", "noop\nauth x", "userauthx y"})
        CHECK_FALSE(command(std::string_view(other)).secret());
    CHECK(command("a").mark_secret().secret());
    command c("a");
    c.mark_secret();
    CHECK(command(c).secret());
}

TEST_CASE("what is shown of a secret command is its first word", "[command]") {
    CHECK(command("api x").shown() == "api x\n\n");
    CHECK(command("api user_data 1 secret").mark_secret().shown() == "api ***");
    CHECK(command("word\nX: secret").mark_secret().shown() == "word ***");
    CHECK(command::invalid(error::empty_argument).mark_secret().shown().empty());
}

TEST_CASE("what FreeSWITCH would take for a reload of its event socket is refused", "[command]") {
    const auto built = [](std::string_view line, std::string_view header) {
        eslio::wire::line_writer w;
        w.text(line).header("X", header).finish();
        return command(std::move(w));
    };
    CHECK(built("sendmsg", "reload mod_event_socket").error() == error::names_socket_module);
    CHECK(built("getvar MOD_EVENT_SOCKET", "unloads").error() == error::names_socket_module);
    CHECK(built("sendmsg", "reload mod_event_socket").bytes().empty());
    CHECK(built("x", "reload mod_event_socket").error() == eslio::condition::invalid_argument);
    CHECK_FALSE(built("x", "mod_event_socket").error());
    CHECK(built("reload", "xmod_event_sockets").error() == error::names_socket_module);
    eslio::wire::line_writer in_body;
    in_body.text("sendevent MESSAGE").finish_with_body("reload mod_event_socket");
    CHECK_FALSE(command(std::move(in_body)).error());
    // Who writes raw text has said so himself.
    CHECK_FALSE(command("api reload mod_event_socket").error());
}

TEST_CASE("raw text past 10 MiB would become two commands", "[command]") {
    constexpr std::size_t most = eslio::wire::line_writer::max_head - 2;
    CHECK_FALSE(command(std::string(most, 'x')).error());
    CHECK(command(std::string(most + 1, 'x')).error() == error::argument_too_long);
    CHECK(command(std::string(most + 1, 'x')).error() == eslio::condition::invalid_argument);
}

TEST_CASE("the bytes can be moved out", "[command]") {
    command c("noop");
    CHECK(std::move(c).bytes() == "noop\n\n");
}
