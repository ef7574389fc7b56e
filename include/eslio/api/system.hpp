// FreeSWITCH itself: its status, version, global variables, settings (fsctl), modules, clock.
#pragma once

#include <eslio/api/confirmation.hpp>
#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/log_level.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eslio::api {

/// How the switch does.
struct switch_status {
    std::string state;  ///< `ready`, `not ready`
    std::string version;
    std::optional<std::chrono::microseconds> uptime;
    std::optional<std::uint64_t> sessions_since_start;
    std::optional<std::uint64_t> sessions;
    std::optional<std::uint64_t> sessions_peak;
    std::optional<std::uint64_t> sessions_peak_5_minutes;
    std::optional<std::uint64_t> sessions_limit;
    std::optional<std::uint64_t> sessions_per_second;
    std::optional<std::uint64_t> sessions_per_second_limit;
    std::optional<double> idle_cpu;
    std::optional<double> idle_cpu_least;
    record fields;  ///< all of them: `sessions.count.total`, `stackSizeKB.max`, ...

    static switch_status of(record all);
};

/// Asks the JSON command `status` (mod_commands: json_status_function). The API command `status`
/// answers with a text for people.
ESLIO_DECL request<switch_status> status();

/// `FreeSWITCH Version 1.10.12 (git ...)`, and in short `1.10.12`.
inline request<std::string> version() {
    return detail::api_writer("version").asks(detail::read_text);
}
inline request<std::string> version_short() {
    return detail::api_writer("version short").asks(detail::read_text);
}

/// The host's name, and the one that FreeSWITCH goes by (switch_core_get_switchname).
inline request<std::string> hostname() {
    return detail::api_writer("hostname").asks(detail::read_text);
}
inline request<std::string> switchname() {
    return detail::api_writer("switchname").asks(detail::read_text);
}

/// Since when FreeSWITCH runs (switch_core_uptime).
ESLIO_DECL request<std::chrono::milliseconds> uptime();

/// A global variable; nothing if it is not set (mod_commands: global_getvar_function).
ESLIO_DECL request<std::optional<std::string>> global_getvar(std::string_view name);

/// Sets a global variable; an empty value unsets it. With `only_if` only where it has that value
/// now; FreeSWITCH says `+OK` in any case. A value that holds `${` is refused, of which
/// FreeSWITCH makes `%{` (mod_commands: global_setvar_function, switch_core_set_variable). Where
/// the configuration holds `$${name}`, it becomes a part of the XML as it is when that is read
/// again (switch_xml.c: expand_vars): none of a stranger belongs into such a variable.
ESLIO_DECL api_request global_setvar(std::string_view name, const any_text& value);
ESLIO_DECL api_request global_setvar(std::string_view name, const any_text& value,
                                     const any_text& only_if);

/// A new UUID.
inline request<std::string> create_uuid() {
    return detail::api_writer("create_uuid").as(detail::read_text);
}

/// Reads the configuration anew. FreeSWITCH says `+OK` in any case; a configuration that could not
/// be read is `unreadable`, with the error in `text()` (mod_commands: reload_xml_function).
ESLIO_DECL request<confirmation> reloadxml();

/// Reads the access lists anew.
inline request<confirmation> reloadacl() {
    return detail::api_writer("reloadacl").as(detail::read_confirmation);
}

/// Whether an address is in an access list; not, too, where there is no such list
/// (switch_check_network_list_ip).
ESLIO_DECL request<bool> acl(const any_text& address, const any_text& list);

/// Modules, by names as `mod_sofia`: letters, digits, `_` and `-`. What failed, after a
/// configuration that was read, is `unreadable`, with the error in `text()`.
ESLIO_DECL request<confirmation> load(const any_text& module);
ESLIO_DECL request<confirmation> unload(const any_text& module, bool forced = false);
ESLIO_DECL request<confirmation> reload(const any_text& module, bool forced = false);
ESLIO_DECL request<bool> module_exists(const any_text& module);

/// Whether there is a file on FreeSWITCH's host.
ESLIO_DECL request<bool> file_exists(const any_text& path);

/// A time by FreeSWITCH's clock and zone, as strftime writes it: at most 79 bytes (mod_dptools:
/// strftime_api_function). A format with `|` is refused, which would end a time before it.
ESLIO_DECL request<std::string> strftime(const any_text& format);
ESLIO_DECL request<std::string> strftime(const any_text& format,
                                         std::chrono::system_clock::time_point when);

/// The same in another zone, as `Europe/Berlin`; refused if FreeSWITCH does not know it.
ESLIO_DECL request<std::string> strftime_tz(const any_text& zone, const any_text& format);

/// Whether FreeSWITCH takes no more calls of that kind (fsctl pause_check).
enum class call_kind : unsigned char { any, inbound, outbound };
ESLIO_DECL request<bool> fsctl_pause_check(call_kind kind = call_kind::any);
ESLIO_DECL api_request fsctl_pause(call_kind kind = call_kind::any);
ESLIO_DECL api_request fsctl_resume(call_kind kind = call_kind::any);

/// Whether FreeSWITCH runs and takes calls (switch_core_ready), and whether it is to end when the
/// last call does.
inline request<bool> fsctl_ready_check() {
    return detail::api_writer("fsctl ready_check").asks(detail::read_yes_no);
}
inline request<bool> fsctl_shutdown_check() {
    return detail::api_writer("fsctl shutdown_check").asks(detail::read_yes_no);
}

/// Settings that are numbers.
enum class fsctl_setting : unsigned char {
    max_sessions,
    sps,                    ///< calls per second
    last_sps,               ///< calls in the last second; only to be asked
    max_dtmf_duration,      ///< in samples of 8 kHz
    min_dtmf_duration,      ///< in samples of 8 kHz
    default_dtmf_duration,  ///< in samples of 8 kHz
    debug_level
};
/// The setting as it is (mod_commands: ctl_function).
ESLIO_DECL request<std::uint64_t> fsctl_get(fsctl_setting setting);

/// Sets one. The answer is what it then is.
ESLIO_DECL request<std::uint64_t> fsctl_set(fsctl_setting setting, std::uint32_t value);

/// How much is logged. (Without a level FreeSWITCH would switch logging off: fsctl loglevel.)
ESLIO_DECL request<confirmation> fsctl_loglevel(log_level level);

/// How FreeSWITCH ends: when the calls are over and no new ones are taken, when they are over,
/// at once; or not, after all (fsctl shutdown).
enum class shutdown_way : unsigned char { elegant, asap, now, cancel };
ESLIO_DECL api_request fsctl_shutdown(shutdown_way way, bool restart = false);

/// Takes the operating system's time for FreeSWITCH's clock.
inline request<confirmation> fsctl_sync_clock() {
    return detail::api_writer("fsctl sync_clock").as(detail::read_confirmation);
}

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/system.ipp>
#endif
