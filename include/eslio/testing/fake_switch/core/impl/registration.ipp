// The bodies of the functions of registration.hpp.
#pragma once

#include <eslio/testing/fake_switch/core/registration.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void fire_registration(core& inside, const registration& r, bool registered) {
    event e =
        inside.make_event(event_name::custom, {"sofia_reg.c", "sofia_reg_handle_register_token",
                                               registered ? 2029 : 2115});
    const auto seconds = (r.expires_at - inside.date()) / 1'000'000;
    e.add("profile-name", "internal");
    e.add("from-user", r.user).add("from-host", r.domain);
    if (registered) e.add("presence-hosts", "n/a");
    e.add("contact", r.contact).add("call-id", r.call_id);
    if (registered) {
        e.add("rpid", "unknown").add("status", "Registered(UDP)");
        e.add("expires", std::to_string(seconds));
        e.add("to-user", r.user).add("to-host", r.domain);
        e.add("network-ip", inside.options.ipv4).add("network-port", "5060");
        e.add("username", r.user).add("realm", r.domain).add("user-agent", "fake phone");
    }
    inside.fire(signal{std::move(e), event_name::custom,
                       registered ? "sofia::register" : "sofia::unregister"});
}

}  // namespace eslio::testing::fake
