// The bodies of the functions of stream.hpp.
#pragma once

#include <eslio/testing/stream.hpp>

namespace eslio::testing {

ESLIO_COLD stream& stream::operator=(stream&& other) noexcept {
    if (this == &other) return *this;
    close();
    executor_ = other.executor_;
    link_ = std::move(other.link_);
    side_ = other.side_;
    return *this;
}

ESLIO_COLD std::pair<stream, stream> connect_pair(asio::any_io_executor first,
                                                  asio::any_io_executor second) {
    asio::execution_context& a = detail::link_registry::context_of(first);
    asio::execution_context& b = detail::link_registry::context_of(second);
    auto link = std::make_shared<detail::memory_link>(a, b);
    asio::use_service<detail::link_registry>(a).add(link);
    if (&a != &b) asio::use_service<detail::link_registry>(b).add(link);
    return {stream(std::move(first), link, 0), stream(std::move(second), link, 1)};
}

}  // namespace eslio::testing
