// The bodies of the functions of catalogue.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/catalogue.hpp>

namespace eslio::testing::fake {

ESLIO_COLD machine::application_function find_application(std::string_view name) {
    if (const auto found = find_in(leg_applications, name)) return found;
    if (const auto found = find_in(keep_applications, name)) return found;
    if (const auto found = find_in(media_applications, name)) return found;
    if (const auto found = find_in(schedule_applications, name)) return found;
    if (const auto found = find_in(valet_applications, name)) return found;
    return find_in(variable_applications, name);
}

}  // namespace eslio::testing::fake
