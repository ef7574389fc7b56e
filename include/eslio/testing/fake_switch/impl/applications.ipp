// The bodies of the functions of applications.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications.hpp>

namespace eslio::testing::fake {

ESLIO_DECL bool runs_on_dead_call(std::string_view name) noexcept {
    const application_fact* const fact = find_application_fact(name);
    return fact != nullptr && fact->runs_when_down;
}

}  // namespace eslio::testing::fake
