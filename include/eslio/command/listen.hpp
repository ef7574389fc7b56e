// What to hear besides events: log lines; and exit. Events and filters are in files of their own.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/command/filter.hpp>
#include <eslio/error.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// `log <level>`: FreeSWITCH sends its log lines up to that level. The answer tells the level in
/// force: `log_level_of`.
inline command log(log_level level = log_level::debug) {
    wire::line_writer w;
    w.text("log ").text(to_string(level)).finish();
    return command(std::move(w));
}

/// `log <level>` by name or number, 0 to 63; FreeSWITCH never sends more than debug, 7. Refused is
/// what it would call invalid or take for another level.
inline command log(std::string_view level) {
    const auto known = parse_log_level(level);
    if (!known)
        return command::invalid(detail::refuse(
            error::bad_log_level, "level",
            "FreeSWITCH has disable, console, alert, crit, err, warning, notice, info, debug, and "
            "0 to 63"));
    const auto number = wire::parse_number(level);
    return number && *number > 7 ? command("log " + std::to_string(*number)) : log(*known);
}

/// `nolog`: no more log lines; those waiting are dropped.
inline command nolog() {
    return command("nolog");
}

/// `exit`: FreeSWITCH says goodbye and closes. Nothing should be sent after it.
inline command exit() {
    return command("exit");
}

}  // namespace eslio
