// How Asio's error codes become eslio's.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/connection/detail/stream_error.hpp>

using namespace eslio;
namespace e = asio::error;
using detail::map_lost_stream;
using detail::map_stream_error;
using test::outcome;
using test::peer;

TEST_CASE("Asio's codes have their names here") {
    CHECK(map_stream_error(e::eof) == error::connection_lost);
    CHECK(map_stream_error(e::connection_reset) == error::connection_reset);
    CHECK(map_stream_error(e::broken_pipe) == error::connection_reset);
    CHECK(map_stream_error(e::connection_aborted) == error::connection_reset);
    CHECK(map_stream_error(e::not_connected) == error::connection_reset);
    CHECK(map_stream_error(e::operation_aborted) == error::closed);
    CHECK(map_stream_error(e::bad_descriptor) == error::closed);
    CHECK(map_stream_error(e::shut_down) == error::closed);
    CHECK(map_stream_error(e::connection_refused) == error::connection_refused);
    CHECK(map_stream_error(e::timed_out) == error::connect_timeout);
    CHECK(map_stream_error(e::host_unreachable) == error::unreachable);
    CHECK(map_stream_error(e::network_unreachable) == error::unreachable);
    CHECK(map_stream_error(e::network_down) == error::unreachable);
    CHECK(map_stream_error(e::host_not_found) == error::host_not_found);
    CHECK(map_stream_error(e::host_not_found_try_again) == error::host_not_found);
    CHECK(map_stream_error(e::no_data) == error::host_not_found);
    CHECK(map_stream_error(e::no_recovery) == error::host_not_found);
    CHECK(map_stream_error(e::service_not_found) == error::host_not_found);
    CHECK(map_stream_error(e::no_memory) == error::stream_failed);
    CHECK(map_stream_error(std::make_error_code(std::errc::io_error)) == error::stream_failed);
}

TEST_CASE("whatever a stream that was connected ends with is a disconnection") {
    const error_code codes[] = {
        e::eof,          e::connection_reset, e::timed_out,   e::host_unreachable,
        e::network_down, e::no_memory,        e::broken_pipe, e::bad_descriptor};
    for (const error_code& ec : codes) {
        CAPTURE(ec.message());
        CHECK(make_error_code(map_lost_stream(ec)) == condition::disconnected);
        peer p;
        p.fs->next_layer().fail_read(1, ec);
        outcome<message> end;
        p.fs->async_receive(end.handler());
        p.says(test::event_packet("Event-Name: DTMF\n\n"));
        p.fs->async_receive(end.handler());
        p.time.settle();
        CHECK(p.fs->reason() == map_lost_stream(ec));
        CHECK(p.fs->reason() == condition::disconnected);
    }
    CHECK(map_lost_stream(e::timed_out) == error::connection_lost);
}
