// connection/event_lease.hpp: what a link is made to hear, for how long, and what is said.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/connection/event_lease.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/event/detail/event_types.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

using namespace eslio;
using namespace std::chrono_literals;
using eslio::detail::types_of;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

const auto answers = types_of({event_name::channel_answer});
const auto digits = types_of({event_name::dtmf});

void agree(peer& p) {
    p.says(reply_packet("+OK"));
}

}  // namespace

TEST_CASE("a minute after its last holder FreeSWITCH is told to be quiet", "[connection][lease]") {
    peer p;
    const auto link = p.fs->link();
    std::optional<event_lease> first = link->need_events(answers | digits);
    CHECK(p.said() == "event CHANNEL_ANSWER DTMF\n\n");
    agree(p);
    event_lease second = link->need_events(digits);
    event_lease moved(std::move(second));
    first.reset();
    p.time.advance(60s);
    CHECK(p.said() == "nixevent CHANNEL_ANSWER\n\n");
    agree(p);
    moved = event_lease();
    p.time.advance(59s);
    first = link->need_events(digits);  // in time: nothing is said
    p.time.advance(60s);
    CHECK(p.said().empty());
    p.fs->close();
    first.reset();  // of a connection that has ended
    p.time.advance(120s);
}

TEST_CASE("a lease does not outlive its connection", "[connection][lease]") {
    peer p;
    event_lease old = p.fs->link()->need_events(digits);
    p.said();
    p.fs->close();
    auto ends = eslio::testing::connect_pair(p.context.get_executor(), p.context.get_executor());
    p.server = std::move(ends.first);
    p.fs->next_layer() = std::move(ends.second);
    p.login();
    event_lease held = p.fs->link()->need_events(digits);
    CHECK(p.said() == "event DTMF\n\n");
    agree(p);
    old = event_lease();
    p.time.advance(120s);
    CHECK(p.said().empty());
    CHECK(p.fs->is_open());
}

TEST_CASE("a refused need takes nothing from others", "[connection][lease]") {
    peer p;
    const auto link = p.fs->link();
    const event_lease first = link->need_events(answers);
    agree(p);
    p.said();
    const event_lease both = link->need_events(answers | digits);
    CHECK(p.said() == "event DTMF\n\n");
    p.says(reply_packet("-ERR permission denied"));
    outcome<reply> off;
    p.fs->async_send(cmd::noevents(), off.handler());
    const std::string said = p.said();
    CHECK(said.find("nixevent") == 0);
    CHECK(said.find("CHANNEL_ANSWER") == std::string::npos);
    CHECK(said.find("DTMF") != std::string::npos);
}

TEST_CASE("what ends while exit is in line is said when that is taken back",
          "[connection][lease]") {
    peer p;
    outcome<reply> filtered;
    p.fs->async_filter("X", "y", filtered.handler());
    std::optional<event_lease> need = p.fs->link()->need_events(digits);
    p.said();
    agree(p);
    agree(p);
    agree(p);
    need.reset();
    p.time.advance(50s);
    p.fs->next_layer().stall_writes();
    outcome<api_response> status;
    p.fs->async_api("status", status.handler());
    asio::cancellation_signal stop;
    outcome<void> left;
    p.fs->async_exit(asio::bind_cancellation_slot(stop.slot(), left.handler()));
    p.time.advance(20s);  // the need is over
    stop.emit(asio::cancellation_type_t::total);
    p.time.settle();
    REQUIRE(left.done());
    REQUIRE(p.fs->is_open());
    p.fs->next_layer().release();
    CHECK(p.said() == "api status\n\n");
    p.says(test::api_packet("UP"));
    p.time.advance(60s);
    CHECK(p.said() == "nixevent DTMF\n\nfilter delete Event-Name DTMF\n\n");
}
