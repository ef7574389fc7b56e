// The bodies of the functions of other_leg.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/other_leg.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void know_each_other(call& a, call& b) {
    a.leg().other_leg = b.leg().profile.of_originatee();
    a.leg().other_type = "originatee";
    b.leg().other_leg = a.leg().profile.of_originator();
    b.leg().other_type = "originator";
}

ESLIO_COLD void bond(channel& leg, const channel& other) {
    leg.vars.set("bridge_channel", other.name());
    leg.vars.set("bridge_uuid", other.uuid());
    leg.vars.set("signal_bond", other.uuid());
}

ESLIO_COLD void show_display(call& c, std::string_view name, std::string_view number) {
    if (name.empty()) name = number;
    name = name.substr(name.rfind('/') + 1);
    number = number.substr(number.rfind('/') + 1);
    c.leg().vars.set("last_sent_callee_id_name", name);
    c.leg().vars.set("last_sent_callee_id_number", number);
    const auto far = c.far_end.lock();
    if (!far) return;
    const bool calls = c.leg().profile.direction == "inbound";  // the leg -b, whose far end called
    caller_profile& p = far->leg().profile;
    if (!name.empty()) (calls ? p.caller_name : p.callee_name) = name;
    if (!number.empty()) (calls ? p.caller_number : p.callee_number) = number;
}

ESLIO_COLD void show_each_other(call& a, call& b) {
    const caller_profile& of_a = a.leg().profile;
    const caller_profile of_b = b.leg().profile;
    const auto one_of = [](const std::string& first, const std::string& otherwise) {
        return std::string_view(first.empty() ? otherwise : first);
    };
    show_display(b, one_of(of_b.caller_name, of_a.caller_name),
                 one_of(of_b.caller_number, of_a.caller_number));
    show_display(a, of_b.callee_name, one_of(of_b.callee_number, of_b.destination));
}

ESLIO_COLD void get_new_profiles(call& a, call& b) {
    channel& one = a.leg();
    channel& two = b.leg();
    const bool both_ways = one.profile.direction == "inbound" && one.is_callee;
    if (two.profile.direction == "outbound") two.in_dialplan = false;
    bond(one, two);
    bond(two, one);
    if (both_ways) {
        one.profile.swap_caller_and_callee();
        two.is_callee = false;
    }
    if (two.profile.direction == "inbound" && !two.is_callee) {
        two.profile.swap_caller_and_callee();
        two.is_callee = true;
    }
    for (channel* const leg : {&two, &one}) {
        caller_profile& p = leg->profile;
        leg->listed = p;
        leg->vars.set("original_destination_number", p.destination);
        leg->vars.set("original_caller_id_name", p.caller_name);
        leg->vars.set("original_caller_id_number", p.caller_number);
        p.step(leg->inside().date(), leg->in_dialplan);
    }
    know_each_other(a, b);
    one.profile.callee_name = two.profile.callee_name;
    one.profile.callee_number = two.profile.callee_number;
    two.profile.caller_name = one.profile.caller_name;
    two.profile.caller_number = one.profile.caller_number;
    note_transfer_source(one, "uuid_br:" + two.uuid());
    note_transfer_source(two, "uuid_br:" + one.uuid());
}

}  // namespace eslio::testing::fake
