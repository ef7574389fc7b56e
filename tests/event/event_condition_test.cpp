// event/event_condition.hpp: types, headers, functions, and closures that g++ 12 would destroy
// twice.
#include "catch.hpp"

#include <eslio/event/event_condition.hpp>

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace event_condition_test {

namespace {

using eslio::event;
using eslio::event_condition;
using eslio::event_name;

event digit(std::string_view key) {
    return event(event_name::dtmf).add("DTMF-Digit", key);
}

bool is_five(const event& e) {
    return e["DTMF-Digit"] == "5";
}

}  // namespace

TEST_CASE("condition: a type, with headers", "[condition]") {
    const event_condition any(event_name::dtmf);
    CHECK(any(digit("5")));
    CHECK_FALSE(any(event(event_name::talk)));
    const event_condition five = event_condition(event_name::dtmf).header("dtmf-digit", "5");
    CHECK(five(digit("5")));
    CHECK_FALSE(five(digit("6")));
    CHECK_FALSE(five(event(event_name::talk).add("DTMF-Digit", "5")));
    const event_condition both =
        event_condition(event_name::all).header("DTMF-Digit", "5").header("Unique-ID", "u");
    CHECK_FALSE(both(digit("5")));
    CHECK(both(digit("5").add("Unique-ID", "u")));
    CHECK(event_condition(event_name::unknown)(event::named("NEW_TYPE")));
    CHECK_FALSE(event_condition(event_name::unknown)(digit("5")));
}

TEST_CASE("condition: functions", "[condition]") {
    CHECK(event_condition(is_five)(digit("5")));
    CHECK_FALSE(event_condition(is_five)(digit("6")));
    const std::function<bool(const event&)> named = is_five;
    CHECK(event_condition(named)(digit("5")));
    int calls = 0;
    const event_condition counted([&calls](const event&) { return ++calls > 1; });
    CHECK_FALSE(counted(digit("5")));
    CHECK(counted(digit("5")));
    const event_condition copy = counted;
    CHECK(copy(digit("5")));
    CHECK(calls == 3);
    const std::string wanted = "a key that is long enough for the heap";
    const auto is_wanted = [wanted](const event& e) { return e["DTMF-Digit"] == wanted; };
    const event_condition held(is_wanted);
    CHECK(held(digit(wanted)));
    CHECK_FALSE(held(digit("5")));
}

TEST_CASE("condition: a closure that would be destroyed twice is refused unnamed", "[condition]") {
    const std::string wanted = "5";
    const auto captures = [wanted](const event& e) { return e["DTMF-Digit"] == wanted; };
    const auto refers = [&wanted](const event& e) { return e["DTMF-Digit"] == wanted; };
    using capturing = std::decay_t<decltype(captures)>;
    using referring = std::decay_t<decltype(refers)>;
    CHECK(std::is_constructible_v<event_condition, const capturing&>);
    CHECK(std::is_constructible_v<event_condition, capturing&>);
    CHECK(std::is_constructible_v<event_condition, referring>);
    CHECK(std::is_constructible_v<event_condition, std::function<bool(const event&)>>);
    CHECK_FALSE(std::is_constructible_v<event_condition, std::string>);
#if defined(__cpp_impl_coroutine) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ <= 12
    CHECK_FALSE(std::is_constructible_v<event_condition, capturing>);
#else
    CHECK(std::is_constructible_v<event_condition, capturing>);
#endif
}

}  // namespace event_condition_test
