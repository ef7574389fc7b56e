// dial_string::parse: what people have in their configuration, read as FreeSWITCH reads it.
#include "catch.hpp"
#include "command/dial_model.hpp"
#include "support/growth.hpp"
#include "support/hostile_texts.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/dial_string.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using eslio::dial_string;
using eslio::endpoint;
using eslio::error;

/// As the library would write it.
std::string rewritten(const std::string& text) {
    const dial_string d = dial_string::parse(text);
    INFO("text: " << text << ", why: " << d.why());
    CHECK_FALSE(d.error());
    CHECK(dial_string::parse(d.text()) == d);
    return d.text();
}

std::string refusal(const std::string& text) {
    const dial_string d = dial_string::parse(text);
    CHECK(d.error() == eslio::condition::invalid_argument);
    CHECK(d.text().empty());
    return d.why();
}

bool begins(const std::string& text, const std::string& with) {
    return text.find(with) == 0;
}

}  // namespace

TEST_CASE("a dial string is parsed from text", "[command][dial][parse]") {
    const dial_string d = dial_string::parse("{x=y}[leg_timeout=5]user/1000|user/1001");
    dial_string same(endpoint("user/1000").variable("leg_timeout", "5"));
    same.then("user/1001").variable("x", "y");
    CHECK(d == same);
    CHECK(d != dial_string(same).variable("x", "z"));
    CHECK(d != dial_string(same).also("user/1"));
    REQUIRE(d.parts().size() == 1);
    CHECK(d.parts()[0].alternatives.size() == 2);
    CHECK(d.parts()[0].alternatives[0][0].address() == "user/1000");
    CHECK(d.parts()[0].variables[0].value == "y");

    CHECK(rewritten("user/1") == "user/1");
    CHECK(rewritten("  {a=b}  user/1 , user/2 ") == "{a=b}user/1,user/2");
    CHECK(rewritten("{a='b,c',d='e f'}user/1") == "{a=b\\,c,d=e f}user/1");
    CHECK(rewritten("{a=b}{c=d}[e=f][g=h]user/1") == "{a=b,c=d}[e=f,g=h]user/1");
    CHECK(rewritten("{^^:a=b,c:d=e}user/1") == "{a=b\\,c,d=e}user/1");
    CHECK(rewritten("[^^:a=b,c:d=e]user/1") == "[a=b\\,c][d=e]user/1");
    CHECK(rewritten("<x=1>{y=2}user/1:_:{z=3}user/2") == "<x=1>{y=2}user/1:_:{z=3}user/2");
    CHECK(rewritten("<x=1>user/1") == "{x=1}user/1");
    CHECK(rewritten("{a=1,A=2}user/1") == "{A=2}user/1");  // FreeSWITCH keeps the last
    CHECK(rewritten("sofia/internal/1000@[::1]:5060,error/USER_BUSY") ==
          "sofia/internal/1000@[::1]:5060,error/USER_BUSY");
    CHECK(rewritten("user/1,|user/2") == "user/1|user/2");  // nothing follows the comma
    CHECK(rewritten("{}user/1") == "user/1");
    CHECK(rewritten("{origination_nested_vars=true,a=${b}}user/1") ==
          "{origination_nested_vars=true,a=${b}}user/1");
    CHECK(rewritten("{sip_h_X-A=a\\,b\\=c}user/1") == "{sip_h_X-A=a\\,b\\=c}user/1");
}

TEST_CASE("what FreeSWITCH would not read is refused at its byte", "[command][dial][parse]") {
    CHECK(begins(refusal("{a=b"), "dial string: '{' (byte 1) begins variables and is not closed"));
    CHECK(begins(refusal("{a={}user/1"), "dial string: '{' (byte 1) begins variables"));
    CHECK(begins(refusal("user/1|[a=buser/2"), "dial string: '[' (byte 8) begins variables"));
    CHECK(begins(refusal("{a=b,c}user/1"), "dial string: 'c' (byte 6) begins a variable without"));
    CHECK(begins(refusal("{a=b,c=}user/1"), "dial string: 'c' (byte 6) begins a variable without"));
    CHECK(begins(refusal("{a b=c}user/1"), "dial string: 'a' (byte 2) begins what is refused: "));
    // Quotes do not protect a comma in brackets: they are off when the legs are split.
    CHECK(
        begins(refusal("[a='b,c']user/1"), "dial string: 'c' (byte 7) begins a variable without"));
    CHECK(begins(refusal("user/1,,user/2"), "dial string: ',' (byte 8) leaves a leg without"));
    CHECK(begins(refusal("user/1||user/2"), "dial string: '|' (byte 8) ends an alternative"));
    CHECK(begins(refusal("user/1|{a=b}user/2"), "dial string: '{' (byte 8) cannot stand in an"));
    CHECK(begins(refusal("user/1 &park"),
                 "dial string: 0x20 (byte 7) cannot stand in an address: take it"));
    CHECK(begins(refusal("user/${x}"), "dial string: '$' (byte 6) cannot stand in an address"));
    CHECK(
        begins(refusal("{a=1,b=${x}}user/1"), "dial string: '$' (byte 8) begins what is refused"));
    CHECK(begins(refusal("user/1\\"), "dial string: '\\' (byte 7) at the end escapes nothing"));
    CHECK(begins(refusal("{a=b:_:c}user/1"), "dial string: '{' (byte 1) begins variables"));
    CHECK(begins(refusal(std::string("user/1\0x", 8)), "dial string: 0x00 (byte 7) would end"));
    CHECK(begins(refusal(""), "dial string: its end leaves no leg"));
    CHECK(begins(refusal("{a=b}"), "dial string: its end leaves no leg"));
    CHECK(begins(refusal("user/1:_:"), "dial string: its end leaves no leg"));
    CHECK(dial_string::parse("user/1\n").error() == error::unwritable_text);
    std::string legs = "user/1";
    for (int i = 1; i < 128; ++i) legs += ",user/1";
    CHECK_FALSE(dial_string::parse(legs).error());
    CHECK(dial_string::parse(legs + ",user/1").error() == error::number_out_of_range);
}

TEST_CASE("many blocks, brackets and legs of a dial string are read once each",
          "[command][dial][parse]") {
    for (const char* piece : {"{a=b}", "[a=b]", "[", "{", "user/1,", "user/1|", "user/1:_:", "'"}) {
        INFO(piece);
        const auto many = [&](std::size_t n) {
            std::string text;
            for (std::size_t i = 0; i < n; ++i) text += piece;
            return text += "user/1";
        };
        CHECK(support::growth(2'000, many, [](const std::string& text) {
                  return dial_string::parse(text);
              }) < support::quadratic);
    }
    std::string blocks;
    for (int i = 0; i < 1'000; ++i) blocks += "{v" + std::to_string(i) + "=x}";
    const dial_string read = dial_string::parse(blocks + "user/1");
    CHECK(read.parts()[0].variables.size() == 1'000);
    for (int i = 0; i < 100; ++i) blocks += "[w" + std::to_string(i) + "=x]";
    CHECK_FALSE(dial_string::parse(blocks + "user/1").error());
    CHECK(begins(refusal("[[a=b]user/1"), "dial string: '[' (byte 1) begins variables"));
    CHECK(rewritten("[a=[b]]user/1") == "[a=[b]]user/1");
}

TEST_CASE("what is parsed means to FreeSWITCH what the text meant", "[command][dial][parse]") {
    std::size_t accepted = 0;
    support::each_round(20'000, [&](std::uint64_t seed) {
        support::random_source random(seed);
        static constexpr const char* pieces[] = {
            "{a=",    "b=",     "c=d",    "}",     "[a=",        "]",      "<a=",  ">",
            "user/1", "user/2", "null/x", ",",     "|",          " ",      "'",    "\\",
            ":_:",    "^^:",    "=",      "x",     "\\,",        "\\'",    "''",   "{",
            "[",      "y",      "{v=w}",  "[v=w]", "[::1]",      "@[::1]", "\x01", "\x02",
            "$",      "${z}",   "{x='",   "'}",    "[^^:p=q:r=", "\"",     "\\s",  "user/3"};
        std::string text;
        for (std::size_t n = 1 + random.below(14); n != 0; --n) text += random.pick(pieces);
        INFO("ESLIO_SEED=" << seed << " text: " << text);
        const dial_string d = dial_string::parse(text);
        if (d.error()) {
            if (d.why().find("dial string: ") != 0) FAIL(d.why());
            return;
        }
        ++accepted;
        const test::dialled_all meant = test::read_dial_strings(text);
        if (!meant.failure.empty()) FAIL("accepted: " << meant.failure);
        if (test::described(test::read_dial_strings(d.text())) != test::described(meant))
            FAIL(d.text());
        if (dial_string::parse(d.text()) != d) FAIL(d.text());
    });
    CHECK(static_cast<double>(accepted) > 100 * std::min(1.0, support::effort()));
}
