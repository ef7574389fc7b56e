// Promise 8: an event costs at most two allocations, none when its memory is used again.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/captures.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/event/serialise.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace {

template <class F>
std::size_t count_allocations(F f) {
    const std::size_t before = test::allocations();
    f();
    return test::allocations() - before;
}

}  // namespace

TEST_CASE("allocations: every recorded event, in each format") {
    using eslio::format;
    eslio::event reused;
    bool failed = false;
    for (int round = 0; round < 2; ++round) {
        for (const support::session& session : support::read_sessions(100 * 1024)) {
            for (const support::frame_copy& f : support::parse_session(session.bytes)) {
                const auto type = eslio::event_format(f.content_type);
                if (!type) continue;
                eslio::event first;
                failed |= bool(eslio::decode_event(*type, f.body, first));
                for (const format other : {format::plain, format::json, format::xml}) {
                    const std::string text = serialise(first, other);
                    eslio::event fresh;
                    const std::size_t cost = count_allocations(
                        [&] { failed |= bool(eslio::decode_event(other, text, fresh)); });
                    if (cost > 2) FAIL_CHECK(cost << " allocations for " << text);
                    const std::size_t again = count_allocations(
                        [&] { failed |= bool(eslio::decode_event(other, text, reused)); });
                    if (round == 1 && again != 0) FAIL_CHECK(again << " allocations for " << text);
                }
            }
        }
    }
    CHECK_FALSE(failed);
}

TEST_CASE("allocations: a copy costs two, a move none") {
    eslio::event e;
    REQUIRE_FALSE(eslio::decode_plain("A: 1\nB: 2\n\nbody", e));
    CHECK(count_allocations([&] { const eslio::event copy = e; }) == 2);
    CHECK(count_allocations([&] { const eslio::event moved = std::move(e); }) == 0);
}
