// channel in coroutines: a dialogue written straight on, and conditions in every form that is safe.
#include "catch.hpp"
#include "support/called.hpp"

#include <eslio/dispatcher.hpp>

#include <asio/awaitable.hpp>

#ifdef ASIO_HAS_CO_AWAIT
#include <asio/co_spawn.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace {

using namespace std::chrono_literals;
using eslio::event_condition;
using eslio::event_name;
using test::called;
using test::socket_mode;
namespace app = eslio::app;

bool is_digit_five(const eslio::event& e) {
    return e["DTMF-Digit"] == "5";
}

/// The same condition in each form; what they hold is long enough for the heap.
asio::awaitable<void> wait_in_every_form(eslio::channel& c, std::string wanted, int& came) {
    const auto named = [wanted](const eslio::event& e) { return e["DTMF-Digit"] == wanted; };
    const std::function<bool(const eslio::event&)> function = named;
    came += static_cast<bool>(co_await c.async_wait_for(named, 1s, asio::use_awaitable));
    came += static_cast<bool>(co_await c.async_wait_for(function, 1s, asio::use_awaitable));
    came += static_cast<bool>(co_await c.async_wait_for(
        [&wanted](const eslio::event& e) { return e["DTMF-Digit"] == wanted; }, 1s,
        asio::use_awaitable));
    came += static_cast<bool>(co_await c.async_wait_for(
        event_condition(event_name::dtmf).header("DTMF-Digit", wanted), 1s, asio::use_awaitable));
    came += static_cast<bool>(co_await c.async_wait_for(event_name::dtmf, 1s, asio::use_awaitable));
}

/// What the README shows: every result is looked at where it matters, and nothing throws.
asio::awaitable<void> straight_on(eslio::outbound::session call, std::string& last) {
    (void)co_await call.async_execute(app::answer(), asio::use_awaitable);
    (void)co_await call.async_wait_for_answer(1s, asio::use_awaitable);
    (void)co_await call.async_prompt(eslio::prompt("menu.wav", 1, 1), asio::use_awaitable);
    (void)co_await call.async_execute(app::record("x.wav", 3s), asio::use_awaitable);
    (void)co_await call.async_set_variable("a", "b", asio::use_awaitable);
    (void)co_await call.async_get_variable("a", asio::use_awaitable);
    (void)co_await call.async_queue(app::playback("y.wav"), asio::use_awaitable);
    (void)co_await call.async_message(eslio::cmd::nomedia("x"), asio::use_awaitable);
    (void)co_await call.async_break(asio::use_awaitable);
    (void)co_await call.async_bridge("user/2000", asio::use_awaitable);
    (void)co_await call.async_digits(eslio::digit_rules(1).first_digit(1s), asio::use_awaitable);
    const eslio::wait_result never =
        co_await call.async_wait_for(is_digit_five, 0s, asio::use_awaitable);
    CHECK_FALSE(never);
    const eslio::reply down = co_await call.async_hangup("NORMAL_CLEARING", asio::use_awaitable);
    CHECK_FALSE(down.ok());
    const eslio::hangup_info end = co_await call.async_wait_for_hangup(0s, asio::use_awaitable);
    last = end.cause_text();
}

}  // namespace

TEST_CASE("conditions in coroutines", "[channel][wait][coroutine]") {
    called w;
    w.run(app::answer());
    int came = 0;
    std::exception_ptr thrown;
    const std::string wanted = "a text that is long enough for the heap";
    asio::co_spawn(w.context, wait_in_every_form(w.s, wanted, came),
                   [&](std::exception_ptr e) { thrown = e; });
    for (int i = 0; i < 5; ++i) {
        w.time.settle();
        eslio::event e = w.fake.make_event(event_name::dtmf);
        e.add("Unique-ID", "u-1").add("Answer-State", "answered").add("DTMF-Digit", wanted);
        w.fake.fire(e);
    }
    w.time.advance(2s);
    CHECK_FALSE(thrown);
    CHECK(came == 5);
}

TEST_CASE("a dialogue is written straight on, whenever the caller hangs up",
          "[channel][coroutine][ended]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::static_full})
        for (int after = 0; after < 12'000; after += 250) {
            INFO(test::name_of(m) << " after " << after << " ms");
            called w(m);
            w.fake.plan("user/2000",
                        eslio::testing::call_plan().answers_after(1s).hangs_up_after(2s));
            std::string last;
            std::exception_ptr thrown;
            asio::co_spawn(w.context, straight_on(std::move(w.s), last),
                           [&](std::exception_ptr e) { thrown = e; });
            w.time.advance(std::chrono::milliseconds(after));
            w.fake.hang_up("u-1", "USER_BUSY");
            w.time.advance(1min);
            CHECK_FALSE(thrown);
            CHECK(last == "USER_BUSY");
            CHECK(w.fake.open_connections() == 0);
        }
}

namespace {

using handle = asio::use_awaitable_t<>::as_default_on_t<eslio::channel>;
using session = asio::use_awaitable_t<>::as_default_on_t<eslio::outbound::session>;

/// Every operation that a channel has, on a call that is over.
template <class Call>
asio::awaitable<void> all_of(Call& c) {
    const eslio::prompt menu("menu.wav", 1, 1);
    const eslio::event_condition five(event_name::dtmf);
    (void)co_await c.async_execute(app::answer());
    (void)co_await c.async_queue(app::playback("y.wav"));
    (void)co_await c.async_message(eslio::cmd::nomedia("x"));
    (void)co_await c.async_break();
    (void)co_await c.async_prompt(menu);
    (void)co_await c.async_bridge("user/2000");
    (void)co_await c.async_get_variable("a");
    (void)co_await c.async_set_variable("a", "b");
    (void)co_await c.async_wait_for_answer(1s);
    (void)co_await c.async_wait_for(five, 1s);
    (void)co_await c.async_digits(eslio::digit_rules(1));
    (void)co_await c.async_hangup("NORMAL_CLEARING");
    const eslio::hangup_info end = co_await c.async_wait_for_hangup(0s);
    CHECK(end.cause_text() == "USER_BUSY");
}

}  // namespace

TEST_CASE("a channel with a default completion token needs none in the call",
          "[channel][coroutine][tokens]") {
    test::connected w;
    bool done = false;
    const auto run = [&](std::string uuid) -> asio::awaitable<void> {
        handle c(*w.fs, uuid);
        co_await c.async_wait_for_hangup(0s);
        co_await all_of(c);
        handle moved = eslio::channel(w.fs->link(), uuid);
        moved = std::move(c);
        CHECK(moved.over());
        CHECK(asio::any_io_executor(moved.get_executor()) == w.fs->get_executor());
        done = true;
    };
    const std::string uuid = w.call();
    asio::co_spawn(w.context, run(uuid), [](std::exception_ptr e) { CHECK_FALSE(e); });
    w.time.settle();
    w.fake.hang_up(uuid, "USER_BUSY");
    w.time.advance(1min);
    CHECK(done);
}

TEST_CASE("a session with a default completion token needs none in the call",
          "[channel][coroutine][tokens]") {
    called w;
    bool done = false;
    eslio::dispatcher all;
    const auto run = [&](session s) -> asio::awaitable<void> {
        const eslio::reply r = co_await s.async_send(eslio::command("noop"));
        CHECK_FALSE(r.ok());
        (void)co_await s.async_api("status");
        (void)co_await s.async_bgapi("status");
        const eslio::subscription beats(event_name::heartbeat);
        (void)co_await s.async_subscribe(beats);
        eslio::channel leg(s, "another");
        w.fake.hang_up("u-1", "USER_BUSY");
        const eslio::message first = co_await s.async_receive();
        CHECK(first.as_event() != nullptr);
        try {
            co_await eslio::async_dispatch(s, all);
        } catch (const std::system_error& e) {
            CHECK(e.code() == eslio::condition::disconnected);
        }
        const eslio::outbound::session_end end = co_await s.async_wait_for_end();
        CHECK(end.cause_text() == "USER_BUSY");
        co_await all_of(s);
        done = true;
    };
    asio::co_spawn(w.context, run(std::move(w.s)), [](std::exception_ptr e) { CHECK_FALSE(e); });
    w.time.advance(1min);
    CHECK(done);
}
#endif
