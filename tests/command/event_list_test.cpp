// command/event_list.hpp: lists of events, and the commands that take them.
#include "catch.hpp"

#include <eslio/command/event_list.hpp>

#include <string>
#include <string_view>

namespace {

using eslio::error;
using eslio::event;
using eslio::event_list;
using eslio::event_name;
using eslio::format;
using eslio::cmd::listen;
using eslio::cmd::nixevent;
using namespace std::string_view_literals;

}  // namespace

TEST_CASE("event and nixevent name the same list", "[command][event_list]") {
    event_list l(event_name::dtmf, event_name::custom, event_name::channel_answer);
    l.custom("a::b").add("NEW_TYPE");
    CHECK(listen(l).bytes() == "event DTMF CHANNEL_ANSWER NEW_TYPE CUSTOM a::b\n\n");
    CHECK(listen(l, format::plain).bytes() ==
          "event plain DTMF CHANNEL_ANSWER NEW_TYPE CUSTOM a::b\n\n");
    CHECK(listen(event_list(event_name::all), format::json).bytes() == "event json ALL\n\n");
    CHECK(listen(event_list(event_name::all), format::xml).bytes() == "event xml ALL\n\n");
    CHECK(nixevent(l).bytes() == "nixevent DTMF CHANNEL_ANSWER NEW_TYPE CUSTOM a::b\n\n");
    CHECK(nixevent(event_list(event_name::all)).bytes() == "nixevent ALL\n\n");
    CHECK(eslio::cmd::noevents().bytes() == "noevents\n\n");
}

TEST_CASE("lists that FreeSWITCH would not take as meant", "[command][event_list]") {
    const auto refused = [](const event_list& l) {
        CHECK(listen(l).bytes().empty());
        CHECK(nixevent(l).error() == listen(l).error());
        return listen(l).error();
    };
    CHECK(refused(event_list()) == error::empty_argument);
    CHECK(refused(event_list(event_name::custom)) == error::custom_without_subclass);
    CHECK(refused(event_list(event_name::unknown)) == error::bad_event_name);
    for (const std::string_view bad : {""sv, "A B"sv, "A\nB"sv, "A\r"sv, "A\0"sv, "json"sv}) {
        INFO("name: " << bad);
        CHECK(refused(event_list().add(bad)) == error::bad_event_name);
    }
    CHECK(refused(event_list().custom("a b")) == error::bad_event_name);
    CHECK(refused(event_list().custom("a\n")) == error::bad_event_name);
    event_list hostile;
    hostile.add("reload").custom("mod_event_socket");
    CHECK(refused(hostile) == error::names_socket_module);
}

TEST_CASE("which events FreeSWITCH counts among a list", "[command][event_list]") {
    event_list l(event_name::dtmf);
    l.custom("a::b").add("SWITCH_EVENT_NEW_TYPE");
    CHECK(l.contains(event(event_name::dtmf)));
    CHECK(l.contains(event::named("new_type")));
    CHECK(l.contains(event::named("SWITCH_EVENT_NEW_TYPE")));
    CHECK(l.contains(event::custom("a::b")));
    CHECK(l.contains(event(event_name::custom)));
    CHECK_FALSE(l.contains(event::custom("A::B")));
    CHECK_FALSE(l.contains(event(event_name::talk)));
    CHECK_FALSE(l.contains(event::named("NEW")));
    CHECK_FALSE(l.contains(event()));
    CHECK_FALSE(event_list(event_name::dtmf).contains(event(event_name::custom)));
    CHECK(event_list(event_name::all).contains(event::custom("x")));
    CHECK(event_list(event_name::all).contains(event()));
    CHECK(l.has(event_name::dtmf));
    CHECK(l.has(event_name::custom));
    CHECK_FALSE(l.has(event_name::talk));
    CHECK(l.has_subclass("a::b"));
    CHECK_FALSE(l.has_name("TALK"));
}

TEST_CASE("a list warns of names that may do nothing", "[command][event_list]") {
    CHECK(event_list(event_name::all).custom("a::b").warnings().empty());
    event_list l;
    l.add("CHANEL_ANSWER").custom("CHANNEL_CREATE");
    const auto warnings = l.warnings();
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].find("CHANEL_ANSWER: ") == 0);
    CHECK(warnings[1].find("CHANNEL_CREATE: ") == 0);
}
