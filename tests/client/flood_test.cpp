// client.hpp: ten minutes of events for a consumer that sleeps.
#include "client/client_fixture.hpp"
#include "support/allocations.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

namespace {

using times = std::vector<std::chrono::steady_clock::duration>;

/// What 99 of a hundred do not exceed.
times::value_type p99(times& all) {
    const auto at = all.begin() + static_cast<times::difference_type>(all.size() * 99 / 100);
    std::nth_element(all.begin(), at, all.end());
    return *at;
}

}  // namespace

TEST_CASE("a consumer that sleeps delays nobody, and is told what it lost", "[client][capacity]") {
    client_options o;
    o.connection.event_limits.messages = 1000;
    returning c(o);
    c.fake.options().event_queue = 64;  // so few may wait at the switch
    c.fake.options().allowed_losses = 0;
    c.fake.on_api("slow", [](std::string_view text) {
        return testing::answer_after(100ms, std::string(text));
    });
    c.come_up();
    outcome<reply> wanted;
    c.fs->async_subscribe(subscription().custom("flood::event"), wanted.handler());
    c.time.settle();
    REQUIRE(wanted.done());

    const event e = c.fake.make_custom("flood::event");
    std::uint64_t fired = 0;
    const auto burst = [&] {  // as many as its queue takes
        c.fake.flood(e, 60);
        fired += 60;
    };
    times replies, jobs;
    const auto end_of = [&](auto& done, times& all) {
        const auto begin = c.time.now();
        burst();
        REQUIRE(c.time.run_until([&] { return done.count != 0; }, 1s));
        CHECK_FALSE(done.ec);
        all.push_back(c.time.now() - begin);
    };
    std::size_t memory = 0;
    for (int second = 0; second < 600; ++second) {
        outcome<api_response> api;
        outcome<job_result> job;
        c.fs->async_api("eval 1", api.handler());
        end_of(api, replies);
        c.fs->async_bgapi("slow 1", job.handler());
        end_of(job, jobs);
        for (int i = 0; i < 4; ++i) {
            burst();
            c.time.advance(225ms);
        }
        c.fake.forget_commands();
        if (second == 60) memory = allocated_bytes();
    }
    CHECK(allocated_bytes() < memory + memory / 10);
    CHECK(p99(replies) == 0ms);
    CHECK(p99(jobs) == 100ms);
    CHECK(*std::max_element(jobs.begin(), jobs.end()) <= 101ms);
    CHECK(c.way() == "cru");
    std::uint64_t received = 0, lost = 0;
    for (message m; c.fs->try_receive(m);) {
        if (const gap* g = m.as_gap())
            lost += g->lost();
        else
            ++received;
    }
    CHECK(received == 1000);
    CHECK(received + lost == fired);
    CHECK(c.fs->usage().messages_lost == lost);
}
