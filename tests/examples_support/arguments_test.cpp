// examples/support/arguments.hpp: what each option does, and what is refused.
#include "catch.hpp"
#include "support/arguments.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace arguments_test {

using Catch::Matchers::ContainsSubstring;
using support::arguments;

namespace {

arguments parse(std::vector<const char*> words, const char* own = "") {
    words.insert(words.begin(), "program");
    return support::parse_arguments(static_cast<int>(words.size()), words.data(), own);
}

}  // namespace

TEST_CASE("without arguments the fake switch is taken", "[examples]") {
    const arguments given = parse({});
    CHECK(given.embedded);
    CHECK_FALSE(given.help);
    CHECK(given.host == "127.0.0.1");
    CHECK(given.port == "8021");
    CHECK(given.password == "ClueCon");
    CHECK(given.words.empty());
    CHECK(given.word(0, "user/1000") == "user/1000");
}

TEST_CASE("-H, -P and -p choose a switch, each alone", "[examples]") {
    const arguments all = parse({"-H", "10.0.0.7", "-P", "8121", "-p", "a b"});
    CHECK_FALSE(all.embedded);
    CHECK(all.host == "10.0.0.7");
    CHECK(all.port == "8121");
    CHECK(all.password == "a b");

    CHECK_FALSE(parse({"-H", "x"}).embedded);
    CHECK_FALSE(parse({"-P", "1"}).embedded);
    CHECK_FALSE(parse({"-p", "x"}).embedded);
    CHECK(parse({"-P8121"}).port == "8121");
}

TEST_CASE("options of the example's own and words", "[examples]") {
    const arguments given = parse({"ALL", "-n", "12", "CUSTOM", "-l", "info"}, "nl");
    CHECK(given.embedded);
    CHECK(given.number('n', 1) == 12);
    CHECK(given.number('s', 7) == 7);
    CHECK(given.own.at('l') == "info");
    CHECK(given.words == std::vector<std::string>{"ALL", "CUSTOM"});
    CHECK(given.word(1, "") == "CUSTOM");
    CHECK_THROWS_WITH(given.number('l', 0), "-l wants a number, not 'info'");
    CHECK_THROWS_AS(parse({"-n", "12x"}, "n").number('n', 0), std::invalid_argument);
    CHECK_THROWS_AS(parse({"-n", "-1"}, "n").number('n', 0), std::invalid_argument);
    CHECK_THROWS_AS(parse({"-n", "99999999999999999999999"}, "n").number('n', 0),
                    std::invalid_argument);
}

TEST_CASE("help is asked for in two ways", "[examples]") {
    CHECK(parse({"-h"}).help);
    CHECK(parse({"--help"}).help);
}

TEST_CASE("what is not known or lacks its value is refused", "[examples]") {
    CHECK_THROWS_WITH(parse({"-x"}), ContainsSubstring("unknown option -x"));
    CHECK_THROWS_WITH(parse({"--host", "h"}), ContainsSubstring("unknown option --host"));
    CHECK_THROWS_WITH(parse({"-n", "1"}), ContainsSubstring("unknown option -n"));
    CHECK_THROWS_WITH(parse({"-H"}), "option -H wants a value");
    CHECK_THROWS_WITH(parse({"-P", ""}), "option -P wants a value");
    CHECK_THROWS_AS(parse({"-n"}, "n"), std::invalid_argument);
}

}  // namespace arguments_test
