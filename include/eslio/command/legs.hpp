// Which leg of a call is meant, and which direction of its sound.
#pragma once

#include <eslio/config.hpp>

#include <string_view>

namespace eslio {

/// Which legs something is done to: that of the call itself (`aleg` for FreeSWITCH, whoever called
/// whom), the one that it is bridged to, or both.
enum class call_legs { own, other, both };

/// As FreeSWITCH's `broadcast` and its kin write it.
constexpr std::string_view to_string(call_legs legs) noexcept {
    switch (legs) {
        case call_legs::own: return "aleg";
        case call_legs::other: return "bleg";
        case call_legs::both: return "both";
    }
    return "aleg";
}

/// A direction of a call's sound, as seen from FreeSWITCH: it reads what this party says, and
/// writes what this party hears.
enum class audio_direction { read, write, both };

/// FreeSWITCH's word for it.
constexpr std::string_view to_string(audio_direction d) noexcept {
    switch (d) {
        case audio_direction::read: return "read";
        case audio_direction::write: return "write";
        case audio_direction::both: return "both";
    }
    return "read";
}

}  // namespace eslio
