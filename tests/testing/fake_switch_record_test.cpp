// testing/fake_switch.hpp against FreeSWITCH: to what recorded clients sent it answers the same
// bytes, but for what differs from run to run.
#include "catch.hpp"

#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/fake_switch.hpp>
#include <eslio/testing/recording.hpp>

#include <asio/io_context.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using eslio::testing::driven_time;
using eslio::testing::fake_switch;
using eslio::testing::fake_switch_options;
using eslio::testing::recorded_step;
using eslio::testing::recording;
using eslio::testing::stream;

/// Puts the same in place of UUIDs, dates, counters and idle times. Lengths stay: they are equal.
std::string normalise(std::string text) {
    static const std::pair<std::regex, const char*> rules[] = {
        {std::regex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID"},
        {std::regex("(Event-Date-[A-Za-z]+(: |>|\":\"))[^\n\"<]*"), "$1DATE"},
        {std::regex("(Event-Sequence(: |>|\":\"))[0-9]+"), "$1N"},
    };
    for (const auto& [pattern, replacement] : rules)
        text = std::regex_replace(text, pattern, replacement);
    return text;
}

/// A user with the permissions of the machine on which the sessions were recorded.
void add_recorded_users(fake_switch_options& options) {
    options.users.push_back({"1000", "default", "eslpw1000",
                             "CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_HANGUP BACKGROUND_JOB "
                             "HEARTBEAT CUSTOM conference::maintenance",
                             "status show bgapi originate create_uuid", false});
    options.users.push_back({"1001", "default", "eslpw1001", "", "", true});
    options.users.push_back(
        {"1003", "default", "eslpw1003",
         "CHANNEL_CREATE CHANNEL_DESTROY CHANNEL_STATE CHANNEL_CALLSTATE CHANNEL_ANSWER "
         "CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE "
         "CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_PROGRESS "
         "CHANNEL_PROGRESS_MEDIA CHANNEL_OUTGOING CHANNEL_PARK CHANNEL_UNPARK "
         "CHANNEL_APPLICATION CHANNEL_ORIGINATE CHANNEL_UUID BACKGROUND_JOB HEARTBEAT DTMF "
         "MESSAGE API LOG CUSTOM conference::maintenance sofia::register sofia::unregister",
         "status show", false});
}

fake_switch_options recorded_options() {
    fake_switch_options options;
    options.hostname = "vm";
    options.switchname = "fs-esl-test";
    options.ipv4 = "192.0.2.2";
    options.ipv6 = "fd00::2";
    options.heartbeat_interval = {};
    add_recorded_users(options);
    return options;
}

/// A sequence number of as many digits as those of the record have.
std::uint64_t sequence_like(const std::string& bytes) {
    static const std::regex number("Event-Sequence[^0-9]+([0-9]+)");
    std::smatch found;
    if (!std::regex_search(bytes, found, number)) return 1;
    std::uint64_t value = 1;
    for (std::ptrdiff_t i = 1; i < found[1].length(); ++i) value *= 10;
    return value;
}

/// Does what the recorded client did and returns what the fake switch sent.
std::string play(const recording& r, fake_switch_options options = recorded_options()) {
    asio::io_context context;
    driven_time time(context);
    options.first_sequence = sequence_like(r.server());
    fake_switch fake(context.get_executor(), std::move(options));
    const bool loopback = r.server().find("CHAN_NOT_IMPLEMENTED") == std::string::npos;
    fake.plan("loopback/9486/default",
              call_plan().refuses(loopback ? "USER_BUSY" : "CHAN_NOT_IMPLEMENTED"));
    // Uptimes differ, so the texts of `status` are taken from the record.
    auto texts = std::make_shared<std::deque<std::string>>();
    static const std::regex status("UP 0 years[^\"]*?240K/240K");
    static const std::regex escaped("\\\\n");
    for (std::sregex_iterator i(r.server().begin(), r.server().end(), status), end; i != end; ++i)
        texts->push_back(std::regex_replace(i->str(), escaped, "\n") + "\n");
    fake.on_api("status", [texts](std::string_view) {
        std::string text = texts->empty() ? std::string() : texts->front();
        if (!texts->empty()) texts->pop_front();
        return text;
    });
    stream client = fake.connect(context.get_executor());
    time.settle();
    std::string all = client.take_received();
    for (const recorded_step& step : r.steps()) {
        if (step.what == recorded_step::kind::shutdown)
            client.shutdown_send();
        else
            client.send_now(step.bytes);
        time.advance(1s);
        all += client.take_received();
    }
    return all;
}

}  // namespace

TEST_CASE("the fake switch answers recorded commands byte for byte", "[testing][fake_switch]") {
    for (const char* name : {"auth_ok",
                             "auth_fail",
                             "auth_unauthed_commands",
                             "auth_unauthed_then_ok",
                             "auth_pipelined_with_commands",
                             "userauth_fail_nodomain",
                             "userauth_fail_password",
                             "userauth_fail_user",
                             "userauth_ok_alt_syntax",
                             "userauth_ok_limited",
                             "userauth_ok_unlimited",
                             "userauth_long_reply_truncated",
                             "command_replies",
                             "subscribe_replies",
                             "crlf_and_newlines",
                             "content_length_edges",
                             "content_length_negative",
                             "exit_no_events",
                             "exit_with_events_queued",
                             "client_half_close",
                             "bgapi_not_subscribed",
                             "bgapi_plain",
                             "bgapi_json",
                             "bgapi_xml",
                             "sendevent_plain",
                             "sendevent_json",
                             "pipelined_40_api"}) {
        INFO(name);
        const recording r = recording::load(ESLIO_CAPTURES, name);
        CHECK(normalise(play(r)) == normalise(r.server()));
    }
}

TEST_CASE("the access list refuses as recorded", "[testing][fake_switch]") {
    fake_switch_options options;
    options.acl_deny = true;
    const recording r = recording::load(ESLIO_CAPTURES, "acl_rude_rejection");
    CHECK(play(r, options) == r.server());
}

TEST_CASE("the replies to filters are those recorded", "[testing][fake_switch]") {
    const recording r = recording::load(ESLIO_CAPTURES, "filter");
    const auto replies = [](const std::string& text) {
        std::string all;
        static const std::regex line("Reply-Text: [^\n]*\n");
        for (std::sregex_iterator i(text.begin(), text.end(), line), end; i != end; ++i)
            all += i->str();
        return all;
    };
    CHECK(replies(play(r)) == replies(r.server()));
}

TEST_CASE("the shutdown is said as recorded", "[testing][fake_switch]") {
    const recording r = recording::load(ESLIO_CAPTURES, "shutdown_notice");
    fake_switch_options options = recorded_options();
    options.first_sequence = 434;
    asio::io_context context;
    driven_time time(context);
    fake_switch fake(context.get_executor(), options);
    stream client = fake.connect(context.get_executor());
    client.send_now(r.client());
    time.settle();
    fake.shutdown();
    time.settle();
    CHECK(normalise(client.take_received()) == normalise(r.server()));
    CHECK(fake.open_connections() == 0);
    stream late = fake.connect(context.get_executor());
    time.settle();
    CHECK(late.take_received().empty());
}
