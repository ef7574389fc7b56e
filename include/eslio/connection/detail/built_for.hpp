// What the compiled library and the programs that use it have to agree on.
#pragma once

#include <eslio/version.hpp>

#include <asio/version.hpp>

namespace eslio::detail {

/// It stands among the arguments of the engine's constructors, so it is a part of their names for
/// the linker: a program whose files disagree with the library does not link, and the linker's
/// message shows what each of them was built for.
template <int EslioVersion, int AsioVersion, bool HandlerTracking, bool Threads, bool OldExecutors>
struct built_for {};

#if defined(ASIO_ENABLE_HANDLER_TRACKING)
inline constexpr bool tracks_handlers = true;
#else
inline constexpr bool tracks_handlers = false;
#endif
#if defined(ASIO_DISABLE_THREADS)
inline constexpr bool has_threads = false;
#else
inline constexpr bool has_threads = true;
#endif
#if defined(ASIO_USE_TS_EXECUTOR_AS_DEFAULT)
inline constexpr bool old_executors = true;
#else
inline constexpr bool old_executors = false;
#endif

using this_build =
    built_for<ESLIO_VERSION, ASIO_VERSION, tracks_handlers, has_threads, old_executors>;

}  // namespace eslio::detail
