// testing/fake_switch: files that are broken off, and calls that cannot be joined. The values are
// those of the live suite (prompts/*_break, prompts/playback_variables, bridge/two_calls_*).
#include "catch.hpp"
#include "fake_client.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::names;
using list = std::vector<std::string>;

namespace {

struct breaking_client : fake_client {
    breaking_client() {
        login();
        fake.plan("null/x", call().answers());
        fake.originate("{origination_uuid=a}null/x &park()");
        send("event plain PLAYBACK_START PLAYBACK_STOP CHANNEL_EXECUTE_COMPLETE CHANNEL_PARK DTMF "
             "CHANNEL_HANGUP BACKGROUND_JOB");
    }
    list execute(const std::string& name, const std::string& argument) {
        return names(send("sendmsg a\ncall-command: execute\nexecute-app-name: " + name +
                          "\nexecute-app-arg: " + argument));
    }
    /// What comes of a break.
    list break_off() { return names(send("api uuid_break a")); }
};

TEST_CASE("what is played again and again goes on when it is broken off", "[testing][ends]") {
    breaking_client c;
    CHECK(c.execute("loop_playback", "+3 silence_stream://1000") == list{"PLAYBACK_START"});
    CHECK(c.break_off() == list{"PLAYBACK_STOP", "PLAYBACK_START"});
    c.fake.press("a", "*5");
    CHECK(names(c.receive()).empty());  // keys are for what comes after it
    CHECK(names(c.wait(1s)) == list{"PLAYBACK_STOP", "PLAYBACK_START"});
    CHECK(c.break_off() == list{"PLAYBACK_STOP", "CHANNEL_EXECUTE_COMPLETE"});
    CHECK(names(c.wait(20ms)) == list{"DTMF", "DTMF"});

    CHECK(c.execute("endless_playback", "music.wav") == list{"PLAYBACK_START"});
    for (int i = 0; i < 3; ++i) CHECK(c.break_off() == list{"PLAYBACK_STOP", "PLAYBACK_START"});
    c.fake.hang_up("a");
    CHECK(names(c.receive()).size() == 4);
}

TEST_CASE("of a file that is broken off, more has been read than was heard", "[testing][ends]") {
    struct {
        const char* file;
        std::chrono::milliseconds heard;
        const char* ms;
        const char* seconds;
    } const cases[] = {{"silence_stream://5000", 100ms, "2048", "2"},
                       {"silence_stream://5000", 2047ms, "2048", "2"},
                       {"silence_stream://5000", 2048ms, "4096", "4"},
                       {"silence_stream://1500", 100ms, "1500", "1"},
                       {"silence_stream://2500", 2300ms, "2500", "2"},
                       {"silence_stream://-1", 5s, "6144", "6"},
                       {"silence_stream://700", 700ms, "700", "0"}};
    for (const auto& x : cases) {
        INFO(x.file << " after " << x.heard.count());
        breaking_client c;
        c.execute("playback", x.file);
        c.wait(x.heard);
        c.break_off();
        CHECK(c.fake.variable("a", "playback_ms") == x.ms);
        CHECK(c.fake.variable("a", "playback_seconds") == x.seconds);
        // The last frame may end after what was read.
        const std::int64_t frames = (x.heard.count() + 19) / 20;
        const std::int64_t offset = std::min<std::int64_t>(frames * 160, std::atoi(x.ms) * 8);
        CHECK(c.fake.variable("a", "playback_last_offset_pos") == std::to_string(offset));
    }
}

TEST_CASE("what was heard of the files of a list is counted together", "[testing][ends]") {
    breaking_client c;
    const auto heard = [&] { return c.fake.variable("a", "playback_last_offset_pos"); };
    c.send("api uuid_setvar a playback_delimiter !");
    c.execute("playback", "silence_stream://100!tone_stream://%(60,0,440)");
    c.wait(100ms);
    CHECK(heard() == "800");
    c.wait(60ms);
    CHECK(heard() == "1280");
}

TEST_CASE("a call that only rings cannot be joined", "[testing][legs]") {
    for (const bool parks : {false, true}) {
        breaking_client c;
        c.fake.plan("null/y", call().rings());
        c.send("bgapi originate {origination_uuid=b}null/y &park()");
        if (parks) c.send("api uuid_setvar a uuid_bridge_park_on_cancel true");
        const auto all = c.send(parks ? "api uuid_bridge b a" : "api uuid_bridge a b");
        const eslio::event hangup = testing_tests::find_event(all, "CHANNEL_HANGUP");
        CHECK(hangup["Hangup-Cause"] == "DESTINATION_OUT_OF_ORDER");
        const eslio::event job = testing_tests::find_event(all, "BACKGROUND_JOB");
        CHECK(job.body() == "-ERR ORIGINATOR_CANCEL\n");
        CHECK(c.fake.calls() == (parks ? list{"a"} : list{}));
        CHECK(c.fake.unsupported().empty());
    }
}

}  // namespace
