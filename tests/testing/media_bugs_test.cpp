// testing/fake_switch/machine/media_bugs.hpp: how long recordings, displacements and detectors go
// on: each has a time of its own.
#include "catch.hpp"
#include "fake_client.hpp"

#include <cstddef>
#include <string>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;

namespace {

constexpr const char* success = "+OK Success\n";

/// A call `a` that is parked and stays up.
struct heard_call : fake_client {
    heard_call() {
        login();
        fake.plan(call().answers().stays_up());
        fake.originate("{origination_uuid=a}user/a &park()");
        receive();
    }
    std::string api(const std::string& command) { return ask("api " + command); }
    void run(const std::string& application, const std::string& argument) {
        send("sendmsg a\ncall-command: execute\nexecute-app-name: " + application +
             "\nexecute-app-arg: " + argument);
        wait(0ms);
    }
    /// How many bugs of that function and target there are.
    int bugs(const std::string& function, const std::string& target) {
        const std::string list = api("uuid_buglist a");
        const std::string one =
            "  <function>" + function + "</function>\n  <target>" + target + "</target>\n";
        int count = 0;
        for (std::size_t at = 0; (at = list.find(one, at)) != list.npos; at += one.size()) ++count;
        return count;
    }
};

}  // namespace

// FreeSWITCH keeps `stop_time` with each (switch_core_media_bug.c: switch_core_media_bug_add).
TEST_CASE("the time of a recording ends no other one of that path", "[testing][bugs]") {
    heard_call c;
    const auto records = [&] { return c.bugs("session_record", "x.wav"); };
    CHECK(c.api("uuid_record a start x.wav 10") == success);
    c.wait(5s);
    CHECK(c.api("uuid_record a stop x.wav") == success);
    CHECK(c.api("uuid_record a start x.wav") == success);
    c.wait(20s);
    CHECK(records() == 1);
    CHECK(c.api("uuid_record a stop x.wav") == success);
    c.run("record_session", "x.wav +10");
    c.wait(9s);
    CHECK(records() == 1);
    c.wait(1s);
    CHECK(records() == 0);
}

TEST_CASE("the time of a detector ends no other one of that key", "[testing][bugs]") {
    heard_call c;
    const std::string begun = "+OK Enabling tone detection 'k' '1000' 'r'\n";
    CHECK(c.api("tone_detect a k 1000 r +10") == begun);
    c.wait(5s);
    c.run("stop_tone_detect", "");
    CHECK(c.bugs("tone_detect", "k") == 0);
    CHECK(c.api("tone_detect a k 1000 r +10") == begun);
    c.wait(9900ms);
    CHECK(c.bugs("tone_detect", "k") == 1);
    c.wait(100ms);
    CHECK(c.bugs("tone_detect", "k") == 0);
}

// switch_ivr_async.c: switch_ivr_tone_detect_session keeps one bug, which says that it runs until
// switch_ivr_stop_tone_detect_session.
TEST_CASE("one detector looks for all tones until it is stopped", "[testing][bugs]") {
    heard_call c;
    c.api("tone_detect a k 1000 r +10");
    c.run("tone_detect", "other 2000");
    CHECK(c.bugs("tone_detect", "k") == 1);
    CHECK(c.bugs("tone_detect", "other") == 0);
    c.wait(10s);
    c.run("tone_detect", "k 1000");
    CHECK(c.bugs("tone_detect", "k") == 0);
    c.run("stop_tone_detect", "");
    c.run("tone_detect", "k 1000");
    CHECK(c.bugs("tone_detect", "k") == 1);
}

// The command gives up, the application goes on without a time (tone_detect_session_function of
// mod_commands.c and of mod_dptools.c).
TEST_CASE("the time of a detector may be over when it begins", "[testing][bugs]") {
    for (const char* over : {"+0", "1", "x", "''"}) {
        INFO(over);
        heard_call c;
        CHECK(c.api(std::string("tone_detect a k 1000 r ") + over) == "-ERR no reply\n");
        CHECK(c.bugs("tone_detect", "k") == 0);
        c.run("tone_detect", std::string("k 1000 r ") + over);
        c.wait(1h);
        CHECK(c.bugs("tone_detect", "k") == 1);
    }
}

TEST_CASE("a detector ends at a date", "[testing][bugs]") {
    heard_call c;
    const long now = std::stol(c.api("strepoch"));
    c.api("tone_detect a k 1000 r " + std::to_string(now + 10));
    c.wait(8s);
    CHECK(c.bugs("tone_detect", "k") == 1);
    c.wait(2s);
    CHECK(c.bugs("tone_detect", "k") == 0);
}

// switch_ivr_async.c: switch_ivr_displace_session
TEST_CASE("a file displaces the sound of a call for the time that is given", "[testing][bugs]") {
    heard_call c;
    const auto start = [&](const std::string& more) {
        return c.api("uuid_displace a start d.wav" + more);
    };
    CHECK(start(" 5 mux") == success);
    c.wait(4900ms);
    CHECK(c.bugs("displace", "d.wav") == 1);
    CHECK(start("") == "-ERR Cannot displace session!\n");
    CHECK(c.bugs("displace", "d.wav") == 1);
    c.wait(100ms);
    CHECK(c.bugs("displace", "d.wav") == 0);
    for (const char* endless : {"", " 0", " -1", " x"}) {
        INFO(endless);
        CHECK(start(endless) == success);
        c.wait(1h);
        CHECK(c.api("uuid_displace a stop d.wav") == success);
    }
    // The time may stand anywhere (mod_dptools.c: displace_session_function).
    for (const char* words : {"d.wav +5", "d.wav mux +5", "d.wav +5 mux", "d.wav +9 +5"}) {
        INFO(words);
        c.run("displace_session", words);
        c.wait(4900ms);
        CHECK(c.bugs("displace", "d.wav") == 1);
        c.wait(100ms);
        CHECK(c.bugs("displace", "d.wav") == 0);
    }
    c.run("displace_session", "d.wav 5");
    c.run("displace_session", "d.wav");
    c.wait(1h);
    CHECK(c.bugs("displace", "d.wav") == 1);
}
