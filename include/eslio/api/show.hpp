// show: FreeSWITCH's tables of channels, calls, registrations, modules and the like.
#pragma once

#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/api/show_channels.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::api {

/// A call: one channel, or two that are bridged.
struct call_info {
    /// The leg by which FreeSWITCH lists the call; `b` is the other one.
    channel_info a;
    channel_info b;  ///< without a UUID if there is none
    std::optional<std::chrono::system_clock::time_point> bridged_since;
    record fields;  ///< all of them; those of `b` begin with `b_`

    /// Whether there is another leg.
    bool is_bridged() const noexcept { return !b.uuid.empty(); }

    static call_info of(record row);
};

/// A phone that is registered.
struct registration_info {
    std::string user;
    std::string realm;
    std::string token;
    std::string url;  ///< a dial string that reaches it
    std::optional<std::chrono::system_clock::time_point> expires;
    std::string network_ip;
    std::optional<std::uint16_t> network_port;
    std::string network_proto;
    std::string hostname;
    std::string metadata;
    record fields;

    static registration_info of(record row);
};

/// A thing that a module offers: an endpoint, an application, a codec, an API command.
struct interface_info {
    std::string type;  ///< `endpoint`; empty of applications and API commands
    std::string name;
    std::string module;
    std::string description;  ///< of applications and API commands
    std::string syntax;       ///< of applications and API commands
    std::string file;         ///< of modules
    record fields;

    static interface_info of(record row);
};

/// A task that FreeSWITCH has scheduled.
struct task_info {
    std::optional<std::uint64_t> id;
    std::string description;
    std::string group;
    std::optional<std::chrono::system_clock::time_point> due;
    std::string hostname;
    record fields;

    static task_info of(record row);
};

/// All calls: each channel that is the second of none.
ESLIO_DECL request<std::vector<call_info>> show_calls();
ESLIO_DECL request<std::uint64_t> show_calls_count();

/// With applications, codecs and dialplan of both.
ESLIO_DECL request<std::vector<call_info>> show_detailed_calls();

/// Only the bridged ones.
ESLIO_DECL request<std::vector<call_info>> show_bridged_calls();
ESLIO_DECL request<std::vector<call_info>> show_detailed_bridged_calls();

/// Who is registered (mod_commands: show_function).
ESLIO_DECL request<std::vector<registration_info>> show_registrations();
/// How many are registered (mod_commands: show_function).
ESLIO_DECL request<std::uint64_t> show_registrations_count();

/// What the modules offer of a kind.
enum class interface_type : unsigned char {
    chat,
    codec,
    dialplan,
    endpoint,
    file,
    limit,
    management,
    say,
    timer
};
/// What the modules bring of that kind (mod_commands: show_function).
ESLIO_DECL request<std::vector<interface_info>> show_interfaces(interface_type type);

/// All that modules offer, with the module's file.
ESLIO_DECL request<std::vector<interface_info>> show_modules();
ESLIO_DECL request<std::vector<interface_info>> show_applications();
ESLIO_DECL request<std::vector<interface_info>> show_api_commands();

/// What is scheduled (mod_commands: show_function).
ESLIO_DECL request<std::vector<task_info>> show_tasks();

/// Another table: `aliases`, `complete`, `nat_map`, `interfaces`, and what newer versions have; a
/// word of letters and `_`.
ESLIO_DECL request<std::vector<record>> show(std::string_view table);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/show.ipp>
#endif
