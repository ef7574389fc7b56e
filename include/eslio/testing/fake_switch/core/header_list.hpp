// The headers that an event has besides those of its kind.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>

#include <initializer_list>
#include <string_view>

namespace eslio::testing::fake {

struct named_value {
    std::string_view name, value;
};

/// Takes names and values as they are written down, of which views are enough: of a list of pairs
/// of strings compilers make five times the code.
class header_list : public event {
public:
    header_list() = default;
    header_list(std::initializer_list<named_value> all);

    void append(const event& more);
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/core/impl/header_list.ipp>
#endif
