// Reader of text/event-xml: the two levels that FreeSWITCH writes, read in place.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/detail/xml_check.hpp>
#include <eslio/event/detail/xml_text.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/byte_scanner.hpp>
#include <eslio/wire/limits.hpp>
#include <eslio/wire/percent.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {

/// Reads the event that `s.text` holds:
///
///     <event>
///       <headers>
///         <Name>percent-coded</Name>
///       </headers>
///       <Content-Length>3</Content-Length>
///       <body>hi
///       </body>
///     </event>
///
/// Element names are raw names of headers, so all bytes but `>` are taken in them.
class xml_event_reader {
public:
    /// `most`: how many headers, and elements of arrays, there may be.
    xml_event_reader(event_storage& s, std::size_t most) noexcept
        : s_(s), most_(most), text_(s.text.view()) {}

    /// Whether it is such an event and nothing else.
    bool read();

    /// Reading ended because there were too many headers.
    bool overflowed() const noexcept { return s_.entries.size() > most_; }

private:
    static constexpr std::size_t npos = std::string_view::npos;

    /// An element without elements in it. Its name and value are ranges of the text.
    struct leaf {
        text_range name;
        text_range value;
    };

    bool misc() noexcept {
        at_ = skip_xml_misc(text_, at_);
        return at_ != npos;
    }

    /// Takes the start tag of that name, with or without attributes.
    bool open(std::string_view name) noexcept;

    /// Takes the end tag of that name.
    bool close(std::string_view name) noexcept;

    /// Where the end tag of that name at `at` ends; npos if there is none.
    std::size_t close_tag_end(std::size_t at, std::string_view name) const noexcept;

    /// Takes the empty element of that name.
    bool take_empty(std::string_view name) noexcept;

    /// Reads `<name>value</name>` or `<name/>` and leaves the value as it stands.
    bool read_leaf(leaf& out) noexcept;

    /// Decodes the references of a value where it stands.
    bool decode_references(text_range& value) noexcept;

    bool read_headers();

    /// Takes the simple headers that come next, if any, and leaves the rest to `read_leaf`.
    void take_simple_headers();

    /// Whether the next element may have the name of the last header, and make an array of it.
    bool may_repeat() const noexcept;

    /// Neighbours of the same name are the elements of an array.
    void add(const leaf& element);

    /// Joins the elements of the header just read, if it has several; else its text may be that of
    /// an array.
    void close_header();

    bool read_length() noexcept;

    /// From the first "<!" on FreeSWITCH escapes nothing, so only the last end tag is the body's.
    bool read_body() noexcept;

    /// Content-Length becomes the last header. FreeSWITCH indents the end tag of a body that ends
    /// in LF, so the body seems two spaces longer than it is.
    void finish();

    event_storage& s_;
    std::size_t most_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t header_ = 0;      ///< the header read last
    std::size_t header_end_ = 0;  ///< where its last element ends in the text
    bool open_ = false;           ///< it may be, or become, an array
    leaf length_;
    bool has_length_ = false;
    bool has_body_ = false;
};

/// About how many entries an event of this text needs: its end tags, and a few arrays.
ESLIO_DECL std::size_t count_xml_entries(std::string_view text) noexcept;

}  // namespace detail

/// Reads the body of a `text/event-xml` frame into `out`, whose memory is used again.
///
/// Attributes, comments and an XML declaration are passed over. A body is cut to its
/// Content-Length (see `finish`); bytes of it that are not UTF-8 were dropped by FreeSWITCH. On an
/// error `out` is empty: `unexpected_xml` for XML of another shape, `bad_event_xml` for what is
/// not well-formed, `event_too_large` for more than `most_headers`.
[[nodiscard]] inline error_code decode_xml(std::string_view bytes, event& out,
                                           std::size_t most_headers = wire::limits().headers) {
    detail::event_storage& s = out.storage();
    s.clear();
    if (bytes.size() > detail::event_storage::max_text) return error::event_too_large;
    if (s.entries.capacity() == 0)
        s.entries.reserve(std::min(detail::count_xml_entries(bytes), most_headers));
    s.assign(bytes);
    detail::xml_event_reader reader(s, most_headers);
    if (reader.read()) return {};
    const bool too_large = reader.overflowed();
    s.clear();
    if (too_large) return error::event_too_large;
    return detail::xml_checker(bytes).check() ? error::unexpected_xml : error::bad_event_xml;
}

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/xml_reader.ipp>
#endif
