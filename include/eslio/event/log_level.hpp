// The levels of FreeSWITCH's log.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <optional>
#include <string_view>

namespace eslio {

/// FreeSWITCH's log levels; each includes those before it.
enum class log_level { disable = -1, console, alert, crit, err, warning, notice, info, debug };

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

/// A level's name (in any case) or number.
constexpr std::optional<log_level> parse_log_level(std::string_view text) noexcept {
    for (int i = -1; i <= 7; ++i) {
        const auto level = static_cast<log_level>(i);
        if (wire::iequals(text, to_string(level))) return level;
        if (i >= 0 && text.size() == 1 && text[0] == '0' + i) return level;
    }
    return std::nullopt;
}

}  // namespace eslio
