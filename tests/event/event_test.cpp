// class event, read: look-ups, typed views, equality, memory.
#include "catch.hpp"
#include "support/named.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/event/event.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace event_test {

namespace {

eslio::event sample() {
    eslio::event e(eslio::event_name::channel_answer);
    e.add("Unique-ID", "first").add("unique-id", "second").add("variable_Foo", "bar");
    e.add("Event-Sequence", "4711").add("Event-Date-Timestamp", "1787306400000001");
    e.add("Job-UUID", "j").add("A", "ARRAY::x|:y");
    return e.set_body("body\n\n");
}

}  // namespace

TEST_CASE("event: a new one is empty") {
    const eslio::event e;
    CHECK(e.empty());
    CHECK(e.size() == 0);
    CHECK(e.headers().empty());
    CHECK(e.name().empty());
    CHECK(e.body().empty());
    CHECK(e["X"].empty());
    CHECK_FALSE(e.find("X"));
    CHECK(e == eslio::event());
}

TEST_CASE("event: look-ups ignore case and find the first") {
    const auto e = sample();
    CHECK(e["UNIQUE-id"] == "first");
    CHECK(e.unique_id() == "first");
    CHECK(e.find("unique-ID") == std::string_view("first"));
    CHECK(e.contains("a"));
    CHECK_FALSE(e.contains("x"));  // an element is not a header
    CHECK_FALSE(e.contains(""));
    CHECK(e.values("Unique-ID") == std::vector<std::string_view>{"first", "second"});
    CHECK(e.values("a") == std::vector<std::string_view>{"x", "y"});
    CHECK(e.values("none").empty());
    CHECK(e.variable("foo") == "bar");
    CHECK(e.variable("fo").empty());
    CHECK(e.job_uuid() == "j");
}

TEST_CASE("event: names and types") {
    CHECK(sample().is(eslio::event_name::channel_answer));
    CHECK(sample().type() == eslio::event_name::channel_answer);
    CHECK(named(sample()).name() == "CHANNEL_ANSWER");
    eslio::event e;
    e.add("event-name", "Channel_Answer");
    CHECK(e.is(eslio::event_name::channel_answer));
    const auto custom = eslio::event::custom("sofia::register");
    CHECK(custom.subclass() == "sofia::register");
    CHECK((*custom.headers().begin()).name() == "Event-Subclass");
    CHECK(custom.type() == eslio::event_name::custom);
}

TEST_CASE("event: numbers and times") {
    auto e = sample();
    CHECK(e.sequence() == std::uint64_t{4711});
    const auto since = e.timestamp()->time_since_epoch();
    CHECK(std::chrono::duration_cast<std::chrono::microseconds>(since).count() == 1787306400000001);
    for (const char* text : {"-1", "12x", " 1", "18446744073709551616", "99999999999999999999"}) {
        e.set("Event-Sequence", text);
        e.set("Event-Date-Timestamp", text);
        CHECK_FALSE(e.sequence());
        CHECK_FALSE(e.timestamp());
    }
    e.set("Event-Date-Timestamp", "18446744073709551615");
    CHECK_FALSE(e.timestamp());
    CHECK_FALSE(eslio::event().sequence());
}

TEST_CASE("event: headers are walked in order, arrays as one") {
    const auto e = sample();
    std::string names;
    std::size_t count = 0;
    for (const eslio::event_header h : e.headers()) {
        names += h.name();
        names += ' ';
        ++count;
    }
    CHECK(names == "Event-Name Unique-ID unique-id variable_Foo Event-Sequence "
                   "Event-Date-Timestamp Job-UUID A Content-Length ");
    CHECK(count == e.size());
    CHECK(count == e.headers().size());
    auto i = e.headers().begin();
    CHECK((*i++).value() == "CHANNEL_ANSWER");
    CHECK((*i).size() == 1);
    CHECK((*i)[0] == "first");
    CHECK(i != e.headers().end());
}

TEST_CASE("event: equal is same headers, order, values, body") {
    const auto e = sample();
    CHECK(e == sample());
    auto other = sample();
    CHECK_FALSE(other != e);
    CHECK(other.set("A", "x") != e);
    other = sample();
    CHECK(other.add("B", "") != e);
    other = sample();
    CHECK(other.set_body("body\n") != e);
    CHECK(eslio::event().add("A", "1").add("B", "2") != eslio::event().add("B", "2").add("A", "1"));
    CHECK(eslio::event().add("A", "1") != eslio::event().add("a", "1"));
    CHECK(eslio::event().add_array("A", {"1"}) == eslio::event().add("A", "1"));
    CHECK(eslio::event().add_array("A", {"1", "2"}) == eslio::event().add("A", "ARRAY::1|:2"));
    CHECK(eslio::event().add_array("A", {"1|:2", "3"}) !=
          eslio::event().add("A", "ARRAY::1|:2|:3"));
}

TEST_CASE("event: copies and moves") {
    const auto e = sample();
    auto copy = e;
    CHECK(copy == e);
    auto moved = std::move(copy);
    CHECK(moved == e);
    copy = moved;
    CHECK(copy == e);
    moved = eslio::event();
    CHECK(copy == e);
    CHECK(moved.empty());
    auto& self = copy;
    copy = self;
    CHECK(copy == e);
}

TEST_CASE("event: one that was moved from is empty, and can be used again") {
    const auto e = sample();
    REQUIRE(e.has_body());
    auto from = e;
    const auto moved = std::move(from);
    auto other = e;
    eslio::event assigned = e;
    assigned = std::move(other);
    for (eslio::event* gone : {&from, &other}) {
        CHECK(gone->empty());
        CHECK(gone->size() == 0);
        CHECK(gone->headers().empty());
        CHECK(gone->body().empty());
        CHECK_FALSE(gone->has_body());
        CHECK(*gone == eslio::event());
        gone->add("A", "1").set_body("b");
        CHECK((*gone)["A"] == "1");
        CHECK(gone->body() == "b");
    }
    CHECK(moved == e);
    CHECK(assigned == e);
}

TEST_CASE("event: decoding again keeps the memory") {
    eslio::event e;
    const std::string plain = "Event-Name: X\nA: ARRAY%3A%3A1%7C%3A2\nContent-Length: 1\n\nb";
    const std::string json = R"({"Event-Name":"X","A":["1","2"],"Content-Length":"1","_body":"b"})";
    const std::string xml = "<event><headers><Event-Name>X</Event-Name><A>1</A><A>2</A></headers>"
                            "<Content-Length>1</Content-Length><body>b</body></event>";
    REQUIRE_FALSE(eslio::decode_xml(xml, e));
    const eslio::event first = e;
    const char* const text = e.storage().text.data();
    const auto* const entries = e.storage().entries.data();
    for (int i = 0; i < 3; ++i) {
        REQUIRE_FALSE(eslio::decode_plain(plain, e));
        CHECK(e == first);
        REQUIRE_FALSE(eslio::decode_json(json, e));
        CHECK(e == first);
        REQUIRE_FALSE(eslio::decode_xml(xml, e));
        CHECK(e == first);
    }
    CHECK(e.storage().text.data() == text);
    CHECK(e.storage().entries.data() == entries);
    CHECK(e.memory() >= xml.size());
    e.clear();
    CHECK(e.empty());
    CHECK(e.memory() >= xml.size());
}

TEST_CASE("event: the table of headers is sized once") {
    for (const std::size_t count : {1U, 20U, 300U}) {
        std::string plain;
        std::string json;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string n = std::to_string(i);
            plain += "Name-" + n + ": ARRAY%3A%3Aa%2C%7C%3Ab\n";
            json += (json.empty() ? "{\"Name-" : ",\"Name-") + n + "\":[\"a,\",\"b\"]";
        }
        eslio::event e;
        REQUIRE_FALSE(eslio::decode_plain(plain + "\n", e));
        CHECK(e.storage().entries.capacity() <= 3 * count + 2);
        eslio::event f;
        REQUIRE_FALSE(eslio::decode_json(json + "}", f));
        CHECK(f.storage().entries.capacity() <= 3 * count + 2);
        CHECK(e == f);
    }
}

TEST_CASE("event: the format of a Content-Type") {
    using eslio::event_format;
    using eslio::format;
    CHECK(event_format("text/event-plain") == format::plain);
    CHECK(event_format("Text/Event-JSON") == format::json);
    CHECK(event_format("text/event-xml; charset=utf-8") == format::xml);
    CHECK(event_format(" text/event-xml ;x") == format::xml);
    for (const char* type : {"", "text/event-", "text/event-plainer", "text/plain", "api/response",
                             "text/event", "plain", ";text/event-plain"})
        CHECK_FALSE(event_format(type));
    CHECK(eslio::parse_format("XML") == format::xml);
    CHECK(to_string(format::json) == "json");
}

TEST_CASE("event: many readers look at the same coded values, and copy it meanwhile") {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "Name-" + std::to_string(i) + ": a%20b%3A%41\n";
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_plain(text + "\n", e));
    std::atomic<int> wrong{0};
    std::vector<std::thread> readers;
    for (int t = 0; t < 4; ++t)
        readers.emplace_back([&e, &wrong, t] {
            for (int i = 0; i < 200; ++i) {
                const int n = t % 2 == 0 ? i : 199 - i;
                if (e["Name-" + std::to_string(n)] != "a b:A") ++wrong;
                if (i % 50 == 0 && named(eslio::event(e))["Name-7"] != "a b:A") ++wrong;
            }
        });
    for (std::thread& t : readers) t.join();
    CHECK(wrong == 0);
}

TEST_CASE("event: a coded value is decoded once, whatever is done to the event before") {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_plain("A: %2541\nB: x%20y\nC: plain\n\nbody", e));
    const eslio::event copy = e;
    CHECK(e["A"] == "%41");
    CHECK(e["A"] == "%41");
    e.add("D", "%42").set("C", "new").push("B", "z").set_body("another");
    CHECK(e["D"] == "%42");
    CHECK(e.values("B") == std::vector<std::string_view>{"x y", "z"});
    eslio::event moved = std::move(e);
    CHECK(moved["A"] == "%41");
    CHECK(copy["A"] == "%41");
    CHECK(copy["B"] == "x y");
    CHECK(copy == eslio::event(copy));
    CHECK(copy != moved);
}

}  // namespace event_test
