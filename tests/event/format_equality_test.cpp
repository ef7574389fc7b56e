// Promise 6: the same event in plain, JSON and XML is an equal event; and what cannot be kept.
#include "catch.hpp"
#include "support/captures.hpp"
#include "support/named.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/event/serialise.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace format_equality_test {

using eslio::format;

namespace {

constexpr format formats[] = {format::plain, format::json, format::xml};

eslio::event through(const eslio::event& e, format type) {
    const std::string text = serialise(e, type);
    INFO(to_string(type) << ": " << text);
    eslio::event read;
    REQUIRE_FALSE(eslio::decode_event(type, text, read));
    return read;
}

void check_equal(const eslio::event& e) {
    for (const format f : formats) {
        const eslio::event read = through(e, f);
        REQUIRE(read == e);
        REQUIRE(serialise(read, f) == serialise(e, f));
    }
}

/// A recorded event without what differs from one recording to the next.
eslio::event timeless(eslio::event e) {
    for (const char* name : {"Core-UUID", "Event-Date-Local", "Event-Date-GMT", "Job-UUID",
                             "Event-Date-Timestamp", "Event-Sequence", "Event-UUID"})
        e.remove(name);
    return e;
}

std::vector<eslio::event> recorded(const std::string& name, format type) {
    std::vector<eslio::event> events;
    for (const std::string& body : support::event_bodies(support::read_session(name), type)) {
        events.emplace_back();
        REQUIRE_FALSE(eslio::decode_event(type, body, events.back()));
    }
    return events;
}

}  // namespace

TEST_CASE("formats: hand-picked events are equal") {
    eslio::event e = eslio::event::custom("my::sub");
    check_equal(e);
    e.add("X", "a b").add("x", "%2f % %zz").add("Y", "z").add("X", "again");
    check_equal(e);
    check_equal(e.add("A", "ARRAY::x|:y").add("B", "ARRAY::|:").add("C", "ARRAY::not"));
    check_equal(e.add("Content-Length", "5"));
    check_equal(e.set_body("multi\nline\n\nContent-Length: 7\n\nEvent-Name: FAKE\n"));
    check_equal(e.set_body("\n"));
    check_equal(e.set_body("ends in spaces\n  "));
    check_equal(e.set_body("\xC3\xBC \xF0\x9F\x98\x80 <xml attr=\"1\">&amp;</xml> ]]> %41 \r\n"));
    check_equal(e.set_body("<![CDATA[ </body></event> ]]>\n"));
    check_equal(eslio::event().add("Only", "one"));
}

TEST_CASE("formats: random events are equal") {
    support::each_round(400, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        check_equal(support::event_maker(seed).make());
    });
}

TEST_CASE("formats: random bytes in a body are kept by plain and JSON") {
    support::each_round(200, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        eslio::event e(eslio::event_name::text);
        e.set_body("x" + random.bytes(random.below(300)));
        REQUIRE(through(e, format::plain) == e);
        REQUIRE(through(e, format::json) == e);
        REQUIRE(through(e, format::xml).size() == e.size());
    });
}

TEST_CASE("formats: hostile bytes only give named errors") {
    support::each_round(100, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        const eslio::event e = support::event_maker(seed).make();
        eslio::event read;
        for (const format f : formats) {
            std::string text = serialise(e, f);
            if (text.size() > 3000) text.resize(3000);
            for (int i = 0; i < 20; ++i) {
                std::string changed = text.substr(0, 1 + random.below(text.size()));
                for (std::size_t k = 0; k < 3; ++k) {
                    static constexpr const char* pieces[] = {
                        "<",         ">",          "</",     "/>",      "&",  "&#x", "<!",  "<!--",
                        "<headers>", "</headers>", "<body>", "</body>", "\"", "\\",  "\\u", "[",
                        "]",         ",",          ":",      "\n",      "%",  "\r"};
                    changed.replace(random.below(changed.size()), random.below(4),
                                    random.pick(pieces));
                }
                for (const format other : formats) {
                    const eslio::error_code ec = eslio::decode_event(other, changed, read);
                    if (ec) {
                        REQUIRE(ec == eslio::condition::undecodable);
                        REQUIRE(read.empty());
                    } else {
                        const std::string again = serialise(read, format::json);
                        REQUIRE_FALSE(eslio::decode_event(format::json, again, read));
                    }
                }
            }
        }
    });
}

TEST_CASE("formats: recorded sessions of the same commands are equal") {
    const auto compare = [](const std::string& a, format a_type, const std::string& b,
                            format b_type) {
        const auto first = recorded(a, a_type);
        const auto second = recorded(b, b_type);
        REQUIRE_FALSE(first.empty());
        REQUIRE(first.size() == second.size());
        std::size_t equal = 0;
        for (std::size_t i = 0; i < first.size(); ++i) {
            INFO(a << " and " << b << ", event " << i);
            eslio::event x = timeless(first[i]);
            eslio::event y = timeless(second[i]);
            if (x["Job-Command"] == "status" || x.body().find("uptime") != std::string_view::npos) {
                x.set_body("");  // tells of the time
                y.set_body("");
            }
            if (x["Job-Command-Arg"] == "a%20b=c&d" || y["Job-Command-Arg"] == "a%20b=c&d") {
                x.remove("Job-Command-Arg");  // plain and XML lose this
                y.remove("Job-Command-Arg");
            }
            REQUIRE(x.size() == y.size());
            auto other = y.headers().begin();
            for (const eslio::event_header h : x.headers()) {
                REQUIRE(h.name() == (*other).name());
                ++other;
            }
            if (x == y) ++equal;
        }
        return equal * 10 >= first.size() * 8;  // the rest tells of the time in its own way
    };
    CHECK(compare("bgapi_plain", format::plain, "bgapi_json", format::json));
    CHECK(compare("bgapi_plain", format::plain, "bgapi_xml", format::xml));
    CHECK(compare("sendevent_plain", format::plain, "sendevent_json", format::json));
}

TEST_CASE("formats: what plain and XML cannot keep is a value with %XX") {
    const eslio::event e = eslio::event().add("A", "a%20b").add("B", "x%AB");
    CHECK(through(e, format::json) == e);
    for (const format f : {format::plain, format::xml}) {
        CHECK(named(through(e, f))["A"] == "a b");
        CHECK(named(through(e, f))["B"] == "x\xAB");
    }
}

TEST_CASE("formats: plain tells of no empty value") {
    const eslio::event e = eslio::event().add("A", "");
    CHECK(named(through(e, format::plain))["A"] == "_undef_");
    CHECK(through(e, format::json) == e);
    CHECK(through(e, format::xml) == e);
}

TEST_CASE("formats: plain splits elements that hold the separator") {
    const eslio::event e = eslio::event().add_array("A", {"x|:y", "z"});
    CHECK(named(through(e, format::plain)).values("A").size() == 3);
    CHECK(through(e, format::json) == e);
    CHECK(through(e, format::xml) == e);
}

TEST_CASE("formats: only JSON tells an array of one from its value") {
    const eslio::event e = eslio::event().add_array("A", {"1"});
    for (const format f : formats) {
        const eslio::event read = through(e, f);
        CHECK(read == e);
        CHECK((*read.headers().begin()).is_array() == (f == format::json));
    }
    CHECK(named(through(eslio::event().add_array("A", {}), format::json))["A"].empty());
}

TEST_CASE("formats: XML tells no neighbours of one name from an array") {
    const eslio::event e = eslio::event().add("A", "1").add("A", "2");
    CHECK(through(e, format::plain) == e);
    CHECK(through(e, format::json) == e);
    CHECK(through(e, format::xml) == eslio::event().add("A", "ARRAY::1|:2"));
    const eslio::event mixed = eslio::event().add("A", "ARRAY::1|:2").add("A", "3");
    CHECK(through(mixed, format::xml) == eslio::event().add("A", "ARRAY::1|:2|:3"));
}

TEST_CASE("formats: XML drops what is not UTF-8 from a body") {
    const eslio::event e = eslio::event()
                               .add("A", "\xFF\xC3")
                               .set_body("a\x80"
                                         "b\n");
    CHECK(through(e, format::plain) == e);
    CHECK(through(e, format::json) == e);
    const eslio::event read = through(e, format::xml);
    CHECK(read["A"] == "\xFF\xC3");
    CHECK(read.body() == "ab\n");
    CHECK(read["Content-Length"] == "4");
}

TEST_CASE("formats: JSON takes a last header _body for the body") {
    const eslio::event e = eslio::event().add("A", "1").add("_body", "header");
    CHECK(through(e, format::plain) == e);
    CHECK(through(e, format::xml) == e);
    CHECK(named(through(e, format::json)).body() == "header");
}

TEST_CASE("formats: an empty body is none") {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_json(R"({"A":"1","Content-Length":"0","_body":""})", e));
    check_equal(e);
    CHECK(e == eslio::event().add("A", "1"));
}

}  // namespace format_equality_test
