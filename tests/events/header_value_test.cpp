// event/header_value.hpp, events/event_view.hpp, events/match.hpp: headers read as their types.
#include "catch.hpp"

#include <eslio/event/header_value.hpp>
#include <eslio/events.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using eslio::event;
using eslio::event_name;
using eslio::header_value;
using namespace std::chrono_literals;

class queue_entered : public eslio::events::event_view {
public:
    static bool fits(const event& e) { return e.subclass() == "acme::entered"; }
    using event_view::event_view;
    header_value<std::uint8_t> position() const { return header<std::uint8_t>("Position"); }
};

}  // namespace

TEST_CASE("header_value: absent is told apart from malformed") {
    const header_value<std::uint32_t> absent;
    CHECK_FALSE(absent);
    CHECK(absent.absent());
    CHECK_FALSE(absent.malformed());

    const header_value<std::uint32_t> empty{std::string_view()};
    CHECK(empty.absent());

    const header_value<std::uint32_t> malformed("12x");
    CHECK_FALSE(malformed);
    CHECK(malformed.malformed());
    CHECK(malformed.text() == "12x");
    CHECK(malformed.value_or(7) == 7);

    const header_value<std::uint32_t> there("12");
    CHECK(there);
    CHECK(there == 12u);
    CHECK(there != 13u);
    CHECK(*there == 12);

    CHECK(header_value<std::string_view>(std::string_view()).has_value());
}

TEST_CASE("header_value: numbers fit or are malformed") {
    CHECK(header_value<std::uint8_t>("255") == std::uint8_t{255});
    CHECK(header_value<std::uint8_t>("256").malformed());
    CHECK(header_value<std::int8_t>("-128") == std::int8_t{-128});
    CHECK(header_value<std::int8_t>("-129").malformed());
    CHECK(header_value<std::int64_t>("-9223372036854775808") ==
          std::numeric_limits<std::int64_t>::min());
    CHECK(header_value<std::int64_t>("-9223372036854775809").malformed());
    CHECK(header_value<std::int64_t>("9223372036854775808").malformed());
    for (const char* bad : {"-", "+1", " 1", "1 ", "0x1", "1.0"})
        CHECK(header_value<std::int64_t>(std::string_view(bad)).malformed());
    CHECK(header_value<double>("98.733333") == 98.733333);
    CHECK(header_value<double>("-0.5") == -0.5);
    const auto is_near = [](const std::string& text, double wanted) {
        const header_value<double> read{std::string_view(text)};
        return read && *read / wanted > 1 - 1e-12 && *read / wanted < 1 + 1e-12;
    };
    CHECK(is_near("1." + std::string(1000, '0'), 1));
    CHECK(is_near("0." + std::string(1000, '9'), 1));
    CHECK(is_near("1" + std::string(300, '0'), 1e300));
    const std::string too_large = "1" + std::string(400, '0');
    CHECK(header_value<double>(std::string_view(too_large)).malformed());
    for (const char* bad : {".", "-", "1.2.3", "1e3", "nan"})
        CHECK(header_value<double>(std::string_view(bad)).malformed());
}

TEST_CASE("header_value: truths, times and durations") {
    CHECK(header_value<bool>("true") == true);
    CHECK(header_value<bool>("ON") == true);
    CHECK(header_value<bool>("0") == false);
    CHECK(header_value<bool>("-1") == true);
    CHECK(header_value<bool>("disallow") == false);
    CHECK(header_value<bool>("perhaps").malformed());
    CHECK(header_value<bool>("true false").malformed());

    using time_point = std::chrono::system_clock::time_point;
    CHECK(header_value<time_point>("0").absent());
    CHECK(header_value<time_point>("1500000") == time_point(1500ms));
    CHECK(header_value<time_point>("99999999999999999999").malformed());
    CHECK(header_value<std::chrono::seconds>("90") == 90s);
    CHECK(header_value<std::chrono::microseconds>("-3") == -3us);
}

TEST_CASE("views: a view of the user's own") {
    event e = event::custom("acme::entered");
    e.add("Position", "3").add("Core-UUID", "core").add("Event-Sequence", "9");
    const auto view = e.as<queue_entered>();
    REQUIRE(view);
    CHECK(view->position() == std::uint8_t{3});
    CHECK(view->core_uuid() == "core");
    CHECK(view->sequence() == std::uint64_t{9});
    CHECK(view->timestamp().absent());
    const event other(event_name::dtmf);
    CHECK_FALSE(other.as<queue_entered>());
}

TEST_CASE("match: the first handler that fits is called") {
    std::string seen;
    const auto look = [&](const auto& what) {
        return eslio::match(
            what, [&](const queue_entered& q) { seen = "entered " + std::string(q.text("P")); },
            [&](const event& e) { seen = e.name(); });
    };
    event e = event::custom("acme::entered");
    e.add("P", "1");
    CHECK(look(e));
    CHECK(seen == "entered 1");
    CHECK(look(event(event_name::dtmf)));
    CHECK(seen == "DTMF");
    CHECK_FALSE(eslio::match(event(event_name::dtmf), [&](queue_entered) { seen = "wrong"; }));
    CHECK(seen == "DTMF");

    CHECK(look(eslio::message(e)));
    CHECK(seen == "entered 1");
    CHECK_FALSE(look(eslio::message(eslio::gap{})));
}
