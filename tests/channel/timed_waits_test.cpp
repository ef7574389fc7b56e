// timed_waits: by numbers, and by deadlines that may change.
#include "catch.hpp"
#include "support/growth.hpp"

#include <eslio/channel/detail/timed_waits.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

using namespace std::chrono_literals;

namespace timed_waits_test {

namespace {

using waits = eslio::detail::timed_waits<std::string>;

constexpr auto at(std::chrono::seconds s) {
    return eslio::protocol::time_point() + s;
}

std::string due(waits& all, std::chrono::seconds now) {
    std::string seen;
    for (std::string w; all.take_due(at(now), w);) seen += w;
    return seen;
}

}  // namespace

TEST_CASE("timed_waits: in the order of their numbers, whatever ends meanwhile", "[channel]") {
    waits all;
    for (std::uint64_t i = 1; i <= 5; ++i) all.add(i, std::to_string(i), eslio::protocol::never);
    std::string seen, w;
    std::uint64_t number = 0;
    while (const std::string* const next = all.next(number)) {
        seen += *next;
        if (number == 2) {
            CHECK(all.take(1, w));
            CHECK(all.take(3, w));
            CHECK_FALSE(all.take(3, w));
            all.add(6, "6", eslio::protocol::never);
        }
    }
    CHECK(seen == "12456");
    CHECK(all.size() == 4);
    CHECK(all.next_deadline() == eslio::protocol::never);
}

TEST_CASE("timed_waits: the earliest deadline is that of one that waits", "[channel]") {
    waits all;
    all.add(1, "a", at(10s));
    all.add(2, "b", at(5s));
    all.add(3, "c", at(10s));
    all.add(4, "d", at(20s));
    CHECK(all.next_deadline() == at(5s));
    std::string w;
    CHECK(all.take(2, w));
    CHECK(all.next_deadline() == at(10s));
    CHECK(due(all, 9s).empty());
    all.set_deadline(1, at(30s));
    all.set_deadline(2, at(1s));  // it has ended
    CHECK(all.next_deadline() == at(10s));
    CHECK(due(all, 20s) == "cd");
    CHECK(all.next_deadline() == at(30s));
    all.set_deadline(1, at(25s));
    CHECK(all.next_deadline() == at(25s));
    CHECK(due(all, 25s) == "a");
    CHECK(all.next_deadline() == eslio::protocol::never);
    CHECK(all.size() == 0);
}

TEST_CASE("timed_waits: many that end one by one, from the front and by their deadlines",
          "[channel]") {
    const auto made = [](std::size_t count) {
        waits all;
        for (std::size_t i = 1; i <= count; ++i)
            all.add(i, "w", at(std::chrono::seconds(count - i)));
        return all;
    };
    const double by_number = support::growth(2000, made, [](waits& all) {
        std::string w;
        const std::size_t count = all.size();
        for (std::size_t i = 1; i <= count; ++i) {
            all.take(i, w);
            all.next_deadline();
        }
    });
    CHECK(by_number < support::quadratic);
    const double by_deadline = support::growth(2000, made, [](waits& all) {
        const std::size_t count = all.size();
        for (std::size_t i = 0; i < count; ++i) {
            CHECK(due(all, std::chrono::seconds(i)) == "w");
            all.next_deadline();
        }
    });
    CHECK(by_deadline < support::quadratic);
}

}  // namespace timed_waits_test
