// examples/prepaid/balances.hpp: what survives, and that the file is whole at any time.
#include "catch.hpp"
#include "prepaid/balances.hpp"
#include "program.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace balances_test {

using Catch::Matchers::ContainsSubstring;
using prepaid::balances;

namespace {

void write(const std::string& file, const std::string& text) {
    std::ofstream(file) << text;
}

}  // namespace

TEST_CASE("balances are kept in their file", "[examples]") {
    const test::scratch_file file;
    {
        balances b(file.name());
        CHECK(b.of("1001") == 0);
        b.set("1001", 2);
        b.set("1002", 7);
        CHECK(b.charge("1001"));
    }
    CHECK(file.text() == "1001 1\n1002 7\n");
    balances again(file.name());
    CHECK(again.of("1001") == 1);
    CHECK(again.of("1002") == 7);
    CHECK(again.charge("1001"));
    CHECK_FALSE(again.charge("1001"));
    CHECK_FALSE(again.charge("nobody"));
    CHECK(file.text() == "1001 0\n1002 7\n");
}

TEST_CASE("a file of balances that is not there is an empty one", "[examples]") {
    const test::scratch_file file;
    std::filesystem::remove(file.name());
    balances b(file.name());
    CHECK(b.of("1001") == 0);
    CHECK_FALSE(std::filesystem::exists(file.name()));
    b.set("1001", 1);
    CHECK(file.text() == "1001 1\n");
    CHECK_FALSE(std::filesystem::exists(file.name() + ".new"));
}

TEST_CASE("a file of something else is not taken for balances", "[examples]") {
    const test::scratch_file file;
    for (const char* text : {"1001\n", "1001 many\n", "1001 -1\n", " 5\n", "1001 5 \n", "1001 5x\n",
                             "1001 99999999999999999999999\n"}) {
        INFO(text);
        write(file.name(), std::string("1000 1\n\n") + text);
        CHECK_THROWS_WITH(balances(file.name()), ContainsSubstring(file.name() + ":3: "));
    }
}

TEST_CASE("what cannot be written has not happened", "[examples]") {
    const test::scratch_file file;
    write(file.name(), "1001 5\n");
    balances b(file.name());
    const std::string beside = file.name() + ".new";
    std::filesystem::create_directory(beside);  // in the way of the new file
    CHECK_THROWS_AS(b.set("1001", 4), std::runtime_error);
    CHECK_THROWS_AS(b.charge("1001"), std::runtime_error);
    CHECK(b.of("1001") == 5);
    CHECK(file.text() == "1001 5\n");
    std::filesystem::remove(beside);
    CHECK(b.charge("1001"));
    CHECK(file.text() == "1001 4\n");
    CHECK_THROWS_AS(b.set("10 01", 4), std::invalid_argument);
    CHECK_THROWS_AS(b.set("", 4), std::invalid_argument);
    CHECK_THROWS_AS(b.set("1\n2 9", 4), std::invalid_argument);
}

}  // namespace balances_test
