// The reader of XML events: shapes, entities, arrays, FreeSWITCH's bugs, errors.
#include "catch.hpp"
#include "support/named.hpp"

#include <eslio/event/xml_reader.hpp>

#include <string>
#include <string_view>

namespace xml_reader_test {

using namespace std::string_literals;

namespace {

eslio::event read(std::string_view text) {
    INFO(std::string(text));
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_xml(text, e));
    return e;
}

eslio::error_code failure(std::string_view text) {
    eslio::event e;
    e.add("Left", "over").set_body("from before");
    const eslio::error_code ec = eslio::decode_xml(text, e);
    CHECK(ec);
    CHECK(e.empty());
    return ec;
}

std::string with_headers(const std::string& headers) {
    return "<event>\n  <headers>\n" + headers + "  </headers>\n</event>\n";
}

/// As FreeSWITCH lays it out; `body` is what stands between the tags.
std::string with_body(std::size_t length, const std::string& body) {
    return "<event>\n  <headers>\n    <Event-Name>X</Event-Name>\n  </headers>\n"
           "  <Content-Length>" +
           std::to_string(length) + "</Content-Length>\n  <body>" + body + "</body>\n</event>\n";
}

}  // namespace

TEST_CASE("XML: headers in order, percent-coded") {
    const auto e = read(with_headers("    <Event-Subclass>my%3A%3Asub</Event-Subclass>\n"
                                     "    <Event-Name>CUSTOM</Event-Name>\n"
                                     "    <X>a%20b%C3%BC%zz</X>\n    <Y></Y>\n    <x>2</x>\n"));
    REQUIRE(e.size() == 5);
    CHECK(e.subclass() == "my::sub");
    CHECK(e["X"] == "a b\xC3\xBC%zz");
    CHECK(e.contains("Y"));
    CHECK(e["Y"].empty());
    CHECK(e.values("X").size() == 2);
    CHECK_FALSE(e.has_body());
    CHECK(read("<event><headers/></event>").empty());
    CHECK(read("<event><headers\n/><body /></event>").empty());
    CHECK(read("<event><headers></headers></event>").empty());
}

TEST_CASE("XML: references come first, then percent") {
    const auto e = read(with_headers("<A>&lt;&gt;&amp;&quot;&apos;%26amp;</A>"
                                     "<B>&#65;&#x42;&#xfc;&#x20AC;&#x1F600;</B><C>&#37;41</C>"));
    CHECK(e["A"] == "<>&\"'&amp;");
    CHECK(e["B"] == "AB\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80");
    CHECK(e["C"] == "A");
}

TEST_CASE("XML: what others write around it is passed over") {
    const auto e = read("<?xml version=\"1.0\"?>\n<!-- <event> -->\n<event a=\"1\" >"
                        "<!-- c --><headers\tb='2'><!-- d -->"
                        "<A c=\"3\">x</A><?pi?><B/><C d=\"4\"/><D />"
                        "</headers ><!-- e --></event >\n<!-- end -->\n");
    CHECK(e.size() == 4);
    CHECK(e["A"] == "x");
    CHECK(e.contains("B"));
    CHECK(e.contains("C"));
    CHECK(e.contains("D"));
}

TEST_CASE("XML: names are raw names of headers") {
    for (const char* name :
         {"1digit", "with space", "with:colon", "a&b", "Gr\xC3\xB6\xC3\x9F", "slash/", "a/b",
          "quo\"te", "%41", "headers", "event", "body", "\xFF", "a=b", "trailing "}) {
        INFO(name);
        const std::string n(name);
        const auto e = read(with_headers("    <" + n + ">v%20w</" + n + ">\n"));
        CHECK(e.size() == 1);
        CHECK(e[n] == "v w");
    }
}

TEST_CASE("XML: neighbours of one name are an array") {
    const auto e = read(with_headers("    <A>x</A>\n    <A>y</A>\n    <B>1</B>\n    <A>z</A>\n"
                                     "    <a>w</a>\n"));
    REQUIRE(e.size() == 4);
    CHECK(e["A"] == "ARRAY::x|:y");
    CHECK((*e.headers().begin()).size() == 2);
    CHECK(e.values("A") == std::vector<std::string_view>{"x", "y", "z", "w"});

    CHECK(named(read("<event><headers><A/><A/></headers></event>"))["A"] == "ARRAY::|:");
    const auto many = read("<event><headers><A/><A/><A/><B>b</B><C/><C>c|:d</C></headers></event>");
    CHECK(many["A"] == "ARRAY::|:|:");
    CHECK(many["B"] == "b");
    CHECK(many.values("C") == std::vector<std::string_view>{"", "c|:d"});
    CHECK(named(read(with_headers("<A>ARRAY%3A%3Ax%7C%3Ay</A>")))["A"] == "ARRAY::x|:y");
    CHECK(read(with_headers("<A>ARRAY%3A%3Ax%7C%3Ay</A>")) ==
          read(with_headers("<A>x</A>\n<A>y</A>")));
}

TEST_CASE("XML: Content-Length and body") {
    const auto e = read(with_body(5, "a&lt;b%20"));
    REQUIRE(e.size() == 2);
    CHECK(e["Content-Length"] == "5");
    CHECK(e.body() == "a<b%2");
    CHECK(named(read(with_body(3, "hi!"))).body() == "hi!");
    CHECK(named(read(with_body(6, "&#xFC;&#x20AC;&#xD;"))).body() == "\xC3\xBC\xE2\x82\xAC\r");
    CHECK(read(with_body(0, "")) == read(with_headers("<Event-Name>X</Event-Name>")));

    SECTION("without a Content-Length the body is as it stands") {
        const auto bare = read("<event><headers><A>1</A></headers><body>x\n  </body></event>");
        CHECK(bare.body() == "x\n  ");
        CHECK(bare.size() == 1);
    }
    SECTION("an odd Content-Length changes nothing") {
        const auto odd = read("<event><headers><A>1</A></headers><body>xyz</body>"
                              "<Content-Length>many</Content-Length></event>");
        CHECK(odd.body() == "xyz");
        CHECK(odd["Content-Length"] == "many");
    }
}

TEST_CASE("XML: the two spaces behind a body that ends in LF") {
    CHECK(named(read(with_body(3, "hi\n  "))).body() == "hi\n");
    CHECK(named(read(with_body(5, "hi\n  "))).body() == "hi\n  ");
    CHECK(named(read(with_body(6, "hi\n  \n  "))).body() == "hi\n  \n");
    CHECK(named(read(with_body(1, "\n  "))).body() == "\n");
    SECTION("also where bytes that were not UTF-8 were dropped") {
        CHECK(named(read(with_body(4, "hi\n  "))).body() == "hi\n");
        CHECK(named(read(with_body(9, "hi\n  "))).body() == "hi\n");
    }
}

TEST_CASE("XML: from <! on a body is raw") {
    const std::string tail = "<![CDATA[&amp; </body> <x>]]> &lt; \xC3\xBC\r\n";
    const auto e = read(with_body(5 + tail.size(), "&amp;&gt;ab " + tail + "  "));
    CHECK(e.body() == "&>ab " + tail);
    CHECK(named(read(with_body(4, "<!--"))).body() == "<!--");
}

TEST_CASE("XML: bytes that were nearly UTF-8 come back") {
    CHECK(named(read(with_body(3, "&#xD800;"))).body() == "\xED\xA0\x80");
    CHECK(named(read(with_body(4, "&#x110000;"))).body() == "\xF4\x90\x80\x80");
}

TEST_CASE("XML of another shape is named") {
    for (const char* text :
         {"<x/>", "<events><headers/></events>", "<event/>", "<event></event>",
          "<event><A>1</A></event>", "<event>text<headers/></event>",
          "<event><headers/><headers/></event>", "<event><headers>text</headers></event>",
          "<event><headers><A><B>1</B></A></headers></event>",
          "<event><headers/><other>1</other></event>",
          "<event><headers/><body>a</body><body>b</body></event>",
          "<event><headers/><body>a<b/>c</body></event>",
          "<event><headers/><Content-Length>1</Content-Length><Content-Length>1</Content-Length>"
          "</event>",
          "<!DOCTYPE event><event><headers/></event>",
          "<event><headers><A><![CDATA[x]]></A></headers></event>"}) {
        INFO(text);
        CHECK(failure(text) == eslio::error::unexpected_xml);
        CHECK(failure(text) == eslio::condition::undecodable);
    }
}

TEST_CASE("What is not well-formed XML is named") {
    for (const char* text : {"",
                             " ",
                             "event",
                             "<",
                             "<event",
                             "<event>",
                             "</event>",
                             "<event><headers></event>",
                             "<event><headers/></event>x",
                             "<event><headers/></event><event/>",
                             "<event><headers><A>1</B></headers></event>",
                             "<event><headers><A>1</headers></event>",
                             "<event><headers><A>&nope;</A></headers></event>",
                             "<event><headers><A>a & b</A></headers></event>",
                             "<event><headers><A>&#;</A></headers></event>",
                             "<event><headers><A>&#x;</A></headers></event>",
                             "<event><headers><A>&#xFFFFFFFFFF;</A></headers></event>",
                             "<event><headers/><body>a & b</body></event>",
                             "<event><headers/><body>a</event>",
                             "<event><headers/><body>a<b</body></event>",
                             "<!-- <event/>",
                             "<?xml <event/>",
                             "<event><headers/><!-- </event>",
                             "{\"Event-Name\":\"X\"}",
                             "Event-Name: X\n\n"}) {
        INFO(text);
        CHECK(failure(text) == eslio::error::bad_event_xml);
    }
}

TEST_CASE("XML: deep nesting is no danger") {
    const std::size_t depth = 300000;
    std::string open;
    std::string closed;
    for (std::size_t i = 0; i < depth; ++i) {
        open += "<a>";
        closed += "</a>";
    }
    CHECK(failure(open) == eslio::error::bad_event_xml);
    CHECK(failure(open + closed) == eslio::error::unexpected_xml);
}

TEST_CASE("XML cut short is never an event") {
    const std::string text = with_body(9, "&#xFC;a&amp;b<!-- \n  ");
    for (std::size_t size = 0; size + 1 < text.size(); ++size) {
        INFO(size);
        const std::string cut = text.substr(0, size);  // its own bytes, for the sanitizer
        CHECK(failure(cut) == eslio::error::bad_event_xml);
    }
}

TEST_CASE("XML: more headers than allowed are refused, elements of arrays included") {
    const auto text = [](const std::string& headers) {
        return "<event><headers>" + headers + "</headers></event>";
    };
    eslio::event e;
    CHECK_FALSE(eslio::decode_xml(text("<A>1</A><B>2</B><C>3</C>"), e, 3));
    CHECK(e.size() == 3);
    CHECK(eslio::decode_xml(text("<A>1</A><B>2</B><C>3</C>"), e, 2) ==
          eslio::error::event_too_large);
    CHECK(e.empty());
    CHECK_FALSE(eslio::decode_xml(text("<A>1</A><A>2</A>"), e, 3));
    CHECK(eslio::decode_xml(text("<A>1</A><A>2</A>"), e, 2) == eslio::error::event_too_large);
    CHECK(eslio::decode_xml(text("<A>ARRAY%3A%3A1%7C%3A2</A>"), e, 2) ==
          eslio::error::event_too_large);
}

}  // namespace xml_reader_test
