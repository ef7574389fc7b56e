// Reader of text/event-plain: one line a header, values percent-coded, then the body.
#pragma once

#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/byte_scanner.hpp>
#include <eslio/wire/limits.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

/// Reads header lines up to a blank one, and appends them to the entries of a storage.
///
/// A line is split at its last colon: a coded value holds none, while the name of a channel
/// variable, which is raw, may. A line without a colon is a header without a value.
class plain_reader {
public:
    /// Stops when there are more than `most` headers and elements of arrays.
    plain_reader(event_storage& s, std::size_t most) noexcept : s_(s), most_(most) {}

    /// Tells where the rest begins: behind the blank line, or the end. `s.text` is padded.
    std::size_t read() {
        const char* const text = s_.text.data();
        const auto size = static_cast<std::uint32_t>(s_.text.size());
        event_entry* next = s_.entries.data();
        event_entry* stop = next;
        std::uint32_t begin = 0;
        std::uint32_t colon = none;  // the last one of the line so far
        for (std::uint32_t block = 0; block <= size; block += 64) {
            std::uint64_t ends = wire::detail::match_64<'\n'>(text + block);
            std::uint64_t colons = wire::detail::match_64<':'>(text + block);
            if (size - block < 64) ends |= std::uint64_t{1} << (size - block);
            for (; ends != 0; ends &= ends - 1) {
                const unsigned bit = wire::detail::lowest_bit(ends);
                const std::uint64_t in_line = colons & ((std::uint64_t{1} << bit) - 1);
                if (in_line != 0) colon = block + wire::detail::highest_bit(in_line);
                colons ^= in_line;
                const std::uint32_t line_end = block + bit;
                std::uint32_t end = line_end;
                if (end != begin && text[end - 1] == '\r') --end;
                if (end == begin || (next == stop && !make_more(next, stop)))
                    return finish(next, std::min(line_end + 1, size));
                std::uint32_t value = std::min(colon, end);
                next->name.begin = begin;
                next->name.size = value - begin;
                if (value != end) ++value;
                while (text[value] == ' ') ++value;  // ends at the line's end at last
                next->value.begin = value;
                next->value.size = end - value;
                next->raw.set();
                ++next;
                if (may_be_array(text + value)) split_array(next, stop);
                begin = line_end + 1;
                colon = none;
            }
            if (colons != 0) colon = block + wire::detail::highest_bit(colons);
        }
        return finish(next, size);
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    static bool may_be_array(const char* value) noexcept {
        return value[0] == 'A' || (value[0] == '%' && value[1] == '4');
    }

    /// Entries are made some at a time, which costs less than to ask for room for each. False if
    /// there are too many.
    bool make_more(event_entry*& next, event_entry*& stop) {
        constexpr std::size_t step = 64;
        const std::size_t used = used_before(next);
        if (used > most_) return false;
        const std::size_t room = s_.entries.capacity() - used;
        s_.entries.resize(used + (room == 0 ? step : std::min(room, step)));
        next = s_.entries.data() + used;
        stop = s_.entries.data() + s_.entries.size();
        return true;
    }

    /// Adds the elements of the last header, if it is an array.
    void split_array(event_entry*& next, event_entry*& stop) {
        s_.entries.resize(used_before(next));
        s_.split_array(most_);
        elements_ += s_.entries[used_before(next) - 1].elements;
        next = stop = s_.entries.data() + s_.entries.size();
    }

    std::size_t finish(const event_entry* next, std::uint32_t rest) {
        s_.entries.resize(used_before(next));
        s_.headers = static_cast<std::uint32_t>(s_.entries.size()) - elements_;
        return rest;
    }

    std::size_t used_before(const event_entry* next) const noexcept {
        return static_cast<std::size_t>(next - s_.entries.data());
    }

    event_storage& s_;
    const std::size_t most_;
    std::uint32_t elements_ = 0;
};

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
/// (mod_event_socket: 5.4), whose values are coded although it stands outside. Its size is that of
/// a header block, so its headers are not counted.
inline void decode_header_block(std::string_view raw, event& out) {
    detail::event_storage& s = out.storage();
    s.clear();
    constexpr std::size_t most = detail::event_storage::max_text;
    s.assign(raw.substr(0, most));
    detail::plain_reader(s, most).read();
}

}  // namespace eslio
