#include "catch.hpp"
#include "live/naming.hpp"
#include "live/ownership.hpp"
#include "live/text_rules.hpp"
#include "live/transcript.hpp"

#include <string>
#include <utility>
#include <vector>

namespace {

using live::item;
using live::recording;
using live::script;

const std::string a = "aaaaaaaa-0000-4000-8000-000000000001";
const std::string b = "bbbbbbbb-0000-4000-8000-000000000002";
const std::string c = "cccccccc-0000-4000-8000-000000000003";
const std::string stranger = "dddddddd-0000-4000-8000-000000000004";

item heard(std::vector<std::pair<std::string, std::string>> headers) {
    item i;
    i.what = item::kind::event;
    i.on = "fs";
    i.type = "text/event-plain";
    i.event.headers = std::move(headers);
    return i;
}

item said(const std::string& command) {
    item i;
    i.on = "fs";
    i.text = command + "\n\n";
    return i;
}

item answered(std::size_t which, const std::string& headers, const std::string& body = {}) {
    item i;
    i.what = item::kind::answer;
    i.on = "fs";
    i.text = headers;
    i.body = body;
    i.answers = which;
    return i;
}

/// A call `a`, its other leg `b` that names it, a leg `c` that `b` has made, and a stranger.
recording three_legs() {
    recording r;
    r.names = {{"a", a}, {"tag", "live01234567"}};
    r.calls = {"a"};
    r.items = {heard({{"Event-Name", "CHANNEL_CREATE"},
                      {"Unique-ID", c},
                      {"Channel-Name", "null/x"},
                      {"variable_originator", b}}),
               heard({{"Event-Name", "CHANNEL_CREATE"},
                      {"Unique-ID", b},
                      {"Channel-Name", "null/x"},
                      {"Other-Leg-Unique-ID", a}}),
               heard({{"Event-Name", "CHANNEL_CREATE"}, {"Unique-ID", stranger}}),
               heard({{"Event-Name", "CHANNEL_CREATE"}, {"Unique-ID", a}})};
    return r;
}

}  // namespace

TEST_CASE("live ownership: legs that belong to a call are found, strangers are not", "[live]") {
    recording r = three_legs();
    CHECK(live::own_calls(r) == std::set<std::string>{a, b, c});
    r.hidden = {b};
    CHECK(live::own_calls(r) == std::set<std::string>{a});
}

TEST_CASE("live naming: what differs from play to play has a name", "[live]") {
    recording r = three_legs();
    r.names["listen"] = "127.0.0.1:40000";
    r.names["password"] = "ClueCon";
    script s;
    s.masks = {{"up [0-9]+", "up <n>"}, {"of $listen", "unseen"}};
    const live::naming name(s, r, live::own_calls(r));
    CHECK(name(a + " " + b + " " + c + " " + stranger) == "$a <null/x 2> <null/x> <uuid>");
    CHECK(name("live01234567@127.0.0.1:40000") == "$tag@$listen");
    CHECK(name("See you at ClueCon!") == "See you at ClueCon!");
    CHECK(name("2026-11-27 22:57:06.123456 [1795820226797187] 1795820226 179582022 up 5") ==
          "<time> [<time>] <time> 179582022 up <n>");
    CHECK(name("21795820226 9795820226") == "21795820226 9795820226");
    CHECK(name.of_call(c) == "<null/x>");
}

TEST_CASE("live naming: the channel's name of a call that came in says only how it came",
          "[live]") {
    recording r;
    r.names = {{"a", a}};
    r.calls = {"a"};
    r.came_in = {a};
    r.items = {heard({{"Unique-ID", a}, {"Channel-Name", "sofia/internal/1"}})};
    const live::naming name(script(), r, live::own_calls(r));
    CHECK(name("x sofia/internal/1") == "x <channel of $a>");
}

TEST_CASE("live transcript: answers stand with their commands, events with their calls", "[live]") {
    recording r = three_legs();
    r.items.push_back(said("api one"));
    r.items.push_back(said("two"));
    r.items.push_back(answered(4, "Content-Type: api/response\nContent-Length: 3\n", "+OK"));
    r.items.push_back(answered(5, "Content-Type: command/reply\nReply-Text: +OK x\n"));
    r.items.push_back(answered(item::nothing, "Content-Type: command/reply\nA: b\n"));
    const live::transcript t = live::transcribe(script(), r);
    REQUIRE(t.size() == 4);
    CHECK(t[0].title == "fs");
    CHECK(t[1].title == "fs $a");
    CHECK(t[2].title == "fs <null/x 2>");
    REQUIRE(t[0].entries.size() == 3);
    CHECK(t[0].entries[0].what == "> api one");
    CHECK(t[0].entries[0].details == std::vector<std::pair<std::string, std::string>>{
                                         {"answer", "api/response"}, {"body", "+OK"}});
    CHECK(t[0].entries[1].details[0].second == "+OK x");
    CHECK(t[0].entries[2].details[0].second == "Content-Type: command/reply\nA: b\n");
}

TEST_CASE("live transcript: of events without a call, the script's own and those it asks for",
          "[live]") {
    recording r = three_legs();
    r.items = {
        heard({{"Event-Name", "API"}, {"API-Command-Argument", "x live01234567"}}),
        heard({{"Event-Name", "API"}, {"API-Command-Argument", "a stranger's"}}),
        heard({{"Event-Name", "HEARTBEAT"}, {"Event-Sequence", "5"}, {"Session-Count", "1"}})};
    script s;
    live::transcript t = live::transcribe(s, r);
    REQUIRE(t.size() == 1);
    CHECK(t[0].title == "fs no call");
    CHECK(t[0].entries.size() == 1);
    s.also = {"HEARTBEAT"};
    t = live::transcribe(s, r);
    REQUIRE(t[0].entries.size() == 2);
    CHECK(t[0].entries[1].details ==
          std::vector<std::pair<std::string, std::string>>{{"Session-Count", "1"}});
}

TEST_CASE("live transcript: titles tell events of one name apart, shown headers are there",
          "[live]") {
    recording r = three_legs();
    r.items = {heard({{"Event-Name", "CHANNEL_EXECUTE"},
                      {"Unique-ID", a},
                      {"Application", "playback"},
                      {"variable_x", "1"},
                      {"variable_y", "2"},
                      {"Caller-Channel-Created-Time", "17"}})};
    script s;
    s.shows = {{"", "variable_x"}, {"DTMF", "variable_y"}};
    CHECK(live::transcribe(s, r)[0].entries[0].what == "CHANNEL_EXECUTE playback");
    CHECK(live::transcribe(s, r)[0].entries[0].details.size() == 2);
    s.shows = {{"", "*"}};
    const live::transcript all = live::transcribe(s, r);
    for (const auto& [name, value] : all[0].entries[0].details)
        CHECK(name != "Caller-Channel-Created-Time");
    CHECK(all[0].entries[0].details.size() == 6);
}

TEST_CASE("live transcript: another thread tells of the hang-up when it comes to it", "[live]") {
    script s;
    recording r = three_legs();
    r.items = {heard({{"Event-Name", "CHANNEL_ANSWER"}, {"Unique-ID", a}}),
               heard({{"Event-Name", "CHANNEL_UNPARK"},
                      {"Unique-ID", a},
                      {"Hangup-Cause", "NORMAL_CLEARING"}}),
               heard({{"Event-Name", "CHANNEL_HANGUP"},
                      {"Unique-ID", a},
                      {"Hangup-Cause", "NORMAL_CLEARING"}})};
    const live::transcript all = live::transcribe(s, r);
    std::vector<std::string> order;
    for (const live::entry& e : all[0].entries) order.push_back(e.what);
    CHECK(order == std::vector<std::string>{"CHANNEL_ANSWER", "CHANNEL_HANGUP", "CHANNEL_UNPARK"});
}

TEST_CASE("live transcript: how long a call took is a rough time", "[live]") {
    script s;
    s.shows = {{"", "variable_*"}};
    recording r = three_legs();
    r.items = {heard({{"Event-Name", "CHANNEL_DESTROY"},
                      {"Unique-ID", a},
                      {"variable_duration", "1"},
                      {"variable_mduration", "1280"},
                      {"variable_uduration", "1279511"},
                      {"variable_billsec", "1"},
                      {"variable_billmsec", "1260"},
                      {"variable_billusec", "1259511"}})};
    const live::transcript all = live::transcribe(s, r);
    const auto& details = all[0].entries[0].details;
    using detail = std::pair<std::string, std::string>;
    REQUIRE(details.size() == 3);
    CHECK(details[1] == detail{"variable_mduration", "about 1.3 s"});
    CHECK(details[2] == detail{"variable_billmsec", "about 1.3 s"});
}

TEST_CASE("live text rules", "[live]") {
    CHECK(live::fits_wildcards("a*c*", "abbcd"));
    CHECK(live::fits_wildcards("*", ""));
    CHECK_FALSE(live::fits_wildcards("a*c", "abcd"));
    CHECK_FALSE(live::fits_wildcards("", "a"));
    CHECK(live::matching_lines("ab\ncd\nae", "^a") == "ab\nae\n");
    CHECK(live::first_match("x 12 y", "[0-9]+") == "12");
    CHECK(live::first_match("x 12 y", "x ([0-9])") == "1");
    CHECK(live::first_match("x", "y").empty());
    CHECK(live::masked("a1b2", {{"[0-9]", "#"}, {"#b", "-"}}) == "a-#");
    CHECK(live::rough_time("1280") == "about 1.3 s");
    CHECK(live::rough_time("soon") == "soon");
    CHECK(live::rough_seconds("about 1.3 s") == 1.3);
    CHECK_FALSE(live::rough_seconds("1.3 s"));
}
