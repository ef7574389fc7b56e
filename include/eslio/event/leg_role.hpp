// What the other leg is to a channel: the header Other-Type.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// What the other leg is to a channel (switch_channel_event_set_basic_data).
enum class leg_role : std::uint8_t {
    originator,  ///< this leg was made for the other
    originatee,  ///< the other leg was made for this one
    unknown,     ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 2> leg_role_texts{{"originator", "originatee"}};

}  // namespace detail

/// As FreeSWITCH writes it, `originator`; empty for `unknown`.
constexpr std::string_view to_string(leg_role value) noexcept {
    return detail::enumerator_text(detail::leg_role_texts, value);
}

/// The role of that name, in any case; `unknown` for another text.
constexpr leg_role parse_leg_role(std::string_view text) noexcept {
    return detail::enumerator_of<leg_role>(detail::leg_role_texts, text);
}

template <>
struct value_reader<leg_role> : detail::reads_with<parse_leg_role> {};

}  // namespace eslio
