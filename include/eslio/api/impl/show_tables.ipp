// The bodies of the functions of show_tables.hpp.
#pragma once

#include <eslio/api/detail/show_tables.hpp>
#include <eslio/wire/ascii.hpp>

#include <optional>

namespace eslio::detail {

ESLIO_DECL std::optional<std::uint64_t> read_row_count(std::string_view body) {
    const auto json = read_json(body);
    const json_value* count = json ? json->find("row_count") : nullptr;
    if (count == nullptr || !count->is(json_value::type::number)) return std::nullopt;
    return wire::parse_number(count->text);
}

ESLIO_DECL api::request<std::uint64_t> ask_count(std::string_view table) {
    return api_writer("show").keyword(table).keyword("count as json").asks(read_row_count);
}

}  // namespace eslio::detail
