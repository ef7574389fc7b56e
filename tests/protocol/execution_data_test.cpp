// protocol/execution_table.hpp: executions whose end the channel's data tell (static mode), in
// every order of replies, data, events and the end of the connection.
#include "catch.hpp"
#include "protocol/executions.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace execution_data_test {

using namespace executions;
using how = eslio::execution_result::outcome;

namespace {

order asking(std::string uuid, std::string application = "playback") {
    order o = of(std::move(uuid), std::move(application));
    o.data_asked = true;
    return o;
}

event data(std::string_view response = "FILE PLAYED") {
    return named("CHANNEL_DATA").add("variable_current_application_response", response);
}

}  // namespace

TEST_CASE("the data are the end, whatever events came", "[protocol][execution][data]") {
    for (const bool event_first : {false, true}) {
        table t(10);
        ending a;
        const auto id = add(t, asking("a"), a);
        t.on_reply(id, ok);
        CHECK(a.count == 0);
        if (event_first) {
            t.on_event(begin("a"));
            t.on_event(complete("a", "of the event"));
            CHECK(a.count == 0);
        }
        t.on_data(id, data(), true);
        CHECK(a.count == 1);
        CHECK(a.result.how() == how::completed);
        CHECK(a.result.response() == "FILE PLAYED");
        t.on_event(complete("a", "of the event"));
        CHECK(a.count == 1);
        CHECK(t.empty());
    }
}

TEST_CASE("a message whose id is still on the channel was not run", "[protocol][execution][data]") {
    table t(10);
    ending a, b, c, d;
    const auto first = add(t, asking("a"), a);
    t.on_reply(first, ok);
    t.on_data(first, data().add("variable_app_uuid", "a"), true);
    CHECK(a.result.how() == how::not_run);
    CHECK(a.result.response().empty());  // that of the one before
    const auto second = add(t, asking("b"), b);
    t.on_reply(second, ok);
    t.on_data(second, down(data().add("variable_app_uuid", "b")), true);
    CHECK(b.result.how() == how::hung_up);
    CHECK(b.result.cause_text() == "USER_BUSY");
    CHECK(b.result.response().empty());
    const auto unknown = add(t, asking("d"), d);
    t.on_reply(unknown, ok);
    t.on_data(unknown, down(data(), "DESTINATION_OUT_OF_ORDER").add("variable_app_uuid", "d"),
              true);
    CHECK(d.result.why() == "DESTINATION_OUT_OF_ORDER; FreeSWITCH may not know the application");
    const auto third = add(t, asking("c"), c);
    t.on_reply(third, ok);
    t.on_data(third, data().add("variable_app_uuid", "a"), true);  // another one's
    CHECK(c.result.how() == how::completed);
}

TEST_CASE("the hang-up does not end what is still to be told", "[protocol][execution][data]") {
    table t(10);
    ending a, queued;
    const auto id = add(t, asking("a", "record"), a);
    add(t, of("queued"), queued);
    t.on_hangup(hangup_complete());
    CHECK(queued.result.how() == how::hung_up);
    CHECK(queued.result.response().empty());
    CHECK(a.count == 0);
    t.on_reply(id, ok);
    t.on_data(id, down(data("_none_").add("variable_record_ms", "620")), true);
    CHECK(a.result.how() == how::completed);
    CHECK(a.result.variable("record_ms") == "620");
}

/// When the other end of a loopback leg hangs up. The last frame went well: it says FILE PLAYED.
TEST_CASE("what stopped short before a hang-up was cut by it", "[protocol][execution][data]") {
    const auto played = [](event e, std::string_view offset) {
        return e.set("Caller-Source", "mod_loopback")
            .set("variable_read_rate", "8000")
            .set("variable_playback_ms", "2048")
            .set("variable_playback_last_offset_pos", offset);
    };
    for (const bool data_tell : {false, true})
        for (const bool hangs_up : {false, true}) {
            CAPTURE(data_tell, hangs_up);
            table t(10);
            ending a, b;
            const auto tell = [&](const order& o, ending& end, std::string_view offset) {
                const auto id = add(t, o, end);
                t.on_reply(id, ok);
                if (data_tell)
                    t.on_data(id, played(data(), offset), true);
                else
                    t.on_event(played(complete(o.uuid), offset));
            };
            tell(data_tell ? asking("a") : of("a"), a, "16384");  // to its end
            REQUIRE(a.count == 1);
            CHECK(a.result.how() == how::completed);
            tell(data_tell ? asking("b") : of("b"), b, "1440");
            CHECK(b.count == 0);
            if (hangs_up)
                t.on_hangup(hangup_complete());
            else
                t.before_hangup();
            REQUIRE(b.count == 1);
            CHECK(b.result.how() == (hangs_up ? how::hung_up : how::completed));
        }
}

TEST_CASE("an execution without data ends with the connection", "[protocol][execution][data]") {
    using step = std::function<void(table&, table::id)>;
    const event end = hangup_complete();
    const step reply = [](table& t, table::id id) { t.on_reply(id, ok); };
    const step no_data = [](table& t, table::id id) {
        t.on_failure(id, eslio::error::outcome_unknown);
    };
    for (const bool over : {false, true})
        for (const bool heard : {false, true}) {
            const step lost = [&](table& t, table::id) {
                t.on_link_end(eslio::error::disconnected, over ? &end : nullptr);
            };
            const step event = [&](table& t, table::id) {
                if (heard) t.on_event(down(complete("a", "PLAYBACK ERROR"), "NO_ANSWER"));
            };
            std::vector<std::size_t> turn{0, 1, 2, 3};
            const std::vector<step> all{reply, no_data, lost, event};
            do {
                const auto at = [&](std::size_t what) {
                    return std::find(turn.begin(), turn.end(), what) - turn.begin();
                };
                if (at(3) > at(2)) continue;  // no event comes after the connection's end
                INFO(turn[0] << turn[1] << turn[2] << turn[3] << over << heard);
                table t(10);
                ending a;
                const auto id = add(t, asking("a"), a);
                for (const std::size_t what : turn) all[what](t, id);
                CHECK(a.count == 1);
                if (heard) {
                    CHECK(a.result.how() == how::hung_up);
                    CHECK(a.result.cause_text() == "NO_ANSWER");
                } else if (over) {
                    CHECK(a.result.how() == how::hung_up);
                    CHECK(a.result.cause_text() == "USER_BUSY");
                } else {
                    CHECK(a.ec == eslio::error::outcome_unknown);
                }
                CHECK(t.empty());
            } while (std::next_permutation(turn.begin(), turn.end()));
        }
}

TEST_CASE("a refused message needs no data", "[protocol][execution][data]") {
    table t(10);
    ending a;
    const auto id = add(t, asking("a"), a);
    t.on_reply(id, eslio::reply::of_text("-ERR no"));
    CHECK(a.result.how() == how::refused);
    t.on_data(id, data(), true);
    CHECK(a.count == 1);
}

}  // namespace execution_data_test
