// The bodies of the functions of home.hpp.
#pragma once

#include <eslio/connection/detail/home.hpp>

#include <asio/dispatch.hpp>
#include <asio/io_context.hpp>
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>
#include <typeinfo>
#include <utility>

namespace eslio::detail {

ESLIO_DECL asio::any_io_executor executor_of_io_context(asio::io_context& context) {
    return context.get_executor();
}

template <class Strand>
bool runs_in(const asio::any_io_executor& executor) noexcept {
    return executor.target<Strand>()->running_in_this_thread();
}

/// An executor that is not known knows itself, when something is sent to it.
inline bool runs_nowhere(const asio::any_io_executor&) noexcept {
    return false;
}

template <class Executor>
bool is_a([[maybe_unused]] const asio::any_io_executor& executor) noexcept {
#if defined(ASIO_NO_TYPEID)
    return false;
#else
    return executor.target_type() == typeid(Executor);
#endif
}

ESLIO_DECL home::home(asio::any_io_executor executor) : executor_(std::move(executor)) {
    using of_io_context = asio::strand<asio::io_context::executor_type>;
    using of_pool = asio::strand<asio::thread_pool::executor_type>;
    using of_any = asio::strand<asio::any_io_executor>;
#if !defined(ASIO_NO_TYPEID)
    if (!is_a<asio::io_context::executor_type>(executor_)) is_inside_ = runs_nowhere;
#endif
    if (is_a<of_io_context>(executor_)) is_inside_ = runs_in<of_io_context>;
    if (is_a<of_pool>(executor_)) is_inside_ = runs_in<of_pool>;
    if (is_a<of_any>(executor_)) is_inside_ = runs_in<of_any>;
}

/// Loosely ordered, lest it hide the race from a tool that looks for it.
ESLIO_DECL bool home::enter() const noexcept {
    const std::size_t me = std::hash<std::thread::id>()(std::this_thread::get_id()) | 1;
    std::size_t there = 0;
    if (present_.compare_exchange_strong(there, me, std::memory_order_relaxed)) return true;
    if (there == me) return false;
    std::fputs("eslio: a connection, or a session, is used by two threads at once. Make it, or the "
               "server, of a strand (asio::make_strand), and call what is no async_... on that.\n",
               stderr);
    std::abort();
}

ESLIO_DECL void home::send(compact_ptr<visit> visitor) const {
    const asio::any_io_executor there = executor_;  // the visitor may hold what holds this
    asio::dispatch(there, [visitor = std::move(visitor)] { visitor->run(); });
}

}  // namespace eslio::detail
