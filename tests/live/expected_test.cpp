#include "catch.hpp"
#include "live/accepted.hpp"
#include "live/expected.hpp"
#include "live/leeway.hpp"
#include "support/rounds.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using live::difference;
using live::entry;
using live::expected;
using live::transcript;

transcript of(std::vector<entry> entries) {
    return {{"fs $a", std::move(entries)}};
}

std::vector<std::string> places(const expected& e, const transcript& t) {
    std::vector<std::string> out;
    for (const difference& d : live::compare(e, t)) out.push_back(d.place);
    std::sort(out.begin(), out.end());
    return out;
}

using strings = std::vector<std::string>;

const entry create{"CREATE", 0, {{"state", "init"}}};
const entry answer{"ANSWER", 1, {{"state", "up"}, {"Answer-State", "answered"}}};
const entry hangup{"HANGUP", 3, {{"state", "down"}}};

}  // namespace

TEST_CASE("live expected: the same is the same", "[live]") {
    const transcript t = of({create, answer, hangup});
    CHECK(live::compare(live::merge({}, {t}), t).empty());
}

TEST_CASE("live expected: each kind of difference is told with its place", "[live]") {
    const expected e = live::merge({}, {of({create, answer, hangup})});
    CHECK(places(e, of({create, hangup})) == strings{"fs $a: ANSWER"});
    CHECK(places(e, of({create, answer, answer, hangup})) == strings{"fs $a: ANSWER (2)"});
    CHECK(places(e, of({create, hangup, answer})).size() == 1);
    CHECK(places(e, of({hangup, create, answer})) == strings{"fs $a: HANGUP: order"});
    entry other = answer;
    other.details[0].second = "busy";
    CHECK(places(e, of({create, other, hangup})) == strings{"fs $a: ANSWER: state"});
    other = answer;
    other.details.pop_back();
    CHECK(places(e, of({create, other, hangup})) == strings{"fs $a: ANSWER: Answer-State"});
    other = answer;
    other.details.emplace_back("more", "x");
    CHECK(places(e, of({create, other, hangup})) == strings{"fs $a: ANSWER: more"});
    other = answer;
    other.after = 2;
    CHECK(places(e, of({create, other, hangup})) == strings{"fs $a: ANSWER: time"});
    other.after = 1.2;
    CHECK(places(e, of({create, other, hangup})).empty());
    transcript more = of({create, answer, hangup});
    more.push_back({"fs $b", {create}});
    CHECK(places(e, more) == strings{"fs $b"});
    CHECK(places(e, {}) == strings{"fs $a"});
}

TEST_CASE("live expected: what varies on the real switch may vary", "[live]") {
    entry late = answer;
    late.after = 2;
    late.details[0].second = "early";
    late.details.pop_back();
    const expected e = live::merge(
        {}, {of({create, answer, hangup}), of({create, hangup, late}), of({create, hangup})});
    CHECK(e.plays == 3);
    CHECK(places(e, of({create, answer, hangup})).empty());
    CHECK(places(e, of({create, hangup, late})).empty());
    CHECK(places(e, of({create, hangup})).empty());
    CHECK(places(e, of({answer, create, hangup})) == strings{"fs $a: CREATE: order"});
    CHECK(places(e, of({create, answer})) == strings{"fs $a: HANGUP"});
    late.details[0].second = "other";
    CHECK(places(e, of({create, late, hangup})) == strings{"fs $a: ANSWER: state"});
}

TEST_CASE("live expected: rough times are compared as times", "[live]") {
    const auto took = [](const std::string& time) {
        return of({entry{"DESTROY", 0, {{"variable_mduration", time}}}});
    };
    const expected e =
        live::merge({}, {took("about 1.3 s"), took("about 1.2 s"), took("about 1.4 s")});
    CHECK(e.sections[0].entries[0].details[0].values == strings{"about 1.2 s", "about 1.4 s"});
    CHECK(places(e, took("about 1.8 s")).empty());
    CHECK(places(e, took("about 2.3 s")).size() == 1);
    CHECK(places(e, took("about 0.3 s")).size() == 1);
    CHECK(places(e, took("soon")).size() == 1);
}

TEST_CASE("live expected: FreeSWITCH may drop the last events of a session that does not linger",
          "[live]") {
    const auto session = [](const std::string& command, std::vector<entry> events) {
        const entry reply{command, 0, {{"answer", "+OK will linger 5 seconds"}}};
        const entry farewell{
            "< text/disconnect-notice", 0, {{"answer", "Controlled-Session-UUID: $a\n"}}};
        return transcript{{"app", {reply, farewell}}, {"app $a", std::move(events)}};
    };
    const entry cause{"HANGUP", 0, {{"Hangup-Cause", "USER_BUSY"}}};
    const entry last{"COMPLETE", 0, {{"Hangup-Cause", "USER_BUSY"}}};
    const auto lost = [&](const std::string& command, const std::vector<entry>& came) {
        std::vector<bool> out;
        const expected e = live::merge({}, {session(command, {create, answer, cause, last})});
        for (const difference& d : live::compare(e, session(command, came))) out.push_back(d.lost);
        return out;
    };
    using flags = std::vector<bool>;
    CHECK(lost("> noop", {create, answer}) == flags{true, true});
    CHECK(lost("> noop", {create, answer, cause}) == flags{true});
    CHECK(lost("> noop", {create, answer, last}) == flags{false});
    CHECK(lost("> noop", {create}) == flags{false, true, true});
    CHECK(lost("> linger 5", {create, answer, cause}) == flags{false});
}

TEST_CASE("live expected: a hang-up may be told when the call is done", "[live]") {
    const auto told = [](const std::string& what, const std::string& state) {
        return of({entry{what, 0, {{"state", state}}}});
    };
    const std::string usual = "CS_EXECUTE ACTIVE hangup", late = "CS_REPORTING HANGUP hangup";
    const expected e = live::merge({}, {told("CHANNEL_HANGUP", usual)});
    CHECK(places(e, told("CHANNEL_HANGUP", late)).empty());
    CHECK(places(e, told("CHANNEL_HANGUP", "CS_EXECUTE RINGING hangup")).size() == 1);
    const expected other = live::merge({}, {told("CHANNEL_UNPARK", usual)});
    CHECK(places(other, told("CHANNEL_UNPARK", late)).size() == 1);
}

TEST_CASE("live expected: what differs in each of two plays", "[live]") {
    const std::vector<difference> both = live::in_both(
        {{"fs: a", "one"}, {"fs: b", "one"}, {"fs: c", "one"}}, {{"fs: c", "two"}, {"fs: a", ""}});
    REQUIRE(both.size() == 2);
    CHECK(both[0].place == "fs: a");
    CHECK(both[1].place == "fs: c");
    CHECK(both[1].text == "one");
}

TEST_CASE("live expected: an operation may not be told the cause", "[live]") {
    const auto ended = [](std::vector<std::pair<std::string, std::string>> details) {
        return of({entry{"wait", 0, std::move(details)}});
    };
    const expected e =
        live::merge({}, {ended({{"why", "USER_BUSY"}, {"cause", "USER_BUSY"}, {"how", "x"}})});
    const auto lost = [&](const transcript& t, bool untold) {
        std::vector<bool> out;
        for (const difference& d : live::compare(e, t, untold)) out.push_back(d.lost);
        return out;
    };
    using flags = std::vector<bool>;
    CHECK(lost(ended({{"why", "the call has ended"}, {"how", "x"}}), true) == flags{true, true});
    CHECK(lost(ended({{"why", "the call has ended"}, {"how", "x"}}), false) == flags{false, false});
    CHECK(lost(ended({{"why", "USER_BUSY"}, {"cause", "NO_ANSWER"}, {"how", "x"}}), true) ==
          flags{false});
    CHECK(lost(ended({{"why", "USER_BUSY"}, {"cause", "USER_BUSY"}}), true) == flags{false});
}

TEST_CASE("live expected: a section that is not always there", "[live]") {
    transcript with = of({create});
    with.push_back({"fs $b", {answer}});
    const expected late = live::merge({}, {of({create}), with});
    const expected early = live::merge({}, {with, of({create})});
    for (const expected& e : {late, early}) {
        CHECK(places(e, with).empty());
        CHECK(places(e, of({create})).empty());
    }
}

TEST_CASE("live expected: widened it still accepts what it was made of", "[live]") {
    const transcript first = of({create, answer, hangup});
    const transcript second = of({create, hangup, answer});
    const expected e = live::merge(live::merge({}, {first}), {second});
    CHECK(e.plays == 2);
    CHECK(places(e, first).empty());
    CHECK(places(e, second).empty());
    CHECK(places(e, of({answer, create, hangup})) == strings{"fs $a: CREATE: order"});
    CHECK(places(live::merge(e, {of({create})}), of({create})).empty());
}

TEST_CASE("live expected: as text it is the same", "[live]") {
    entry odd{"> a\nb \\ ",
              0.04,
              {{"body", "one\n\ntwo \\\n| x\\"},
               {"empty", ""},
               {"blank", "x "},
               {"bytes", std::string("\r\x01\x7F\xC3\xBC\0", 6)},
               {"lines", "a: b\nor: c\nor nothing\n"}}};
    entry other = odd;
    other.after = 0.26;
    other.details[0].second = "{\n}\n";
    other.details[1].second = "or nothing";
    const std::vector<transcript> all{of({create, odd, answer, hangup, odd}),
                                      of({create, other, hangup, answer}), of({hangup, create})};
    expected e = live::merge({}, all);
    e.origin = "FreeSWITCH 1.11, plays: no";
    const std::string text = live::to_text(e);
    const expected back = live::parse_expected(text);
    CHECK(live::to_text(back) == text);
    CHECK(back.origin == e.origin);
    CHECK(back.plays == 3);
    for (const transcript& t : all) CHECK(places(back, t).empty());
}

TEST_CASE("live expected: text that cannot be read is told with its line", "[live]") {
    const auto [text, problem] = GENERATE(table<const char*, const char*>({
        {"recorded from x\n", "line 1: tells no number of plays"},
        {"X\n", "line 1: stands before the first section"},
        {"== fs\n    a: b\n", "line 2: a detail belongs to an entry"},
        {"== fs\nX\n    or: b\n", "line 3: there is no value before 'or'"},
        {"== fs\nX\n    or nothing\n", "line 3: there is no value before 'or nothing'"},
        {"== fs\nX\n    | b\n", "line 3: a line belongs to a value"},
        {"== fs\nX\n    b\n", "line 3: 'b' is no detail"},
    }));
    std::string told = "none";
    try {
        live::parse_expected(text);
    } catch (const std::runtime_error& e) {
        told = e.what();
    }
    CHECK(told == problem);
}

TEST_CASE("live expected: of random transcripts each is accepted, also after writing and reading",
          "[live]") {
    support::each_round(200, [](std::uint64_t seed) {
        INFO("seed " << seed);
        std::mt19937_64 random(seed);
        const auto make = [&] {
            std::vector<entry> entries;
            for (std::size_t n = random() % 8; n-- > 0;) {
                entry e{std::string(1, static_cast<char>('A' + random() % 4)),
                        static_cast<double>(random() % 30) / 10,
                        {}};
                if (random() % 2 != 0) e.details.emplace_back("x", std::to_string(random() % 3));
                if (random() % 2 != 0) e.details.emplace_back("y", random() % 2 ? "1\n" : "2\\\n3");
                entries.push_back(std::move(e));
            }
            return of(std::move(entries));
        };
        const std::vector<transcript> all{make(), make(), make()};
        expected e = live::merge({}, {all[0], all[1]});
        e.origin = "a switch";
        e = live::merge(live::parse_expected(live::to_text(e)), {all[2]});
        const expected back = live::parse_expected(live::to_text(e));
        for (const transcript& t : all) CHECK(places(back, t).empty());
    });
}

TEST_CASE("live accepted differences: one that is written out covers no other", "[live]") {
    live::accepted_differences list("one | fs: state | told otherwise: expected '1', came '2'\n"
                                    "two | fs: state | told otherwise: expected '1', came '*'\n");
    CHECK(list.covers("one", {"fs: state", "expected '1', came '2'"}));
    CHECK_FALSE(list.covers("one", {"fs: state", "expected '1', came '3'"}));
    CHECK_FALSE(list.covers("one", {"fs: state", "missing"}));
    CHECK(list.covers("two", {"fs: state", "expected '1', came '3'"}));
}

TEST_CASE("live accepted differences: used, not used, unreadable", "[live]") {
    live::accepted_differences list("# why\n"
                                    "one | fs $a: ANSWER: state | it has no other leg | yet\n"
                                    "one | fs $b: * | no leg B\n"
                                    "two | fs: x | never\n");
    CHECK(list.covers("one", {"fs $b: ANSWER: time", ""}));
    CHECK_FALSE(list.covers("two", {"fs $b: ANSWER: time", ""}));
    CHECK_FALSE(list.covers("one", {"fs $a: ANSWER", ""}));
    CHECK(list.unused({"one"}).size() == 1);
    CHECK(list.unused({"one", "two"}).size() == 2);
    CHECK(list.unused({"three"}).empty());
    CHECK(list.unused({"two"})[0] == "line 4: two | fs: x");
    CHECK(list.without_unused({"one", "two"}) == "# why\none | fs $b: * | no leg B\n");
    CHECK_THROWS_AS(live::accepted_differences("one | fs: x\n"), std::runtime_error);
    CHECK_THROWS_AS(live::accepted_differences("one | fs: x | \n"), std::runtime_error);
}
