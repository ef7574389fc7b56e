// ESLconnection: half messages, time-outs, peers that die, descriptors, several threads.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"
#include "esl_oop/owned.hpp"

#include <eslio/esl_oop.hpp>

#include <future>
#include <poll.h>
#include <string>
#include <vector>

using test::owned;
using test::text;

namespace {

bool is_readable(int descriptor, int ms) {
    pollfd one{descriptor, POLLIN, 0};
    return poll(&one, 1, ms) == 1;
}

/// The answers to `first` and `second` bring half an event each.
void send_halves(eslio::testing::fake_switch& s) {
    const std::string packet = "Content-Length: 41\nContent-Type: text/event-plain\n\n"
                               "Event-Name: CUSTOM\nEvent-Subclass: a::b\n\n";
    const std::string ok = "Content-Type: command/reply\nReply-Text: +OK\n\n";
    s.on_command("first", [=](std::string_view) { return ok + packet.substr(0, 60); });
    s.on_command("second", [=](std::string_view) { return packet.substr(60) + ok; });
}

}  // namespace

TEST_CASE("ESLconnection: a time-out holds on half a message, which is not lost", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    fake.with([](eslio::testing::fake_switch& s) { return send_halves(s), true; });
    CHECK(owned(fs.sendRecv("first")) != nullptr);
    CHECK(fs.recvEventTimed(1) == nullptr);
    CHECK(fs.recvEventTimed(2) == nullptr);
    CHECK(fs.connected() == 1);
    CHECK(owned(fs.sendRecv("second")) != nullptr);
    const owned whole = fs.recvEventTimed(60'000);
    REQUIRE(whole);
    CHECK(text(whole->getHeader("Event-Subclass")) == "a::b");
}

TEST_CASE("ESLconnection: an answer stands where it came, whatever one read brings", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const std::string packet = "Content-Length: 41\nContent-Type: text/event-plain\n\n"
                               "Event-Name: CUSTOM\nEvent-Subclass: a::b\n\n";
    const std::string ok = "Content-Type: command/reply\nReply-Text: +OK\n\n";
    const std::string bye = "Content-Type: command/reply\nReply-Text: +OK bye\n\n"
                            "Content-Type: text/disconnect-notice\nContent-Length: 22\n\n"
                            "Disconnected, goodbye.";
    fake.with([&](eslio::testing::fake_switch& s) {
        s.on_command("around", [=](std::string_view) { return packet + ok + packet + packet; });
        s.on_command("leave", [=](std::string_view) { return packet + bye; });
        return true;
    });
    CHECK(fs.send("around") == 0);
    CHECK(fs.send("around") == 0);
    CHECK(fs.send("leave") == 0);
    std::string seen;
    while (const owned next = fs.recvEventTimed(60'000)) {
        const std::string type = text(next->getType());
        if (type == "SERVER_DISCONNECTED") break;
        const std::string reply = text(next->getHeader("Reply-Text"));
        seen += type == "CUSTOM" ? "event " : reply.empty() ? "notice " : reply + ' ';
        if (reply == "+OK bye") fake.with([](auto& s) { return s.drop_all(), true; });
    }
    CHECK(seen == "event +OK event event event +OK event event event +OK bye ");
}

TEST_CASE("ESLconnection: the end comes after what came before it", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    CHECK(fs.events("plain", "CUSTOM a::b") == 0);
    ESLevent e("CUSTOM", "a::b");
    for (int i = 0; i < 3; ++i) owned(fs.sendEvent(&e));
    // Till here all has come: an answer follows the events that came before it.
    while (!owned(fs.recvEventTimed(60'000))) {
    }
    owned(fs.api("echo", "x"));
    fake.with([](eslio::testing::fake_switch& s) { return s.drop_all(), true; });
    int events = 0;
    std::string last;
    while (fs.connected() == 1) {
        const owned next = fs.recvEvent();
        last = text(next->getType());
        events += last == "CUSTOM";
    }
    CHECK(events <= 2);
    CHECK(last == "SERVER_DISCONNECTED");
    CHECK(text(owned(fs.recvEvent())->getType()) == "SERVER_DISCONNECTED");
    CHECK(fs.recvEventTimed(1) == nullptr);
    CHECK(fs.api("status") == nullptr);
    CHECK(fs.send("status") == ESL_FAIL);
    CHECK(fs.socketDescriptor() == -1);
}

TEST_CASE("ESLconnection: what came before the end is received, whichever call finds the end first",
          "[esl_oop]") {
    test::switch_thread fake;
    const std::string event = "Content-Length: 20\nContent-Type: text/event-plain\n\n"
                              "Event-Name: CUSTOM\n\n";
    fake.with([&](eslio::testing::fake_switch& s) {
        s.on_command("bring", [event](std::string_view) {
            return event + event + event + "Content-Type: command/reply\nReply-Text: +OK\n\n";
        });
        return true;
    });
    for (const bool by_send : {false, true}) {
        ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
        CHECK(owned(fs.sendRecv("bring")) != nullptr);
        fake.with([](eslio::testing::fake_switch& s) { return s.drop_all(), true; });
        while (by_send ? fs.send("noop") == ESL_SUCCESS : owned(fs.api("status")) != nullptr) {
        }
        CHECK(fs.connected() == 0);
        for (int i = 0; i < 3; ++i) {
            REQUIRE(is_readable(fs.socketDescriptor(), 60'000));
            const owned next = i == 1 ? fs.recvEventTimed(60'000) : fs.recvEvent();
            REQUIRE(next);
            CHECK(text(next->getType()) == "CUSTOM");
        }
        REQUIRE(is_readable(fs.socketDescriptor(), 60'000));
        owned last = fs.recvEvent();
        while (text(last->getHeader("Content-Type")) == "command/reply") last = fs.recvEvent();
        CHECK(text(last->getType()) == "SERVER_DISCONNECTED");
        CHECK(fs.recvEventTimed(60'000) == nullptr);
        CHECK(fs.socketDescriptor() == -1);
    }
}

TEST_CASE("ESLconnection: exit is answered, then it has disconnected", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const owned bye = fs.sendRecv("exit");
    CHECK(text(bye->getHeader("Reply-Text")) == "+OK bye");
    CHECK(fs.connected() == 1);
    CHECK(text(owned(fs.recvEvent())->getType()) == "SERVER_DISCONNECTED");
    CHECK(fs.connected() == 0);
}

TEST_CASE("ESLconnection: a peer that dies ends the calls that wait", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    fake.with([](eslio::testing::fake_switch& s) {
        s.on_command("api wait", [](std::string_view) { return std::string(); });
    });
    auto answer = std::async(std::launch::async, [&] { return fs.api("wait"); });
    auto event = std::async(std::launch::async, [&] { return owned(fs.recvEvent()); });
    fake.with([](eslio::testing::fake_switch& s) { return s.reset_all(), true; });
    CHECK(answer.get() == nullptr);
    CHECK(text(event.get()->getType()) == "SERVER_DISCONNECTED");
}

TEST_CASE("ESLconnection: what was sent last is written before it closes", "[esl_oop]") {
    test::switch_thread fake;
    const std::string much(500'000, 'm');
    {
        ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
        CHECK(fs.send(("api echo " + much).c_str()) == 0);
        CHECK(fs.send("last words") == 0);
    }
    bool came = false;
    while (!came)
        came = fake.with([](eslio::testing::fake_switch& s) {
            return s.open_connections() == 0 || s.commands().back() == "last words";
        });
    CHECK(fake.with([](eslio::testing::fake_switch& s) { return s.commands().back(); }) ==
          "last words");
}

TEST_CASE("ESLconnection: the descriptor is readable as long as something is there", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    CHECK(fs.events("plain", "CUSTOM a::b") == 0);
    const int descriptor = fs.socketDescriptor();
    REQUIRE(descriptor >= 0);
    CHECK(fs.socketDescriptor() == descriptor);
    CHECK_FALSE(is_readable(descriptor, 0));
    ESLevent e("CUSTOM", "a::b");
    for (int i = 0; i < 5; ++i) owned(fs.sendEvent(&e));
    // Whoever polls fetches all, one at a time, without ever waiting in vain.
    for (int i = 0; i < 5; ++i) {
        REQUIRE(is_readable(descriptor, 60'000));
        CHECK(owned(fs.recvEvent()));
    }
    CHECK_FALSE(is_readable(descriptor, 0));
    CHECK(fs.send("api echo x") == 0);
    REQUIRE(is_readable(descriptor, 60'000));
    CHECK(text(owned(fs.recvEvent())->getBody()) == "x");
    fake.with([](eslio::testing::fake_switch& s) { return s.drop_all(), true; });
    REQUIRE(is_readable(descriptor, 60'000));
    CHECK(text(owned(fs.recvEvent())->getType()) == "SERVER_DISCONNECTED");
}

TEST_CASE("ESLconnection: as many answers as commands were sent, whenever they are received",
          "[esl_oop][capacity]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    constexpr int many = 100'250, large = 40;
    for (int i = 0; i < many; ++i) REQUIRE(fs.send("noop") == 0);
    int answers = 0;
    for (; answers < many; ++answers) {
        const owned next = fs.recvEventTimed(60'000);
        REQUIRE(next != nullptr);
        REQUIRE(text(next->getHeader("Reply-Text")) == "-ERR command not found");
    }
    CHECK(fs.recvEventTimed(1) == nullptr);

    fake.with([](eslio::testing::fake_switch& s) {
        s.on_api("large", [](std::string_view) { return std::string(8'388'608, 'a'); });
        s.on_command("told", [](std::string_view) {
            return "Content-Type: text/event-plain\nContent-Length: 20\n\nEvent-Name: CUSTOM\n\n"
                   "Content-Type: api/response\nContent-Length: 8388608\n\n" +
                   std::string(8'388'608, 'a');
        });
        return true;
    });
    for (int i = 0; i < large; ++i) REQUIRE(fs.send("api large") == 0);
    for (int i = 0; i < 3; ++i) REQUIRE(fs.send("told") == 0);
    owned(fs.sendRecv("noop"));  // all before it have been answered
    int kept = 0;
    for (owned next = fs.recvEventTimed(60'000); next->getBody() != nullptr; next = fs.recvEvent())
        ++kept;
    CHECK(kept >= 30);
    CHECK(kept <= 32);
    for (int i = kept + 1; i < large; ++i) {
        const owned next = fs.recvEventTimed(60'000);
        REQUIRE(next != nullptr);
        CHECK(text(next->getHeader("Content-Type")) == "command/reply");
        CHECK(text(next->getHeader("Reply-Text")).find(eslio::esl::answer_not_kept) == 0);
    }
    for (int i = 0; i < 3; ++i) {
        CHECK(text(owned(fs.recvEventTimed(60'000))->getType()) == "CUSTOM");
        const owned next = fs.recvEventTimed(60'000);
        CHECK(text(next->getHeader("Reply-Text")).find(eslio::esl::answer_not_kept) == 0);
    }
    CHECK(fs.recvEventTimed(1) == nullptr);
}

TEST_CASE("ESLconnection: messages that nobody takes are bounded while an answer is awaited",
          "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const std::string head = "Content-Type: text/event-plain\nContent-Length: ";
    const std::string ok = "Content-Type: command/reply\nReply-Text: +OK\n\n";
    constexpr int large = 40, small = 100'250;
    fake.with([&](eslio::testing::fake_switch& s) {
        s.on_command("large", [=](std::string_view) {
            const std::string inner = "Event-Name: CUSTOM\nContent-Length: 8388608\n\n";
            return head + std::to_string(inner.size() + 8'388'608) + "\n\n" + inner +
                   std::string(8'388'608, 'b');
        });
        s.on_command("small", [=](std::string_view) {
            std::string all;
            for (int i = 0; i < small; ++i) all += head + "20\n\nEvent-Name: CUSTOM\n\n";
            return all + ok;
        });
        s.on_command("answers", [=](std::string_view) {
            std::string all;
            for (int i = 0; i <= large; ++i) all += ok;
            return all;
        });
        return true;
    });
    const auto receive_all = [&fs] {
        owned next = fs.recvEventTimed(60'000);
        int lost = 0, events = 0, answers = 0;
        if (text(next->getHeader("Content-Type")) == "eslio/gap") {
            lost = std::stoi(next->getHeader("Messages-Lost"));
            next = fs.recvEventTimed(60'000);
        }
        for (; next != nullptr; next = fs.recvEventTimed(1))
            ++(text(next->getType()) == "CUSTOM" ? events : answers);
        return std::vector<int>{lost, events, answers};
    };
    for (int i = 0; i < large; ++i) REQUIRE(fs.send("large") == 0);
    REQUIRE(fs.send("answers") == 0);
    owned(fs.sendRecv("noop"));  // all before it has come
    const std::vector<int> of_large = receive_all();
    CHECK(of_large[0] + of_large[1] == large);
    CHECK(of_large[1] <= 32);
    CHECK(of_large[1] >= 16);
    CHECK(of_large[2] == large + 1);

    REQUIRE(fs.send("small") == 0);
    owned(fs.sendRecv("noop"));
    CHECK(receive_all() == std::vector<int>{250, 100'000, 1});
}

TEST_CASE("ESLconnection: many threads, each is given its own answer", "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    CHECK(fs.events("plain", "CUSTOM a::b") == 0);
    constexpr int rounds = 100;
    std::vector<std::future<int>> right;
    for (int t = 0; t < 3; ++t)
        right.push_back(std::async(std::launch::async, [&fs, t] {
            int count = 0;
            for (int i = 0; i < rounds; ++i) {
                const std::string word = std::to_string(t) + "." + std::to_string(i);
                ESLevent e("CUSTOM", "a::b");
                const owned answer = fs.api("echo", word.c_str());
                owned(fs.sendEvent(&e));
                count += text(answer->getBody()) == word && fs.send("noop") == 0;
            }
            return count;
        }));
    // Each round brings an event, and an answer that nobody waited for.
    int received = 0;
    for (; received < 2 * 3 * rounds; ++received) CHECK(owned(fs.recvEvent()));
    for (auto& r : right) CHECK(r.get() == rounds);
    CHECK(fs.recvEventTimed(1) == nullptr);
    CHECK(fs.connected() == 1);
}
