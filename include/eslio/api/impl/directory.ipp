// The bodies of the functions of directory.hpp.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/api/detail/user_argument.hpp>
#include <eslio/api/directory.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace eslio::detail {

constexpr std::string_view field_word(api::directory_field field) noexcept {
    if (field == api::directory_field::variable) return "var";
    return field == api::directory_field::parameter ? "param" : "attr";
}

/// Eight fields a line, and more where the contact, the fifth, holds bars.
ESLIO_DECL std::optional<std::vector<api::user_info>> read_users(std::string_view body) {
    static constexpr std::string_view head =
        "userid|context|domain|group|contact|callgroup|effective_caller_id_name|"
        "effective_caller_id_number";
    static constexpr std::size_t before = 4;
    static constexpr std::size_t after = 3;
    std::vector<api::user_info> out;
    if (wire::next_word(body, '\n') != head) return std::nullopt;
    while (!body.empty()) {
        std::string_view line = wire::next_word(body, '\n');
        if (line.empty()) continue;
        if (line == "+OK") return out;
        std::string_view names = head;
        api::record row;
        for (std::size_t i = 0; i < before; ++i) {
            if (line.find('|') == line.npos) return std::nullopt;
            const std::string_view name = wire::next_word(names, '|');
            row.add(std::string(name), std::string(wire::next_word(line, '|')));
        }
        std::size_t end = line.size();
        for (std::size_t i = 0; i < after; ++i) {
            const std::size_t bar = end == 0 ? line.npos : line.rfind('|', end - 1);
            if (bar == line.npos) return std::nullopt;
            end = bar;
        }
        const std::string_view contact = line.substr(0, end);
        line.remove_prefix(end + 1);
        row.add(std::string(wire::next_word(names, '|')), std::string(contact));
        while (!names.empty()) {
            const std::string_view name = wire::next_word(names, '|');
            row.add(std::string(name), std::string(wire::next_word(line, '|')));
        }
        out.push_back(api::user_info::of(std::move(row)));
    }
    return std::nullopt;
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL request<bool> user_exists(const any_text& key, const any_text& user,
                                     const any_text& domain) {
    return detail::api_writer("user_exists")
        .word("key", key)
        .word("user", user)
        .word("domain", domain)
        .asks(detail::read_yes_no);
}

ESLIO_DECL request<std::optional<std::string>> user_data(const directory_user& user,
                                                         directory_field field,
                                                         const any_text& name) {
    detail::api_writer line("user_data");
    const std::string whole = detail::joined_user(line, user);
    return line.word("user", whole)
        .keyword(detail::field_word(field))
        .word("name", name)
        .asks(detail::read_value);
}

ESLIO_DECL request<std::optional<std::string>> domain_data(const any_text& domain,
                                                           directory_field field,
                                                           const any_text& name) {
    return detail::api_writer("domain_data")
        .word("domain", domain)
        .keyword(detail::field_word(field))
        .word("name", name)
        .asks(detail::read_value);
}

ESLIO_DECL request<bool> domain_exists(const any_text& domain) {
    return detail::api_writer("domain_exists").rest("domain", domain).asks(detail::read_yes_no);
}

ESLIO_DECL request<bool> in_group(const directory_user& user, const any_text& group) {
    detail::api_writer line("in_group");
    const std::string whole = detail::joined_user(line, user);
    return line.part(',', "user", whole).part(',', "group", group).asks(detail::read_yes_no);
}

ESLIO_DECL request<std::string> group_call(const any_text& group, const any_text& domain,
                                           group_order order) {
    detail::api_writer line("group_call");
    line.note(detail::check_verbatim("group", group))
        .note(detail::check_verbatim("domain", domain));
    line.note(detail::check_without("group", group.text(), "@+"));
    line.note(detail::check_without("domain", domain.text(), "+"));
    if (group.text().empty()) line.note(detail::refuse_empty("group"));
    std::string whole(group.text());
    if (!domain.text().empty()) whole.append("@").append(domain.text());
    whole.append(detail::order_letter(order));
    return line.rest("group", whole).asks(detail::read_text);
}

ESLIO_DECL user_info user_info::of(record row) {
    user_info u;
    detail::fill(row, "userid", u.id);
    detail::fill(row, "context", u.context);
    detail::fill(row, "domain", u.domain);
    detail::fill(row, "group", u.group);
    detail::fill(row, "contact", u.contact);
    detail::fill(row, "callgroup", u.callgroup);
    detail::fill(row, "effective_caller_id_name", u.caller_id_name);
    detail::fill(row, "effective_caller_id_number", u.caller_id_number);
    u.fields = std::move(row);
    return u;
}

ESLIO_DECL request<std::vector<user_info>> list_users() {
    return detail::api_writer("list_users").asks(detail::read_users);
}

ESLIO_DECL request<std::vector<user_info>> list_users(const any_text& domain,
                                                      const any_text& group) {
    // FreeSWITCH looks for these words at every place, a name's included.
    static constexpr std::string_view words = "user context domain group";
    detail::api_writer line("list_users domain");
    line.note(detail::check_no_order("domain", domain.text(), words)).word("domain", domain);
    line.note(detail::check_no_order("group", group.text(), words));
    if (!group.text().empty()) line.keyword("group").word("group", group);
    return line.asks(detail::read_users);
}

}  // namespace eslio::api
