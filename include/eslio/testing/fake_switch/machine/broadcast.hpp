// What is played to the legs of a call from outside: uuid_broadcast, and the application.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/wire/request.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string_view>

namespace eslio::testing::fake {

/// Which legs hear it, by the words of `uuid_broadcast`; without any, A does and B waits
/// (mod_commands.c: uuid_broadcast_function).
struct broadcast_legs {
    bool a = false;
    bool b = false;
    bool b_waits = false;
    bool again = false;  ///< and again, until it is stopped

    static broadcast_legs of(std::string_view words);
};

/// Queues `app::argument`, or a file to be played (switch_ivr_async.c: switch_ivr_broadcast).
ESLIO_DECL void broadcast(call& c, std::string_view path, const broadcast_legs& legs);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/broadcast.ipp>
#endif
