// A word that names a type of events, as FreeSWITCH reads it where events are asked for.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string_view>

namespace eslio::detail {

/// The name in a word: FreeSWITCH takes any 13 characters before it (switch_name_event:
/// `SWITCH_EVENT_...`), and none; the word itself where it has no more than those.
constexpr std::string_view name_after_prefix(std::string_view word) noexcept {
    constexpr std::size_t prefix = 13;
    return word.size() > prefix ? word.substr(prefix) : word;
}

/// The type that a word of an `event` command names.
constexpr event_name subscribed_type(std::string_view word) noexcept {
    const event_name type = parse_event_name(word);
    return type != event_name::unknown ? type : parse_event_name(name_after_prefix(word));
}

/// Whether the word of an `event` command stands for the type of that name.
constexpr bool names_type(std::string_view word, std::string_view name) noexcept {
    return wire::iequals(word, name) || wire::iequals(name_after_prefix(word), name);
}

}  // namespace eslio::detail
