// Arrays of an event that grow at both ends, among others that do.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/growth.hpp"
#include "support/rounds.hpp"

#include <eslio/event/event.hpp>

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <new>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace event_arrays_test {

using eslio::event;

namespace {

using model = std::vector<std::pair<std::string, std::vector<std::string>>>;

std::string joined(const std::vector<std::string>& values) {
    std::string out(values.size() > 1 ? "ARRAY::" : "");
    for (std::size_t i = 0; i < values.size(); ++i)
        out.append(i == 0 ? "" : "|:").append(values[i]);
    return out;
}

void check_equal(const event& e, const model& expected) {
    REQUIRE(e.size() == expected.size());
    std::size_t at = 0;
    for (const eslio::event_header h : e.headers()) {
        const auto& [name, values] = expected[at++];
        REQUIRE(h.name() == name);
        REQUIRE(h.value() == joined(values));
        REQUIRE(h.size() == values.size());
        for (std::size_t i = 0; i < h.size(); ++i) REQUIRE(h[i] == values[i]);
    }
}

/// Pushes one value, or puts it before the others; it may be a view of the event itself.
void stack(event& e, model& expected, const std::string& name, std::string_view value, bool front) {
    const auto same = [&](const auto& h) { return h.first == name; };
    const auto found = std::find_if(expected.begin(), expected.end(), same);
    if (found == expected.end()) {
        expected.push_back({name, {std::string(value)}});
    } else {
        auto& values = found->second;
        values.insert(front ? values.begin() : values.end(), std::string(value));
    }
    front ? e.unshift(name, value) : e.push(name, value);
}

/// Processor time of so many steps at once, over that of as many in parts of an eighth: 1 if the
/// cost is linear, 8 if it is quadratic.
template <class Work>
double cost_of_size(Work work) {
    constexpr std::size_t size = 8'000;
    support::keep_memory();
    const auto cost = [&](std::size_t parts) {
        std::clock_t least = 0;
        for (int round = 0; round < 9; ++round) {
            const std::clock_t begun = std::clock();
            for (std::size_t i = 0; i < parts; ++i) work(size / parts);
            const std::clock_t took = std::clock() - begun;
            least = round == 0 ? took : std::min(least, took);
        }
        return static_cast<double>(least);
    };
    const double apart = cost(8);
    return cost(1) / std::max(apart, CLOCKS_PER_SEC / 2'000.0);
}

/// Below what a quadratic cost gives.
constexpr double linear = 4.5;

}  // namespace

TEST_CASE("arrays: pushed and unshifted as a list is", "[event]") {
    support::each_round(100, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        std::mt19937_64 random(seed);
        model expected;
        event e;
        for (int step = 0; step < 150; ++step) {
            const std::string name(1, static_cast<char>('a' + random() % 3));
            const std::string value(random() % 9, static_cast<char>('A' + random() % 26));
            const auto same = [&](const auto& h) { return h.first == name; };
            switch (random() % 12) {
                case 0:
                    e.remove(name);
                    expected.erase(std::remove_if(expected.begin(), expected.end(), same),
                                   expected.end());
                    break;
                case 1:
                    e.add_front(name, value);
                    expected.insert(expected.begin(), {name, {value}});
                    break;
                case 2: {
                    const event copy = e;
                    REQUIRE(copy == e);
                    e = copy;
                    break;
                }
                case 3: stack(e, expected, name, e[name], random() % 2 == 0); break;
                case 4: {
                    const auto values = e.values(name);
                    if (!values.empty())
                        stack(e, expected, name, values[random() % values.size()],
                              random() % 2 == 0);
                    break;
                }
                case 5:
                case 6:
                case 7: stack(e, expected, name, value, true); break;
                default: stack(e, expected, name, value, false);
            }
            // A value with a text of an array is one where it is added, and not where it is pushed.
            if (e.size() != expected.size() || e[name].size() > 4'000) break;
            if (expected.empty() || joined(expected[0].second).find("ARRAY::ARRAY") == 0) break;
            check_equal(e, expected);
        }
    });
}

TEST_CASE("arrays: those that grow by turns, at one end or both, cost what their values do",
          "[event]") {
    const auto pushed = [](std::size_t n) {
        event e;
        e.set_body("body");
        for (std::size_t i = 0; i < n; ++i) e.push(i % 2 == 0 ? "A" : "B", "value");
        REQUIRE(e.values("A").size() == n / 2);
    };
    const auto among_others = [](std::size_t n) {
        event e;
        for (std::size_t i = 0; i < n; ++i) {
            e.push("A", "value").push("B", "value");
            if (i % 64 == 0) e.add("C", "value");
        }
        REQUIRE(e.find("B", n - 1) == "value");
    };
    const auto unshifted = [](std::size_t n) {
        event e;
        for (std::size_t i = 0; i < n; ++i) e.unshift("A", i == 0 ? "last" : "value");
        REQUIRE(e.values("A").back() == "last");
    };
    const auto both = [](std::size_t n) {
        event e;
        for (std::size_t i = 0; i < n; ++i) e.unshift("A", "a").push("A", "b").unshift("B", "c");
        REQUIRE(e.values("A").size() == 2 * n);
    };
    const auto merged = [](std::size_t n) {
        event e, other;
        other.add_array("A", {"1", "2"}).add_array("B", {"3"});
        for (std::size_t i = 0; i < n; ++i) e.merge(other);
        REQUIRE(e.values("A").size() == 2 * n);
    };
    CHECK(cost_of_size(pushed) < linear);
    CHECK(cost_of_size(among_others) < linear);
    CHECK(cost_of_size(unshifted) < linear);
    CHECK(cost_of_size(both) < linear);
    CHECK(cost_of_size(merged) < linear);
}

TEST_CASE("arrays: where memory runs out they are as they were", "[event]") {
    for (const bool front : {false, true}) {
        bool came_to_it = true;
        for (std::size_t nth = 1; came_to_it; ++nth) {
            CAPTURE(nth, front);
            event e;
            e.add("One", "value").add_array("A", {"a", "b"}).add_array("B", {"c", "d"});
            const event before = e;
            const std::string large(500, 'x');
            bool thrown = false;
            test::fail_allocation(nth);
            try {
                e.push("B", "e");
                for (const char* name : {"One", "A"})
                    front ? e.unshift(name, large) : e.push(name, large);
            } catch (const std::bad_alloc&) {
                thrown = true;
            }
            came_to_it = test::allocation_failed();
            test::fail_allocation(0);
            CHECK(thrown == came_to_it);
            if (!thrown) {
                CHECK(e.values("A").size() == 3);
                continue;
            }
            CHECK(e.size() == 3);
            CHECK(e.find("One", e.values("One").size() > 1 && front ? 1 : 0) == "value");
            CHECK(e["A"] == before["A"]);
            e.push("A", "x").unshift("A", "y");
            CHECK(e["A"] == "ARRAY::y|:a|:b|:x");
        }
    }
}

}  // namespace event_arrays_test
