// The bodies of the functions of fault_plan.hpp.
#pragma once

#include <eslio/testing/fake_switch/fault_plan.hpp>

namespace eslio::testing {

ESLIO_COLD fault_plan& fault_plan::end(ending how, std::size_t offset) {
    ending_ = how;
    offset_ = offset;
    return *this;
}

}  // namespace eslio::testing
