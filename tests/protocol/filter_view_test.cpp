// protocol/filter_view.hpp: which events pass, as FreeSWITCH judges (P: 7.2).
#include "catch.hpp"

#include <eslio/protocol/filter_view.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace filter_view_test {

namespace {

using eslio::event;
using eslio::protocol::filter_view;
using pairs = std::vector<std::pair<std::string_view, std::string_view>>;

filter_view with(const pairs& filters) {
    filter_view view;
    for (const auto& [header, value] : filters) view.add(header, value);
    return view;
}

event sample() {
    event e(eslio::event_name::channel_answer);
    e.add("Unique-ID", "1234").add("Number", "155").add("Answer-State", "Answered");
    return e;
}

bool passes(const pairs& filters) {
    return with(filters).passes(sample());
}

}  // namespace

TEST_CASE("without filters all passes", "[protocol][filter_view]") {
    CHECK(filter_view().empty());
    CHECK(passes({}));
}

TEST_CASE("a positive filter selects by equality of any case", "[protocol][filter_view]") {
    CHECK(passes({{"Unique-ID", "1234"}}));
    CHECK(passes({{"unique-id", "1234"}}));
    CHECK(passes({{"Answer-State", "ANSWERED"}}));
    CHECK_FALSE(passes({{"Unique-ID", "123"}}));
    CHECK_FALSE(passes({{"Unique-ID", "12345"}}));
    CHECK_FALSE(passes({{"Absent", "1234"}}));
}

TEST_CASE("a negative filter may hide what its header can be of", "[protocol][filter_view]") {
    using n = eslio::event_name;
    const auto needed = eslio::detail::types_of({n::channel_answer, n::dtmf});
    const auto hides = [&](const pairs& filters) { return with(filters).hides(needed); };
    CHECK_FALSE(hides({}));
    CHECK_FALSE(hides({{"Event-Name", "CHANNEL_ANSWER"}, {"Unique-ID", "1"}}));
    CHECK_FALSE(hides({{"Event-Name", "-HEARTBEAT"}, {"event-name", " +-PRESENCE_IN"}}));
    CHECK_FALSE(hides({{"Event-Name", "-no such event"}}));
    CHECK(hides({{"Event-Name", "-HEARTBEAT"}, {"Event-Name", "-dtmf"}}));
    CHECK(hides({{"Unique-ID", "-1"}}));
    CHECK(hides({{"Event-Subclass", "-x"}, {"Answer-State", "-early"}}));
}

TEST_CASE("positive filters are alternatives", "[protocol][filter_view]") {
    CHECK(passes({{"Unique-ID", "x"}, {"Number", "155"}}));
    CHECK(passes({{"Number", "155"}, {"Unique-ID", "x"}}));
    CHECK_FALSE(passes({{"Number", "1"}, {"Unique-ID", "x"}}));
}

TEST_CASE("a negative filter rejects, wherever it stands", "[protocol][filter_view]") {
    CHECK_FALSE(passes({{"Unique-ID", "1234"}, {"Number", "-155"}}));
    CHECK_FALSE(passes({{"Number", "-155"}, {"Unique-ID", "1234"}}));
    CHECK(passes({{"Number", "-1"}, {"Unique-ID", "1234"}}));
    CHECK_FALSE(passes({{"Number", "-1"}}));
}

TEST_CASE("the last sign before the text decides", "[protocol][filter_view]") {
    CHECK(passes({{"Number", "+155"}}));
    CHECK(passes({{"Number", " +155"}}));
    CHECK(passes({{"Number", "-+155"}}));
    CHECK_FALSE(passes({{"Number", "+155"}, {"Number", "+-155"}}));
    CHECK_FALSE(passes({{"Number", "+155"}, {"Number", "- 155"}}));
    CHECK_FALSE(passes({{"Number", "155 "}}));
}

TEST_CASE("a regular expression matches part of the value", "[protocol][filter_view]") {
    CHECK(passes({{"Number", "/^15/"}}));
    CHECK_FALSE(passes({{"Number", "/^9/"}}));
    CHECK_FALSE(passes({{"Absent", "/./"}}));
    // What eslio cannot read counts as a match where the header is.
    CHECK(passes({{"Number", "/(?=9)/"}}));
    CHECK_FALSE(passes({{"Absent", "/(?=9)/"}}));
    // Behind a sign it is a plain text (P: 7.2).
    CHECK_FALSE(passes({{"Number", "-/155/"}}));
    CHECK_FALSE(passes({{"Number", "+/155/"}}));
}

TEST_CASE("_body is the body", "[protocol][filter_view]") {
    event e = sample();
    CHECK_FALSE(with({{"_body", "+"}}).passes(e));
    CHECK_FALSE(with({{"_body", "/./"}}).passes(e));
    e.set_body("hello");
    CHECK(with({{"_body", "HELLO"}}).passes(e));
    CHECK(with({{"_body", "/./"}}).passes(e));
    CHECK_FALSE(with({{"_body", "hell"}}).passes(e));
}

TEST_CASE("filters are removed by header, or by header and value", "[protocol][filter_view]") {
    filter_view view = with({{"A", "x"}, {"a", "y"}, {"A", "x"}, {"B", "x"}});
    const auto passes_a = [&](std::string_view value) {
        return view.passes(event().add("A", value));
    };
    CHECK(passes_a("x"));
    view.remove("a", "X");
    view.remove("C", "");
    CHECK(passes_a("x"));
    view.remove("a", "x");
    CHECK_FALSE(passes_a("x"));
    CHECK(passes_a("y"));
    view.remove("A", "");
    CHECK_FALSE(passes_a("y"));
    CHECK_FALSE(view.empty());
    view.remove("b", "");
    CHECK(view.empty());
    view.add("A", "x");
    view.clear();
    CHECK(view.empty());
}

}  // namespace filter_view_test
