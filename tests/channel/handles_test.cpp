// channel: what is waited for and received, and several handles on one connection.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using eslio::event_name;
using eslio::testing::call_plan;
using test::called;
using test::connected;
using test::each_way;
using test::finishes;
using test::outcome;
using test::socket_mode;
using test::switched;

TEST_CASE("the answer and the end of a call are waited for", "[channel][wait]") {
    connected w;
    w.fake.plan(call_plan().answers_after(3s).hangs_up_after(5s, "USER_BUSY"));
    const std::string uuid = w.fake.originate("user/1000 &park()");
    eslio::channel c(w.fs->link(), uuid);
    outcome<eslio::wait_result> answered, impatient, again;
    outcome<eslio::hangup_info> ended, late, hasty;
    c.async_wait_for_answer(0s, answered.handler());
    c.async_wait_for_answer(2s, impatient.handler());
    c.async_wait_for_hangup(0s, ended.handler());
    c.async_wait_for_hangup(2s, hasty.handler());
    w.time.advance(2s);
    CHECK(impatient.done());
    CHECK(impatient.ec == eslio::error::timeout);
    CHECK(hasty.ec == eslio::error::timeout);
    CHECK_FALSE(c.answered());
    w.time.advance(1s);
    CHECK(answered.done());
    CHECK_FALSE(answered.ec);
    CHECK(c.answered());
    c.async_wait_for_answer(0s, again.handler());
    w.time.settle();
    CHECK(again.done());
    CHECK_FALSE(c.over());
    w.time.advance(5s);
    REQUIRE(ended.done());
    CHECK_FALSE(ended.ec);
    CHECK(ended.value.cause_text() == "USER_BUSY");
    CHECK(ended.value.answered());
    CHECK(ended.value.ended());
    CHECK(ended.value.talk_time() == 5s);
    CHECK(c.over());
    c.async_wait_for_hangup(0s, late.handler());
    w.time.settle();
    CHECK(late.value.cause_text() == "USER_BUSY");
    CHECK(c.outstanding() == 0);
}

TEST_CASE("a call that ends unanswered ends the wait for its answer", "[channel][wait]") {
    connected w;
    w.fake.plan(call_plan().refuses("USER_BUSY", 2s));
    const std::string uuid = w.fake.originate("user/1000 &park()");
    eslio::channel c(w.fs->link(), uuid);
    outcome<eslio::wait_result> answered, late;
    c.async_wait_for_answer(0s, answered.handler());
    w.time.advance(3s);
    REQUIRE(answered.done());
    CHECK_FALSE(answered.ec);
    CHECK_FALSE(answered.value);
    CHECK(answered.value.why() == "USER_BUSY");
    c.async_wait_for_answer(0s, late.handler());
    w.time.settle();
    CHECK(late.done());
    CHECK_FALSE(late.ec);
    CHECK(late.value.cause_text() == "USER_BUSY");
}

TEST_CASE("a call that was up before is known to be", "[channel][wait]") {
    connected w;
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    outcome<eslio::wait_result> answered;
    c.async_wait_for_answer(0s, answered.handler());
    w.time.settle();
    CHECK(answered.done());
    CHECK_FALSE(answered.ec);
    CHECK(c.outstanding() == 0);
}

TEST_CASE("any event is waited for by a condition", "[channel][wait]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        const auto five = [](const eslio::event& e) { return e["DTMF-Digit"] == "5"; };
        const auto never = [](const eslio::event&) -> bool { throw std::runtime_error("thrown"); };
        outcome<eslio::wait_result> found, late, cut, cancelled, thrown;
        asio::cancellation_signal signal;
        c.async_wait_for(five, 0s, found.handler());
        c.async_wait_for(five, 1s, late.handler());
        c.async_wait_for(never, 0s, thrown.handler());
        c.async_wait_for(five, 0s,
                         asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
        CHECK(c.outstanding() == 4);
        w.time.advance(1s);
        CHECK(late.ec == eslio::error::timeout);
        signal.emit(asio::cancellation_type::total);
        w.time.settle();
        CHECK(cancelled.ec == asio::error::operation_aborted);
        w.fake.press(uuid, "15");
        w.time.settle();
        REQUIRE(found.done());
        CHECK(found.value);
        CHECK(found.value.details()["DTMF-Digit"] == "5");
        CHECK(thrown.count == 0);
        c.async_wait_for(five, 0s, cut.handler());
        w.fake.hang_up(uuid);
        w.time.advance(1s);
        for (const auto* o : {&cut, &thrown}) {
            CHECK(o->done());
            CHECK_FALSE(o->ec);
            CHECK_FALSE(o->value);
            CHECK(o->value.why() == "NORMAL_CLEARING");
            CHECK(o->value.details().is(event_name::channel_hangup_complete));
        }
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("the events of a call come in order, then its end", "[channel][receive]") {
    connected w;
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    eslio::message m;
    CHECK_FALSE(c.try_receive(m));  // from now on they are kept
    w.time.settle();
    w.fake.press(uuid, "12");
    w.time.settle();
    outcome<eslio::message> a, b, busy;
    c.async_receive(a.handler());
    w.time.settle();
    REQUIRE(a.done());
    CHECK((*a.value.as_event())["DTMF-Digit"] == "1");
    REQUIRE(c.try_receive(m));
    CHECK((*m.as_event())["DTMF-Digit"] == "2");
    c.async_receive(b.handler());
    c.async_receive(busy.handler());
    w.time.settle();
    CHECK(busy.ec == eslio::error::operation_in_progress);
    CHECK(b.count == 0);
    w.fake.hang_up(uuid);
    w.time.advance(1s);
    REQUIRE(b.done());
    for (m = std::move(b.value); !m.as_event()->is(event_name::channel_hangup_complete);)
        REQUIRE(c.try_receive(m));
    outcome<eslio::message> end;  // nothing comes behind it
    c.async_receive(end.handler());
    w.time.settle();
    REQUIRE(end.done());
    CHECK(end.ec == eslio::error::hung_up);
}

TEST_CASE("the queue of a call is bounded and shows what it lost", "[channel][receive]") {
    connected w;
    const std::string uuid = w.call();
    eslio::channel_options options;
    options.keep_messages = true;
    options.event_limits = {3, std::size_t{1} << 20, eslio::overflow_policy::close};
    eslio::channel c(w.fs->link(), uuid, options);
    w.time.settle();
    w.fake.press(uuid, "123456");
    w.time.settle();
    std::string seen;
    std::uint64_t lost = 0;
    for (eslio::message m; c.try_receive(m);) {
        if (const auto* e = m.as_event()) seen.append((*e)["DTMF-Digit"]);
        if (const auto* g = m.as_gap()) lost += g->lost();
    }
    CHECK(seen == "123");
    CHECK(lost == 3);
    CHECK(w.fs->is_open());
}

TEST_CASE("handles share a connection, each with its own call's events", "[channel][handles]") {
    connected w;
    std::list<eslio::channel> all;
    std::list<outcome<eslio::execution_result>> done;
    for (int i = 0; i < 50; ++i) all.emplace_back(w.fs->link(), w.call());
    w.time.settle();
    w.fake.forget_commands();
    for (auto& c : all)
        c.async_execute(eslio::app::playback("same.wav"), done.emplace_back().handler());
    auto& first = all.front();
    outcome<eslio::hangup_info> ended;
    first.async_wait_for_hangup(0s, ended.handler());
    w.time.advance(500ms);
    w.fake.hang_up(all.back().uuid(), "USER_BUSY");
    w.time.advance(10s);
    CHECK(ended.count == 0);
    CHECK_FALSE(first.over());
    CHECK(all.back().over());
    auto c = all.begin();
    for (const auto& o : done) {
        REQUIRE(o.done());
        CHECK(o.value.details().unique_id() == c->uuid());
        ++c;
    }
    CHECK(w.told("event") == 0);  // one subscription for all
    CHECK(w.told("filter") == 0);
    CHECK(w.told("myevents") == 0);

    // Two handles on one call see the same; one that goes takes nothing from the other.
    std::optional<eslio::channel> second(std::in_place, w.fs->link(), first.uuid());
    outcome<eslio::collected_digits> mine, others;
    first.async_digits(eslio::digit_rules(2), mine.handler());
    second->async_digits(eslio::digit_rules(2), others.handler());
    w.fake.press(first.uuid(), "1");
    w.time.settle();
    second.reset();
    w.fake.press(first.uuid(), "2");
    w.time.settle();
    CHECK(others.ec == asio::error::operation_aborted);
    CHECK(mine.value.digits() == "12");
}

TEST_CASE("what a handle needs does not reach who did not ask for it", "[channel][handles]") {
    connected w;
    outcome<eslio::reply> subscribed, filtered;
    w.fs->async_subscribe(eslio::subscription(event_name::heartbeat), subscribed.handler());
    w.fs->async_filter("Event-Name", "HEARTBEAT", filtered.handler());
    w.time.settle();
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    w.time.settle();
    const auto works = [&] {
        outcome<eslio::execution_result> o;
        c.async_execute(eslio::app::playback("x"), o.handler());
        w.fake.fire_heartbeat();
        w.time.advance(2s);
        CHECK(o.done());
        CHECK(o.value.ok());
        int heartbeats = 0;
        for (eslio::message m; w.fs->try_receive(m);) {
            REQUIRE(m.as_event());
            CHECK(m.as_event()->is(event_name::heartbeat));
            ++heartbeats;
        }
        return heartbeats;
    };
    CHECK(works() >= 1);
    for (const char* command : {"noevents", "nixevent CHANNEL_EXECUTE_COMPLETE",
                                "filter delete all", "filter Unique-ID nobody"}) {
        INFO(command);
        outcome<eslio::reply> said;
        w.fs->async_send(eslio::command(command), said.handler());
        w.time.settle();
        CHECK(said.done());
        works();
    }
}

namespace {

/// A connection of a user who may hear only these events.
test::connection limited_to(test::switched& w, std::string events) {
    eslio::testing::fake_user limited;
    limited.name = "100";
    limited.domain = "example.org";
    limited.password = "secret";
    limited.allowed_events = std::move(events);
    w.fake.options().users.push_back(limited);
    test::connection fs(w.fake.connect(w.context.get_executor()));
    outcome<void> opened;
    fs.async_login(eslio::user("100", "example.org", "secret"), opened.handler());
    w.time.settle();
    REQUIRE(opened.done());
    REQUIRE_FALSE(opened.ec);
    return fs;
}

}  // namespace

TEST_CASE("a user who may hear only some events gets no others", "[channel][handles]") {
    test::switched w;
    test::connection fs = limited_to(w, "HEARTBEAT CHANNEL_ANSWER CHANNEL_HANGUP_COMPLETE");
    outcome<eslio::reply> subscribed;
    fs.async_subscribe(eslio::subscription(event_name::heartbeat), subscribed.handler());
    w.time.settle();
    w.fake.plan(call_plan().answers_after({}).stays_up());
    const std::string uuid = w.fake.originate("user/1000 &park()");
    eslio::channel c(fs.link(), uuid);
    w.time.settle();
    w.fake.plan(call_plan().answers_after({}).hangs_up_after(1s));
    w.fake.originate("user/1001 &park()");  // somebody else's
    w.time.advance(2s);
    w.fake.fire_heartbeat();
    w.time.settle();
    eslio::message m;
    REQUIRE(fs.try_receive(m));
    CHECK(m.as_event()->is(event_name::heartbeat));
    CHECK_FALSE(fs.try_receive(m));
}

TEST_CASE("a user who may not hear events is told at once", "[channel][handles]") {
    test::switched w;
    test::connection fs = limited_to(w, "HEARTBEAT");
    w.fake.plan(call_plan().answers_after({}).stays_up());
    const std::string uuid = w.fake.originate("user/1000 &park()");
    w.time.settle();
    eslio::channel c(fs.link(), uuid);
    outcome<eslio::execution_result> before, after;
    outcome<eslio::message> received;
    outcome<eslio::hangup_info> ended;
    c.async_execute(eslio::app::playback("x"), before.handler());
    c.async_receive(received.handler());
    c.async_wait_for_hangup(0s, ended.handler());
    w.time.settle();
    CHECK(before.done());
    CHECK(before.ec == eslio::error::call_events_refused);
    CHECK(received.ec == eslio::error::call_events_refused);
    CHECK(ended.ec == eslio::error::call_events_refused);
    c.async_execute(eslio::app::playback("x"), after.handler());
    w.time.advance(10s);
    CHECK(after.done());
    CHECK(after.ec == eslio::error::call_events_refused);
    CHECK(c.outstanding() == 0);
}

TEST_CASE("a context that ends drops what waits, uncalled", "[channel][handles]") {
    outcome<eslio::execution_result> executed;
    outcome<eslio::hangup_info> ended;
    outcome<eslio::outbound::session_end> over;
    {
        // Each handler owns what holds it.
        auto w = std::make_unique<called>();
        const auto s = std::make_shared<eslio::outbound::session>(std::move(w->s));
        s->async_execute(eslio::app::playback("x"),
                         [s, h = executed.handler()](auto ec, auto r) mutable { h(ec, r); });
        s->async_wait_for_hangup(0s,
                                 [s, h = ended.handler()](auto ec, auto r) mutable { h(ec, r); });
        s->async_wait_for_end([s, h = over.handler()](auto ec, auto r) mutable { h(ec, r); });
        w->time.settle();
    }
    CHECK(executed.count == 0);
    CHECK(ended.count == 0);
    CHECK(over.count == 0);
}

TEST_CASE("a session's connection carries handles on other calls", "[channel][handles]") {
    eslio::outbound::session_options options;
    options.only_own_events = false;
    called w(test::socket_mode::async_full, eslio::testing::call(), options);
    w.fake.plan(call_plan().answers_after({}).stays_up());
    const std::string uuid = w.fake.originate("user/1000 &park()");
    w.time.settle();
    eslio::channel other(w.s.link(), uuid);
    outcome<eslio::execution_result> own, others;
    outcome<eslio::hangup_info> ended;
    other.async_wait_for_hangup(0s, ended.handler());
    w.s.async_execute(eslio::app::playback("same.wav"), own.handler());
    other.async_execute(eslio::app::playback("same.wav"), others.handler());
    w.time.advance(2s);
    REQUIRE(own.done());
    REQUIRE(others.done());
    CHECK(own.value.details().unique_id() == "u-1");
    CHECK(others.value.details().unique_id() == uuid);
    w.fake.hang_up(uuid, "USER_BUSY");
    w.time.advance(1s);
    CHECK(ended.done());
    CHECK(ended.value.cause_text() == "USER_BUSY");
    CHECK(other.over());
    CHECK_FALSE(w.s.over());

    outcome<eslio::execution_result> late;  // the session's end is that of its connection
    eslio::channel third(w.s.link(), w.fake.originate("user/1000 &park()"));
    w.time.settle();
    third.async_execute(eslio::app::playback("silence_stream://60000"), late.handler());
    w.time.advance(1s);
    w.fake.hang_up("u-1");
    w.time.advance(1min);
    CHECK(late.done());
    CHECK(late.ec == eslio::condition::disconnected);
    CHECK(third.outstanding() == 0);
}
