// Plain events, against a reader that is slow and simple.
#include "fuzz/events.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct header {
    std::string name, value;
};

int hex(char c) {
    const auto at = std::string_view("0123456789ABCDEFabcdef").find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at < 16 ? at : at - 6);
}

std::string decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 &&
            hex(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

/// Reads the header lines; what is left of `text` is the body.
std::vector<header> read_headers(std::string_view& text) {
    std::vector<header> headers;
    while (!text.empty()) {
        const std::size_t lf = text.find('\n');
        std::string_view line = text.substr(0, lf);
        text.remove_prefix(lf == std::string_view::npos ? text.size() : lf + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty()) break;
        std::size_t colon = line.rfind(':');
        if (colon == std::string_view::npos) {
            headers.push_back({std::string(line), ""});
            continue;
        }
        // Without a blank after the last colon the value is not coded, and may hold colons.
        if (colon + 1 < line.size() && line[colon + 1] != ' ')
            colon = std::min(colon, line.find(": "));
        std::string_view value = line.substr(colon + 1);
        while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
        headers.push_back({std::string(line.substr(0, colon)), decode(value)});
    }
    return headers;
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::bytes_of(data, size);
    eslio::event e;
    const bool read = !fuzz::decode_checked(eslio::format::plain, text, e);
    const std::vector<header> headers = read_headers(text);
    fuzz::require(read == !headers.empty(), "an event is read if it has a header");
    if (!read) return 0;
    fuzz::require(e.size() == headers.size(), "as many headers");
    fuzz::require(e.body() == text, "the body is what follows the blank line");
    std::size_t i = 0;
    for (const eslio::event_header h : e.headers()) {
        fuzz::require(h.name() == headers[i].name, "the name of a header");
        fuzz::require(h.value() == headers[i].value, "the value of a header");
        ++i;
    }
    return 0;
}
