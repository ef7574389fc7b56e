// examples/support/terminal.hpp: columns and numbers of the tables.
#include "catch.hpp"
#include "support/terminal.hpp"

namespace terminal_test {

TEST_CASE("a column is filled up, and kept apart from the next", "[examples]") {
    CHECK(support::column("ab", 5) == "ab   ");
    CHECK(support::column("", 2) == "  ");
    CHECK(support::column("abcd", 4) == "abcd ");
    CHECK(support::column("abcdef", 4) == "abcdef ");
}

TEST_CASE("seconds have three decimals", "[examples]") {
    CHECK(support::seconds_text(0) == "0.000");
    CHECK(support::seconds_text(0.0014) == "0.001");
    CHECK(support::seconds_text(2.5) == "2.500");
    CHECK(support::seconds_text(61.0999) == "61.100");
    CHECK(support::seconds_text(-0.0012) == "-0.001");
    CHECK(support::seconds_text(-1.5) == "-1.500");
}

TEST_CASE("paint changes nothing but the colour", "[examples]") {
    CHECK(support::paint("", "text") == "text");
    const std::string painted = support::paint(support::red, "text");
    CHECK(painted == (support::has_colours() ? "\033[31mtext\033[0m" : "text"));
}

}  // namespace terminal_test
