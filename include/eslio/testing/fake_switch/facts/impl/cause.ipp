// The bodies of the functions of cause.hpp.
#pragma once

#include <eslio/testing/fake_switch/facts/cause.hpp>

namespace eslio::testing::fake {

ESLIO_DECL cause_number find_cause(std::string_view text) noexcept {
    const auto number = wire::parse_number(text);
    for (const cause_number c : causes)
        if (wire::iequals(c.name, text) || (number && static_cast<int>(*number) == c.number))
            return c;
    return {"NORMAL_CLEARING", 16};
}

}  // namespace eslio::testing::fake
