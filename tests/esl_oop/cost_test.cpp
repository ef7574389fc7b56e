// libesl's classes on events made to be costly: deep, wide, and of many headers.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"
#include "esl_oop/owned.hpp"
#include "support/growth.hpp"

#include <eslio/esl_oop.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

using test::owned;
using test::text;

namespace {

std::string repeated(std::size_t times, const std::string& part) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += part;
    return all;
}

/// An event with these lines as a program receives it.
owned received_event(const std::string& lines) {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    const std::string inner = "Event-Name: CUSTOM\n" + lines + "Last: 1\n\n";
    const std::string packet = "Content-Length: " + std::to_string(inner.size()) +
                               "\nContent-Type: text/event-plain\n\n" + inner +
                               "Content-Type: command/reply\nReply-Text: +OK\n\n";
    fake.with([&](eslio::testing::fake_switch& s) {
        s.on_command("bring it", [packet](std::string_view) { return packet; });
        return true;
    });
    owned(fs.sendRecv("bring it"));
    return fs.recvEvent();
}

/// What grows with the square of these sizes takes minutes.
class stopwatch {
public:
    bool is_quick() const { return std::chrono::steady_clock::now() - begun_ < limit; }

private:
    static constexpr std::chrono::seconds limit{40};
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace

TEST_CASE("ESLevent: an array within an array within an array", "[esl_oop]") {
    for (const std::size_t depth : std::array<std::size_t, 5>{1, 2, 3, 31, 70'000}) {
        INFO(depth);
        const std::string marks = repeated(depth, "ARRAY::");
        const owned e = received_event("X: " + marks + "x|:y\nY: " + marks +
                                       "x\nW: ARRAY::a|:ARRAY::b|:ARRAY%3A%3A\n");
        REQUIRE(e->getHeader("Last") != nullptr);
        CHECK(text(e->getHeader("X")) == "ARRAY::x|:y");
        CHECK(text(e->getHeader("Y")) == "x");
        CHECK(text(e->getHeader("W", 0)) == "a");
        CHECK(text(e->getHeader("W", 1)) == "ARRAY::b");
        CHECK(text(e->getHeader("W", 2)) == "ARRAY::");
    }
    ESLevent own("TALK");
    own.addHeader("Z", repeated(200'000, "ARRAY::").c_str());
    CHECK(text(own.getHeader("Z")) == "NULL");
    own.addHeader("X", (repeated(200'000, "ARRAY::") + "|:y|:" + "ARRAY::z").c_str());
    CHECK(text(own.getHeader("X")) == "ARRAY::y|:ARRAY::z");
    own.addHeader("V", "v");
    own.addHeader("v", "ARRAY::|:ARRAY::w");
    CHECK(text(own.getHeader("V")) == "ARRAY::v|:|:ARRAY::w");
}

TEST_CASE("ESLevent: an array of very many", "[esl_oop]") {
    const stopwatch time;
    const owned e = received_event("X: ARRAY::a" + repeated(90'000, "|:bcdefg") + "\n");
    REQUIRE(e->getHeader("Last") != nullptr);
    CHECK(text(e->getHeader("X", 90'000)) == "bcdefg");
    CHECK(text(e->getHeader("X")).size() > 90'000 * 8);
    ESLevent own("TALK");
    for (int i = 0; i < 200'000; ++i) own.pushHeader("X", "c");
    CHECK(text(own.getHeader("X", 199'999)) == "c");
    CHECK(time.is_quick());
}

TEST_CASE("ESLevent: very many headers, of one name and of many, which go or are looked for",
          "[esl_oop]") {
    const stopwatch time;
    constexpr std::size_t many = 45'000;
    owned e = received_event(repeated(many, "b: 1\n") + repeated(many, "c: \n"));
    CHECK(text(e->getHeader("B")) == "1");
    CHECK(e->getHeader("c") == nullptr);
    e->addHeader("b", "");
    CHECK(text(e->getHeader("b")) == "NULL");
    CHECK(text(e->getHeader("last")) == "1");
    e = received_event(repeated(many, "b: 1\n") + repeated(many, "Event-Name: TALK\n"));
    CHECK(text(e->getType()) == "TALK");
    std::string names;
    for (std::size_t i = 0; i < many / 3; ++i)
        names.append("n").append(std::to_string(i)).append(": ARRAY::a|:b\n");
    e = received_event(names + "N44: ARRAY::c|:d\n" + names);
    CHECK(text(e->getHeader("N44")) == "ARRAY::a|:b|:c|:d|:a|:b");
    CHECK(text(e->getHeader("n45", 3)) == "b");
    names.clear();
    for (const char* h = e->firstHeader(); h != nullptr; h = e->nextHeader()) names = text(h);
    CHECK(names == "Last");
    CHECK(time.is_quick());
}

TEST_CASE("ESLevent: of too many headers it comes as it was sent, and says why", "[esl_oop]") {
    owned e = received_event(repeated(eslio::esl::most_event_headers - 2, "a: 1\n"));
    CHECK(text(e->getType()) == "CUSTOM");
    CHECK(text(e->getHeader("Last")) == "1");
    CHECK(text(e->getHeader(eslio::esl::problem_header)) == "NULL");
    e = received_event(repeated(eslio::esl::most_event_headers - 1, "a: 1\n"));
    CHECK(text(e->getType()) == "SOCKET_DATA");
    CHECK(text(e->getHeader("Content-Type")) == "text/event-plain");
    CHECK(text(e->getHeader("Eslio-Problem")) ==
          make_error_code(eslio::error::event_too_large).message());
    CHECK(text(e->getBody()).find("Event-Name: CUSTOM\na: 1\n") == 0);
}

TEST_CASE("ESLevent: elements by number make only so many", "[esl_oop]") {
    std::string lines;
    for (int i = 0; i < 50'000; ++i)
        lines.append("n").append(std::to_string(i)).append("[4000]: x\n");
    const owned e = received_event(lines + "n0[3]: y\nn0[4000]: z\nn49999[0]: w\n");
    CHECK(text(e->getHeader("n0", 3)) == "y");
    CHECK(text(e->getHeader("n0", 4000)) == "z");
    CHECK(text(e->getHeader("n23", 4000)) == "x");
    CHECK(text(e->getHeader("n24")) == "NULL");
    CHECK(text(e->getHeader("n49999", 0)) == "w");
}

TEST_CASE("ESLevent: JSON of very many members, digits and levels", "[esl_oop]") {
    const stopwatch time;
    const auto read = [](const std::string& members) {
        const std::string json = "{\"z\":1" + members + ",\"last\":\"x\"}";
        return owned(new ESLevent("json", json.c_str()));
    };
    constexpr std::size_t many = 20'000;
    owned e = read(",\"n\":" + repeated(800'000, "1"));
    CHECK(text(e->getHeader("last")) == "x");
    e = read(repeated(many, ",\"a\":\"\",\"b\":[\"1\",\"2\"]"));
    CHECK(text(e->getHeader("b", 2 * many - 1)) == "2");
    CHECK(text(e->getHeader("last")) == "x");
    e = read(",\"n\":" + repeated(300'000, "[") + repeated(300'000, "]"));
    CHECK(text(e->getHeader("last")) == "x");
    e = read(",\"n\":" + repeated(100'000, "{\"a\":[") + repeated(100'000, "]}"));
    CHECK(text(e->getHeader("last")) == "x");
    e = read(",\"n\":" + repeated(300'000, "["));
    CHECK(text(e->getType()) == "invalid");
    CHECK(time.is_quick());
}

TEST_CASE("ESLevent: each of very many headers is asked for in turn", "[esl_oop]") {
    const auto name = [](std::size_t i) { return "n" + std::to_string(i); };
    struct prepared {
        std::unique_ptr<ESLevent> e;
        std::size_t count;
    };
    const auto made = [&](std::size_t count) {
        eslio::event all;
        for (std::size_t i = 0; i < count; ++i) all.add_array(name(i), {"a", "b"});
        return prepared{std::make_unique<ESLevent>(all), count};
    };
    const double ratio = support::growth(1000, made, [&](const prepared& p) {
        for (std::size_t i = 0; i < p.count; ++i) {
            CHECK(text(p.e->getHeader(name(i).c_str())) == "ARRAY::a|:b");
            CHECK(text(p.e->getHeader(name(i).c_str(), 1)) == "b");
            CHECK(p.e->getHeader("none") == nullptr);
        }
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("ESLevent: headers added in turn are found, after they were looked for as well",
          "[esl_oop]") {
    ESLevent e("TALK");
    for (int round = 0; round < 3; ++round)
        for (int i = 0; i < 2000; ++i) {
            const std::string name = "N" + std::to_string(i);
            if (round == 1) e.addHeader(name.c_str(), "late");
            if (round == 2) e.delHeader(name.c_str());
            if (text(e.getHeader(name.c_str())) != (round == 1 ? "late" : "NULL")) FAIL(name);
        }
    CHECK(text(e.getHeader("Event-Name")) == "TALK");
}

TEST_CASE("ESLevent: an array grows at either end, whether or not it is looked at each time",
          "[esl_oop]") {
    const auto nothing = [](std::size_t count) { return count; };
    const double at_end = support::growth(2000, nothing, [](std::size_t count) {
        ESLevent e("TALK");
        for (std::size_t i = 0; i < count; ++i) {
            e.pushHeader("X", "a longer element than a string holds without memory");
            if (e.getHeader("x") == nullptr) FAIL(i);
        }
        CHECK(text(e.getHeader("X")).size() == 7 + count * 53 - 2);
    });
    CHECK(at_end < support::quadratic);
    const double at_front = support::growth(2000, nothing, [](std::size_t count) {
        ESLevent e("TALK");
        for (std::size_t i = 0; i < count; ++i) {
            e.unshiftHeader("X", i == 0 ? "last" : "x");
            if (text(e.getHeader("X", static_cast<int>(i))) != "last") FAIL(i);
        }
    });
    CHECK(at_front < support::quadratic);
    ESLevent e("TALK");
    e.addHeader("X", "b");
    e.pushHeader("X", "c");
    CHECK(text(e.getHeader("X")) == "ARRAY::b|:c");
    e.unshiftHeader("X", "a");
    e.pushHeader("X", "d");
    CHECK(text(e.getHeader("X")) == "ARRAY::a|:b|:c|:d");
    e.addHeader("X[1]", "B");
    CHECK(text(e.getHeader("X")) == "ARRAY::a|:B|:c|:d");
}
