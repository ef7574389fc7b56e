// Many commands and jobs at once against the fake switch, over real TCP.
#include "catch.hpp"

#include <eslio/connection.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>

#include <cstddef>
#include <string>

using namespace eslio;

namespace {

struct over_tcp {
    asio::io_context context;
    testing::fake_switch server{context.get_executor()};
    connection fs{context};

    over_tcp() {
        const std::string port = std::to_string(server.listen());
        bool open = false;
        fs.async_connect(login("127.0.0.1", port, password("ClueCon")),
                         [&](error_code ec) { open = !ec; });
        run_until([&] { return open; });
    }

    template <class Done>
    void run_until(Done done) {
        while (!done() && context.run_one() != 0) {
        }
        REQUIRE(done());
    }

    reply answer_to(command c) {
        reply got;
        bool over = false;
        fs.async_send(std::move(c), [&](error_code ec, reply r) {
            CHECK_FALSE(ec);
            got = std::move(r);
            over = true;
        });
        run_until([&] { return over; });
        return got;
    }

    /// So many `echo N` at once, each answered with its own number.
    template <class Result, class Begin>
    void echo(std::size_t count, Begin begin) {
        std::size_t done = 0;
        std::size_t right = 0;
        for (std::size_t i = 0; i < count; ++i)
            begin("echo " + std::to_string(i), [&, i](error_code ec, const Result& r) {
                ++done;
                right += !ec && r.text() == std::to_string(i);
            });
        run_until([&] { return done == count; });
        CHECK(right == count);
    }
    void jobs(std::size_t count) {
        echo<job_result>(count, [&](std::string text, auto handler) {
            fs.async_bgapi(std::move(text), std::move(handler));
        });
    }
};

}  // namespace

TEST_CASE("10 000 api commands in flight over TCP are answered each with its own") {
    over_tcp s;
    s.echo<api_response>(10'000, [&](std::string text, auto handler) {
        s.fs.async_api(std::move(text), std::move(handler));
    });
}

TEST_CASE("1000 jobs in flight over TCP end each with its own result") {
    over_tcp s;
    SECTION("with nothing set before") {
        s.jobs(1000);
    }
    SECTION("with a filter on another header") {
        CHECK(s.answer_to(cmd::filter("Unique-ID", "no-such-call")).ok());
        s.jobs(1000);
    }
    SECTION("with a filter that comes between") {
        s.jobs(10);
        CHECK(s.answer_to(cmd::filter("Unique-ID", "no-such-call")).ok());
        s.jobs(1000);
        CHECK(s.answer_to(command("filter delete all")).ok());
        s.jobs(10);
    }
    SECTION("after the user's noevents") {
        CHECK(s.answer_to(command("event plain ALL")).ok());
        s.jobs(10);
        CHECK(s.answer_to(cmd::noevents()).ok());
        message m;
        while (s.fs.try_receive(m)) {
        }
        s.jobs(1000);
        CHECK_FALSE(s.fs.try_receive(m));
    }
}
