// The tables of facts: in order, as they are searched, and the same made now as by the compiler.
#include "catch.hpp"

#include <eslio/event/json_reader.hpp>
#include <eslio/testing/fake_switch/facts/application_facts.hpp>
#include <eslio/wire/percent.hpp>

#include <algorithm>
#include <iterator>
#include <string>

TEST_CASE("applications stand in the order of their names", "[testing][facts]") {
    using namespace eslio::testing::fake;
    const auto made = make_application_facts();
    const auto by_name = [](const application_fact& a, const application_fact& b) {
        return a.name < b.name;
    };
    CHECK(std::is_sorted(std::begin(made.all), std::end(made.all), by_name));
    REQUIRE(std::size(made.all) == std::size(application_facts.all));
    for (std::size_t i = 0; i < std::size(made.all); ++i) {
        INFO(std::string(made.all[i].name));
        CHECK(made.all[i].name == application_facts.all[i].name);
        CHECK(made.all[i].time == application_facts.all[i].time);
        CHECK_FALSE(made.all[i].module.empty());
        if (i != 0) CHECK(made.all[i].name != made.all[i - 1].name);
    }
}

TEST_CASE("tables of bytes say what the functions say", "[testing][facts]") {
    using namespace eslio::wire;
    CHECK(detail::make_unsafe_table() == detail::unsafe_table);
    CHECK(detail::make_hex_table() == detail::hex_table);
    CHECK(eslio::detail::make_escape_table() == eslio::detail::escape_table);
    for (int c = 0; c < 256; ++c)
        CHECK(detail::hex_table[static_cast<std::size_t>(c)] == hex_value(static_cast<char>(c)));
}
