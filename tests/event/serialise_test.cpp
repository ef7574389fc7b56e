// The writer of events: byte for byte what FreeSWITCH writes.
#include "catch.hpp"
#include "support/captures.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/wire/percent.hpp>
#include <eslio/wire/raw_buffer.hpp>

#include <string>
#include <string_view>

namespace serialise_test {

using namespace std::string_literals;
using eslio::format;

namespace {

eslio::event job(std::string_view body) {
    eslio::event e(eslio::event_name::background_job);
    e.add("Job-Command", "originate").add("Job-Command-Arg", "user/1000 &park()");
    return e.set_body(body);
}

std::string xml_body(std::string_view body) {
    const std::string all = serialise(eslio::event().set_body(body), format::xml);
    const std::size_t begin = all.find("<body>") + 6;
    return all.substr(begin, all.rfind("</body>") - begin);
}

/// Whether a plain or XML value says `%XX` where FreeSWITCH left one alone: it cannot come back.
bool has_uncoded_percent(std::string_view text) {
    for (std::size_t i = text.find('%'); i != std::string_view::npos; i = text.find('%', i + 1)) {
        const std::string coded(text.substr(i, 3));
        if (coded != eslio::wire::percent_encode(eslio::wire::percent_decode(coded))) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("serialise: plain") {
    CHECK(serialise(job("+OK done\n"), format::plain) ==
          "Event-Name: BACKGROUND_JOB\nJob-Command: originate\n"
          "Job-Command-Arg: user/1000%20%26park()\nContent-Length: 9\n\n+OK done\n");
    CHECK(serialise(job(""), format::plain) ==
          "Event-Name: BACKGROUND_JOB\nJob-Command: originate\n"
          "Job-Command-Arg: user/1000%20%26park()\n\n");
    eslio::event e;
    e.add("a:b", "").add("A", "ARRAY::x y|:z").add_array("One", {"1"}).add("P", "%41 %2f \xC3\xBC");
    CHECK(serialise(e, format::plain) ==
          "a:b: _undef_\nA: ARRAY%3A%3Ax%20y%7C%3Az\nOne: 1\nP: %41%20%252f%20%C3%BC\n\n");
    CHECK(serialise(eslio::event(), format::plain) == "\n");
}

TEST_CASE("serialise: JSON") {
    CHECK(serialise(job("+OK\n\"x\""), format::json) ==
          R"({"Event-Name":"BACKGROUND_JOB","Job-Command":"originate",)"
          R"j("Job-Command-Arg":"user/1000 &park()","Content-Length":"7",)j"
          R"("_body":"+OK\n\"x\""})");
    eslio::event e;
    e.add("q\"", "").add("A", "ARRAY::x|:y").add_array("One", {"1"});
    e.add("E", "\"\\/\b\f\n\r\t\x01\x0B\x1F\x7F\xC3\xBC\xFF\0."s);
    CHECK(serialise(e, format::json) == "{\"q\\\"\":\"\",\"A\":[\"x\",\"y\"],\"One\":[\"1\"],"
                                        "\"E\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u000b\\u001f"
                                        "\x7F\xC3\xBC\xFF\\u0000.\"}");
    CHECK(serialise(eslio::event(), format::json) == "{}");
}

TEST_CASE("serialise: XML") {
    CHECK(serialise(job("+OK\n"), format::xml) ==
          "<event>\n  <headers>\n    <Event-Name>BACKGROUND_JOB</Event-Name>\n"
          "    <Job-Command>originate</Job-Command>\n"
          "    <Job-Command-Arg>user/1000%20%26park()</Job-Command-Arg>\n  </headers>\n"
          "  <Content-Length>4</Content-Length>\n  <body>+OK\n  </body>\n</event>\n");
    eslio::event e;
    e.add("with space", "").add("A", "ARRAY::x|:y");
    CHECK(serialise(e, format::xml) ==
          "<event>\n  <headers>\n    <with space></with space>\n    <A>x</A>\n    <A>y</A>\n"
          "  </headers>\n</event>\n");
    CHECK(serialise(eslio::event(), format::xml) == "<event>\n  <headers></headers>\n</event>\n");
}

TEST_CASE("serialise: what XML makes of a body") {
    CHECK(xml_body("a<b>&\"'\t\r\n") == "a&lt;b&gt;&amp;\"'\t&#xD;\n  ");
    CHECK(xml_body("\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80") == "&#xFC;&#x20AC;&#x1F600;");
    CHECK(xml_body("a<!b & \xC3\xBC <c>\r") == "a<!b & \xC3\xBC <c>\r");
    CHECK(xml_body("<!\n") == "<!\n  ");
    CHECK(xml_body("\x01\x7F") == "\x01\x7F");
    SECTION("what is not UTF-8 is dropped, with the byte that ends it") {
        CHECK(xml_body("a\x80z") == "az");
        CHECK(xml_body("a\xFF\x80z!") == "a!");
        CHECK(xml_body("a\xC3(z") == "az");
        CHECK(xml_body("a\xC3&\xBC") == "a&amp;&#xFC;");
        CHECK(xml_body("a\n\xC3") == "a\n  ");
        CHECK(xml_body("\xED\xA0\x80") == "&#xD800;");
        CHECK(xml_body("\xFF").empty());
    }
}

TEST_CASE("serialise: the last Content-Length of an event with a body is computed") {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_plain("A: 1\nContent-Length: 77\nContent-Length: 99\n\nbody", e));
    CHECK(serialise(e, format::plain) == "A: 1\nContent-Length: 77\nContent-Length: 4\n\nbody");
    CHECK(serialise(e, format::json) ==
          R"({"A":"1","Content-Length":"77","Content-Length":"4","_body":"body"})");
    REQUIRE_FALSE(eslio::decode_plain("Content-Length: 77\nA: 1\n\nbody", e));
    CHECK(serialise(e, format::plain) == "Content-Length: 77\nA: 1\nContent-Length: 4\n\nbody");
    REQUIRE_FALSE(eslio::decode_plain("A: 1\nContent-Length: 77\n\n", e));
    CHECK(serialise(e, format::plain) == "A: 1\nContent-Length: 77\n\n");
}

TEST_CASE("serialise: appends to what it is given") {
    std::string text = "before ";
    serialise(eslio::event().add("A", "1"), format::plain, text);
    CHECK(text == "before A: 1\n\n");
    eslio::wire::raw_buffer bytes;
    for (const format f : {format::plain, format::json, format::xml}) {
        bytes.clear();
        serialise(job("b"), f, bytes);
        CHECK(bytes.view() == serialise(job("b"), f));
    }
}

TEST_CASE("serialise: the whole packet") {
    std::string out = "x";
    write_event_packet(eslio::event().add("A", "1"), format::json, out);
    CHECK(out == "xContent-Length: 9\nContent-Type: text/event-json\n\n{\"A\":\"1\"}");
    out.clear();
    write_event_packet(job("\n\n"), format::xml, out);
    const auto frames = support::parse_session(out + out);
    REQUIRE(frames.size() == 2);
    CHECK(frames[1].content_type == "text/event-xml");
    CHECK(frames[1].body == serialise(job("\n\n"), format::xml));
}

TEST_CASE("serialise: every recorded event comes out as it came in") {
    std::size_t same = 0;
    for (const support::session& session : support::read_sessions(1 << 20)) {
        for (const support::frame_copy& f : support::parse_session(session.bytes)) {
            const auto type = eslio::event_format(f.content_type);
            if (!type) continue;
            INFO(session.name << ":\n" << f.body);
            eslio::event e;
            REQUIRE_FALSE(eslio::decode_event(*type, f.body, e));
            const std::string again = serialise(e, *type);
            if (again == f.body) {
                ++same;
            } else if (*type == format::json) {  // an empty body is none
                const std::string empty = R"(,"Content-Length":"0","_body":""})";
                REQUIRE(f.body == again.substr(0, again.size() - 1) + empty);
            } else {
                REQUIRE(has_uncoded_percent(f.body));
                REQUIRE_FALSE(eslio::decode_event(*type, again, e));
                REQUIRE(serialise(e, *type) == again);
            }
        }
    }
    CHECK(same > 300);
}

}  // namespace serialise_test
