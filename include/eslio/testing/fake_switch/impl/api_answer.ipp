// The bodies of the functions of api_answer.hpp.
#pragma once

#include <eslio/testing/fake_switch/api_answer.hpp>

namespace eslio::testing {

ESLIO_COLD api_answer api_answer::failure() {
    api_answer a("");
    a.failed_ = true;
    return a;
}

}  // namespace eslio::testing
