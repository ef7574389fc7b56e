#include "live/event_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace live {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Takes the flat object that FreeSWITCH writes. The parser's own object would lose repeated names.
class member_reader : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit member_reader(heard_event& out) : out_(out) {}

    bool string(string_t& value) override {
        if (in_array_)
            add_element(value);
        else if (name_ == "_body")
            out_.body = value;
        else
            out_.headers.emplace_back(name_, value);
        return true;
    }
    bool key(string_t& name) override {
        name_ = name;
        return true;
    }
    bool start_object(std::size_t) override { return !std::exchange(begun_, true); }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override {
        in_array_ = true;
        elements_ = 0;
        return true;
    }
    bool end_array() override {
        in_array_ = false;
        return true;
    }

    bool null() override { return false; }
    bool boolean(bool) override { return false; }
    bool number_integer(number_integer_t) override { return false; }
    bool number_unsigned(number_unsigned_t) override { return false; }
    bool number_float(number_float_t, const string_t&) override { return false; }
    bool binary(binary_t&) override { return false; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

private:
    /// As the plain form has it (switch_event.c: switch_event_serialize).
    void add_element(const std::string& value) {
        if (elements_++ == 0)
            out_.headers.emplace_back(name_, value);
        else if (elements_ == 2)
            out_.headers.back().second = "ARRAY::" + out_.headers.back().second + "|:" + value;
        else
            out_.headers.back().second += "|:" + value;
    }

    heard_event& out_;
    std::string name_;
    bool begun_ = false;
    bool in_array_ = false;
    std::size_t elements_ = 0;
};

void append_utf8(std::string& out, unsigned long code) {
    if (code < 0x80) {
        out.push_back(static_cast<char>(code));
        return;
    }
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const unsigned long lead[] = {0, 0xC0, 0xE0, 0xF0};
    out.push_back(static_cast<char>(lead[more] | (code >> (6 * more))));
    for (int i = more - 1; i >= 0; --i)
        out.push_back(static_cast<char>(0x80 | ((code >> (6 * i)) & 0x3F)));
}

std::string xml_decoded(std::string_view text) {
    static constexpr std::pair<std::string_view, char> entities[] = {
        {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (text.substr(i, 3) == "&#x") {
            const std::size_t end = text.find(';', i);
            append_utf8(out, std::strtoul(std::string(text.substr(i + 3, end - i - 3)).c_str(),
                                          nullptr, 16));
            i = end == std::string_view::npos ? text.size() : end + 1;
            continue;
        }
        const auto found = std::find_if(std::begin(entities), std::end(entities), [&](auto& e) {
            return text.substr(i, e.first.size()) == e.first;
        });
        const bool is_entity = found != std::end(entities);
        out.push_back(is_entity ? found->second : text[i]);
        i += is_entity ? found->first.size() : 1;
    }
    return out;
}

/// What stands between `<name>` and `</name>`; nothing if it is not there.
std::optional<std::string_view> between(std::string_view text, const std::string& name) {
    const std::size_t begin = text.find("<" + name + ">");
    const std::size_t end = text.rfind("</" + name + ">");
    if (begin == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
    const std::size_t from = begin + name.size() + 2;
    return end < from ? std::nullopt : std::optional(text.substr(from, end - from));
}

std::optional<heard_event> read_xml(std::string_view text) {
    heard_event e;
    auto headers = between(text, "headers");
    if (!headers) return std::nullopt;
    for (std::size_t open; (open = headers->find('<')) != std::string_view::npos;) {
        const std::size_t close = headers->find('>', open);
        const std::string name(headers->substr(open + 1, close - open - 1));
        const std::size_t end = headers->find("</" + name + ">", close);
        if (close == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
        e.headers.emplace_back(
            name, percent_decoded(xml_decoded(headers->substr(close + 1, end - close - 1))));
        headers->remove_prefix(end + name.size() + 3);
    }
    if (const auto body = between(text, "body")) {
        e.body = xml_decoded(*body);
        // The serialiser puts its indentation after a body that ends in a line break.
        const auto length = between(text.substr(text.find("</headers>")), "Content-Length");
        const std::size_t size =
            length ? std::strtoul(std::string(*length).c_str(), nullptr, 10) : e.body.size();
        e.headers.emplace_back("Content-Length", std::to_string(size));
        e.body.resize(std::min(size, e.body.size()));
    }
    return e;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return std::tolower(static_cast<unsigned char>(x)) ==
                      std::tolower(static_cast<unsigned char>(y));
           });
}

const std::string& heard_event::operator[](std::string_view name) const {
    static const std::string none;
    for (const auto& [n, v] : headers)
        if (same_name(n, name)) return v;
    return none;
}

bool heard_event::has(std::string_view name) const {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& h) { return same_name(h.first, name); });
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool room = text[i] == '%' && i + 2 < text.size();
        const int high = room ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low < 0) {
            out.push_back(text[i]);
            continue;
        }
        out.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return out;
}

heard_event read_plain(std::string_view text) {
    heard_event e;
    while (!text.empty() && text.front() != '\n') {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos) continue;
        e.headers.emplace_back(line.substr(0, colon), percent_decoded(line.substr(colon + 2)));
    }
    if (!text.empty()) e.body = std::string(text.substr(1));
    return e;
}

std::optional<heard_event> read_event(std::string_view content_type, std::string_view text) {
    if (content_type == "text/event-plain") return read_plain(text);
    if (content_type == "text/event-xml") return read_xml(text);
    if (content_type != "text/event-json") return std::nullopt;
    heard_event e;
    member_reader reader(e);
    if (!nlohmann::json::sax_parse(text, &reader)) return std::nullopt;
    return e;
}

}  // namespace live
