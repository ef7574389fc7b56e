// The levels of FreeSWITCH's log.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <optional>
#include <string_view>

namespace eslio {

/// FreeSWITCH's log levels; each includes those before it.
enum class log_level : signed char {
    disable = -1,
    console,
    alert,
    crit,
    err,
    warning,
    notice,
    info,
    debug
};

/// FreeSWITCH's name of the level (switch_log.c: LEVELS), in small letters.
constexpr std::string_view to_string(log_level level) noexcept {
    switch (level) {
        case log_level::disable: return "disable";
        case log_level::console: return "console";
        case log_level::alert: return "alert";
        case log_level::crit: return "crit";
        case log_level::err: return "err";
        case log_level::warning: return "warning";
        case log_level::notice: return "notice";
        case log_level::info: return "info";
        case log_level::debug: return "debug";
    }
    return "debug";
}

/// A level's name (in any case) or number, 0 to 63; those past debug are debug, as FreeSWITCH sends
/// nothing past it. It takes 64 for none, more for 63, and those below 0 for console
/// (switch_log_str2level): these are no levels here.
constexpr std::optional<log_level> parse_log_level(std::string_view text) noexcept {
    for (int i = -1; i <= 7; ++i)
        if (wire::iequals(text, to_string(static_cast<log_level>(i))))
            return static_cast<log_level>(i);
    const auto number = wire::parse_number(text);
    if (!number || *number > 63) return std::nullopt;
    return static_cast<log_level>(*number > 7 ? 7 : *number);
}

}  // namespace eslio
