// client.hpp: memory that runs out while connections end, and are made anew.
#include "client/redundant_fixture.hpp"
#include "support/allocations.hpp"

#include <eslio/channel.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <new>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

TEST_CASE("memory runs out at any moment of a reconnect", "[client][memory]") {
    const unsigned redundancy = GENERATE(1u, 2u);
    const bool both_end = GENERATE(true, false);
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(redundancy, both_end, nth);
        client_options o = two_connections();
        o.redundancy = redundancy;
        returning c(o);
        c.come_up();
        c.fs->async_subscribe(subscription().custom("test::event"), [](error_code, reply) {});
        c.time.advance(1s);
        outcome<api_response> api;
        outcome<job_result> job;
        outcome<reply> change;
        outcome<message> received;
        c.fs->async_receive(received.handler());
        c.fs->async_api(api_request("status").idempotent(), api.handler());
        c.fs->async_bgapi(api_request("status").timeout(5s), job.handler());
        c.fs->async_filter("Event-Subclass", "test::event", change.handler());
        if (both_end)
            c.fake.drop_all();
        else
            c.fake.drop_one(0);
        bool clock_failed = false;  // or the switch: both are of this thread, too
        const auto go_on = [&](std::chrono::seconds span) {
            try {
                c.time.advance(span);
            } catch (const std::bad_alloc&) {
                clock_failed = true;
            }
        };
        fail_allocation(nth);
        go_on(3s);
        came_to_it = allocation_failed();
        fail_allocation(0);
        for (int i = 0; i < 4; ++i) go_on(10s);
        CHECK((c.fs->is_up() || c.ended.ec == error::stream_failed || clock_failed));
        c.fs->close();
        go_on(1s);
        CHECK(c.ended.done());
        CHECK(api.done());
        CHECK(job.done());
        CHECK(change.done());
        CHECK(received.done());
    }
}

TEST_CASE("memory runs out at any moment of the beginning", "[client][memory]") {
    const unsigned redundancy = GENERATE(1u, 2u);
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(redundancy, nth);
        client_options o = two_connections();
        o.redundancy = redundancy;
        returning c(o);
        outcome<client_status> up;
        c.fs->async_wait_until_up(up.handler());
        bool failed = false;  // the caller knows, or it was the clock or the switch
        const auto attempt = [&](auto what) {
            try {
                what();
            } catch (const std::bad_alloc&) {
                failed = true;
            }
        };
        fail_allocation(nth);
        attempt([&] { c.run(); });
        attempt([&] { c.time.advance(3s); });
        came_to_it = allocation_failed();
        fail_allocation(0);
        for (int i = 0; i < 4; ++i) attempt([&] { c.time.advance(10s); });
        CHECK((c.fs->is_up() || c.ended.ec == error::stream_failed || failed));
        CHECK((up.done() || failed));
        c.fs->close();
        c.time.advance(1s);
        CHECK(up.done());
    }
}

TEST_CASE("memory runs out while jobs are asked for after a gap", "[client][memory]") {
    const std::size_t more = GENERATE(std::size_t{0}, std::size_t{2});
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(nth, more);
        returning c;
        c.fake.on_api("slow", [](std::string_view) { return testing::answer_after(1h, "+OK\n"); });
        c.fake.on_api("still", [](std::string_view) { return testing::api_answer("false"); });
        c.come_up();
        std::vector<outcome<job_result>> jobs(10);  // more than are asked at once
        for (auto& job : jobs)
            c.fs->async_bgapi(
                api_request("slow").timeout(10min).ask_after_gap(
                    "still x", [](const api_response& a) { return a.text() == "true"; }),
                job.handler());
        c.time.settle();
        c.fake.drop_all();
        bool of_another = false;  // the clock or the switch, which are of this thread, too
        fail_allocation(nth, more);
        try {
            c.time.advance(6s);
        } catch (const std::bad_alloc&) {
            of_another = true;
        }
        came_to_it = allocation_failed();
        fail_allocation(0);
        c.time.advance(30s);
        const auto is_lost = [](const outcome<job_result>& job) {
            return job.count == 1 && job.ec == error::lost_in_gap;
        };
        if (c.fs->is_up() && !of_another) CHECK(std::all_of(jobs.begin(), jobs.end(), is_lost));
        c.fs->close();
        c.time.advance(1s);
        for (const auto& job : jobs) CHECK(job.done());
    }
}

TEST_CASE("memory runs out while an operation of a call begins on a client that is down",
          "[client][memory]") {
    const int what = GENERATE(0, 1, 2, 3, 4);
    const std::size_t more = GENERATE(std::size_t{0}, std::size_t{6});
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(what, nth, more);
        returning c;
        c.reachable = false;
        c.run();
        c.time.advance(1s);
        channel call(c.fs->link(), "u-1");
        c.time.settle();
        int count = 0;
        const auto ends = [&](error_code, const auto&) { ++count; };
        bool thrown = false;
        fail_allocation(nth, more);
        try {
            if (what == 0) call.async_wait_for_hangup(5s, ends);
            if (what == 1) call.async_wait_for([](const event&) { return false; }, 5s, ends);
            if (what == 2) call.async_digits(digit_rules(4).first_digit(5s), ends);
            if (what == 3) call.async_execute(app::answer().timeout(5s), ends);
            if (what == 4) c.fs->async_start_job(api_request("status").timeout(5s), ends);
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        came_to_it = allocation_failed();
        fail_allocation(0);
        c.time.advance(what == 4 ? 10min : 6s);  // of a job that is started, the command's time
        // What could not be posted waits for something else to happen.
        if (more == 0) CHECK(count == (thrown ? 0 : 1));
        c.fs->close();
        c.time.advance(1s);
        CHECK(count == (thrown ? 0 : 1));
    }
}

TEST_CASE("memory runs out at any moment of the end", "[client][memory]") {
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(nth);
        returning c;
        c.come_up();
        outcome<client_status> change;
        c.fs->async_wait_for_change(c.fs->status(), change.handler());
        fail_allocation(nth);
        try {
            c.fs->close();
            c.time.settle();
        } catch (const std::bad_alloc&) {
        }  // the clock, or the switch
        came_to_it = allocation_failed();
        fail_allocation(0);
        c.time.advance(1s);
        CHECK(c.ended.done());
        CHECK(change.done());
    }
}

TEST_CASE("memory runs out at any moment of a change over two connections", "[client][memory]") {
    const bool of_need = GENERATE(false, true);
    bool came_to_it = true;
    for (std::size_t nth = 1; came_to_it; ++nth) {
        CAPTURE(of_need, nth);
        redundant c;
        outcome<reply> change;
        outcome<job_result> job;
        bool thrown = false;
        fail_allocation(nth);
        try {
            if (of_need)
                c.fs->async_bgapi(api_request("status").timeout(5s), job.handler());
            else
                c.fs->async_filter("Event-Subclass", "test::event", change.handler());
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        came_to_it = allocation_failed();
        fail_allocation(0);
        c.time.advance(10s);
        CHECK(change.count + job.count == (thrown ? 0 : 1));
        if (!c.fs->is_up())
            continue;  // the first one had no memory, and nothing is lost in silence
        c.connect_both();
        (void)c.heard();
        c.fire("before");
        c.time.settle();
        c.fake.drop_one(0);
        c.fire("after");
        c.time.advance(1s);
        CHECK(c.heard() == texts{"before", "after"});
    }
}
