// An API command or application as FreeSWITCH's lists tell it.
#pragma once

#include <eslio/config.hpp>

#include <string_view>

namespace eslio::testing::fake {

struct described {
    std::string_view name, syntax, description, module;
};

}  // namespace eslio::testing::fake
