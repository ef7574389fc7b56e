// Headers whose name holds an index (`foo[2]`): an element of an array.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Adds a header as `switch_event_base_add_header` does: an index in the name (0 to 4000) sets that
/// element of an array, which grows by empty ones; any other name is a header of its own.
ESLIO_DECL void add_indexed(event& e, std::string_view name, std::string_view value);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/indexed_header.ipp>
#endif
