// Who calls whom, and when what happened: the Caller-... headers of channel events.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// Dates in microseconds since 1970; 0: has not happened.
struct call_times {
    std::int64_t created = 0;
    std::int64_t profile_created = 0;  ///< 0: with the call
    std::int64_t answered = 0;
    std::int64_t progress = 0;
    std::int64_t progress_media = 0;
    std::int64_t hangup = 0;
    std::int64_t bridged = 0;
    std::int64_t last_hold = 0;
    std::int64_t hold_total = 0;
};

struct caller_profile {
    std::string direction = "outbound";
    std::string username;
    std::string dialplan;
    std::string caller_name;
    std::string caller_number;
    std::string original_name;
    std::string original_number;
    std::string callee_name;
    std::string callee_number;
    std::string network_address;
    std::string ani;
    std::string destination;
    std::string uuid;
    std::string source;
    std::string transfer_source;
    std::string context;
    std::string rdnis;
    std::string channel_name;
    int index = 1;
    call_times times;

    /// A field by the name that `${...}` knows it by (switch_caller_get_field_by_name).
    std::optional<std::string_view> field(std::string_view name) const noexcept {
        const auto member = member_of(name);
        if (member == nullptr) return std::nullopt;
        return this->*member;
    }

    /// Nothing happens to a field that does not exist (switch_channel_set_profile_var).
    void set_field(std::string_view name, std::string_view value) {
        if (const auto member = member_of(name)) this->*member = std::string(value);
    }

    /// Appends the headers in FreeSWITCH's order (`switch_caller_profile_event_set_data`).
    void write(event& e, std::string_view prefix) const {
        const auto text = [&](std::string_view name, std::string_view value) {
            if (!value.empty()) e.add(std::string(prefix).append(name), value);
        };
        const auto number = [&](std::string_view name, std::int64_t value) {
            text(name, std::to_string(value));
        };
        text("Direction", direction);
        text("Logical-Direction", direction);
        text("Username", username);
        text("Dialplan", dialplan);
        text("Caller-ID-Name", caller_name);
        text("Caller-ID-Number", caller_number);
        text("Orig-Caller-ID-Name", original_name);
        text("Orig-Caller-ID-Number", original_number);
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
        number("Profile-Index", index);
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

private:
    static std::string caller_profile::*member_of(std::string_view name) noexcept {
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
};

}  // namespace eslio::testing::fake
