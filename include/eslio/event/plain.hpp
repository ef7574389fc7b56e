// Reader of text/event-plain: one line a header, values percent-coded, then the body.
#pragma once

#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/byte_scanner.hpp>
#include <eslio/wire/limits.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace eslio {

namespace detail {

/// Adds the header of a line of `s.text`. `colon`: where it is; `end` if there is none.
inline void add_plain_line(event_storage& s, std::size_t begin, std::size_t colon, std::size_t end,
                           std::size_t most) {
    const char* const text = s.text.data();
    std::size_t value = colon;
    if (value != end) ++value;
    while (value != end && text[value] == ' ') ++value;
    s.add(event_storage::range(begin, colon), event_storage::range(value, end), true);
    if (end - value > event_storage::array_mark.size() &&
        (text[value] == 'A' || (text[value] == '%' && text[value + 1] == '4')))
        s.split_array(most);
}

/// Reads the lines of `s.text` up to a blank one and tells where the rest begins. Stops when there
/// are more than `most` headers and elements of arrays.
///
/// A line is split at its last colon: a coded value holds none, while the name of a channel
/// variable, which is raw, may. A line without a colon is a header without a value.
inline std::size_t read_plain_headers(event_storage& s, std::size_t most) {
    const char* const text = s.text.data();
    const std::size_t size = s.text.size();
    wire::byte_scanner<'\n', ':'> marks(text, size);
    std::size_t begin = 0;
    std::size_t colon = size;
    for (;;) {
        const std::size_t mark = marks.next();
        if (mark != size && text[mark] == ':') {
            colon = mark;
            continue;
        }
        std::size_t end = mark;
        if (end != begin && text[end - 1] == '\r') --end;
        const std::size_t next = mark == size ? size : mark + 1;
        if (end == begin) return next;
        add_plain_line(s, begin, colon < end ? colon : end, end, most);
        if (next == size || s.entries.size() > most) return next;
        begin = next;
        colon = size;
    }
}

/// How many entries an event of this text needs: its header lines, and coded `|:` in arrays.
inline std::size_t count_plain_entries(std::string_view text) noexcept {
    wire::byte_scanner<'\n', '%'> marks(text.data(), text.size());
    std::size_t count = 2;
    for (std::size_t i = marks.next(); i != text.size(); i = marks.next()) {
        if (text[i] == '\n') {
            ++count;
            if (text.substr(i + 1, 1) == "\n") break;
        } else if (text.substr(i, 6) == "%7C%3A") {
            count += 2;  // the first of an array tells of two elements
        }
    }
    return count;
}

}  // namespace detail

/// Reads the body of a `text/event-plain` frame into `out`, whose memory is used again; on an error
/// `out` is empty. What follows the blank line is the event's body, whatever the inner
/// Content-Length says.
///
/// FreeSWITCH does not code a `%` that `0-9A-F` twice follow, so such a value is decoded once too
/// often. It writes `_undef_` for an empty value, but stores none; so that is left as it stands.
[[nodiscard]] inline error_code decode_plain(std::string_view bytes, event& out,
                                             std::size_t most_headers = wire::limits().headers) {
    detail::event_storage& s = out.storage();
    s.clear();
    if (bytes.size() > detail::event_storage::max_text) return error::event_too_large;
    s.assign(bytes);
    if (s.entries.capacity() == 0)
        s.entries.reserve(std::min(detail::count_plain_entries(bytes), most_headers));
    const std::size_t rest = detail::read_plain_headers(s, most_headers);
    const bool too_large = s.entries.size() > most_headers;
    if (too_large || s.headers == 0) {
        s.clear();
        return too_large ? error::event_too_large : error::bad_event_plain;
    }
    s.body = detail::event_storage::range(rest, bytes.size());
    return {};
}

/// Reads a header block that is itself an event without an envelope: the reply to `connect`
/// (mod_event_socket: 5.4), whose values are coded although it stands outside. Its size is that of
/// a header block, so its headers are not counted.
inline void decode_header_block(std::string_view raw, event& out) {
    detail::event_storage& s = out.storage();
    s.clear();
    constexpr std::size_t most = detail::event_storage::max_text;
    s.assign(raw.substr(0, most));
    detail::read_plain_headers(s, most);
}

}  // namespace eslio
