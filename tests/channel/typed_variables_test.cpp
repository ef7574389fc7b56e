// channel: variables by names that have a type.
#include "catch.hpp"
#include "support/called.hpp"

#include <eslio/event/names.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

namespace typed_variables {

using test::called;
using test::outcome;
namespace var = eslio::var;

constexpr eslio::variable_name<bool> vip("acme_vip");
constexpr eslio::variable_name<std::chrono::system_clock::time_point> since("acme_since");

template <class T>
eslio::variable_value<T> get(called& c, eslio::variable_name<T> name) {
    outcome<eslio::variable_value<T>> o;
    c.s.async_get_variable(name, o.handler());
    c.time.settle();
    REQUIRE(o.done());
    REQUIRE_FALSE(o.ec);
    return o.value;
}

template <class T, class Value>
bool set(called& c, eslio::variable_name<T> name, const Value& value) {
    outcome<eslio::reply> o;
    c.s.async_set_variable(name, value, o.handler());
    c.time.settle();
    REQUIRE(o.done());
    return !o.ec && o.value.ok();
}

}  // namespace typed_variables

}  // namespace

TEST_CASE("variables by names that have a type", "[channel]") {
    using namespace typed_variables;
    using namespace std::chrono_literals;
    called c;
    const auto unset = get(c, vip);
    CHECK(unset.value().absent());
    CHECK_FALSE(unset.text().has_value());
    CHECK(set(c, vip, true));
    const auto is_vip = get(c, vip);
    CHECK(is_vip.value() == true);
    CHECK(is_vip.text() == std::optional<std::string>("true"));
    CHECK(set(c, var::playback_ms, 1500ms));
    CHECK(set(c, var::playback_seconds, 2s));
    const auto played = get(c, var::playback_ms);
    CHECK(played.value() == 1500ms);
    CHECK(set(c, var::bridge_hangup_cause, eslio::hangup_cause::user_busy));
    const auto cause = get(c, var::bridge_hangup_cause);
    CHECK(cause.value() == eslio::hangup_cause::user_busy);
    CHECK(cause.text() == std::optional<std::string>("USER_BUSY"));
    CHECK(set(c, var::accountcode, "a'b"));
    const auto code = get(c, var::accountcode);
    CHECK(code.value() == std::string_view("a'b"));
    const std::chrono::system_clock::time_point moment(1500ms);
    CHECK(set(c, since, moment));
    const auto then = get(c, since);
    CHECK(then.value() == moment);
    CHECK(then.text() == std::optional<std::string>("1500000"));
    CHECK(set(c, eslio::variable_name<std::string_view>("playback_ms"), "soon"));
    const auto malformed = get(c, var::playback_ms);
    CHECK(malformed.value().malformed());
    CHECK(malformed.value().text() == "soon");
}

TEST_CASE("one element of a variable that is an array", "[channel]") {
    using namespace typed_variables;
    called c;
    outcome<eslio::reply> set;
    c.s.async_set_variable("list", "ARRAY::one|:two", set.handler());
    c.time.settle();
    CHECK(set.value.ok());
    for (const auto& [name, value] : {std::pair{"list[1]", "two"}, std::pair{"list[0]", "one"}}) {
        outcome<std::optional<std::string>> got;
        c.s.async_get_variable(name, got.handler());
        c.time.settle();
        CHECK_FALSE(got.ec);
        CHECK(got.value == std::optional<std::string>(value));
    }
}
