// testing/recorder.hpp: a connection is recorded, saved, loaded and replayed.
#include "catch.hpp"
#include "fault_fixture.hpp"

#include <eslio/testing/recorder.hpp>
#include <eslio/testing/replay.hpp>

#include <filesystem>
#include <optional>
#include <string>

using eslio::testing::recorder;
using eslio::testing::recording;

TEST_CASE("a recorded connection can be replayed", "[testing][recorder]") {
    recorder tape;
    {
        eslio::connection_options options;
        options.trace = tape.trace();
        testing_tests::client c(options);
        CHECK(c.api("echo Gr\xc3\xbc\xc3\x9f").count == 0);
        c.time.settle();
        c.send("noop");
        c.time.settle();
    }
    const std::string folder = std::filesystem::temp_directory_path().string();
    const std::string name = "eslio_recorder_test";
    tape.recorded().save(folder, name);
    const recording loaded = recording::load(folder, name);
    std::filesystem::remove(folder + "/" + name + ".raw");
    std::filesystem::remove(folder + "/" + name + ".cmds");
    CHECK(loaded.server() == tape.recorded().server());
    REQUIRE(loaded.steps().size() == 3);
    CHECK(loaded.steps()[0].bytes == "auth ***\n\n");  // no secret in the record
    CHECK(loaded.steps()[0].received == 28);
    CHECK(loaded.steps()[1].bytes == "api echo Gr\xc3\xbc\xc3\x9f\n\n");
    CHECK(loaded.commands_text() == tape.recorded().commands_text());

    test::driven_context driven;
    auto [ours, theirs] = eslio::testing::connect_pair(driven.context.get_executor());
    std::optional<eslio::error_code> ended;
    eslio::testing::async_replay(theirs, loaded, {},
                                 [&](eslio::error_code ec, std::size_t) { ended = ec; });
    test::connection fs(std::move(ours));
    test::outcome<void> login;
    test::outcome<eslio::api_response> echo;
    test::outcome<eslio::reply> noop;
    fs.async_login(eslio::password("any"), login.handler());
    driven.time.settle();
    fs.async_api("echo something else", echo.handler());
    driven.time.settle();
    fs.async_send(eslio::command("noop"), noop.handler());
    driven.time.settle();
    CHECK(login.done());
    CHECK(echo.value.text() == "Gr\xc3\xbc\xc3\x9f");
    CHECK(noop.value.text() == "-ERR command not found");
    REQUIRE(ended);
    CHECK_FALSE(*ended);
}
