// Thousands of commands and jobs at once, over TCP, against the fake switch.
#include "catch.hpp"

#include <eslio/connection.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

using namespace eslio;
using testing::fake_switch;

namespace {

/// A connection over loopback that is logged in.
struct loopback {
    asio::io_context context;
    fake_switch fake{context.get_executor()};
    connection fs{context};

    loopback() {
        error_code problem = error::not_connected;
        fs.async_connect(login("127.0.0.1", std::to_string(fake.listen()), password("ClueCon")),
                         [&](error_code ec) {
                             problem = ec;
                             context.stop();
                         });
        run();
        REQUIRE_FALSE(problem);
    }

    /// Until somebody stops it; the limit is for a test that fails.
    void run() {
        context.restart();
        context.run_for(std::chrono::seconds(60));
    }

    reply say(command c) {
        reply answer = reply::of_text("-ERR no answer");
        fs.async_send(std::move(c), [&](error_code ec, reply r) {
            if (!ec) answer = std::move(r);
            context.stop();
        });
        run();
        return answer;
    }

    /// How many of `count` jobs at once end with their own result, once each.
    std::size_t jobs(std::size_t count) {
        std::size_t right = 0;
        std::size_t ended = 0;
        for (std::size_t i = 0; i < count; ++i)
            fs.async_bgapi("echo " + std::to_string(i), [&, i, count](error_code ec, job_result r) {
                right += !ec && r.body() == std::to_string(i);
                if (++ended == count) context.stop();
            });
        run();
        CHECK(ended == count);
        return right;
    }
};

}  // namespace

TEST_CASE("10 000 commands over TCP are answered each with its own") {
    loopback l;
    constexpr std::size_t count = 10'000;
    std::vector<int> answers(count, 0);
    std::size_t right = 0;
    for (std::size_t i = 0; i < count; ++i)
        l.fs.async_api("echo " + std::to_string(i), [&, i](error_code ec, api_response r) {
            right += !ec && r.body() == std::to_string(i);
            answers[i] += 1;
            if (i + 1 == count) l.context.stop();
        });
    l.run();
    CHECK(right == count);
    CHECK(answers == std::vector<int>(count, 1));
}

TEST_CASE("1 000 jobs over TCP end each with its own result, whatever is subscribed") {
    loopback l;
    CHECK(l.jobs(1000) == 1000);
    CHECK(l.say(filter("Unique-ID", "nobody")).ok());
    CHECK(l.jobs(1000) == 1000);
    CHECK(l.say(command("event plain DTMF")).ok());
    CHECK(l.say(noevents()).ok());
    CHECK(l.jobs(1000) == 1000);
    message m;
    CHECK_FALSE(l.fs.try_receive(m));
}

TEST_CASE("1 000 jobs over TCP under a filter that was there before the first") {
    loopback l;
    CHECK(l.say(filter("Unique-ID", "nobody")).ok());
    CHECK(l.jobs(1000) == 1000);
}
