// The engine of a connection over TCP, compiled once.
#pragma once

#include <eslio/connection/detail/built_for.hpp>
#include <eslio/connection/detail/stream_engine.hpp>
#include <eslio/connection/options.hpp>

#include <asio/ip/tcp.hpp>

#include <memory>

#if !defined(ESLIO_HEADER_ONLY)
namespace eslio::detail {

template class stream_engine<asio::ip::tcp::socket>;
template std::shared_ptr<stream_engine<asio::ip::tcp::socket>> make_stream_engine(
    asio::ip::tcp::socket, connection_options, this_build);

}  // namespace eslio::detail
#endif
