// The types of event and their names.
#include "catch.hpp"

#include <eslio/event/event_name.hpp>
#include <eslio/wire/ascii.hpp>

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

/// EVENT_NAMES of FreeSWITCH (switch_event.c), written out here a second time.
TEST_CASE("event names: every entry of FreeSWITCH's table") {
    std::string_view all =
        "CUSTOM CLONE CHANNEL_CREATE CHANNEL_DESTROY CHANNEL_STATE CHANNEL_CALLSTATE "
        "CHANNEL_ANSWER CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_EXECUTE "
        "CHANNEL_EXECUTE_COMPLETE CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_BRIDGE CHANNEL_UNBRIDGE "
        "CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_OUTGOING CHANNEL_PARK CHANNEL_UNPARK "
        "CHANNEL_APPLICATION CHANNEL_ORIGINATE CHANNEL_UUID API LOG INBOUND_CHAN OUTBOUND_CHAN "
        "STARTUP SHUTDOWN PUBLISH UNPUBLISH TALK NOTALK SESSION_CRASH MODULE_LOAD MODULE_UNLOAD "
        "DTMF MESSAGE PRESENCE_IN NOTIFY_IN PRESENCE_OUT PRESENCE_PROBE MESSAGE_WAITING "
        "MESSAGE_QUERY ROSTER CODEC BACKGROUND_JOB DETECTED_SPEECH DETECTED_TONE PRIVATE_COMMAND "
        "HEARTBEAT TRAP ADD_SCHEDULE DEL_SCHEDULE EXE_SCHEDULE RE_SCHEDULE RELOADXML NOTIFY "
        "PHONE_FEATURE PHONE_FEATURE_SUBSCRIBE SEND_MESSAGE RECV_MESSAGE REQUEST_PARAMS "
        "CHANNEL_DATA GENERAL COMMAND SESSION_HEARTBEAT CLIENT_DISCONNECTED SERVER_DISCONNECTED "
        "SEND_INFO RECV_INFO RECV_RTCP_MESSAGE SEND_RTCP_MESSAGE CALL_SECURE NAT RECORD_START "
        "RECORD_STOP PLAYBACK_START PLAYBACK_STOP CALL_UPDATE FAILURE SOCKET_DATA "
        "MEDIA_BUG_START MEDIA_BUG_STOP CONFERENCE_DATA_QUERY CONFERENCE_DATA CALL_SETUP_REQ "
        "CALL_SETUP_RESULT CALL_DETAIL DEVICE_STATE TEXT SHUTDOWN_REQUESTED CERT_RELOAD ALL";
    int place = 0;
    for (; !all.empty(); ++place) {
        const std::string_view name = eslio::wire::next_word(all);
        INFO(std::string(name));
        CHECK(to_string(static_cast<event_name>(place)) == name);
        CHECK(eslio::parse_event_name(name) == static_cast<event_name>(place));
    }
    CHECK(static_cast<event_name>(place) == event_name::unknown);
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
