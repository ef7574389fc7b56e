// The engine of a connection over TCP, compiled once.
#pragma once

#include <eslio/connection/detail/stream_engine.hpp>

#include <asio/ip/tcp.hpp>

#if !defined(ESLIO_HEADER_ONLY)
namespace eslio::detail {

template class stream_engine<asio::ip::tcp::socket>;

}  // namespace eslio::detail
#endif
