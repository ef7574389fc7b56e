// Views of the events that tell of a call, not of one channel's life: updates, security, devices.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/call_state.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/device_state.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/event_view.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 2> update_direction_texts{{"SEND", "RECV"}};

}  // namespace detail

namespace events {

/// Which way the name of a CALL_UPDATE went.
enum class update_direction : std::uint8_t {
    send,     ///< FreeSWITCH told the far end
    recv,     ///< FreeSWITCH was told
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `SEND`; empty for `unknown`.
constexpr std::string_view to_string(update_direction value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::update_direction_texts, value);
}

/// The direction of that name, in any case; `unknown` for another text.
constexpr update_direction parse_update_direction(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<update_direction>(eslio::detail::update_direction_texts,
                                                          text);
}

}  // namespace events

template <>
struct value_reader<events::update_direction> : detail::reads_with<events::parse_update_direction> {
};

}  // namespace eslio

namespace eslio::events {

/// Who is shown as the other party changed (sofia_receive_message, sofia_update_callee_id,
/// switch_channel_flip_cid).
class call_update : public of_type<event_name::call_update, channel_view> {
public:
    using of_type::of_type;
    header_value<update_direction> update() const { return header<update_direction>("Direction"); }
    /// The UUID of the other leg.
    std::string_view bridged_to() const noexcept { return text("Bridged-To"); }
    /// Of one that was sent by SIP.
    std::string_view sent_callee_id_name() const noexcept { return text("Sent-Callee-ID-Name"); }
    std::string_view sent_callee_id_number() const noexcept {
        return text("Sent-Callee-ID-Number");
    }
};

/// The media is encrypted (switch_rtp_add_crypto_key). It has no headers of the channel but its
/// UUID.
class call_secure : public of_type<event_name::call_secure> {
public:
    using of_type::of_type;
    /// As `srtp:sdes:AES_CM_128_HMAC_SHA1_80`.
    std::string_view secure_type() const noexcept { return text("secure_type"); }
    std::string_view uuid() const noexcept { return text("caller-unique-id"); }
};

/// A call of a device, when all of them have ended (switch_channel_clear_device_record,
/// process_device_hup).
class call_detail : public of_type<event_name::call_detail> {
public:
    using of_type::of_type;
    std::string_view detail_type() const noexcept { return text("Type"); }
    std::string_view device_id() const noexcept { return text("Device-ID"); }
};

/// The state of a device changed (switch_channel_check_device_state).
class device_state : public of_type<event_name::device_state> {
public:
    using of_type::of_type;
    std::string_view device_id() const noexcept { return text("Device-ID"); }
    header_value<eslio::device_state> last_state() const {
        return header<eslio::device_state>("Last-Device-State");
    }
    header_value<eslio::device_state> state() const {
        return header<eslio::device_state>("Device-State");
    }
    header_value<eslio::call_state> call_state() const {
        return header<eslio::call_state>("Device-Call-State");
    }
    header_value<std::uint32_t> legs() const { return header<std::uint32_t>("Device-Total-Legs"); }
    header_value<std::uint32_t> legs_offhook() const {
        return header<std::uint32_t>("Device-Legs-Offhook");
    }
    header_value<std::uint32_t> legs_ringing() const {
        return header<std::uint32_t>("Device-Legs-Ringing");
    }
    header_value<std::uint32_t> legs_early() const {
        return header<std::uint32_t>("Device-Legs-Early");
    }
    header_value<std::uint32_t> legs_active() const {
        return header<std::uint32_t>("Device-Legs-Active");
    }
    header_value<std::uint32_t> legs_held() const {
        return header<std::uint32_t>("Device-Legs-Held");
    }
    header_value<std::uint32_t> legs_unheld() const {
        return header<std::uint32_t>("Device-Legs-UnHeld");
    }
    header_value<std::uint32_t> legs_hung_up() const {
        return header<std::uint32_t>("Device-Legs-Hup");
    }
    header_value<std::chrono::system_clock::time_point> talk_started() const {
        return header<std::chrono::system_clock::time_point>("Device-Talk-Time-Start-Uepoch");
    }
    header_value<std::chrono::system_clock::time_point> talk_stopped() const {
        return header<std::chrono::system_clock::time_point>("Device-Talk-Time-Stop-Uepoch");
    }
    header_value<std::chrono::milliseconds> talk_time() const {
        return header<std::chrono::milliseconds>("Device-Talk-Time-Milliseconds");
    }
};

/// A SIP REFER outside of a dialogue asks for a call (our_sofia_event_callback).
class call_setup_req : public of_type<event_name::call_setup_req> {
public:
    using of_type::of_type;
    std::string_view requesting_component() const noexcept { return text("Requesting-Component"); }
    std::string_view target_component() const noexcept { return text("Target-Component"); }
    std::string_view target_domain() const noexcept { return text("Target-Domain"); }
    std::string_view action() const noexcept { return text("Request-Action"); }
    std::string_view target() const noexcept { return text("Request-Target"); }
    std::string_view target_uri() const noexcept { return text("Request-Target-URI"); }
    std::string_view target_extension() const noexcept { return text("Request-Target-Extension"); }
    std::string_view request_domain() const noexcept { return text("Request-Target-Domain"); }
    std::string_view call_id() const noexcept { return text("Request-Call-ID"); }
    std::string_view sender() const noexcept { return text("Request-Sender"); }
};

}  // namespace eslio::events
