// Promise 6: one event written in the three formats reads back equal, apart from what
// `serialise.hpp` and P8 of FreeSWITCH's writers lose.
#include "fuzz/events.hpp"

#include <eslio/event/serialise.hpp>
#include <eslio/event/utf8.hpp>

#include <string>
#include <string_view>

namespace {

using eslio::format;

bool is_upper_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

/// Text that plain and XML decode once too often.
bool looks_coded(std::string_view text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '%' && is_upper_hex(text[i + 1]) && is_upper_hex(text[i + 2])) return true;
    return false;
}

/// Names that all formats can hold: one word for XML, no line break for plain.
bool can_be_named(std::string_view name) {
    for (const char c : name)
        if (c == '<' || c == '>' || c == '/' || static_cast<unsigned char>(c) <= ' ') return false;
    return !name.empty() && name.front() != '!' && name.front() != '?' && name != "_body";
}

/// The event without what some format loses.
eslio::event lasting(const eslio::event& from) {
    eslio::event e;
    std::string last;
    for (const eslio::event_header h : from.headers()) {
        if (!can_be_named(h.name()) || h.name() == last) continue;
        bool lasts = !h.value().empty();
        for (std::size_t i = 0; i < h.size(); ++i) {
            lasts = lasts && !looks_coded(h[i]);
            lasts = lasts && (h.size() == 1 || h[i].find("|:") == std::string_view::npos);
        }
        if (h.size() == 1 && h.value().rfind("ARRAY::", 0) == 0) lasts = false;
        if (!lasts) continue;
        last = h.name();
        if (h.size() == 1) {
            e.add(h.name(), h.value());
            continue;
        }
        std::vector<std::string_view> elements;
        for (std::size_t i = 0; i < h.size(); ++i) elements.push_back(h[i]);
        e.add_array(h.name(), elements);
    }
    bool lossy = false;
    const std::string utf8 = eslio::to_utf8(from.body(), &lossy);
    if (!lossy) e.set_body(from.body());
    return e;
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    fuzz::input in(data, size);
    const auto how = static_cast<format>(in.below(3));
    eslio::event source;
    if (fuzz::decode_checked(how, in.rest(), source)) return 0;
    const eslio::event e = lasting(source);
    if (e.size() == 0) return 0;
    for (const format f : {format::plain, format::json, format::xml}) {
        const std::string text = serialise(e, f);
        eslio::event read;
        fuzz::require(!fuzz::decode_checked(f, text, read), "what was written can be read");
        fuzz::require(read == e, "it reads back equal");
        fuzz::require(serialise(read, f) == text, "and is written as before");
    }
    return 0;
}
