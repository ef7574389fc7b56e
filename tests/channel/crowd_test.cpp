// channel: what an event costs does not depend on how many other calls wait for one.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/channel.hpp>

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <deque>
#include <functional>
#include <limits>
#include <string>

namespace crowd_test {

namespace {

using namespace std::chrono_literals;

/// Handles on so many calls, each of which waits.
struct crowd {
    using begin = std::function<void(eslio::channel&)>;

    crowd(std::size_t count, const begin& wait) : p(options()) {
        for (std::size_t i = 0; i < count; ++i) {
            all.emplace_back(*p.fs, "u-" + std::to_string(i));
            wait(all.back());
        }
        p.said();
        // Its first command's, a subscription.
        p.says(test::reply_packet("+OK"));
        p.said();
        for (int i = 0; i < 1000; ++i)
            events += test::event_packet(
                "Event-Name: CHANNEL_HEARTBEAT\nUnique-ID: u-0\nAnswer-State: answered\n\n");
    }

    static eslio::connection_options options() {
        eslio::connection_options o;
        o.command_limits.commands = std::numeric_limits<std::size_t>::max();
        return o;
    }

    /// Processor time of all the events.
    std::clock_t hear() {
        const std::clock_t begun = std::clock();
        p.says(events);
        return std::clock() - begun;
    }

    test::peer p;
    std::deque<eslio::channel> all;
    std::string events;
};

}  // namespace

TEST_CASE("an event costs as much however many calls wait for a bridge, or its end",
          "[channel][capacity]") {
    const crowd::begin waits[] = {
        [](eslio::channel& c) { c.async_wait_for_unbridge(0s, [](auto, const auto&) {}); },
        [](eslio::channel& c) { c.async_bridge_uuid("v-" + c.uuid(), [](auto, const auto&) {}); },
    };
    for (const crowd::begin& wait : waits) {
        crowd few(300, wait), many(3000, wait);
        std::clock_t of_few = few.hear(), of_many = many.hear();
        for (int round = 0; round < 4; ++round) {
            of_few = std::min(of_few, few.hear());
            of_many = std::min(of_many, many.hear());
        }
        CHECK(of_many < 3 * of_few);  // nearly ten times as much if each looks at it
    }
}

}  // namespace crowd_test
