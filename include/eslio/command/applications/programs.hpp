// Applications that tell of a call, and that run programs: info, log, event, lua, keys bound to
// applications.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/command/variable_list.hpp>
#include <eslio/config.hpp>
#include <eslio/event/log_level.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace eslio::app {

/// Writes all of the call into FreeSWITCH's log.
inline application info(log_level level = log_level::info) {
    return application("info", std::string(to_string(level)));
}

/// Writes a line into FreeSWITCH's log.
ESLIO_DECL application log(log_level level, const any_text& text);

/// The level of what is logged of this call.
inline application session_loglevel(log_level level) {
    return application("session_loglevel", std::string(to_string(level)));
}

/// From now on every event of the call tells its variables.
inline application verbose_events() {
    return application("verbose_events");
}

/// Fires a CUSTOM event with the call's data and these headers, 23 at most. Refused are values that
/// begin with a blank or with `ARRAY::`, which would not arrive (mod_dptools: event_function).
ESLIO_DECL application fire_event(std::string_view subclass, const variable_list& headers = {});

/// One argument of a script: the program's own, or a stranger's.
class script_arguments {
public:
    script_arguments() = default;
    /// Adds one, of the program's own or a stranger's.
    script_arguments& add(const any_text& text);
    /// One of them.
    struct argument {
        /// Its text.
        std::string text;
        /// Whether that is the program's own.
        bool is_own;
    };
    /// All, in their order.
    const std::vector<argument>& all() const noexcept { return texts_; }

private:
    std::vector<argument> texts_;
};

/// Runs a script of mod_lua with at most 128 arguments, its `argv[1]` and so on. FreeSWITCH writes
/// them into a line of Lua and escapes only the quote there, so they are written with Lua's escapes
/// (mod_lua.cpp: lua_parse_and_execute). A script's name has no blank, and is no code (`~`).
ESLIO_DECL application lua(std::string_view script, const script_arguments& arguments = {});

/// Who presses a bound key, and whose application it runs.
enum class key_target { self, peer, both };

/// Binds keys to an action in a realm: `exec:playback,...` is not written here, but
/// `action` `exec:playback` with `value` its argument; `digits` may be a pattern, `~^\d{3}$`
/// (mod_dptools: bind_digit_action_function). None of it is to be a stranger's, for it is run.
ESLIO_DECL application bind_digit_action(std::string_view realm, std::string_view digits,
                                         std::string_view action, std::string_view value,
                                         key_target target = key_target::self);

/// The bound keys of a realm are forgotten.
ESLIO_DECL application clear_digit_action(std::string_view realm);

/// Which realm's keys count.
ESLIO_DECL application digit_action_set_realm(std::string_view realm);

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/applications/impl/programs.ipp>
#endif
