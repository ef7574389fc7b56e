// protocol/liveness.hpp: when FreeSWITCH is asked whether it is there, and when it is not.
#include "catch.hpp"

#include <eslio/protocol/liveness.hpp>

namespace liveness_test {

using eslio::protocol::liveness;
using eslio::protocol::never;
using eslio::protocol::time_point;
using step = eslio::protocol::liveness::step;
using namespace std::chrono_literals;

namespace {

constexpr time_point start{1000s};

/// Whatever is due at `when`; nothing more has been read.
step at(liveness& l, std::chrono::seconds when, bool awaits = false, std::uint64_t reads = 7) {
    return l.check(start + when, reads, awaits);
}

}  // namespace

TEST_CASE("after silence FreeSWITCH is asked, and after more it is dead", "[protocol][liveness]") {
    liveness l(30s);
    CHECK(l.deadline() == never);
    l.begin(start, 7);
    CHECK(l.deadline() == start + 15s);
    CHECK(at(l, 14s) == step::nothing);
    CHECK(at(l, 15s) == step::nothing);
    CHECK(at(l, 30s) == step::probe);
    CHECK(l.deadline() == start + 45s);
    SECTION("no answer") {
        CHECK(at(l, 45s, true) == step::dead);
        CHECK(l.deadline() == never);
        CHECK(at(l, 100s) == step::nothing);
    }
    SECTION("an answer") {
        CHECK(at(l, 45s, false, 8) == step::nothing);
        CHECK(at(l, 60s, false, 8) == step::nothing);
        CHECK(at(l, 75s, false, 8) == step::probe);
    }
}

TEST_CASE("what comes puts it off", "[protocol][liveness]") {
    liveness l(30s);
    l.begin(start, 7);
    for (int i = 1; i < 100; ++i)
        CHECK(at(l, std::chrono::seconds(15 * i), false, 7 + static_cast<std::uint64_t>(i)) ==
              step::nothing);
    l.end();
    CHECK(l.deadline() == never);
}

TEST_CASE("while an answer is awaited FreeSWITCH may be busy", "[protocol][liveness]") {
    liveness l(30s);
    l.begin(start, 7);
    for (int i = 1; i < 100; ++i) CHECK(at(l, std::chrono::seconds(15 * i), true) == step::nothing);
    CHECK(at(l, 1500s) == step::nothing);
    CHECK(at(l, 1515s) == step::probe);
}

}  // namespace liveness_test
