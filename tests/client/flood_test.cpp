// client.hpp: ten minutes of events for a consumer that sleeps.
#include "client/client_fixture.hpp"

#include <algorithm>
#include <cstdint>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

TEST_CASE("a consumer that sleeps delays nobody, and is told what it lost", "[client]") {
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
    auto slowest = 0ms;
    const auto in_time = [&](auto& done) {
        const auto begin = c.time.now();
        REQUIRE(c.time.run_until([&] { return done.count != 0; }, 1s));
        CHECK_FALSE(done.ec);
        slowest = std::max(
            slowest, std::chrono::duration_cast<std::chrono::milliseconds>(c.time.now() - begin));
    };
    for (int second = 0; second < 600; ++second) {
        for (int burst = 0; burst < 4; ++burst) {
            c.fake.flood(e, 20);
            fired += 20;
            c.time.advance(250ms);
        }
        if (second % 20 != 0) continue;
        outcome<api_response> api;
        outcome<job_result> job;
        c.fs->async_api("eval 1", api.handler());
        in_time(api);
        c.fs->async_bgapi("slow 1", job.handler());
        in_time(job);
    }
    CHECK(slowest <= 101ms);
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
