// What the function keys run, unless a profile says otherwise: what they run in fs_cli.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

struct function_key {
    std::string command;
    std::string second;  ///< runs every other time, if there is one
};

using function_keys = std::array<function_key, 12>;

/// fs_cli.c: set_fn_keys
inline function_keys default_function_keys() {
    static constexpr std::array<std::string_view, 12> commands{
        "help",         "status",       "show channels",
        "show calls",   "sofia status", "reloadxml",
        "/log console", "/log debug",   "sofia status profile internal",
        "fsctl pause",  "fsctl resume", "version"};
    function_keys keys;
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i].command = commands[i];
    return keys;
}

}  // namespace cli
