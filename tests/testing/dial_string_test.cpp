// The fake switch takes apart what eslio::originate writes, as FreeSWITCH would.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/originate.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/text/expand.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace {

using eslio::originate;
using eslio::testing::originate_request;
using eslio::testing::fake::parse_destinations;
using eslio::testing::fake::parse_dial_string;
using eslio::testing::fake::parse_enterprise;
using eslio::testing::fake::parse_originate;

std::optional<originate_request> parse(const originate& o) {
    const std::string text = o.text();
    REQUIRE(text.rfind("originate ", 0) == 0);
    return parse_originate(std::string_view(text).substr(10));
}

}  // namespace

TEST_CASE("dial strings: what originate was asked for", "[testing][dial_string]") {
    const auto r = parse(originate("sofia/gateway/x/+49")
                             .caller_id("O'Neil, J", "100")
                             .timeout(std::chrono::seconds(30))
                             .variable("a", "x=y, {z}")
                             .application("playback", "a b(c"));
    REQUIRE(r);
    CHECK(r->destination == "sofia/gateway/x/+49");
    CHECK(r->variables["origination_caller_id_name"] == "O'Neil, J");
    CHECK(r->variables["origination_caller_id_number"] == "100");
    CHECK(r->variables["originate_timeout"] == "30");
    CHECK(r->variables["a"] == "x=y, {z}");
    CHECK(r->application == "playback");
    CHECK(r->argument == "a b(c");
    const auto extension = parse(originate("user/1").extension("9999"));
    REQUIRE(extension);
    CHECK(extension->application.empty());
    CHECK(extension->argument == "9999");
}

TEST_CASE("dial strings: by hand, with quotes and positions", "[testing][dial_string]") {
    const auto r = parse_originate("'{a=b c}user/1' '&echo(x y)' XML default 'Ann B' undef 20");
    REQUIRE(r);
    CHECK(r->destination == "user/1");
    CHECK(r->variables["a"] == "b c");
    CHECK(r->argument == "x y");
    CHECK(r->caller_name == "Ann B");
    CHECK(r->caller_number.empty());
    CHECK(r->timeout == "20");
    // A blank splits, quotes are gone before the commas are looked at.
    CHECK(parse_originate("{a='x,y'}user/1 &park()")->variables["a"] == "x");
    CHECK_FALSE(parse_originate("user/1"));
    CHECK_FALSE(parse_originate(""));
    CHECK(parse_originate("{a=b} &park()")->destination.empty());
    CHECK_FALSE(parse_originate("user/1 &park() XML default a 1 20 more"));
    CHECK(parse_originate("{a=1,A=2}user/1 &park()")->variables["a"] == "2");
    CHECK(parse_originate("user/1 &say(a\\\\'b)")->runs_nothing);
    CHECK_FALSE(parse_originate("user/1 &say(a\\'b)")->runs_nothing);
    const auto several = parse_dial_string("{a=b}[c=d]user/1,user/2");
    CHECK(several.destination == "user/1");
    CHECK(several.variables["c"] == "d");
    const auto with_blank = parse_dial_string("{a=b c}user/1");
    CHECK(with_blank.variables["a"] == "b c");
}

TEST_CASE("dial strings: several destinations", "[testing][dial_string]") {
    const auto groups = parse_destinations(" {all=1}[x=[1],all=2]user/1,[x=2]user/2|user/3,|");
    REQUIRE(groups.size() == 2);
    REQUIRE(groups[0].size() == 2);
    CHECK(groups[0][0].destination == "user/1");
    CHECK(groups[0][0].variables["x"] == "[1]");
    CHECK(groups[0][0].variables["all"] == "1");
    CHECK(groups[0][1].destination == "user/2");
    CHECK(groups[0][1].variables["x"] == "2");
    REQUIRE(groups[1].size() == 1);
    CHECK(groups[1][0].destination == "user/3");
    CHECK_FALSE(groups[1][0].variables.contains("x"));
    CHECK(parse_destinations("{x=1,local_var_clobber=true}[x=2]user/1")[0][0].variables["x"] ==
          "2");
    const auto both = parse_dial_string("{x=1}[x=2]user/1");
    CHECK(both.variables["x"] == "1");
    CHECK(parse_destinations("[a=1,b={,]user/1,user/2")[0].size() == 2);
    CHECK(parse_destinations("[^^:a=1,b:c='2']user/1")[0][0].variables["a"] == "1,b");
    CHECK(parse_destinations("").empty());
    CHECK(parse_destinations("{a=1}").empty());
    using list = std::vector<std::string>;
    CHECK(parse_enterprise("user/1") == list{"user/1"});
    CHECK(parse_enterprise("<a=1>{b=2}user/1:_:user/2|user/3") ==
          list{"<a=1>{b=2}user/1", "<a=1>user/2|user/3"});
    CHECK(parse_destinations("<a=1>{b=2}user/1")[0][0].variables["a"] == "1");
}

TEST_CASE("dial strings: random values come through", "[testing][dial_string]") {
    support::each_round(2000, [](std::uint64_t seed) {
        support::random_source random(seed);
        static constexpr const char* pieces[] = {"'", "\\",  ",",  "=", " ", "\n", "\t", "|", "[",
                                                 "]", "{x}", "\"", "a", "n", "s",  "^^", "&"};
        std::string value;
        for (std::size_t n = 1 + random.below(12); n != 0; --n) value += random.pick(pieces);
        INFO("ESLIO_SEED=" << seed << " value: " << value);
        const auto r = parse(originate("user/1").variable("x", value));
        REQUIRE(r);
        REQUIRE(r->variables["x"] == value);
        const eslio::testing::fake::expander expand;
        const auto b = parse_destinations(
            expand(eslio::dial_string("user/1").variable("x", value).for_bridge()));
        REQUIRE(b.size() == 1);
        REQUIRE(b[0].size() == 1);
        REQUIRE(b[0][0].variables["x"] == value);
        const eslio::endpoint leg = eslio::endpoint("user/1").variable("x", value);
        if (leg.error()) return;
        const auto own =
            parse(originate(eslio::dial_string(leg).also("user/2")).variable("y", "1"));
        REQUIRE(own);
        REQUIRE(own->variables["x"] == value);
    });
}
