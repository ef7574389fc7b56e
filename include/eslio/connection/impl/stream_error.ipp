// The bodies of the functions of stream_error.hpp.
#pragma once

#include <eslio/connection/detail/stream_error.hpp>

namespace eslio::detail {

ESLIO_DECL error map_stream_error(const error_code& ec) noexcept {
    namespace e = asio::error;
    if (ec == e::eof) return error::connection_lost;
    if (ec == e::connection_reset || ec == e::broken_pipe || ec == e::connection_aborted ||
        ec == e::not_connected)
        return error::connection_reset;
    if (ec == e::operation_aborted || ec == e::bad_descriptor || ec == e::shut_down)
        return error::closed;
    if (ec == e::connection_refused) return error::connection_refused;
    if (ec == e::timed_out) return error::connect_timeout;
    if (ec == e::host_unreachable || ec == e::network_unreachable || ec == e::network_down)
        return error::unreachable;
    if (ec == e::host_not_found || ec == e::host_not_found_try_again || ec == e::no_data ||
        ec == e::no_recovery || ec == e::service_not_found)
        return error::host_not_found;
    return error::stream_failed;
}

}  // namespace eslio::detail
