// event/hangup.hpp: how recorded calls ended, and values that are missing or odd.
#include "catch.hpp"
#include "support/captures.hpp"
#include "support/named.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/event/hangup.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hangup_test {

namespace {

using eslio::event;
using eslio::event_name;
using eslio::hangup_info;
using std::chrono::microseconds;

/// The recorded CHANNEL_HANGUP_COMPLETE of a session, or of all.
std::vector<event> ends_in(std::string_view bytes) {
    std::vector<event> found;
    for (const support::frame_copy& f : support::parse_session(bytes)) {
        const auto type = eslio::event_format(f.content_type);
        event e;
        if (type && !eslio::decode_event(*type, f.body, e) &&
            e.is(event_name::channel_hangup_complete))
            found.push_back(e);
    }
    return found;
}

hangup_info recorded(const std::string& name) {
    const auto ends = ends_in(support::read_session(name));
    REQUIRE(ends.size() == 1);
    return hangup_info(ends[0]);
}

std::optional<hangup_info::time_point> at(std::uint64_t us) {
    if (us == 0) return std::nullopt;
    return hangup_info::time_point(microseconds(static_cast<std::int64_t>(us)));
}

/// With the times of creation, answer and end; an empty text: without that header.
hangup_info of_times(std::string_view created, std::string_view answered, std::string_view ended) {
    event e(event_name::channel_hangup_complete);
    if (!created.empty()) e.add("Caller-Channel-Created-Time", created);
    if (!answered.empty()) e.add("Caller-Channel-Answered-Time", answered);
    if (!ended.empty()) e.add("Caller-Channel-Hangup-Time", ended);
    return hangup_info(e);
}

}  // namespace

TEST_CASE("hangup: a recorded call that was answered") {
    const hangup_info end = recorded("outbound_async_full_linger3_plain");
    CHECK(end.cause_text() == "USER_BUSY");
    CHECK(end.cause() == eslio::hangup_cause::user_busy);
    CHECK(end.q850() == 17U);
    CHECK(end.created() == at(1795224350567704));
    CHECK(end.answered() == at(1795224350787752));
    CHECK(end.ended() == at(1795224351347714));
    CHECK(end.talk_time() == microseconds(559962));
    CHECK(end.details().is(event_name::channel_hangup_complete));
    CHECK(end.details().variable("billsec") == "1");
}

TEST_CASE("hangup: every recorded end agrees with the variables of its call") {
    std::size_t seen = 0;
    for (const support::session& session : support::read_sessions(1 << 20)) {
        for (const event& e : ends_in(session.bytes)) {
            INFO(session.name << " " << e.unique_id());
            ++seen;
            const auto variable = [&](std::string_view name) {
                const auto number = eslio::wire::parse_number(e.variable(name));
                REQUIRE(number);
                return *number;
            };
            const hangup_info end(e);
            CHECK(end.cause_text() == e.variable("hangup_cause"));
            CHECK(end.q850() == variable("hangup_cause_q850"));
            CHECK(end.created() == at(variable("start_uepoch")));
            CHECK(end.answered() == at(variable("answer_uepoch")));
            CHECK(end.ended() == at(variable("end_uepoch")));
            CHECK(end.talk_time() == microseconds(static_cast<std::int64_t>(variable("billusec"))));
        }
    }
    CHECK(seen >= 10);
}

TEST_CASE("hangup: nothing is known of no event") {
    for (const hangup_info& end : {hangup_info(), hangup_info(event())}) {
        CHECK(end.cause_text().empty());
        CHECK(end.cause() == eslio::hangup_cause::none);
        CHECK_FALSE(end.q850());
        CHECK_FALSE(end.created());
        CHECK_FALSE(end.answered());
        CHECK_FALSE(end.ended());
        CHECK(end.talk_time() == microseconds(0));
        CHECK(end.details().empty());
    }
}

TEST_CASE("hangup: zero is what did not happen") {
    const hangup_info missed = of_times("1000000", "0", "3000000");
    CHECK(missed.created() == at(1000000));
    CHECK_FALSE(missed.answered());
    CHECK(missed.ended() == at(3000000));
    CHECK(missed.talk_time() == microseconds(0));
    const hangup_info absent = of_times("1000000", "", "3000000");
    CHECK_FALSE(absent.answered());
    CHECK(absent.talk_time() == microseconds(0));
    CHECK(of_times("1", "2000000", "").talk_time() == microseconds(0));
    CHECK(of_times("1", "2000000", "0").talk_time() == microseconds(0));
    CHECK(of_times("", "2000000", "2000001").talk_time() == microseconds(1));
}

TEST_CASE("hangup: a clock that was set back gives no negative time") {
    CHECK(of_times("1", "3000000", "2000000").talk_time() == microseconds(0));
    CHECK(of_times("1", "3000000", "3000000").talk_time() == microseconds(0));
}

TEST_CASE("hangup: times that are no times") {
    for (const char* text : {"soon", "-1", "1.5", " 1", "1 ", "0x10", "18446744073709551616",
                             "18446744073709551615", "9223372036854776"}) {
        INFO(text);
        const hangup_info end = of_times(text, text, text);
        CHECK_FALSE(end.created());
        CHECK_FALSE(end.answered());
        CHECK_FALSE(end.ended());
        CHECK(end.talk_time() == microseconds(0));
    }
    // The last one that nanoseconds hold.
    CHECK(of_times("9223372036854775", "1", "9223372036854775").talk_time() ==
          microseconds(9223372036854774));
}

TEST_CASE("hangup: causes and their numbers") {
    const auto q850 = [](std::string_view number) {
        event e;
        e.add("variable_hangup_cause_q850", number);
        return hangup_info(e).q850();
    };
    CHECK(q850("16") == 16U);
    CHECK(q850("0") == 0U);
    CHECK_FALSE(q850("NORMAL_CLEARING"));
    CHECK_FALSE(q850("-1"));
    event e;
    e.add("Hangup-Cause", "NORMAL_CLEARING").add("Hangup-Cause", "USER_BUSY");
    CHECK(named(hangup_info(e)).cause_text() == "NORMAL_CLEARING");
    event of_variable;
    of_variable.add("variable_hangup_cause", "USER_BUSY");
    CHECK(named(hangup_info(of_variable)).cause_text().empty());
}

}  // namespace hangup_test
