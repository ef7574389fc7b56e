// Views of the events of the switch itself: heartbeat, start and end, modules, traps.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/event_view.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio::events {

/// The switch lives; every 20 s by default (send_heartbeat of switch_core.c).
class heartbeat : public of_type<event_name::heartbeat> {
public:
    using of_type::of_type;
    /// `System Ready`.
    std::string_view info() const noexcept { return text("Event-Info"); }
    /// In English words.
    std::string_view up_time_text() const noexcept { return text("Up-Time"); }
    std::string_view version() const noexcept { return text("FreeSWITCH-Version"); }
    header_value<std::chrono::milliseconds> up_time() const {
        return header<std::chrono::milliseconds>("Uptime-msec");
    }
    /// Calls, that is channels, now.
    header_value<std::uint32_t> sessions() const { return header<std::uint32_t>("Session-Count"); }
    header_value<std::uint32_t> max_sessions() const {
        return header<std::uint32_t>("Max-Sessions");
    }
    header_value<std::uint32_t> sessions_per_second_limit() const {
        return header<std::uint32_t>("Session-Per-Sec");
    }
    header_value<std::uint32_t> sessions_per_second() const {
        return header<std::uint32_t>("Session-Per-Sec-Last");
    }
    header_value<std::uint32_t> sessions_per_second_peak() const {
        return header<std::uint32_t>("Session-Per-Sec-Max");
    }
    /// The peak of the last five minutes.
    header_value<std::uint32_t> sessions_per_second_five_minutes() const {
        return header<std::uint32_t>("Session-Per-Sec-FiveMin");
    }
    header_value<std::uint64_t> sessions_since_startup() const {
        return header<std::uint64_t>("Session-Since-Startup");
    }
    header_value<std::uint32_t> sessions_peak() const {
        return header<std::uint32_t>("Session-Peak-Max");
    }
    header_value<std::uint32_t> sessions_peak_five_minutes() const {
        return header<std::uint32_t>("Session-Peak-FiveMin");
    }
    /// Percent.
    header_value<double> idle_cpu() const { return header<double>("Idle-CPU"); }
};

/// The switch has started (switch_core_init_and_modload).
class startup : public of_type<event_name::startup> {
public:
    using of_type::of_type;
    std::string_view info() const noexcept { return text("Event-Info"); }
};

/// The switch ends (switch_core_destroy).
class shutdown : public of_type<event_name::shutdown> {
public:
    using of_type::of_type;
    std::string_view info() const noexcept { return text("Event-Info"); }
};

/// Somebody asked the switch to end (switch_core_session_ctl, since 1.10.2).
class shutdown_requested : public of_type<event_name::shutdown_requested> {
public:
    using of_type::of_type;
    /// `ASAP` or `elegant`.
    std::string_view how() const noexcept { return text("Event-Info"); }
};

/// A module, or one of its interfaces, was loaded (switch_loadable_module_process).
class module_load : public of_type<event_name::module_load> {
public:
    using of_type::of_type;
    /// As `endpoint`, `application`, `generic`.
    std::string_view interface_type() const noexcept { return text("type"); }
    std::string_view name() const noexcept { return text("name"); }
    std::string_view key() const noexcept { return text("key"); }
    std::string_view file() const noexcept { return text("filename"); }
    /// Of a codec.
    std::string_view module() const noexcept { return text("module"); }
};

/// A module, or one of its interfaces, was unloaded (switch_loadable_module_unprocess).
class module_unload : public of_type<event_name::module_unload> {
public:
    using of_type::of_type;
    std::string_view interface_type() const noexcept { return text("type"); }
    std::string_view name() const noexcept { return text("name"); }
};

/// The configuration was read anew (switch_xml_open_root).
class reloadxml : public of_type<event_name::reloadxml> {
public:
    using of_type::of_type;
};

/// Certificates were reloaded (reload_cert_function, since 1.11.1).
class cert_reload : public of_type<event_name::cert_reload> {
public:
    using of_type::of_type;
};

}  // namespace eslio::events

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 4> trap_condition_texts{
    {"network-address-change", "network-outage", "network-external-address-change",
     "hostname-change"}};

}  // namespace detail

namespace events {

/// Why a TRAP came.
enum class trap_condition : std::uint8_t {
    network_address_change,
    network_outage,
    network_external_address_change,
    hostname_change,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `network-outage`; empty for `unknown`.
constexpr std::string_view to_string(trap_condition value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::trap_condition_texts, value);
}

/// The condition of that name, in any case; `unknown` for another text.
constexpr trap_condition parse_trap_condition(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<trap_condition>(eslio::detail::trap_condition_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::trap_condition> : detail::reads_with<events::parse_trap_condition> {};

}  // namespace eslio

namespace eslio::events {

/// The machine changed: its network or name (check_ip, check_hostname of switch_core.c;
/// switch_nat.c); a SIGHUP.
class trap : public of_type<event_name::trap> {
public:
    using of_type::of_type;
    header_value<trap_condition> condition() const { return header<trap_condition>("condition"); }
    /// `HUP`.
    std::string_view signal() const noexcept { return text("Trapped-Signal"); }
    std::string_view old_hostname() const noexcept { return text("old-hostname"); }
    std::string_view new_hostname() const noexcept { return text("new-hostname"); }
    std::string_view previous_v4() const noexcept { return text("network-address-previous-v4"); }
    std::string_view new_v4() const noexcept { return text("network-address-change-v4"); }
    std::string_view previous_v6() const noexcept { return text("network-address-previous-v6"); }
    std::string_view new_v6() const noexcept { return text("network-address-change-v6"); }
    /// `active` or `disconnected`.
    std::string_view status_v4() const noexcept { return text("network-status-v4"); }
    std::string_view address_v4() const noexcept { return text("network-address-v4"); }
    std::string_view status_v6() const noexcept { return text("network-status-v6"); }
    std::string_view address_v6() const noexcept { return text("network-address-v6"); }
    std::string_view previous_external_v4() const noexcept {
        return text("network-external-address-previous-v4");
    }
    std::string_view new_external_v4() const noexcept {
        return text("network-external-address-change-v4");
    }
};

/// A port was mapped at the router, or no more (switch_nat_add_mapping_internal,
/// switch_nat_del_mapping).
class nat : public of_type<event_name::nat> {
public:
    using of_type::of_type;
    /// `add` or `del`.
    std::string_view operation() const noexcept { return text("op"); }
    header_value<std::uint16_t> port() const { return header<std::uint16_t>("port"); }
    /// 0 UDP, 1 TCP (switch_nat_ip_proto_t).
    header_value<std::uint32_t> protocol() const { return header<std::uint32_t>("proto"); }
    header_value<bool> sticky() const { return header<bool>("sticky"); }
};

/// Something did not start, as a SIP profile (sofia_perform_profile_start_failure).
class failure : public of_type<event_name::failure> {
public:
    using of_type::of_type;
    std::string_view module() const noexcept { return text("module_name"); }
    std::string_view profile() const noexcept { return text("profile_name"); }
    std::string_view profile_uri() const noexcept { return text("profile_uri"); }
    std::string_view failure_message() const noexcept { return text("failure_message"); }
};

/// A SIP profile serves now (sofia_profile_thread_run).
class publish : public of_type<event_name::publish> {
public:
    using of_type::of_type;
    std::string_view service() const noexcept { return text("service"); }
    header_value<std::uint16_t> port() const { return header<std::uint16_t>("port"); }
    std::string_view module() const noexcept { return text("module_name"); }
    std::string_view profile() const noexcept { return text("profile_name"); }
    std::string_view profile_uri() const noexcept { return text("profile_uri"); }
    header_value<std::uint16_t> tls_port() const { return header<std::uint16_t>("tls_port"); }
    std::string_view profile_tls_uri() const noexcept { return text("profile_tls_uri"); }
};

/// A SIP profile serves no more (sofia_profile_thread_run).
class unpublish : public of_type<event_name::unpublish> {
public:
    using of_type::of_type;
    std::string_view service() const noexcept { return text("service"); }
    header_value<std::uint16_t> port() const { return header<std::uint16_t>("port"); }
    std::string_view module() const noexcept { return text("module_name"); }
    std::string_view profile() const noexcept { return text("profile_name"); }
    std::string_view profile_uri() const noexcept { return text("profile_uri"); }
    header_value<std::uint16_t> tls_port() const { return header<std::uint16_t>("tls_port"); }
    std::string_view profile_tls_uri() const noexcept { return text("profile_tls_uri"); }
};

/// A line of the log as an event (switch_log_meta_vprintf); `log` brings log records instead.
class log : public of_type<event_name::log> {
public:
    using of_type::of_type;
    std::string_view data() const noexcept { return text("Log-Data"); }
    std::string_view file() const noexcept { return text("Log-File"); }
    std::string_view function() const noexcept { return text("Log-Function"); }
    header_value<std::uint32_t> line() const { return header<std::uint32_t>("Log-Line"); }
    /// As the numbers of `log_level`.
    header_value<std::uint32_t> level() const { return header<std::uint32_t>("Log-Level"); }
    /// The call's UUID.
    std::string_view user_data() const noexcept { return text("User-Data"); }
};

/// A resource of `limit` is used, or no more (switch_limit_fire_event).
class limit_usage : public custom_view<limit_usage> {
public:
    static constexpr std::string_view subclass = "limit::usage";
    using custom_view::custom_view;
    std::string_view backend() const noexcept { return text("backend"); }
    std::string_view realm() const noexcept { return text("realm"); }
    std::string_view key() const noexcept { return text("key"); }
    header_value<std::uint32_t> usage() const { return header<std::uint32_t>("usage"); }
    header_value<std::uint32_t> rate() const { return header<std::uint32_t>("rate"); }
    header_value<std::uint32_t> max() const { return header<std::uint32_t>("max"); }
    header_value<std::uint32_t> rate_max() const { return header<std::uint32_t>("ratemax"); }
};

}  // namespace eslio::events
