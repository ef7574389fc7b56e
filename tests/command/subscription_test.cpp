// command/subscription.hpp: the commands of a subscription and those that take it back.
#include "catch.hpp"

#include <eslio/command/subscription.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using eslio::error;
using eslio::event_name;
using eslio::format;
using eslio::log_level;
using eslio::subscription;
using namespace std::string_view_literals;
using texts = std::vector<std::string>;

/// Their bytes without the blank lines.
texts lines(const std::vector<eslio::command>& commands) {
    texts all;
    for (const eslio::command& c : commands) {
        CHECK_FALSE(c.error());
        all.push_back(c.bytes().substr(0, c.bytes().find('\n')));
        CHECK(c.bytes() == all.back() + "\n\n");
    }
    return all;
}

/// The error of a subscription that must not lead to a single byte, in either direction.
eslio::error_code refusal(const subscription& s) {
    const auto all = s.commands();
    REQUIRE(all.size() == 1);
    CHECK(all[0].bytes().empty());
    const auto back = s.undo();
    REQUIRE(back.size() == 1);
    CHECK(back[0].bytes().empty());
    CHECK(all[0].error() == back[0].error());
    return all[0].error();
}

}  // namespace

TEST_CASE("events are subscribed in one line", "[command][subscription]") {
    CHECK(lines(subscription(event_name::channel_answer, event_name::dtmf).commands()) ==
          texts{"event CHANNEL_ANSWER DTMF"});
    CHECK(lines(subscription(format::json, event_name::heartbeat).commands()) ==
          texts{"event json HEARTBEAT"});
    CHECK(lines(subscription(format::plain, event_name::all).commands()) ==
          texts{"event plain ALL"});
    subscription s(event_name::dtmf);
    s.in(format::xml);
    CHECK(lines(s.commands()) == texts{"event xml DTMF"});
}

TEST_CASE("CUSTOM comes last, whenever it was named", "[command][subscription]") {
    subscription s(format::plain, event_name::custom, event_name::dtmf);
    s.custom("sofia::register").add(event_name::talk).custom("conference::maintenance");
    s.add("CUSTOM").add("notalk");
    CHECK(lines(s.commands()) ==
          texts{"event plain DTMF TALK NOTALK CUSTOM sofia::register conference::maintenance"});
    CHECK(lines(s.undo()) ==
          texts{"nixevent DTMF TALK NOTALK CUSTOM sofia::register conference::maintenance"});
    subscription alone;
    alone.custom("a::b");
    CHECK(lines(alone.commands()) == texts{"event CUSTOM a::b"});
}

TEST_CASE("CUSTOM behind a prefix is CUSTOM all the same", "[command][subscription]") {
    // FreeSWITCH takes any 13 characters before a name; what follows would become a subclass.
    subscription s;
    s.add("SWITCH_EVENT_CUSTOM").add("DTMF");
    CHECK(refusal(s) == error::custom_without_subclass);
    s.custom("a::b");
    CHECK(lines(s.commands()) == texts{"event DTMF CUSTOM a::b"});
    subscription prefixed;
    prefixed.add("switch_event_dtmf");
    CHECK(lines(prefixed.commands()) == texts{"event DTMF"});
}

TEST_CASE("CUSTOM without a subclass is refused", "[command][subscription]") {
    CHECK(refusal(subscription(event_name::custom)) == error::custom_without_subclass);
    subscription s(event_name::dtmf);
    s.add("custom");
    CHECK(s.error() == error::custom_without_subclass);
    CHECK(refusal(s) == error::custom_without_subclass);
}

TEST_CASE("names this library does not know are written as they are", "[command][subscription]") {
    subscription s;
    s.add("NEW_TYPE").add("heartbeat").add("NEW_TYPE");
    CHECK(lines(s.commands()) == texts{"event NEW_TYPE HEARTBEAT"});
}

TEST_CASE("what is not a name is refused", "[command][subscription]") {
    for (const std::string_view bad :
         {""sv, "A B"sv, "A\nB"sv, "A\r"sv, "A\0B"sv, "json"sv, "Plain"sv, "xml"sv}) {
        INFO("name: " << bad);
        subscription s(event_name::dtmf);
        s.add(bad);
        CHECK(s.error() == error::bad_event_name);
        CHECK(refusal(s) == error::bad_event_name);
    }
    for (const std::string_view bad : {""sv, "a b"sv, "a\n"sv, "a\0"sv}) {
        subscription s;
        s.custom(bad);
        CHECK(refusal(s) == error::bad_event_name);
    }
    CHECK(refusal(subscription(event_name::unknown)) == error::bad_event_name);
}

TEST_CASE("the first problem is the one reported", "[command][subscription]") {
    subscription s(event_name::custom);
    s.add("a b").filter("X", "-y");
    CHECK(s.error() == error::bad_event_name);
}

TEST_CASE("each name is written once", "[command][subscription]") {
    subscription s(event_name::dtmf, event_name::dtmf);
    s.add("DTMF").add("dtmf").custom("a::b").custom("a::b").custom("A::B");
    CHECK(lines(s.commands()) == texts{"event DTMF CUSTOM a::b A::B"});
}

TEST_CASE("filters come before the events, the log after them", "[command][subscription]") {
    subscription s(format::json, event_name::dtmf);
    s.log(log_level::info).filter("Unique-ID", "1").filter("Unique-ID", "-2");
    CHECK(lines(s.commands()) == texts{"filter add Unique-ID 1", "filter add Unique-ID -2",
                                       "event json DTMF", "log info"});
    CHECK(lines(s.undo()) == texts{"nixevent DTMF", "filter delete Unique-ID 1",
                                   "filter delete Unique-ID -2", "nolog"});
}

TEST_CASE("filters alone and a log alone are subscriptions", "[command][subscription]") {
    subscription filters;
    filters.filter("X", "y");
    CHECK(lines(filters.commands()) == texts{"filter add X y"});
    CHECK(lines(filters.undo()) == texts{"filter delete X y"});
    subscription logs;
    logs.log(log_level::err);
    CHECK(lines(logs.commands()) == texts{"log err"});
    CHECK(lines(logs.undo()) == texts{"nolog"});
}

TEST_CASE("only negative filters are refused", "[command][subscription]") {
    const auto with = [](const std::vector<std::string>& values) {
        subscription s(event_name::dtmf);
        for (const std::string& v : values) s.filter("X", v);
        return s;
    };
    CHECK(refusal(with({"-a"})) == error::only_negative_filters);
    CHECK(refusal(with({"-a", "-b"})) == error::only_negative_filters);
    CHECK_FALSE(with({"-a", "b"}).error());
    CHECK_FALSE(with({}).error());
    // The last sign before the text decides (P: 7.2).
    CHECK(refusal(with({"+-a"})) == error::only_negative_filters);
    CHECK(refusal(with({" -a"})) == error::only_negative_filters);
    CHECK_FALSE(with({"-+a"}).error());
    CHECK_FALSE(with({"/-a/"}).error());
}

TEST_CASE("filters of literal texts", "[command][subscription]") {
    subscription s(event_name::dtmf);
    s.only("Caller-Caller-ID-Number", "+155").except("Answer-State", "early");
    s.matching("Event-Name", "^CHANNEL_", "i").only("Unique-ID", "1");
    CHECK(lines(s.commands()) ==
          texts{"filter add Caller-Caller-ID-Number /^\\+155$/i", "filter add Answer-State -early",
                "filter add Event-Name /^CHANNEL_/i", "filter add Unique-ID 1", "event DTMF"});
    CHECK(refusal(subscription(event_name::dtmf).except("A", "+1").only("B", "1")) ==
          error::unwritable_text);
    CHECK(refusal(subscription(event_name::dtmf).except("A", "1")) == error::only_negative_filters);
    // The same filter twice would be taken back at once.
    s = subscription(event_name::dtmf).filter("A", "x").filter("a", "x");
    CHECK(lines(s.commands()) == texts{"filter add A x", "event DTMF"});
}

TEST_CASE("a subscription tells which events pass it", "[command][subscription]") {
    using eslio::event;
    subscription s(event_name::dtmf, event_name::heartbeat);
    s.custom("a::b");
    CHECK(s.passes(event(event_name::dtmf)));
    CHECK(s.passes(event::custom("a::b")));
    CHECK_FALSE(s.passes(event::custom("a::c")));
    CHECK_FALSE(s.passes(event(event_name::talk)));
    s.only("Unique-ID", "+1").except("DTMF-Digit", "#");
    CHECK(s.passes(event(event_name::dtmf).add("Unique-ID", "+1")));
    CHECK_FALSE(s.passes(event(event_name::dtmf).add("Unique-ID", "1")));
    CHECK_FALSE(s.passes(event(event_name::heartbeat)));
    CHECK_FALSE(s.passes(event(event_name::dtmf).add("Unique-ID", "+1").add("DTMF-Digit", "#")));
    CHECK_FALSE(s.passes(event(event_name::talk).add("Unique-ID", "+1")));
    CHECK_FALSE(subscription().passes(event(event_name::dtmf)));
}

TEST_CASE("a subscription warns of what may not do what was meant", "[command][subscription]") {
    CHECK(subscription(event_name::all).filter("A", "-b").filter("A", "c").warnings().empty());
    subscription s;
    s.add("CHANEL_ANSWER").filter("Number", "+155").custom("DTMF");
    const auto warnings = s.warnings();
    REQUIRE(warnings.size() == 3);
    CHECK(warnings[0].find("CHANEL_ANSWER: ") == 0);
    CHECK(warnings[1].find("DTMF: ") == 0);
    CHECK(warnings[2].find("Number +155: ") == 0);
    CHECK_FALSE(s.error());
}

TEST_CASE("an invalid filter makes all invalid", "[command][subscription]") {
    const auto with = [](std::string_view header, std::string_view value) {
        subscription s(event_name::dtmf);
        s.filter("X", "y").filter(header, value).log(log_level::debug);
        CHECK(s.error() == refusal(s));
        return s.error();
    };
    CHECK(with("", "y") == error::empty_argument);
    CHECK(with("X", "") == error::empty_argument);
    CHECK(with("a b", "y") == error::bad_header_name);
    CHECK(with("X", "y\n\nexit") == error::line_break_in_argument);
    CHECK(with("X", "y\0"sv) == error::nul_in_argument);
}

TEST_CASE("a subscription to nothing is refused", "[command][subscription]") {
    CHECK(refusal(subscription()) == error::empty_argument);
    CHECK(refusal(subscription(format::json)) == error::empty_argument);
}
