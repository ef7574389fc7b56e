// channel: a hang-up that waits for nothing, not even for an application that runs locked.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/error.hpp>

#include <optional>
#include <string>

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using test::connected;
using test::each_way;
using test::finishes;
using test::outcome;
using test::switched;

TEST_CASE("a call is hung up in the middle of a bridge", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        w.fake.plan("user/2000", call_plan().answers_after(0s).stays_up());
        outcome<eslio::bridge_result> joined;
        c.async_bridge("user/2000", joined.handler());
        REQUIRE(finishes(w, joined));
        REQUIRE(joined.value);

        outcome<eslio::reply> told;
        outcome<eslio::hangup_info> ended;
        c.async_wait_for_hangup(1s, ended.handler());
        c.async_hangup("ALLOTTED_TIMEOUT", told.handler());
        w.time.settle();
        REQUIRE(told.done());
        CHECK_FALSE(told.ec);
        CHECK(told.value.ok());
        REQUIRE(ended.done());
        CHECK_FALSE(ended.ec);
        CHECK(ended.value.cause() == "ALLOTTED_TIMEOUT");
        CHECK(w.told("api uuid_kill " + uuid + " ALLOTTED_TIMEOUT") == 1);
    });
}

TEST_CASE("a hang-up ends what plays", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        outcome<eslio::execution_result> played;
        outcome<eslio::reply> told;
        c.async_execute(eslio::app::playback("silence_stream://60000"), played.handler());
        w.time.advance(1s);
        c.async_hangup("NORMAL_CLEARING", told.handler());
        w.time.settle();
        CHECK(told.done());
        CHECK(played.done());
        CHECK(c.over());
    });
}

TEST_CASE("a cause that would forge a command is refused", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        const std::size_t before = w.told("api uuid_kill");
        outcome<eslio::reply> told;
        c.async_hangup("USER_BUSY\n\nexit", told.handler());
        w.time.settle();
        REQUIRE(told.done());
        CHECK(told.ec);
        CHECK_FALSE(c.over());
        CHECK(w.told("api uuid_kill") == before);
    });
}

TEST_CASE("what was sent over a handle that is gone is answered all the same",
          "[channel][hangup]") {
    connected w;
    const std::string uuid = w.call();
    outcome<std::optional<std::string>> got;
    outcome<eslio::reply> set, sent, down;
    outcome<eslio::hangup_info> hung;
    {
        eslio::channel c(w.fs->link(), uuid);
        c.async_set_variable("mine", "x", set.handler());
        c.async_get_variable("mine", got.handler());
        c.async_message(eslio::nomedia("x"), sent.handler());
        c.async_wait_for_hangup(0s, hung.handler());
        c.async_hangup("USER_BUSY", down.handler());
    }
    w.time.advance(1s);
    CHECK((hung.done() && hung.ec == asio::error::operation_aborted));
    CHECK((got.done() && !got.ec && got.value == std::optional<std::string>("x")));
    for (const auto* o : {&set, &sent, &down}) CHECK((o->done() && !o->ec && o->value.ok()));
}
