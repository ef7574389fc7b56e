// The completion token of an operation that is given none.
#pragma once

#include <eslio/config.hpp>

#include <asio/async_result.hpp>

#include <type_traits>

namespace eslio::detail {

/// Stands where the executor has no default token either: see `begin_operation`.
struct no_completion_token {};

/// That of the executor (`asio::use_awaitable_t<>::as_default_on_t`), if it has one.
template <class Executor>
using default_token =
    std::conditional_t<std::is_void_v<asio::default_completion_token_t<Executor>>,
                       no_completion_token, asio::default_completion_token_t<Executor>>;

}  // namespace eslio::detail
