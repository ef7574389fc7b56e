// The bodies of the functions of json_value.hpp.
#pragma once

#include <eslio/api/detail/json_value.hpp>
#include <eslio/event/utf8.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>

namespace eslio::detail {

ESLIO_DECL const json_value* json_value::find(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return &values[i];
    return nullptr;
}

ESLIO_DECL std::optional<json_value> read_json(std::string_view body) {
    return json_parser(body).whole();
}

ESLIO_DECL std::string json_refusal(std::string_view body) {
    if (body.empty() || body.front() != '{') return {};
    const auto json = read_json(body);
    const json_value* status = json ? json->find("status") : nullptr;
    const json_value* message = json ? json->find("message") : nullptr;
    const bool refuses = status != nullptr && status->is(json_value::type::string) &&
                         status->text == "error" && message != nullptr &&
                         message->is(json_value::type::string);
    return refuses ? message->text : std::string();
}

ESLIO_DECL std::optional<json_value> json_parser::whole() {
    json_value out;
    if (!value(out, 0)) return std::nullopt;
    skip_space();
    if (at_ != text_.size()) return std::nullopt;
    return out;
}

ESLIO_DECL void json_parser::skip_space() noexcept {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) ++at_;
}

ESLIO_DECL bool json_parser::take(char c) noexcept {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
}

ESLIO_DECL bool json_parser::value(json_value& out, int level) {
    if (level > most_levels || ++count_ > most_values) return false;
    if (take('{')) return members(out, level);
    if (take('[')) return elements(out, level);
    if (at_ >= text_.size() || text_[at_] != '"') return bare_word(out);
    out.kind = json_value::type::string;
    return string(out.text);
}

ESLIO_DECL bool json_parser::members(json_value& out, int level) {
    out.kind = json_value::type::object;
    if (take('}')) return true;
    do {
        skip_space();
        if (!string(out.names.emplace_back()) || !take(':')) return false;
        if (!value(out.values.emplace_back(), level + 1)) return false;
    } while (take(','));
    return take('}');
}

ESLIO_DECL bool json_parser::elements(json_value& out, int level) {
    out.kind = json_value::type::array;
    if (take(']')) return true;
    do {
        if (!value(out.values.emplace_back(), level + 1)) return false;
    } while (take(','));
    return take(']');
}

ESLIO_DECL bool json_parser::string(std::string& out) {
    if (!take('"')) return false;
    for (;;) {
        const std::size_t end = text_.find_first_of("\"\\", at_);
        if (end == text_.npos) return false;
        out.append(text_.substr(at_, end - at_));
        at_ = end + 1;
        if (text_[end] == '"') return true;
        if (!escape(out)) return false;
    }
}

ESLIO_DECL bool json_parser::code_unit(unsigned& out) noexcept {
    if (text_.size() - at_ < 4) return false;
    out = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = wire::hex_value(text_[at_++]);
        if (digit < 0) return false;
        out = out * 16 + static_cast<unsigned>(digit);
    }
    return true;
}

ESLIO_DECL bool json_parser::escape(std::string& out) {
    static constexpr std::string_view escapes = "\"\\/bfnrt";
    static constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    if (const std::size_t known = escapes.find(c); known != escapes.npos) {
        out.push_back(meant[known]);
        return true;
    }
    unsigned unit = 0;
    if (c != 'u' || !code_unit(unit)) return false;
    std::uint32_t code_point = unit;
    if (unit >= 0xD800 && unit < 0xDC00 && text_.substr(at_, 2) == "\\u") {
        at_ += 2;
        unsigned low = 0;
        if (!code_unit(low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return false;
        code_point = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else if (unit >= 0xD800 && unit < 0xE000) {
        code_point = 0xFFFD;  // half a character
    }
    char bytes[4];
    out.append(bytes, write_utf8(code_point, bytes));
    return true;
}

ESLIO_DECL bool json_parser::bare_word(json_value& out) {
    const std::size_t end = text_.find_first_of(" \t\r\n,]}", at_);
    const std::string_view word = text_.substr(at_, end == text_.npos ? end : end - at_);
    at_ += word.size();
    if (word == "null") return true;
    const bool truth = word == "true" || word == "false";
    if (word.empty() || (!truth && word[0] != '-' && !wire::is_digit(word[0]))) return false;
    if (!truth && word.find_first_not_of("+-.0123456789eE") != word.npos) return false;
    out.kind = truth ? json_value::type::truth : json_value::type::number;
    out.text = word;
    return true;
}

}  // namespace eslio::detail
