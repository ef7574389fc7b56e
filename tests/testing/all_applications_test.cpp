// testing/fake_switch/applications: every application of FreeSWITCH's usual modules exists, and
// what a test can see of some. The values are those of the live suite.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/testing/fake_switch/facts/inert_applications.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

/// A client with a parked call `a` on a null channel.
struct parked_call : fake_client {
    explicit parked_call(const std::string& events = "") {
        login();
        fake.plan(call().answers());
        park("a");
        if (!events.empty()) send("event plain " + events);
    }
    void park(const std::string& id) {
        fake.originate("{origination_uuid=" + id + "}null/x &park()");
        receive();
    }
    std::vector<packet> run(const std::string& name, const std::string& argument = "") {
        end.send_now(
            eslio::command(eslio::application(name, argument).message("app").on("a")).bytes());
        return receive();
    }
    /// The response of an application that has ended.
    std::string response(const std::string& name, const std::string& argument = "") {
        return std::string(named(
            find_event(run(name, argument), "CHANNEL_EXECUTE_COMPLETE"))["Application-Response"]);
    }
    std::string api(const std::string& command) { return ask("api " + command); }
};

}  // namespace

TEST_CASE("what is asked for in vain is listed", "[testing]") {
    parked_call c;
    c.send("api status");
    c.send("api nosuch 1");
    c.send("api nosuch 2");
    c.send("nosuch");
    c.run("set", "a=b");
    c.run("detect_speech", "x");
    CHECK(c.fake.unsupported() ==
          std::set<std::string>{"api nosuch", "application detect_speech", "command nosuch"});
    c.fake.application("respond", eslio::testing::fake_application());
    c.run("respond", "486");
    CHECK(c.fake.unsupported().size() == 3);
    c.run("nosuch");
    CHECK(c.fake.unsupported().count("application nosuch") == 1);
}

TEST_CASE("a call that a test begins needs what becomes of it", "[testing]") {
    fake_client c;
    CHECK(c.fake.originate("null/1000").empty());
    CHECK(c.fake.originate("").empty());
    CHECK(c.fake.originate("null/1000 1 2 3 4 5 6 7").empty());
    CHECK(c.fake.calls().empty());
    CHECK(c.fake.unsupported() == std::set<std::string>{"originate ", "originate null/1000",
                                                        "originate null/1000 1 2 3 4 5 6 7"});
    CHECK_FALSE(c.fake.originate("null/1000 &park()").empty());
    CHECK(c.fake.calls().size() == 1);
    CHECK(c.fake.unsupported().size() == 3);
}

TEST_CASE("the applications that do nothing are applications", "[testing]") {
    using namespace eslio::testing::fake;
    CHECK(std::is_sorted(std::begin(inert_applications), std::end(inert_applications)));
    for (const std::string_view name : inert_applications) {
        INFO(name);
        CHECK(find_application_fact(name) != nullptr);
    }
}

TEST_CASE("applications that do nothing here end at once, and the call stays",
          "[testing][all_apps]") {
    parked_call c("CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE CHANNEL_HANGUP");
    for (const char* name : {"acknowledge_call",
                             "bgsystem",
                             "bind_digit_action",
                             "block_dtmf",
                             "clear_digit_action",
                             "clear_speech_cache",
                             "cng_plc",
                             "debug_media",
                             "deduplicate_dtmf",
                             "early_hangup",
                             "enable_heartbeat",
                             "enable_keepalive",
                             "filter_codecs",
                             "jitterbuffer",
                             "media_reset",
                             "mkdir",
                             "mutex",
                             "novideo",
                             "preprocess",
                             "privacy",
                             "redirect",
                             "rename",
                             "send_display",
                             "send_info",
                             "session_loglevel",
                             "set_user",
                             "soft_hold",
                             "strftime",
                             "system",
                             "unbind_meta_app",
                             "unloop",
                             "video_decode",
                             "wait_for_video_ready"}) {
        INFO(name);
        const auto all = c.run(name, "x");
        CHECK(names(all) == list{"CHANNEL_EXECUTE", "CHANNEL_EXECUTE_COMPLETE"});
        CHECK(named(find_event(all, "CHANNEL_EXECUTE_COMPLETE"))["Application-Response"] ==
              "_none_");
    }
}

TEST_CASE("an application that does not exist hangs the call up", "[testing][all_apps]") {
    parked_call c("CHANNEL_EXECUTE CHANNEL_HANGUP PRIVATE_COMMAND");
    const auto all = c.run("nosuchapp", "x");
    CHECK(names(all) == list{"CHANNEL_HANGUP", "PRIVATE_COMMAND"});
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Hangup-Cause"] == "DESTINATION_OUT_OF_ORDER");
}

TEST_CASE("what there is not is told by the response", "[testing][all_apps]") {
    parked_call c("CHANNEL_EXECUTE_COMPLETE");
    CHECK(c.response("ivr", "nosuchmenu") == "_none_");
    CHECK(c.response("phrase", "nosuchmacro,x") == "UNKNOWN ERROR");
    CHECK(c.response("play_and_detect_speech", "a detect:none none") == "ASR INIT ERROR");
    for (const char* name : {"intercept", "eavesdrop", "three_way"}) {
        INFO(name);
        CHECK(c.run(name, "nosuchcall").size() == 2);
    }
}

TEST_CASE("applications keep what API commands find", "[testing][all_apps]") {
    parked_call c;
    c.run("hash", "insert/r/k/one");
    CHECK(c.api("hash select/r/k") == "one");
    c.run("db", "insert/r/k/two");
    CHECK(c.api("db select/r/k") == "two");
    c.run("group", "insert:g:null/x");
    CHECK(c.api("group call:g") == "null/x");
    c.run("set_global", "live=1");
    CHECK(c.api("global_getvar live") == "1");
    c.run("fifo", "q in");
    CHECK(c.api("fifo count q") == "q:0:1:0:0:0\n");
    c.fake.hang_up("a");
    c.receive();
    CHECK(c.api("fifo count q") == "q:0:0:0:0:0\n");
}

// switch_ivr.c: switch_ivr_session_transfer
TEST_CASE("a call that is to go to an extension without a name goes to `service`",
          "[testing][all_apps]") {
    const char* const ways[] = {
        "sendmsg a\ncall-command: execute\nexecute-app-name: limit\nexecute-app-arg: hash r i 0 ''",
        "sendmsg a\ncall-command: execute\nexecute-app-name: transfer\nexecute-app-arg: ''",
        "api uuid_limit a hash r i 0 ''",
        "api uuid_transfer a ''",
    };
    for (const char* way : ways) {
        INFO(way);
        parked_call c;
        c.fake.extension("service", {{"set", "served=true"}, {"park", ""}});
        c.send(way);
        c.wait(100ms);
        CHECK(c.fake.variable("a", "served") == "true");
    }
}

TEST_CASE("limits are taken, counted and given back", "[testing][all_apps]") {
    parked_call c("CUSTOM limit::usage");
    const auto told = find_event(c.run("limit", "hash r id 1"), "CUSTOM");
    CHECK(told["realm"] == "r");
    CHECK(told["usage"] == "1");
    CHECK(c.api("limit_usage hash r id") == "1");
    CHECK(c.api("uuid_getvar a limit_usage_r_id") == "1");
    c.park("b");
    CHECK(c.api("uuid_limit b hash r id 1 !USER_BUSY") == "+OK");
    CHECK(c.api("uuid_exists b") == "false");
    c.run("limit_execute", "hash r other 5 set live_x=1");
    CHECK(c.fake.variable("a", "live_x") == "1");
    CHECK(c.api("limit_usage hash r other") == "0");
    CHECK(c.api("uuid_limit_release a hash r id") == "+OK");
    CHECK(c.api("limit_usage hash r id") == "0");
}

TEST_CASE("what listens to the media of a call is listed", "[testing][all_apps]") {
    parked_call c;
    const std::string none = "<media-bugs>\n</media-bugs>\n";
    const auto bug = [](const std::string& function, const std::string& target) {
        return "<media-bugs>\n <media-bug>\n  <function>" + function + "</function>\n  <target>" +
               target +
               "</target>\n  <thread-locked>0</thread-locked>\n </media-bug>\n"
               "</media-bugs>\n";
    };
    CHECK(c.api("uuid_buglist a") == none);
    c.run("displace_session", "silence_stream://100");
    CHECK(c.api("uuid_buglist a") == bug("displace", "silence_stream://100"));
    c.run("stop_displace_session", "silence_stream://100");
    c.run("set_audio_level", "read 1");
    CHECK(c.api("uuid_buglist a") == bug("audio", "level"));
    CHECK(c.api("uuid_audio a stop") == "+OK\n");
    CHECK(c.api("uuid_record a start /tmp/x.wav") == "+OK Success\n");
    CHECK(c.api("uuid_buglist a") == bug("session_record", "/tmp/x.wav"));
    CHECK(c.api("uuid_record a stop /tmp/y.wav") == "-ERR Cannot stop record session!\n");
    CHECK(c.api("uuid_record a stop all") == "+OK Success\n");
    CHECK(c.api("uuid_buglist a") == none);
}

TEST_CASE("names, profile and variables of a call are changed", "[testing][all_apps]") {
    parked_call c;
    c.run("capture", "live_x|ab12|[0-9]+");
    CHECK(c.api("uuid_getvar a live_x") == "12");
    c.run("set_name", "live_name");
    CHECK(c.api("uuid_getvar a channel_name") == "live_name");
    c.run("set_profile_var", "caller_id_name=Ann");
    CHECK(c.api("uuid_getvar a caller_id_name") == "Ann");
    c.run("export", "live_a=1");
    c.run("bridge_export", "live_b=1");
    CHECK(c.api("uuid_getvar a export_vars") == "live_a");
    CHECK(c.api("uuid_getvar a bridge_export_vars") == "live_b");
    c.run("multiunset", "^^;live_a;live_b");
    CHECK(c.api("uuid_getvar a live_a") == "_undef_");
}

TEST_CASE("files and tones are played again and again", "[testing][all_apps]") {
    parked_call c("PLAYBACK_START PLAYBACK_STOP CHANNEL_EXECUTE_COMPLETE");
    c.run("loop_playback", "+2 silence_stream://100");
    CHECK(names(c.wait(100ms)) == list{"PLAYBACK_STOP", "PLAYBACK_START"});
    const auto last = c.wait(100ms);
    CHECK(names(last) == list{"PLAYBACK_STOP", "CHANNEL_EXECUTE_COMPLETE"});
    CHECK(last.back().content["Application-Response"] == "FILE PLAYED");
    c.run("gentones", "%(100,0,1000)");
    CHECK(names(c.wait(100ms)) == list{"CHANNEL_EXECUTE_COMPLETE"});
    c.run("wait_for_silence", "200 3 2 500");
    CHECK(names(c.wait(500ms)) == list{"CHANNEL_EXECUTE_COMPLETE"});
    CHECK(c.api("uuid_getvar a wait_for_silence_timeout") == "true");
    c.run("endless_playback", "silence_stream://100");
    CHECK(names(c.wait(100ms)) == list{"PLAYBACK_STOP", "PLAYBACK_START"});
    CHECK(names(c.wait(100ms)) == list{"PLAYBACK_STOP", "PLAYBACK_START"});
}

TEST_CASE("what is scheduled is told, done, and can be cancelled", "[testing][all_apps]") {
    parked_call c("ADD_SCHEDULE DEL_SCHEDULE CHANNEL_HANGUP");
    const auto added = find_event(c.run("sched_hangup", "+10 NO_ANSWER"), "ADD_SCHEDULE");
    CHECK(added["Task-Desc"] == "switch_ivr_schedule_hangup");
    CHECK(added["Task-Group"] == "a");
    c.run("sched_cancel");
    CHECK(names(c.wait(100ms)) == list{"DEL_SCHEDULE"});
    CHECK(names(c.wait(20s)).empty());
    CHECK(c.api("sched_hangup +2 a") == "+OK\n");
    CHECK(names(c.wait(1s)).empty());
    const auto all = c.wait(1s);
    CHECK(names(all) == list{"CHANNEL_HANGUP", "DEL_SCHEDULE"});
    CHECK(all.front().content["Hangup-Cause"] == "ALLOTTED_TIMEOUT");
}

TEST_CASE("tones are listened for as long as was asked", "[testing][applications]") {
    parked_call c("MEDIA_BUG_START MEDIA_BUG_STOP");
    CHECK(names(c.run("tone_detect", "t 400 r +2 hangup normal_clearing")) ==
          list{"MEDIA_BUG_START"});
    CHECK(names(c.wait(1900ms)).empty());
    CHECK(names(c.wait(200ms)) == list{"MEDIA_BUG_STOP"});
}

TEST_CASE("limit db counts each time, and no rate", "[testing][all_apps]") {
    parked_call c;
    c.run("limit", "db r id 5");
    c.run("limit", "db r id 5/10");
    CHECK(c.api("limit_usage db r id") == "2");
    CHECK(c.api("uuid_getvar a limit_realm") == "r");
    CHECK(c.api("uuid_getvar a limit_id") == "id");
    CHECK(c.api("uuid_getvar a limit_max") == "5");
    CHECK(c.api("uuid_getvar a limit_rate") == "_undef_");
}
