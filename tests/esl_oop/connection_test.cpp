// ESLconnection against the fake switch: every member, NULL, hostile texts, and the end.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"
#include "esl_oop/owned.hpp"

#include <eslio/esl_oop.hpp>

#include <algorithm>
#include <string>
#include <vector>

using test::owned;
using test::text;

namespace {

/// What the switch was told last.
std::string last_command(test::switch_thread& fake) {
    return fake.with([](eslio::testing::fake_switch& s) { return s.commands().back(); });
}

std::size_t commands_seen(test::switch_thread& fake) {
    return fake.with([](eslio::testing::fake_switch& s) { return s.commands().size(); });
}

}  // namespace

TEST_CASE("ESLconnection: connects, or does not", "[esl_oop]") {
    test::switch_thread fake;
    const std::string port = std::to_string(fake.port());
    ESLconnection number("127.0.0.1", fake.port(), "ClueCon");
    CHECK(number.connected() == 1);
    CHECK(number.getInfo() == nullptr);
    ESLconnection name("localhost", port.c_str(), "ClueCon");
    CHECK(name.connected() == 1);
    ESLconnection wrong("127.0.0.1", fake.port(), "wrong");
    CHECK(wrong.connected() == 0);
    ESLconnection user("127.0.0.1", fake.port(), "nobody@example.com", "secret");
    CHECK(user.connected() == 0);
    ESLconnection user_text("127.0.0.1", port.c_str(), "nobody@example.com", "secret");
    CHECK(user_text.connected() == 0);
    ESLconnection forged("127.0.0.1", fake.port(), "a@b\n\nauth ClueCon", "x");
    CHECK(forged.connected() == 0);

    const char* const null = nullptr;
    ESLconnection no_host(null, fake.port(), "ClueCon");
    CHECK(no_host.connected() == 0);
    ESLconnection empty_host("", fake.port(), "ClueCon");
    CHECK(empty_host.connected() == 0);
    ESLconnection empty_host_text("", port.c_str(), "me@example.com", "ClueCon");
    CHECK(empty_host_text.connected() == 0);
    ESLconnection no_port("127.0.0.1", null, "ClueCon");
    CHECK(no_port.connected() == 0);
    ESLconnection no_password("127.0.0.1", fake.port(), null);
    CHECK(no_password.connected() == 0);
    ESLconnection no_user("127.0.0.1", fake.port(), null, "ClueCon");
    CHECK(no_user.connected() == 1);
    for (const std::string& odd : {" +" + port, port + "\n", port + " tcp"}) {
        ESLconnection as_atoi("127.0.0.1", odd.c_str(), "ClueCon");
        CHECK(as_atoi.connected() == 1);
    }
    ESLconnection odd_port("127.0.0.1", "nonsense", "ClueCon");
    CHECK(odd_port.connected() == 0);
}

TEST_CASE("ESLconnection: commands and their answers", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    owned answer = fs.api("echo", "one two");
    CHECK(text(answer->getType()) == "SOCKET_DATA");
    CHECK(text(answer->getHeader("Content-Type")) == "api/response");
    CHECK(text(answer->getHeader("Content-Length")) == "7");
    CHECK(text(answer->getBody()) == "one two");
    answer = fs.api("echo one");
    CHECK(text(answer->getBody()) == "one");
    CHECK(last_command(fake) == "api echo one ");
    answer = fs.api("no_such_api");
    CHECK(text(answer->getBody()).substr(0, 4) == "-ERR");
    fake.with([](eslio::testing::fake_switch& s) {
        s.on_api("silent", [](std::string_view) { return std::string(); });
    });
    answer = fs.api("silent");
    CHECK(text(answer->getBody()) == "-ERR no reply\n");

    answer = fs.sendRecv("nosuch");
    CHECK(text(answer->getHeader("reply-text")) == "-ERR command not found");
    CHECK(answer->getBody() == nullptr);
    answer = fs.sendRecv("event plain TALK\r\n\r\n");
    CHECK(text(answer->getHeader("reply-text")).substr(0, 3) == "+OK");

    CHECK(fs.events("plain", "BACKGROUND_JOB") == ESL_SUCCESS);
    answer = fs.bgapi("echo", "later", "my-job");
    CHECK(text(answer->getHeader("Job-UUID")) == "my-job");
    answer = fs.recvEvent();
    CHECK(text(answer->getType()) == "BACKGROUND_JOB");
    CHECK(text(answer->getHeader("Job-UUID")) == "my-job");
    CHECK(text(answer->getBody()) == "later");
    answer = fs.bgapi("echo later");
    CHECK(text(answer->getHeader("Reply-Text")).substr(0, 13) == "+OK Job-UUID:");
    CHECK(fs.disconnect() == 0);
    CHECK(fs.disconnect() == 0);
    CHECK(fs.connected() == 0);
}

TEST_CASE("ESLconnection: events in every format, fired by itself", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    ESLevent mine("CUSTOM", "acme::x");
    mine.addHeader("K", "  a b%");
    mine.pushHeader("L", "1");
    mine.pushHeader("L", "2");
    mine.addBody("one\n\ntwo");
    for (const char* format : {"plain", "json", "xml", "other"}) {
        INFO(format);
        CHECK(fs.events(format, "CUSTOM acme::x") == 0);
        owned answer = fs.sendEvent(&mine);
        CHECK(text(answer->getHeader("Reply-Text")).substr(0, 4) == "+OK ");
        owned got = fs.recvEvent();
        CHECK(text(got->getType()) == "CUSTOM");
        CHECK(text(got->getHeader("k")) == "a b%");
        CHECK(text(got->getHeader("L", 1)) == "2");
        CHECK(text(got->getBody()) == "one\n\ntwo");
        CHECK(text(got->getHeader("Content-Length")) == "8");
    }
    owned added = fs.filter("Event-Subclass", "acme::y");
    CHECK(text(added->getHeader("Reply-Text")).substr(0, 3) == "+OK");
    owned fired = fs.sendEvent(&mine);
    CHECK(owned(fs.recvEventTimed(1)) == nullptr);
    owned gone = fs.filter("delete", "all");
    CHECK(last_command(fake) == "filter delete all");
    fired = fs.sendEvent(&mine);
    CHECK(owned(fs.recvEventTimed(60'000)) != nullptr);
    CHECK(owned(fs.recvEventTimed(1)) == nullptr);
}

TEST_CASE("ESLconnection: what is said to calls", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const std::string head = "sendmsg u\ncall-command: execute\n";
    owned answer = fs.execute("playback", "x.wav", "u");
    CHECK(last_command(fake) == head + "execute-app-name: playback\nexecute-app-arg: x.wav");
    CHECK(text(answer->getHeader("Reply-Text")).substr(0, 4) == "-ERR");
    answer = fs.executeAsync("park", nullptr, "u");
    CHECK(last_command(fake) == head + "execute-app-name: park\nasync: true");
    CHECK(fs.setEventLock(nullptr) == 0);
    CHECK(fs.setEventLock("yes") == 1);
    CHECK(fs.setAsyncExecute("12") == 1);
    CHECK(fs.setAsyncExecute(nullptr) == 1);
    answer = fs.execute("park", "", "u");
    CHECK(last_command(fake) == head + "execute-app-name: park\nevent-lock: true\nasync: true");
    CHECK(fs.setEventLock("0") == 0);
    CHECK(fs.setAsyncExecute("off") == 0);
    answer = fs.execute(nullptr, nullptr, nullptr);
    CHECK(last_command(fake) == "sendmsg\ncall-command: execute");

    ESLevent hangup("COMMAND");
    hangup.addHeader("call-command", "hangup");
    hangup.addBody("b");
    CHECK(fs.sendMSG(&hangup, "u") == 0);
    CHECK(last_command(fake) == "sendmsg u\ncall-command: hangup\nContent-Length: 1\n\nb");
    CHECK(fs.sendMSG(&hangup) == 0);
    CHECK(fs.sendMSG(&hangup, "u\n\nexit") == 1);
}

TEST_CASE("ESLconnection: what send sent is answered among the events, in their order",
          "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    CHECK(fs.send("event plain CUSTOM a::b") == 0);
    CHECK(fs.send("sendevent CUSTOM\nEvent-Subclass: a::b\nContent-Length: 2\n\nhi\n\n") == 0);
    CHECK(fs.send("api echo third\n\n") == 0);
    // Nobody else is given those answers.
    owned own = fs.api("echo", "mine");
    CHECK(text(own->getBody()) == "mine");
    owned first = fs.recvEvent();
    CHECK(text(first->getHeader("Reply-Text")).find("event") != std::string::npos);
    std::vector<std::string> rest;
    for (int i = 0; i < 3; ++i) {
        owned next = fs.recvEvent();
        rest.push_back(text(next->getType()) + ":" + text(next->getBody()));
    }
    std::sort(rest.begin(), rest.end());
    CHECK(rest == std::vector<std::string>{"CUSTOM:hi", "SOCKET_DATA:NULL", "SOCKET_DATA:third"});
}

TEST_CASE("ESLconnection: log lines", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    owned(fs.sendRecv("log 7"));
    fake.with([](eslio::testing::fake_switch& s) { return s.fire_log(4, "a line\n"), true; });
    owned line = fs.recvEvent();
    CHECK(text(line->getHeader("content-type")) == "log/data");
    CHECK(text(line->getHeader("Log-Level")) == "4");
    CHECK(text(line->getBody()) == "a line\n");
    CHECK(text(line->getType()) == "SOCKET_DATA");
}

TEST_CASE("ESLconnection: NULL is no value anywhere", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const std::size_t before = commands_seen(fake);
    CHECK(fs.send(nullptr) == ESL_FAIL);
    CHECK(fs.sendRecv(nullptr) == nullptr);
    CHECK(fs.api(nullptr, "x") == nullptr);
    CHECK(fs.bgapi(nullptr, "x", "y") == nullptr);
    CHECK(fs.filter(nullptr, "x") == nullptr);
    CHECK(fs.filter("x", nullptr) == nullptr);
    CHECK(fs.events("plain", nullptr) == ESL_FAIL);
    CHECK(text(owned(fs.sendEvent(nullptr))->getType()) == "SERVER_DISCONNECTED");
    CHECK(fs.sendMSG(nullptr, "u") == 1);
    CHECK(commands_seen(fake) == before);
    CHECK(fs.events(nullptr, "TALK") == ESL_SUCCESS);
    CHECK(last_command(fake) == "event plain TALK");
    CHECK(fs.connected() == 1);

    ESLconnection never("127.0.0.1", static_cast<const char*>(nullptr), "x");
    ESLevent e("TALK");
    CHECK(never.socketDescriptor() == -1);
    CHECK(never.getInfo() == nullptr);
    CHECK(never.send("status") == ESL_FAIL);
    CHECK(never.api("status") == nullptr);
    CHECK(never.recvEventTimed(1) == nullptr);
    CHECK(never.recvEventTimed(0) == nullptr);
    CHECK(text(owned(never.recvEvent())->getType()) == "SERVER_DISCONNECTED");
    CHECK(text(owned(never.sendEvent(&e))->getType()) == "SERVER_DISCONNECTED");
    CHECK(never.sendMSG(&e) == 1);
    CHECK(never.events("plain", "all") == ESL_FAIL);
    CHECK(never.filter("a", "b") == nullptr);
    CHECK(never.execute("park") == nullptr);
    CHECK(never.disconnect() == 0);
}

TEST_CASE("ESLconnection: no argument makes a second command", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const std::size_t before = commands_seen(fake);
    const char* const forged = "x\n\napi echo forged";
    const auto refused = [](ESLevent* answer) {
        const owned e = answer;
        return e && text(e->getHeader("Reply-Text")).substr(0, 5) == "-ERR ";
    };
    CHECK(refused(fs.api("echo", forged)));
    CHECK(refused(fs.bgapi("echo", forged)));
    CHECK(refused(fs.bgapi("echo", "x", forged)));
    CHECK(refused(fs.bgapi("echo", "x", std::string(236, 'j').c_str())));
    CHECK(refused(fs.filter(forged, "x")));
    CHECK(refused(fs.filter("x", forged)));
    CHECK(refused(fs.execute(forged)));
    CHECK(refused(fs.execute("park", "", forged)));
    CHECK(refused(fs.sendRecv(forged)));
    CHECK(refused(fs.sendRecv("api x\nContent-Length: 1\n\nab")));
    CHECK(refused(fs.sendRecv("api x\nContent-Length: 3\n\nab")));
    CHECK(refused(fs.sendRecv("")));
    CHECK(fs.send(forged) == ESL_FAIL);
    CHECK(fs.events("plain", forged) == ESL_FAIL);
    ESLevent e("CUSTOM", "a::b");
    e.addHeader("K", forged);
    CHECK(refused(fs.sendEvent(&e)));
    CHECK(fs.sendMSG(&e) == 1);
    CHECK(commands_seen(fake) == before);

    // An application's argument may hold line breaks.
    owned(fs.execute("speak", "one\n\ntwo", "u"));
    CHECK(last_command(fake) == "sendmsg u\ncall-command: execute\nexecute-app-name: speak\n"
                                "content-type: text/plain\nContent-Length: 8\n\none\n\ntwo");
}

TEST_CASE("ESLconnection: of empty commands FreeSWITCH's word is told, or why none was sent",
          "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    for (const char* name : {"", " "}) {
        const owned answer = fs.api(name);
        CHECK(text(answer->getHeader("Content-Type")) == "api/response");
        CHECK(text(answer->getBody()) == "-ERR  Command not found!\n");
    }
    owned answer = fs.bgapi("");
    CHECK(text(answer->getHeader("Reply-Text")).substr(0, 14) == "+OK Job-UUID: ");
    CHECK(last_command(fake) == "bgapi ");
    answer = fs.bgapi("", "", "");
    CHECK(text(answer->getHeader("Reply-Text")).substr(0, 14) == "+OK Job-UUID: ");
    answer = fs.bgapi("", nullptr, "mine");
    CHECK(text(answer->getHeader("Reply-Text")).substr(0, 5) == "-ERR ");
    answer = fs.sendRecv("\r\n\nnoop");
    CHECK(text(answer->getHeader("Reply-Text")) == "-ERR command not found");
    CHECK(last_command(fake) == "noop");
    const std::size_t before = commands_seen(fake);
    for (const char* none : {"", "\n", "\r\n\r\n"}) {
        answer = fs.sendRecv(none);
        CHECK(text(answer->getHeader("Reply-Text")).substr(0, 5) == "-ERR ");
        CHECK(fs.send(none) == ESL_FAIL);
    }
    // What an API command would have printed is looked for in the body.
    for (const char* raw : {"", "api echo\n\nexit", "\r\n\napi echo\n\nexit"}) {
        answer = *raw != 0 ? fs.sendRecv(raw) : fs.api("echo", "a\nb");
        CHECK(text(answer->getHeader("Content-Type")) == "api/response");
        CHECK(text(answer->getBody()).substr(0, 5) == "-ERR ");
        CHECK(text(answer->getHeader("Reply-Text")) + "\n" == text(answer->getBody()));
    }
    CHECK(commands_seen(fake) == before);
}

TEST_CASE("ESLconnection: which byte of a command cannot be sent is told", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const auto why = [](const owned& e) { return text(e->getHeader("Reply-Text")); };
    const std::string words = " is a line break, after which a header or a command would begin; "
                              "take it out";
    CHECK(why(fs.api("echo", "a\nb")) == "-ERR api command: 0x0A (byte 7)" + words);
    CHECK(why(fs.api("a\rb")) == "-ERR api command: 0x0D (byte 2)" + words);
    CHECK(why(fs.filter("A", "b\nc")) == "-ERR filter command: 0x0A (byte 4)" + words);
    CHECK(why(fs.bgapi("echo", "a\nb")).find("0x0A (byte 7)") != std::string::npos);
}

TEST_CASE("ESLconnection: myevents of no call is what FreeSWITCH makes of it", "[esl_oop]") {
    test::switch_thread fake;
    for (const char* line : {"myevents nope", "myevents json", "myevents "}) {
        ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
        const owned answer = fs.sendRecv(line);
        REQUIRE(answer);
        CHECK(text(answer->getHeader("Reply-Text")) == "+OK Events Enabled");
        CHECK(last_command(fake) == line);
    }
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const owned answer = fs.sendRecv("myevents nope plain");
    CHECK(text(answer->getHeader("Reply-Text")) == "-ERR invalid uuid");
}

TEST_CASE("ESLconnection: a million bytes each way", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const std::string much(1'000'000, 'm');
    owned answer = fs.api("echo", much.c_str());
    CHECK(answer->getBody() == much);
    owned(fs.execute("set", much.c_str(), "u"));
    CHECK(last_command(fake).size() > much.size());
    owned(fs.filter("Name", much.substr(0, 5000).c_str()));
    CHECK(last_command(fake).size() == 5000 + std::string("filter Name ").size());
    owned(fs.filter("delete", "all"));
    CHECK(fs.events("plain", "CUSTOM a::b") == 0);
    ESLevent big("CUSTOM", "a::b");
    big.addHeader("Much", much.c_str());
    big.addBody(much.c_str());
    owned(fs.sendEvent(&big));
    owned got = fs.recvEvent();
    CHECK(got->getBody() == much);
    CHECK(got->getHeader("Much") == much);
}
