// The vector that costs the compiler little: what it keeps, moves, copies and gives back.
#include "catch.hpp"

#include <eslio/wire/detail/compact_vector.hpp>

#include <list>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

using eslio::detail::compact_vector;

namespace {

/// Counts how many there are.
struct counted {
    explicit counted(int& count, int number = 0) : alive(&count), value(number) { ++*alive; }
    counted(const counted& other) : alive(other.alive), value(other.value) { ++*alive; }
    counted(counted&& other) noexcept : alive(other.alive), value(other.value) { ++*alive; }
    counted& operator=(const counted&) = default;
    ~counted() { --*alive; }

    int* alive;
    int value;
};

std::vector<int> values_of(const compact_vector<int>& all) {
    return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("compact_vector: every change leaves what it would leave of a std::vector") {
    // All sequences of four changes, each of seven kinds.
    for (int sequence = 0; sequence < 7 * 7 * 7 * 7; ++sequence) {
        compact_vector<int> ours{1, 2, 3};
        std::vector<int> usual{1, 2, 3};
        int rest = sequence;
        for (int i = 0; i < 4; ++i, rest /= 7) {
            const std::size_t middle = usual.size() / 2;
            const auto place = usual.begin() + static_cast<std::ptrdiff_t>(middle);
            const int more[] = {10 + i, 20 + i};
            switch (rest % 7) {
                case 0:
                    ours.push_back(i);
                    usual.push_back(i);
                    break;
                case 1:
                    CHECK(*ours.insert(ours.begin() + middle, 100 + i) == 100 + i);
                    usual.insert(place, 100 + i);
                    break;
                case 2:
                    ours.insert(ours.begin() + middle, more, more + 2);
                    usual.insert(place, more, more + 2);
                    break;
                case 3:
                    if (usual.empty()) break;
                    {
                        const int* const after = ours.erase(ours.begin() + middle);
                        CHECK(after == ours.begin() + middle);
                    }
                    usual.erase(place);
                    break;
                case 4:
                    ours.erase(ours.begin(), ours.begin() + middle);
                    usual.erase(usual.begin(), place);
                    break;
                case 5:
                    ours.resize(middle);
                    usual.resize(middle);
                    break;
                default: ours.resize(middle + 4); usual.resize(middle + 4);
            }
            CHECK(values_of(ours) == usual);
        }
    }
}

TEST_CASE("compact_vector: it is made of nothing, a list, a range, a size, another one") {
    const compact_vector<int> none;
    CHECK(none.empty());
    CHECK(none.capacity() == 0);
    CHECK(none.begin() == none.end());
    const std::list<int> list{4, 5};
    CHECK(values_of(compact_vector<int>(list.begin(), list.end())) == std::vector<int>{4, 5});
    CHECK(values_of(compact_vector<int>(3)) == std::vector<int>{0, 0, 0});
    compact_vector<int> from{7, 8};
    compact_vector<int> copy = from;
    CHECK(copy == from);
    CHECK(copy.capacity() == 2);
    compact_vector<int> moved = std::move(from);
    CHECK(moved == copy);
    CHECK(from.empty());
    copy.push_back(9);
    CHECK(copy != moved);
    moved = copy;
    CHECK(moved == copy);
    const compact_vector<int>& self = moved;
    moved = self;
    CHECK(moved == copy);
    swap(moved, from);
    CHECK(moved.empty());
    CHECK(from.back() == 9);
    CHECK(from.front() == 7);
}

TEST_CASE("compact_vector: each value is destroyed once") {
    int alive = 0;
    {
        compact_vector<counted> all;
        for (int i = 0; i < 10; ++i) all.emplace_back(alive, i);
        CHECK(alive == 10);
        all.push_back(all[3]);
        CHECK(all.back().value == 3);
        all.erase(all.begin() + 2, all.begin() + 5);
        CHECK(alive == 8);
        CHECK(all[2].value == 5);
        CHECK(all.erase(all.begin(), all.begin()) == all.begin());
        CHECK(alive == 8);
        all.pop_back();
        CHECK(alive == 7);
        compact_vector<counted> copy = all;
        CHECK(alive == 14);
        copy = compact_vector<counted>();
        CHECK(alive == 7);
        const std::size_t room = all.capacity();
        all.clear();
        CHECK(alive == 0);
        CHECK(all.capacity() == room);
        all.emplace_back(alive, 1);
    }
    CHECK(alive == 0);
}

TEST_CASE("compact_vector: values that are only moved") {
    compact_vector<std::unique_ptr<std::string>> all;
    for (const char* text : {"a", "b", "c"}) all.push_back(std::make_unique<std::string>(text));
    all.insert(all.begin(), std::make_unique<std::string>("first"));
    CHECK(*all[0] == "first");
    CHECK(*all[3] == "c");
    all.erase(all.begin() + 1);
    REQUIRE(all.size() == 3);
    CHECK(*all[1] == "b");
    all.reserve(100);
    CHECK(all.capacity() == 100);
    CHECK(*all.data()[2] == "c");
}
