// protocol/reconnection.hpp: when to connect again, where to, and when not to any more.
#include "catch.hpp"

#include <eslio/protocol/reconnection.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace reconnection_test {

using namespace std::chrono_literals;
using eslio::error;
using eslio::login;
using eslio::protocol::reconnection;
using patience = eslio::protocol::reconnection::patience;

namespace {

struct decider {
    explicit decider(std::vector<std::string> hosts, patience with = patience::final_refusals,
                     eslio::backoff_options waits = {})
        : again(logins(hosts), waits, with) {
        again.begin(now);
    }
    static std::vector<login> logins(const std::vector<std::string>& hosts) {
        std::vector<login> all;
        for (const std::string& host : hosts) all.emplace_back(host, eslio::password("ClueCon"));
        return all;
    }

    /// Of the next attempt.
    std::string host() {
        const std::string address = again.next_address().address();
        return address.substr(0, address.find(':'));
    }
    eslio::protocol::time_point fails(eslio::error_code why) { return again.ended(why, now, 7); }

    eslio::protocol::time_point now{1h};
    reconnection again;
};

TEST_CASE("reconnection: an address that refused waits, whatever the others do", "[protocol]") {
    eslio::backoff_options waits;
    waits.cap = 5s;
    const bool is_first = GENERATE(true, false);
    const std::string bad = "bad";
    decider d(is_first ? std::vector<std::string>{bad, "dead", "away"}
                       : std::vector<std::string>{"dead", "away", bad},
              patience::refusals_retried, waits);
    const auto end = d.now + 5min;
    int refusals = 0, others = 0;
    while (d.now < end) {
        const bool refuses = d.host() == bad;
        ++(refuses ? refusals : others);
        const error why = refuses ? error::authentication_failed : error::connect_timeout;
        d.now = d.again.ended(why, d.now, 1 << 19);  // half of the longest wait
    }
    CHECK(refusals >= 10);
    CHECK(refusals <= 21);  // 15 s apart at least
    CHECK(others >= 120);
}

TEST_CASE("reconnection: the budget ends in the middle of a round", "[protocol]") {
    eslio::backoff_options waits;
    waits.budget = 5s;
    decider d({"a", "b", "c"}, patience::final_refusals, waits);
    d.now += 4s;
    CHECK(d.fails(error::login_timeout) == d.now);
    d.now += 4s;
    CHECK(d.fails(error::login_timeout) == eslio::protocol::never);
}

TEST_CASE("reconnection: all addresses are tried, then there is a wait", "[protocol]") {
    const patience with = GENERATE(patience::final_refusals, patience::unending);
    decider d({"a", "b", "c"}, with);
    CHECK(d.host() == "a");
    CHECK(d.fails(error::connect_timeout) == d.now);
    CHECK(d.host() == "b");
    CHECK(d.fails(error::connect_timeout) == d.now);
    CHECK(d.host() == "c");
    CHECK(d.fails(error::connect_timeout) > d.now);
    CHECK(d.host() == "a");
    d.fails(error::connect_timeout);
    CHECK(d.host() == "b");
    d.again.up();
    CHECK(d.again.place() % 3 == 1);
    CHECK(d.fails(error::disconnected) > d.now);
    CHECK(d.host() == "b");  // it was good
    CHECK(d.fails(error::disconnected) == d.now);
}

TEST_CASE("reconnection: what is final", "[protocol]") {
    const error refused = GENERATE(error::authentication_failed, error::state_refused);
    SECTION("what was never agreed to") {
        decider d({"a"});
        d.host();
        CHECK(d.fails(refused) == eslio::protocol::never);
    }
    SECTION("not what was agreed to before") {
        decider d({"a"});
        d.host();
        d.again.accepted();
        d.again.restored();
        CHECK(d.fails(refused) != eslio::protocol::never);
    }
    SECTION("nothing at all") {
        decider d({"a"}, patience::unending);
        d.host();
        CHECK(d.fails(refused) != eslio::protocol::never);
        CHECK(d.fails(error::empty_argument) != eslio::protocol::never);
    }
    SECTION("refused credentials may be tried again") {
        decider d({"a"}, patience::refusals_retried);
        d.host();
        const bool is_credentials = make_error_code(refused) == eslio::condition::rejected;
        CHECK((d.fails(refused) != eslio::protocol::never) == is_credentials);
    }
    SECTION("an invalid argument") {
        decider d({"a"}, patience::refusals_retried);
        d.host();
        CHECK(d.fails(error::empty_argument) == eslio::protocol::never);
    }
}

TEST_CASE("reconnection: the access list of a module that is being unloaded", "[protocol]") {
    const eslio::backoff_options waits;
    decider d({"a"}, patience::refusals_retried);
    const auto wait_after = [&](error why) {
        d.host();
        return d.fails(why) - d.now;
    };
    CHECK(wait_after(error::access_denied) >= waits.refused / 2);
    d.host();
    d.again.accepted();
    d.fails(error::connection_lost);
    SECTION("denies once, soon after it let us in") {
        CHECK(wait_after(error::access_denied) <= waits.cap);
        CHECK(wait_after(error::access_denied) >= waits.refused / 2);
        CHECK(wait_after(error::access_denied) >= waits.refused / 2);
    }
    SECTION("and once again after it has let us in again") {
        wait_after(error::access_denied);
        d.host();
        d.again.accepted();
        d.fails(error::connection_lost);
        CHECK(wait_after(error::access_denied) < waits.refused / 2);
    }
    SECTION("a refused password is another thing") {
        CHECK(wait_after(error::authentication_failed) >= waits.refused / 2);
    }
}

TEST_CASE("reconnection: the budget runs from the loss", "[protocol]") {
    eslio::backoff_options waits;
    waits.budget = 10s;
    decider d({"a"}, patience::final_refusals, waits);
    d.host();
    d.again.up();
    d.now += 1h;
    CHECK(d.fails(error::disconnected) != eslio::protocol::never);
    d.host();
    d.now += 11s;
    CHECK(d.fails(error::disconnected) == eslio::protocol::never);
    decider unending({"a"}, patience::unending, waits);
    unending.host();
    unending.now += 11s;
    CHECK(unending.fails(error::disconnected) != eslio::protocol::never);
}

TEST_CASE("reconnection: addresses are checked first", "[protocol]") {
    CHECK(decider({}).again.wrong_address() == error::empty_argument);
    CHECK_FALSE(decider({"a"}).again.wrong_address());
}

}  // namespace

}  // namespace reconnection_test
