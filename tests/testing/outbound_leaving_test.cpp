// testing/fake_switch.hpp: what becomes of a call whose program leaves it, at each moment.
#include "catch.hpp"
#include "fake_client.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::incoming_call;
using eslio::testing::socket_mode;
using eslio::testing::stream;
using testing_tests::fake_client;
using testing_tests::names;
using testing_tests::split;
using list = std::vector<std::string>;

namespace {

constexpr socket_mode async_modes[] = {socket_mode::async_full, socket_mode::async_single};
constexpr socket_mode static_modes[] = {socket_mode::static_full, socket_mode::static_single};

/// A call in a dialplan: `socket`, then `echo`; and further extensions to be transferred to.
struct passing_call : fake_client {
    explicit passing_call(socket_mode mode, std::string behind = "echo",
                          std::string argument = {}) {
        socket(first, "ivr:1");
        socket(second, "ivr:2");
        const auto to = [](const char* who, socket_mode how) {
            return who + std::string(eslio::testing::keywords(how));
        };
        fake.extension("77", {{"answer", ""},
                              {"socket", to("ivr:1", mode)},
                              {std::move(behind), std::move(argument)},
                              {"echo", ""}});
        fake.extension("78", {{"playback", "silence_stream://5000"}});
        fake.extension("79", {{"park", ""}, {"echo", ""}});
        fake.extension("80", {{"socket", to("ivr:2", socket_mode::async_full)}, {"echo", ""}});
        send("auth ClueCon");
        send("event plain CHANNEL_PARK CHANNEL_UNPARK");
        fake.call_in(incoming_call().to("77").uuid("u-1"));
        time.settle();
    }

    void socket(stream& end, const std::string& where) {
        fake.program(where, [&end](stream s) { end = std::move(s); });
    }

    /// The program says these, and leaves when they are answered.
    void say_and_leave(const std::string& commands) {
        say(commands);
        first.close();
        time.settle();
    }
    void say(const std::string& commands) {
        first.send_now(commands);
        time.settle();
        said = first.take_received();
    }
    void execute(const std::string& application, const std::string& argument) {
        say("sendmsg\ncall-command: execute\nexecute-app-name: " + application +
            "\nexecute-app-arg: " + argument + "\n\n");
    }

    /// The application, after time enough for anything to happen.
    std::string later() {
        time.advance(1h);
        return fake.application_of("u-1");
    }
    bool is_stranded() {
        if (!later().empty()) return false;
        receive();
        return ask("api uuid_dump u-1").find("Channel-State: CS_RESET\n") != std::string::npos;
    }

    stream first{context.get_executor()};
    stream second{context.get_executor()};
    std::string said;
};

}  // namespace

TEST_CASE("a program that leaves before the park strands its call",
          "[testing][outbound][leaving]") {
    for (const socket_mode m : async_modes) {
        passing_call c(m);
        c.say_and_leave("connect\n\n");
        CHECK(names(c.receive()).empty());
        CHECK(c.later() == "socket");
        CHECK(names(c.receive()) == list{"CHANNEL_PARK"});
        passing_call exits(m);
        exits.say_and_leave("connect\n\nexit\n\n");
        CHECK(exits.later() == "socket");
        passing_call says_nothing(m);
        says_nothing.say_and_leave("");
        CHECK(says_nothing.later() == "socket");
        CHECK(names(says_nothing.receive()) == list{"CHANNEL_PARK"});
    }
    for (const socket_mode m : static_modes) {
        passing_call c(m);
        c.say_and_leave("connect\n\n");
        CHECK(c.later() == "echo");
        passing_call says_nothing(m);
        says_nothing.say_and_leave("");
        CHECK(says_nothing.later() == "echo");
    }
}

TEST_CASE("resume keeps an async call out of the park", "[testing][outbound][leaving]") {
    for (const socket_mode m : async_modes) {
        passing_call c(m);
        c.say_and_leave("connect\n\nresume\n\n");
        CHECK(c.later() == "echo");
        CHECK(names(c.receive()).empty());
        CHECK(c.fake.variable("u-1", "socket_resume") == "true");
    }
}

TEST_CASE("after the park an async call goes on with and without resume",
          "[testing][outbound][leaving]") {
    for (const socket_mode m : async_modes)
        for (const bool resume : {false, true}) {
            passing_call c(m);
            c.say(resume ? "connect\n\nresume\n\n" : "connect\n\n");
            c.time.advance(1ms);
            c.say_and_leave("");
            CHECK(c.fake.application_of("u-1") == "echo");
            CHECK(names(c.receive()) == list{"CHANNEL_PARK", "CHANNEL_UNPARK"});
            // What runs ends before, unless `resume` breaks it off.
            passing_call busy(m);
            busy.say(resume ? "connect\n\nresume\n\n" : "connect\n\n");
            busy.time.advance(1ms);
            busy.execute("playback", "silence_stream://3000");
            busy.time.advance(1s);
            busy.say_and_leave("");
            CHECK(busy.fake.application_of("u-1") == (resume ? "echo" : "playback"));
            busy.time.advance(2s);
            CHECK(busy.fake.application_of("u-1") == "echo");
        }
}

TEST_CASE("resume strands a static call", "[testing][outbound][leaving]") {
    for (const socket_mode m : static_modes) {
        passing_call c(m);
        c.say_and_leave("connect\n\nresume\n\n");
        CHECK(c.is_stranded());
        CHECK(c.fake.hang_up("u-1"));
        c.time.advance(1s);
        CHECK(c.fake.calls().empty());
    }
}

TEST_CASE("the variable of resume strands a static call later", "[testing][outbound][leaving]") {
    const std::string unset_by_api = "api uuid_setvar u-1 socket_resume\n\n";
    const std::string unset_by_call = "sendmsg\ncall-command: execute\nexecute-app-name: unset\n"
                                      "execute-app-arg: socket_resume\n\n";
    for (const std::string& unset : {std::string(), unset_by_api, unset_by_call}) {
        passing_call c(socket_mode::async_full, "socket", "ivr:2 full");
        c.say_and_leave("connect\n\nresume\n\n" + unset);
        c.time.advance(2ms);
        CHECK(c.fake.variable("u-1", "socket_resume") == (unset.empty() ? "true" : ""));
        c.second.send_now("connect\n\nexit\n\n");
        c.time.settle();
        if (unset.empty())
            CHECK(c.is_stranded());
        else
            CHECK(c.later() == "echo");
    }
}

TEST_CASE("a program that leaves a call transferred away does harm",
          "[testing][outbound][leaving]") {
    for (const socket_mode m : async_modes) {
        // It ends the park that the call is in by then,
        passing_call parks(m);
        parks.say("connect\n\n");
        parks.time.advance(1ms);
        parks.execute("transfer", "79");
        parks.time.advance(1s);
        CHECK(parks.fake.application_of("u-1") == "park");
        parks.say_and_leave("");
        CHECK(parks.later() == "echo");
        // another program's, too;
        passing_call handed_on(m);
        handed_on.say("connect\n\n");
        handed_on.time.advance(1ms);
        handed_on.execute("transfer", "80");
        handed_on.time.settle();
        handed_on.second.send_now("connect\n\n");
        handed_on.time.advance(1s);
        CHECK(handed_on.fake.application_of("u-1") == "socket");
        handed_on.say_and_leave("");
        CHECK(handed_on.later() == "echo");
        // nothing else, unless it has said `resume`.
        for (const bool resume : {false, true}) {
            passing_call plays(m);
            plays.say(resume ? "connect\n\nresume\n\n" : "connect\n\n");
            plays.time.advance(1ms);
            plays.execute("transfer", "78");
            plays.time.advance(1s);
            plays.say_and_leave("");
            CHECK(plays.fake.application_of("u-1") == (resume ? "" : "playback"));
            CHECK(plays.is_stranded() == resume);
        }
    }
}

TEST_CASE("a connection that lingers keeps its call", "[testing][outbound][leaving]") {
    for (const bool exits : {true, false}) {
        passing_call c(socket_mode::async_full);
        c.say("connect\n\nmyevents\n\nlinger 10\n\n");
        c.send("event plain CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY");
        CHECK(names(c.send("api uuid_kill u-1")) == list{"CHANNEL_HANGUP_COMPLETE"});
        CHECK(c.ask("api show channels count") == "\n1 total.\n");
        CHECK(c.ask("api uuid_exists u-1") == "false");
        if (exits) c.say("exit\n\n");
        CHECK(names(c.wait(exits ? 0ms : 11s)) == list{"CHANNEL_DESTROY"});
        CHECK(c.ask("api show channels count") == "\n0 total.\n");
    }
}
