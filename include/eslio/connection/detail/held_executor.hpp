// An executor as an operation holds it that is pending.
#pragma once

#include <eslio/config.hpp>

#include <asio/execution/blocking.hpp>
#include <asio/execution/outstanding_work.hpp>
#include <asio/is_executor.hpp>
#include <asio/prefer.hpp>
#include <asio/require.hpp>

namespace eslio::detail {

/// Whether it can be told not to run things at once. Asio's any_completion_executor cannot.
template <class Executor>
inline constexpr bool never_blocks =
    asio::can_require<Executor, asio::execution::blocking_t::never_t>::value;

/// Whether one can post to it.
template <class Executor>
inline constexpr bool can_post = never_blocks<Executor> || asio::is_executor<Executor>::value;

/// The executor as a pending operation holds it: it has work, and does not run things at once.
template <class Executor>
auto hold_executor(const Executor& executor) {
    if constexpr (never_blocks<Executor>)
        return asio::prefer(asio::require(executor, asio::execution::blocking.never),
                            asio::execution::outstanding_work.tracked);
    else
        return asio::prefer(executor, asio::execution::outstanding_work.tracked);
}

struct no_executor {
    template <class Executor>
    explicit no_executor(const Executor&) {}
};

}  // namespace eslio::detail
