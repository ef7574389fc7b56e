// command/dial.hpp, raw_dial_string.hpp: endpoints by kind, and what FreeSWITCH gets as written.
#include "catch.hpp"
#include "command/dial_model.hpp"

#include <eslio/command/bridge.hpp>
#include <eslio/command/dial.hpp>
#include <eslio/command/originate.hpp>

#include <chrono>
#include <string>

namespace {

namespace dial = eslio::dial;
using eslio::dial_string;
using eslio::endpoint;
using eslio::error;
using eslio::extension;
using eslio::originate;
using eslio::raw_dial_string;
using eslio::untrusted;
using std::chrono::seconds;

}  // namespace

TEST_CASE("endpoints by kind", "[command][dial]") {
    CHECK(dial::user("1000").text() == "user/1000");
    CHECK(dial::user("1000", "pbx.example.org").text() == "user/1000@pbx.example.org");
    CHECK(dial::gateway("trunk", "+4930123").text() == "sofia/gateway/trunk/+4930123");
    CHECK(dial::gateway("external::trunk", "1").text() == "sofia/gateway/external::trunk/1");
    CHECK(dial::sofia("internal", "1000", "10.0.0.1").text() == "sofia/internal/1000@10.0.0.1");
    CHECK(dial::sofia("internal", "1000", "pbx", 5080).text() == "sofia/internal/1000@pbx:5080");
    CHECK(dial::sofia("internal", "1000", "::1", 5060).text() == "sofia/internal/1000@[::1]:5060");
    CHECK(dial::sofia("internal", "1000", "[fe80::1]").text() == "sofia/internal/1000@[fe80::1]");
    CHECK(dial::registered("internal", "1000").text() == "sofia/internal/1000");
    CHECK(dial::registered("internal", "1000", "pbx").text() == "sofia/internal/1000%pbx");
    CHECK(dial::contact("1000", "pbx").text() == "${sofia_contact(*/1000@pbx)}");
    CHECK(dial::contact("1000", "pbx", "internal").text() == "${sofia_contact(internal/1000@pbx)}");
    CHECK(dial::group("sales").text() == "group/sales");
    CHECK(dial::group("sales", "pbx", dial::group_order::in_turn).text() == "group/sales@pbx+F");
    CHECK(dial::group("sales", "pbx", dial::group_order::enterprise).text() == "group/sales@pbx+E");
    CHECK(dial::loopback("1000").text() == "loopback/1000/default/XML");
    CHECK(dial::loopback(extension("1000").context("c")).text() == "loopback/1000/c/XML");
    CHECK(dial::loopback(extension("park", "inline", "c")).text() == "loopback/park/c/inline");
    CHECK(dial::verto("1000", "pbx").text() == "verto.rtc/1000@pbx");
    CHECK(dial::error("USER_BUSY").text() == "error/USER_BUSY");
    CHECK(dial::error("17").text() == "error/17");
    CHECK(dial::error(eslio::hangup_cause::user_busy).text() == "error/USER_BUSY");
    CHECK(dial::error(eslio::hangup_cause::none).text() == "error/NONE");
    CHECK(dial::error(eslio::hangup_cause::unknown).error() == error::unwritable_text);
    CHECK(dial::null().text() == "null/x");
    CHECK(dial::pickup("sales").text() == "pickup/sales");
}

TEST_CASE("what has a meaning in an address is refused with its byte", "[command][dial]") {
    CHECK(dial::user("1@evil").why().find("user: '@' (byte 2) has a meaning in an address") == 0);
    CHECK(dial::user(untrusted("1@evil")).why().find("user: '@' (byte 2) could choose another") ==
          0);
    CHECK(dial::user("1 2").why() ==
          "user: 0x20 (byte 2) has no escape in an address: take it out");
    CHECK(dial::user("").error() == error::empty_argument);
    CHECK(dial::user("1\n").error() == error::line_break_in_argument);
    CHECK(dial::sofia("gateway", "1", "h").why().find("profile: `gateway` is no profile") == 0);
    CHECK(dial::sofia("p", "1", "h:5060").why().find("host: ':' (byte 2) begins a port") == 0);
    CHECK(dial::sofia("p", "1", "").error() == error::empty_argument);
    CHECK(dial::loopback("app=system:id").why().find("extension: `app=` would run") == 0);
    CHECK(dial::loopback(extension(untrusted("park"), "inline", "c")).error() ==
          error::unwritable_text);
    CHECK(dial::group(untrusted("sales+E")).why().find("group: '+' (byte 6) ") == 0);
    CHECK(dial::verto("1", "edu:8081").error() == error::unwritable_text);
    CHECK(dial::error("USER BUSY").error() == error::unwritable_text);
    CHECK(originate(dial::user("1@evil")).error() == error::unwritable_text);
    CHECK(originate(dial::user("1@evil")).text().empty());
}

TEST_CASE("a whole dial string in the place of a leg is told of parse", "[command][dial]") {
    for (const char* whole : {"{x=y}user/1", "[leg_timeout=5]user/1", "user/1,user/2", "a|b"}) {
        const std::string why = dial_string(whole).why();
        const std::size_t parse = why.find("a whole dial string by dial_string::parse");
        REQUIRE(parse != std::string::npos);
        CHECK(why.find("raw_dial_string") > parse);
        CHECK_FALSE(dial_string::parse(whole).error());
    }
}

TEST_CASE("time-outs and UUIDs of legs by name", "[command][dial]") {
    endpoint leg = dial::user("1");
    leg.timeout(seconds(20)).progress_timeout(seconds(5)).delay(seconds(3)).uuid("a-1");
    CHECK(leg.text() == "[leg_timeout=20,leg_progress_timeout=5,leg_delay_start=3,"
                        "origination_uuid=a-1]user/1");
    CHECK(endpoint("user/1").timeout(seconds(0)).why().find("leg_timeout: FreeSWITCH takes 1") ==
          0);
    CHECK(endpoint("user/1").uuid("a b").error() == error::unwritable_text);
    dial_string all("user/1");
    all.timeout(seconds(30)).progress_timeout(seconds(9)).ignore_early_media();
    CHECK(all.text() == "{originate_timeout=30,progress_timeout=9,ignore_early_media=true}user/1");
    CHECK(all.timeout(seconds(-1)).error() == error::number_out_of_range);
}

TEST_CASE("values of one leg are escaped", "[command][dial]") {
    endpoint leg("user/1");
    leg.variable("plain", "a").variable("x", "it's").variable("y", "b,c").variable("z", "d");
    CHECK(leg.text() == R"([plain=a][x=it\\\\\\\\\\\\\\\'s][y=b\,c][z=d]user/1)");
    CHECK(leg.variable("X", "other").text() == R"([plain=a,X=other][y=b\,c][z=d]user/1)");
    CHECK(endpoint("user/1").variable("x", "a]").why().find("variable x: ']' (byte 2) has no") ==
          0);
    CHECK(endpoint("user/1").variable("x", "\x01").error() == error::unwritable_text);
}

TEST_CASE("a raw dial string is taken as it stands", "[command][dial]") {
    const raw_dial_string own("{x='a b'}[leg_timeout=5]user/1,user/2|error/busy");
    CHECK(originate(own).text() ==
          R"(originate {x=\'a\sb\'}[leg_timeout=5]user/1,user/2|error/busy &park())");
    CHECK(test::read_originate(originate(own).text()).dial == own.text());
    CHECK(eslio::cmd::bridge(own).on("7").to_command().bytes().find(
              "execute-app-arg: " + own.text() + "\n") != std::string::npos);
    // Variables that are added stand before it, in its own kind of brackets.
    CHECK(dial_string(own).timeout(seconds(9)).text() == "{originate_timeout=9}" + own.text());
    CHECK(dial_string(raw_dial_string("<a=b>user/1:_:user/2")).variable("c", "d").text() ==
          "<c=d><a=b>user/1:_:user/2");
    CHECK(dial_string("user/1").also(own).error() == error::unwritable_text);
    CHECK(dial_string(endpoint(own).variable("a", "b")).error() == error::unwritable_text);
    for (const char* bad : {"", "user/1\n", "${x", "user/1\\", "user/1\\\\\\", "^^:a:b"}) {
        INFO(bad);
        CHECK(raw_dial_string(bad).error() == eslio::condition::invalid_argument);
        CHECK(originate(raw_dial_string(bad)).text().empty());
    }
    CHECK_FALSE(raw_dial_string("user/1\\\\").error());
    CHECK(originate(raw_dial_string("undef")).error() == error::unwritable_text);
}

TEST_CASE("references of a raw dial string are expanded, and nothing else", "[command][dial]") {
    dial_string callee(dial::contact("1000", "pbx"));
    callee.also("user/1").variable("x", "$5 it's a\\b, \\'q\\'");
    originate call(callee);
    call.application("set", "y=${uuid}");
    CHECK(call.text().find("expand originate {x=") == 0);
    const test::variables known = {{"sofia_contact(*/1000@pbx)", "sofia/p/sip:a@b,sofia/p/sip:c@d"},
                                   {"uuid", "wrong"}};
    const test::originated made = test::read_expanded(call.text(), known);
    const test::dialled_all read = test::read_dial_strings(made.dial);
    CHECK(made.application == "set");
    CHECK(made.argument == "y=${uuid}");
    REQUIRE(read.parts.size() == 1);
    CHECK(read.parts[0].global.at("x") == "$5 it's a\\b, \\'q\\'");
    REQUIRE(read.parts[0].alternatives[0].size() == 3);
    CHECK(read.parts[0].alternatives[0][1].second == "sofia/p/sip:c@d");
    CHECK(read.parts[0].alternatives[0][2].second == "user/1");

    const auto argument = test::executed(callee.for_bridge(), known);
    REQUIRE(argument.has_value());
    const test::dialled_all bridged = test::read_dial_strings(*argument);
    CHECK(bridged.parts[0].global == read.parts[0].global);
    CHECK(bridged.parts[0].alternatives == read.parts[0].alternatives);
    // A blank in the reference itself stays one.
    CHECK(originate(raw_dial_string("a\\,b ${hash(select/r/k 1)}")).text() ==
          R"(expand originate a\\,b\\s${hash(select/r/k 1)} &park())");
}
