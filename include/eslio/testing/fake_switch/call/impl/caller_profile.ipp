// The bodies of the functions of caller_profile.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/caller_profile.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::optional<std::string_view> caller_profile::field(
    std::string_view name) const noexcept {
    const auto member = member_of(name);
    if (member == nullptr) return std::nullopt;
    return this->*member;
}

ESLIO_COLD caller_profile caller_profile::of_originatee() const {
    caller_profile other = *this;
    other.logical_direction = "inbound";
    other.transfer_source.clear();
    other.index = 0;
    return other;
}

ESLIO_COLD caller_profile caller_profile::of_originator() const {
    caller_profile other = of_originatee();
    other.times = {};
    return other;
}

ESLIO_COLD void caller_profile::swap_caller_and_callee() {
    std::swap(caller_name, callee_name);
    std::swap(caller_number, callee_number);
    if (caller_name.empty()) caller_name = "Unknown";
    if (caller_number.empty()) caller_number = "Unknown";
}

ESLIO_COLD void caller_profile::step(std::int64_t now, bool in_dialplan) {
    const bool called = direction == "outbound" && !in_dialplan;
    logical_direction = called ? "outbound" : "inbound";
    transfer_source.clear();
    ++index;
    times.profile_created = now;
    times.bridged = times.last_hold = times.hold_total = 0;
}

ESLIO_COLD void caller_profile::write(event& e, std::string_view prefix) const {
    const auto text = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) e.add(std::string(prefix).append(name), value);
    };
    const auto number = [&](std::string_view name, std::int64_t value) {
        text(name, std::to_string(value));
    };
    text("Direction", direction);
    text("Logical-Direction", logical_direction);
    text("Username", username);
    text("Dialplan", dialplan);
    text("Caller-ID-Name", caller_name);
    text("Caller-ID-Number", caller_number);
    if (!caller_name.empty()) text("Orig-Caller-ID-Name", original_name);
    if (!caller_number.empty()) text("Orig-Caller-ID-Number", original_number);
    text("Callee-ID-Name", callee_name);
    text("Callee-ID-Number", callee_number);
    text("Network-Addr", network_address);
    text("ANI", ani);
    text("Destination-Number", destination);
    text("Unique-ID", uuid);
    text("Source", source);
    text("Transfer-Source", transfer_source);
    text("Context", context);
    text("RDNIS", rdnis);
    text("Channel-Name", channel_name);
    if (index != 0) number("Profile-Index", index);
    number("Profile-Created-Time",
           times.profile_created == 0 ? times.created : times.profile_created);
    number("Channel-Created-Time", times.created);
    number("Channel-Answered-Time", times.answered);
    number("Channel-Progress-Time", times.progress);
    number("Channel-Progress-Media-Time", times.progress_media);
    number("Channel-Hangup-Time", times.hangup);
    number("Channel-Transfer-Time", 0);
    number("Channel-Resurrect-Time", 0);
    number("Channel-Bridged-Time", times.bridged);
    number("Channel-Last-Hold", times.last_hold);
    number("Channel-Hold-Accum", times.hold_total);
    text("Screen-Bit", "true");
    text("Privacy-Hide-Name", "false");
    text("Privacy-Hide-Number", "false");
}

ESLIO_COLD std::string caller_profile::*caller_profile::member_of(std::string_view name) noexcept {
    static constexpr std::pair<std::string_view, std::string caller_profile::*> known[] = {
        {"username", &caller_profile::username},
        {"dialplan", &caller_profile::dialplan},
        {"caller_id_name", &caller_profile::caller_name},
        {"caller_id_number", &caller_profile::caller_number},
        {"callee_id_name", &caller_profile::callee_name},
        {"callee_id_number", &caller_profile::callee_number},
        {"network_addr", &caller_profile::network_address},
        {"ani", &caller_profile::ani},
        {"destination_number", &caller_profile::destination},
        {"uuid", &caller_profile::uuid},
        {"source", &caller_profile::source},
        {"transfer_source", &caller_profile::transfer_source},
        {"context", &caller_profile::context},
        {"rdnis", &caller_profile::rdnis},
        {"chan_name", &caller_profile::channel_name},
    };
    for (const auto& [known_name, member] : known)
        if (wire::iequals(known_name, name)) return member;
    return nullptr;
}

}  // namespace eslio::testing::fake
