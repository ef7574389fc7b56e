// The function that the fake switch holds: what it calls, shares and lets go.
#include "catch.hpp"

#include <eslio/testing/detail/shared_function.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

using eslio::testing::detail::shared_function;

namespace {

int twice(int n) {
    return 2 * n;
}

}  // namespace

TEST_CASE("shared_function: it is empty if what it is made of is empty") {
    using number = shared_function<int(int)>;
    CHECK_FALSE(number());
    CHECK_FALSE(number(nullptr));
    CHECK_FALSE(number(std::function<int(int)>()));
    CHECK_FALSE(number(shared_function<short(int)>()));
    CHECK_FALSE(number(static_cast<int (*)(int)>(nullptr)));
    CHECK(number(&twice));
    CHECK(number([](int n) { return n; }));
    number f = &twice;
    f = nullptr;
    CHECK_FALSE(f);
}

TEST_CASE("shared_function: it calls what it was given, whose result may be dropped") {
    CHECK(shared_function<int(int)>(&twice)(21) == 42);
    CHECK(shared_function<long(int)>(std::function<int(int)>(twice))(21) == 42);
    std::string said;
    const shared_function<void(std::string)> say = [&](std::string what) {
        said = std::move(what);
        return 1;
    };
    say("this");
    CHECK(said == "this");
    const shared_function<void(std::string&)> change = [](std::string& what) { what += "!"; };
    change(said);
    CHECK(said == "this!");
    const shared_function<std::unique_ptr<int>(std::unique_ptr<int>)> pass =
        [](std::unique_ptr<int> p) { return p; };
    CHECK(*pass(std::make_unique<int>(3)) == 3);
}

TEST_CASE("shared_function: copies share it, and the last one lets it go") {
    const auto kept = std::make_shared<int>(0);
    shared_function<int()> count = [kept]() mutable { return ++*kept; };
    CHECK(kept.use_count() == 2);
    shared_function<int()> copy = count;
    CHECK(kept.use_count() == 2);
    CHECK(count() == 1);
    CHECK(copy() == 2);
    shared_function<int()> moved = std::move(count);
    CHECK_FALSE(count);
    CHECK(moved() == 3);
    const shared_function<int()>& self = moved;
    moved = self;
    CHECK(moved() == 4);
    moved = nullptr;
    CHECK(kept.use_count() == 2);
    copy = moved;
    CHECK(kept.use_count() == 1);
}
