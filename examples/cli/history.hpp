// Which lines the console remembers, and where.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <cstdlib>
#include <string>
#include <string_view>

namespace cli {

inline constexpr int history_lines = 800;  ///< as fs_cli

/// Empty: there is no home folder.
inline std::string in_home(std::string_view name) {
    const char* const home = std::getenv("HOME");
    return home == nullptr || *home == '\0' ? std::string()
                                            : std::string(home) + "/" + std::string(name);
}

/// Not what seems to hold a password, nor what begins with a blank.
inline bool is_to_remember(std::string_view line) {
    if (line.empty() || line.front() == ' ') return false;
    for (std::size_t i = 0; i < line.size(); ++i)
        for (const std::string_view word :
             {"passw", "secret", "auth", "vm-pass", "a1-hash", "pin="})
            if (eslio::wire::istarts_with(line.substr(i), word)) return false;
    return true;
}

}  // namespace cli
