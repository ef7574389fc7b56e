// What is played to the legs of a call from outside: uuid_broadcast, and the application.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/wire/request.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Which legs hear it.
struct broadcast_legs {
    bool a = false;
    bool b = false;
    bool b_waits = false;
    bool again = false;  ///< and again, until it is stopped

    static constexpr broadcast_legs a_alone() noexcept { return {true, false, false, false}; }

    /// By the words of `uuid_broadcast`; without any, A does and B waits (mod_commands.c:
    /// uuid_broadcast_function).
    static broadcast_legs of(std::string_view words);

    /// By those of the application: both, for what is named is added to that, but not B if it is to
    /// wait (mod_dptools.c: broadcast_function).
    static broadcast_legs of_application(std::string_view words);

    /// By the one word at that place, in lower case: without it, A does; of another, none (the
    /// `sched_broadcast_function` of mod_dptools.c and mod_commands.c).
    static broadcast_legs of_schedule(const std::vector<std::string>& words, std::size_t at);
};

/// Queues `app::argument`, or a file to be played (switch_ivr_async.c: switch_ivr_broadcast).
ESLIO_DECL void broadcast(call& c, std::string_view path, const broadcast_legs& legs);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/broadcast.ipp>
#endif
