// The bodies of the functions of applications.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications.hpp>

namespace eslio::testing {

ESLIO_COLD fake_application fake_application::endless() {
    fake_application a;
    a.time_.reset();
    return a;
}

}  // namespace eslio::testing

namespace eslio::testing::fake {

ESLIO_COLD std::optional<fake_application> application_table::find(std::string_view name) const {
    if (auto said = scripted(name)) return said;
    const application_fact* const fact = find_application_fact(name);
    if (fact == nullptr) return std::nullopt;
    switch (fact->time) {
        case application_time::lasts: return fake_application::endless();
        case application_time::takes_a_second: return fake_application(std::chrono::seconds(1));
        default: return fake_application();
    }
}

ESLIO_COLD std::optional<fake_application> application_table::scripted(
    std::string_view name) const {
    const auto* const said = said_.find(name);
    return said == nullptr ? std::nullopt : std::optional(*said);
}

ESLIO_COLD bool runs_on_dead_call(std::string_view name) noexcept {
    const application_fact* const fact = find_application_fact(name);
    return fact != nullptr && fact->runs_when_down;
}

}  // namespace eslio::testing::fake
