// Reader of events of whatever format.
#pragma once

#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/json_reader.hpp>
#include <eslio/event/plain.hpp>
#include <eslio/event/xml_reader.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/limits.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace eslio {

/// The format of the events in frames of that Content-Type; nothing if these are not events.
constexpr std::optional<format> event_format(std::string_view content_type) noexcept {
    constexpr std::string_view prefix = "text/event-";
    const std::string_view type = wire::trim_left(content_type);
    if (!wire::istarts_with(type, prefix)) return std::nullopt;
    const std::string_view rest = type.substr(prefix.size());
    return parse_format(wire::trim(rest.substr(0, rest.find(';'))));
}

/// Reads the body of an event frame into `out`, whose memory is used again; empty on an error.
/// `most_headers`: beyond it `error::event_too_large`, see `wire::limits::headers`.
[[nodiscard]] inline error_code decode_event(format type, std::string_view body, event& out,
                                             std::size_t most_headers = wire::limits().headers) {
    switch (type) {
        case format::plain: return decode_plain(body, out, most_headers);
        case format::json: return decode_json(body, out, most_headers);
        case format::xml: return decode_xml(body, out, most_headers);
    }
    return decode_plain(body, out, most_headers);
}

}  // namespace eslio
