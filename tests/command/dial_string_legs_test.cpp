// dial_string: UUIDs for its legs, and how long FreeSWITCH may take to dial it.
#include "catch.hpp"

#include <eslio/command/originate.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::dial_string;
using eslio::endpoint;

namespace {

struct numbers {
    int last = 0;
    std::string operator()() { return "u-" + std::to_string(++last); }
};

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("each leg has a UUID", "[dial_string][legs]") {
    dial_string one("user/1");
    CHECK(one.name_legs(numbers()) == texts{"u-1"});
    CHECK(one.text() == "{origination_uuid=u-1}user/1");
    CHECK(one.name_legs(numbers{7}) == texts{"u-1"});  // it has one

    dial_string several("user/1");
    several.also(endpoint("user/2").uuid("mine")).then("user/3");
    CHECK(several.name_legs(numbers()) == texts{"u-1", "mine", "u-2"});
    CHECK(several.text() == "[origination_uuid=u-1]user/1,[origination_uuid=mine]user/2|"
                            "[origination_uuid=u-2]user/3");
    CHECK_FALSE(several.error());

    dial_string shared("user/1");
    shared.then("user/2").variable("origination_uuid", "all");
    CHECK(shared.name_legs(numbers()) == texts{"all"});
    CHECK(shared.text() == "{origination_uuid=all}user/1|user/2");

    dial_string parts("user/1");
    parts.enterprise(dial_string("user/2").also("user/3"));
    CHECK(parts.name_legs(numbers()) == texts{"u-1", "u-2", "u-3"});
    CHECK(parts.text() == "{origination_uuid=u-1}user/1:_:[origination_uuid=u-2]user/2,"
                          "[origination_uuid=u-3]user/3");

    dial_string raw(eslio::raw_dial_string("${sofia_contact(1000)}"));
    CHECK(raw.name_legs(numbers()) == texts{"u-1"});
    CHECK(raw.text() == "{origination_uuid=u-1}${sofia_contact(1000)}");

    dial_string invalid = dial_string::parse("{");
    CHECK(invalid.name_legs(numbers()) == texts{"u-1"});
    CHECK(invalid.error());
}

TEST_CASE("how long it may take to dial", "[dial_string][legs]") {
    const auto longest = [](dial_string d) { return d.longest(); };
    CHECK(longest("user/1") == 60s);
    CHECK(longest(dial_string("user/1").timeout(20s)) == 20s);
    CHECK(longest(dial_string("user/1").also("user/2").timeout(20s)) == 20s);
    CHECK(longest(dial_string("user/1").then("user/2").timeout(20s)) == 40s);
    CHECK(longest(dial_string("user/1").timeout(20s).enterprise(dial_string("user/2"))) == 60s);
    CHECK(longest(dial_string("user/1").timeout(20s).variable("originate_retries", "3")) == 64s);
    CHECK(longest(dial_string("user/1").variable("originate_timeout", "x")) == 60s);
    CHECK(longest(dial_string("user/1").timeout(2147483647s)) == std::chrono::hours(24 * 365));
    CHECK(longest(dial_string::parse("{")) == 60s);
    CHECK(eslio::originate(dial_string("user/1")).timeout(5s).longest() == 5s);
}
