// Which way a call goes, as FreeSWITCH sees it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// Who made a leg: the far end (`inbound`) or FreeSWITCH (`outbound`)
/// (switch_channel_event_set_basic_data).
enum class call_direction : std::uint8_t {
    inbound,
    outbound,
    unknown,  ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 2> call_direction_texts{{"inbound", "outbound"}};

}  // namespace detail

/// As FreeSWITCH writes it, `inbound`; empty for `unknown`.
constexpr std::string_view to_string(call_direction value) noexcept {
    return detail::enumerator_text(detail::call_direction_texts, value);
}

/// The direction of that name, in any case; `unknown` for another text.
constexpr call_direction parse_call_direction(std::string_view text) noexcept {
    return detail::enumerator_of<call_direction>(detail::call_direction_texts, text);
}

template <>
struct value_reader<call_direction> : detail::reads_with<parse_call_direction> {};

}  // namespace eslio
