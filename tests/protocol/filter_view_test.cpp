// protocol/filter_view.hpp: which events pass, as FreeSWITCH judges (P: 7.2).
#include "catch.hpp"
#include "support/growth.hpp"

#include <eslio/protocol/filter_view.hpp>

#include <cstddef>
#include <string>
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

TEST_CASE("filters keep their order, and those of one header may be an array",
          "[protocol][filter_view]") {
    filter_view view = with({{"B", "1"}, {"a", "2"}, {"A", "3"}, {"B", "0"}});
    view.add("A", "ARRAY::x|:y");
    const filter_view copy = view;
    view.remove("b", "1");
    view.add("B", "1");
    const auto lines = [](const filter_view& v) {
        std::string all;
        for (const auto& line : v.commands()) all.append(line.text).append(";");
        return all;
    };
    CHECK(lines(copy) ==
          "filter add B 1;filter add a ARRAY::2|:x|:y;filter add A 3;filter add B 0;");
    CHECK(lines(view) ==
          "filter add a ARRAY::2|:x|:y;filter add A 3;filter add B 0;filter add B 1;");
    CHECK(view.has("A", "ARRAY::2|:x|:y"));
    CHECK_FALSE(view.has("a", "2"));
}

TEST_CASE("filters that are removed one by one cost as much for each of them",
          "[protocol][filter_view]") {
    const auto nothing = [](std::size_t n) { return n; };
    const double ratio = support::growth(1000, nothing, [](std::size_t n) {
        filter_view view;
        for (std::size_t i = 0; i < n; ++i) view.add("Unique-ID", std::to_string(i));
        for (std::size_t i = n; i-- != 0;) view.remove("unique-id", std::to_string(i));
        for (std::size_t i = 0; i < n; ++i) view.add(std::to_string(i), "x");
        for (std::size_t i = 0; i < n; ++i) view.remove(std::to_string(i), "");
        CHECK(view.empty());
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("an array is one filter of the text that its elements make", "[protocol][filter_view]") {
    filter_view view = with({{"A", "-x"}, {"A", "y"}, {"A", "ARRAY::p|:"}, {"a", "ARRAY::q"}});
    CHECK(view.has("a", "ARRAY::-x|:p|:|:q"));
    CHECK_FALSE(view.has("a", "ARRAY::-x|:p|:|:r"));
    view.add("A[1]", "PP");  // there already: the text stays
    CHECK(view.has("A", "ARRAY::-x|:p|:|:q"));
    view.add("A", "ARRAY::r");
    CHECK(view.has("A", "ARRAY::-x|:PP|:|:q|:r"));
    view.add("A[2]", "s");
    view.remove("A", "ARRAY::-x|:PP|:s|:q|:r");
    CHECK_FALSE(view.empty());
    view.remove("A", "ARRAY::-x|:PP|:|:q|:r");
    CHECK(view.commands().size() == 1);
    view.add("A", "ARRAY::z");
    CHECK(view.has("A", "ARRAY::y|:z"));
    view.remove("a", "");
    CHECK(view.empty());
}

TEST_CASE("what filters hide is known also when they become arrays, or go",
          "[protocol][filter_view]") {
    using n = eslio::event_name;
    const auto answer = eslio::detail::types_of({n::channel_answer});
    filter_view view = with({{"A", "-x"}, {"A", "-x"}, {"Event-Name", "-CHANNEL_ANSWER"}});
    CHECK(view.hides(answer));
    view.remove("A", "-x");
    CHECK(view.hides(answer));
    view.remove("event-name", "");
    CHECK_FALSE(view.hides(answer));
    view.add("B[0]", "-x");  // alone it is the value
    CHECK(view.hides(answer));
    view.add("B", "ARRAY::y");
    CHECK_FALSE(view.hides(answer));
    view.add("C", "-x");
    view.add("C", "ARRAY::y");
    CHECK_FALSE(view.hides(answer));
    const filter_view copy = with({{"Event-Name", "-dtmf"}, {"Event-Name", "-Channel_Answer"}});
    CHECK(copy.hides(answer));
    CHECK_FALSE(copy.hides(eslio::detail::types_of({n::heartbeat})));
}

TEST_CASE("filters of one header cost as much for each, arrays and what they hide included",
          "[protocol][filter_view]") {
    const auto nothing = [](std::size_t n) { return n; };
    const auto needed = eslio::detail::types_of({eslio::event_name::dtmf});
    const double ratio = support::growth(1000, nothing, [&](std::size_t n) {
        filter_view view;
        view.add("A", "ARRAY::a|:b");
        for (std::size_t i = 0; i < n; ++i) {
            view.add("A", std::to_string(i));
            view.add("A", "ARRAY::" + std::to_string(i) + "|:x");
            view.add("B[" + std::to_string(i % 4000) + "]", "y");
            view.remove("A", std::to_string(i / 2));
            CHECK_FALSE(view.hides(needed));
        }
    });
    CHECK(ratio < support::quadratic);
}

}  // namespace filter_view_test
