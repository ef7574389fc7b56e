// testing/fake_switch.hpp: calls handed to a program by `socket`, in the four modes.
#include "catch.hpp"
#include "outbound_program.hpp"
#include "support/named.hpp"

#include <asio/ip/address_v4.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::after;
using eslio::testing::call;
using eslio::testing::incoming_call;
using eslio::testing::socket_mode;
using eslio::testing::stream;
using testing_tests::closed;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::program;
using testing_tests::split;
using list = std::vector<std::string>;

TEST_CASE("the switch says nothing before the first command", "[testing][outbound]") {
    program p;
    CHECK(p.receive().empty());
    const auto all = p.send("connect");
    REQUIRE(all.size() == 1);
    const eslio::wire::header_block block(all[0].headers);
    CHECK(all[0].type == "command/reply");
    CHECK(block["Event-Name"] == "CHANNEL_DATA");
    CHECK(block["Reply-Text"] == "%2BOK%0A");
    CHECK(block["Socket-Mode"] == "async");
    CHECK(block["Control"] == "full");
    CHECK(block["Unique-ID"] == "u-1");
    CHECK(block["Channel-Destination-Number"] == "5000");
    CHECK(block["Caller-Caller-ID-Name"] == "Ann");
    CHECK(block["Answer-State"] == "ringing");
    CHECK(block["variable_socket_host"] == "memory-1");
    CHECK(all[0].headers.find("Content-Length") == std::string::npos);
    CHECK(p.ask("linger 5") == "+OK will linger 5 seconds");
}

TEST_CASE("the reply of a first command other than connect is never sent", "[testing][outbound]") {
    program p;
    CHECK(p.send("myevents").empty());
    CHECK(p.ask("myevents") == "-ERR aready enabled.");
    program other;
    CHECK(other.ask("api echo x") == "x");
    program silent;
    CHECK(silent.wait(24999ms).empty());
    const auto all = silent.wait(1ms);
    REQUIRE(all.size() == 1);
    CHECK(all[0].headers == "Content-Type: text/disconnect-notice\nControlled-Session-UUID: u-1\n"
                            "Content-Disposition: disconnect\nContent-Length: 67\n");
    CHECK(closed(silent));
    CHECK(silent.fake.calls() == list{"u-1"});  // nobody ends its park
}

TEST_CASE("without full few commands exist", "[testing][outbound]") {
    for (const auto mode : {socket_mode::async_single, socket_mode::static_single}) {
        program p(mode);
        const auto all = p.send("connect");
        REQUIRE(all.size() == 1);
        const eslio::wire::header_block block(all[0].headers);
        CHECK(block["Socket-Mode"] == (mode == socket_mode::async_single ? "async" : "static"));
        CHECK(block["Control"] == "single-channel");
        for (const char* refused :
             {"api version", "bgapi status", "event plain ALL", "nixevent ALL", "noevents",
              "linger", "nolinger", "log debug", "nolog", "sendevent CUSTOM", "foo", "auth ClueCon",
              "api reload mod_event_socket"}) {
            INFO(refused);
            CHECK(p.ask(refused) == "-ERR command not found");
        }
        CHECK(p.ask("filter Event-Name X") == "+OK filter added. [Event-Name]=[X]");
        CHECK(p.ask("filter delete all") == "+OK filter deleted. [all][]");
        CHECK(p.ask("getvar uuid") == "u-1");
        CHECK(p.ask("getvar nothing") == "-ERR command not found");
        CHECK(p.ask("divert_events on") == "+OK events diverted");
        CHECK(p.ask("divert_events") == "-ERR missing value.");
        CHECK(p.ask("divert_events off") == "+OK events not diverted");
        CHECK(p.ask("resume") == "+OK");
        CHECK(p.ask("myevents") == "+OK Events Enabled");
        CHECK(p.ask("myevents") == "-ERR aready enabled.");
        CHECK(p.ask("sendmsg other") == "-ERR invalid session id [other]");
        CHECK(p.ask("sendmsg\ncall-command: execute\nexecute-app-name: set\n"
                    "execute-app-arg: a=b") == "+OK");
        p.wait(1ms);
        CHECK(p.ask("getvar a") == "b");
        CHECK(p.ask("exit") == "+OK bye");
        CHECK(closed(p));
    }
}

TEST_CASE("an async call runs through the recorded events", "[testing][outbound]") {
    program p;
    p.connect();
    CHECK(p.ask("myevents") == "+OK Events Enabled");
    auto all = p.execute("answer", {}, "event-lock: true\n");
    CHECK(all.front().reply() == "+OK");
    CHECK(names(all) == list{"CHANNEL_EXECUTE", "CHANNEL_ANSWER", "CHANNEL_EXECUTE_COMPLETE"});
    all = p.execute("playback", "tone_stream://%(300,0,440)", "Event-UUID: play-1\n");
    CHECK(names(all) == list{"CHANNEL_EXECUTE"});
    CHECK(names(p.wait(299ms)).empty());
    all = p.wait(1ms);
    CHECK(names(all) == list{"CHANNEL_EXECUTE_COMPLETE"});
    CHECK(all[0].content["Application-UUID"] == "play-1");
    CHECK(all[0].content["Application-Response"] == "FILE PLAYED");
    all = p.execute("hangup", "USER_BUSY");
    CHECK(names(all) == list{"CHANNEL_EXECUTE", "CHANNEL_HANGUP", "CHANNEL_EXECUTE_COMPLETE",
                             "CHANNEL_UNPARK", "CHANNEL_EXECUTE_COMPLETE", "CHANNEL_STATE",
                             "CHANNEL_STATE", "CHANNEL_HANGUP_COMPLETE"});
    CHECK(named(find_event(all, "CHANNEL_UNPARK"))["Hangup-Cause"] == "USER_BUSY");
    CHECK(all.back().type == "text/disconnect-notice");
    CHECK(closed(p));
    CHECK(p.fake.calls().empty());
}

TEST_CASE("the park is entered a moment after connect was answered", "[testing][outbound]") {
    program p;
    p.send("event plain CHANNEL_PARK CHANNEL_UNPARK CHANNEL_EXECUTE");
    CHECK(names(p.send("connect")).empty());
    CHECK(p.execute("sleep", "1000").front().reply() == "+OK");
    CHECK(names(p.wait(1ms)) == list{"CHANNEL_PARK", "CHANNEL_EXECUTE"});
    p.send("connect");
    CHECK(names(p.wait(1ms)).empty());
}

TEST_CASE("a lingering program hears the last events and both notices", "[testing][outbound]") {
    program p(socket_mode::async_full, call().hangs_up(after(1s)));
    p.connect();
    p.send("linger 3");
    p.send("event plain ALL");
    p.execute("answer");
    p.receive();
    auto all = p.wait(1s);
    CHECK(names(all).front() == "CHANNEL_HANGUP");
    CHECK(names(all).back() == "CHANNEL_HANGUP_COMPLETE");
    CHECK(all.back().headers ==
          "Content-Type: text/disconnect-notice\nControlled-Session-UUID: u-1\n"
          "Content-Disposition: linger\nChannel-Name: sofia/internal/1001@127.0.0.1\n"
          "Linger-Time: 3\nContent-Length: 0\n");
    CHECK(p.fake.calls().empty());
    CHECK(p.ask("getvar uuid") == "u-1");  // the session is held
    CHECK(p.ask("api version").substr(0, 10) == "FreeSWITCH");
    CHECK(p.ask("sendmsg\ncall-command: execute\nexecute-app-name: answer") == "+OK");
    all = p.wait(3s);
    REQUIRE(all.size() == 1);
    CHECK(all[0].body.substr(0, 12) == "Disconnected");
    CHECK(closed(p));
}

TEST_CASE("who hangs up by itself hears of the linger after the last events",
          "[testing][outbound]") {
    for (const char* how :
         {"call-command: hangup", "call-command: execute\nexecute-app-name: hangup"}) {
        program p;
        p.connect();
        p.send("linger 3");
        p.send("event plain ALL");
        auto all = p.send(std::string("sendmsg\n") + how);
        for (const auto& later : p.wait(30ms)) all.push_back(later);
        REQUIRE_FALSE(names(all).empty());
        CHECK(all.front().reply() == "+OK");
        CHECK(names(all).back() == "CHANNEL_HANGUP_COMPLETE");
        CHECK(all.back().type == "text/disconnect-notice");
    }
}

TEST_CASE("an endless linger ends by exit, nolinger says so", "[testing][outbound]") {
    program p;
    p.connect();
    CHECK(p.ask("linger") == "+OK will linger");
    p.fake.hang_up("u-1");
    CHECK(p.receive().back().headers.find("Linger-Time: -1\n") != std::string::npos);
    CHECK(p.wait(1h).empty());
    CHECK(p.ask("nolinger") == "+OK will not linger");
    CHECK(p.ask("exit") == "+OK bye");
    CHECK(closed(p));
}

TEST_CASE("without linger the last events may be lost", "[testing][outbound]") {
    program p;
    p.fake.options().loses_last_events = true;
    p.connect();
    p.send("myevents");
    p.fake.hang_up("u-1");
    const auto all = p.receive();
    CHECK(find_event(all, "CHANNEL_HANGUP_COMPLETE").empty());
    CHECK(all.back().type == "text/disconnect-notice");
}

TEST_CASE("a static connection answers when the application has ended", "[testing][outbound]") {
    program p(socket_mode::static_full);
    p.connect();
    p.send("myevents");
    CHECK(p.execute("playback", "silence_stream://500").empty());
    p.end.send_now("getvar uuid\n\n");
    CHECK(p.wait(499ms).empty());
    const auto all = p.wait(1ms);
    REQUIRE(all.size() == 5);
    CHECK(all[0].reply() == "+OK");
    CHECK(all[1].reply() == "u-1");
    CHECK(names(all) ==
          list{"CHANNEL_PROGRESS_MEDIA", "CHANNEL_EXECUTE", "CHANNEL_EXECUTE_COMPLETE"});
    // `async` only queues, and nothing drains that queue.
    CHECK(p.execute("set", "x=y", "async: true\n").front().reply() == "+OK");
    CHECK(p.ask("getvar x") == "-ERR command not found");
}

TEST_CASE("a static connection notes the hang-up behind its command", "[testing][outbound]") {
    program p(socket_mode::static_full);
    p.connect();
    p.send("myevents");
    p.send("linger 2");
    auto all = p.execute("nosuchapp", "x");
    REQUIRE(all.size() >= 3);
    CHECK(all[0].reply() == "+OK");
    CHECK(all[1].headers.find("Content-Disposition: linger\n") != std::string::npos);
    CHECK(names(all) == list{"CHANNEL_HANGUP"});
    CHECK(p.execute("set", "a=b").front().reply() == "+OK");
    CHECK(p.ask("getvar a") == "b");
    all = p.wait(2s);
    CHECK(find_event(all, "CHANNEL_HANGUP_COMPLETE").empty());  // the call's thread is here
    CHECK(all.back().type == "text/disconnect-notice");
    p.time.settle();
    CHECK(p.fake.calls().empty());

    program other(socket_mode::static_single);
    other.connect();
    all = other.execute("hangup");
    REQUIRE(all.size() == 2);
    CHECK(all[0].reply() == "+OK");
    CHECK(all[1].type == "text/disconnect-notice");
    CHECK(closed(other));
}

TEST_CASE("a program that leaves ends the application", "[testing][outbound]") {
    for (const auto mode : {socket_mode::async_full, socket_mode::static_full}) {
        program p(mode);
        p.connect();
        p.end.close();
        p.time.settle();
        CHECK(closed(p));
        CHECK(p.fake.calls().empty());  // the dialplan ended behind the socket
    }
    program reset;
    reset.connect();
    reset.end.reset();
    reset.time.settle();
    CHECK(reset.fake.calls().empty());
}

TEST_CASE("programs are reached by TCP, the first host that answers", "[testing][outbound]") {
    asio::io_context context;
    eslio::testing::fake_switch fake(context.get_executor());
    using asio::ip::tcp;
    tcp::acceptor door(context, {asio::ip::address_v4::loopback(), 0});
    std::uint16_t closed_port = 0;
    {
        tcp::acceptor gone(context, {asio::ip::address_v4::loopback(), 0});
        closed_port = gone.local_endpoint().port();
    }
    const std::string good = "127.0.0.1:" + std::to_string(door.local_endpoint().port());
    const std::string bad = "127.0.0.1:" + std::to_string(closed_port);
    std::string heard;
    tcp::socket peer(context);
    door.async_accept(peer, [&](eslio::error_code ec) {
        REQUIRE_FALSE(ec);
        static const std::string commands = "connect\n\nexit\n\n";
        asio::write(peer, asio::buffer(commands));
        asio::async_read(peer, asio::dynamic_buffer(heard),
                         [&](eslio::error_code, std::size_t) { context.stop(); });
    });
    fake.call_out(bad + "/some/path|" + good + "/other", incoming_call().uuid("u-1"));
    context.run_for(10s);
    const auto all = split(heard);
    REQUIRE(all.size() == 3);
    CHECK(all[0].headers.find("variable_socket_path: other\n") != std::string::npos);
    CHECK(all[1].reply() == "+OK bye");
}

TEST_CASE("in driven time a program behind a real socket is told to be out of reach",
          "[testing][outbound]") {
    program p;
    const asio::ip::tcp::endpoint where(asio::ip::address_v4::loopback(), 8084);
    CHECK_THROWS_AS(p.fake.call_out(where), std::logic_error);
    CHECK_THROWS_AS(p.fake.call_out("ivr:1|127.0.0.1:8084"), std::logic_error);
    CHECK(p.fake.calls() == list{"u-1"});
    bool given = false;
    p.fake.program("127.0.0.1:8084", [&](eslio::testing::stream) { given = true; });
    p.fake.call_out(where);
    p.time.settle();
    CHECK(given);
}

TEST_CASE("nobody listens: the dialplan goes on", "[testing][outbound]") {
    program p;
    const std::string id = p.fake.call_out("", incoming_call().uuid("u-2"));
    p.time.settle();
    CHECK(p.fake.calls() == list{"u-1"});
}
