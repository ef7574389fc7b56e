// The bodies of the functions of stores.hpp.
#pragma once

#include <eslio/testing/fake_switch/core/stores.hpp>

namespace eslio::testing::fake {

ESLIO_COLD bool forget_text(std::vector<std::string>& all, std::string_view text) {
    return detail::erase_where(all, [&](const std::string& one) { return one == text; });
}

ESLIO_COLD stores::stores() {
    fifo_node& manual = fifos["manual_calls"];  // mod_fifo: MANUAL_QUEUE_NAME
    manual.outbound_priority = 5;
    manual.ready = 2;
}

ESLIO_COLD bool realm_store::erase(std::string_view realm, std::string_view key) {
    return detail::erase_where(all_,
                               [&](const value& v) { return v.realm == realm && v.key == key; });
}

ESLIO_COLD std::size_t stores::usage(std::string_view backend, std::string_view realm,
                                     std::string_view resource) const {
    return detail::count_where(limits, [&](const limit_use& u) {
        return wire::iequals(u.backend, backend) && u.realm == realm && u.resource == resource;
    });
}

ESLIO_COLD void stores::release(std::string_view call, std::string_view backend,
                                std::string_view realm, std::string_view resource) {
    detail::erase_where(limits, [&](const limit_use& u) {
        return u.call == call && (backend.empty() || wire::iequals(u.backend, backend)) &&
               (realm.empty() || u.realm == realm) && (resource.empty() || u.resource == resource);
    });
}

}  // namespace eslio::testing::fake
