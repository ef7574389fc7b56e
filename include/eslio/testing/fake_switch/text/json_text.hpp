// JSON as FreeSWITCH's cJSON reads and writes it, byte for byte.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// A JSON value with the name that it has in an object.
struct json_node {
    enum class type : unsigned char { null, no, yes, number, string, array, object };

    type kind = type::null;
    double number = 0;
    std::string text = {};              ///< of a string
    std::string name = {};              ///< empty if it has none
    std::vector<json_node> parts = {};  ///< members or elements

    static json_node of(type kind) {
        json_node out;
        out.kind = kind;
        return out;
    }
    static json_node of(std::string_view text) {
        json_node out = of(type::string);
        out.text = std::string(text);
        return out;
    }
    static json_node of(double number) {
        json_node out = of(type::number);
        out.number = number;
        return out;
    }

    /// The first member of that name, whatever its case (cJSON_GetObjectItem); null if none is.
    const json_node* find(std::string_view wanted) const noexcept;

    /// The text of a member that is a string; empty if there is none (cJSON_GetObjectCstr).
    std::string_view text_of(std::string_view wanted) const noexcept;

    /// One more, even if there is one of that name; of what is no object and no array it is not
    /// written (cJSON_AddItemToObject).
    json_node& add(std::string_view as, json_node part) {
        part.name = std::string(as);
        parts.push_back(std::move(part));
        return *this;
    }
};

/// The value at the front, whatever follows it; nothing if there is none (cJSON_Parse).
ESLIO_DECL std::optional<json_node> parse_json(std::string_view text);

/// On one line (cJSON_PrintUnformatted), or with tabs and line breaks (cJSON_Print).
ESLIO_DECL std::string print_json(const json_node& value, bool pretty);

/// Takes JSON apart; for `parse_json`.
class json_scanner {
public:
    explicit json_scanner(std::string_view text) noexcept : text_(text) {}

    bool value(json_node& out, int level);
    void skip_space() noexcept;

private:
    static constexpr int most_levels = 1000;  // CJSON_NESTING_LIMIT

    bool at(char c) const noexcept { return at_ < text_.size() && text_[at_] == c; }
    bool take(std::string_view word) noexcept;
    bool parts(json_node& out, int level, char end);
    bool string(std::string& out);
    bool escape(std::string& out);
    bool number(json_node& out);
    unsigned code_unit() noexcept;

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/json_text.ipp>
#endif
