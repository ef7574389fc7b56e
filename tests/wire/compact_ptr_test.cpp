// The owning pointer that costs the compiler little: what it owns is deleted once; and the one that
// is copied with what it owns.
#include "catch.hpp"

#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/copied_ptr.hpp>

#include <type_traits>
#include <utility>

using eslio::detail::compact_ptr;
using eslio::detail::copied_ptr;

namespace {

struct owned {
    explicit owned(int& count) : alive(&count) { ++*alive; }
    owned(const owned&) = delete;
    virtual ~owned() { --*alive; }

    int* alive;
};
struct derived final : owned {
    using owned::owned;
};

}  // namespace

TEST_CASE("compact_ptr: it owns what it was made of, and gives it on") {
    int alive = 0;
    {
        compact_ptr<owned> none;
        CHECK_FALSE(none);
        CHECK(none.get() == nullptr);
        compact_ptr<owned> one(new derived(alive));
        CHECK(one);
        CHECK(one->alive == &alive);
        CHECK((*one).alive == &alive);
        none = std::move(one);
        CHECK_FALSE(one);
        CHECK(alive == 1);
        compact_ptr<owned> moved(std::move(none));
        CHECK_FALSE(none);
        CHECK(alive == 1);
        none.reset(new owned(alive));
        moved = std::move(none);
        CHECK(alive == 1);
        compact_ptr<owned>& self = moved;
        moved = std::move(self);
        CHECK(alive == 1);
        CHECK(moved);
        moved = nullptr;
        CHECK(alive == 0);
        moved.reset(new owned(alive));
        owned* const released = moved.release();
        CHECK_FALSE(moved);
        CHECK(alive == 1);
        moved.reset(released);
    }
    CHECK(alive == 0);
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<compact_ptr<int>>);
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<compact_ptr<int>>);
    STATIC_REQUIRE(std::is_nothrow_move_assignable_v<compact_ptr<int>>);
}

TEST_CASE("compact_ptr: what is deleted may look at its owner, which has the next one") {
    struct watching {
        watching(compact_ptr<watching>& owner, const watching*& next) : in(&owner), after(&next) {}
        watching(const watching&) = delete;
        ~watching() { *after = in->get(); }

        compact_ptr<watching>* in;
        const watching** after;
    };
    const watching* after = nullptr;
    compact_ptr<watching> owner;
    owner.reset(new watching(owner, after));
    watching* const next = new watching(owner, after);
    owner.reset(next);
    CHECK(after == next);
    owner = nullptr;
    CHECK(after == nullptr);
}

TEST_CASE("copied_ptr: a copy owns another") {
    copied_ptr<int> none;
    CHECK_FALSE(copied_ptr<int>(none));
    copied_ptr<int> one;
    one.reset(new int(1));
    copied_ptr<int> copy(one);
    REQUIRE(copy);
    CHECK(copy.get() != one.get());
    *copy = 2;
    CHECK(*one == 1);
    one = copy;
    CHECK(copy.get() != one.get());
    CHECK(*one == 2);
    const copied_ptr<int>& self = one;
    one = self;
    CHECK(*one == 2);
    const int* const there = one.get();
    copied_ptr<int> moved(std::move(one));
    CHECK(moved.get() == there);
    CHECK_FALSE(one);
    none = std::move(moved);
    CHECK(none.get() == there);
    none = copied_ptr<int>();
    CHECK_FALSE(none);
    STATIC_REQUIRE(std::is_nothrow_move_constructible_v<copied_ptr<int>>);
    STATIC_REQUIRE(std::is_nothrow_move_assignable_v<copied_ptr<int>>);
}
