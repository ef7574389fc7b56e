// Colours by the names that profiles have for them.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

/// What begins the colour on a terminal: `red`, `bold-red` and so on, anything else is the
/// terminal's own (fs_cli.c: match_color). fs_cli takes backgrounds for bold.
inline std::string color_of(std::string_view name) {
    static constexpr std::array<std::string_view, 8> names{"black", "red",     "green", "yellow",
                                                           "blue",  "magenta", "cyan",  "white"};
    const bool bold = eslio::wire::istarts_with(name, "bold-");
    if (bold) name.remove_prefix(5);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (eslio::wire::iequals(name, names[i]))
            return (bold ? "\x1b[1;3" : "\x1b[3") + std::to_string(i) + "m";
    return {};
}

}  // namespace cli
