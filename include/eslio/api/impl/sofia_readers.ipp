// The bodies of the functions of sofia_readers.hpp, and of the values that they make.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/api/detail/sofia_readers.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>
#include <string_view>
#include <utility>

namespace eslio::detail {

ESLIO_DECL std::optional<std::vector<api::sofia_entry>> read_sofia_entries(std::string_view body) {
    const auto all = read_xml(body);
    if (!all || all->name != "profiles") return std::nullopt;
    std::vector<api::sofia_entry> out;
    for (const xml_element& e : all->elements) {
        api::record row = record_of(e);
        row.add("kind", e.name);
        out.push_back(api::sofia_entry::of(std::move(row)));
    }
    return out;
}

ESLIO_DECL std::optional<api::sofia_profile> read_sofia_profile(std::string_view body) {
    const auto all = read_xml(body);
    const xml_element* info = all && all->name == "profile" ? all->find("profile-info") : nullptr;
    if (info == nullptr) return std::nullopt;
    return api::sofia_profile::of(record_of(*info));
}

ESLIO_DECL std::optional<api::sofia_gateway> read_sofia_gateway(std::string_view body) {
    const auto all = read_xml(body);
    if (!all || all->name != "gateway") return std::nullopt;
    return api::sofia_gateway::of(record_of(*all));
}

ESLIO_DECL std::optional<std::vector<api::sofia_gateway>> read_sofia_gateways(
    std::string_view body) {
    const auto all = read_xml(body);
    if (!all || all->name != "gateways") return std::nullopt;
    std::vector<api::sofia_gateway> out;
    for (const xml_element& e : all->elements)
        if (e.name == "gateway") out.push_back(api::sofia_gateway::of(record_of(e)));
    return out;
}

ESLIO_DECL std::optional<std::vector<api::sofia_registration>> read_sofia_registrations(
    std::string_view body) {
    const auto all = read_xml(body);
    const xml_element* list = all && all->name == "profile" ? all->find("registrations") : nullptr;
    if (list == nullptr) return std::nullopt;
    std::vector<api::sofia_registration> out;
    for (const xml_element& e : list->elements)
        if (e.name == "registration") out.push_back(api::sofia_registration::of(record_of(e)));
    return out;
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL sofia_entry sofia_entry::of(record row) {
    sofia_entry e;
    detail::fill(row, "kind", e.kind);
    detail::fill(row, "name", e.name);
    detail::fill(row, "data", e.data);
    std::string_view state = row["state"];  // `RUNNING (3) (TLS)`
    e.state = wire::next_word(state);
    if (wire::starts_with(state, "("))
        e.calls = value_reader<std::uint32_t>::read(state.substr(1, state.find(')') - 1));
    e.fields = std::move(row);
    return e;
}

ESLIO_DECL sofia_profile sofia_profile::of(record row) {
    sofia_profile p;
    detail::fill(row, "name", p.name);
    detail::fill(row, "domain-name", p.domain_name);
    detail::fill(row, "dialplan", p.dialplan);
    detail::fill(row, "context", p.context);
    detail::fill(row, "url", p.url);
    detail::fill(row, "bind-url", p.bind_url);
    detail::fill(row, "calls-in", p.calls_in);
    detail::fill(row, "calls-out", p.calls_out);
    detail::fill(row, "failed-calls-in", p.failed_calls_in);
    detail::fill(row, "failed-calls-out", p.failed_calls_out);
    detail::fill(row, "registrations", p.registrations);
    p.fields = std::move(row);
    return p;
}

ESLIO_DECL sofia_gateway sofia_gateway::of(record row) {
    sofia_gateway g;
    detail::fill(row, "name", g.name);
    detail::fill(row, "profile", g.profile);
    detail::fill(row, "realm", g.realm);
    detail::fill(row, "username", g.username);
    detail::fill(row, "proxy", g.proxy);
    detail::fill(row, "state", g.state);
    detail::fill(row, "status", g.status);
    detail::fill(row, "pingtime", g.ping_milliseconds);
    detail::fill(row, "uptime-usec", g.uptime);
    detail::fill(row, "calls-in", g.calls_in);
    detail::fill(row, "calls-out", g.calls_out);
    detail::fill(row, "failed-calls-in", g.failed_calls_in);
    detail::fill(row, "failed-calls-out", g.failed_calls_out);
    g.fields = std::move(row);
    return g;
}

ESLIO_DECL sofia_registration sofia_registration::of(record row) {
    sofia_registration r;
    detail::fill(row, "call-id", r.call_id);
    detail::fill(row, "user", r.user);
    detail::fill(row, "contact", r.contact);
    detail::fill(row, "agent", r.agent);
    detail::fill(row, "status", r.status);
    detail::fill(row, "host", r.host);
    detail::fill(row, "network-ip", r.network_ip);
    detail::fill(row, "network-port", r.network_port);
    detail::fill(row, "sip-auth-user", r.auth_user);
    detail::fill(row, "sip-auth-realm", r.auth_realm);
    detail::fill(row, "ping-status", r.ping_status);
    r.fields = std::move(row);
    return r;
}

}  // namespace eslio::api
