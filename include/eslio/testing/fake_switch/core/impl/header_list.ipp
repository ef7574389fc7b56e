// The bodies of the functions of header_list.hpp.
#pragma once

#include <eslio/testing/fake_switch/core/header_list.hpp>

namespace eslio::testing::fake {

ESLIO_COLD header_list::header_list(std::initializer_list<named_value> all) {
    for (const named_value& one : all) add(one.name, one.value);
}

ESLIO_COLD void header_list::append(const event& more) {
    for (const event_header h : more.headers()) add(h.name(), h.value());
}

}  // namespace eslio::testing::fake
