// outgoing_call over a client: an attempt outlives a connection, and what was missed is found out.
#include "client/client_fixture.hpp"

#include <eslio/channel/outgoing_call.hpp>

#include <asio/error.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

namespace {

struct attempt {
    attempt(returning& c, originate what) : call(*c.fs, std::move(what)) {
        call.async_wait_for_answer(0s, answer.handler());
        call.async_wait_for_end(0s, end.handler());
        call.async_dial(made.handler());
    }

    outgoing_call call;
    outcome<originate_result> made;
    outcome<call_progress> answer, end;
};

originate to_user() {
    return originate(dial_string("user/1000"));
}

void goes_away_for(returning& c, std::chrono::seconds time) {
    c.reachable = false;
    c.drop();
    c.time.advance(time);
    c.reachable = true;
    c.come_back();
}

}  // namespace

TEST_CASE("it is answered after the reconnect", "[client][originate]") {
    returning c;
    c.fake.plan(testing::call_plan().answers_after(60s).stays_up());
    c.come_up();
    attempt a(c, to_user().timeout(100s));
    c.time.advance(1s);
    goes_away_for(c, 10s);
    CHECK(a.made.count + a.answer.count == 0);
    c.time.advance(60s);
    REQUIRE(a.made.done());
    CHECK(a.made.value.answered());
    CHECK(a.answer.done());
    CHECK(a.end.count == 0);
    channel call = std::move(a.made.value).call();
    CHECK(call.answered());
    c.fake.hang_up(call.uuid(), "USER_BUSY");
    c.time.advance(1s);
    CHECK(a.end.done());
    CHECK(call.over());
}

TEST_CASE("it was answered meanwhile", "[client][originate]") {
    returning c;
    c.fake.plan(testing::call_plan().rings_after(500ms).answers_after(5s).stays_up());
    c.come_up();
    attempt a(c, to_user());
    c.time.advance(1s);
    goes_away_for(c, 10s);
    c.time.advance(3s);
    REQUIRE(a.made.done());
    CHECK_FALSE(a.made.ec);
    CHECK(a.made.value.answered());
    CHECK(a.made.value.times().answered);
    CHECK(a.answer.value);
    CHECK(a.made.value.call().answered());
    SECTION("and ends in the next gap") {
        c.reachable = false;
        c.drop();
        c.fake.hang_up(a.call.uuid(), "USER_BUSY");
        c.time.advance(10s);
        CHECK(a.end.count == 0);
        c.reachable = true;
        c.come_back();
        c.time.advance(3s);
        REQUIRE(a.end.done());
        CHECK(a.end.value);
        CHECK(a.end.value.cause_text().empty());
        CHECK(a.made.value.call().over());
    }
    SECTION("and the switch is restarted") {
        c.reachable = false;
        c.drop();
        c.fake.restart();
        c.reachable = true;
        c.come_back();
        c.time.advance(1s);
        CHECK(a.end.done());
    }
}

TEST_CASE("a leg ends while it is asked about: the other one is the call", "[client][originate]") {
    returning c;
    c.fake.plan("user/1000", testing::call_plan().never_answers().stays_up());
    c.fake.plan("user/1001", testing::call_plan().answers_after(5s).stays_up());
    c.come_up();
    dial_string both(endpoint("user/1000").uuid("aaaa"));
    both.also(endpoint("user/1001").uuid("bbbb"));
    attempt a(c, originate(both).timeout(60s));
    c.time.advance(1s);
    bool told = false;
    c.fake.on_api("uuid_dump", [&](std::string_view arguments) -> testing::api_answer {
        if (arguments.substr(0, 4) == "bbbb")
            return R"({"Event-Name":"CHANNEL_DATA","Unique-ID":"bbbb",)"
                   R"("Channel-State":"CS_EXECUTE","Answer-State":"answered",)"
                   R"("Caller-Channel-Answered-Time":"1700000000000000"})";
        const std::string end =
            "Event-Name: CHANNEL_HANGUP_COMPLETE\nUnique-ID: aaaa\nHangup-Cause: LOSE_RACE\n"
            "Answer-State: hangup\n\n";
        if (!std::exchange(told, true))
            c.fake.send_raw("Content-Length: " + std::to_string(end.size()) +
                            "\nContent-Type: text/event-plain\n\n" + end);
        return "-ERR No such channel!\n";
    });
    goes_away_for(c, 10s);
    c.time.advance(3s);
    CHECK(told);
    REQUIRE(a.made.done());
    CHECK_FALSE(a.made.ec);
    CHECK(a.made.value.answered());
    CHECK(a.made.value.uuid() == "bbbb");
}

TEST_CASE("it failed meanwhile", "[client][originate]") {
    returning c;
    c.fake.plan(testing::call_plan().rings_after(500ms).refuses("USER_BUSY", 5s));
    c.come_up();
    attempt a(c, to_user());
    c.time.advance(1s);
    SECTION("the switch runs on") {
        goes_away_for(c, 10s);
        c.time.advance(3s);
    }
    SECTION("or was restarted") {
        c.reachable = false;
        c.drop();
        c.fake.restart();
        c.reachable = true;
        c.come_back();
        c.time.advance(1s);
    }
    CHECK(a.made.done());
    CHECK(a.made.ec == error::lost_in_gap);
    CHECK(a.answer.ec == error::lost_in_gap);
    CHECK(a.end.ec == error::lost_in_gap);
}

TEST_CASE("it is begun while there is no connection", "[client][originate]") {
    returning c;
    c.fake.plan(testing::call_plan().answers_after(1s).stays_up());
    c.come_up();
    c.reachable = false;
    c.drop();
    attempt a(c, to_user());
    SECTION("and goes out with the next one") {
        c.time.advance(3s);
        c.reachable = true;
        c.come_back();
        c.time.advance(3s);
        REQUIRE(a.made.done());
        CHECK(a.made.value.answered());
        CHECK(a.answer.value);
    }
    SECTION("or is too late") {
        c.time.advance(71s);
        CHECK(a.made.ec == error::timeout);
        c.reachable = true;
        c.come_back();
        c.time.advance(3s);
        CHECK(c.told("bgapi originate") == 0);
        CHECK(a.end.done());
        CHECK(c.fake.calls().empty());
    }
}

TEST_CASE("it was cancelled while there was no connection", "[client][originate]") {
    returning c;
    c.fake.plan(testing::call_plan().answers_after(20s).stays_up());
    c.come_up();
    attempt a(c, to_user());
    c.time.advance(1s);
    c.reachable = false;
    c.drop();
    c.time.advance(2s);
    CHECK(c.fake.calls().size() == 1);
    { const outgoing_call gone = std::move(a.call); }
    c.time.advance(10s);
    CHECK(a.made.ec == asio::error::operation_aborted);
    c.reachable = true;
    c.come_back();
    c.time.advance(3s);
    CHECK(c.fake.calls().empty());
}

TEST_CASE("the connection ends right after the command", "[client][originate]") {
    returning c;
    c.fake.plan(testing::call_plan().answers_after(3s).stays_up());
    c.come_up();
    attempt first(c, to_user());
    c.time.advance(10s);
    REQUIRE(first.made.value.answered());
    c.fake.set_silent(true);  // it is carried out, and nothing is told
    attempt a(c, to_user());
    c.time.advance(1s);
    c.drop();
    c.come_back();
    c.time.advance(10s);
    REQUIRE(a.made.done());
    CHECK(a.made.value.answered());
}
