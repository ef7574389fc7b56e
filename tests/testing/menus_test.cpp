// testing/fake_switch/call/menu_run: the menus of `ivr`. The values are those of the live suite
// (menus/*); what is told here besides are names and times that it does not see.
#include "catch.hpp"
#include "fake_client.hpp"

#include <eslio/testing/fake_switch/fake_menu.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::fake_menu;
using testing_tests::fake_client;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

/// A call that is in a menu, and what is heard of it.
struct menu_client : fake_client {
    explicit menu_client(const fake_menu& main) {
        login();
        send("event plain CHANNEL_EXECUTE CHANNEL_HANGUP PLAYBACK_START PLAYBACK_STOP CUSTOM "
             "menu::enter menu::exit");
        fake.menu("main", main);
        fake.extension("9", {{"answer", ""}, {"ivr", "main"}, {"park", ""}});
        fake.plan(eslio::testing::call().answers());
        uuid = fake.call_in(eslio::testing::incoming_call().to("9"));
    }

    /// In short what has happened since the last time.
    list heard() {
        list all;
        for (const packet& p : receive()) all.push_back(shortly(p.content));
        return all;
    }
    list after(std::chrono::milliseconds span) {
        time.advance(span);
        return heard();
    }
    list press(const std::string& keys) {
        fake.press(uuid, keys);
        return heard();
    }

    static std::string shortly(const eslio::event& e) {
        const auto with = [&](const char* what, std::string_view of) {
            return std::string(what) + ' ' + std::string(e[of]);
        };
        if (e.name() == "CUSTOM") return std::string(e["Event-Subclass"]) + with("", "Menu-Name");
        if (e.name() == "PLAYBACK_START") return with("plays", "Playback-File-Path");
        if (e.name() == "PLAYBACK_STOP") return with("played", "Playback-Status");
        if (e.name() == "CHANNEL_EXECUTE")
            return with("does", "Application") + with("", "Application-Data");
        return std::string(e.name());
    }

    std::string status() const { return fake.variable(uuid, "ivr_menu_status"); }

    std::string uuid;
};

fake_menu greeted() {
    return fake_menu("hello.wav").timeout(2s);
}

TEST_CASE("a menu greets, takes a key and executes its application", "[testing]") {
    menu_client c(greeted().entry("1", "menu-exec-app", "set chosen=${caller_id_number} 1"));
    CHECK(c.heard() ==
          list{"does answer ", "does ivr main", "menu::enter main", "plays hello.wav"});
    CHECK(c.press("1") == list{"played break", "does set chosen=1000 1", "plays hello.wav"});
    CHECK(c.fake.variable(c.uuid, "chosen") == "1000 1");
    CHECK(c.fake.application_of(c.uuid) == "ivr");
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("a menu waits for its time, and gives up after as many time-outs as failures",
          "[testing]") {
    menu_client c(greeted()
                      .greet_short("again.wav")
                      .exit_sound("bye.wav")
                      .max_failures(2)
                      .entry("1", "menu-exit"));
    c.heard();
    CHECK(c.after(1000ms) == list{"played done"});  // a file of which no more is known
    CHECK(c.after(1999ms).empty());
    CHECK(c.after(1ms) == list{"plays again.wav"});
    CHECK(c.after(2999ms) == list{"played done"});
    CHECK(c.after(1ms) == list{"plays bye.wav"});
    CHECK(c.status() == "timeout");
    CHECK(c.after(1000ms) == list{"played done", "menu::exit main", "does park "});
}

TEST_CASE("all keys together have the time of the menu, each the time between two", "[testing]") {
    const auto menu = greeted().inter_digit_timeout(900ms).digit_len(4).entry(
        "/^(.+)$/", "menu-exec-app", "set keys=$1");
    menu_client c(menu);
    c.after(1000ms);
    for (int i = 0; i < 3; ++i) {
        c.after(600ms);
        CHECK(c.press("1").empty());
    }
    CHECK(c.after(199ms).empty());
    CHECK(c.after(1ms) == list{"does set keys=111", "plays hello.wav"});
    // A key that interrupts the greeting, too, has another come within the time between two.
    CHECK(c.press("2") == list{"played break"});
    CHECK(c.after(899ms).empty());
    CHECK(c.after(1ms) == list{"does set keys=2", "plays hello.wav"});
    CHECK(c.press("12#") == list{"played break", "does set keys=12", "plays hello.wav"});
    CHECK(c.press("12345") ==
          list{"played break", "does set keys=1234", "plays hello.wav", "played break"});
}

TEST_CASE("keys that are pressed while a sound of the menu plays are for the greeting",
          "[testing]") {
    menu_client c(greeted()
                      .invalid_sound("no.wav")
                      .entry("1", "menu-play-sound", "song.wav")
                      .entry("2", "menu-exec-app", "set x=2"));
    c.heard();
    CHECK(c.press("1") == list{"played break", "plays song.wav"});
    CHECK(c.press("2").empty());
    CHECK(c.after(1s) == list{"played done", "plays hello.wav", "played break", "does set x=2",
                              "plays hello.wav"});
    CHECK(c.press("7") == list{"played break", "plays no.wav"});
    CHECK(c.press("2") == list{"played break", "plays hello.wav"});  // that one is lost
}

TEST_CASE("an application of a menu may take time, or send the call away", "[testing]") {
    menu_client c(greeted()
                      .exit_sound("bye.wav")
                      .entry("1", "menu-exec-app", "sleep 700")
                      .entry("1", "menu-exec-app", "set slept=yes")
                      .entry("2", "menu-exec-app", "transfer 7")
                      .entry("3", "menu-exec-app", "hangup CALL_REJECTED"));
    c.fake.extension("7", {{"park", ""}});
    c.heard();
    CHECK(c.press("1") == list{"played break", "does sleep 700"});
    CHECK(c.after(699ms).empty());
    CHECK(c.after(1ms) == list{"does set slept=yes", "plays hello.wav"});
    CHECK(c.press("2") == list{"played break", "does transfer 7", "menu::exit main", "does park "});
    CHECK(c.fake.application_of(c.uuid) == "park");

    menu_client d(
        greeted().exit_sound("bye.wav").entry("3", "menu-exec-app", "hangup CALL_REJECTED"));
    d.heard();
    CHECK(d.press("3") ==
          list{"played break", "does hangup CALL_REJECTED", "CHANNEL_HANGUP", "menu::exit main"});
}

TEST_CASE("menus lead to menus", "[testing]") {
    menu_client c(greeted().entry("1", "menu-sub", "below"));
    c.fake.menu("below", fake_menu("below.wav")
                             .entry("1", "menu-sub", "main")
                             .entry("0", "menu-back")
                             .entry("9", "menu-top")
                             .entry("*", "menu-exit"));
    c.heard();
    CHECK(c.press("1") ==
          list{"played break", "menu::exit main", "menu::enter below", "plays below.wav"});
    CHECK(c.press("0") ==
          list{"played break", "menu::exit below", "menu::enter main", "plays hello.wav"});
    for (int i = 0; i < 5; ++i) c.press("11");
    CHECK(c.press("1").size() == 4);  // the twelfth
    // Too many inside of each other: all end.
    CHECK(c.press("1").back() == "does park ");
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("a menu that is not there, or cannot be made, ends at once", "[testing]") {
    menu_client c(greeted().entry("1", "menu-nosuch"));
    CHECK(c.heard() == list{"does answer ", "does ivr main", "does park "});
    CHECK(c.fake.unsupported().empty());
    c.fake.extension("8", {{"ivr", "other"}, {"park", ""}});
    const std::string uuid = c.fake.call_in(eslio::testing::incoming_call().to("8"));
    c.time.settle();
    CHECK(c.fake.application_of(uuid) == "park");
    CHECK(c.fake.unsupported().count("menu other") == 1);
}

TEST_CASE("a menu that says nothing fails at once and may do something then", "[testing]") {
    menu_client c(fake_menu().entry("1", "menu-exit").exec_on_max_failures("hangup USER_BUSY"));
    CHECK(c.heard() == list{"does answer ", "does ivr main", "menu::enter main",
                            "does hangup USER_BUSY", "CHANNEL_HANGUP", "menu::exit main"});
}

TEST_CASE("a test may say that a menu is just time", "[testing]") {
    menu_client c(greeted().entry("1", "menu-exit"));
    c.fake.application("ivr", eslio::testing::fake_application(5s, "chosen"));
    c.fake.extension("8", {{"ivr", "main"}, {"park", ""}});
    const std::string uuid = c.fake.call_in(eslio::testing::incoming_call().to("8"));
    c.time.advance(4999ms);
    CHECK(c.fake.application_of(uuid) == "ivr");
    c.time.advance(1ms);
    CHECK(c.fake.application_of(uuid) == "park");
}

TEST_CASE("a menu takes what its attributes say, or what ivr.conf.xml has without", "[testing]") {
    const fake_menu plain;
    CHECK(plain.timeout() == 10s);
    CHECK(plain.inter_digit_timeout() == 10s);
    CHECK(plain.digit_len() == 0);
    CHECK(plain.max_failures() == 3);
    CHECK(plain.max_timeouts() == 3);
    const auto menu = fake_menu("x")
                          .timeout(3s)
                          .max_failures(5)
                          .entry("12", "menu-exit")
                          .entry("/.{3}/", "menu-exit");
    CHECK(menu.inter_digit_timeout() == 1500ms);
    CHECK(menu.digit_len() == 2);
    CHECK(menu.max_timeouts() == 5);
}

}  // namespace
