// How far a call has come: the header Answer-State.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// How far a call has come (switch_channel_event_set_basic_data).
enum class answer_state : std::uint8_t {
    hangup,  ///< it is over
    answered,
    early,    ///< early media
    ringing,  ///< none of these yet
    unknown,  ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 4> answer_state_texts{
    {"hangup", "answered", "early", "ringing"}};

}  // namespace detail

/// As FreeSWITCH writes it, `answered`; empty for `unknown`.
constexpr std::string_view to_string(answer_state value) noexcept {
    return detail::enumerator_text(detail::answer_state_texts, value);
}

/// The answer state of that name, in any case; `unknown` for another text.
constexpr answer_state parse_answer_state(std::string_view text) noexcept {
    return detail::enumerator_of<answer_state>(detail::answer_state_texts, text);
}

template <>
struct value_reader<answer_state> : detail::reads_with<parse_answer_state> {};

}  // namespace eslio
