// Calls that are parked in a lot until somebody fetches them: valet_park (mod_valet_parking.c).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/machine/uuid_bridge.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// `valet_parking::info`, of the call that is parked.
ESLIO_DECL void fire_valet(call& parked, const valet_place& where, std::string_view action,
                           std::string_view to);

/// The extension that the words name: itself, or `auto in min max`, the first that is free, or
/// `auto out min max`, that of who waits longest. Nothing if there is none.
ESLIO_DECL std::optional<std::string> valet_extension(const machine& m,
                                                      const std::vector<std::string>& words);

ESLIO_DECL std::string valet_music(const call& parked);

/// The call in the place of that number is told that it waits, and hears music.
ESLIO_DECL void hold_in_valet(machine& m, call& parked, std::uint32_t number);

/// The call is parked no longer.
ESLIO_DECL void leave_valet(machine& m, call& parked);

/// `lot extension`: who comes second is bridged with who waits there. To be asked for the extension
/// is not modelled.
ESLIO_DECL void run_valet_park(machine& m, call& c, const running_app& app);

inline constexpr application_entry valet_applications[] = {
    {"valet_park", run_valet_park},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/valet.ipp>
#endif
