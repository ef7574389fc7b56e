// command/sendevent.hpp: events as commands, in the forms of mod_event_socket's manual.
#include "catch.hpp"
#include "support/named.hpp"

#include <eslio/command/sendevent.hpp>

#include <string>
#include <string_view>

namespace {

using eslio::error;
using eslio::event;
using eslio::event_name;
using eslio::cmd::sendevent;
using namespace std::string_view_literals;

eslio::error_code refusal(const event& e) {
    const eslio::command c = sendevent(e);
    CHECK(c.bytes().empty());
    CHECK(c.error() == eslio::condition::invalid_argument);
    return c.error();
}

}  // namespace

TEST_CASE("an event is sent with its name on the line", "[command][sendevent]") {
    CHECK(sendevent(event(event_name::message).add("login", "a@b")).bytes() ==
          "sendevent MESSAGE\nlogin: a@b\n\n");
    CHECK(sendevent(event::named("NEW_TYPE")).bytes() == "sendevent NEW_TYPE\n\n");
    CHECK(sendevent(event::custom("my::sub").add("X", "1: 2")).bytes() ==
          "sendevent CUSTOM\nEvent-Subclass: my::sub\nX: 1: 2\n\n");
    CHECK(sendevent(event(event_name::custom)).bytes() == "sendevent CUSTOM\n\n");
}

TEST_CASE("a body goes with one Content-Length", "[command][sendevent]") {
    event e = event::custom("my::sub");
    e.set_body("two\n\nlines\r\n");
    CHECK(sendevent(e).bytes() ==
          "sendevent CUSTOM\nEvent-Subclass: my::sub\nContent-Length: 12\n\ntwo\n\nlines\r\n");
    // One that came in a received event belongs to what was before.
    event received(event_name::message);
    received.add("Content-Length", "99").add("A", "1").set_body("hi").add("B", "2");
    CHECK(sendevent(received).bytes() == "sendevent MESSAGE\nA: 1\nB: 2\nContent-Length: 2\n\nhi");
    CHECK(sendevent(event(event_name::message).add("content-length", "5")).bytes() ==
          "sendevent MESSAGE\n\n");
    CHECK(refusal(event(event_name::message).set_body("a\0b"sv)) == error::nul_in_argument);
}

TEST_CASE("headers that FreeSWITCH would read otherwise", "[command][sendevent]") {
    const auto with = [](std::string_view name, std::string_view value) {
        return event(event_name::message).add(name, value);
    };
    // An empty value would remove what the header before it said.
    CHECK(sendevent(with("A", "")).bytes() == "sendevent MESSAGE\n\n");
    CHECK(sendevent(with("Event-Name", "DTMF")).bytes() == "sendevent MESSAGE\n\n");
    CHECK(refusal(with("A", " b")) == error::unwritable_text);
    CHECK(refusal(with("A", "ARRAY::b")) == error::unwritable_text);
    CHECK(refusal(with("A", "b\nc")) == error::line_break_in_argument);
    CHECK(refusal(with("A", "b\r")) == error::line_break_in_argument);
    CHECK(refusal(with("A", "b\0"sv)) == error::nul_in_argument);
    CHECK(refusal(with("A\nB", "b")) == error::line_break_in_argument);
    CHECK(refusal(with("A:B", "b")) == error::bad_header_name);
    CHECK(refusal(with("A[1]", "b")) == error::bad_header_name);
    CHECK(refusal(with("", "b")) == error::bad_header_name);
    CHECK(refusal(with("A", "reload mod_event_socket")) == error::names_socket_module);
}

TEST_CASE("arrays are sent as FreeSWITCH reads them", "[command][sendevent]") {
    CHECK(sendevent(event(event_name::message).add_array("A", {"1", "2"})).bytes() ==
          "sendevent MESSAGE\nA: ARRAY::1|:2\n\n");
    CHECK(sendevent(event(event_name::message).add_array("A", {"1"})).bytes() ==
          "sendevent MESSAGE\nA: 1\n\n");
    CHECK(refusal(event(event_name::message).add_array("A", {"1|:2", "3"})) ==
          error::unwritable_text);
    CHECK(refusal(event(event_name::message).add_array("A", {"ARRAY::1"})) ==
          error::unwritable_text);
}

TEST_CASE("an event without a sound name is refused", "[command][sendevent]") {
    CHECK(refusal(event()) == error::empty_argument);
    CHECK(refusal(event::named("A B")) == error::unwritable_text);
    CHECK(refusal(event::named("A\n\nexit")) == error::line_break_in_argument);
    CHECK(refusal(event(event_name::unknown)) == error::empty_argument);
}

TEST_CASE("the manual's NOTIFY, with and without a body", "[command][sendevent]") {
    event e = eslio::sip_notify("internal", "1000", "10.0.1.2", "check-sync;reboot=false");
    CHECK(sendevent(e).bytes() ==
          "sendevent NOTIFY\nprofile: internal\nevent-string: check-sync;reboot=false\n"
          "user: 1000\nhost: 10.0.1.2\ncontent-type: application/simple-message-summary\n\n");
    e.set("content-type", "application/snomxml").set_body("<x/>");
    CHECK(sendevent(e).bytes() ==
          "sendevent NOTIFY\nprofile: internal\nevent-string: check-sync;reboot=false\n"
          "user: 1000\nhost: 10.0.1.2\ncontent-type: application/snomxml\n"
          "Content-Length: 4\n\n<x/>");
    CHECK(refusal(eslio::sip_notify("internal", "1000\nX: y", "h", "e")) ==
          error::line_break_in_argument);
}

TEST_CASE("the manual's SEND_MESSAGE", "[command][sendevent]") {
    CHECK(sendevent(eslio::sip_message("internal", "1005", "10.0.1.2", "Gr\xC3\xBC\xC3\x9F\n"))
              .bytes() == "sendevent SEND_MESSAGE\nprofile: internal\nuser: 1005\nhost: 10.0.1.2\n"
                          "content-type: text/plain\nContent-Length: 7\n\nGr\xC3\xBC\xC3\x9F\n");
    const event html = eslio::sip_message("internal", "1005", "h", "<b>", "text/html");
    CHECK(html["content-type"] == "text/html");
}

TEST_CASE("the manual's MESSAGE_WAITING", "[command][sendevent]") {
    CHECK(sendevent(eslio::message_waiting("sip:1000@10.0.1.2", {1, 2, 0, 3})).bytes() ==
          "sendevent MESSAGE_WAITING\nMWI-Messages-Waiting: yes\n"
          "MWI-Message-Account: sip:1000@10.0.1.2\nMWI-Voice-Message: 1/2 (0/3)\n\n");
    CHECK(named(eslio::message_waiting("a", {0, 9, 0, 0}))["MWI-Messages-Waiting"] == "no");
    CHECK(named(eslio::message_waiting("a", {0, 0, 1, 0}))["MWI-Messages-Waiting"] == "yes");
    CHECK(named(eslio::message_waiting("a", {}))["MWI-Voice-Message"] == "0/0 (0/0)");
}

TEST_CASE("an event is a message to a call", "[command][sendevent]") {
    event e(event_name::command);
    e.add("call-command", "execute").add("execute-app-name", "speak").add("empty", "");
    CHECK(eslio::cmd::sendmsg(e).bytes() ==
          "sendmsg\ncall-command: execute\nexecute-app-name: speak\n\n");
    e.set_body("one\n\ntwo");
    CHECK(eslio::cmd::sendmsg(e, "uuid-1").bytes() ==
          "sendmsg uuid-1\ncall-command: execute\nexecute-app-name: speak\n"
          "Content-Length: 8\n\none\n\ntwo");
    CHECK(eslio::cmd::sendmsg(e, "u\nX: y").error() == error::line_break_in_argument);
    CHECK(eslio::cmd::sendmsg(event().add("a:b", "c")).error() == error::bad_header_name);
    CHECK(eslio::cmd::sendmsg(event().add("a", "c\n\nexit")).error() ==
          error::line_break_in_argument);
}
