// How a playback ended: the header Playback-Status.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// How a playback ended (switch_ivr_play_file). That a file was played to its end is not all that
/// `done` is said of: a hang-up, or `uuid_break`, may have cut it.
enum class playback_status : std::uint8_t {
    done,
    break_,   ///< a digit or another input of the caller ended it
    unknown,  ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 2> playback_status_texts{{"done", "break"}};

}  // namespace detail

/// As FreeSWITCH writes it, `done`; empty for `unknown`.
constexpr std::string_view to_string(playback_status value) noexcept {
    return detail::enumerator_text(detail::playback_status_texts, value);
}

/// The status of that name, in any case; `unknown` for another text.
constexpr playback_status parse_playback_status(std::string_view text) noexcept {
    return detail::enumerator_of<playback_status>(detail::playback_status_texts, text);
}

template <>
struct value_reader<playback_status> : detail::reads_with<parse_playback_status> {};

}  // namespace eslio
