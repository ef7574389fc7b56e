// testing/fake_switch: extensions of the dialplan, run by execute_extension and gone to by
// transfer.
#include "catch.hpp"
#include "outbound_program.hpp"
#include "support/named.hpp"

#include <eslio/event/decode.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::dialplan;
using eslio::testing::fake_application;
using eslio::testing::incoming_call;
using eslio::testing::socket_mode;
using eslio::testing::stream;
using testing_tests::fake_client;
using testing_tests::packet;
using testing_tests::program;
using testing_tests::split;
using list = std::vector<std::string>;

namespace {

/// `+name` of each application that began, `-name` of each that ended, and hang-ups.
list course(const std::vector<packet>& packets) {
    list all;
    for (const packet& p : packets) {
        const eslio::event& e = p.content;
        if (e.is(eslio::event_name::channel_execute))
            all.push_back("+" + std::string(e["Application"]));
        if (e.is(eslio::event_name::channel_execute_complete))
            all.push_back("-" + std::string(e["Application"]));
        if (e.is(eslio::event_name::channel_hangup)) all.emplace_back(e["Hangup-Cause"]);
    }
    return all;
}

/// The channel's data.
template <class Client>
eslio::event data_of(Client& c, const std::string& uuid) {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_event(eslio::format::plain, c.ask("api uuid_dump " + uuid), e));
    return e;
}

/// A program that hears its call's events, which stay until they are read.
struct listening_program : program {
    explicit listening_program(socket_mode mode = socket_mode::async_full) : program(mode) {
        connect();
        send("linger 10");
        send("myevents");
        fake.application("playback", fake_application(1s));
    }
    list run(const std::string& argument) {
        return course(execute("execute_extension", argument, "event-lock: true\n"));
    }
};

}  // namespace

TEST_CASE("execute_extension runs an extension inside itself", "[testing][extensions]") {
    listening_program p;
    p.fake.extension("6000", {{"set", "a=1"}, {"playback", "x.wav"}, {"set", "b=2"}});
    for (const char* argument : {"6000", "6000 XML", "6000 XML default"}) {
        CHECK(p.run(argument) == list{"+execute_extension", "+set", "-set", "+playback"});
        CHECK(p.fake.application_of("u-1") == "playback");
        CHECK(course(p.wait(999ms)).empty());
        CHECK(course(p.wait(1ms)) == list{"-playback", "+set", "-set", "-execute_extension"});
        CHECK(p.fake.application_of("u-1") == "socket");
    }
    CHECK(p.fake.variable("u-1", "b") == "2");
    CHECK(p.ask("api uuid_dump u-1").find("Caller-Destination-Number: 5000") != std::string::npos);
}

TEST_CASE("execute_extension runs what its argument says", "[testing][extensions]") {
    listening_program p;
    CHECK(p.run("set:a=1,playback:x.wav inline") ==
          list{"+execute_extension", "+set", "-set", "+playback"});
    CHECK(course(p.wait(1s)) == list{"-playback", "-execute_extension"});
    CHECK(p.fake.variable("u-1", "a") == "1");
    CHECK(p.run("m:^:multiset:a=2^set:b=1,2 INLINE") == list{"+execute_extension", "+multiset",
                                                             "-multiset", "+set", "-set",
                                                             "-execute_extension"});
    CHECK(p.fake.variable("u-1", "b") == "1,2");
}

TEST_CASE("of an unknown extension nothing is run", "[testing][extensions]") {
    for (const auto mode : {socket_mode::async_full, socket_mode::static_full}) {
        listening_program p(mode);
        for (const char* argument : {"9999", "9999 XML default", ""})
            CHECK(p.run(argument) == list{"+execute_extension", "-execute_extension"});
        CHECK(p.fake.calls() == list{"u-1"});
    }
}

TEST_CASE("extensions run extensions, but not for ever", "[testing][extensions]") {
    listening_program p;
    p.fake.extension("1", {{"execute_extension", "2"}, {"set", "a=1"}});
    p.fake.extension("2", {{"set", "b=1"}});
    CHECK(p.run("1") == list{"+execute_extension", "+execute_extension", "+set", "-set",
                             "-execute_extension", "+set", "-set", "-execute_extension"});
    p.fake.extension("3", {{"execute_extension", "3"}});
    CHECK(p.run("3").size() == 2 * 18U);  // the last finds too many around it
    CHECK(p.fake.application_of("u-1") == "socket");
}

TEST_CASE("a message without a lock runs inside the extension", "[testing][extensions]") {
    listening_program p;
    p.fake.extension("6000", {{"playback", "a"}, {"playback", "b"}});
    CHECK(course(p.execute("execute_extension", "6000")) ==
          list{"+execute_extension", "+playback"});
    CHECK(course(p.wait(1500ms)) == list{"-playback", "+playback"});
    p.fake.application("speak", fake_application(3s));
    CHECK(course(p.execute("speak", "e|v|hello")) == list{"+speak"});
    CHECK(course(p.wait(2999ms)).empty());
    CHECK(course(p.wait(1ms)) == list{"-speak"});
    CHECK(course(p.wait(499ms)).empty());  // the time of the second stood still
    CHECK(course(p.wait(1ms)) == list{"-playback", "-execute_extension"});
}

TEST_CASE("the end of the call ends an extension in the middle", "[testing][extensions]") {
    listening_program p;
    p.fake.extension("6000", {{"playback", "a"}, {"playback", "b"}});
    p.run("6000");
    p.fake.hang_up("u-1", "USER_BUSY");
    CHECK(course(p.receive()) == list{"USER_BUSY", "-playback", "-execute_extension", "-socket"});

    for (const char* last : {"hangup:CALL_REJECTED", "no_such_application"}) {
        INFO(last);
        listening_program q;
        const list all = q.run("set:a=1," + std::string(last) + ",set:a=2 inline");
        CHECK(q.fake.calls().empty());
        CHECK(std::count(all.begin(), all.end(), "+set") == 1);
        CHECK(std::count(all.begin(), all.end(), "-execute_extension") == 1);
    }
    listening_program held(socket_mode::static_full);
    held.fake.extension("6000", {{"playback", "a"}, {"playback", "b"}});
    held.run("6000");
    held.fake.hang_up("u-1", "USER_BUSY");
    const list all = course(held.receive());
    CHECK(std::count(all.begin(), all.end(), "+playback") == 1);
    CHECK(std::count(all.begin(), all.end(), "-execute_extension") == 1);
}

TEST_CASE("in static mode an extension is answered when it has ended", "[testing][extensions]") {
    listening_program p(socket_mode::static_full);
    p.fake.extension("6000", {{"playback", "a"}, {"playback", "b"}});
    CHECK(p.execute("execute_extension", "6000").empty());
    CHECK(p.wait(1999ms).empty());
    const auto all = p.wait(1ms);
    REQUIRE_FALSE(all.empty());
    CHECK(all.front().reply() == "+OK");
    CHECK(course(all) == list{"+execute_extension", "+playback", "-playback", "+playback",
                              "-playback", "-execute_extension"});
}

TEST_CASE("nothing behind a transfer begins", "[testing][extensions]") {
    listening_program p;
    p.fake.extension("7000", {{"echo", ""}});
    const list begun = p.run("transfer:7000,playback:never.wav inline");
    CHECK(begun == list{"+execute_extension", "+transfer", "-transfer", "-execute_extension",
                        "-socket", "+echo"});
    CHECK(p.fake.application_of("u-1") == "echo");
}

TEST_CASE("a program that leaves as it transfers does not end what is next",
          "[testing][extensions]") {
    program p;
    std::optional<stream> first, second;
    p.fake.program("one:1", [&](stream s) { first.emplace(std::move(s)); });
    p.fake.program("two:2", [&](stream s) { second.emplace(std::move(s)); });
    p.fake.extension("1", {{"socket", "one:1 async full"}, {"echo", ""}});
    p.fake.extension("2", {{"socket", "two:2 async full"}, {"sleep", "100000"}});
    const std::string id = p.fake.call_in(incoming_call().to("1"));
    p.time.settle();
    REQUIRE(first);
    first->send_now("connect\n\n");
    p.time.advance(1ms);
    first->send_now("sendmsg\ncall-command: execute\nexecute-app-name: transfer\n"
                    "execute-app-arg: 2\n\n");
    first->close();
    p.time.settle();
    REQUIRE(second);
    second->send_now("connect\n\n");
    p.time.advance(1s);
    CHECK(p.fake.application_of(id) == "socket");
    second->close();
    p.time.settle();
    CHECK(p.fake.application_of(id) == "sleep");
}

TEST_CASE("a static socket holds its call until it ends, also one that was transferred",
          "[testing][extensions]") {
    for (const bool known : {true, false}) {
        listening_program p(socket_mode::static_full);
        if (known) p.fake.extension("7000", {{"echo", ""}});
        CHECK(p.execute("transfer", "7000").front().reply() == "+OK");
        p.time.advance(1s);
        CHECK(p.fake.application_of("u-1") == "socket");
        p.send("exit");
        CHECK(p.fake.application_of("u-1") == (known ? "echo" : ""));
        CHECK(p.fake.calls().size() == (known ? 1U : 0U));
    }
}

TEST_CASE("of a call that is down only what needs no call is executed", "[testing][extensions]") {
    listening_program p(socket_mode::static_full);
    p.fake.hang_up("u-1");
    p.receive();
    CHECK(course(p.execute("playback", "x.wav")).empty());
    CHECK(course(p.execute("set", "a=1")) == list{"+set", "-set"});
}

TEST_CASE("quotes keep the words of a transfer together", "[testing][extensions]") {
    listening_program p;
    const list all = course(p.send("api uuid_transfer u-1 'set:a=b c,hangup:USER_BUSY' inline"));
    CHECK(std::count(all.begin(), all.end(), "USER_BUSY") == 1);
    listening_program q;
    q.send("api uuid_transfer u-1 'set:a=\\'x,y\\',sleep:10' inline");
    CHECK(q.fake.variable("u-1", "a") == "x,y");
    listening_program r;
    r.fake.extension("5001", {{"echo", ""}});
    r.execute("transfer", "'5001' XML default");
    CHECK(r.fake.application_of("u-1") == "echo");
}

TEST_CASE("a call that is transferred tells from where", "[testing][extensions]") {
    listening_program p;
    p.send("event plain CHANNEL_STATE");
    for (const char* context : {"default", "public"})
        p.fake.extension("7000", {{"echo", ""}}, context);
    const auto all = p.send("api uuid_transfer u-1 7000");
    const eslio::event e = data_of(p, "u-1");
    CHECK(e["Caller-Destination-Number"] == "7000");
    CHECK(e["Caller-RDNIS"] == "5000");
    CHECK(e["Caller-Profile-Index"] == "2");
    CHECK(e["Caller-Dialplan"] == "XML");
    const std::string from(e["Caller-Transfer-Source"]);
    CHECK(from.find(":bl_xfer:7000/default/XML") != std::string::npos);
    CHECK(e["variable_transfer_history"] == from);
    CHECK(e["variable_max_forwards"] == "70");
    list states;
    for (const packet& each : all)
        if (each.content.is(eslio::event_name::channel_state))
            states.emplace_back(each.content["Channel-State"]);
    CHECK(states == list{"CS_ROUTING", "CS_EXECUTE"});
    p.send("api uuid_transfer u-1 7000 XML public");
    CHECK(named(data_of(p, "u-1"))["Caller-Context"] == "public");
    CHECK(named(data_of(p, "u-1"))["variable_max_forwards"] == "69");
    p.send("api uuid_transfer u-1 7000");
    CHECK(named(data_of(p, "u-1"))["Caller-Context"] == "public");
    // One that is transferred to itself does not go on for ever.
    p.fake.extension("8000", {{"transfer", "8000"}}, "public");
    const list last = course(p.send("api uuid_transfer u-1 8000"));
    CHECK(std::count(last.begin(), last.end(), "EXCHANGE_ROUTING_ERROR") == 1);
    CHECK(p.fake.calls().empty());
}

TEST_CASE("originate sends an answered call to an extension", "[testing][extensions]") {
    fake_client c;
    c.login();
    c.fake.plan(eslio::testing::call_plan().answers_after(0s));
    c.fake.extension("6000", {{"echo", ""}});
    CHECK(c.ask("api originate {origination_uuid=d1}user/1000 6000") == "+OK d1\n");
    CHECK(c.fake.application_of("d1") == "echo");
    CHECK(named(data_of(c, "d1"))["Caller-Destination-Number"] == "6000");
    CHECK(named(data_of(c, "d1"))["Caller-RDNIS"] == "1000");
    CHECK(c.ask("api originate {origination_uuid=d2}user/1000 'set:a=b,echo:' inline") ==
          "+OK d2\n");
    CHECK(c.fake.application_of("d2") == "echo");
    CHECK(c.fake.variable("d2", "a") == "b");
    CHECK(c.ask("api originate {^^:origination_uuid=d3:a=1,2}user/1 &echo") == "+OK d3\n");
    CHECK(c.fake.variable("d3", "a") == "1,2");
}
