// The bodies of the functions of show.hpp.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/api/detail/show_tables.hpp>
#include <eslio/api/show.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/wire/ascii.hpp>

#include <utility>

namespace eslio::detail {

constexpr std::string_view interface_word(api::interface_type type) noexcept {
    using t = api::interface_type;
    switch (type) {
        case t::chat: return "chat";
        case t::codec: return "codec";
        case t::dialplan: return "dialplan";
        case t::endpoint: return "endpoint";
        case t::file: return "file";
        case t::limit: return "limit";
        case t::management: return "management";
        case t::say: return "say";
        case t::timer: return "timer";
    }
    return {};
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL call_info call_info::of(record row) {
    call_info c;
    c.a = detail::read_channel(row, std::string());
    c.b = detail::read_channel(row, "b_");
    detail::fill(row, "call_created_epoch", c.bridged_since);
    c.fields = std::move(row);
    return c;
}

ESLIO_DECL registration_info registration_info::of(record row) {
    registration_info r;
    detail::fill(row, "reg_user", r.user);
    detail::fill(row, "realm", r.realm);
    detail::fill(row, "token", r.token);
    detail::fill(row, "url", r.url);
    detail::fill(row, "expires", r.expires);
    detail::fill(row, "network_ip", r.network_ip);
    detail::fill(row, "network_port", r.network_port);
    detail::fill(row, "network_proto", r.network_proto);
    detail::fill(row, "hostname", r.hostname);
    detail::fill(row, "metadata", r.metadata);
    r.fields = std::move(row);
    return r;
}

ESLIO_DECL interface_info interface_info::of(record row) {
    interface_info i;
    detail::fill(row, "type", i.type);
    detail::fill(row, "name", i.name);
    detail::fill(row, "ikey", i.module);
    detail::fill(row, "description", i.description);
    detail::fill(row, "syntax", i.syntax);
    detail::fill(row, "filename", i.file);
    i.fields = std::move(row);
    return i;
}

ESLIO_DECL task_info task_info::of(record row) {
    task_info t;
    detail::fill(row, "task_id", t.id);
    detail::fill(row, "task_desc", t.description);
    detail::fill(row, "task_group", t.group);
    detail::fill(row, "task_runtime", t.due);
    detail::fill(row, "hostname", t.hostname);
    t.fields = std::move(row);
    return t;
}

ESLIO_DECL request<std::vector<call_info>> show_calls() {
    return detail::ask_show<call_info>("calls");
}

ESLIO_DECL request<std::uint64_t> show_calls_count() {
    return detail::ask_count("calls");
}

ESLIO_DECL request<std::vector<call_info>> show_detailed_calls() {
    return detail::ask_show<call_info>("detailed_calls");
}

ESLIO_DECL request<std::vector<call_info>> show_bridged_calls() {
    return detail::ask_show<call_info>("bridged_calls");
}

ESLIO_DECL request<std::vector<call_info>> show_detailed_bridged_calls() {
    return detail::ask_show<call_info>("detailed_bridged_calls");
}

ESLIO_DECL request<std::vector<registration_info>> show_registrations() {
    return detail::ask_show<registration_info>("registrations");
}

ESLIO_DECL request<std::uint64_t> show_registrations_count() {
    return detail::ask_count("registrations");
}

ESLIO_DECL request<std::vector<interface_info>> show_interfaces(interface_type type) {
    return detail::ask_show<interface_info>(detail::interface_word(type));
}

ESLIO_DECL request<std::vector<interface_info>> show_modules() {
    return detail::ask_show<interface_info>("modules");
}

ESLIO_DECL request<std::vector<interface_info>> show_applications() {
    return detail::ask_show<interface_info>("application");
}

ESLIO_DECL request<std::vector<interface_info>> show_api_commands() {
    return detail::ask_show<interface_info>("api");
}

ESLIO_DECL request<std::vector<task_info>> show_tasks() {
    return detail::ask_show<task_info>("tasks");
}

ESLIO_DECL request<std::vector<record>> show(std::string_view table) {
    return detail::api_writer("show")
        .note(detail::check_plain_name("table", table))
        .word("table", table)
        .keyword("as json")
        .asks(detail::read_show);
}

}  // namespace eslio::api
