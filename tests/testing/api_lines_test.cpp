// How an API command is read from its line: blanks, console lines, jobs, `expand`. The values are
// those of the live suite (api/blanks, api/console_execute, api/bgapi_by_api).
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <string>

using namespace std::chrono_literals;
using testing_tests::fake_client;
using testing_tests::find_event;

namespace {

struct asking_client : fake_client {
    asking_client() { login(); }
    std::string api(const std::string& line) { return ask("api " + line); }
};

}  // namespace

TEST_CASE("blanks around the arguments of an API command are not its", "[testing][apis]") {
    asking_client c;
    CHECK(c.api("echo  two blanks ") == "two blanks");
    CHECK(c.api("echo \tx\t ") == "x");
    CHECK(c.api("show channels as json ") == "{\"row_count\": 0}\n");
    CHECK(c.api("console_complete sho ").find("write=") == std::string::npos);
    CHECK(c.api("console_complete sho").find("write=3:show ") != std::string::npos);
    c.send("event plain BACKGROUND_JOB API");
    const auto all = c.send("bgapi echo  x ");
    const auto job = find_event(all, "BACKGROUND_JOB");
    CHECK(job["Job-Command-Arg"] == " x ");
    CHECK(job.body() == "x");
    CHECK(named(find_event(all, "API"))["API-Command-Argument"] == "x");
}

TEST_CASE("a line of the console may hold several commands, and aliases", "[testing][apis]") {
    asking_client c;
    const auto console = [&c](const std::string& line) {
        return c.ask("api " + line + "\nconsole_execute: true");
    };
    CHECK(c.api("echo one;;echo two") == "one;;echo two");
    CHECK(console("echo one;;echo two") == "onetwo");
    CHECK(console("echo one;;nosuchcommand") ==
          "-ERR echo one;;nosuchcommand Command not found!\n");
    CHECK(console("nosuchcommand;;echo two") == "INVALID COMMAND!\ntwo");
    c.api("alias add say echo");
    CHECK(console("say x") == "\nExpand Alias [say]->[echo x]\n\nx");
    CHECK(c.api("say x") == "-ERR say Command not found!\n");
}

TEST_CASE("bgapi as an API command tells in its own words", "[testing][apis]") {
    asking_client c;
    c.send("event plain BACKGROUND_JOB");
    CHECK(c.api("bgapi") == "-ERR Invalid syntax\n");
    const auto all = c.send("api bgapi uuid:mine nosuchcommand x");
    REQUIRE(all.size() == 2);
    CHECK(all[0].body == "+OK Job-UUID: mine\n");
    CHECK(all[1].content["Job-UUID"] == "mine");
    CHECK(all[1].content.body() == "nosuchcommand: Command not found!\n");
}

TEST_CASE("conferences are dialled and listed", "[testing][apis]") {
    asking_client c;
    c.fake.plan(eslio::testing::call().answers());
    CHECK(c.api("conference room dial error/USER_BUSY") ==
          "+OK Call Requested: result: [USER_BUSY]\n");
    CHECK(c.api("conference xml_list") == "<?xml version=\"1.0\"?>\n<conferences></conferences>\n");
    CHECK(c.api("conference json_list") == "[]");
    CHECK(c.api("conference room dial null/x") == "+OK Call Requested: result: [SUCCESS]\n");
    c.receive();
    CHECK(c.api("conference room list count") == "1");
    CHECK(c.api("conference room xml_list").find("<caller_id_name>Outbound%20Call<") !=
          std::string::npos);
    CHECK(c.api("conference room json_list").find("\"member_count\":\t1,") != std::string::npos);
}
