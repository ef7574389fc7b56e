// channel: variables, whole and unchanged, whatever they hold.
#include "catch.hpp"
#include "support/called.hpp"

#include <optional>
#include <string>

using namespace std::chrono_literals;
using test::called;
using test::connected;
using test::each_way;
using test::finishes;
using test::outcome;
using test::socket_mode;
using test::switched;
using variable = std::optional<std::string>;

namespace {

template <class World>
outcome<variable> get(World& w, eslio::channel& c, const std::string& name) {
    outcome<variable> o;
    c.async_get_variable(name, o.handler());
    w.time.settle();
    return o;
}

template <class World>
outcome<eslio::reply> set(World& w, eslio::channel& c, const std::string& name,
                          const std::string& value) {
    outcome<eslio::reply> o;
    c.async_set_variable(name, value, o.handler());
    w.time.settle();
    return o;
}

const std::string awkward[] = {"1",
                               "two words",
                               "~tilde: x\n",
                               "~",
                               "line one\nline two",
                               "head\n\nbody",
                               "-ERR not an error",
                               "%41 ~ % :",
                               "'quoted' and 'again'",
                               "O'Neil's",
                               R"(C:\new\sounds\)",
                               R"({"say":"a\nb \"q\"","path":"\\\\host\\x"})",
                               R"(\'one \s \t)",
                               "  edges  ",
                               "\ttab\t",
                               R"($5, $$, \$x and $\y)",
                               "Gr\xc3\xbc\xc3\x9f",
                               std::string(3000, 'v')};

}  // namespace

TEST_CASE("a value comes back as it was set, in every mode", "[channel][variables][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        for (const std::string& value : awkward) {
            INFO(value.substr(0, 40));
            // FreeSWITCH's events do not tell `%41` from the `A` that it encodes.
            if (!test::is_full(m) && value[0] == '%') continue;
            const auto done = set(c, c.s, "mine", value);
            REQUIRE(done.done());
            CHECK_FALSE(done.ec);
            CHECK(done.value.ok());
            CHECK(c.fake.variable("u-1", "mine") == value);
            const auto got = get(c, c.s, "mine");
            REQUIRE(got.done());
            CHECK_FALSE(got.ec);
            CHECK(got.value == variable(value));
        }
        CHECK(c.s.outstanding() == 0);
    }
    connected w;
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    for (const std::string& value : awkward) {
        CHECK(set(w, c, "mine", value).value.ok());
        CHECK(get(w, c, "mine").value == variable(value));
    }
}

TEST_CASE("what is not set is none, and an empty value unsets", "[channel][variables][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        const auto none = get(c, c.s, "nobody_set_me");
        CHECK(none.done());
        CHECK_FALSE(none.ec);
        CHECK_FALSE(none.value);
        CHECK(set(c, c.s, "mine", "x").value.ok());
        CHECK(get(c, c.s, "mine").value == variable("x"));
        CHECK(set(c, c.s, "mine", "").value.ok());
        CHECK_FALSE(get(c, c.s, "mine").value);
    }
}

TEST_CASE("a value that holds a variable is refused, in every mode",
          "[channel][variables][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        for (const char* value : {"${uuid}", "a\n${uuid}", R"($\{uuid})", R"(x$\\{uuid})"})
            CHECK(set(c, c.s, "mine", value).ec == eslio::error::unwritable_text);
        CHECK(c.fake.variable("u-1", "mine").empty());
        CHECK(set(c, c.s, "mi'ne", "x").ec == eslio::error::unwritable_text);
    }
}

TEST_CASE("variables end with the call", "[channel][variables]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        outcome<variable> pending;
        c.async_get_variable("a", pending.handler());
        w.fake.hang_up(uuid);
        w.time.advance(20s);
        CHECK(pending.done());
        outcome<variable> got;
        outcome<eslio::reply> set_late, long_late;
        c.async_get_variable("a", got.handler());
        c.async_set_variable("a", "b", set_late.handler());
        c.async_set_variable("a", "b\nc", long_late.handler());
        w.time.settle();
        REQUIRE(got.done());
        CHECK((got.ec == eslio::error::no_such_call || got.ec == eslio::error::hung_up));
        CHECK(set_late.done());
        CHECK((set_late.ec || !set_late.value.ok()));
        CHECK(long_late.done());
        CHECK((long_late.ec || !long_late.value.ok()));
    });
}
