// Colours, where standard output is a terminal that shows them.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

namespace support {

/// Whether standard output is a terminal, where lines can be drawn over.
inline bool is_terminal() {
#if defined(__unix__) || defined(__APPLE__)
    return isatty(STDOUT_FILENO) != 0;
#else
    return false;
#endif
}

/// Whether to use colours: not into files and pipes, and not where NO_COLOR is set.
inline bool has_colours() {
    return is_terminal() && std::getenv("NO_COLOR") == nullptr;
}

inline constexpr std::string_view bold = "1", dim = "2", red = "31", green = "32", yellow = "33";

inline std::string paint(std::string_view colour, std::string_view text) {
    static const bool coloured = has_colours();
    if (!coloured || colour.empty()) return std::string(text);
    return "\033[" + std::string(colour) + "m" + std::string(text) + "\033[0m";
}

/// The text with blanks after it, to be one column of a table.
inline std::string column(std::string_view text, std::size_t width) {
    std::string out(text);
    out.resize(out.size() < width ? width : out.size() + 1, ' ');
    return out;
}

/// 2.5 becomes `2.500`.
inline std::string seconds_text(double seconds) {
    const long long ms = std::llround(seconds * 1000);
    const std::string rest = std::to_string(std::llabs(ms) % 1000);
    return (ms < 0 ? "-" : "") + std::to_string(std::llabs(ms) / 1000) + "." +
           std::string(3 - rest.size(), '0') + rest;
}

}  // namespace support
