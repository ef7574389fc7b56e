// testing/fake_switch: what variables say of legs that are called, of bridges and of conferences;
// those that nothing comes of.
#include "catch.hpp"
#include "fake_client.hpp"

#include <set>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::packet;

namespace {

struct settings_client : fake_client {
    explicit settings_client(const std::string& events = "CHANNEL_HANGUP") {
        login();
        send("event plain " + events);
        fake.plan(call().answers());
        fake.extension("lot", {{"answer", ""}, {"park", ""}});
        fake.plan("user/rings", call().rings());
    }
    /// A call `a` is up, with these variables besides.
    void call_up(const std::string& more = {}) {
        fake.originate("{origination_uuid=a" + more + "}null/a &park()");
        wait(0ms);
    }
    void execute(const std::string& uuid, const std::string& name, const std::string& argument) {
        send("sendmsg " + uuid + "\ncall-command: execute\nexecute-app-name: " + name +
             "\nexecute-app-arg: " + argument);
        wait(20ms);
    }
    std::string variable(const std::string& name, const std::string& uuid = "a") {
        return ask("api uuid_getvar " + uuid + " " + name);
    }
    /// The causes of the calls that have hung up.
    std::multiset<std::string> causes(std::chrono::milliseconds span) {
        std::multiset<std::string> all;
        for (const packet& p : wait(span))
            if (p.content.type() == eslio::event_name::channel_hangup)
                all.emplace(p.content["Hangup-Cause"]);
        return all;
    }
    /// Whether the answer to `originate` comes just after that time, and what it says.
    std::string answer_after(const std::string& command, std::chrono::milliseconds span) {
        end.send_now("api " + command + "\n\n");
        for (const packet& p : wait(span - 1ms))
            if (p.type == "api/response") return "early: " + p.body;
        for (const packet& p : wait(1ms))
            if (p.type == "api/response") return p.body;
        return "late";
    }
};

}  // namespace

TEST_CASE("legs are called again", "[testing][legs]") {
    settings_client c;
    const std::string busy = "-ERR USER_BUSY\n";
    CHECK(c.answer_after("originate {originate_retries=3}error/USER_BUSY &park()", 2s) == busy);
    CHECK(c.answer_after("originate {originate_retries=2,originate_retry_sleep_ms=2500}"
                         "error/USER_BUSY &park()",
                         2500ms) == busy);
    // Rounds are a second apart at least; each group of a round waits, too.
    CHECK(c.answer_after("originate {originate_retries=2,originate_retry_sleep_ms=500}"
                         "error/NO_ANSWER|error/USER_BUSY &park()",
                         1500ms) == busy);
    CHECK(c.answer_after("originate {originate_retries=9,originate_retry_timeout=2}"
                         "error/USER_BUSY &park()",
                         3s) == busy);
    CHECK(c.answer_after("originate {originate_retries=2,originate_retry_timeout=2147483647}"
                         "error/USER_BUSY &park()",
                         1s) == busy);
    c.fake.plan("user/no", call().refuses("CALL_REJECTED"));
    c.end.send_now("bgapi originate {originate_retries=2}user/no &park()\n\n");
    CHECK(c.causes(1500ms) == std::multiset<std::string>{"CALL_REJECTED", "CALL_REJECTED"});
    // Who ran out of time is not called again.
    CHECK(c.answer_after("originate {originate_retries=2,originate_timeout=1}user/rings &park()",
                         1s) == "-ERR NO_ANSWER\n");
    CHECK(c.answer_after("originate {originate_timeout=1,originate_continue_on_timeout=true}"
                         "user/rings|error/USER_BUSY &park()",
                         1s) == busy);
}

TEST_CASE("legs that wait are not called when another one ends it all", "[testing][legs]") {
    settings_client c;
    const std::string no_answer = "-ERR NO_ANSWER\n";
    c.fake.plan("user/no", call().refuses("CALL_REJECTED"));
    CHECK(c.ask("api originate {fail_on_single_reject=true}user/no,[leg_delay_start=5]user/1 "
                "&park()") == no_answer);
    CHECK(c.answer_after("originate {originate_timeout=2}user/rings,[leg_delay_start=5]user/1 "
                         "&park()",
                         2s) == no_answer);
    CHECK(c.answer_after("originate {originate_timeout=2,originate_continue_on_timeout=true}"
                         "user/rings,[leg_delay_start=5]user/1|error/USER_BUSY &park()",
                         2s) == "-ERR USER_BUSY\n");
    c.wait(10s);
    CHECK(c.fake.calls().empty());
}

TEST_CASE("the making of a leg ends who has it called", "[testing][legs]") {
    settings_client c;
    c.fake.plan("user/no", call().refuses("CALL_REJECTED"));
    c.send("api originate {origination_uuid=a}user/a &park()");
    c.execute("a", "bridge", "user/no|[api_on_originate=uuid_kill\\sa]user/1,user/2|user/3");
    c.wait(10s);
    CHECK(c.fake.calls().empty());
}

TEST_CASE("a caller who hangs up between two rounds", "[testing][legs]") {
    settings_client c;
    c.fake.originate("{origination_uuid=a,originate_retries=5}null/a &park()");
    c.execute("a", "bridge", "{originate_retries=5}error/USER_BUSY");
    c.fake.hang_up("a", "NORMAL_CLEARING");
    c.wait(10s);
    CHECK(c.fake.calls().empty());
}

TEST_CASE("a leg that is called later", "[testing][legs]") {
    settings_client c;
    const std::string late = "[leg_delay_start=2,origination_uuid=b]null/b";
    CHECK(c.answer_after("originate user/rings," + late + " &park()", 2s) == "+OK b\n");
    CHECK(c.ask("api originate [origination_uuid=d]null/d," + late + " &park()") == "+OK d\n");
    c.wait(5s);  // nobody calls the second any more, nor does the one that rang
    CHECK(c.fake.calls().size() == 2);
}

TEST_CASE("a leg that is held back while no other is called", "[testing][legs]") {
    settings_client c;
    const std::string late = "[leg_delay_start=30,origination_uuid=b]null/b";
    c.fake.plan("user/busy", call().refuses("USER_BUSY", 1s));
    CHECK(c.answer_after("originate user/busy," + late + " &park()", 1s) == "+OK b\n");
    CHECK(
        c.answer_after("originate {fail_on_single_reject=USER_BUSY}user/busy," + late + " &park()",
                       1s) == "-ERR NO_ANSWER\n");
}

TEST_CASE("the time of all legs counts from the first", "[testing][legs]") {
    settings_client c;
    CHECK(c.answer_after("originate {originate_timeout=3}user/rings,"
                         "[leg_delay_start=5]null/x &park()",
                         3s) == "-ERR NO_ANSWER\n");
    CHECK(c.answer_after("originate {originate_timeout=3}user/rings,"
                         "[leg_delay_start=2]user/rings &park()",
                         3s) == "-ERR NO_ANSWER\n");
}

TEST_CASE("who dials is moved away", "[testing][legs]") {
    for (const std::string& command :
         {std::string("uuid_transfer a lot"), std::string("uuid_park a"),
          std::string("uuid_bridge a b")}) {
        settings_client c("CHANNEL_HANGUP CHANNEL_CALLSTATE");
        c.fake.originate("{origination_uuid=a}null/a &park()");
        c.fake.originate("{origination_uuid=b}null/b &park()");
        c.execute("a", "bridge", "user/rings");
        CHECK(c.fake.calls().size() == 3);
        c.end.send_now("api " + command + "\n\n");
        CHECK(c.causes(1s) == std::multiset<std::string>{"ORIGINATOR_CANCEL"});
        CHECK(c.fake.calls().size() == 2);
        CHECK(c.ask("api uuid_exists a") == "true");
    }
}

TEST_CASE("the caller's variables hold for the legs", "[testing][legs]") {
    settings_client c("CHANNEL_CREATE CHANNEL_HANGUP");
    c.fake.plan("user/early", call().goes_early().answers_after(2s));
    c.call_up(",effective_caller_id_name=Eve,effective_caller_id_number=555,"
              "ignore_early_media=true");
    c.end.send_now("sendmsg a\ncall-command: execute\nexecute-app-name: bridge\n"
                   "execute-app-arg: [origination_uuid=b]user/early\n\n");
    const auto made = find_event(c.wait(1s), "CHANNEL_CREATE");
    CHECK(made["Caller-Caller-ID-Name"] == "Eve");
    CHECK(made["Caller-Caller-ID-Number"] == "555");
    CHECK(c.variable("bridge_uuid") == "_undef_");
    c.wait(2s);
    CHECK(c.variable("bridge_to") == "b");
    c.send("api uuid_kill b");
    c.execute("a", "bridge", "{origination_caller_id_name=Own,origination_uuid=d}null/d");
    CHECK(c.variable("caller_id_name", "d") == "Own");
    CHECK(c.variable("caller_id_number", "d") == "555");
}

TEST_CASE("what is bound to a bridge", "[testing][legs]") {
    settings_client c;
    c.call_up(
        ",api_before_bridge='hash insert/t/k/before',api_after_bridge='hash insert/t/k/after',"
        "bridge_pre_execute_bleg_app=set,bridge_pre_execute_bleg_data=seen=1,"
        "transfer_after_bridge=lot:XML:default");
    c.execute("a", "bridge_export", "kept=yes");
    c.execute("a", "bridge",
              "[origination_uuid=b,execute_on_media='set media=${hangup_cause}.']"
              "null/b");
    CHECK(c.variable("kept", "b") == "yes");
    CHECK(c.variable("seen", "b") == "1");
    CHECK(c.variable("media", "b") == ".");
    CHECK(c.ask("api hash select/t/k") == "before");
    c.send("api uuid_kill b");
    c.wait(100ms);
    CHECK(c.ask("api hash select/t/k") == "after");
    CHECK(c.variable("transfer_after_bridge") == "_undef_");
    CHECK(c.variable("destination_number") == "lot");
}

TEST_CASE("a list of causes is no truth", "[testing][legs]") {
    settings_client c;
    c.call_up();
    c.execute("a", "set", "continue_on_fail=17,NO_ROUTE_DESTINATION");
    c.execute("a", "bridge", "error/USER_BUSY");
    CHECK(c.ask("api uuid_exists a") == "true");
    c.execute("a", "bridge", "error/UNALLOCATED_NUMBER");
    CHECK(c.ask("api uuid_exists a") == "false");
}

TEST_CASE("variables that nothing comes of are told", "[testing][legs]") {
    settings_client c;
    c.call_up(",campon=5,live_own=1");
    c.execute("a", "set", "exec_after_bridge_app=park");
    CHECK(c.ask("api uuid_setvar a progress_timeout 5") == "+OK\n");
    CHECK(c.fake.unsupported() == std::set<std::string>{"variable campon",
                                                        "variable exec_after_bridge_app",
                                                        "variable progress_timeout"});
}

TEST_CASE("only who is called is not answered by a command", "[testing][legs]") {
    settings_client c;
    c.fake.plan("null/early", call().goes_early());
    CHECK(c.ask("api originate {origination_uuid=a}null/early &park()") == "+OK a\n");
    CHECK(c.ask("api uuid_answer a") == "+OK\n");
    c.execute("a", "answer", "");
    CHECK(c.variable("endpoint_disposition") == "EARLY MEDIA");
    CHECK(c.ask("api uuid_outgoing_answer a") == "+OK\n");
    CHECK(c.variable("endpoint_disposition") == "ANSWER");
}

TEST_CASE("members of a conference with flags", "[testing][legs]") {
    settings_client c("CUSTOM conference::maintenance");
    const auto join = [&](const std::string& id, const std::string& flags) {
        c.send("api originate {origination_uuid=" + id + "}null/" + id + " &conference(room" +
               flags + ")");
        c.wait(0ms);
    };
    join("a", "+flags{mute|deaf}");
    join("b", "@default+1234+flags{moderator|endconf|ghost}");
    const std::string list = c.ask("api conference room list");
    CHECK(list.find(";b;Outbound Call;b;hear|speak|moderator;") != std::string::npos);
    CHECK(list.find(";a;Outbound Call;a;floor;") != std::string::npos);
    CHECK(c.ask("api conference room unmute non_moderator").rfind("Skipping moderator (", 0) == 0);
    CHECK(c.fake.unsupported() == std::set<std::string>{"conference pin", "conference flag ghost"});
    c.send("api uuid_kill b");
    c.wait(0ms);
    CHECK(c.fake.calls().empty());
}

TEST_CASE("an API command that there is not leaves nothing in a value", "[testing][legs]") {
    settings_client c;
    c.call_up();
    c.execute("a", "set", "length=${nosuch(abc)}.");
    CHECK(c.variable("length") == ".");
}

TEST_CASE("what is bound to the answer ends a conference, or who joins it", "[testing][legs]") {
    settings_client c;
    const std::string none = "-ERR Conference room not found\n";
    c.fake.extension("kills", {{"set", "api_on_answer=uuid_kill a"}, {"conference", "room"}});
    c.fake.extension("leaves", {{"set", "execute_on_answer=hangup"}, {"conference", "room"}});
    c.send("api originate {origination_uuid=a}user/a &conference(room)");
    c.wait(0ms);
    CHECK(c.ask("api conference room list").find(";a;") != std::string::npos);
    c.fake.call_in(eslio::testing::incoming_call().to("kills").uuid("b"));
    c.wait(10ms);
    CHECK(c.ask("api conference room list").find(";b;") != std::string::npos);
    c.send("api uuid_kill b");
    c.wait(10ms);
    CHECK(c.ask("api conference room list") == none);
    c.fake.call_in(eslio::testing::incoming_call().to("leaves").uuid("c"));
    c.wait(10ms);
    CHECK(c.ask("api conference room list") == none);
    CHECK(c.fake.calls().empty());
}
