// Where in mod_conference's source its events come from.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/core/core.hpp>

#include <string_view>

namespace eslio::testing::fake {

/// The place that fires events with that `Action`, as `mute-member`.
ESLIO_DECL place conference_place(std::string_view action);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/conference_places.ipp>
#endif
