// Reader of text/event-json: the flat object that FreeSWITCH writes, read in place.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/detail/json_check.hpp>
#include <eslio/event/detail/json_members.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/utf8.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/byte_scanner.hpp>
#include <eslio/wire/limits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace eslio {

namespace detail {

/// What stands for a backslash and a character, by that; 0 if it is not one character.
constexpr std::array<char, 256> make_escape_table() noexcept {
    std::array<char, 256> values{};
    values['"'] = '"';
    values['\\'] = '\\';
    values['/'] = '/';
    values['b'] = '\b';
    values['f'] = '\f';
    values['n'] = '\n';
    values['r'] = '\r';
    values['t'] = '\t';
    return values;
}

inline constexpr std::array<char, 256> escape_table = make_escape_table();

/// Reads the object that `s.text` holds. Strings stay where they are; one with escapes shrinks in
/// its place. Only quotes and backslashes are searched for, all else is known by where it stands:
///
///     {"Event-Name":"CUSTOM","X":["a","b"],"Content-Length":"2","_body":"hi"}
///      ^          ^ ^      ^ ^ ^  ^ ^ ^ ^
class json_event_reader {
public:
    /// `most`: how many headers, and elements of arrays, there may be.
    json_event_reader(event_storage& s, std::size_t most) noexcept
        : s_(s), most_(most), text_(s.text.data()), size_(s.text.size()), quotes_(text_, size_) {}

    /// Whether it is such an object and nothing else.
    bool read();

    /// Reading ended because there were too many headers.
    bool overflowed() const noexcept { return s_.entries.size() > most_; }

private:
    static constexpr std::string_view body_name = "_body";

    void skip_space() noexcept {
        while (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')
            ++at_;
    }

    /// The zero after the text is never a token, so no end need be looked for.
    bool take(char token) noexcept;

    bool read_member();

    /// An array of one stays one: JSON is the only format that tells it from a plain value.
    bool read_array(text_range name);

    bool read_string(text_range& out) noexcept;

    /// Rewrites the rest of a string from the backslash at `read` on; returns its new end, 0 for a
    /// string without end or a wrong escape.
    std::size_t unescape(std::size_t read) noexcept;

    /// Decodes `\uXXXX` at `read` to `write`, which moves on; returns where it ends, 0 if it is
    /// none. Half a surrogate pair without the other half is no character: it becomes U+FFFD.
    std::size_t read_unicode_escape(std::size_t read, std::size_t& write) noexcept;

    /// Four hex digits, or -1; what comes after the text is not one.
    std::int32_t hex_4(std::size_t at) const noexcept;

    /// Makes the last header, if it is the string `_body`, the body. An empty one is none, and was
    /// announced by a Content-Length that the other formats do not write.
    void take_body() noexcept;

    event_storage& s_;
    std::size_t most_;
    char* text_;
    std::size_t size_;
    std::size_t at_ = 0;
    bool ends_with_array_ = false;  ///< the last member that was read is one
    wire::byte_scanner<'"', '\\'> quotes_;
};

/// How many entries an event of this text needs: what FreeSWITCH writes after every value, and an
/// array. Right but for hand-made events, whose table may then grow.
ESLIO_DECL std::size_t count_json_entries(const event_storage& s) noexcept;

}  // namespace detail

/// Reads the body of a `text/event-json` frame into `out`, whose memory is used again.
///
/// Members are strings or arrays of strings, in order and with their duplicates; `_body`, if it is
/// the last, is the body. Bytes from 0x80 on are taken as they are, valid UTF-8 or not, and so are
/// control characters; half a surrogate pair becomes U+FFFD. On an error `out` is empty:
/// `unexpected_json` for JSON of another shape, `bad_event_json` for what is not JSON.
[[nodiscard]] inline error_code decode_json(std::string_view bytes, event& out,
                                            std::size_t most_headers = wire::limits().headers) {
    detail::event_storage& s = out.storage();
    s.clear();
    if (bytes.size() > detail::event_storage::max_text) return error::event_too_large;
    s.assign(bytes);
    if (s.entries.capacity() == 0)
        s.entries.reserve(std::min(detail::count_json_entries(s), most_headers));
    detail::json_event_reader reader(s, most_headers);
    if (reader.read()) return {};
    const bool too_large = reader.overflowed();
    s.clear();
    if (too_large) return error::event_too_large;
    return detail::json_checker(bytes).check() ? error::unexpected_json : error::bad_event_json;
}

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/json_reader.ipp>
#endif
