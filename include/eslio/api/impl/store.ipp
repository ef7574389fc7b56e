// The bodies of the functions of store.hpp.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/api/store.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/dialplan.hpp>
#include <eslio/wire/ascii.hpp>

#include <string_view>

namespace eslio::detail {

/// `<command> <order>/<realm>/<key>`.
ESLIO_DECL api_writer keyed(std::string_view command, std::string_view order, const any_text& realm,
                            const any_text& key) {
    return api_writer(command).keyword(order).part('/', "realm", realm).part('/', "key", key);
}

ESLIO_DECL std::optional<std::vector<std::string>> read_commas(std::string_view body) {
    std::vector<std::string> out;
    body = wire::trim(body);
    while (!body.empty()) out.emplace_back(wire::next_word(body, ','));
    return out;
}

ESLIO_DECL std::optional<api::limit_use> read_limit_use(std::string_view body) {
    std::string_view rest = wire::trim(body);
    const auto count = wire::parse_number(wire::next_word(rest, '/'));
    const auto rate = wire::parse_number(rest);
    if (!count || !rate) return std::nullopt;
    return api::limit_use{*count, *rate};
}

ESLIO_DECL api_writer limited_resource(std::string_view command, const any_text& backend,
                                       const any_text& realm, const any_text& resource) {
    return api_writer(command)
        .word("backend", backend)
        .word("realm", realm)
        .word("resource", resource);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL api_request hash_insert(const any_text& realm, const any_text& key,
                                   const any_text& value) {
    return detail::keyed("hash", "insert", realm, key).part('/', "value", value).request();
}

ESLIO_DECL api_request hash_insert_if_empty(const any_text& realm, const any_text& key,
                                            const any_text& value) {
    return detail::keyed("hash", "insert_ifempty", realm, key).part('/', "value", value).request();
}

ESLIO_DECL api_request hash_delete(const any_text& realm, const any_text& key) {
    return detail::keyed("hash", "delete", realm, key).request();
}

ESLIO_DECL api_request hash_delete_if_match(const any_text& realm, const any_text& key,
                                            const any_text& value) {
    return detail::keyed("hash", "delete_ifmatch", realm, key).part('/', "value", value).request();
}

ESLIO_DECL request<std::optional<std::string>> hash_select(const any_text& realm,
                                                           const any_text& key) {
    return detail::keyed("hash", "select", realm, key).asks(detail::read_value);
}

ESLIO_DECL api_request db_insert(const any_text& realm, const any_text& key,
                                 const any_text& value) {
    return detail::keyed("db", "insert", realm, key).part('/', "value", value).request();
}

ESLIO_DECL api_request db_delete(const any_text& realm, const any_text& key) {
    return detail::keyed("db", "delete", realm, key).request();
}

ESLIO_DECL request<std::optional<std::string>> db_select(const any_text& realm,
                                                         const any_text& key) {
    return detail::keyed("db", "select", realm, key).asks(detail::read_value);
}

ESLIO_DECL request<bool> db_exists(const any_text& realm, const any_text& key) {
    return detail::keyed("db", "exists", realm, key).asks(detail::read_yes_no);
}

ESLIO_DECL request<std::uint64_t> db_count(const any_text& realm) {
    return detail::api_writer("db count").part('/', "realm", realm).asks(detail::read_count);
}

ESLIO_DECL request<std::vector<std::string>> db_list(const any_text& realm) {
    return detail::api_writer("db list").part('/', "realm", realm).asks(detail::read_commas);
}

ESLIO_DECL request<std::vector<std::string>> db_realms() {
    return detail::api_writer("db list").asks(detail::read_commas);
}

ESLIO_DECL api_request group_insert(const any_text& group, const any_text& url) {
    return detail::api_writer("group insert")
        .part(':', "group", group)
        .note(detail::check_group_address("url", url))
        .part(':', "url", url)
        .request();
}

ESLIO_DECL api_request group_delete(const any_text& group, const any_text& url) {
    return detail::api_writer("group delete")
        .part(':', "group", group)
        .note(detail::check_strangers_order("url", url, "*"))
        .part(':', "url", url)
        .request();
}

ESLIO_DECL request<std::optional<std::string>> group_dial_string(const any_text& group,
                                                                 bool in_order) {
    detail::api_writer line("group call");
    line.part(':', "group", group);
    if (in_order) line.part(':', "order", "order");
    return line.asks(detail::read_value);
}

ESLIO_DECL request<limit_use> limit_usage(const any_text& backend, const any_text& realm,
                                          const any_text& resource) {
    return detail::limited_resource("limit_usage", backend, realm, resource)
        .keyword("rate")
        .asks(detail::read_limit_use);
}

ESLIO_DECL api_request limit_interval_reset(const any_text& backend, const any_text& realm,
                                            const any_text& resource) {
    return detail::limited_resource("limit_interval_reset", backend, realm, resource).request();
}

ESLIO_DECL api_request limit_reset(const any_text& backend) {
    return detail::api_writer("limit_reset").word("backend", backend).request();
}

ESLIO_DECL api_request uuid_limit(const any_text& uuid, const any_text& backend,
                                  const any_text& realm, const any_text& resource,
                                  limit_bound bound) {
    detail::api_writer line("uuid_limit");
    line.uuid(uuid).word("backend", backend).word("realm", realm).word("resource", resource);
    std::string most = bound.most < 0 ? std::string("-1") : std::to_string(bound.most);
    if (bound.seconds != 0) most.append("/").append(std::to_string(bound.seconds));
    return line.keyword(most).request();
}

ESLIO_DECL api_request uuid_limit_release(const any_text& uuid, const any_text& backend,
                                          const any_text& realm, const any_text& resource) {
    return detail::api_writer("uuid_limit_release")
        .uuid(uuid)
        .word("backend", backend)
        .option("realm", realm)
        .option("resource", resource)
        .request();
}

}  // namespace eslio::api
