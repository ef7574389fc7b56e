// Thousands of waits on one call: what one costs does not grow with their number.
#include "catch.hpp"
#include "support/growth.hpp"
#include "support/peer.hpp"

#include <eslio/channel.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <string>

using namespace std::chrono_literals;

namespace {

const std::string uuid = "4b3d5b5e-0000-0000-0000-000000000000";

struct waiting_call {
    test::peer p;
    eslio::channel call{*p.fs, uuid};
    std::size_t ended = 0;

    void begin(std::size_t waits, std::chrono::milliseconds apart = {}) {
        for (std::size_t i = 0; i < waits; ++i)
            call.async_wait_for(eslio::event_name::talk, 10s + apart * i,
                                [this](eslio::error_code, const eslio::wait_result&) { ++ended; });
        p.said();
        p.says(test::reply_packet("+OK"));
    }
};

struct signalled_call : waiting_call {
    std::list<asio::cancellation_signal> signals;

    void begin(std::size_t waits) {
        for (std::size_t i = 0; i < waits; ++i)
            call.async_wait_for(
                eslio::event_name::talk, 10s,
                asio::bind_cancellation_slot(
                    signals.emplace_back().slot(),
                    [this](eslio::error_code, const eslio::wait_result&) { ++ended; }));
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

auto spread(std::size_t waits) {
    auto all = made(waits);
    all.on->begin(waits, 1ms);
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

TEST_CASE("many waits on one call: one event ends them all", "[channel]") {
    const std::string talk = test::event_packet("Event-Name: TALK\nUnique-ID: " + uuid + "\n\n");
    const double ratio = support::growth(2000, begun, [&](auto& all) {
        all.on->p.says(talk);
        CHECK(all.on->ended == all.waits);
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("many waits on one call: the oldest is cancelled each time", "[channel]") {
    const auto signalled = [](std::size_t waits) {
        auto all = std::make_unique<signalled_call>();
        all->begin(waits);
        return all;
    };
    const double ratio = support::growth(2000, signalled, [](auto& all) {
        for (auto& signal : all->signals) signal.emit(asio::cancellation_type::terminal);
        all->p.time.settle();
        CHECK(all->ended == all->signals.size());
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("many waits on one call: a deadline of its own each", "[channel]") {
    const double ratio = support::growth(500, spread, [](auto& all) {
        all.on->p.time.advance(10s);
        for (std::size_t i = 0; i < all.waits; ++i) all.on->p.time.advance(1ms);
        CHECK(all.on->ended == all.waits);
    });
    CHECK(ratio < support::quadratic);
}
