// client.hpp: many who wait for its state, each at one cost.
#include "client/client_fixture.hpp"
#include "support/growth.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>

#include <cstddef>
#include <deque>
#include <memory>

using namespace test;

namespace {

struct crowd {
    explicit crowd(std::size_t n) : size(n), cancel(n) {}

    returning c;
    std::size_t size;
    std::deque<asio::cancellation_signal> cancel;
    std::size_t ended = 0;
};

void wait(crowd& all) {
    for (auto& signal : all.cancel)
        all.c.fs->async_wait_until_up(asio::bind_cancellation_slot(
            signal.slot(), [&all](eslio::error_code, const client_status&) { ++all.ended; }));
    all.c.time.settle();
}

std::unique_ptr<crowd> make_crowd(std::size_t n) {
    return std::make_unique<crowd>(n);
}

}  // namespace

TEST_CASE("however many wait until it is up, each costs the same", "[client]") {
    double ratio = 0;
    SECTION("those that begin to wait, and are told") {
        ratio = support::growth(1000, make_crowd, [](std::unique_ptr<crowd>& all) {
            wait(*all);
            all->c.come_up();
            CHECK(all->ended == all->size);
        });
    }
    SECTION("those that come when it is up, beside others that wait for a change") {
        const auto up = [](std::size_t n) {
            auto all = make_crowd(n);
            all->c.come_up();
            for (std::size_t i = 0; i < n; ++i)
                all->c.fs->async_wait_for_change(all->c.fs->status(),
                                                 [](eslio::error_code, const client_status&) {});
            all->c.time.settle();
            return all;
        };
        ratio = support::growth(1000, up, [](std::unique_ptr<crowd>& all) {
            wait(*all);
            CHECK(all->ended == all->size);
        });
    }
    SECTION("those that are cancelled, the oldest first") {
        const auto waiting = [](std::size_t n) {
            auto all = make_crowd(n);
            wait(*all);
            return all;
        };
        ratio = support::growth(1000, waiting, [](std::unique_ptr<crowd>& all) {
            for (auto& signal : all->cancel) signal.emit(asio::cancellation_type::terminal);
            all->c.time.settle();
            CHECK(all->ended == all->size);
        });
    }
    CHECK(ratio < support::quadratic);
}
