// io_thread: what runs blocking connections: an execution context with a thread of its own.
#pragma once

#include <eslio/config.hpp>

#include <asio/io_context.hpp>

#include <memory>

namespace eslio::blocking {

namespace detail {
struct io_loop;
}

/// An `asio::io_context` and the thread that runs it. A blocking connection makes one for itself
/// unless it is given one; several may share one. What a callback of yours throws there, as a
/// handler of an asynchronous operation or a logger, is dropped, for the others need the thread. It
/// lives as long as somebody who uses it; its end waits for the thread.
class io_thread {
public:
    ESLIO_DECL io_thread();
    io_thread(const io_thread&) = delete;
    io_thread& operator=(const io_thread&) = delete;
    ESLIO_DECL ~io_thread();

    /// The context that the thread runs.
    asio::io_context& context() noexcept;

private:
    std::shared_ptr<detail::io_loop> loop_;  ///< the thread holds it as well
};

}  // namespace eslio::blocking

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/blocking/impl/io_thread.ipp>
#endif
