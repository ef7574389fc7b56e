// One allocation fails while an operation begins, or while the library says something of its own:
// what began is whole, what threw never completes, and the clock goes on.
#include "catch.hpp"
#include "support/failing_allocations.hpp"
#include "support/peer.hpp"

#include <asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

using namespace eslio;
using namespace std::chrono_literals;
using test::peer;

namespace {

/// What is said when FreeSWITCH agrees to everything.
std::string all_said(peer& p) {
    std::string all;
    for (std::string more = p.said(); !more.empty(); more = p.said()) {
        all += more;
        for (std::size_t at = 0; (at = more.find("\n\n", at)) != std::string::npos; at += 2)
            p.says(test::reply_packet("+OK"));
    }
    return all;
}

}  // namespace

TEST_CASE("no memory for one thing while a job begins") {
    const bool waits = GENERATE(true, false);
    test::each_failing_allocation([&](std::size_t number) {
        peer p;
        int first = 0, second = 0;
        const auto begin = [&](const char* what, int& count) {
            if (waits)
                p.fs->async_bgapi(what, [&](error_code, const job_result&) { ++count; });
            else
                p.fs->async_start_job(what, [&](error_code, const job&) { ++count; });
        };
        const test::failing_call first_try(number, [&] { begin("one", first); });
        begin("two", second);
        p.time.settle();
        const std::string all = all_said(p);
        if (p.fs->is_open()) {
            // No job without the subscription that brings its result.
            CHECK(all.find("event BACKGROUND_JOB\n\n") < all.find("bgapi "));
            CHECK(all.find("bgapi two") != std::string::npos);
        }
        if (first_try.thrown) CHECK(all.find("bgapi one") == std::string::npos);
        p.fs->close();
        p.time.settle();
        CHECK(first == (first_try.thrown ? 0 : 1));
        CHECK(second == 1);
        return first_try.came_to_it;
    });
}

TEST_CASE("no memory for one thing while events are subscribed to") {
    test::each_failing_allocation([&](std::size_t number) {
        peer p;
        int count = 0;
        subscription wanted(event_name::dtmf);
        wanted.only("X", "y").log(log_level::info);
        const test::failing_call tried(number, [&] {
            p.fs->async_subscribe(wanted, [&](error_code, const reply&) { ++count; });
        });
        p.time.settle();
        all_said(p);
        p.fs->close();
        p.time.settle();
        CHECK(count <= 1);
        if (!tried.thrown) CHECK(count == 1);
        return tried.came_to_it;
    });
}

TEST_CASE("no memory for one thing while a need ends") {
    test::each_failing_allocation([&](std::size_t number) {
        peer p;
        int slow = 0;
        p.fs->async_filter("X", "y", [](error_code, const reply&) {});
        p.fs->async_bgapi("status", [](error_code, const job_result&) {});
        const std::string bgapi = all_said(p);
        p.says(test::event_packet(
            "Event-Name: BACKGROUND_JOB\nJob-UUID: " + test::job_uuid_of(bgapi) + "\n\n"));
        p.time.advance(30s);
        p.fs->async_send(command("slow").timeout(100s), [&](error_code, const reply&) { ++slow; });
        p.time.settle();
        p.said();
        environment::of(p.context.get_executor()).advance(31s);
        const test::failing_call tried(number, [&] { p.time.settle(); });
        p.time.settle();
        const std::string said = p.said();
        CHECK((!p.fs->is_open() || (said.find("nixevent BACKGROUND_JOB") != std::string::npos &&
                                    said.find("filter delete") != std::string::npos)));
        p.time.advance(100s);
        CHECK(slow == 1);
        return tried.came_to_it;
    });
}
