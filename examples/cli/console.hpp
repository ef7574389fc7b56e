// What eslio_cli needs of the operating system's console: is it one, and its raw input.
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace cli {

enum class standard_stream { input = 0, output = 1, error = 2 };

inline bool is_terminal(standard_stream s) noexcept {
#ifdef _WIN32
    return _isatty(static_cast<int>(s)) != 0;
#else
    return isatty(static_cast<int>(s)) != 0;
#endif
}

/// Waits for bytes of standard input; 0 at its end. Takes no lock of stdio's: a thread that waits
/// here does not hold up the program's end.
inline std::size_t read_input(char* room, std::size_t size) noexcept {
#ifdef _WIN32
    const auto got = _read(0, room, static_cast<unsigned>(size));
#else
    const auto got = ::read(0, room, size);
#endif
    return got > 0 ? static_cast<std::size_t>(got) : 0;
}

/// Writing to a pipe that nobody reads is an error, not the end of the program.
inline void ignore_broken_pipes() noexcept {
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN);
#endif
}

/// Colours are wanted by the terminal (https://no-color.org, and as fs_cli asks).
inline bool environment_allows_color() noexcept {
    const char* const refused = std::getenv("NO_COLOR");
    if (refused != nullptr && *refused != '\0') return false;
    const char* const wanted = std::getenv("FS_CLI_COLOR");
    return wanted == nullptr || std::strchr("nNfFoO0", *wanted) == nullptr ||
           std::strcmp(wanted, "on") == 0;
}

/// The cursor can be moved there.
inline bool terminal_can_edit() noexcept {
    const char* const kind = std::getenv("TERM");
    return kind != nullptr && *kind != '\0' && std::strcmp(kind, "dumb") != 0;
}

}  // namespace cli
