#include "catch.hpp"
#include "live/event_text.hpp"

#include <string>

namespace {

using headers = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_CASE("live events: the three formats of one event are read alike", "[live]") {
    const headers expected{{"Event-Name", "BACKGROUND_JOB"},
                           {"Job-Command-Arg", "user/1000 &park() <x> \"\xC3\xBC\""},
                           {"List", "ARRAY::a|:b"},
                           {"Content-Length", "6"}};
    const auto plain = live::read_event(
        "text/event-plain", "Event-Name: BACKGROUND_JOB\n"
                            "Job-Command-Arg: user/1000%20%26park()%20%3Cx%3E%20%22%C3%BC%22\n"
                            "List: ARRAY%3A%3Aa%7C%3Ab\n"
                            "Content-Length: 6\n\n+OK <\n");
    REQUIRE(plain);
    CHECK(plain->headers == expected);
    CHECK(plain->body == "+OK <\n");

    const auto json = live::read_event(
        "text/event-json",
        R"({"Event-Name":"BACKGROUND_JOB","Job-Command-Arg":"user/1000 &park() <x> \"ü\"",)"
        R"("List":["a","b"],"Content-Length":"6","_body":"+OK <\n"})");
    REQUIRE(json);
    CHECK(json->headers == expected);
    CHECK(json->body == plain->body);

    const auto xml = live::read_event(
        "text/event-xml",
        "<event>\n  <headers>\n    <Event-Name>BACKGROUND_JOB</Event-Name>\n"
        "    <Job-Command-Arg>user/1000%20%26park()%20%3Cx%3E%20%22%C3%BC%22</Job-Command-Arg>\n"
        "  </headers>\n  <Content-Length>6</Content-Length>\n  <body>+OK &lt;\n  </body>\n"
        "</event>\n");
    REQUIRE(xml);
    CHECK((*xml)["Job-Command-Arg"] == (*plain)["Job-Command-Arg"]);
    CHECK((*xml)["Content-Length"] == "6");
    CHECK(xml->body == plain->body);
}

TEST_CASE("live events: what is none, or cannot be read", "[live]") {
    CHECK_FALSE(live::read_event("command/reply", "a: b\n\n"));
    CHECK_FALSE(live::read_event("text/event-json", "{\"a\":1}"));
    CHECK_FALSE(live::read_event("text/event-json", "{\"a\":\"b\""));
    CHECK_FALSE(live::read_event("text/event-json", "{\"a\":{\"b\":\"c\"}}"));
    CHECK_FALSE(live::read_event("text/event-xml", "<event><headers><a>b</headers></event>"));
    CHECK_FALSE(live::read_event("text/event-xml", "no"));
}

TEST_CASE("live events: headers are found in any case, repeated ones keep their order", "[live]") {
    const auto e = live::read_event("text/event-json", R"({"A":"1","a":"2","C":["only"]})");
    REQUIRE(e);
    CHECK((*e)["a"] == "1");
    CHECK(e->headers.size() == 3);
    CHECK((*e)["c"] == "only");
    CHECK(e->has("C"));
    CHECK_FALSE(e->has("D"));
}

TEST_CASE("live events: only whole escapes are decoded", "[live]") {
    CHECK(live::percent_decoded("a%20b%2") == "a b%2");
    CHECK(live::percent_decoded("%zz%") == "%zz%");
    CHECK(live::percent_decoded("%C3%bc") == "\xC3\xBC");
}
