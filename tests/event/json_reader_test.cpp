// The reader of JSON events: shapes, escapes, arrays, bodies, errors.
#include "catch.hpp"
#include "support/named.hpp"

#include <eslio/event/json_reader.hpp>

#include <string>
#include <string_view>

namespace json_reader_test {

using namespace std::string_literals;

namespace {

eslio::event read(std::string_view text) {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_json(text, e));
    return e;
}

eslio::error_code failure(std::string_view text) {
    eslio::event e;
    e.add("Left", "over").set_body("from before");
    const eslio::error_code ec = eslio::decode_json(text, e);
    CHECK(ec);
    CHECK(e.empty());
    CHECK(e.headers().begin() == e.headers().end());
    return ec;
}

}  // namespace

TEST_CASE("JSON: headers in order, duplicates kept") {
    const auto e = read(R"({"Event-Subclass":"my::sub","Event-Name":"CUSTOM","X":"1","x":"2",)"
                        R"("Y":"","X":"3"})");
    REQUIRE(e.size() == 6);
    CHECK((*e.headers().begin()).name() == "Event-Subclass");
    CHECK(e.name() == "CUSTOM");
    CHECK(e["x"] == "1");
    CHECK(e.values("X") == std::vector<std::string_view>{"1", "2", "3"});
    CHECK(e.contains("Y"));
    CHECK(e["Y"].empty());
    CHECK_FALSE(e.has_body());
}

TEST_CASE("JSON: white space between tokens") {
    const auto e = read(" \r\n\t{ \"A\" : \"1\" ,\n\"B\"\t:[ \"x\" , \"y\" ] , \"C\":[ ] } \n");
    CHECK(e.size() == 3);
    CHECK(e["A"] == "1");
    CHECK(e["B"] == "ARRAY::x|:y");
    CHECK(e["C"].empty());
    CHECK(read("{}").empty());
    CHECK(read(" { } ").empty());
}

TEST_CASE("JSON: every escape") {
    CHECK(named(read(R"({"A":"\"\\\/\b\f\n\r\t"})"))["A"] == "\"\\/\b\f\n\r\t");
    CHECK(named(read(R"({"A":"\u0041\u00fc\u20AC\ud83d\uDE00."})"))["A"] ==
          "A\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80.");
    CHECK(named(read(R"({"A":"x\u0000y"})"))["A"] == "x\0y"s);
    CHECK(named(read(R"({"\u0041\n":"v"})"))["A\n"] == "v");
    CHECK(named(read(R"({"A":"\\\\\"\\","B":"\\"})"))["A"] == R"(\\"\)");
    CHECK(named(read(R"({"A":"\\\\\"\\","B":"\\"})"))["B"] == "\\");

    SECTION("half a surrogate pair is U+FFFD") {
        const std::string replaced = "\xEF\xBF\xBD";
        CHECK(named(read(R"({"A":"\ud83d"})"))["A"] == replaced);
        CHECK(named(read(R"({"A":"\ude00x"})"))["A"] == replaced + "x");
        CHECK(named(read(R"({"A":"\ud83d\n"})"))["A"] == replaced + "\n");
        CHECK(named(read(R"({"A":"\ud83d\ud83d\ude00"})"))["A"] == replaced + "\xF0\x9F\x98\x80");
        CHECK(named(read(R"({"A":"\ud83d\u0041"})"))["A"] == replaced + "A");
    }
    SECTION("wherever in a long text it stands") {
        for (std::size_t before = 0; before < 200; ++before) {
            const std::string run(before, 'r');
            const auto e = read("{\"" + run + "\":\"" + run + "\\\"" + run + "\\\\\",\"Z\":\"z\"}");
            CHECK(e[run] == run + "\"" + run + "\\");
            CHECK(e["Z"] == "z");
        }
    }
}

TEST_CASE("JSON: bytes that are not UTF-8 and raw control characters are delivered") {
    const auto e = read("{\"\xFF\":\"\xC3(\x80\",\"B\":\"a\nb\x01\x1F\",\"_body\":\"\xFE\xFF\"}");
    CHECK(e["\xFF"] == "\xC3(\x80");
    CHECK(e["B"] == "a\nb\x01\x1F");
    CHECK(e.body() == "\xFE\xFF");
    CHECK(named(read("{\"A\":\"x\0y\"}"s))["A"] == "x\0y"s);
}

TEST_CASE("JSON: arrays") {
    SECTION("two and more") {
        const auto e = read(R"({"A":["x","y"],"B":["1","22","333","4","","6"],"C":"c"})");
        const eslio::event_header a = *e.headers().begin();
        CHECK(a.is_array());
        CHECK(a.size() == 2);
        CHECK(a[0] == "x");
        CHECK(a[1] == "y");
        CHECK(a.value() == "ARRAY::x|:y");
        CHECK(e["B"] == "ARRAY::1|:22|:333|:4|:|:6");
        CHECK(e.values("B") == std::vector<std::string_view>{"1", "22", "333", "4", "", "6"});
        CHECK(e["C"] == "c");
        CHECK(e.size() == 3);
    }
    SECTION("of nothing but empty elements, with the shortest name") {
        CHECK(named(read(R"({"":["",""]})"))[""] == "ARRAY::|:");
        CHECK(named(read(R"({"":["","",""],"B":"b"})"))["B"] == "b");
    }
    SECTION("elements keep what they hold") {
        const auto e = read(R"({"A":["x|:y","\u00fc\n","ARRAY::"]})");
        CHECK(e.values("A") == std::vector<std::string_view>{"x|:y", "\xC3\xBC\n", "ARRAY::"});
        CHECK(e["A"] == "ARRAY::x|:y|:\xC3\xBC\n|:ARRAY::");
    }
    SECTION("of one: equal to the value, but an array") {
        const auto one = read(R"({"A":["x"]})");
        CHECK((*one.headers().begin()).is_array());
        CHECK(one["A"] == "x");
        CHECK(one == read(R"({"A":"x"})"));
    }
    SECTION("of none: an empty value") {
        CHECK(read(R"({"A":[]})") == read(R"({"A":""})"));
    }
    SECTION("a text that is FreeSWITCH's for an array is one") {
        CHECK(read(R"({"A":"ARRAY::x|:y"})") == read(R"({"A":["x","y"]})"));
        CHECK(named(read(R"({"A":"ARRAY::x"})"))["A"] == "ARRAY::x");
    }
    SECTION("many") {
        std::string text = R"({"A":[)";
        for (int i = 0; i < 5000; ++i) text += (i == 0 ? "\"e" : ",\"e") + std::to_string(i) + '"';
        const auto e = read(text + "]}");
        REQUIRE(e.values("A").size() == 5000);
        CHECK(e.values("A")[4999] == "e4999");
    }
}

TEST_CASE("JSON: bodies") {
    SECTION("the last member, and the Content-Length before it stays") {
        const auto e = read(R"({"Event-Name":"X","Content-Length":"69","Content-Length":"9",)"
                            R"("_body":"a\n\nb: c\n"})");
        CHECK(e.body() == "a\n\nb: c\n");
        CHECK(e.size() == 3);
        CHECK(e.values("content-length") == std::vector<std::string_view>{"69", "9"});
    }
    SECTION("an empty one is none, and its Content-Length: 0 with it") {
        const auto e = read(R"({"Event-Name":"X","Content-Length":"0","_body":""})");
        CHECK_FALSE(e.has_body());
        CHECK(e == read(R"({"Event-Name":"X"})"));
        CHECK(read(R"({"A":"1","Content-Length":"7","_body":""})").size() == 2);
        CHECK(read(R"({"_body":""})").empty());
    }
    SECTION("only the last member, and only a string") {
        CHECK(read(R"({"_body":"b","A":"1"})").size() == 2);
        for (const char* array :
             {R"({"_body":[]})", R"({"_body":["b"]})", R"({"_body":["b","c"]})"}) {
            const auto e = read(array);
            CHECK(e.size() == 1);
            CHECK_FALSE(e.has_body());
        }
    }
    SECTION("is never split") {
        const auto e = read(R"({"A":"1","_body":"ARRAY::a|:b"})");
        CHECK(e.body() == "ARRAY::a|:b");
        CHECK(e.size() == 1);
    }
}

TEST_CASE("JSON of another shape is named") {
    for (const char* text :
         {R"({"A":1})", R"({"A":"1","B":true})", R"({"A":false})", R"({"A":null})",
          R"({"A":{"B":"1"}})", R"({"A":[1]})", R"({"A":[["x"]]})", R"({"A":["x",{}]})", "[]",
          R"(["A"])", R"("A")", "1", "-0.5e+7", "true", "null", R"([{"A":[1,2,[]]},"x",{}])"}) {
        INFO(text);
        CHECK(failure(text) == eslio::error::unexpected_json);
        CHECK(failure(text) == eslio::condition::undecodable);
    }
}

TEST_CASE("What is not JSON is named") {
    for (const char* text : {"",
                             " ",
                             "{",
                             "}",
                             "{\"A\"}",
                             "{\"A\":}",
                             "{\"A\":\"1\",}",
                             "{,}",
                             "{\"A\":\"1\"}x",
                             "{\"A\":\"1\"}{}",
                             "{\"A\":[}",
                             "{\"A\":[\"x\",]}",
                             "{\"A\":[\"x\"",
                             "{\"A\":\"1 }",
                             "{A:\"1\"}",
                             "{\"A\":\"\\x\"}",
                             "{\"A\":\"\\u12\"}",
                             "{\"A\":\"\\u12g4\"}",
                             "{\"A\":\"\\",
                             "{\"A\":\"\\\"}",
                             "{\"A\":\"\\ud83d\\u12\"}",
                             "{\"A\" \"1\"}",
                             "{\"A\":01}",
                             "{\"A\":1.}",
                             "{\"A\":-}",
                             "{\"A\":1e}",
                             "{\"A\":tru}",
                             "[1,]",
                             "[1 2]",
                             "nul",
                             "Event-Name: X\n\n",
                             "<event/>"}) {
        INFO(text);
        CHECK(failure(text) == eslio::error::bad_event_json);
    }
    CHECK(failure("{\"A\":\"1\"}\0"s) == eslio::error::bad_event_json);
    CHECK(failure("\xEF\xBB\xBF{}") == eslio::error::bad_event_json);
}

TEST_CASE("JSON: deep nesting is no danger") {
    const std::size_t depth = 1000000;
    CHECK(failure(std::string(depth, '[')) == eslio::error::bad_event_json);
    CHECK(failure(std::string(depth, '[') + std::string(depth, ']')) ==
          eslio::error::unexpected_json);
    std::string objects;
    for (std::size_t i = 0; i < depth; ++i) objects += "{\"A\":";
    CHECK(failure(objects) == eslio::error::bad_event_json);
    CHECK(failure(objects + "1" + std::string(depth, '}')) == eslio::error::unexpected_json);
}

TEST_CASE("JSON cut short is never an event") {
    const std::string text = R"({"A":"1","B":["x","y\n"],"C":"\ud83d\ude00","_body":"b\\"})";
    for (std::size_t size = 0; size < text.size(); ++size) {
        INFO(size);
        const std::string cut = text.substr(0, size);  // its own bytes, for the sanitizer
        CHECK(failure(cut) == eslio::error::bad_event_json);
    }
}

TEST_CASE("JSON: more headers than allowed are refused, elements of arrays included") {
    eslio::event e;
    CHECK_FALSE(eslio::decode_json(R"({"A":"1","B":"2","C":"3"})", e, 3));
    CHECK(e.size() == 3);
    CHECK(eslio::decode_json(R"({"A":"1","B":"2","C":"3"})", e, 2) ==
          eslio::error::event_too_large);
    CHECK(e.empty());
    CHECK_FALSE(eslio::decode_json(R"({"A":["1","2"]})", e, 3));
    CHECK(eslio::decode_json(R"({"A":["1","2"]})", e, 2) == eslio::error::event_too_large);
    CHECK(eslio::decode_json(R"({"A":"ARRAY::1|:2"})", e, 2) == eslio::error::event_too_large);
}

}  // namespace json_reader_test
