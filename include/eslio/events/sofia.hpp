// Views of the events of mod_sofia about registrations, gateways and profiles.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/event_view.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 11> gateway_state_texts{
    {"UNREGED", "TRYING", "REGISTER", "REGED", "UNREGISTER", "FAILED", "FAIL_WAIT", "EXPIRED",
     "NOREG", "DOWN", "TIMEOUT"}};

}  // namespace detail

namespace events {

/// The state of a gateway's registration (mod_sofia.c: sofia_state_names).
enum class gateway_state : std::uint8_t {
    unreged,
    trying,
    register_,
    reged,
    unregister,
    failed,
    fail_wait,
    expired,
    noreg,
    down,
    timeout,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `REGED`; empty for `unknown`.
constexpr std::string_view to_string(gateway_state value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::gateway_state_texts, value);
}

/// The state of that name, in any case; `unknown` for another text.
constexpr gateway_state parse_gateway_state(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<gateway_state>(eslio::detail::gateway_state_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::gateway_state> : detail::reads_with<events::parse_gateway_state> {};

namespace detail {

inline constexpr std::array<std::string_view, 5> ping_status_texts{
    {"DOWN", "UP", "UNREACHABLE", "REACHABLE", "INVALID"}};

}  // namespace detail

namespace events {

/// Whether a gateway or a registered phone answers OPTIONS (sofia_gateway_status_name,
/// sofia_sip_user_status_name).
enum class ping_status : std::uint8_t {
    down,
    up,
    unreachable,
    reachable,
    invalid,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `UP`; empty for `unknown`.
constexpr std::string_view to_string(ping_status value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::ping_status_texts, value);
}

/// The status of that name, in any case; `unknown` for another text.
constexpr ping_status parse_ping_status(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<ping_status>(eslio::detail::ping_status_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::ping_status> : detail::reads_with<events::parse_ping_status> {};

namespace detail {

inline constexpr std::array<std::string_view, 4> auth_result_texts{
    {"SUCCESS", "RENEWED", "STALE", "FORBIDDEN"}};

}  // namespace detail

namespace events {

/// How a REGISTER fared (sofia_reg_handle_register_token).
enum class auth_result : std::uint8_t {
    success,
    renewed,
    stale,
    forbidden,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `SUCCESS`; empty for `unknown`.
constexpr std::string_view to_string(auth_result value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::auth_result_texts, value);
}

/// The result of that name, in any case; `unknown` for another text.
constexpr auth_result parse_auth_result(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<auth_result>(eslio::detail::auth_result_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::auth_result> : detail::reads_with<events::parse_auth_result> {};

}  // namespace eslio

namespace eslio::events {

/// A phone is registered (sofia_reg_handle_register_token).
class sofia_register : public custom_view<sofia_register> {
public:
    static constexpr std::string_view subclass = "sofia::register";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view user() const noexcept { return text("from-user"); }
    std::string_view host() const noexcept { return text("from-host"); }
    std::string_view contact() const noexcept { return text("contact"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    std::string_view rpid() const noexcept { return text("rpid"); }
    /// As `Registered(UDP)`.
    std::string_view status() const noexcept { return text("status"); }
    header_value<std::chrono::seconds> expires() const {
        return header<std::chrono::seconds>("expires");
    }
    std::string_view to_user() const noexcept { return text("to-user"); }
    std::string_view to_host() const noexcept { return text("to-host"); }
    std::string_view network_ip() const noexcept { return text("network-ip"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("network-port");
    }
    std::string_view username() const noexcept { return text("username"); }
    std::string_view realm() const noexcept { return text("realm"); }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    std::string_view presence_hosts() const noexcept { return text("presence-hosts"); }
    /// It was registered before.
    header_value<bool> is_update() const { return header<bool>("update-reg"); }
};

/// A phone is about to be registered (sofia_reg_handle_register_token).
class sofia_pre_register : public custom_view<sofia_pre_register> {
public:
    static constexpr std::string_view subclass = "sofia::pre_register";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view user() const noexcept { return text("from-user"); }
    std::string_view host() const noexcept { return text("from-host"); }
    std::string_view contact() const noexcept { return text("contact"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    std::string_view rpid() const noexcept { return text("rpid"); }
    /// As `Registered(UDP)`.
    std::string_view status() const noexcept { return text("status"); }
    header_value<std::chrono::seconds> expires() const {
        return header<std::chrono::seconds>("expires");
    }
    std::string_view to_user() const noexcept { return text("to-user"); }
    std::string_view to_host() const noexcept { return text("to-host"); }
    std::string_view network_ip() const noexcept { return text("network-ip"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("network-port");
    }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
};

/// A REGISTER came (sofia_reg_handle_register_token).
class sofia_register_attempt : public custom_view<sofia_register_attempt> {
public:
    static constexpr std::string_view subclass = "sofia::register_attempt";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view user() const noexcept { return text("from-user"); }
    std::string_view host() const noexcept { return text("from-host"); }
    std::string_view contact() const noexcept { return text("contact"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    std::string_view rpid() const noexcept { return text("rpid"); }
    /// As `Registered(UDP)`.
    std::string_view status() const noexcept { return text("status"); }
    header_value<std::chrono::seconds> expires() const {
        return header<std::chrono::seconds>("expires");
    }
    std::string_view to_user() const noexcept { return text("to-user"); }
    std::string_view to_host() const noexcept { return text("to-host"); }
    std::string_view network_ip() const noexcept { return text("network-ip"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("network-port");
    }
    std::string_view username() const noexcept { return text("username"); }
    std::string_view realm() const noexcept { return text("realm"); }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    header_value<auth_result> result() const { return header<auth_result>("auth-result"); }
};

/// A REGISTER or INVITE was refused (sofia_reg_handle_register_token).
class sofia_register_failure : public custom_view<sofia_register_failure> {
public:
    static constexpr std::string_view subclass = "sofia::register_failure";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view to_user() const noexcept { return text("to-user"); }
    std::string_view to_host() const noexcept { return text("to-host"); }
    std::string_view network_ip() const noexcept { return text("network-ip"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("network-port");
    }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    /// `REGISTER` or `INVITE`.
    std::string_view registration_type() const noexcept { return text("registration-type"); }
};

/// A phone is registered no more: it said so (sofia_reg_handle_register_token), or its connection
/// was lost (our_sofia_event_callback).
class sofia_unregister : public custom_view<sofia_unregister> {
public:
    static constexpr std::string_view subclass = "sofia::unregister";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view user() const noexcept { return text("from-user"); }
    std::string_view host() const noexcept { return text("from-host"); }
    std::string_view contact() const noexcept { return text("contact"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    std::string_view rpid() const noexcept { return text("rpid"); }
    std::string_view realm() const noexcept { return text("realm"); }
    std::string_view username() const noexcept { return text("username"); }
    std::string_view network_ip() const noexcept { return text("network-ip"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("network-port");
    }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    header_value<std::chrono::seconds> expires() const {
        return header<std::chrono::seconds>("expires");
    }
    /// As `socket-disconnection`.
    std::string_view reason() const noexcept { return text("reason"); }
};

/// A registration has expired (sofia_reg_del_callback).
class sofia_expire : public custom_view<sofia_expire> {
public:
    static constexpr std::string_view subclass = "sofia::expire";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    std::string_view user() const noexcept { return text("user"); }
    std::string_view host() const noexcept { return text("host"); }
    std::string_view contact() const noexcept { return text("contact"); }
    /// When it did.
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>> expired()
        const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "expires");
    }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    std::string_view realm() const noexcept { return text("realm"); }
    std::string_view network_ip() const noexcept { return text("network-ip"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("network-port");
    }
};

/// A registered phone answers OPTIONS again, or no more
/// (sofia_reg_fire_custom_sip_user_state_event).
class sofia_sip_user_state : public custom_view<sofia_sip_user_state> {
public:
    static constexpr std::string_view subclass = "sofia::sip_user_state";
    using custom_view::custom_view;
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view sip_user() const noexcept { return text("sip_user"); }
    std::string_view user() const noexcept { return text("from-user"); }
    std::string_view host() const noexcept { return text("from-host"); }
    std::string_view contact() const noexcept { return text("sip_contact"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    header_value<ping_status> ping() const { return header<ping_status>("Ping-Status"); }
    /// The SIP status of the answer.
    header_value<std::uint32_t> status() const { return header<std::uint32_t>("Status"); }
    std::string_view phrase() const noexcept { return text("Phrase"); }
};

/// A gateway's registration changed (sofia_reg_fire_custom_gateway_state_event).
class sofia_gateway_state : public custom_view<sofia_gateway_state> {
public:
    static constexpr std::string_view subclass = "sofia::gateway_state";
    using custom_view::custom_view;
    std::string_view gateway() const noexcept { return text("Gateway"); }
    header_value<gateway_state> state() const { return header<gateway_state>("State"); }
    header_value<ping_status> ping() const { return header<ping_status>("Ping-Status"); }
    std::string_view network_ip() const noexcept { return text("Register-Network-IP"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("Register-Network-Port");
    }
    /// The SIP status of the answer.
    header_value<std::uint32_t> status() const { return header<std::uint32_t>("Status"); }
    std::string_view phrase() const noexcept { return text("Phrase"); }
};

/// A gateway was added (sofia_reg_add_gateway).
class sofia_gateway_add : public custom_view<sofia_gateway_add> {
public:
    static constexpr std::string_view subclass = "sofia::gateway_add";
    using custom_view::custom_view;
    std::string_view gateway() const noexcept { return text("Gateway"); }
    std::string_view profile() const noexcept { return text("profile-name"); }
};

/// A gateway is gone (sofia_reg_check_gateway).
class sofia_gateway_delete : public custom_view<sofia_gateway_delete> {
public:
    static constexpr std::string_view subclass = "sofia::gateway_delete";
    using custom_view::custom_view;
    std::string_view gateway() const noexcept { return text("Gateway"); }
    std::string_view profile() const noexcept { return text("profile-name"); }
};

/// A gateway asked for what is no digest (sofia_reg_handle_sip_r_challenge).
class sofia_gateway_invalid_digest_req : public custom_view<sofia_gateway_invalid_digest_req> {
public:
    static constexpr std::string_view subclass = "sofia::gateway_invalid_digest_req";
    using custom_view::custom_view;
    std::string_view gateway() const noexcept { return text("Gateway"); }
    std::string_view profile() const noexcept { return text("profile-name"); }
    std::string_view realm() const noexcept { return text("realm"); }
};

/// A SIP profile has started (config_sofia).
class sofia_profile_start : public custom_view<sofia_profile_start> {
public:
    static constexpr std::string_view subclass = "sofia::profile_start";
    using custom_view::custom_view;
    std::string_view module() const noexcept { return text("module_name"); }
    std::string_view profile() const noexcept { return text("profile_name"); }
    std::string_view profile_uri() const noexcept { return text("profile_uri"); }
};

}  // namespace eslio::events
