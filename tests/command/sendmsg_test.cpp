// command/sendmsg.hpp: the bytes of each call-command with its options, and what is refused.
#include "catch.hpp"

#include <eslio/command/sendmsg.hpp>

#include <string>
#include <string_view>

namespace {

using eslio::call_message;
using eslio::error;
using eslio::untrusted;
using eslio::cmd::execute;
using namespace std::string_view_literals;

std::string bytes(const eslio::command& c) {
    CHECK_FALSE(c.error());
    return c.bytes();
}

eslio::error_code refusal(const eslio::command& c) {
    CHECK(c.bytes().empty());
    CHECK(c.error() == eslio::condition::invalid_argument);
    return c.error();
}

}  // namespace

TEST_CASE("execute runs an application of a call", "[command][sendmsg]") {
    CHECK(bytes(execute("playback", "/tmp/x.wav").on("1234")) ==
          "sendmsg 1234\ncall-command: execute\nexecute-app-name: playback\n"
          "execute-app-arg: /tmp/x.wav\n\n");
    CHECK(bytes(execute("answer")) ==
          "sendmsg\ncall-command: execute\nexecute-app-name: answer\n\n");
    CHECK(bytes(execute("set", "a=${b}: c")) ==
          "sendmsg\ncall-command: execute\nexecute-app-name: set\nexecute-app-arg: a=${b}: c\n\n");
}

TEST_CASE("execute with every option", "[command][sendmsg]") {
    CHECK(bytes(execute("playback", "x.wav")
                    .on("1234")
                    .event_uuid("id")
                    .event_uuid_name("greeting")
                    .lock()
                    .lock_priority()
                    .loops(3)
                    .async()
                    .lead_frames(5)
                    .hold_other_leg()
                    .header("X-Mine", "1")) ==
          "sendmsg 1234\ncall-command: execute\nexecute-app-name: playback\n"
          "execute-app-arg: x.wav\nEvent-UUID: id\nEvent-UUID-Name: greeting\nevent-lock: true\n"
          "event-lock-pri: true\nloops: 3\nasync: true\nlead-frames: 5\nhold-bleg: true\n"
          "X-Mine: 1\n\n");
    CHECK(bytes(execute("playback", "x").loops(-1)).find("\nloops: -1\n") != std::string::npos);
}

TEST_CASE("an argument as a body may hold anything but NUL", "[command][sendmsg]") {
    CHECK(bytes(execute("set").on("1").body("a=line\n\nCommand: x\r\n")) ==
          "sendmsg 1\ncall-command: execute\nexecute-app-name: set\ncontent-type: text/plain\n"
          "Content-Length: 20\n\na=line\n\nCommand: x\r\n");
    CHECK(refusal(execute("set").body("a\0b"sv)) == error::nul_in_argument);
    CHECK(refusal(execute("set").body(std::string((16 << 20) + 1, 'x'))) ==
          error::argument_too_long);
    CHECK(bytes(execute("set").body("")).find("Content-Length") == std::string::npos);
}

TEST_CASE("what would forge or change a header is refused", "[command][sendmsg]") {
    CHECK(refusal(execute("")) == error::empty_argument);
    CHECK(refusal(execute("a\nb")) == error::line_break_in_argument);
    CHECK(refusal(execute("a", "b\nevent-lock: true")) == error::line_break_in_argument);
    CHECK(refusal(execute("a", "b\r")) == error::line_break_in_argument);
    CHECK(refusal(execute("a", "b\0"sv)) == error::nul_in_argument);
    CHECK(refusal(execute("a", " b")) == error::unwritable_text);
    CHECK(refusal(execute("a", "ARRAY::b")) == error::unwritable_text);
    CHECK(refusal(execute("a").on("")) == error::empty_argument);
    CHECK(refusal(execute("a").on("1 2")) == error::unwritable_text);
    CHECK(refusal(execute("a").on("1\n\nexit")) == error::line_break_in_argument);
    CHECK(refusal(execute("a").event_uuid("")) == error::empty_argument);
    CHECK(refusal(execute("a").event_uuid("1\n2")) == error::line_break_in_argument);
    CHECK(refusal(execute("a").loops(0)) == error::number_out_of_range);
    CHECK(refusal(execute("a").lead_frames(-1)) == error::number_out_of_range);
    CHECK(refusal(execute("a").header("b:c", "d")) == error::bad_header_name);
    CHECK(refusal(execute("a").header("b[1]", "d")) == error::bad_header_name);
    CHECK(refusal(execute("a").header("content-length", "5")) == error::bad_header_name);
    CHECK(refusal(execute("a").header("", "d")) == error::bad_header_name);
    CHECK(execute("a").loops(0).error() == error::number_out_of_range);
}

TEST_CASE("a message cannot reload the event socket", "[command][sendmsg]") {
    CHECK(refusal(execute("log", "RELOAD of mod_Event_Socket")) == error::names_socket_module);
    CHECK(refusal(execute("unload", "mod_event_socket")) == error::names_socket_module);
    CHECK_FALSE(execute("log", "mod_event_socket").error());
    CHECK_FALSE(execute("log", "reload mod_sofia").error());
    CHECK_FALSE(execute("log").body("reload mod_event_socket").error());
}

TEST_CASE("a stranger's argument is not expanded", "[command][sendmsg]") {
    CHECK(bytes(execute("set", untrusted("a=b $5"))) ==
          "sendmsg\ncall-command: execute\nexecute-app-name: set\nexecute-app-arg: a=b $5\n\n");
    CHECK(refusal(execute("set", untrusted("a=${b}"))) == error::unwritable_text);
    CHECK(refusal(execute("set", untrusted("a=$${b}"))) == error::unwritable_text);
    CHECK(refusal(execute("set", untrusted("a\nb"))) == error::line_break_in_argument);
    CHECK(refusal(call_message::invalid(error::bad_event_name)) == error::bad_event_name);
}

TEST_CASE("hangup with its cause", "[command][sendmsg]") {
    CHECK(bytes(eslio::cmd::hangup().on("1")) ==
          "sendmsg 1\ncall-command: hangup\nhangup-cause: NORMAL_CLEARING\n\n");
    CHECK(bytes(eslio::cmd::hangup("USER_BUSY")) ==
          "sendmsg\ncall-command: hangup\nhangup-cause: USER_BUSY\n\n");
    CHECK(bytes(eslio::cmd::hangup("17")) == "sendmsg\ncall-command: hangup\nhangup-cause: 17\n\n");
    CHECK(refusal(eslio::cmd::hangup("")) == error::empty_argument);
    CHECK(bytes(eslio::cmd::hangup(eslio::hangup_cause::user_busy)) ==
          bytes(eslio::cmd::hangup("USER_BUSY")));
    CHECK(bytes(eslio::cmd::hangup(eslio::hangup_cause::none)) == bytes(eslio::cmd::hangup()));
    CHECK(refusal(eslio::cmd::hangup(eslio::hangup_cause::unknown)) == error::unwritable_text);
    CHECK(refusal(eslio::cmd::hangup("A\nB")) == error::line_break_in_argument);
}

TEST_CASE("unicast with its addresses", "[command][sendmsg]") {
    CHECK(bytes(eslio::cmd::unicast()) == "sendmsg\ncall-command: unicast\n\n");
    CHECK(bytes(eslio::cmd::unicast()
                    .local("127.0.0.1", 8025)
                    .remote("10.0.0.1", 65535)
                    .tcp()
                    .native()
                    .on("1")) ==
          "sendmsg 1\ncall-command: unicast\nlocal-ip: 127.0.0.1\nlocal-port: 8025\n"
          "remote-ip: 10.0.0.1\nremote-port: 65535\ntransport: tcp\nflags: native\n\n");
    CHECK(bytes(eslio::cmd::unicast().udp()) ==
          "sendmsg\ncall-command: unicast\ntransport: udp\n\n");
    CHECK(refusal(eslio::cmd::unicast().local("", 1)) == error::empty_argument);
    CHECK(refusal(eslio::cmd::unicast().remote("1\n", 1)) == error::line_break_in_argument);
}

TEST_CASE("nomedia of another call", "[command][sendmsg]") {
    CHECK(bytes(eslio::cmd::nomedia("5678").on("1")) ==
          "sendmsg 1\ncall-command: nomedia\nnomedia-uuid: 5678\n\n");
    CHECK(refusal(eslio::cmd::nomedia("")) == error::empty_argument);
}

TEST_CASE("xferext with its applications in order", "[command][sendmsg]") {
    CHECK(bytes(eslio::cmd::xferext()
                    .application("answer")
                    .application("playback", "a b.wav")
                    .on("1")) == "sendmsg 1\ncall-command: xferext\napplication: answer\n"
                                 "application: playback a b.wav\n\n");
    CHECK(refusal(eslio::cmd::xferext().application("")) == error::empty_argument);
    CHECK(refusal(eslio::cmd::xferext().application("a b")) == error::unwritable_text);
    CHECK(refusal(eslio::cmd::xferext().application("a", "b\n")) == error::line_break_in_argument);
}
