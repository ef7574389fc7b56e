// Reader of text/event-plain: one line a header, values percent-coded, then the body.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/byte_scanner.hpp>
#include <eslio/wire/limits.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>

namespace eslio {

namespace detail {

/// Reads header lines up to a blank one, and appends them to the entries of a storage.
///
/// A line is split at its last colon: a coded value holds none, while the name of a channel
/// variable, which is raw, may. FreeSWITCH always writes a blank after it; where there is none the
/// value is not coded, as hand-written ones (`FreeSWITCH-IPv6: ::1`), and the first `: ` splits. A
/// line without a colon is a header without a value.
class plain_reader {
public:
    /// Stops when there are more than `most` headers and elements of arrays.
    plain_reader(event_storage& s, std::size_t most) noexcept : s_(s), most_(most) {}

    /// Tells where the rest begins: after the blank line, or the end. `s.text` is padded.
    std::size_t read();

private:
    static constexpr std::size_t none = ~std::size_t{0};

    /// Where a line with a value that is not coded is split.
    static std::size_t split_uncoded(std::string_view line, std::size_t last_colon) noexcept {
        const std::size_t first = line.find(": ");
        return first == std::string_view::npos ? last_colon : first;
    }

    /// Adds the elements of the last header, if it is an array.
    event_entry* split_array(event_entry* next);

    std::size_t finish(const event_entry* next, std::size_t rest) {
        s_.headers = static_cast<std::uint32_t>(s_.cut(next)) - elements_;
        return rest;
    }

    std::size_t used(const event_entry* next) const noexcept {
        return static_cast<std::size_t>(next - s_.entries.data());
    }

    event_storage& s_;
    const std::size_t most_;
    std::uint32_t elements_ = 0;
};

/// How many entries an event of this text needs: its header lines, and coded `|:` in arrays.
ESLIO_DECL std::size_t count_plain_entries(std::string_view text) noexcept;

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
    const std::size_t rest = detail::plain_reader(s, most_headers).read();
    const bool too_large = s.entries.size() > most_headers;
    if (too_large || s.headers == 0) {
        s.clear();
        return too_large ? error::event_too_large : error::bad_event_plain;
    }
    s.body = detail::event_storage::range(rest, bytes.size());
    return {};
}

/// Reads a header block that is itself an event without an envelope: the reply to `connect`
/// (mod_event_socket: parse_command), whose values are coded although it stands outside. On an
/// error `out` is empty.
[[nodiscard]] inline error_code decode_header_block(
    std::string_view raw, event& out, std::size_t most_headers = wire::limits().headers) {
    detail::event_storage& s = out.storage();
    s.clear();
    if (raw.size() > detail::event_storage::max_text) return error::event_too_large;
    s.assign(raw);
    detail::plain_reader(s, most_headers).read();
    if (s.entries.size() <= most_headers) return {};
    out = event();  // its memory, too, is more than is to be held
    return error::event_too_large;
}

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/plain.ipp>
#endif
