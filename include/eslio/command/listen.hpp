// What to hear besides events: log lines; and exit. Events and filters are in files of their own.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/command/filter.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio::cmd {

/// `log <level>`: FreeSWITCH sends its log lines up to that level. The answer tells the level in
/// force: `log_level_of`.
ESLIO_DECL command log(log_level level = log_level::debug);

/// `log <level>` by name or number, 0 to 63; FreeSWITCH never sends more than debug, 7. Refused is
/// what it would call invalid or take for another level.
ESLIO_DECL command log(std::string_view level);

/// `nolog`: no more log lines; those waiting are dropped.
inline command nolog() {
    return command("nolog");
}

/// `exit`: FreeSWITCH says goodbye and closes. Nothing should be sent after it.
inline command exit() {
    return command("exit");
}

}  // namespace eslio::cmd

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/listen.ipp>
#endif
