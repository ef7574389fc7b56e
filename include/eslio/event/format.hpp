// The three formats in which FreeSWITCH writes events.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <optional>
#include <string_view>

namespace eslio {

/// One format is in force per connection (mod_event_socket: event). The decoded event is the same.
enum class format : unsigned char { plain, json, xml };

/// The word of the command `event`: `plain`, `json`, `xml`.
constexpr std::string_view to_string(format value) noexcept {
    switch (value) {
        case format::plain: return "plain";
        case format::json: return "json";
        case format::xml: return "xml";
    }
    return "plain";
}

/// The format of that name, in any case.
constexpr std::optional<format> parse_format(std::string_view text) noexcept {
    for (const format f : {format::plain, format::json, format::xml})
        if (wire::iequals(text, to_string(f))) return f;
    return std::nullopt;
}

}  // namespace eslio
