// A small reader of the JSON that FreeSWITCH's API commands answer with.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// A JSON value. It is read here, and not by nlohmann/json, as FreeSWITCH does not promise UTF-8
/// (cJSON writes what it was given) and a name must arrive byte for byte; and as nobody who uses
/// typed commands is to pay for a library that they may not want.
struct json_value {
    enum class type : unsigned char { null, truth, number, string, array, object };

    type kind = type::null;
    std::string text;                ///< of a string what it means, else as it stands
    std::vector<std::string> names;  ///< of an object's members
    std::vector<json_value> values;  ///< of the members, or an array's elements

    bool is(type t) const noexcept { return kind == t; }

    /// The member of that name; null if there is none.
    const json_value* find(std::string_view name) const noexcept;
};

/// The one JSON value that `body` is, with white space around it. Nothing where it is none, where
/// arrays and objects lie more than 32 deep in one another, or where there are more than a million
/// values: FreeSWITCH's have ten levels and some hundred thousand.
ESLIO_DECL std::optional<json_value> read_json(std::string_view body);

/// Why a command of FreeSWITCH's JSON API was refused, the `message` of an answer whose `status` is
/// `error` (switch_loadable_module.c: switch_json_api_execute); empty if it is no such answer.
ESLIO_DECL std::string json_refusal(std::string_view body);

/// Takes JSON apart; for `read_json`.
class json_parser {
public:
    explicit json_parser(std::string_view text) noexcept : text_(text) {}

    std::optional<json_value> whole();

private:
    static constexpr int most_levels = 32;
    static constexpr std::size_t most_values = 1'000'000;

    void skip_space() noexcept;
    bool take(char c) noexcept;
    bool value(json_value& out, int level);
    bool members(json_value& out, int level);
    bool elements(json_value& out, int level);
    bool string(std::string& out);
    bool escape(std::string& out);
    bool code_unit(unsigned& out) noexcept;
    bool bare_word(json_value& out);

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t count_ = 0;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/json_value.ipp>
#endif
