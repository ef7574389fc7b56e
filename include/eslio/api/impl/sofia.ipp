// The bodies of the functions of sofia.hpp.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/api/detail/sofia_readers.hpp>
#include <eslio/api/detail/user_argument.hpp>
#include <eslio/api/sofia.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// What `sofia profile` says when it does what it was told: `+OK ...`, after `Reload XML ...` or
/// not; `internal started successfully`; `restarting: internal`, `Enabled sip debugging on ...`.
ESLIO_DECL std::optional<api::confirmation> read_sofia(std::string_view body) {
    std::string_view text = wire::trim(body);
    if (wire::starts_with(text, "Reload XML [")) {
        if (wire::next_word(text, '\n') != "Reload XML [Success]") return std::nullopt;
        text = wire::trim(text);
    }
    if (auto plain = read_confirmation(text)) return plain;
    static constexpr std::string_view begins[] = {
        "restarting: ", "stopping: ", "Enabled sip debugging on ", "Disabled sip debugging on "};
    static constexpr std::string_view started = " started successfully";
    for (const std::string_view words : begins)
        if (wire::starts_with(text, words)) return api::confirmation{std::string(text)};
    if (text.size() > started.size() && text.substr(text.size() - started.size()) == started)
        return api::confirmation{std::string(text)};
    return std::nullopt;
}

ESLIO_DECL std::optional<std::optional<std::uint64_t>> read_registration_count(
    std::string_view body) {
    if (wire::trim(body) == "-1") return std::optional<std::optional<std::uint64_t>>(std::in_place);
    const auto count = read_count(body);
    if (!count) return std::nullopt;
    return count;
}

/// `sofia profile <name> <order>`; `restart` and then `all` would mean every profile.
ESLIO_DECL api_writer profile_order(const any_text& profile, std::string_view order) {
    return api_writer("sofia profile").word("profile", profile).keyword(order);
}

/// `[profile/]user@domain`.
ESLIO_DECL api_writer of_user(std::string_view command, const api::directory_user& user,
                              const any_text& profile) {
    api_writer line(command);
    for (const any_text* part : {&user.name(), &user.domain(), &profile}) {
        line.note(check_verbatim("user", *part));
        line.note(check_without("user", part->text(), "@/~"));
    }
    if (user.name().stranger() != nullptr)
        line.note(check_address("user", *user.name().stranger()));
    if (user.name().text().empty()) line.note(refuse_empty("user"));
    std::string all;
    if (!profile.text().empty()) all.append(profile.text()).append("/");
    all.append(user.name().text());
    if (!user.domain().text().empty()) all.append("@").append(user.domain().text());
    return line.rest("user", all);
}

/// Without `@`, and with it at the front, a Call-ID may be a whole domain
/// (sofia_reg_expire_call_id).
ESLIO_DECL argument_error check_call_id(const any_text& call_id) {
    const std::size_t at = call_id.text().find('@');
    if (call_id.stranger() == nullptr || (at != 0 && at != std::string_view::npos)) return {};
    return refuse(error::unwritable_text, "Call-ID",
                  "without `@` after something, FreeSWITCH would take it for a domain, too, and "
                  "mean all of its phones; a stranger may not do that");
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL request<std::vector<sofia_entry>> sofia_status() {
    return detail::api_writer("sofia xmlstatus").asks(detail::read_sofia_entries);
}

ESLIO_DECL request<sofia_profile> sofia_status_profile(const any_text& profile) {
    return detail::api_writer("sofia xmlstatus profile")
        .word("profile", profile)
        .asks(detail::read_sofia_profile);
}

ESLIO_DECL request<sofia_gateway> sofia_status_gateway(const any_text& gateway) {
    return detail::api_writer("sofia xmlstatus gateway")
        .word("gateway", gateway)
        .asks(detail::read_sofia_gateway);
}

ESLIO_DECL request<std::vector<sofia_gateway>> sofia_status_gateways() {
    return detail::api_writer("sofia xmlstatus gateway").asks(detail::read_sofia_gateways);
}

ESLIO_DECL request<std::vector<sofia_registration>> sofia_registrations(const any_text& profile) {
    return detail::api_writer("sofia xmlstatus profile")
        .word("profile", profile)
        .keyword("reg")
        .asks(detail::read_sofia_registrations);
}

ESLIO_DECL request<std::vector<sofia_registration>> sofia_registrations(
    const any_text& profile, const any_text& contact_part) {
    return detail::api_writer("sofia xmlstatus profile")
        .word("profile", profile)
        .keyword("reg")
        .note(
            detail::check_strangers_bytes("contact", contact_part, "%_", "any text to SQL's LIKE"))
        .word("contact", contact_part)
        .asks(detail::read_sofia_registrations);
}

ESLIO_DECL request<std::vector<sofia_registration>> sofia_registrations_of(
    const any_text& profile, const directory_user& user) {
    detail::api_writer line("sofia xmlstatus profile");
    line.word("profile", profile).keyword("user");
    const std::string whole = detail::joined_user(line, user);
    return line.word("user", whole).asks(detail::read_sofia_registrations);
}

ESLIO_DECL request<std::string> sofia_contact(const directory_user& user, const any_text& profile) {
    return detail::of_user("sofia_contact", user, profile).asks(detail::read_text);
}

ESLIO_DECL request<std::optional<std::uint64_t>> sofia_count_reg(const directory_user& user,
                                                                 const any_text& profile) {
    return detail::of_user("sofia_count_reg", user, profile).asks(detail::read_registration_count);
}

ESLIO_DECL request<std::optional<std::string>> sofia_username_of(const directory_user& user,
                                                                 const any_text& profile) {
    return detail::of_user("sofia_username_of", user, profile).asks(detail::read_value);
}

ESLIO_DECL request<confirmation> sofia_profile_start(const any_text& profile) {
    return detail::profile_order(profile, "start").as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_profile_stop(const any_text& profile) {
    return detail::profile_order(profile, "stop").as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_profile_restart(const any_text& profile) {
    return detail::profile_order(profile, "restart").as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_profile_rescan(const any_text& profile) {
    return detail::profile_order(profile, "rescan").as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_register(const any_text& profile, const any_text& gateway) {
    return detail::profile_order(profile, "register")
        .note(detail::check_strangers_order("gateway", gateway, "all"))
        .word("gateway", gateway)
        .as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_unregister(const any_text& profile,
                                                  const any_text& gateway) {
    return detail::profile_order(profile, "unregister")
        .note(detail::check_strangers_order("gateway", gateway, "all"))
        .word("gateway", gateway)
        .as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_killgw(const any_text& profile, const any_text& gateway) {
    return detail::profile_order(profile, "killgw")
        .note(detail::check_strangers_order("gateway", gateway, "_all_"))
        .word("gateway", gateway)
        .as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_startgw(const any_text& profile, const any_text& gateway) {
    return detail::profile_order(profile, "startgw")
        .word("gateway", gateway)
        .as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_flush_registrations(const any_text& profile, bool reboot) {
    detail::api_writer line = detail::profile_order(profile, "flush_inbound_reg");
    if (reboot) line.keyword("reboot");
    return line.as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_flush_registration(const any_text& profile,
                                                          const any_text& call_id, bool reboot) {
    detail::api_writer line = detail::profile_order(profile, "flush_inbound_reg");
    line.note(detail::check_no_order("Call-ID", call_id.text(), "reboot"));
    line.note(detail::check_call_id(call_id)).word("Call-ID", call_id);
    if (reboot) line.keyword("reboot");
    return line.as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_check_sync(const any_text& profile,
                                                  const any_text& call_id) {
    detail::api_writer line = detail::profile_order(profile, "check_sync");
    if (!call_id.text().empty()) line.note(detail::check_call_id(call_id)).word("Call-ID", call_id);
    return line.as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_siptrace(const any_text& profile, bool on) {
    return detail::profile_order(profile, "siptrace")
        .keyword(on ? "on" : "off")
        .as(detail::read_sofia);
}

ESLIO_DECL request<confirmation> sofia_global_siptrace(bool on) {
    return detail::api_writer("sofia global siptrace")
        .keyword(on ? "on" : "off")
        .as(detail::read_sofia);
}

ESLIO_DECL request<std::optional<std::string>> sofia_gateway_data(const any_text& gateway,
                                                                  gateway_variable kind,
                                                                  const any_text& name) {
    using v = gateway_variable;
    return detail::api_writer("sofia_gateway_data")
        .word("gateway", gateway)
        .keyword(kind == v::incoming   ? "ivar"
                 : kind == v::outgoing ? "ovar"
                                       : "var")
        .word("name", name)
        .asks(detail::read_value);
}

}  // namespace eslio::api
