// The one place where Asio's error codes become eslio's.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <asio/error.hpp>

namespace eslio::detail {

/// What a failed read, write, resolve or connect means. In standalone Asio its codes belong to a
/// category of their own, equal to no `std::errc`.
ESLIO_DECL error map_stream_error(const error_code& ec) noexcept;

/// The same of a stream that was connected: TCP's keep-alive ends it with `timed_out`.
inline error map_lost_stream(const error_code& ec) noexcept {
    return ec == asio::error::timed_out ? error::connection_lost : map_stream_error(ec);
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/stream_error.ipp>
#endif
