// How a call takes one of a limited resource, and what it does when none is left (switch_limit.c,
// mod_hash.c).
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// `5`, or `5/10`: so many within so many seconds. Without a number there is no limit.
struct limit_size {
    int most = -1;
    int interval = 0;

    static limit_size of(const std::vector<std::string>& words, std::size_t at);
};

/// switch_limit.c: switch_limit_fire_event
ESLIO_DECL void fire_limit(machine& m, const limit_use& use, std::size_t used, std::size_t rate,
                           const limit_size& size);

/// All that a call has taken (switch_limit.c: limit_state_handler).
ESLIO_DECL void give_limits_back(machine& m, call& c);

/// False if all are in use. What a call uses it lets go when it hangs up, and when it is
/// transferred, unless `limit_ignore_transfer` is set (mod_hash.c: limit_incr_hash).
ESLIO_DECL bool take_limit(machine& m, call& c, limit_use use, const limit_size& size);

/// A call for which none was left goes to the extension that is named, or is hung up for `!cause`.
ESLIO_DECL void leave_for_limit(machine& m, call& c, const std::vector<std::string>& words,
                                std::size_t at);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/limits.ipp>
#endif
