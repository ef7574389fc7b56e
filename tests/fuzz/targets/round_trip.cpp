// What was read of any bytes is written, and read back: nothing is lost on the second way.
#include "fuzz/events.hpp"

#include <eslio/event/serialise.hpp>

#include <string>

namespace {

using eslio::format;

/// JSON loses nothing, but a header named like its body is taken for that, and the Content-Length
/// that ends the headers is written anew.
bool json_keeps(const eslio::event& e) {
    std::string_view length;
    for (const eslio::event_header h : e.headers()) {
        if (h.name() == "_body") return false;
        if (h.size() == 1 && h.value().rfind("ARRAY::", 0) == 0) return false;
        length = h.name() == "Content-Length" ? h.value() : std::string_view();
    }
    return !e.has_body() || length == std::to_string(e.body().size());
}

/// Plain loses what looks coded, an empty value, and what a name cannot hold; the body never.
void check_plain(const eslio::event& e) {
    for (const eslio::event_header h : e.headers()) {
        if (h.value().find('%') != std::string_view::npos || h.value().empty()) return;
        if (h.name().empty() || h.name().find('\r') != std::string_view::npos) return;
    }
    if (e.has_body() && !json_keeps(e)) return;
    eslio::event read;
    fuzz::require(!fuzz::decode_checked(format::plain, serialise(e, format::plain), read),
                  "plain can be read again");
    fuzz::require(read == e, "plain keeps the event");
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    fuzz::input in(data, size);
    const auto how = static_cast<format>(in.below(3));
    eslio::event e;
    if (fuzz::decode_checked(how, in.rest(), e)) return 0;
    std::string json = serialise(e, format::json);
    eslio::event read;
    fuzz::require(!fuzz::decode_checked(format::json, json, read), "what was read can be written");
    if (json_keeps(e)) {
        fuzz::require(read == e, "JSON keeps the event");
        fuzz::require(serialise(read, format::json) == json, "and is written as before");
    }
    for (const format lossy : {format::plain, format::xml})
        static_cast<void>(fuzz::decode_checked(lossy, serialise(e, lossy), read));
    if (how == format::plain) check_plain(e);
    return 0;
}
