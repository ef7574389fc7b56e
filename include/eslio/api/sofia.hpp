// mod_sofia: SIP profiles, gateways and registrations.
#pragma once

#include <eslio/api/confirmation.hpp>
#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/directory.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eslio::api {

/// A line of `sofia status`: a profile, another name of one, or a gateway.
struct sofia_entry {
    std::string kind;   ///< `profile`, `alias`, `gateway`
    std::string name;   ///< of a gateway `profile::gateway`
    std::string data;   ///< its SIP URI; of an alias the profile
    std::string state;  ///< `RUNNING`, `ALIASED`, `REGED`, without what follows in brackets
    std::optional<std::uint32_t> calls;  ///< of a profile
    record fields;

    static sofia_entry of(record row);
};

/// A SIP profile.
struct sofia_profile {
    std::string name;
    std::string domain_name;
    std::string dialplan;
    std::string context;
    std::string url;
    std::string bind_url;
    std::optional<std::uint64_t> calls_in;
    std::optional<std::uint64_t> calls_out;
    std::optional<std::uint64_t> failed_calls_in;
    std::optional<std::uint64_t> failed_calls_out;
    std::optional<std::uint64_t> registrations;
    record fields;

    static sofia_profile of(record row);
};

/// A gateway.
struct sofia_gateway {
    std::string name;
    std::string profile;
    std::string realm;
    std::string username;
    std::string proxy;
    std::string state;   ///< of its registration: `REGED`, `NOREG`, `TRYING`, `FAILED`
    std::string status;  ///< `UP`, `DOWN`
    std::optional<double> ping_milliseconds;
    std::optional<std::chrono::microseconds> uptime;
    std::optional<std::uint64_t> calls_in;
    std::optional<std::uint64_t> calls_out;
    std::optional<std::uint64_t> failed_calls_in;
    std::optional<std::uint64_t> failed_calls_out;
    record fields;

    /// Whether FreeSWITCH says `UP` of it.
    bool is_up() const noexcept { return status == "UP"; }

    static sofia_gateway of(record row);
};

/// A registration as its profile tells of it.
struct sofia_registration {
    std::string call_id;
    std::string user;  ///< `user@domain`
    std::string contact;
    std::string agent;
    std::string status;  ///< `Registered(UDP)(unknown) exp(2026-11-29 18:00:00) expsecs(60)`
    std::string host;
    std::string network_ip;
    std::optional<std::uint16_t> network_port;
    std::string auth_user;
    std::string auth_realm;
    std::string ping_status;
    record fields;

    static sofia_registration of(record row);
};

/// All profiles, aliases and gateways (`sofia xmlstatus`; mod_sofia: cmd_xml_status).
ESLIO_DECL request<std::vector<sofia_entry>> sofia_status();

/// One profile. There is none if the answer is unreadable, `Invalid Profile!`.
ESLIO_DECL request<sofia_profile> sofia_status_profile(const any_text& profile);

/// One gateway. There is none if the answer is unreadable, `Invalid Gateway!`.
ESLIO_DECL request<sofia_gateway> sofia_status_gateway(const any_text& gateway);
ESLIO_DECL request<std::vector<sofia_gateway>> sofia_status_gateways();

/// The registrations of a profile; those whose contact holds a text, or of one user.
ESLIO_DECL request<std::vector<sofia_registration>> sofia_registrations(const any_text& profile);
ESLIO_DECL request<std::vector<sofia_registration>> sofia_registrations(
    const any_text& profile, const any_text& contact_part);
ESLIO_DECL request<std::vector<sofia_registration>> sofia_registrations_of(
    const any_text& profile, const directory_user& user);

/// The dial string that reaches a user's phones, `error/user_not_registered` if there is none. A
/// user holds no `@`, `/` and `~`, at which FreeSWITCH would part it (mod_sofia:
/// sofia_contact_function). Of a stranger the user is an address: see `untrusted::is_address`.
ESLIO_DECL request<std::string> sofia_contact(const directory_user& user,
                                              const any_text& profile = "");

/// How many phones a user has registered; nothing where there is no such profile or domain
/// (mod_sofia: sofia_count_reg_function).
ESLIO_DECL request<std::optional<std::uint64_t>> sofia_count_reg(const directory_user& user,
                                                                 const any_text& profile = "");

/// The name that a user authenticates by; nothing if they are not registered.
ESLIO_DECL request<std::optional<std::string>> sofia_username_of(const directory_user& user,
                                                                 const any_text& profile = "");

/// Starts, stops or restarts a profile. FreeSWITCH says how in words, which are the confirmation;
/// that there is no such profile is unreadable. `restart` ends its calls.
ESLIO_DECL request<confirmation> sofia_profile_start(const any_text& profile);
ESLIO_DECL request<confirmation> sofia_profile_stop(const any_text& profile);
ESLIO_DECL request<confirmation> sofia_profile_restart(const any_text& profile);

/// Reads a profile's configuration anew; calls go on.
ESLIO_DECL request<confirmation> sofia_profile_rescan(const any_text& profile);

/// Registers or unregisters a gateway now. `all` of the program's own means each.
ESLIO_DECL request<confirmation> sofia_register(const any_text& profile, const any_text& gateway);
ESLIO_DECL request<confirmation> sofia_unregister(const any_text& profile, const any_text& gateway);

/// Takes a gateway out of a profile, and into it. `_all_` of the program's own means each.
ESLIO_DECL request<confirmation> sofia_killgw(const any_text& profile, const any_text& gateway);
ESLIO_DECL request<confirmation> sofia_startgw(const any_text& profile, const any_text& gateway);

/// Forgets the registrations of a profile, or those of a Call-ID, or a user as `1000@domain`; with
/// `reboot` the phones are told to begin anew (mod_sofia: cmd_profile). `reboot` as the Call-ID
/// means all of them, and is refused; so is a stranger's
/// that may be a whole domain (sofia_reg_expire_call_id): one without `@` after something.
ESLIO_DECL request<confirmation> sofia_flush_registrations(const any_text& profile,
                                                           bool reboot = false);
ESLIO_DECL request<confirmation> sofia_flush_registration(const any_text& profile,
                                                          const any_text& call_id,
                                                          bool reboot = false);

/// Tells phones to read their configuration anew: all, or those of a Call-ID or user.
ESLIO_DECL request<confirmation> sofia_check_sync(const any_text& profile,
                                                  const any_text& call_id = "");

/// Writes SIP into FreeSWITCH's log.
ESLIO_DECL request<confirmation> sofia_siptrace(const any_text& profile, bool on);
ESLIO_DECL request<confirmation> sofia_global_siptrace(bool on);

/// A variable of a gateway, for calls that come in by it, that go out, or for both; nothing if
/// there is none (mod_sofia: sofia_gateway_data_function).
enum class gateway_variable : unsigned char { both, incoming, outgoing };
ESLIO_DECL request<std::optional<std::string>> sofia_gateway_data(const any_text& gateway,
                                                                  gateway_variable kind,
                                                                  const any_text& name);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/sofia.ipp>
#endif
