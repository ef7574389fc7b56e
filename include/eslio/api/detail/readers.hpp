// Reads the answers of API commands: words, numbers, tables.
#pragma once

#include <eslio/api/confirmation.hpp>
#include <eslio/api/detail/json_value.hpp>
#include <eslio/api/detail/xml_element.hpp>
#include <eslio/api/record.hpp>
#include <eslio/config.hpp>
#include <eslio/event/value_reader.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

/// `true` or `false`.
ESLIO_DECL std::optional<bool> read_yes_no(std::string_view body);

/// Any text, without white space at its ends.
ESLIO_DECL std::optional<std::string> read_text(std::string_view body);

/// Any text, byte for byte.
ESLIO_DECL std::optional<std::string> read_whole(std::string_view body);

/// A value, byte for byte; `_undef_` and an empty one are none.
ESLIO_DECL std::optional<std::optional<std::string>> read_value(std::string_view body);

/// A number alone.
ESLIO_DECL std::optional<std::uint64_t> read_count(std::string_view body);

/// `+OK`, with or without words.
ESLIO_DECL std::optional<api::confirmation> read_confirmation(std::string_view body);

/// `+OK <words>: <number>`, as `+OK Added: 5` and `+OK max sessions: 5000`.
ESLIO_DECL std::optional<std::uint64_t> read_number_told(std::string_view body);

/// Seconds since 1970; 0 is none.
ESLIO_DECL std::optional<std::chrono::system_clock::time_point> read_epoch(std::string_view text);

/// The members of an object by name. Objects in it become fields `outer.inner`, arrays are left
/// out, and so is null.
ESLIO_DECL api::record record_of(const json_value& object);

/// The texts of the elements in an element, and its attributes.
ESLIO_DECL api::record record_of(const xml_element& element);

inline void fill(const api::record& from, std::string_view name, std::string& to) {
    to = from[name];
}

/// A time stands there in seconds since 1970.
inline void fill(const api::record& from, std::string_view name,
                 std::optional<std::chrono::system_clock::time_point>& to) {
    to = read_epoch(from[name]);
}

template <class T>
void fill(const api::record& from, std::string_view name, std::optional<T>& to) {
    const std::string_view text = from[name];
    if (!text.empty()) to = value_reader<T>::read(text);
}

/// Each row that `show ... as json` has. FreeSWITCH writes `{"row_count": 0}` for an empty table
/// (mod_commands: show_function), and the rows in `rows`.
ESLIO_DECL std::optional<std::vector<api::record>> read_show(std::string_view body);

/// A table of lines with `|` between fields, the first of them names, ended by `+OK`
/// (mod_callcenter: list_result_callback). A field that holds a `|` shifts those after it: such a
/// line is no row of this table, and then nothing is one.
ESLIO_DECL std::optional<std::vector<api::record>> read_bars(std::string_view body);

/// The rows of a table as values of their type, by `Row::of(record)`.
template <class Row, std::optional<std::vector<api::record>> (*Read)(std::string_view)>
std::optional<std::vector<Row>> read_rows(std::string_view body) {
    auto rows = Read(body);
    if (!rows) return std::nullopt;
    std::vector<Row> out;
    out.reserve(rows->size());
    for (api::record& row : *rows) out.push_back(Row::of(std::move(row)));
    return out;
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/readers.ipp>
#endif
