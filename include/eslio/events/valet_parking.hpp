// View of the events of mod_valet_parking.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 3> valet_action_texts{{"hold", "bridge", "exit"}};

}  // namespace detail

namespace events {

/// What happened at a parking lot: the header Action of `valet_parking::info`.
enum class valet_action : std::uint8_t {
    hold,     ///< a call was parked
    bridge,   ///< somebody fetched it
    exit,     ///< it left
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `hold`; empty for `unknown`.
constexpr std::string_view to_string(valet_action value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::valet_action_texts, value);
}

/// The action of that name, in any case; `unknown` for another text.
constexpr valet_action parse_valet_action(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<valet_action>(eslio::detail::valet_action_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::valet_action> : detail::reads_with<events::parse_valet_action> {};

}  // namespace eslio

namespace eslio::events {

/// A call was parked, fetched, or left its place (valet_parking_function).
class valet_parking_info : public custom_view<valet_parking_info, channel_view> {
public:
    static constexpr std::string_view subclass = "valet_parking::info";
    using custom_view::custom_view;
    header_value<valet_action> action() const { return header<valet_action>("Action"); }
    std::string_view lot() const noexcept { return text("Valet-Lot-Name"); }
    std::string_view extension() const noexcept { return text("Valet-Extension"); }
    /// `bridge`: who fetched it.
    std::string_view bridged_to() const noexcept { return text("Bridge-To-UUID"); }
};

}  // namespace eslio::events
