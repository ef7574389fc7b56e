// The bodies of the functions of fake_switch.hpp.
#pragma once

#include <eslio/testing/fake_switch.hpp>

namespace eslio::testing {

ESLIO_DECL void fake_switch::register_user(const std::string& user,
                                           const std::string& contact_host) {
    unregister_user(user);
    fake::machine& m = inside();
    const std::int64_t hour = 3'600'000'000;
    m.registrations.push_back(
        {user, m.options.ipv4, "sip:" + user + "@" + contact_host, m.date() + hour, m.new_uuid()});
    fake::fire_registration(m, m.registrations.back(), true);
}

ESLIO_DECL void fake_switch::unregister_user(std::string_view user) {
    auto& all = inside().registrations;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].user != user) continue;
        const fake::registration gone = all[i];
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
        return fake::fire_registration(inside(), gone, false);
    }
}

}  // namespace eslio::testing
