// Values by numbers: found, taken, and kept by the caller where memory runs out.
#include "catch.hpp"
#include "support/allocations.hpp"

#include <eslio/wire/detail/numbered_values.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <new>
#include <random>
#include <utility>
#include <vector>

namespace {

struct counting {
    counting() = default;
    counting(counting&&) noexcept { ++moves; }
    counting& operator=(counting&&) noexcept {
        ++moves;
        return *this;
    }
    static inline int moves = 0;
};

}  // namespace

using boxed = std::unique_ptr<int>;
using eslio::detail::numbered_values;

TEST_CASE("numbered values: one is found and taken by its number, the lowest before all") {
    numbered_values<boxed> values;
    boxed out;
    CHECK((values.empty() && values.find(1) == nullptr));
    CHECK_FALSE((values.take(1, out) || values.take_first(out)));
    for (int i = 0; i < 5; ++i) values.add(10 + static_cast<std::uint64_t>(i), boxed(new int(i)));
    REQUIRE(values.find(12) != nullptr);
    CHECK(**values.find(12) == 2);
    REQUIRE(values.take(12, out));
    CHECK(*out == 2);
    CHECK((values.find(12) == nullptr && !values.take(12, out)));
    CHECK(*out == 2);
    REQUIRE(values.take_first(out));
    CHECK(*out == 0);
    values.erase(13);
    values.erase(99);
    values.add(3, boxed(new int(3)));  // lower than those before
    REQUIRE((values.find(3) != nullptr && values.find(11) != nullptr));
    CHECK((**values.find(3) == 3 && **values.find(11) == 1));
    std::vector<std::uint64_t> left;
    for (const auto& e : values) left.push_back(e.number);
    CHECK(left == std::vector<std::uint64_t>{3, 11, 14});
    CHECK(values.size() == 3);
    const auto moved = std::exchange(values, {});
    CHECK((moved.size() == 3 && values.empty()));
}

TEST_CASE("numbered values: where memory runs out the value is still the caller's") {
    numbered_values<boxed> values;
    boxed mine(new int(7));
    test::fail_allocation(1);
    CHECK_THROWS_AS(values.add(1, std::move(mine)), std::bad_alloc);
    test::fail_allocation(0);
    CHECK(values.empty());
    REQUIRE(mine);
    values.add(1, std::move(mine));
    CHECK(**values.find(1) == 7);
}

TEST_CASE("numbered values: twice as many cost twice as much, in whatever order they are taken") {
    // What is moved for each, counted by values that count.
    const auto moves = [](int count, auto take) {
        counting::moves = 0;
        numbered_values<counting> values;
        for (int i = 0; i < count; ++i) values.add(static_cast<std::uint64_t>(i), counting());
        take(values, count);
        CHECK(values.empty());
        return counting::moves;
    };
    const auto first = [](auto& values, int count) {
        counting out;
        for (int i = 0; i < count; ++i) REQUIRE(values.take_first(out));
    };
    const auto last = [](auto& values, int count) {
        for (int i = count; i-- != 0;) values.erase(static_cast<std::uint64_t>(i));
    };
    const auto mixed = [](auto& values, int count) {  // a number prime to the count, for a step
        for (int i = 0; i < count; ++i)
            values.erase(static_cast<std::uint64_t>(i) * 7919 % static_cast<std::uint64_t>(count));
    };
    CHECK(moves(8192, first) < 3 * moves(4096, first));
    CHECK(moves(8192, last) < 3 * moves(4096, last));
    CHECK(moves(8192, mixed) < 3 * moves(4096, mixed));
}

TEST_CASE("numbered values: one after the other, for ever, take no more room") {
    numbered_values<int> values;
    int out = 0;
    for (std::uint64_t i = 0; i < 100; ++i) values.add(i, int(i));
    const std::size_t before = test::allocations();
    for (std::uint64_t i = 100; i < 20'000; ++i) {
        REQUIRE(values.take_first(out));
        REQUIRE(out == int(i) - 100);
        values.add(i, int(i));
    }
    CHECK(test::allocations() - before < 8);
}

TEST_CASE("numbered values: as many as a std::map has, whatever comes and goes") {
    numbered_values<int> values;
    std::map<std::uint64_t, int> expected;
    std::mt19937 random(Catch::rngSeed());
    for (int i = 0; i < 3000; ++i) {
        const std::uint64_t number = random() % 100;
        int out = -1;
        if (expected.count(number) == 0) {
            CHECK((values.find(number) == nullptr && !values.take(number, out)));
            values.add(number, int{i});
            expected[number] = i;
        } else if (random() % 3 != 0) {
            CHECK((values.take(number, out) && out == expected[number]));
            expected.erase(number);
        } else {
            REQUIRE(values.find(number) != nullptr);
            CHECK(*values.find(number) == expected[number]);
        }
        REQUIRE(values.size() == expected.size());
    }
    for (const auto& e : values) CHECK(expected.count(e.number) == 1);
}
