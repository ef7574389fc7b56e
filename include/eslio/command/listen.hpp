// What to hear besides events: log lines; and exit. Events and filters are in files of their own.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/command/filter.hpp>
#include <eslio/event/log_level.hpp>

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

/// `log <level>` by name or number. What FreeSWITCH would call an invalid level is refused, and
/// what it takes for another one: it reads any number up to 63, and never sends more than debug.
inline command log(std::string_view level) {
    const auto known = parse_log_level(level);
    return known ? log(*known) : command::invalid(error::bad_log_level);
}

/// `nolog`: no more log lines; those waiting are dropped.
inline command nolog() {
    return command("nolog");
}

/// `exit`: FreeSWITCH says goodbye and closes. Nothing should be sent behind it.
inline command exit() {
    return command("exit");
}

}  // namespace eslio
