// What a device, with all calls on it, is doing.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// The state of a device, in the order of FreeSWITCH's numbers (switch_channel.c:
/// DEVICE_STATE_CHART).
enum class device_state : std::uint8_t {
    down,
    ringing,
    active,
    active_multi,
    held,
    unheld,
    hangup,
    unknown,  ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 7> device_state_texts{
    {"DOWN", "RINGING", "ACTIVE", "ACTIVE_MULTI", "HELD", "UNHELD", "HANGUP"}};

}  // namespace detail

/// As FreeSWITCH writes it, `ACTIVE_MULTI`; empty for `unknown`.
constexpr std::string_view to_string(device_state value) noexcept {
    return detail::enumerator_text(detail::device_state_texts, value);
}

/// The device state of that name, in any case; `unknown` for another text.
constexpr device_state parse_device_state(std::string_view text) noexcept {
    return detail::enumerator_of<device_state>(detail::device_state_texts, text);
}

template <>
struct value_reader<device_state> : detail::reads_with<parse_device_state> {};

}  // namespace eslio
