// Arguments in braces inside of a `co_await` expression, which g++ 12 treats ill: what has a
// constructor from a std::initializer_list it does not compile, an aggregate it destroys twice.
#include "catch.hpp"
#include "support/called.hpp"

#include <eslio/command.hpp>

#include <asio/awaitable.hpp>

#include <type_traits>

using namespace eslio;

// Whatever an operation is given by value, or a builder of it.
template <class... Types>
constexpr bool no_aggregates = (!std::is_aggregate_v<Types> && ...);
static_assert(no_aggregates<command, api_request, job, event, message, subscription, event_list,
                            filter_rule, login, credentials, originate, dial_string, endpoint,
                            variable_list, array_elements, any_text, untrusted>);
static_assert(no_aggregates<application, call_message, prompt, digit_reading, digit_rules, channel,
                            outbound::session, outbound::session_options>);

#ifdef ASIO_HAS_CO_AWAIT
#include <asio/co_spawn.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <string>

using asio::use_awaitable;

namespace {

void rethrow(std::exception_ptr e) {
    if (e) std::rethrow_exception(e);
}

const std::string far(100, 'x');  // on the heap wherever it is copied

asio::awaitable<void> say(test::connected& w, channel c, int& done) {
    (void)co_await c.async_execute(app::multiset({{"a", "1"}}), use_awaitable);
    ++done;
    (void)co_await c.async_execute(
        app::multiset({{"b", "2"}, {"c", far}, {"d", untrusted(far + "?")}}), use_awaitable);
    ++done;
    (void)co_await c.async_execute(app::multiset(variable_list({{"e", far}}).add("f", "6")),
                                   use_awaitable);
    ++done;
    const reply fired = co_await w.fs->async_send(
        cmd::sendevent(event(event_name::message).add_array("A", {"1", far}).add_array("B", {"2"})),
        use_awaitable);
    CHECK(fired.ok());
    ++done;
    const reply heard = co_await w.fs->async_subscribe(
        subscription(format::plain, event_name::dtmf, event_name::channel_answer)
            .custom("sofia::register")
            .only("Unique-ID", far),
        use_awaitable);
    CHECK(heard.ok());
    ++done;
}

asio::awaitable<void> call(test::connected& w, int& done) {
    const job_result one = co_await w.fs->async_bgapi(
        originate("null/1").variable("a", far).application(app::sleep({})), use_awaitable);
    CHECK(one.ok());
    ++done;
    const job_result two = co_await w.fs->async_bgapi(
        originate(dial_string(endpoint("null/2").variable("b", untrusted(far))).variable("c", "3"))
            .caller_id({untrusted(far)}, {untrusted("1001")}),
        use_awaitable);
    CHECK(two.ok());
    ++done;
}

asio::awaitable<void> open(test::switched& w, int& done) {
    auto stream = w.fake.call_out(w.context.get_executor(), test::incoming_call().to("5000"));
    const outbound::session s =
        co_await outbound::async_open_session(std::move(stream), {}, use_awaitable);
    CHECK(s.destination() == "5000");
    ++done;
}

}  // namespace

TEST_CASE("arguments in braces may stand in a co_await expression", "[channel][coroutine]") {
    test::connected w;
    const std::string uuid = w.call();
    int done = 0;
    asio::co_spawn(w.context, say(w, channel(w.fs->link(), uuid), done), rethrow);
    w.time.settle();
    CHECK(done == 5);
    CHECK(w.fake.variable(uuid, "a") == "1");
    CHECK(w.fake.variable(uuid, "b") == "2");
    CHECK(w.fake.variable(uuid, "c") == far);
    CHECK(w.fake.variable(uuid, "d") == far + "?");
    CHECK(w.fake.variable(uuid, "f") == "6");
    CHECK(w.told("event plain DTMF CHANNEL_ANSWER") == 1);

    asio::co_spawn(w.context, call(w, done), rethrow);
    w.time.settle();
    CHECK(done == 7);
    asio::co_spawn(w.context, open(w, done), rethrow);
    w.time.settle();
    CHECK(done == 8);
}
#endif
