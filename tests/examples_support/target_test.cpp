// examples/support/target.hpp: the fake switch in its thread, and what an example is told of it.
#include "catch.hpp"
#include "support/target.hpp"

#include <eslio/connection.hpp>

#include <asio/io_context.hpp>

#include <chrono>
#include <future>
#include <string>

namespace target_test {

using namespace std::chrono_literals;
using support::arguments;
using support::embedded_switch;
using support::target;

namespace {

/// Logs in and runs one API command; what came of it.
std::string ask(const eslio::login& where, const std::string& command) {
    asio::io_context context;
    eslio::connection fs(context);
    std::string answer;
    fs.async_connect(where, [&](eslio::error_code ec) {
        if (ec) {
            answer = ec.message();
            return fs.close();
        }
        fs.async_api(command, [&](eslio::error_code problem, const eslio::api_response& out) {
            answer = problem ? problem.message() : out.body();
            fs.close();
        });
    });
    context.run();
    return answer;
}

}  // namespace

TEST_CASE("an embedded switch answers as its script says", "[examples]") {
    const target fs(arguments{}, [](embedded_switch& inside) {
        inside.fake().on_api("status", [](std::string_view) { return "all is well\n"; });
    });
    CHECK(ask(fs.login(), "status") == "all is well\n");
    CHECK(ask(fs.login(), "echo 1") == "1");
    CHECK(fs.name() == "the fake switch inside (127.0.0.1:" + fs.login().service() + ")");
}

TEST_CASE("the options of an embedded switch hold", "[examples]") {
    eslio::testing::fake_switch_options options;
    options.password = "another";
    const target fs(arguments{}, {}, options);
    CHECK(ask(fs.login(), "status") ==
          make_error_code(eslio::error::authentication_failed).message());
}

TEST_CASE("a switch that was named is not embedded", "[examples]") {
    const embedded_switch outside;
    arguments given;
    given.embedded = false;
    given.port = outside.port();
    const target fs(given);
    CHECK(fs.name() == "FreeSWITCH at 127.0.0.1:" + outside.port());
    CHECK(fs.login().service() == outside.port());
    CHECK(ask(fs.login(), "echo 2") == "2");
}

TEST_CASE("a script waits for time, and for what the client says", "[examples]") {
    std::promise<void> timer, told;
    embedded_switch fs([&](embedded_switch& inside) {
        inside.after(1ms, [&] { timer.set_value(); });
        inside.once_told("api echo", [&] { told.set_value(); });
    });
    timer.get_future().get();
    auto when_told = told.get_future();
    ask({"127.0.0.1", fs.port(), eslio::password("ClueCon")}, "version");
    CHECK(when_told.wait_for(0s) == std::future_status::timeout);
    ask({"127.0.0.1", fs.port(), eslio::password("ClueCon")}, "echo x");
    CHECK(when_told.wait_for(60s) == std::future_status::ready);
}

TEST_CASE("an embedded switch may end while a script waits", "[examples]") {
    bool ran = false;
    {
        const embedded_switch fs(
            [&](embedded_switch& inside) { inside.after(1h, [&] { ran = true; }); });
    }
    CHECK_FALSE(ran);
}

}  // namespace target_test
