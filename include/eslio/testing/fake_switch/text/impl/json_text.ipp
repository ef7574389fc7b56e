// The bodies of the functions of json_text.hpp.
#pragma once

#include <eslio/event/utf8.hpp>
#include <eslio/testing/fake_switch/text/json_text.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace eslio::testing::fake {

ESLIO_COLD const json_node* json_node::find(std::string_view wanted) const noexcept {
    for (const json_node& one : parts)
        if (wire::iequals(one.name, wanted)) return &one;
    return nullptr;
}

ESLIO_COLD std::string_view json_node::text_of(std::string_view wanted) const noexcept {
    const json_node* const found = find(wanted);
    return found == nullptr || found->kind != type::string ? std::string_view() : found->text;
}

ESLIO_COLD std::optional<json_node> parse_json(std::string_view text) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    json_scanner scanner(text);
    scanner.skip_space();
    json_node out;
    if (!scanner.value(out, 0)) return std::nullopt;
    return out;
}

ESLIO_COLD void json_scanner::skip_space() noexcept {
    while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) <= 32) ++at_;
}

ESLIO_COLD bool json_scanner::take(std::string_view word) noexcept {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
}

ESLIO_COLD bool json_scanner::value(json_node& out, int level) {
    using type = json_node::type;
    if (take("null")) return true;
    if (take("false") || take("true")) {
        out.kind = text_.substr(at_ - 4, 4) == "true" ? type::yes : type::no;
        return true;
    }
    if (at('"')) {
        out.kind = type::string;
        return string(out.text);
    }
    if (at('-') || (at_ < text_.size() && wire::is_digit(text_[at_]))) return number(out);
    if (at('[')) {
        out.kind = type::array;
        return parts(out, level, ']');
    }
    out.kind = type::object;
    return at('{') && parts(out, level, '}');
}

ESLIO_COLD bool json_scanner::parts(json_node& out, int level, char end) {
    if (level >= most_levels) return false;
    ++at_;
    skip_space();
    while (!at(end)) {
        if (!out.parts.empty()) {
            if (!at(',')) return false;
            ++at_;
            skip_space();
        }
        json_node& part = out.parts.emplace_back();
        if (end == '}') {
            if (!string(part.name)) return false;
            skip_space();
            if (!at(':')) return false;
            ++at_;
            skip_space();
        }
        if (!value(part, level + 1)) return false;
        skip_space();
    }
    ++at_;
    return true;
}

ESLIO_COLD bool json_scanner::string(std::string& out) {
    if (!at('"')) return false;
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
        if (text_[at_] != '\\')
            out.push_back(text_[at_++]);
        else if (++at_; !escape(out))
            return false;
    }
    if (!at('"')) return false;
    ++at_;
    out.resize(out.substr(0, out.find('\0')).size());  // cJSON keeps C strings
    return true;
}

ESLIO_COLD bool json_scanner::escape(std::string& out) {
    static constexpr std::string_view escapes = "\"\\/bfnrt";
    static constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    if (const std::size_t known = escapes.find(c); known != escapes.npos) {
        out.push_back(meant[known]);
        return true;
    }
    if (c != 'u' || text_.size() - at_ < 4) return false;
    std::uint32_t code_point = code_unit();
    if (code_point >= 0xDC00 && code_point < 0xE000) return false;
    if (code_point >= 0xD800 && code_point < 0xDC00) {
        if (!take("\\u") || text_.size() - at_ < 4) return false;
        const std::uint32_t low = code_unit();
        if (low < 0xDC00 || low > 0xDFFF) return false;
        code_point = 0x10000 + (((code_point & 0x3FF) << 10) | (low & 0x3FF));
    }
    char bytes[4];
    out.append(bytes, eslio::detail::write_utf8(code_point, bytes));
    return true;
}

/// What holds another byte is 0 (cJSON.c: parse_hex4).
ESLIO_COLD unsigned json_scanner::code_unit() noexcept {
    unsigned out = 0;
    bool good = true;
    for (int i = 0; i < 4; ++i) {
        const int digit = wire::hex_value(text_[at_++]);
        good = good && digit >= 0;
        out = out * 16 + static_cast<unsigned>(digit < 0 ? 0 : digit);
    }
    return good ? out : 0;
}

ESLIO_COLD bool json_scanner::number(json_node& out) {
    const std::size_t end = text_.find_first_not_of("0123456789+-eE.", at_);
    const std::string written(text_.substr(at_, end == text_.npos ? end : end - at_), 0, 63);
    char* after = nullptr;
    out.kind = json_node::type::number;
    out.number = std::strtod(written.c_str(), &after);
    at_ += static_cast<std::size_t>(after - written.c_str());
    return after != written.c_str();
}

inline void print_json_string(std::string& out, std::string_view text) {
    static constexpr std::string_view escaped_bytes = "\"\\\b\f\n\r\t";
    static constexpr std::string_view escapes = "\"\\bfnrt";
    out += '"';
    for (const char c : text) {
        if (const std::size_t known = escaped_bytes.find(c); known != escaped_bytes.npos) {
            (out += '\\') += escapes[known];
        } else if (static_cast<unsigned char>(c) < 32) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
            out += code;
        } else {
            out += c;
        }
    }
    out += '"';
}

/// With 17 digits where 15 are not enough to read it back (cJSON.c: print_number).
inline std::string json_number(double number) {
    char text[32];
    std::snprintf(text, sizeof text, "%1.15g", number);
    const double again = std::strtod(text, nullptr);
    if (again < number || again > number) std::snprintf(text, sizeof text, "%1.17g", number);
    return text;
}

inline void print_json_value(std::string& out, const json_node& v, bool pretty, std::size_t depth) {
    using type = json_node::type;
    switch (v.kind) {
        case type::null: out += "null"; return;
        case type::no: out += "false"; return;
        case type::yes: out += "true"; return;
        case type::number: out += json_number(v.number); return;
        case type::string: return print_json_string(out, v.text);
        case type::array:
        case type::object: break;
    }
    const bool object = v.kind == type::object;
    out += object ? '{' : '[';
    if (object && pretty) out += '\n';
    for (std::size_t i = 0; i < v.parts.size(); ++i) {
        const bool more = i + 1 < v.parts.size();
        if (object) {
            if (pretty) out.append(depth + 1, '\t');
            print_json_string(out, v.parts[i].name);
            out += pretty ? ":\t" : ":";
        }
        print_json_value(out, v.parts[i], pretty, depth + 1);
        if (more) out += ',';
        if (pretty && object) out += '\n';
        if (pretty && !object && more) out += ' ';
    }
    if (object && pretty) out.append(depth, '\t');
    out += object ? '}' : ']';
}

ESLIO_COLD std::string print_json(const json_node& value, bool pretty) {
    std::string out;
    print_json_value(out, value, pretty, 0);
    return out;
}

}  // namespace eslio::testing::fake
