// What a channel is doing, in the words of its state machine.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// The state of a channel, at the place that Channel-State-Number tells (switch_channel.c:
/// state_names). Channel-State is the state that runs, Channel-State-Number the one that is set,
/// which may be ahead of it.
enum class channel_state : std::uint8_t {
    new_,
    init,
    routing,
    soft_execute,
    execute,
    exchange_media,
    park,
    consume_media,
    hibernate,
    reset,
    hangup,
    reporting,
    destroy,
    none,
    unknown,  ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 14> channel_state_texts{
    {"CS_NEW", "CS_INIT", "CS_ROUTING", "CS_SOFT_EXECUTE", "CS_EXECUTE", "CS_EXCHANGE_MEDIA",
     "CS_PARK", "CS_CONSUME_MEDIA", "CS_HIBERNATE", "CS_RESET", "CS_HANGUP", "CS_REPORTING",
     "CS_DESTROY", "CS_NONE"}};

}  // namespace detail

/// As FreeSWITCH writes it, `CS_EXECUTE`; empty for `unknown`.
constexpr std::string_view to_string(channel_state value) noexcept {
    return detail::enumerator_text(detail::channel_state_texts, value);
}

/// The state of that name, in any case; `unknown` for another text.
constexpr channel_state parse_channel_state(std::string_view text) noexcept {
    return detail::enumerator_of<channel_state>(detail::channel_state_texts, text);
}

/// Channel-State-Number of a state.
constexpr int number(channel_state value) noexcept {
    return static_cast<int>(value);
}

/// The state of that number; `unknown` if there is none.
constexpr channel_state channel_state_of(std::uint64_t number) noexcept {
    return number < detail::channel_state_texts.size() ? static_cast<channel_state>(number)
                                                       : channel_state::unknown;
}

/// Whether a channel in that state is at its end (switch_channel_down).
constexpr bool is_down(channel_state value) noexcept {
    return value >= channel_state::hangup && value <= channel_state::none;
}

template <>
struct value_reader<channel_state> : detail::reads_with<parse_channel_state> {};

}  // namespace eslio
