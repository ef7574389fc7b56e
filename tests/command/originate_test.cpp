// command/originate.hpp, dial_string.hpp: values that come out of FreeSWITCH's readers as they went
// in, and what is refused because it would not.
#include "catch.hpp"
#include "command/dial_model.hpp"
#include "command/switch_reader.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/originate.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using eslio::dial_string;
using eslio::endpoint;
using eslio::error;
using eslio::extension;
using eslio::originate;
using eslio::untrusted;
using std::chrono::seconds;
using namespace std::string_view_literals;

/// The value that FreeSWITCH would give the variable `x`.
std::string through_originate(const std::string& value) {
    const originate o = originate("user/1").variable("x", value);
    INFO(o.why());
    REQUIRE_FALSE(o.error());
    const test::originated read = test::read_originate(o.text());
    CHECK(read.usage.empty());
    CHECK(read.application == "park");
    REQUIRE(read.callee.global.size() == 1);
    return read.callee.global.at("x");
}

std::string through_bridge(const std::string& value) {
    const std::string text = dial_string("user/1").variable("x", value).for_bridge();
    const test::dialled read = test::read_dial_string(test::executed(text).value_or(""));
    REQUIRE(read.global.size() == 1);
    return read.global.at("x");
}

eslio::error_code refusal(const originate& o) {
    CHECK(o.text().empty());
    CHECK(o.request().error() == o.error());
    CHECK(o.error() == eslio::condition::invalid_argument);
    return o.error();
}

}  // namespace

TEST_CASE("a dial string is made of text of every kind", "[command][originate]") {
    const std::string text = "user/1";
    std::string other = "user/1";
    const dial_string converted = text;
    const dial_string braces{std::string(text)};
    for (const dial_string& d :
         {dial_string(text), dial_string(other), dial_string(std::string(text)), converted, braces,
          dial_string(text + ""), dial_string(std::string_view(text)), dial_string(text.c_str()),
          dial_string("user/1"), dial_string(endpoint(text))})
        CHECK(d.for_api() == "user/1");
    for (const originate& o :
         {originate(text), originate(other), originate(std::string(text)), originate(text + ""),
          originate(std::string_view(text)), originate(text.c_str()), originate("user/1"),
          originate(endpoint(text)), originate(converted), originate{text}})
        CHECK(o.text() == "originate user/1 &park()");
}

TEST_CASE("originate in its plainest form parks the call", "[command][originate]") {
    CHECK(originate("user/1000").text() == "originate user/1000 &park()");
    const eslio::api_request r = originate("user/1000");
    CHECK(r.text() == "originate user/1000 &park()");
    CHECK_FALSE(r.error());
}

TEST_CASE("originate with everything", "[command][originate]") {
    originate o("sofia/gateway/trunk/+49123");
    o.caller_id("Ann", "100").timeout(seconds(30)).uuid("1-2").variable("sip_h_X-Id", "a,b");
    o.application("playback", "/tmp/a b.wav");
    CHECK(o.text() == "originate {origination_caller_id_name=Ann,origination_caller_id_number=100,"
                      "originate_timeout=30,origination_uuid=1-2,sip_h_X-Id=a\\,b}"
                      "sofia/gateway/trunk/+49123 &playback(/tmp/a\\sb.wav)");
    o.extension("9999");
    CHECK(o.text().find("+49123 9999 XML default") != std::string::npos);
    o.extension(extension("1", "LUA", "public"));
    CHECK(o.text().find("+49123 1 LUA public") != std::string::npos);
    o.extension(extension("1").context("public"));
    CHECK(o.text().find("+49123 1 XML public") != std::string::npos);
    // A variable named again is replaced.
    o.timeout(seconds(5));
    CHECK(o.text().find("originate_timeout=5,") != std::string::npos);
    CHECK(o.text().find("originate_timeout=30") == std::string::npos);
    CHECK(originate("user/1").caller_id("", "").text() == "originate user/1 &park()");
}

TEST_CASE("several legs, with variables of their own", "[command][originate]") {
    dial_string d(endpoint("user/1").variable("leg_timeout", "5").variable("a", "b"));
    d.also("user/2")
        .then(endpoint("sofia/gateway/x/", untrusted("+49*1"), "@y"))
        .variable("v", "w");
    CHECK(d.for_api() == "{v=w}[leg_timeout=5,a=b]user/1,user/2|sofia/gateway/x/+49*1@y");
    CHECK(d.for_bridge() == d.for_api());
}

TEST_CASE("values come through originate's three readers", "[command][originate]") {
    for (const std::string_view value : {"plain"sv,
                                         "a b"sv,
                                         " a "sv,
                                         "a,b"sv,
                                         "a=b"sv,
                                         "it's"sv,
                                         "'quoted'"sv,
                                         "\"q\""sv,
                                         "back\\slash"sv,
                                         "\\"sv,
                                         "\\n"sv,
                                         "a|b"sv,
                                         "[x]"sv,
                                         "{x}"sv,
                                         "a\nb\r\tc"sv,
                                         "&x(y)"sv,
                                         "Gr\xC3\xBC\xC3\x9F"sv,
                                         "^^:a"sv,
                                         "undef"sv,
                                         "'"sv,
                                         ","sv,
                                         "="sv,
                                         " "sv,
                                         "\\'"sv,
                                         "a\\sb"sv,
                                         "$x"sv,
                                         "~"sv,
                                         "\xFF"sv}) {
        INFO("value: " << value);
        CHECK(through_originate(std::string(value)) == value);
        CHECK(through_bridge(std::string(value)) == value);
    }
}

TEST_CASE("20 000 random values come through", "[command][originate]") {
    support::each_round(20'000, [](std::uint64_t seed) {
        support::random_source random(seed);
        static constexpr const char* pieces[] = {
            "'", "\\",  ",",  "=",    " ", "\n", "\r",       "\t",  "|",  "[",
            "]", "{x}", "\"", "a",    "n", "s",  "\xC3\xBC", "^^",  "&",  "(",
            ")", "$",   ":",  "\x01", "%", "+",  "\\'",      "\\,", "\\s"};
        std::string value;
        for (std::size_t n = 1 + random.below(12); n != 0; --n) value += random.pick(pieces);
        INFO("ESLIO_SEED=" << seed << " value: " << value);
        std::string unescaped;
        for (const char c : value)
            if (c != '\\') unescaped.push_back(c);
        if (unescaped.find("${") != std::string::npos) return;
        REQUIRE(through_originate(value) == value);
        REQUIRE(through_bridge(value) == value);
    });
}

TEST_CASE("an application's argument comes through", "[command][originate]") {
    for (const std::string_view data : {"a b"sv, "a,b=c"sv, "it's \"x\""sv, "(a ((b"sv, "\\x"sv,
                                        "${caller_id_number}"sv, "a\nb"sv, ""sv}) {
        INFO("data: " << data);
        const originate o = originate("user/1").application("playback", data);
        const auto words = test::separate(o.text(), ' ');
        REQUIRE(words.size() == 3);
        CHECK(words[2] == "&playback(" + std::string(data) + ")");
    }
}

TEST_CASE("what no escape brings through is refused", "[command][originate]") {
    const auto with = [](std::string_view name, std::string_view value) {
        return refusal(originate("user/1").variable(name, value));
    };
    CHECK(with("x", "") == error::empty_argument);
    CHECK(with("", "x") == error::empty_argument);
    CHECK(with("x", "{") == error::unwritable_text);
    CHECK(with("x", "}{") == error::unwritable_text);
    CHECK(with("x", "a}") == error::unwritable_text);
    CHECK(with("x", "a:_:b") == error::unwritable_text);
    CHECK(with("x", "a\0b"sv) == error::nul_in_argument);
    for (const std::string_view name : {"a b", "a=b", "a,b", "a}", "a'", "^^:a", "a\nb", "a[0]"})
        CHECK(with(name, "x") == error::bad_header_name);
    CHECK(refusal(originate("user/1").timeout(seconds(0))) == error::number_out_of_range);
    CHECK(refusal(originate("user/1").timeout(seconds(-1))) == error::number_out_of_range);
    CHECK(refusal(originate("user/1").application("a b")) == error::unwritable_text);
    CHECK(refusal(originate("user/1").application("")) == error::unwritable_text);
    // FreeSWITCH takes the first for the end.
    CHECK(refusal(originate("user/1").application("a", "(b) (c)")) == error::unwritable_text);
    CHECK(refusal(originate("user/1").application("a", "b\0"sv)) == error::nul_in_argument);
    CHECK(refusal(originate("user/1").extension("")) == error::empty_argument);
    CHECK(refusal(originate("user/1").extension("1\n2")) == error::line_break_in_argument);
    CHECK(refusal(originate("user/1").extension("&park()")) == error::unwritable_text);
    CHECK(originate("user/1").extension(extension("1 2", "", "a'b")).text() ==
          "originate user/1 1\\s2 XML a\\'b");
    CHECK(refusal(originate("user/1").uuid("1 2")) == error::unwritable_text);
    CHECK(refusal(originate("user/1").uuid(std::string(256, 'a'))) == error::argument_too_long);
    CHECK_FALSE(originate("user/1").uuid(std::string(255, 'a')).error());
}

TEST_CASE("undef, which FreeSWITCH takes for nothing, is refused as a word of its own",
          "[command][originate]") {
    for (const char* word : {"undef", "UNDEF", "Undef"}) {
        CHECK(refusal(originate("user/1").extension(word)) == error::unwritable_text);
        CHECK(refusal(originate("user/1").extension(untrusted(word))) == error::unwritable_text);
        CHECK(refusal(originate("user/1").extension(extension("1", "", word))) ==
              error::unwritable_text);
        CHECK(refusal(originate("user/1").extension(extension("1", word, "a"))) ==
              error::unwritable_text);
        CHECK(refusal(originate(word)) == error::unwritable_text);
        CHECK(originate("user/1").extension(word).why().find("extension: `undef`") == 0);
        // Nowhere else.
        CHECK_FALSE(originate("user/1").caller_id(untrusted(word), untrusted(word)).error());
        CHECK_FALSE(originate(endpoint("user/", untrusted(word))).error());
        CHECK_FALSE(originate("user/1").application("set", untrusted(word)).error());
        CHECK_FALSE(originate("user/1").variable("a", untrusted(word)).error());
    }
    CHECK_FALSE(originate("user/1").extension("undefined").error());
    CHECK(refusal(originate("user/1").caller_id(untrusted("_undef_"), "1")) ==
          error::unwritable_text);
    CHECK_FALSE(originate("user/1").caller_id("_undef_", "1").error());
    for (const char* number : {"+4930123", "*97", "#1", "-1"}) {
        CHECK_FALSE(originate("user/1").extension(untrusted(number)).error());
        CHECK_FALSE(originate("user/1").caller_id("a", untrusted(number)).error());
        CHECK_FALSE(originate(endpoint("user/", untrusted(number))).error());
    }
    const originate own = originate("user/1").extension(extension("set:a=b,park", "inline", "c"));
    CHECK(own.text() == "originate user/1 set:a=b,park inline c");
}

TEST_CASE("an application that FreeSWITCH would drop is refused or written otherwise",
          "[command][originate]") {
    // FreeSWITCH drops an application whose argument holds a backslash and a quote.
    CHECK(refusal(originate("user/1").application("say", "a\\'b")) == error::unwritable_text);
    CHECK(originate("user/1")
              .application("say", "a\\'b")
              .why()
              .find("application's argument: '\\' (byte 2) ") == 0);
    CHECK(originate("user/1").application("say", "a\\\\'b").text() ==
          R"(originate user/1 &say(a\\\${}\'b))");
    CHECK(originate("user/1").application(eslio::application("say", "a b")).text() ==
          "originate user/1 &say(a\\sb)");
    CHECK(refusal(originate("user/1").application(
              eslio::application::invalid(error::bad_event_name))) == error::bad_event_name);
}

TEST_CASE("legs that ring together have UUIDs of their own", "[command][originate]") {
    const auto with_uuid = [](const char* address, const char* uuid) {
        return endpoint(address).variable("origination_uuid", uuid);
    };
    CHECK(refusal(originate(dial_string("user/1").also("user/2")).uuid("a")) ==
          error::unwritable_text);
    CHECK(refusal(originate(dial_string("user/1").then("user/2").also("user/3")).uuid("a")) ==
          error::unwritable_text);
    CHECK_FALSE(originate(dial_string("user/1").then("user/2")).uuid("a").error());
    CHECK_FALSE(dial_string(with_uuid("user/1", "a")).also(with_uuid("user/2", "b")).error());
    CHECK_FALSE(dial_string(with_uuid("user/1", "a")).then(with_uuid("user/2", "a")).error());
    CHECK(dial_string(with_uuid("user/1", "a")).also(with_uuid("user/2", "a")).error() ==
          error::unwritable_text);
    CHECK_FALSE(originate(dial_string("user/1").also(with_uuid("user/2", "b"))).uuid("a").error());
    CHECK(originate(dial_string("user/1").also("user/2"))
              .uuid("a")
              .why()
              .find("variable origination_uuid: legs joined by also()") == 0);
}

TEST_CASE("more variables and legs than FreeSWITCH reads are refused", "[command][originate]") {
    originate many("user/1");
    for (int i = 0; i < 1024; ++i) many.variable("v" + std::to_string(i), "x");
    CHECK_FALSE(many.error());
    many.variable("V7", "again");
    CHECK_FALSE(many.error());
    CHECK(refusal(many.variable("one_more", "x")) == error::number_out_of_range);
    endpoint leg("user/1");
    for (int i = 0; i < 1024; ++i) leg.variable("v" + std::to_string(i), "x");
    CHECK_FALSE(leg.error());
    CHECK(leg.variable("one_more", "x").error() == error::number_out_of_range);
    dial_string together("user/1");
    dial_string alternatives("user/1");
    for (int i = 1; i < 128; ++i) {
        together.also("user/1");
        alternatives.then("user/1");
    }
    CHECK_FALSE(together.error());
    CHECK_FALSE(alternatives.error());
    CHECK_FALSE(dial_string(together).then("user/1").error());
    CHECK_FALSE(dial_string(alternatives).also("user/1").error());
    CHECK(together.also("user/1").error() == error::number_out_of_range);
    CHECK(alternatives.then("user/1").error() == error::number_out_of_range);
}

TEST_CASE("a list with one element would arrive as that", "[command][originate]") {
    for (const char* value : {"ARRAY::x", "ARRAY::", "ARRAY::|:x"})
        CHECK(refusal(originate("user/1").variable("a", value)) == error::unwritable_text);
    CHECK_FALSE(originate("user/1").variable("a", "ARRAY::x|:y").error());
    CHECK(refusal(originate("user/1").variable("a", untrusted("ARRAY::x|:y"))) ==
          error::unwritable_text);
}

TEST_CASE("line breaks are escaped in a program's variables, and refused elsewhere",
          "[command][originate]") {
    for (const char* text : {"a\nb", "a\rb", "a%0Ab", "a%0db"}) {
        INFO(text);
        CHECK_FALSE(originate("user/1").variable("a", text).error());
        CHECK_FALSE(originate("user/1").variable("sip_multipart", text).error());
        CHECK(originate("user/1").variable("a", text).text().find('\n') == std::string::npos);
        for (const char* name : {"sip_h_X-Id", "SIP_rh_Y", "~sip_h_Z", "sip_invite_domain",
                                 "origination_caller_id_name", "effective_callee_id_number"})
            CHECK(refusal(originate("user/1").variable(name, text)) ==
                  error::line_break_in_argument);
        CHECK(refusal(originate("user/1").caller_id(text, "1")) == error::line_break_in_argument);
        CHECK(refusal(originate("user/1").caller_id(untrusted(text), "1")) ==
              error::line_break_in_argument);
        CHECK(refusal(originate("user/1").variable("a", untrusted(text))) ==
              error::line_break_in_argument);
        CHECK(refusal(originate("user/1").application("a", untrusted(text))) ==
              error::line_break_in_argument);
    }
    CHECK_FALSE(originate("user/1").variable("sip_h_X-Id", "50%").error());
}

TEST_CASE("addresses that would be more than one leg are refused", "[command][originate]") {
    for (const std::string_view bad :
         {"user/1,user/2"sv, "user/1|user/2"sv, "{a=b}user/1"sv, "[a=b]user/1"sv, "user/1 2"sv,
          "user/'1"sv, "user/\\1"sv, "user/${x}"sv, "a:_:b"sv, "<a=b>user/1"sv, "&x"sv, "[::1]"sv,
          "user/1@[::1"sv, "user/1@[a=b]"sv, "user/1[::1]"sv}) {
        INFO("address: " << bad);
        CHECK(refusal(originate(dial_string(bad))) == error::unwritable_text);
    }
    for (const char* good : {"sofia/internal/1000@[::1]:5060", "sofia/internal/sip:a@[fe80::1]",
                             "sofia/internal/a?X=1&b=(c)~d!^e", "sofia/internal/J\xC3\xBCrgen@a"})
        CHECK(originate(good).text() == "originate " + std::string(good) + " &park()");
    CHECK(endpoint("user/1,user/2").why().find("endpoint: ',' (byte 7) ") == 0);
    CHECK(refusal(originate("")) == error::empty_argument);
    CHECK(refusal(originate("user/1\n")) == error::line_break_in_argument);
    CHECK(refusal(originate(endpoint("user/1").variable("a", "b]"))) == error::unwritable_text);
    CHECK(refusal(originate(endpoint("user/1").variable("a b", "c"))) == error::bad_header_name);
    CHECK(refusal(originate(dial_string("user/1").also("user/2,"))) == error::unwritable_text);
}

TEST_CASE("a stranger's text chooses no route and expands to nothing", "[command][originate]") {
    for (const std::string_view bad : {""sv, "1@evil"sv, "1,user/2"sv, "1 2"sv, "1/2"sv, "${x}"sv,
                                       "1:5060"sv, "1;x=y"sv, "1\n"sv}) {
        INFO("number: " << bad);
        const bool breaks = bad.find('\n') != bad.npos;
        const error code = bad.empty() ? error::empty_argument
                           : breaks    ? error::line_break_in_argument
                                       : error::unwritable_text;
        CHECK(originate(endpoint("sofia/gateway/a/", untrusted(bad))).error() == code);
        CHECK(originate("user/1").extension(untrusted(bad)).error() == code);
    }
    CHECK_FALSE(originate(endpoint("sofia/gateway/a/", untrusted("+49-1.2#*_x"))).error());
    CHECK(refusal(originate("user/1").caller_id(untrusted("${x}"), untrusted("1"))) ==
          error::unwritable_text);
    CHECK(refusal(originate("user/1").variable("a", untrusted("$${x}"))) == error::unwritable_text);
    for (const char* text : {"${x}", "$$${x}", "$\\'{x}", "$'{x}", "$\\\\'\\{x}"}) {
        CHECK(untrusted(text).has_expansion());
        CHECK(refusal(originate("user/1").application("say", untrusted(text))) ==
              error::unwritable_text);
        CHECK(refusal(originate("user/1").variable("a", untrusted(text))) ==
              error::unwritable_text);
        CHECK(eslio::cmd::execute("set", untrusted(text)).error() == error::unwritable_text);
    }
    for (const char* text : {"$", "$x{", "{$}", "$\\'", "$ {x}"})
        CHECK_FALSE(untrusted(text).has_expansion());
    for (const char* text : {"%[", "%x[a=b]"}) {
        CHECK(refusal(originate("user/1").application("say", untrusted(text))) ==
              error::unwritable_text);
        CHECK(eslio::cmd::execute("say", untrusted(text)).error() == error::unwritable_text);
        CHECK_FALSE(originate("user/1").variable("a", untrusted(text)).error());
    }
    for (const char* text : {"%", "[%", "%xy[", "a%["})
        CHECK_FALSE(eslio::cmd::execute("say", untrusted(text)).error());
    const std::string said = "C:\\x it\\'s $5 $$";
    const std::string call = originate("user/1").application("say", untrusted(said)).text();
    CHECK(test::expand(test::separate(call, ' ')[2]) == "&say(" + said + ")");
    // FreeSWITCH would leave it unset, unless it is told not to.
    for (const char* value : {"${x}", "$\\{x}"}) {
        originate nested = originate("user/1").variable("a", value);
        CHECK(refusal(nested) == error::unwritable_text);
        nested.variable("origination_nested_vars", "true");
        CHECK_FALSE(nested.error());
        CHECK(nested.text().find("a=") != std::string::npos);
    }
    const originate o =
        originate("null/1").caller_id(untrusted("O'Neil, \"J\" {1}"), untrusted("1"));
    CHECK(test::read_originate(o.text()).callee.global.at("origination_caller_id_name") ==
          "O'Neil, \"J\" {1}");
}
