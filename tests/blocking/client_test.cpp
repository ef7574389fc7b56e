// blocking/client.hpp: a connection that comes back under blocking calls.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"

#include <eslio/blocking.hpp>

#include <chrono>

namespace {

namespace blocking = eslio::blocking;
using eslio::client_state;
using eslio::error;
using eslio::error_code;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("blocking client: commands wait until it is up, and after a drop", "[blocking]") {
    test::switch_thread fake;
    eslio::client_options options;
    options.backoff.first = 1ms;
    options.backoff.cap = 5ms;
    blocking::client fs(fake.login(), options);
    const auto first = fs.api("echo 1");
    CHECK(first.text() == "1");
    CHECK(fs.wait_until_up().state == client_state::up);
    CHECK(fs.is_up());

    const auto seen = fs.status();
    fake.with([](eslio::testing::fake_switch& s) { s.drop_all(); });
    CHECK(fs.wait_for_change(seen).change > seen.change);
    const auto second = fs.api("echo 2");
    CHECK(second.text() == "2");

    fs.close();
    error_code ec;
    (void)fs.api("echo 3", ec);
    CHECK(ec == eslio::condition::disconnected);
    const auto gap = fs.receive(0ms, ec);
    REQUIRE(gap);
    CHECK(gap->as_gap());
    CHECK_FALSE(fs.receive(0ms, ec));
    CHECK(ec == error::closed);
}

TEST_CASE("blocking client: it is not waited for longer than asked", "[blocking]") {
    test::switch_thread fake;
    const auto where = fake.login();
    fake.with([](eslio::testing::fake_switch& s) { s.refuse_connections(); });
    blocking::client fs(where);
    error_code ec;
    (void)fs.wait_until_up(1ms, ec);
    CHECK(ec == error::timeout);
}

TEST_CASE("blocking client: wrong credentials end it", "[blocking]") {
    test::switch_thread fake;
    blocking::client fs(eslio::login("127.0.0.1", fake.port(), eslio::password("wrong")));
    error_code ec;
    (void)fs.wait_until_up(ec);
    CHECK(ec == error::authentication_failed);
}
