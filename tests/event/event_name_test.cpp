// The types of event and their names.
#include "catch.hpp"

#include <eslio/event/event_name.hpp>

#include <set>
#include <string>
#include <string_view>

namespace event_name_test {

using eslio::event_name;

TEST_CASE("event names: there and back") {
    std::set<std::string_view> seen;
    for (int i = 0; i < static_cast<int>(event_name::unknown); ++i) {
        const auto type = static_cast<event_name>(i);
        const std::string_view name = to_string(type);
        INFO(std::string(name));
        CHECK_FALSE(name.empty());
        CHECK(eslio::parse_event_name(name) == type);
        CHECK(seen.insert(name).second);
    }
}

TEST_CASE("event names: those that are written in code are the right ones") {
    CHECK(to_string(event_name::custom) == "CUSTOM");
    CHECK(to_string(event_name::channel_hangup_complete) == "CHANNEL_HANGUP_COMPLETE");
    CHECK(to_string(event_name::channel_callstate) == "CHANNEL_CALLSTATE");
    CHECK(to_string(event_name::background_job) == "BACKGROUND_JOB");
    CHECK(to_string(event_name::re_schedule) == "RE_SCHEDULE");
    CHECK(to_string(event_name::media_bug_stop) == "MEDIA_BUG_STOP");
    CHECK(to_string(event_name::cert_reload) == "CERT_RELOAD");
    CHECK(to_string(event_name::all) == "ALL");
}

TEST_CASE("event names: any case, and none") {
    CHECK(eslio::parse_event_name("channel_Answer") == event_name::channel_answer);
    for (const char* name : {"", "CHANNEL_ANSWE", "CHANNEL_ANSWERS", " CUSTOM", "my::sub"})
        CHECK(eslio::parse_event_name(name) == event_name::unknown);
    CHECK(to_string(event_name::unknown).empty());
    static_assert(eslio::parse_event_name("dtmf") == event_name::dtmf);
}

}  // namespace event_name_test
