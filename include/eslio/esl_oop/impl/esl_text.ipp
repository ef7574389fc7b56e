// The bodies of the functions of esl_content.hpp that write and read events.
#pragma once

#include <eslio/esl_oop/detail/esl_content.hpp>
#include <eslio/event/json_reader.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/percent.hpp>

#include <algorithm>
#include <cstddef>

namespace eslio::detail {

/// Every `%` as well, which FreeSWITCH leaves where two digits follow (esl.c: esl_url_encode).
inline void append_esl_coded(std::string& out, std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (!wire::detail::unsafe_table[byte]) {
            out.push_back(c);
            continue;
        }
        out.push_back('%');
        out.push_back(digits[byte >> 4]);
        out.push_back(digits[byte & 15]);
    }
}

ESLIO_DECL std::string write_esl_text(const esl_content& c) {
    std::string out;
    for (const esl_header& h : c.all) {
        out.append(h.name()).append(": ");
        if (h.value().empty())
            out.append("_undef_");
        else
            append_esl_coded(out, h.value());
        out.push_back('\n');
    }
    if (c.body && !c.body->empty())
        out.append("Content-Length: ").append(std::to_string(c.body->size())).push_back('\n');
    out.push_back('\n');
    if (c.body) out.append(*c.body);
    return out;
}

ESLIO_DECL std::string write_esl_json(const esl_content& c) {
    std::string out = "{\n";
    const auto begin_member = [&out](std::string_view name) {
        if (out.size() > 2) out.append(",\n");
        out.push_back('\t');
        write_json_string(out, name);
        out.append(":\t");
    };
    for (const esl_header& h : c.all) {
        begin_member(h.name());
        if (!h.is_array()) {
            write_json_string(out, h.value());
            continue;
        }
        out.push_back('[');
        for (std::size_t i = 0; i < h.size(); ++i) {
            if (i != 0) out.append(", ");
            write_json_string(out, h[i]);
        }
        out.push_back(']');
    }
    if (c.body) {
        begin_member("Content-Length");
        write_json_string(out, std::to_string(c.body->size()));
        begin_member("_body");
        write_json_string(out, *c.body);
    }
    if (out.size() > 2) out.push_back('\n');
    out.push_back('}');
    return out;
}

/// Walks over JSON that is known to be right.
class json_walker {
public:
    explicit json_walker(std::string_view text) noexcept : text_(text) {}

    char peek() noexcept {
        while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) <= ' ') ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    void skip() noexcept { ++at_; }

    /// A whole value, as it stands.
    std::string_view value() noexcept {
        peek();
        const std::size_t begin = at_;
        int depth = 0;
        do {
            const char c = peek();
            if (c == '"') {
                skip_string();
            } else if (c == '{' || c == '[') {
                ++depth;
                ++at_;
            } else if (c == '}' || c == ']') {
                --depth;
                ++at_;
            } else if (depth != 0 && (c == ',' || c == ':')) {
                ++at_;
            } else {
                at_ = std::min(text_.find_first_of(",]}", at_), text_.size());
            }
        } while (depth > 0 && at_ < text_.size());
        return text_.substr(begin, at_ - begin);
    }

private:
    void skip_string() noexcept {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
        ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// The object without what libesl passes over: members, and elements, that are no texts.
inline std::string flatten_json(std::string_view text) {
    std::string out = "{";
    const auto append = [&out](std::string_view more) {
        if (out.back() != '{' && out.back() != '[' && out.back() != ':') out.push_back(',');
        out.append(more);
    };
    json_walker w(text);
    for (w.skip(); w.peek() != '}' && w.peek() != '\0';) {
        const std::string_view name = w.value();
        if (w.peek() == ':') w.skip();
        const std::string_view value = w.value();
        if (w.peek() == ',') w.skip();
        if (wire::starts_with(value, "\"")) {
            append(name);
            out.append(":").append(value);
        } else if (wire::starts_with(value, "[")) {
            append(name);
            out.append(":[");
            json_walker elements(value);
            for (elements.skip(); elements.peek() != ']' && elements.peek() != '\0';) {
                const std::string_view element = elements.value();
                if (wire::starts_with(element, "\"")) append(element);
                if (elements.peek() == ',') elements.skip();
            }
            out.push_back(']');
        }
    }
    out.push_back('}');
    return out;
}

ESLIO_DECL std::optional<esl_content> read_esl_json(std::string_view text) {
    event e;
    error_code ec = decode_json(text, e);
    if (ec == error::unexpected_json && wire::starts_with(wire::trim(text), "{"))
        ec = decode_json(flatten_json(wire::trim(text)), e);
    if (ec) return std::nullopt;
    esl_content c = esl_content::of(e);
    // `_body` is the body wherever it stands, and no header.
    if (const esl_header* const body = c.find("_body")) {
        c.body = body->value();
        c.remove("_body");
    }
    return c;
}

}  // namespace eslio::detail
