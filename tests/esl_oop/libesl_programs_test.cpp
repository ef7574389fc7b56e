// Programs written for libesl, on the fake switch: they see what libesl showed of a FreeSWITCH
// (beside/libesl.txt).
#include "blocking/switch_thread.hpp"
#include "catch.hpp"
#include "esl_oop/libesl_programs.hpp"

#include <eslio/esl_oop.hpp>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace libesl_programs_test {
namespace {

std::vector<std::string> lines_of(std::istream& in) {
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

TEST_CASE("programs for libesl see what they see with it", "[esl_oop]") {
    std::ifstream recorded(ESLIO_CAPTURES "/../esl_oop/beside/libesl.txt");
    std::vector<std::string> expected = lines_of(recorded);
    REQUIRE(expected.size() > 100);
    for (std::string& line : expected)  // the one difference, which <eslio/esl_oop.hpp> tells
        if (line == "\t\"priority\":\t[\"HIGH\"],") line = "\t\"priority\":\t\"HIGH\",";
    test::switch_thread fake;
    std::stringstream seen;
    libesl_programs::run_all(seen, fake.port());
    const std::vector<std::string> lines = lines_of(seen);
    for (std::size_t i = 0; i < expected.size() && i < lines.size(); ++i) {
        INFO("line " << i + 1);
        CHECK(lines[i] == expected[i]);
    }
    CHECK(lines.size() == expected.size());
}

}  // namespace
}  // namespace libesl_programs_test
