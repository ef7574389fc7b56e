// class event, written: headers, arrays, bodies, arguments that are views of the event itself.
#include "catch.hpp"
#include "support/growth.hpp"
#include "support/rounds.hpp"

#include <eslio/event/event.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace event_edit_test {

namespace {

std::string show(const eslio::event& e) {
    std::string out;
    for (const eslio::event_header h : e.headers()) {
        out += h.name();
        out += '=';
        for (std::size_t i = 0; i < h.size(); ++i) {
            out += h[i];
            if (h.is_array()) out += ',';
        }
        out += ' ';
    }
    return out += e.body();
}

}  // namespace

TEST_CASE("edit: headers are added behind the others, before a body's Content-Length") {
    eslio::event e;
    e.add("A", "1").add("A", "2").add_front("Z", "0");
    CHECK(show(e) == "Z=0 A=1 A=2 ");
    e.set_body("hi").add("B", "3");
    CHECK(show(e) == "Z=0 A=1 A=2 B=3 Content-Length=2 hi");
    e.set_body("hello");
    CHECK(show(e) == "Z=0 A=1 A=2 B=3 Content-Length=5 hello");
    e.set_body("");
    CHECK(show(e) == "Z=0 A=1 A=2 B=3 ");
    CHECK_FALSE(e.has_body());
    e.add("Content-Length", "9").set_body("x");
    CHECK(show(e) == "Z=0 A=1 A=2 B=3 Content-Length=9 Content-Length=1 x");
}

TEST_CASE("edit: set replaces all of a name by one, in the first one's place") {
    eslio::event e;
    e.add("A", "1").add("B", "2").add("a", "3").add("C", "4");
    e.set("b", "x");
    CHECK(show(e) == "A=1 b=x a=3 C=4 ");
    e.set("A", "y");
    CHECK(show(e) == "A=y b=x C=4 ");
    e.set("D", "ARRAY::1|:2");
    CHECK(show(e) == "A=y b=x C=4 D=1,2, ");
    e.set("D", "");
    CHECK(show(e) == "A=y b=x C=4 ");
    e.set("none", "");
    CHECK(e.size() == 3);
    e.set_body("b").set("E", "5");
    CHECK(show(e) == "A=y b=x C=4 E=5 Content-Length=1 b");
}

TEST_CASE("edit: remove takes arrays with their elements") {
    eslio::event e;
    e.add("A", "ARRAY::1|:2").add("B", "b").add("a", "3");
    CHECK(e.remove("a"));
    CHECK(show(e) == "B=b ");
    CHECK_FALSE(e.remove("a"));
    CHECK_FALSE(e.remove(""));
    CHECK(e.remove("B"));
    CHECK(e.empty());
}

TEST_CASE("edit: push and unshift make arrays of what is there") {
    eslio::event e;
    e.push("A", "1");
    CHECK_FALSE((*e.headers().begin()).is_array());
    e.add("B", "b").push("a", "2").unshift("A", "0");
    CHECK(show(e) == "A=0,1,2, B=b ");
    CHECK(e["A"] == "ARRAY::0|:1|:2");
    e.push("A", "x|:y");
    CHECK(e.values("A") == std::vector<std::string_view>{"0", "1", "2", "x|:y"});
    e.unshift("C", "c");
    CHECK(e["C"] == "c");

    SECTION("of the first of several, as FreeSWITCH does") {
        eslio::event twice;
        twice.add("A", "1").add("A", "2").push("A", "3");
        CHECK(show(twice) == "A=1,3, A=2 ");
    }
    SECTION("before a body's Content-Length") {
        CHECK(show(eslio::event().set_body("b").push("A", "1").push("A", "2")) ==
              "A=1,2, Content-Length=1 b");
    }
}

TEST_CASE("edit: an array grows in its place, and where others were written since") {
    eslio::event e;
    e.add("B", "b");
    std::vector<std::string> all;
    for (int i = 0; i < 300; ++i) {
        all.push_back("v" + std::to_string(i));
        e.push("A", all.back());
        if (i % 7 == 0) e.add("C" + std::to_string(i), "c");
        if (i % 11 == 0) e.set_body("body " + std::to_string(i));
    }
    CHECK(e.values("A") == std::vector<std::string_view>(all.begin(), all.end()));
    const std::string text(e["A"]);
    CHECK(text.rfind("ARRAY::v0|:v1|:", 0) == 0);
    CHECK(eslio::event().add("A", text).values("A") == e.values("A"));
    CHECK(e.body() == "body 297");
    CHECK(e["C0"] == "c");
    CHECK(e["C294"] == "c");
    CHECK(e["B"] == "b");
    CHECK(e.size() == 2 + 43 + 1);
    eslio::event one;
    CHECK(one.add_array("A", {"1"}).push("A", "2").push("A", "")["A"] == "ARRAY::1|:2|:");
    CHECK(one.push("A", one["A"]).values("A").back() == "ARRAY::1|:2|:");
}

TEST_CASE("edit: many values are pushed for what they are") {
    const auto nothing = [](std::size_t n) { return n; };
    CHECK(support::growth(1'000, nothing, [](std::size_t n) {
              eslio::event e;
              for (std::size_t i = 0; i < n; ++i) e.push("A", "value");
              REQUIRE(e.values("A").size() == n);
          }) < support::quadratic);
}

TEST_CASE("edit: type, subclass and priority, as ESLevent has them") {
    eslio::event e = eslio::event::named("NEW_TYPE");
    CHECK(e.name() == "NEW_TYPE");
    CHECK(e.priority() == eslio::event_priority::normal);
    e.add("A", "1").set_name(eslio::event_name::custom).set_subclass("x::y");
    CHECK(show(e) == "Event-Subclass=x::y Event-Name=CUSTOM A=1 ");
    e.set_subclass("z::z").set_priority(eslio::event_priority::high);
    CHECK(show(e) == "priority=HIGH Event-Subclass=z::z Event-Name=CUSTOM A=1 ");
    CHECK(e.priority() == eslio::event_priority::high);
    e.set_priority(eslio::event_priority::low).set_name("OTHER").set_subclass("");
    CHECK(show(e) == "priority=LOW Event-Name=OTHER A=1 ");
    CHECK(e.priority() == eslio::event_priority::low);
    CHECK(e.set_priority(eslio::event_priority::normal)["priority"] == "NORMAL");
    CHECK(e.priority() == eslio::event_priority::normal);
    CHECK(show(eslio::event().set_subclass("")).empty());
}

TEST_CASE("edit: one value of an array by its number") {
    eslio::event e;
    e.add("X", "x").add("A", "ARRAY::1|:2").add("a", "3");
    CHECK(e.find("A", 0) == "1");
    CHECK(e.find("a", 1) == "2");
    CHECK_FALSE(e.find("A", 2));
    CHECK(e.find("X", 0) == "x");
    CHECK_FALSE(e.find("X", 1));
    CHECK_FALSE(e.find("none", 0));
}

TEST_CASE("edit: an array of given elements") {
    eslio::event e;
    e.add_array("A", {"x|:y", "", "z"}).add_array("One", {"1"}).add_array("None", {});
    CHECK(e.values("A") == std::vector<std::string_view>{"x|:y", "", "z"});
    CHECK(e["A"] == "ARRAY::x|:y|:|:z");
    CHECK(e["One"] == "1");
    CHECK((*++e.headers().begin()).is_array());
    CHECK(e["None"].empty());
    CHECK(e.size() == 3);
}

TEST_CASE("edit: arguments may be views of the event itself") {
    eslio::event e;
    e.add("Name", "value").add("A", "ARRAY::x|:y").set_body("body");
    for (int i = 0; i < 200; ++i) {
        INFO(i);
        const eslio::event_header first = *e.headers().begin();
        switch (i % 6) {
            case 0: e.add(first.name(), e["A"]); break;
            case 1: e.set("Copy", e["Name"]); break;
            case 2: e.set_body(e.body()); break;
            case 3: e.push(first.name(), first.value()); break;
            case 4: e.set(first.name(), "value"); break;
            default: e.add_front(first.name(), e.body()).remove("A"); e.add("A", "ARRAY::x|:y");
        }
        REQUIRE(e.body() == "body");
        REQUIRE(e["A"] == "ARRAY::x|:y");
        REQUIRE(e.values("A").back() == "y");
    }
}

TEST_CASE("edit: an event that is changed for ever does not grow") {
    eslio::event e;
    e.add("Keep", "ARRAY::a|:b").add("Other", "kept");
    for (int i = 0; i < 20000; ++i) {
        e.set("Counter", std::to_string(i));
        e.set_body("body " + std::to_string(i));
    }
    CHECK(show(e) == "Keep=a,b, Other=kept Counter=19999 Content-Length=10 body 19999");
    CHECK(e.memory() < 4096);
}

TEST_CASE("edit: like a list of names and values") {
    support::each_round(50, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        std::mt19937_64 random(seed);
        std::vector<std::pair<std::string, std::string>> model;
        eslio::event e;
        for (int step = 0; step < 60; ++step) {
            const std::string name(1, static_cast<char>('a' + random() % 5));
            const std::string value(random() % 12, static_cast<char>('A' + random() % 26));
            const auto same = [&](const auto& h) { return h.first == name; };
            const auto found = std::find_if(model.begin(), model.end(), same);
            switch (random() % 4) {
                case 0:
                    e.add(name, value);
                    model.emplace_back(name, value);
                    break;
                case 1:
                    e.add_front(name, value);
                    model.emplace(model.begin(), name, value);
                    break;
                case 2: {
                    const auto place = found - model.begin();
                    e.set(name, value);
                    model.erase(std::remove_if(model.begin(), model.end(), same), model.end());
                    if (!value.empty()) model.emplace(model.begin() + place, name, value);
                    break;
                }
                default:
                    CHECK(e.remove(name) == (found != model.end()));
                    model.erase(std::remove_if(model.begin(), model.end(), same), model.end());
            }
            std::string expected;
            for (const auto& [n, v] : model) expected += n + "=" + v + " ";
            REQUIRE(show(e) == expected);
            REQUIRE(e.size() == model.size());
        }
    });
}

TEST_CASE("edit: one of several equal headers is removed by its value") {
    eslio::event e;
    e.add("A", "1").add("B", "2").add("a", "3").add_array("A", {"x", "y"});
    CHECK(e.remove("A", "3"));
    CHECK(show(e) == "A=1 B=2 A=x,y, ");
    CHECK_FALSE(e.remove("A", "2"));
    CHECK(e.remove("A", "ARRAY::x|:y"));
    CHECK(show(e) == "A=1 B=2 ");
    CHECK(e.size() == 2);
}

TEST_CASE("edit: events are merged as FreeSWITCH does it") {
    eslio::event e, other;
    e.add("A", "1").add_array("L", {"x"}).set_body("mine");
    other.add("A", "2").add_array("L", {"y", "z"}).add_array("M", {"m"}).set_body("another");
    e.merge(other);
    CHECK(show(e) == "A=1 L=x,y,z, A=2 M=m Content-Length=4 mine");
    e.merge(e);
    CHECK(e.values("A").size() == 4);
    CHECK(e.values("L").size() == 6);
}

namespace {

/// What switch_event_merge does: each element is pushed by itself.
void push_all(eslio::event& to, const eslio::event& from) {
    for (const eslio::event_header h : from.headers()) {
        if (h.name() == "Content-Length") continue;
        if (!h.is_array()) to.add(h.name(), h.value());
        for (std::size_t i = 0; h.is_array() && i < h.size(); ++i) to.push(h.name(), h[i]);
    }
}

}  // namespace

TEST_CASE("edit: merging is as pushing each element") {
    const std::vector<std::vector<std::string_view>> values = {
        {"1"}, {"x", "y"}, {"", "z"}, {"ARRAY::p|:q", "r"}, {"ARRAY::p|:q"}, {"ARRAY::s"}};
    const std::string_view names[] = {"A", "a", "B", "Content-Length", ""};
    std::size_t next = 0;
    for (int round = 0; round < 2'000; ++round) {
        eslio::event events[2];
        for (eslio::event& e : events) {
            const std::size_t headers = next % 5;
            for (std::size_t i = 0; i < headers; ++i) {
                next = next * 6364136223846793005u + 1442695040888963407u;
                const auto& v = values[(next >> 33) % values.size()];
                const std::string_view name = names[(next >> 40) % 5];
                if ((next >> 50) % 2 == 0)
                    e.add(name, v.front());
                else
                    e.add_array(name, v);
            }
            next = next * 6364136223846793005u + 1442695040888963407u;
            if ((next >> 50) % 2 == 0) e.set_body("body");
            next >>= 7;
        }
        eslio::event pushed = events[0];
        push_all(pushed, events[1]);
        events[0].merge(events[1]);
        REQUIRE(show(events[0]) == show(pushed));
        REQUIRE(events[0] == pushed);
    }
    eslio::event many, out;
    for (int i = 0; i < 20'000; ++i) many.add_array("v" + std::to_string(i), {"a", "b"});
    out.merge(many).merge(many);
    CHECK(out.size() == 20'000);
    CHECK(out["v19999"] == "ARRAY::a|:b|:a|:b");
}

TEST_CASE("edit: an event of more than 2 GiB is refused, and stays") {
    eslio::event e;
    e.add("A", "1").set_body("mine");
    const std::string_view huge(e.body().data(), std::size_t{1} << 33);  // never looked at
    CHECK_THROWS_AS(e.set_body(huge), std::length_error);
    CHECK_THROWS_AS(e.add("B", huge), std::length_error);
    CHECK_THROWS_AS(e.push("A", huge), std::length_error);
    CHECK_THROWS_AS(e.add("B", huge.substr(0, std::size_t{1} << 31)), std::length_error);
    CHECK(show(e) == "A=1 Content-Length=4 mine");
}

}  // namespace event_edit_test
