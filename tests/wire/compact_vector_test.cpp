// The vector that costs the compiler little: what it keeps, moves, copies and gives back, and what
// is left when a copy throws.
#include "catch.hpp"

#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using eslio::detail::compact_vector;

namespace {

/// Counts how many there are; a copy, or one made of nothing, throws when `copies_left` is used up.
struct counted {
    counted() : counted(0) { use_up(); }
    explicit counted(int number) : value(number) { ++alive; }
    counted(const counted& other) : counted(other.value) { use_up(); }
    counted(counted&& other) noexcept : counted(other.value) { other.value = -1; }
    counted& operator=(const counted& other) = delete;
    counted& operator=(counted&& other) noexcept {
        value = other.value;
        other.value = -1;
        return *this;
    }
    ~counted() { --alive; }

    static void use_up() {
        if (copies_left == 0) throw std::runtime_error("no more copies");
        --copies_left;
    }

    int value;

    static inline int alive = 0;
    static inline int copies_left = 1000;
};

/// Sets how many copies succeed, and at the end that all do.
struct only_copies {
    explicit only_copies(int most) { counted::copies_left = most; }
    only_copies(const only_copies&) = delete;
    ~only_copies() { counted::copies_left = 1000; }
};

compact_vector<counted> up_to(int end) {
    compact_vector<counted> all;
    for (int i = 0; i < end; ++i) all.emplace_back(i);
    return all;
}

std::vector<int> numbers_of(const compact_vector<counted>& all) {
    std::vector<int> numbers;
    for (const counted& one : all) numbers.push_back(one.value);
    return numbers;
}

/// The move of one may throw.
struct throws_when_moved {
    throws_when_moved(throws_when_moved&&) {}
    throws_when_moved& operator=(throws_when_moved&&) noexcept { return *this; }
};
struct throws_when_assigned {
    throws_when_assigned(throws_when_assigned&&) noexcept {}
    throws_when_assigned& operator=(throws_when_assigned&&) { return *this; }
};

std::vector<int> values_of(const compact_vector<int>& all) {
    return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("compact_vector: every change leaves what it would leave of a std::vector") {
    // All sequences of five changes, each of six kinds.
    for (int sequence = 0; sequence < 6 * 6 * 6 * 6 * 6; ++sequence) {
        compact_vector<int> ours{1, 2, 3};
        std::vector<int> usual{1, 2, 3};
        int rest = sequence;
        for (int i = 0; i < 5; ++i, rest /= 6) {
            const std::size_t middle = usual.size() / 2;
            const auto place = usual.begin() + static_cast<std::ptrdiff_t>(middle);
            switch (rest % 6) {
                case 0:
                    ours.push_back(i);
                    usual.push_back(i);
                    break;
                case 1:
                    CHECK(*ours.insert(ours.begin() + middle, 100 + i) == 100 + i);
                    usual.insert(place, 100 + i);
                    break;
                case 2:
                    if (usual.empty()) break;
                    {
                        const int* const after = ours.erase(ours.begin() + middle);
                        CHECK(after == ours.begin() + middle);
                    }
                    usual.erase(place);
                    break;
                case 3:
                    ours.erase(ours.begin(), ours.begin() + middle);
                    usual.erase(usual.begin(), place);
                    break;
                case 4:
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
    const std::list<short> list{4, 5};
    CHECK(values_of(compact_vector<int>(list.begin(), list.end())) == std::vector<int>{4, 5});
    struct base {
        int number;
    };
    struct longer : base {
        int more;
    };
    const longer given[] = {{{6}, 60}, {{7}, 70}};
    const compact_vector<base> bases(given, given + 2);
    CHECK(bases.size() == 2);
    CHECK(bases[1].number == 7);
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
    compact_vector<int>& same = moved;
    moved = std::move(same);
    CHECK(moved == copy);
    swap(moved, from);
    CHECK(moved.empty());
    CHECK(from.back() == 9);
    CHECK(from.front() == 7);
}

TEST_CASE("compact_vector: each value is destroyed once") {
    {
        compact_vector<counted> all = up_to(10);
        CHECK(counted::alive == 10);
        all.erase(all.begin() + 2, all.begin() + 5);
        CHECK(numbers_of(all) == std::vector<int>{0, 1, 5, 6, 7, 8, 9});
        CHECK(counted::alive == 7);
        CHECK(all.erase(all.begin(), all.begin()) == all.begin());
        CHECK(counted::alive == 7);
        all.pop_back();
        CHECK(counted::alive == 6);
        compact_vector<counted> copy = all;
        CHECK(counted::alive == 12);
        copy = compact_vector<counted>();
        CHECK(counted::alive == 6);
        const std::size_t room = all.capacity();
        all.clear();
        CHECK(counted::alive == 0);
        CHECK(all.capacity() == room);
        all.emplace_back(1);
    }
    CHECK(counted::alive == 0);
}

TEST_CASE("compact_vector: a value of its own is put in again, with room and without") {
    const std::size_t room = GENERATE(3U, 4U);
    compact_vector<std::string> all;
    all.reserve(room);
    for (const char* text : {"a", "b", "longer than a string holds in itself"}) all.push_back(text);
    SECTION("at the end") {
        all.push_back(all[2]);
        CHECK(all[3] == all[2]);
    }
    SECTION("before all others") {
        const std::string* const place = all.insert(all.begin(), all[2]);
        CHECK(place == all.begin());
        CHECK(all[0] == all[3]);
        CHECK(all[1] == "a");
    }
    SECTION("all but the first") {
        all = compact_vector<std::string>(all.begin() + 1, all.end());
        CHECK(all.size() == 2);
        CHECK(all[0] == "b");
    }
}

TEST_CASE("compact_vector: where a copy throws, all is as it was") {
    {
        compact_vector<counted> all = up_to(4);
        const std::vector<int> before{0, 1, 2, 3};
        for (const int copies : {0, 1, 3}) {
            const only_copies limit(copies);
            CHECK_THROWS_AS(compact_vector<counted>(all), std::runtime_error);
            CHECK_THROWS_AS(compact_vector<counted>(all.begin(), all.end()), std::runtime_error);
            CHECK_THROWS_AS(compact_vector<counted>(4), std::runtime_error);
            CHECK(counted::alive == 4);
            compact_vector<counted> other = up_to(2);
            CHECK_THROWS_AS(other = all, std::runtime_error);
            CHECK(numbers_of(other) == std::vector<int>{0, 1});
        }
        const only_copies none(0);
        for (const std::size_t room : {4U, 5U}) {
            all.reserve(room);
            CHECK_THROWS_AS(all.push_back(all[0]), std::runtime_error);
            CHECK_THROWS_AS(all.emplace_back(), std::runtime_error);
            CHECK_THROWS_AS(all.insert(all.begin(), all[1]), std::runtime_error);
            CHECK(numbers_of(all) == before);
        }
        CHECK(counted::alive == 4);
    }
    CHECK(counted::alive == 0);
}

TEST_CASE("compact_vector: a size that throws leaves those that were made") {
    {
        compact_vector<counted> all = up_to(2);
        const only_copies one(1);
        CHECK_THROWS_AS(all.resize(5), std::runtime_error);
        CHECK(numbers_of(all) == std::vector<int>{0, 1, 0});
    }
    CHECK(counted::alive == 0);
}

TEST_CASE("compact_vector: room for values that are made in place") {
    compact_vector<int> all{1, 2};
    std::size_t moves = 0;
    for (std::size_t size = 3; size <= 1000; ++size) {
        const int* const before = all.data();
        all.resize_for_overwrite(size);
        moves += before == all.data() ? 0 : 1;
        all[size - 1] = static_cast<int>(size);
    }
    CHECK(moves < 12);  // it grows by more than it is asked for
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == static_cast<int>(i) + 1);
    const std::size_t room = all.capacity();
    all.resize_for_overwrite(2);
    CHECK(values_of(all) == std::vector<int>{1, 2});
    CHECK(all.capacity() == room);
}

TEST_CASE("compact_vector: more than there can be is refused, and all is as it was") {
    compact_vector<int> all{1, 2};
    const std::size_t most = std::numeric_limits<std::size_t>::max();
    CHECK_THROWS_AS(all.reserve(most), std::bad_alloc);
    CHECK_THROWS_AS(all.reserve(most / sizeof(int) + 2), std::bad_alloc);
    CHECK(values_of(all) == std::vector<int>{1, 2});
}

TEST_CASE("compact_vector: what a move could leave in halves is not kept in one") {
    using eslio::detail::moves_without_throwing;
    STATIC_REQUIRE(moves_without_throwing<std::string>);
    STATIC_REQUIRE(moves_without_throwing<std::unique_ptr<int>>);
    STATIC_REQUIRE_FALSE(moves_without_throwing<throws_when_moved>);
    STATIC_REQUIRE_FALSE(moves_without_throwing<throws_when_assigned>);
}

TEST_CASE("compact_vector: values of stricter alignment than memory has by itself") {
    struct alignas(128) wide {
        explicit wide(int given) : number(given) {}
        int number;
    };
    compact_vector<wide> all;
    for (int i = 0; i < 20; ++i) {
        all.emplace_back(i);
        for (const wide& one : all)
            CHECK(reinterpret_cast<std::uintptr_t>(&one) % alignof(wide) == 0);
    }
    const compact_vector<wide> copy = all;
    CHECK(reinterpret_cast<std::uintptr_t>(copy.data()) % alignof(wide) == 0);
    CHECK(copy[19].number == 19);
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
