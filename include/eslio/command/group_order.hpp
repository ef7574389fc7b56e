// group_order: how the users of a group of the directory are called.
#pragma once

#include <eslio/config.hpp>

#include <string_view>

namespace eslio {

/// How the members of a group are called (mod_commands: group_call_function).
enum class group_order {
    together,   ///< all at once
    in_turn,    ///< one after the other
    enterprise  ///< all at once, each as by `dial_string::enterprise`
};

namespace detail {

/// What follows a group's name for it; without, they are called together.
constexpr std::string_view order_letter(group_order order) noexcept {
    switch (order) {
        case group_order::together: return {};
        case group_order::in_turn: return "+F";
        case group_order::enterprise: return "+E";
    }
    return {};
}

}  // namespace detail

}  // namespace eslio
