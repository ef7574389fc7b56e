// caller_profile: who calls whom from where, and when what happened to the leg.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/call_direction.hpp>
#include <eslio/events/event_part.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio::events {

/// The caller profile of a leg and its times (switch_caller_profile_event_set_data). What
/// FreeSWITCH does not know it does not write; what did not happen is absent.
class caller_profile : public event_part {
public:
    using time_point = std::chrono::system_clock::time_point;

    /// The prefixes of the headers: of the channel's own profile, and of the other leg's.
    static constexpr std::string_view of_channel = "Caller-";
    static constexpr std::string_view of_other_leg = "Other-Leg-";
    /// In the reply to `connect`.
    static constexpr std::string_view of_connect = "Channel-";

    /// Of an event, which must outlive the view.
    explicit caller_profile(const event& e, std::string_view prefix = of_channel) noexcept
        : event_part(e, prefix) {}
    explicit caller_profile(event&&, std::string_view = of_channel) = delete;

    /// Whether the event has such a profile at all.
    explicit operator bool() const noexcept { return !text("Direction").empty(); }

    header_value<call_direction> direction() const { return header<call_direction>("Direction"); }
    /// Who acts as the caller, which a transfer may turn round.
    header_value<call_direction> logical_direction() const {
        return header<call_direction>("Logical-Direction");
    }

    std::string_view username() const noexcept { return text("Username"); }
    std::string_view dialplan() const noexcept { return text("Dialplan"); }
    std::string_view caller_id_name() const noexcept { return text("Caller-ID-Name"); }
    std::string_view caller_id_number() const noexcept { return text("Caller-ID-Number"); }
    /// As they were before something changed them.
    std::string_view original_caller_id_name() const noexcept {
        return text("Orig-Caller-ID-Name");
    }
    std::string_view original_caller_id_number() const noexcept {
        return text("Orig-Caller-ID-Number");
    }
    std::string_view callee_id_name() const noexcept { return text("Callee-ID-Name"); }
    std::string_view callee_id_number() const noexcept { return text("Callee-ID-Number"); }
    std::string_view network_address() const noexcept { return text("Network-Addr"); }
    std::string_view ani() const noexcept { return text("ANI"); }
    std::string_view ani_ii() const noexcept { return text("ANI-II"); }
    std::string_view destination_number() const noexcept { return text("Destination-Number"); }
    /// Of this leg.
    std::string_view unique_id() const noexcept { return text("Unique-ID"); }
    /// The module that made it, as `mod_sofia`.
    std::string_view source() const noexcept { return text("Source"); }
    std::string_view transfer_source() const noexcept { return text("Transfer-Source"); }
    std::string_view context() const noexcept { return text("Context"); }
    /// The number that was redirected.
    std::string_view rdnis() const noexcept { return text("RDNIS"); }
    std::string_view channel_name() const noexcept { return text("Channel-Name"); }
    /// Counts the profiles that the leg has had: a transfer makes a new one.
    header_value<std::uint32_t> profile_index() const {
        return header<std::uint32_t>("Profile-Index");
    }

    header_value<time_point> profile_created() const {
        return header<time_point>("Profile-Created-Time");
    }
    header_value<time_point> created() const { return header<time_point>("Channel-Created-Time"); }
    header_value<time_point> answered() const {
        return header<time_point>("Channel-Answered-Time");
    }
    /// When it rang.
    header_value<time_point> progress() const {
        return header<time_point>("Channel-Progress-Time");
    }
    /// When early media began.
    header_value<time_point> progress_media() const {
        return header<time_point>("Channel-Progress-Media-Time");
    }
    header_value<time_point> ended() const { return header<time_point>("Channel-Hangup-Time"); }
    header_value<time_point> transferred() const {
        return header<time_point>("Channel-Transfer-Time");
    }
    header_value<time_point> resurrected() const {
        return header<time_point>("Channel-Resurrect-Time");
    }
    header_value<time_point> bridged() const { return header<time_point>("Channel-Bridged-Time"); }
    /// When it was held last.
    header_value<time_point> last_held() const { return header<time_point>("Channel-Last-Hold"); }
    /// How long it was held in all.
    header_value<std::chrono::microseconds> held() const {
        return header<std::chrono::microseconds>("Channel-Hold-Accum");
    }

    header_value<bool> screened() const { return header<bool>("Screen-Bit"); }
    header_value<bool> hides_name() const { return header<bool>("Privacy-Hide-Name"); }
    header_value<bool> hides_number() const { return header<bool>("Privacy-Hide-Number"); }
};

}  // namespace eslio::events
