// What a call looks like to its caller: ringing, active, held.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// The call state of a channel, at the place that Channel-Call-State-Number tells
/// (switch_channel.c: CALLSTATE_CHART). For one that it does not know itself FreeSWITCH writes
/// `UNKNOWN`.
enum class call_state : std::uint8_t {
    down,
    dialing,
    ringing,
    early,
    active,
    held,
    ring_wait,
    hangup,
    unheld,
    unknown,  ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 9> call_state_texts{
    {"DOWN", "DIALING", "RINGING", "EARLY", "ACTIVE", "HELD", "RING_WAIT", "HANGUP", "UNHELD"}};

}  // namespace detail

/// As FreeSWITCH writes it, `RING_WAIT`; empty for `unknown`.
constexpr std::string_view to_string(call_state value) noexcept {
    return detail::enumerator_text(detail::call_state_texts, value);
}

/// The call state of that name, in any case; `unknown` for another text.
constexpr call_state parse_call_state(std::string_view text) noexcept {
    return detail::enumerator_of<call_state>(detail::call_state_texts, text);
}

/// The call state of that number; `unknown` if there is none.
constexpr call_state call_state_of(std::uint64_t number) noexcept {
    return number < detail::call_state_texts.size() ? static_cast<call_state>(number)
                                                    : call_state::unknown;
}

template <>
struct value_reader<call_state> : detail::reads_with<parse_call_state> {};

}  // namespace eslio
