// The reader of plain events: lines, percent coding, arrays, bodies, errors.
#include "catch.hpp"
#include "support/named.hpp"

#include <eslio/event/plain.hpp>
#include <eslio/event/reply.hpp>

#include <string>
#include <string_view>

namespace plain_test {

using namespace std::string_literals;

namespace {

eslio::event read(std::string_view text) {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_plain(text, e));
    return e;
}

}  // namespace

TEST_CASE("plain: headers in order, duplicates kept") {
    const auto e = read("Event-Subclass: my%3A%3Asub\nCommand: sendevent%20CUSTOM\n"
                        "Event-Name: CUSTOM\nX: 1\nx: 2\nX: %C3%BC%20%25\n\n");
    REQUIRE(e.size() == 6);
    auto header = e.headers().begin();
    CHECK((*header).name() == "Event-Subclass");
    CHECK((*header).value() == "my::sub");
    CHECK((*++header).value() == "sendevent CUSTOM");
    CHECK(e.name() == "CUSTOM");
    CHECK(e.values("x") == std::vector<std::string_view>{"1", "2", "\xC3\xBC %"});
    CHECK_FALSE(e.has_body());
}

TEST_CASE("plain: an event name that is missing or twice") {
    CHECK(named(read("Core-UUID: x\n\n")).name().empty());
    CHECK(read("Core-UUID: x\n\n").type() == eslio::event_name::unknown);
    CHECK(read("Event-Name: CUSTOM\nEvent-Name: API\n\n").type() == eslio::event_name::custom);
}

TEST_CASE("plain: what follows the blank line is the body") {
    SECTION("with two inner Content-Lengths, of which the last is right") {
        const auto e =
            read("Event-Name: X\nContent-Length: 3\nContent-Length: 12\n\nab\n\nc: d\ne%41");
        CHECK(e.body() == "ab\n\nc: d\ne%41");
        CHECK(e.values("Content-Length") == std::vector<std::string_view>{"3", "12"});
    }
    SECTION("whatever Content-Length says, or none") {
        CHECK(named(read("A: 1\nContent-Length: 999\n\nbody")).body() == "body");
        CHECK(named(read("A: 1\n\nbody\n")).body() == "body\n");
        CHECK(named(read("A: 1\n\n\n")).body() == "\n");
    }
    SECTION("of any bytes") {
        CHECK(named(read("A: 1\n\n\xFF\0\r\n"s)).body() == "\xFF\0\r\n"s);
    }
}

TEST_CASE("plain: odd lines") {
    SECTION("a name may hold colons, a coded value none") {
        const auto e = read("a:b:c: v%3Aw\n::: x\n\n");
        CHECK(e["a:b:c"] == "v:w");
        CHECK(e["::"] == "x");
    }
    SECTION("a value written by hand is split at the first colon with a blank") {
        const auto e = read("FreeSWITCH-IPv6: ::1\nX: a:b: c:d\nE:\nN:v\na:b:c\nF: ::1\r\n"
                            "Z: x::\n\n");
        CHECK(e["FreeSWITCH-IPv6"] == "::1");
        CHECK(e["X"] == "a:b: c:d");
        CHECK(e.contains("E"));
        CHECK(e["E"].empty());
        CHECK(e["N"] == "v");
        CHECK(e["a:b"] == "c");
        CHECK(e["F"] == "::1");
        CHECK(e.size() == 7);
    }
    SECTION("without a colon it is a name") {
        const auto e = read("A: 1\nno colon %41\nB: 2\n\n");
        CHECK(e.size() == 3);
        CHECK(e["no colon %41"].empty());
        CHECK(e.contains("no colon %41"));
    }
    SECTION("without a space, with several, without a value") {
        const auto e = read("A:1\nB:   2 \nC:\nD: \n: e\n\n");
        CHECK(e["A"] == "1");
        CHECK(e["B"] == "2 ");
        CHECK(e.contains("C"));
        CHECK(e.contains("D"));
        CHECK(e[""] == "e");
    }
    SECTION("ended by CR LF") {
        const auto e = read("A: 1%20\r\nno colon\r\nB: 2\r\n\r\nbody\r\n");
        CHECK(e["A"] == "1 ");
        CHECK(e.contains("no colon"));
        CHECK(e.body() == "body\r\n");
    }
    SECTION("without an end") {
        CHECK(named(read("A: 1"))["A"] == "1");
        CHECK(named(read("A: 1\nB"))["A"] == "1");
        CHECK(read("A: 1\nB: %4").size() == 2);
        CHECK(named(read("A: 1\nB: %4"))["B"] == "%4");
    }
}

TEST_CASE("plain: percent coding") {
    const auto e = read("A: %41%zz%%4%c3%BC%\nB%43: +\nC: %0A%00.\n\n");
    CHECK(e["A"] == "A%zz%%4\xC3\xBC%");
    CHECK(e["B%43"] == "+");
    CHECK(e["C"] == "\n\0."s);

    SECTION("_undef_ is left: FreeSWITCH stores no empty values") {
        CHECK(named(read("A: _undef_\n\n"))["A"] == "_undef_");
    }
}

TEST_CASE("plain: arrays") {
    const auto e = read("A: ARRAY%3A%3Ax%7C%3Ay%20z%7C%3A\nB: ARRAY%3A%3Aone\nC: ARRAY::x|:y\n"
                        "D: xARRAY%3A%3Aa%7C%3Ab\n\n");
    CHECK(e["A"] == "ARRAY::x|:y z|:");
    CHECK(e.values("A") == std::vector<std::string_view>{"x", "y z", ""});
    CHECK_FALSE((*++e.headers().begin()).is_array());
    CHECK(e["B"] == "ARRAY::one");
    CHECK(e.values("D").size() == 1);

    SECTION("cut off in the middle by FreeSWITCH") {
        CHECK(named(read("A: ARRAY%3A%3Ae%7C%3Ae%7C\n\n")).values("A") ==
              std::vector<std::string_view>{"e", "e|"});
    }
}

TEST_CASE("plain: lines as long as they like") {
    for (const std::size_t size : {62U, 63U, 64U, 65U, 127U, 128U, 65536U}) {
        const std::string run(size, 'r');
        const auto e = read(run + ": " + run + "%20\nB: 2\n\n" + run);
        CHECK(e[run] == run + " ");
        CHECK(e["B"] == "2");
        CHECK(e.body() == run);
    }
}

TEST_CASE("plain: no header at all") {
    for (const char* text : {"", "\n", "\r\n", "\n\nbody"}) {
        eslio::event e;
        e.add("Left", "over").set_body("from before");
        CHECK(eslio::decode_plain(text, e) == eslio::error::bad_event_plain);
        CHECK(e.empty());
    }
}

TEST_CASE("plain: a header block that is an event") {
    eslio::event e;
    CHECK_FALSE(eslio::decode_header_block("Event-Name: CHANNEL_DATA\nReply-Text: %2BOK%0A\n", e));
    CHECK(e.size() == 2);
    CHECK(e["Reply-Text"] == "+OK\n");
    CHECK_FALSE(e.has_body());
    CHECK_FALSE(eslio::decode_header_block("", e));
    CHECK(e.empty());
}

TEST_CASE("plain: a header block of more headers than allowed is not held") {
    std::string block = "Event-Name: CHANNEL_DATA\nReply-Text: %2BOK%0A\n";
    while (block.size() < 1'000'000) block += ":\n";
    eslio::event e;
    CHECK(eslio::decode_header_block(block, e) == eslio::error::event_too_large);
    CHECK(e.empty());
    CHECK(e.memory() < 10'000);
    CHECK_FALSE(eslio::decode_header_block("A: 1\nB: 2\n", e, 2));
    CHECK(eslio::decode_header_block("A: 1\nB: 2\nC: 3\n", e, 2) == eslio::error::event_too_large);

    eslio::wire::frame f;
    f.headers = eslio::wire::header_block(block);
    f.content_type = "command/reply";
    CHECK(named(eslio::reply(f)).data() == nullptr);
}

TEST_CASE("plain: more headers than allowed are refused, elements of arrays included") {
    eslio::event e;
    std::string text;
    for (int i = 0; i < 10; ++i) text += "A: b\n";
    CHECK_FALSE(eslio::decode_plain(text + "\n", e, 10));
    CHECK(e.size() == 10);
    CHECK(eslio::decode_plain(text + "\n", e, 9) == eslio::error::event_too_large);
    CHECK(e.empty());
    const std::string array = "A: ARRAY%3A%3Aa%7C%3Ab%7C%3Ac\n";  // one header, three elements
    CHECK_FALSE(eslio::decode_plain(array + "\n", e, 4));
    CHECK(e.headers().begin() != e.headers().end());
    CHECK((*e.headers().begin()).size() == 3);
    CHECK(eslio::decode_plain(array + "\n", e, 3) == eslio::error::event_too_large);
    CHECK(e.empty());
}

}  // namespace plain_test
