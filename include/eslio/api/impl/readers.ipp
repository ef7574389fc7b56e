// The bodies of the functions of readers.hpp.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>

namespace eslio::detail {

ESLIO_DECL std::optional<bool> read_yes_no(std::string_view body) {
    const std::string_view word = wire::trim(body);
    if (word == "true") return true;
    if (word == "false") return false;
    return std::nullopt;
}

ESLIO_DECL std::optional<std::string> read_text(std::string_view body) {
    return std::string(wire::trim(body));
}

ESLIO_DECL std::optional<std::string> read_whole(std::string_view body) {
    return std::string(body);
}

ESLIO_DECL std::optional<std::optional<std::string>> read_value(std::string_view body) {
    if (body.empty() || body == "_undef_")
        return std::optional<std::optional<std::string>>(std::in_place);
    return std::optional<std::string>(std::string(body));
}

ESLIO_DECL std::optional<std::uint64_t> read_count(std::string_view body) {
    return wire::parse_number(wire::trim(body));
}

ESLIO_DECL std::optional<api::confirmation> read_confirmation(std::string_view body) {
    if (!wire::starts_with(body, "+OK")) return std::nullopt;
    body.remove_prefix(3);
    if (!body.empty() && body.front() == ':') body.remove_prefix(1);
    return api::confirmation{std::string(wire::trim(body))};
}

ESLIO_DECL std::optional<std::uint64_t> read_number_told(std::string_view body) {
    const std::size_t mark = body.rfind(": ");
    if (!wire::starts_with(body, "+OK ") || mark == body.npos) return std::nullopt;
    return wire::parse_number(wire::trim(body.substr(mark + 2)));
}

ESLIO_DECL std::optional<std::chrono::system_clock::time_point> read_epoch(std::string_view text) {
    using clock = std::chrono::system_clock;
    const auto seconds = wire::parse_number(text);
    if (!seconds || *seconds == 0 || *seconds > static_cast<std::uint64_t>(INT64_MAX) / 1000000000)
        return std::nullopt;
    return clock::time_point(std::chrono::seconds(static_cast<std::int64_t>(*seconds)));
}

/// Not what is deeper than any table of FreeSWITCH's: the names before it would be kept with each
/// member anew.
ESLIO_DECL void add_members(api::record& out, const std::string& before, const json_value& object) {
    constexpr std::size_t longest = 256;
    if (before.size() > longest) return;
    for (std::size_t i = 0; i < object.names.size(); ++i) {
        const json_value& v = object.values[i];
        if (v.is(json_value::type::object))
            add_members(out, before + object.names[i] + ".", v);
        else if (!v.is(json_value::type::array) && !v.is(json_value::type::null))
            out.add(before + object.names[i], v.text);
    }
}

ESLIO_DECL api::record record_of(const json_value& object) {
    api::record out;
    add_members(out, std::string(), object);
    return out;
}

ESLIO_DECL api::record record_of(const xml_element& element) {
    api::record out;
    for (const auto& [name, value] : element.attributes) out.add(name, value);
    for (const xml_element& e : element.elements)
        if (e.elements.empty()) out.add(e.name, e.text);
    return out;
}

ESLIO_DECL std::optional<std::vector<api::record>> read_show(std::string_view body) {
    const auto json = read_json(body);
    if (!json || !json->is(json_value::type::object)) return std::nullopt;
    const json_value* count = json->find("row_count");
    const json_value* rows = json->find("rows");
    if (count == nullptr || !count->is(json_value::type::number)) return std::nullopt;
    std::vector<api::record> out;
    if (rows == nullptr) {
        if (count->text != "0") return std::nullopt;
        return out;
    }
    if (!rows->is(json_value::type::array)) return std::nullopt;
    for (const json_value& row : rows->values) {
        if (!row.is(json_value::type::object)) return std::nullopt;
        out.push_back(record_of(row));
    }
    return out;
}

ESLIO_DECL std::optional<std::vector<api::record>> read_bars(std::string_view body) {
    constexpr std::size_t most_fields = 1'000'000;  // a short line of bars alone is many
    std::size_t fields_read = 0;
    std::vector<std::string_view> names;
    std::vector<api::record> out;
    while (!body.empty()) {
        std::string_view line = wire::next_word(body, '\n');
        if (line == "+OK" && body.empty()) return out;
        std::vector<std::string_view> fields;
        for (bool more = true; more;) {
            if (++fields_read > most_fields) return std::nullopt;
            more = line.find('|') != line.npos;
            fields.push_back(wire::next_word(line, '|'));
        }
        if (names.empty()) {
            names = std::move(fields);
            continue;
        }
        if (fields.size() != names.size()) return std::nullopt;
        api::record& row = out.emplace_back();
        for (std::size_t i = 0; i < names.size(); ++i)
            row.add(std::string(names[i]), std::string(fields[i]));
    }
    return std::nullopt;
}

}  // namespace eslio::detail
