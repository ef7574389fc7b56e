// channel: what an event costs does not depend on how many other calls wait for one.
#include "catch.hpp"
#include "support/growth.hpp"
#include "support/peer.hpp"

#include <eslio/channel.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
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
        const double ratio = support::growth(
            500, [&](std::size_t n) { return std::make_unique<crowd>(n, wait); },
            [](auto& c) { c->p.says(c->events); });
        CHECK(ratio < 2.5);  // four times as many if each looks at it
    }
}

}  // namespace crowd_test
