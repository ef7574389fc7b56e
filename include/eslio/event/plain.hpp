// Reader of text/event-plain: one line a header, values percent-coded, then the body.
#pragma once

#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/byte_scanner.hpp>
#include <eslio/wire/percent.hpp>

#include <cstddef>
#include <string_view>

namespace eslio {

namespace detail {

/// Where the parts of a line are: `name: value`.
struct plain_line {
    std::size_t begin;
    std::size_t colon;    ///< the last one; `end` if there is none
    std::size_t percent;  ///< the first behind the colon; past the end if there is none
    std::size_t end;      ///< without LF or CR LF
};

/// Adds the header of that line of `s.text`, decoding its value where it stands.
inline void read_plain_line(event_storage& s, const plain_line& line) {
    char* const text = s.text.data();
    if (line.colon == line.end) {
        s.add(event_storage::range(line.begin, line.end), event_storage::range(line.end, line.end));
        return;
    }
    std::size_t value = line.colon + 1;
    while (value < line.end && text[value] == ' ') ++value;
    std::size_t end = line.end;
    if (line.percent < end) {
        end = line.percent + wire::percent_decode_in_place(text + line.percent, end - line.percent);
    }
    s.add(event_storage::range(line.begin, line.colon), event_storage::range(value, end));
    if (end - value > event_storage::array_mark.size() && text[value] == 'A') s.split_array();
}

/// Reads the lines of `s.text` up to a blank one and tells where the rest begins.
///
/// A line is split at its last colon: a coded value holds none, while the name of a channel
/// variable, which is raw, may. A line without a colon is a header without a value.
inline std::size_t read_plain_headers(event_storage& s) {
    const char* const text = s.text.data();
    const std::size_t size = s.text.size();
    wire::byte_scanner<'\n', ':', '%'> marks(text, size);
    std::size_t begin = 0;
    while (begin < size) {
        std::size_t colon = size;
        std::size_t percent = size;
        std::size_t lf = marks.next();
        for (; lf != size && text[lf] != '\n'; lf = marks.next()) {
            if (text[lf] == ':') {
                colon = lf;
                percent = size;
            } else if (percent == size) {
                percent = lf;
            }
        }
        const std::size_t end = lf > begin && text[lf - 1] == '\r' ? lf - 1 : lf;
        const std::size_t next = lf == size ? size : lf + 1;
        if (end == begin) return next;
        read_plain_line(s, {begin, colon < end ? colon : end, percent, end});
        begin = next;
    }
    return size;
}

/// How many entries an event of this text needs: its header lines, and coded `|:` in arrays.
inline std::size_t count_plain_entries(const event_storage& s) noexcept {
    const char* const text = s.text.data();
    const std::size_t size = s.text.size();
    wire::byte_scanner<'\n', '%'> marks(text, size);
    std::size_t count = 1;
    for (std::size_t i = marks.next(); i != size; i = marks.next()) {
        if (text[i] == '\n') {
            ++count;
            if (text[i + 1] == '\n') break;
        } else if (std::string_view(text + i, 6) == "%7C%3A") {
            count += 2;  // the first of an array tells of two elements
        }
    }
    return count;
}

/// Takes `bytes` to be decoded in place, with room for all its headers.
inline void begin_plain(event_storage& s, std::string_view bytes) {
    s.assign(bytes);
    if (s.entries.capacity() == 0) s.entries.reserve(count_plain_entries(s));
}

}  // namespace detail

/// Reads the body of a `text/event-plain` frame into `out`, whose memory is used again; on an error
/// `out` is empty. What follows the blank line is the event's body, whatever the inner
/// Content-Length says.
///
/// FreeSWITCH does not code a `%` that `0-9A-F` twice follow, so such a value is decoded once too
/// often. It writes `_undef_` for an empty value, but stores none; so that is left as it stands.
[[nodiscard]] inline error_code decode_plain(std::string_view bytes, event& out) {
    detail::event_storage& s = out.storage();
    s.clear();
    if (bytes.size() > detail::event_storage::max_text) return error::event_too_large;
    detail::begin_plain(s, bytes);
    const std::size_t rest = detail::read_plain_headers(s);
    if (s.headers == 0) {
        s.clear();
        return error::bad_event_plain;
    }
    s.body = detail::event_storage::range(rest, s.text.size());
    return {};
}

/// Reads a header block that is itself an event without an envelope: the reply to `connect`
/// (mod_event_socket: 5.4), whose values are coded although it stands outside.
inline void decode_header_block(std::string_view raw, event& out) {
    detail::event_storage& s = out.storage();
    s.clear();
    detail::begin_plain(s, raw.substr(0, detail::event_storage::max_text));
    detail::read_plain_headers(s);
}

}  // namespace eslio
