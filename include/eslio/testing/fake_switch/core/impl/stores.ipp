// The bodies of the functions of stores.hpp.
#pragma once

#include <eslio/testing/fake_switch/core/stores.hpp>

namespace eslio::testing::fake {

ESLIO_DECL stores::stores() {
    fifo_node& manual = fifos["manual_calls"];  // mod_fifo: MANUAL_QUEUE_NAME
    manual.outbound_priority = 5;
    manual.ready = 2;
}

ESLIO_DECL bool realm_store::erase(std::string_view realm, std::string_view key) {
    const auto first = std::remove_if(all_.begin(), all_.end(), fits{realm, key});
    const bool any = first != all_.end();
    all_.erase(first, all_.end());
    return any;
}

ESLIO_DECL std::size_t stores::usage(std::string_view backend, std::string_view realm,
                                     std::string_view resource) const {
    return static_cast<std::size_t>(
        std::count_if(limits.begin(), limits.end(), [&](const limit_use& u) {
            return wire::iequals(u.backend, backend) && u.realm == realm && u.resource == resource;
        }));
}

ESLIO_DECL void stores::release(std::string_view call, std::string_view backend,
                                std::string_view realm, std::string_view resource) {
    limits.erase(std::remove_if(limits.begin(), limits.end(),
                                [&](const limit_use& u) {
                                    return u.call == call &&
                                           (backend.empty() || wire::iequals(u.backend, backend)) &&
                                           (realm.empty() || u.realm == realm) &&
                                           (resource.empty() || u.resource == resource);
                                }),
                 limits.end());
}

}  // namespace eslio::testing::fake
