// Subscriptions and dial strings of very many parts cost what the parts do.
#include "catch.hpp"
#include "support/growth.hpp"

#include <eslio/command/detail/heard_change.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/difference.hpp>
#include <eslio/command/subscription.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace cost_test {

using eslio::dial_string;
using eslio::subscription;

namespace {

/// Names in no order; each is one of its own below ten million.
std::string name_of(std::size_t i) {
    return "n" + std::to_string(i * 7'919 % 10'000'019);
}

subscription of_subclasses(std::size_t first, std::size_t count) {
    subscription s;
    for (std::size_t i = first; i < first + count; ++i) s.custom(name_of(i));
    return s;
}

subscription of_filters(std::size_t first, std::size_t count, const char* header) {
    subscription s(eslio::event_name::heartbeat);
    for (std::size_t i = first; i < first + count; ++i) s.only(header, name_of(i));
    return s;
}

dial_string joined_from_the_right(std::size_t count) {
    dial_string all("user/0");
    for (std::size_t i = 1; i < count; ++i) {
        dial_string next("user/1");
        next.enterprise(std::move(all)).variable("x" + std::to_string(i), "y");
        all = std::move(next);
    }
    return all;
}

std::size_t nothing(std::size_t n) {
    return n;
}

}  // namespace

TEST_CASE("subscription: many subclasses, types and filters are each added once, at one cost",
          "[command][subscription]") {
    const auto twice = [](std::size_t n) {
        subscription s = of_filters(0, n, "Unique-ID");
        for (std::size_t i = 0; i < n; ++i)
            s.custom(name_of(i)).only("unique-id", name_of(i)).custom(name_of(i));
        for (std::size_t i = 0; i < n; ++i) s.add(name_of(i));
        REQUIRE(s.events().subclasses().size() == n);
        REQUIRE(s.events().names().size() == n + 1);
        REQUIRE(s.filters().size() == n);
    };
    CHECK(support::growth(500, nothing, twice) < support::quadratic);
    const auto heard = [](std::size_t n) {
        std::string line = "event plain CUSTOM";
        for (std::size_t i = 0; i < n; ++i) line += " " + name_of(i);
        REQUIRE(eslio::detail::read_heard_change(line)->events.subclasses.all().size() == n);
    };
    CHECK(support::growth(2'000, nothing, heard) < support::quadratic);
}

TEST_CASE("subscription: what was added stays in its order, however many there are",
          "[command][subscription]") {
    for (const std::size_t count : std::vector<std::size_t>{1, 15, 16, 17, 18, 33, 64, 65, 1'000}) {
        subscription s = of_subclasses(0, count);
        for (std::size_t i = count; i-- > 0;) s.custom(name_of(i));
        REQUIRE(s.events().subclasses().size() == count);
        for (std::size_t i = 0; i < count; ++i) {
            REQUIRE(s.events().subclasses()[i] == name_of(i));
            REQUIRE(s.events().has_subclass(name_of(i)));
        }
        CHECK_FALSE(s.events().has_subclass(name_of(count)));
        const subscription copy = s;
        subscription moved = std::move(s);
        CHECK(moved.events().has_subclass(name_of(count - 1)));
        s = copy;
        CHECK(s.custom("new").events().subclasses().size() == count + 1);
        const subscription filters = of_filters(0, count, "A-b");
        CHECK(filters.has_filter(eslio::filter_rule::equal("a-B", name_of(count - 1))));
        CHECK_FALSE(filters.has_filter(eslio::filter_rule::equal("a-B", name_of(count))));
        CHECK_FALSE(filters.has_filter(eslio::filter_rule::equal("a-c", name_of(0))));
    }
}

TEST_CASE("difference: of many subclasses and filters", "[command][difference]") {
    const auto subclasses = [](std::size_t n) {
        return std::pair(of_subclasses(0, n), of_subclasses(n / 2, n));
    };
    const auto filters = [](std::size_t n) {
        return std::pair(of_filters(0, n, "Unique-ID"), of_filters(n / 2, n, "unique-id"));
    };
    const auto differ = [](const std::pair<subscription, subscription>& p) {
        REQUIRE_FALSE(eslio::difference(p.first, p.second).empty());
    };
    CHECK(support::growth(500, subclasses, differ) < support::quadratic);
    CHECK(support::growth(500, filters, differ) < support::quadratic);
    const auto [from, to] = filters(1'000);
    CHECK(eslio::difference(from, to).size() == 1'000);
    CHECK(eslio::difference(from, from).empty());
}

TEST_CASE("dial string: joined from the right again and again", "[command][dial]") {
    CHECK(support::growth(500, nothing, [](std::size_t n) {
              return joined_from_the_right(n).error();
          }) < support::quadratic);
    const dial_string most = joined_from_the_right(128);
    CHECK_FALSE(most.error());
    CHECK(most.parts().size() == 128);
    CHECK(joined_from_the_right(129).error() == eslio::error::number_out_of_range);
    CHECK(joined_from_the_right(3).text() == "<x2=y>user/1:_:{x1=y}user/1:_:{x1=y}user/0");
    const dial_string replaced = dial_string("user/1").enterprise(
        dial_string("user/2").variable("a", "2").variable("b", "3").enterprise("user/3").variable(
            "A", "1"));
    CHECK(replaced.text() == "user/1:_:{a=2,b=3}user/2:_:{A=1}user/3");
}

TEST_CASE("dial string: variables of all and of one that are joined are 1024 at most",
          "[command][dial]") {
    const auto joined = [](int of_one, int of_all) {
        dial_string next("user/2");
        for (int i = 0; i < of_one; ++i) next.variable("a" + std::to_string(i), "x");
        next.enterprise("user/3");
        for (int i = 0; i < of_all; ++i) next.variable("b" + std::to_string(i), "x");
        return dial_string("user/1").enterprise(std::move(next));
    };
    CHECK_FALSE(joined(1'000, 24).error());
    CHECK(joined(1'000, 25).error() == eslio::error::number_out_of_range);
    CHECK(joined(1'000, 25).why().find("variable a999: it would be the 1025th") == 0);
}

}  // namespace cost_test
