// ESLevent: headers and arrays as libesl keeps them, texts, types, and NULL.
#include "catch.hpp"
#include "esl_oop/owned.hpp"

#include <eslio/esl_oop.hpp>

#include <string>

using test::text;

TEST_CASE("ESLevent: headers are added, found in any case, walked through and removed") {
    ESLevent e("CUSTOM", "acme::x");
    CHECK(e.nextHeader() == nullptr);
    CHECK(e.addHeader("X", "1"));
    CHECK(e.addHeader("X", "2"));
    CHECK(e.addHeader("Y", "y"));
    CHECK(text(e.getHeader("x")) == "1");
    CHECK(text(e.getHeader("X", 0)) == "NULL");  // no array
    CHECK(text(e.getHeader("none")) == "NULL");
    std::string names;
    for (const char* n = e.firstHeader(); n != nullptr; n = e.nextHeader()) names += text(n) + " ";
    CHECK(names == "Event-Name Event-Subclass X X Y ");
    CHECK(e.nextHeader() == nullptr);
    CHECK(e.addHeader("Y", ""));
    CHECK(text(e.getHeader("Y")) == "NULL");
    CHECK(e.delHeader("x"));
    CHECK(e.delHeader("x"));
    CHECK(text(e.getHeader("X")) == "NULL");
}

TEST_CASE("ESLevent: what is next may be removed while headers are walked through") {
    ESLevent e("TALK");
    for (const char* name : {"A", "B", "B", "C"}) e.addHeader(name, "1");
    CHECK(text(e.firstHeader()) == "Event-Name");
    CHECK(text(e.nextHeader()) == "A");
    e.delHeader("b");
    CHECK(text(e.nextHeader()) == "C");
    CHECK(e.nextHeader() == nullptr);
    e.firstHeader();
    e.addHeader("A", "");
    CHECK(text(e.nextHeader()) == "C");
}

TEST_CASE("ESLevent: arrays grow at both ends, by elements, and out of a text") {
    ESLevent e("TALK");
    CHECK(e.pushHeader("L", "1"));
    CHECK(text(e.getHeader("L")) == "1");
    CHECK(text(e.getHeader("L", 0)) == "1");
    CHECK(e.pushHeader("l", "2"));
    CHECK(e.unshiftHeader("L", "0"));
    CHECK(text(e.getHeader("L")) == "ARRAY::0|:1|:2");
    CHECK(text(e.getHeader("L", 2)) == "2");
    CHECK(text(e.getHeader("L", 3)) == "NULL");
    e.addHeader("V", "a");
    e.pushHeader("V", "b");
    CHECK(text(e.getHeader("V")) == "ARRAY::a|:b");
    e.addHeader("A", "ARRAY::p|:|:r");
    CHECK(text(e.getHeader("A")) == "ARRAY::p|:|:r");
    CHECK(text(e.getHeader("A", 1)).empty());
    e.addHeader("E", "ARRAY::");
    CHECK(text(e.getHeader("E")) == "NULL");
    e.addHeader("M[2]", "z");
    CHECK(text(e.getHeader("M")) == "ARRAY::|:|:z");
    e.addHeader("M[0]", "x");
    CHECK(text(e.getHeader("M")) == "ARRAY::x|:|:z");
    for (const char* wrong : {"W[4001]", "W[-1]", "W[99999999999999999999999]"})
        e.addHeader(wrong, "w");
    CHECK(text(e.getHeader("W")) == "NULL");
}

TEST_CASE("ESLevent: its own texts may be given back to it") {
    ESLevent e("CUSTOM", "acme::x");
    e.addBody("a line\nand the rest, which is long enough for memory of its own");
    const std::string body = e.getBody();
    CHECK(e.addBody(e.getBody()));
    CHECK(text(e.getBody()) == body);
    char* const rest = e.getBody() + 7;
    CHECK(e.addBody(rest));
    CHECK(text(e.getBody()) == body.substr(7));
    CHECK(e.addHeader("_body", e.getBody()));
    CHECK(text(e.getBody()) == body.substr(7));
    CHECK(text(e.getHeader("_body")) == body.substr(7));

    e.addHeader("x", "abc");
    CHECK(e.pushHeader("x", e.getHeader("x")));
    CHECK(text(e.getHeader("x")) == "ARRAY::abc|:abc");
    CHECK(e.addHeader("x[9]", e.getHeader("x", 0)));
    CHECK(text(e.getHeader("x", 9)) == "abc");
    e.addHeader("y", "abc");
    CHECK(e.unshiftHeader("y", e.getHeader("y")));
    CHECK(text(e.getHeader("y")) == "ARRAY::abc|:abc");
    e.addHeader("z", "abc");
    e.setPriority(ESL_PRIORITY_HIGH);
    for (const char* n = e.firstHeader(); n != nullptr; n = e.nextHeader())
        if (text(n) == "priority") CHECK(e.addHeader(n, n));

    // An element that is pushed takes no header away.
    e.firstHeader();
    const std::string second = text(e.nextHeader());
    e.firstHeader();
    CHECK(e.pushHeader(second.c_str(), ""));
    CHECK(text(e.nextHeader()) == second);
}

TEST_CASE("ESLevent: body, priority, and the text of both kinds") {
    ESLevent e("CUSTOM", "a::b");
    CHECK(e.getBody() == nullptr);
    e.addHeader("K", "a b%41\xC3\xA9");
    e.pushHeader("L", "1");
    e.pushHeader("L", "2");
    CHECK(text(e.serialize()) == "Event-Name: CUSTOM\nEvent-Subclass: a%3A%3Ab\n"
                                 "K: a%20b%2541%C3%A9\nL: ARRAY%3A%3A1%7C%3A2\n\n");
    CHECK(e.addBody("hi\n\nyou"));
    CHECK(text(e.getBody()) == "hi\n\nyou");
    CHECK(text(e.getHeader("_body")) == "hi\n\nyou");
    CHECK(e.setPriority(ESL_PRIORITY_LOW));
    CHECK(e.setPriority(ESL_PRIORITY_HIGH));
    CHECK(text(e.firstHeader()) == "priority");
    CHECK(text(e.nextHeader()) == "Event-Name");
    CHECK(text(e.getHeader("Priority")) == "HIGH");
    CHECK(e.setPriority());
    CHECK(text(e.serialize("text")) ==
          "priority: NORMAL\nEvent-Name: CUSTOM\nEvent-Subclass: a%3A%3Ab\n"
          "K: a%20b%2541%C3%A9\nL: ARRAY%3A%3A1%7C%3A2\nContent-Length: 7\n\nhi\n\nyou");
    CHECK(text(e.serialize("JSON")) ==
          "{\n\t\"priority\":\t\"NORMAL\",\n\t\"Event-Name\":\t\"CUSTOM\",\n"
          "\t\"Event-Subclass\":\t\"a::b\",\n\t\"K\":\t\"a b%41\xC3\xA9\",\n"
          "\t\"L\":\t[\"1\", "
          "\"2\"],\n\t\"Content-Length\":\t\"7\",\n\t\"_body\":\t\"hi\\n\\nyou\"\n}");
    e.addHeader("_body", "other");
    CHECK(text(e.getBody()) == "other");
}

TEST_CASE("ESLevent: types by name") {
    const auto type = [](const char* name, const char* subclass = nullptr) {
        ESLevent e(name, subclass);
        return text(e.getType()) + " " + text(e.getHeader("Event-Name"));
    };
    CHECK(type("channel_answer") == "CHANNEL_ANSWER CHANNEL_ANSWER");
    CHECK(type("SWITCH_EVENT_TALK") == "TALK TALK");
    CHECK(type("nosuch") == "MESSAGE MESSAGE");
    CHECK(type("TALK", "a::b") == "CUSTOM CUSTOM");
    CHECK(type("CLONE") == "CUSTOM NULL");
    CHECK(type("json") == "MESSAGE MESSAGE");
    CHECK(type(nullptr) == "invalid NULL");
}

TEST_CASE("ESLevent: read from JSON, whatever else is in it") {
    ESLevent e("json", R"({"Event-Name": "HEARTBEAT", "n": 1, "a": ["x", 2, {"b": ["c"]}, "y"],
        "o": {"p": ["}"]}, "t": true, "e": "\"\\", "_body": "hi", "z": "last"})");
    CHECK(text(e.getType()) == "HEARTBEAT");
    CHECK(text(e.getHeader("a")) == "ARRAY::x|:y");
    CHECK(text(e.getHeader("e")) == "\"\\");
    CHECK(text(e.getHeader("z")) == "last");
    CHECK(text(e.getBody()) == "hi");
    for (const char* absent : {"n", "o", "p", "t"}) CHECK(text(e.getHeader(absent)) == "NULL");
    ESLevent again("JSON", e.serialize("json"));
    CHECK(text(again.getHeader("a", 1)) == "y");
    for (const char* wrong : {"{", "[]", "1", "\"x\"", "{\"a\":}", "{\"a\":[}", "nonsense"}) {
        ESLevent none("json", wrong);
        CHECK(text(none.getType()) == "invalid");
    }
}

TEST_CASE("ESLevent: without an event, and with NULL, nothing is done") {
    ESLevent none("json", "{");
    CHECK(text(none.serialize()).empty());
    CHECK_FALSE(none.setPriority());
    CHECK_FALSE(none.addBody("x"));
    CHECK_FALSE(none.addHeader("a", "b"));
    CHECK_FALSE(none.pushHeader("a", "b"));
    CHECK_FALSE(none.unshiftHeader("a", "b"));
    CHECK_FALSE(none.delHeader("a"));
    CHECK(none.getHeader("a") == nullptr);
    CHECK(none.getBody() == nullptr);
    CHECK(none.firstHeader() == nullptr);
    CHECK(none.to_event().empty());

    ESLevent e("TALK");
    CHECK_FALSE(e.addBody(nullptr));
    CHECK_FALSE(e.addHeader(nullptr, "b"));
    CHECK_FALSE(e.addHeader("a", nullptr));
    CHECK_FALSE(e.pushHeader(nullptr, nullptr));
    CHECK_FALSE(e.unshiftHeader("a", nullptr));
    CHECK_FALSE(e.delHeader(nullptr));
    CHECK(e.getHeader(nullptr) == nullptr);
    CHECK(text(e.serialize(nullptr)) == "Event-Name: TALK\n\n");

    ESLevent taken(&e);
    CHECK(text(taken.getType()) == "TALK");
    CHECK(text(e.getType()) == "invalid");
    ESLevent nobody(static_cast<ESLevent*>(nullptr));
    CHECK(text(nobody.getType()) == "invalid");
}

TEST_CASE("ESLevent: to and from an event of eslio's") {
    eslio::event given = eslio::event::custom("a::b");
    given.set_name(eslio::event_name::custom);
    given.add("K", "v").add_array("L", {"1", "2"}).set_body("body");
    ESLevent e(given);
    CHECK(text(e.getHeader("L", 1)) == "2");
    CHECK(text(e.getHeader("Content-Length")) == "4");
    const eslio::event back = e.to_event();
    CHECK(back["K"] == "v");
    CHECK(back.values("L").size() == 2);
    CHECK(back.body() == "body");
    given.add("Event-Name", "TALK");
    ESLevent twice(given);
    CHECK(text(twice.getType()) == "TALK");
    CHECK(text(twice.getHeader("Event-Name")) == "TALK");
    ESLevent unknown(eslio::event::named("NEW_KIND"));
    CHECK(text(unknown.getType()) == "CUSTOM");
    CHECK(text(unknown.getHeader("Event-Name")) == "NEW_KIND");
}

TEST_CASE("eslSetLogLevel: says which lines are written") {
    using eslio::esl::log_severity;
    eslSetLogLevel(4);
    CHECK(eslio::esl::logs(log_severity::warning));
    CHECK_FALSE(eslio::esl::logs(log_severity::info));
    eslSetLogLevel(8);
    CHECK(eslio::esl::logs(log_severity::debug));
    eslSetLogLevel(0);
    CHECK_FALSE(eslio::esl::logs(log_severity::error));
}
