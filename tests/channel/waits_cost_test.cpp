// Thousands of waits on one call: what one costs does not grow with their number.
#include "catch.hpp"
#include "support/growth.hpp"
#include "support/peer.hpp"

#include <eslio/channel.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

using namespace std::chrono_literals;

namespace {

const std::string uuid = "4b3d5b5e-0000-0000-0000-000000000000";

struct waiting_call {
    test::peer p;
    eslio::channel call{*p.fs, uuid};
    std::size_t ended = 0;

    void begin(std::size_t waits) {
        for (std::size_t i = 0; i < waits; ++i)
            call.async_wait_for(eslio::event_name::talk, 10s,
                                [this](eslio::error_code, const eslio::wait_result&) { ++ended; });
        p.said();
        p.says(test::reply_packet("+OK"));
    }
};

auto made(std::size_t waits) {
    struct prepared {
        std::unique_ptr<waiting_call> on = std::make_unique<waiting_call>();
        std::size_t waits = 0;
    } all;
    all.waits = waits;
    return all;
}

auto begun(std::size_t waits) {
    auto all = made(waits);
    all.on->begin(waits);
    return all;
}

}  // namespace

TEST_CASE("many waits on one call: to begin them, and the same deadline of all", "[channel]") {
    const double ratio = support::growth(500, made, [](auto& all) {
        all.on->begin(all.waits);
        all.on->p.time.advance(10s);
        CHECK(all.on->ended == all.waits);
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("many waits on one call: an event that none waits for", "[channel]") {
    const std::string other = test::event_packet("Event-Name: NOTALK\nUnique-ID: " + uuid + "\n\n");
    const double ratio = support::growth(500, begun, [&](auto& all) {
        all.on->p.says(other);
        CHECK(all.on->ended == 0);
    });
    CHECK(ratio < support::quadratic);
}
