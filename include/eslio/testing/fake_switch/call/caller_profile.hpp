// Who calls whom, and when what happened: the Caller-... headers of channel events.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
    /// From when to when it was held; the channel's, whatever profile it gets; 0: it still is.
    std::vector<std::pair<std::int64_t, std::int64_t>> holds;
};

struct caller_profile {
    std::string direction = "outbound";
    std::string logical_direction = "outbound";
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
    int index = 1;  ///< 0: it is another channel's
    call_times times;

    /// A field by the name that `${...}` knows it by (switch_caller_get_field_by_name).
    std::optional<std::string_view> field(std::string_view name) const noexcept;

    /// Nothing happens to a field that does not exist (switch_channel_set_profile_var).
    void set_field(std::string_view name, std::string_view value) {
        if (const auto member = member_of(name)) this->*member = std::string(value);
    }

    /// The same as the other leg of a channel has it: without what is the channel's own. Of the
    /// leg that has called it no times are known (switch_caller.c: switch_caller_profile_dup;
    /// switch_channel_set_originator_caller_profile).
    caller_profile of_originatee() const;
    caller_profile of_originator() const;

    /// (switch_channel.c: switch_channel_invert_cid)
    void swap_caller_and_callee();

    /// The channel gets another one, which begins as this does (switch_channel.c:
    /// switch_channel_step_caller_profile, switch_channel_set_caller_profile).
    void step(std::int64_t now, bool in_dialplan);

    /// Appends the headers in FreeSWITCH's order (`switch_caller_profile_event_set_data`).
    void write(event& e, std::string_view prefix) const;

private:
    static std::string caller_profile::*member_of(std::string_view name) noexcept;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/caller_profile.ipp>
#endif
