// The bodies of the functions of esl_signal.hpp.
#pragma once

#include <eslio/error.hpp>
#include <eslio/esl_oop/detail/esl_signal.hpp>

#include <asio/buffer.hpp>

namespace eslio::detail {

#if defined(ASIO_HAS_LOCAL_SOCKETS)

ESLIO_DECL int esl_signal::descriptor() {
    error_code ec;
    if (!is_made()) asio::local::connect_pair(reading_, writing_, ec);
    return ec ? -1 : static_cast<int>(reading_.native_handle());
}

ESLIO_DECL void esl_signal::set() noexcept {
    if (is_set_ || !is_made()) return;
    error_code ignored;
    const char byte = 1;
    writing_.write_some(asio::buffer(&byte, 1), ignored);
    is_set_ = !ignored;
}

/// One byte at most is there, so that it does not block.
ESLIO_DECL void esl_signal::clear() noexcept {
    if (!is_set_) return;
    error_code ignored;
    char byte = 0;
    reading_.read_some(asio::buffer(&byte, 1), ignored);
    is_set_ = false;
}

#endif

}  // namespace eslio::detail
