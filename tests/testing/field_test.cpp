// testing/fake_switch: where a program that is right with the fake would be wrong in the field.
#include "catch.hpp"
#include "fake_client.hpp"
#include "outbound_program.hpp"
#include "support/named.hpp"

#include <set>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using eslio::testing::socket_mode;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::packet;
using testing_tests::program;
using list = std::vector<std::string>;

namespace {

/// A client that hears these events; `a` and `b` are answered at once, and parked.
struct field_client : fake_client {
    explicit field_client(const std::string& events = "CHANNEL_HANGUP") {
        login();
        send("event plain " + events);
        fake.plan(call().answers());
    }
    void park(const std::string& uuid, const std::string& more = "") {
        fake.originate("{origination_uuid=" + uuid + more + "}null/" + uuid + " &park()");
        wait(0ms);
    }
    void park_two(const std::string& of_b = "") {
        park("a");
        park("b", of_b);
    }
    std::vector<packet> execute(const std::string& uuid, const std::string& application,
                                const std::string& argument) {
        return send("sendmsg " + uuid + "\ncall-command: execute\nexecute-app-name: " +
                    application + "\nexecute-app-arg: " + argument);
    }
    bool is_up(const std::string& uuid) { return ask("api uuid_exists " + uuid) == "true"; }
    std::string cause(const std::vector<packet>& all) {
        return std::string(named(find_event(all, "CHANNEL_HANGUP"))["Hangup-Cause"]);
    }
};

/// Another connection says something.
void from_elsewhere(program& p, const std::string& command) {
    auto other = p.fake.connect(p.context.get_executor());
    other.send_now("auth ClueCon\n\n" + command + "\n\n");
    p.time.settle();
}

}  // namespace

TEST_CASE("what is bound to the end of an originate runs for the call", "[testing][field]") {
    field_client c("CHANNEL_ANSWER CHANNEL_EXECUTE CALL_UPDATE");
    c.fake.originate("{origination_uuid=a,execute_on_post_originate='set m=1',"
                     "api_on_post_originate='uuid_setvar a n 2'}null/x &park()");
    CHECK(names(c.wait(0ms)) ==
          list{"CHANNEL_ANSWER", "CHANNEL_EXECUTE", "CALL_UPDATE", "CHANNEL_EXECUTE"});
    CHECK(c.fake.variable("a", "m") == "1");
    CHECK(c.fake.variable("a", "n") == "2");
}

TEST_CASE("the leg that is left parks or goes on if it is to", "[testing][field]") {
    for (const char* command : {"api uuid_park a", "api uuid_transfer a echo inline"}) {
        INFO(command);
        field_client c;
        c.park_two(",park_after_bridge=true");
        c.send("api uuid_bridge a b");
        CHECK(names(c.send(command)).empty());
        CHECK(c.is_up("b"));
    }
    field_client c;
    c.park_two();
    c.send("api uuid_bridge a b");
    CHECK(c.cause(c.send("api uuid_park a")) == "NORMAL_CLEARING");
    CHECK_FALSE(c.is_up("b"));
}

TEST_CASE("the leg that bridged goes on when the other is transferred", "[testing][field]") {
    field_client c("CHANNEL_EXECUTE CHANNEL_HANGUP");
    c.fake.extension("two", {{"bridge", "{origination_uuid=b}null/b"}, {"echo", ""}});
    c.fake.originate("{origination_uuid=a}null/a two");
    c.wait(0ms);
    CHECK(names(c.send("api uuid_transfer b park inline")) ==
          list{"CHANNEL_EXECUTE", "CHANNEL_EXECUTE"});
    CHECK(c.fake.application_of("a") == "echo");
    CHECK(c.fake.application_of("b") == "park");
}

TEST_CASE("a transfer gives a limit back, unless it is not to", "[testing][field]") {
    field_client c;
    for (const char* kept : {"", ",limit_ignore_transfer=true"}) {
        INFO(kept);
        c.park("a", kept);
        c.execute("a", "limit", "hash realm out 5");
        CHECK(c.ask("api limit_usage hash realm out") == "1");
        c.send("api uuid_transfer a park inline");
        CHECK(c.ask("api limit_usage hash realm out") == (*kept == '\0' ? "0" : "1"));
        CHECK(c.fake.variable("a", "limit_backend").empty() == (*kept == '\0'));
        c.send("api uuid_kill a");
        CHECK(c.ask("api limit_usage hash realm out") == "0");
    }
}

TEST_CASE("a limit's event tells the limit twice", "[testing][field]") {
    field_client c("CUSTOM limit::usage");
    c.park("a");
    const auto e = named(find_event(c.execute("a", "limit", "hash realm out 5"), "CUSTOM"));
    CHECK(e["max"] == "5");
    CHECK(e["ratemax"] == "5");
    CHECK(e["interval"].empty());
}

TEST_CASE("a hang-up is scheduled for the other leg", "[testing][field]") {
    field_client c;
    c.park_two();
    c.execute("a", "sched_hangup", "+1 USER_BUSY bleg");
    CHECK(names(c.wait(2s)).empty());
    c.execute("a", "sched_hangup", "+1 USER_BUSY bleg");
    c.send("api uuid_bridge a b");
    const auto all = c.wait(2s);
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Unique-ID"] == "b");
    CHECK(c.cause(all) == "USER_BUSY");
}

TEST_CASE("who calls is a variable too", "[testing][field]") {
    field_client c;
    c.send("api originate {origination_uuid=a}null/x &park() XML default Ann 1001 5");
    CHECK(c.fake.variable("a", "origination_caller_id_name") == "Ann");
    CHECK(c.fake.variable("a", "origination_caller_id_number") == "1001");
    c.send("api originate {origination_uuid=b,origination_caller_id_name=Bob}null/x &park() XML "
           "default Ann 1001 5");
    CHECK(c.fake.variable("b", "origination_caller_id_name") == "Bob");
}

TEST_CASE("a bridge that a transfer gives up has failed", "[testing][field]") {
    field_client c;
    c.park("a");
    c.fake.plan(call().rings());
    c.execute("a", "bridge", "null/b");
    c.send("api uuid_transfer a park inline");
    CHECK(c.fake.variable("a", "originate_failed_cause") == "ORIGINATOR_CANCEL");
}

TEST_CASE("an extension is of its context, and of the dialplan XML", "[testing][field]") {
    field_client c;
    c.fake.extension("9000", {{"park", ""}});
    c.fake.extension("9001", {{"park", ""}}, "other");
    for (const char* nowhere :
         {"9000 XML nosuch", "9000 nosuch default", "9000 XML other", "9001", "9001 XML default"}) {
        INFO(nowhere);
        c.send("api originate {origination_uuid=a}null/a " + std::string(nowhere));
        CHECK_FALSE(c.is_up("a"));
        c.park("b");
        CHECK(c.cause(c.send("api uuid_transfer b " + std::string(nowhere))) ==
              "NO_ROUTE_DESTINATION");
    }
    for (const char* known : {"9000", "9000 XML", "9000 xml default", "9000 enum,XML",
                              "9001 XML "
                              "other"}) {
        INFO(known);
        c.park("b");
        CHECK(names(c.send("api uuid_transfer b " + std::string(known))).empty());
        c.send("api uuid_kill b");
    }
    c.fake.originate("{origination_uuid=a}loopback/9000/nosuch &park()");
    CHECK(c.cause(c.wait(0ms)) == "NO_ROUTE_DESTINATION");
}

TEST_CASE("a transfer stays in the context of the call", "[testing][field]") {
    field_client c;
    c.fake.extension("9000", {{"park", ""}}, "other");
    c.fake.extension("9001", {{"execute_extension", "9002"}, {"park", ""}}, "other");
    c.fake.extension("9002", {{"set", "there=1"}}, "other");
    c.send("api originate {origination_uuid=a}null/a 9000 XML other");
    c.send("api uuid_transfer a 9001");
    CHECK(c.is_up("a"));
    CHECK(c.fake.variable("a", "there") == "1");
}

TEST_CASE("the file that plays is paused and stopped", "[testing][field]") {
    field_client c("PLAYBACK_STOP");
    c.park("a");
    CHECK(c.ask("api uuid_fileman a pause") == "-ERR No file handle!\n");
    c.execute("a", "playback", "silence_stream://1000");
    CHECK(c.ask("api uuid_fileman a volume:1") == "+OK\n");
    CHECK(c.ask("api uuid_fileman a pause") == "+OK\n");
    CHECK(c.wait(5s).empty());
    CHECK(c.ask("api uuid_fileman a pause") == "+OK\n");
    CHECK(c.wait(900ms).empty());
    CHECK(names(c.wait(200ms)) == list{"PLAYBACK_STOP"});
    CHECK(c.fake.unsupported().empty());

    c.execute("a", "playback", "silence_stream://9000");
    CHECK(c.ask("api uuid_fileman a seek:+1000") == "+OK\n");
    CHECK(c.fake.unsupported() == std::set<std::string>{"api uuid_fileman seek:+1000"});
    CHECK(c.ask("api uuid_fileman a stop") == "+OK\n");
    CHECK(c.wait(2040ms).empty());  // so much has been read of it
    CHECK(names(c.wait(20ms)) == list{"PLAYBACK_STOP"});
    CHECK(c.fake.variable("a", "playback_ms") == "2048");
    CHECK(c.fake.application_of("a") == "park");
}

TEST_CASE("a file that is stopped ends at once only if nothing more has been read of it",
          "[testing][field]") {
    field_client c("PLAYBACK_STOP");
    c.park("a");
    for (const char* file : {"silence_stream://1000", "silence_stream://-1"}) {
        INFO(file);
        c.execute("a", "playback", file);
        c.wait(200ms);
        c.send("api uuid_fileman a pause");
        c.send("api uuid_fileman a stop");
        CHECK(c.wait(5s).empty());
        c.send("api uuid_fileman a pause");
        const bool is_short = file[17] == '1';
        CHECK(c.wait(is_short ? 799ms : 1847ms).empty());
        CHECK(names(c.wait(1ms)) == list{"PLAYBACK_STOP"});
        CHECK(c.fake.variable("a", "playback_ms") == (is_short ? "1000" : "2048"));
    }
}

TEST_CASE("an event that is sent to a call is told of when it is parked", "[testing][field]") {
    field_client c("GENERAL");
    c.park_two();
    const auto send_to = [&](const std::string& uuid) {
        auto all = c.send("sendevent GENERAL\nUnique-ID: " + uuid + "\nX: y");
        for (packet& p : c.wait(0ms)) all.push_back(std::move(p));
        all.erase(all.begin());
        return all;
    };
    const auto told = send_to("a");
    REQUIRE(told.size() == 1);
    CHECK(told[0].content["X"] == "y");
    CHECK(told[0].content["Channel-Name"] == "null/a");
    CHECK(told[0].content["Event-Name"].empty());
    CHECK(told[0].content["Core-UUID"].empty());
    c.execute("a", "sleep", "1000");
    CHECK(send_to("a").empty());
    CHECK(c.wait(1s).size() == 1);
    c.execute("a", "playback", "silence_stream://1000");
    CHECK(send_to("a").empty());
    CHECK(c.wait(2s).empty());
    c.send("api uuid_bridge a b");
    CHECK(send_to("b").empty());
    CHECK(send_to("nosuch").size() == 1);
}

TEST_CASE("a caller's report tells when the callee rang and had early media", "[testing][field]") {
    field_client c("CHANNEL_HANGUP_COMPLETE");
    c.park("a");
    c.wait(1s);
    c.fake.plan("user/b", call().rings_after(1s).goes_early_after(2s).answers_after(3s));
    c.execute("a", "bridge", "user/b");
    c.wait(4s);
    for (const packet& p : c.send("api uuid_kill a")) {
        if (p.content.name() != "CHANNEL_HANGUP_COMPLETE") continue;
        const bool is_caller = p.content.unique_id() == "a";
        CHECK(p.content.variable("progressmsec") == (is_caller ? "2000" : "1000"));
        CHECK(p.content.variable("progress_mediamsec") == (is_caller ? "3000" : "2000"));
    }
}

TEST_CASE("who listens to a call is a media bug of it", "[testing][field]") {
    field_client c("MEDIA_BUG_START MEDIA_BUG_STOP");
    c.park_two();
    for (int i = 0; i < 2; ++i) {
        CHECK(names(c.execute("b", "eavesdrop", "a")).back() == "MEDIA_BUG_START");
        CHECK(c.ask("api uuid_buglist a").find("eavesdrop") != std::string::npos);
        CHECK(names(c.send("api uuid_transfer b park inline")) == list{"MEDIA_BUG_STOP"});
    }
    c.execute("b", "eavesdrop", "a");
    CHECK(names(c.send("api uuid_kill a")) == list{"MEDIA_BUG_STOP"});
}

TEST_CASE("a key that is pressed in a conference is told of", "[testing][field]") {
    field_client c;
    c.fake.originate("{origination_uuid=a}null/a &conference(room)");
    c.wait(0ms);
    CHECK(c.fake.unsupported().empty());
    c.fake.press("a", "0");
    c.wait(0ms);
    CHECK(c.fake.unsupported() == std::set<std::string>{"key of a conference 0"});
}

TEST_CASE("nobody takes a call away from a program that waits for its commands",
          "[testing][field]") {
    for (const socket_mode mode : {socket_mode::static_full, socket_mode::static_single}) {
        program p(mode);
        p.connect();
        p.execute("answer");
        from_elsewhere(p, "api uuid_park u-1");
        CHECK(p.fake.application_of("u-1") == "socket");
        p.execute("set", "q=1");
        CHECK(p.fake.variable("u-1", "q") == "1");
        p.end.close();
        p.time.settle();
        CHECK(p.fake.application_of("u-1").empty());
        CHECK(p.fake.calls() == list{"u-1"});
    }
}

TEST_CASE("a call that a program holds is bridged when that has gone", "[testing][field]") {
    for (const char* command : {"uuid_bridge u-1 b", "uuid_bridge b u-1"}) {
        INFO(command);
        program p(socket_mode::static_full);
        p.connect();
        p.execute("answer");
        p.fake.plan(call().answers());
        p.fake.originate("{origination_uuid=b}null/b &park()");
        p.time.settle();
        from_elsewhere(p, "api " + std::string(command));
        CHECK(p.fake.application_of("u-1") == "socket");
        CHECK(p.fake.variable("b", "bridge_to").empty());
        p.end.close();
        p.time.settle();
        CHECK(p.fake.variable("b", "bridge_to") == "u-1");
    }
}

TEST_CASE("a call whose other leg has gone before its program has ended is hung up",
          "[testing][field]") {
    program p(socket_mode::static_full);
    p.connect();
    p.execute("answer");
    p.fake.plan(call().answers());
    p.fake.originate("{origination_uuid=b}null/b &park()");
    p.time.settle();
    from_elsewhere(p, "api uuid_bridge u-1 b");
    p.fake.hang_up("b");
    p.time.settle();
    p.end.close();
    p.time.settle();
    CHECK(p.fake.calls().empty());
}

TEST_CASE("a caller who is not answered has early media before a leg of mod_loopback is made",
          "[testing][field]") {
    const std::string events = "CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER CHANNEL_OUTGOING";
    for (const char* variable : {"", "null_no_pre_answer=true"}) {
        INFO(variable);
        field_client c(events);
        c.fake.plan(call().answers_after(1s));
        c.fake.extension("9000", {{"set", variable}, {"bridge", "null/b"}});
        c.fake.call_in(eslio::testing::incoming_call().to("9000").uuid("a"));
        const bool early = *variable == '\0';
        CHECK(names(c.receive()) == (early ? list{"CHANNEL_PROGRESS_MEDIA", "CHANNEL_OUTGOING"}
                                           : list{"CHANNEL_OUTGOING"}));
        CHECK(c.fake.variable("a", "endpoint_disposition") == (early ? "EARLY MEDIA" : ""));
    }
    field_client c(events);
    c.fake.plan("user/b", call().answers_after(1s));
    c.fake.extension("9000", {{"bridge", "user/b"}});
    c.fake.call_in(eslio::testing::incoming_call().to("9000").uuid("a"));
    CHECK(names(c.receive()) == list{"CHANNEL_OUTGOING"});
}

TEST_CASE("who waits in a queue forgets what they were told", "[testing][field]") {
    field_client c("CHANNEL_EXECUTE");
    c.park("a");
    c.execute("a", "fifo", "q in");
    c.wait(300ms);
    c.execute("a", "set", "q=1");
    c.send("api uuid_kill a");
    for (const packet& p : c.wait(100ms)) CHECK(p.content["Application"] != "set");
}
