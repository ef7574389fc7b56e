// esl_signal: a descriptor that can be read as long as something is there.
#pragma once

#include <eslio/config.hpp>

#include <asio/io_context.hpp>
#include <asio/local/connect_pair.hpp>
#include <asio/local/stream_protocol.hpp>

namespace eslio::detail {

#if defined(ASIO_HAS_LOCAL_SOCKETS)

/// For programs that wait with `poll` or `select`. Made when it is first asked for. Used by one
/// thread at a time.
class esl_signal {
public:
    explicit esl_signal(asio::io_context& context) : reading_(context), writing_(context) {}

    /// The descriptor to be waited for; -1 if the system gives none.
    int descriptor();
    bool is_made() const noexcept { return reading_.is_open(); }

    void set() noexcept;
    void clear() noexcept;

private:
    asio::local::stream_protocol::socket reading_;
    asio::local::stream_protocol::socket writing_;
    bool is_set_ = false;
};

#else

/// Not on this system.
class esl_signal {
public:
    explicit esl_signal(asio::io_context&) noexcept {}
    int descriptor() noexcept { return -1; }
    bool is_made() const noexcept { return false; }
    void set() noexcept {}
    void clear() noexcept {}
};

#endif

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_signal.ipp>
#endif
