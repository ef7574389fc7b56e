// The loops that the fake switch searches its lists with.
#include "catch.hpp"

#include <eslio/testing/detail/searches.hpp>

#include <memory>
#include <string>
#include <vector>

using eslio::testing::detail::any_where;
using eslio::testing::detail::count_where;
using eslio::testing::detail::erase_where;
using eslio::testing::detail::find_where;
using eslio::testing::detail::take_where;

namespace {

bool is_odd_number(int n) {
    return n % 2 != 0;
}

}  // namespace

TEST_CASE("searches: the first that fits is found, or nothing") {
    std::vector<int> all = {2, 3, 4, 5};
    CHECK(find_where(all, is_odd_number) == &all[1]);
    CHECK(any_where(all, is_odd_number));
    CHECK(count_where(all, is_odd_number) == 2);
    const int even[] = {2, 4};
    CHECK_FALSE(any_where(even, is_odd_number));
    CHECK(count_where(even, is_odd_number) == 0);
    all = {2};
    CHECK(find_where(all, is_odd_number) == nullptr);
}

TEST_CASE("searches: those that fit are erased, the others keep their order") {
    std::vector<int> all = {1, 2, 3, 4, 5, 6};
    CHECK(erase_where(all, is_odd_number));
    CHECK(all == std::vector<int>{2, 4, 6});
    CHECK_FALSE(erase_where(all, is_odd_number));
    CHECK(all == std::vector<int>{2, 4, 6});
    all = {1, 3};
    CHECK(erase_where(all, is_odd_number));
    CHECK(all.empty());
    // None is moved onto itself, which would empty it.
    std::vector<std::unique_ptr<int>> owned;
    for (const int n : {2, 3, 4}) owned.push_back(std::make_unique<int>(n));
    CHECK(erase_where(owned, [](const auto& p) { return is_odd_number(*p); }));
    REQUIRE(owned.size() == 2);
    CHECK(*owned[0] == 2);
    CHECK(*owned[1] == 4);
}

TEST_CASE("searches: those that fit are taken out, all keep their order") {
    std::vector<int> all = {1, 2, 3, 4, 5, 6};
    CHECK(take_where(all, is_odd_number) == std::vector<int>{1, 3, 5});
    CHECK(all == std::vector<int>{2, 4, 6});
    CHECK(take_where(all, is_odd_number).empty());
    CHECK(all == std::vector<int>{2, 4, 6});
}
