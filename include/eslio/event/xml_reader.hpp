// Reader of text/event-xml: the two levels that FreeSWITCH writes, read in place.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/xml_check.hpp>
#include <eslio/event/xml_text.hpp>
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
    bool read() {
        if (!misc() || !open("event") || !misc() || !read_headers()) return false;
        for (;;) {
            if (!misc()) return false;
            if (close("event")) break;
            if (!read_length() && !read_body()) return false;
        }
        if (!misc() || at_ != text_.size()) return false;
        finish();
        return true;
    }

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
    bool open(std::string_view name) noexcept {
        if (text_.compare(at_, 1, "<") != 0 || text_.compare(at_ + 1, name.size(), name) != 0)
            return false;
        const std::size_t end = text_.find('>', at_);
        const std::size_t behind = at_ + 1 + name.size();
        if (end == npos || (end != behind && !is_xml_space(text_[behind])) || text_[end - 1] == '/')
            return false;
        at_ = end + 1;
        return true;
    }

    /// Takes the end tag of that name.
    bool close(std::string_view name) noexcept {
        const std::size_t end = close_tag_end(at_, name);
        if (end == npos) return false;
        at_ = end;
        return true;
    }

    /// Where the end tag of that name at `at` ends; npos if there is none.
    std::size_t close_tag_end(std::size_t at, std::string_view name) const noexcept {
        if (text_.compare(at, 2, "</") != 0 || text_.compare(at + 2, name.size(), name) != 0)
            return npos;
        at += 2 + name.size();
        while (at < text_.size() && is_xml_space(text_[at])) ++at;
        return at < text_.size() && text_[at] == '>' ? at + 1 : npos;
    }

    /// Takes the empty element of that name.
    bool take_empty(std::string_view name) noexcept {
        if (text_.compare(at_, 1, "<") != 0 || text_.compare(at_ + 1, name.size(), name) != 0)
            return false;
        std::size_t end = at_ + 1 + name.size();
        while (end < text_.size() && is_xml_space(text_[end])) ++end;
        if (text_.compare(end, 2, "/>") != 0) return false;
        at_ = end + 2;
        return true;
    }

    /// Reads `<name>value</name>` or `<name/>` and leaves the value as it stands.
    bool read_leaf(leaf& out) noexcept {
        if (text_.compare(at_, 1, "<") != 0) return false;
        const std::size_t begin = at_ + 1;
        const std::size_t end = text_.find('>', begin);
        if (end == npos || end == begin || text_[begin] == '/') return false;
        std::string_view name = text_.substr(begin, end - begin);
        const std::size_t mark = text_.find('<', end);
        std::size_t behind = mark == npos ? npos : close_tag_end(mark, name);
        std::size_t value_end = mark;
        if (behind == npos) {  // not the plain form: a name with attributes, or an empty element
            const bool empty = name.back() == '/';
            if (empty) name.remove_suffix(1);
            std::size_t size = 0;
            while (size < name.size() && !is_xml_space(name[size])) ++size;
            name = name.substr(0, size);
            if (name.empty()) return false;
            behind = empty ? end + 1 : mark == npos ? npos : close_tag_end(mark, name);
            if (empty) value_end = end + 1;
            if (behind == npos) return false;
        }
        out.name = event_storage::range(begin, begin + name.size());
        out.value = event_storage::range(end + 1, value_end);
        at_ = behind;
        return true;
    }

    /// Decodes the references of a value where it stands.
    bool decode_references(text_range& value) noexcept {
        const std::size_t size = decode_xml_in_place(s_.text.data() + value.begin, value.size);
        if (size == npos) return false;
        value.size = static_cast<std::uint32_t>(size);
        return true;
    }

    bool read_headers() {
        if (take_empty("headers")) return true;
        if (!open("headers")) return false;
        for (;;) {
            while (read_simple_headers()) close_header();
            if (overflowed() || !misc()) return false;
            if (close("headers")) break;
            leaf element;
            if (!read_leaf(element) || !decode_references(element.value)) return false;
            element.value.size = static_cast<std::uint32_t>(wire::percent_decode_in_place(
                s_.text.data() + element.value.begin, element.value.size));
            add(element);
        }
        close_header();
        return !overflowed();
    }

    /// Reads headers of the very form `<Name>value</Name>` with nothing but space between them, and
    /// stops before another: one with a reference, or of an array. That is most of an event; its
    /// place and its scanner stay in registers here. True if the last header is to be closed first.
    bool read_simple_headers() {
        const char* const text = text_.data();
        const std::size_t size = text_.size();
        wire::byte_scanner<'<', '>', '&'> marks(text, size);
        marks.restart(at_);
        std::string_view last = s_.entries.empty() ? std::string_view() : name_of(header_);
        for (std::size_t at = at_;; at_ = at) {
            const std::size_t tag = marks.next();
            if (!is_indent(text + at, tag - at)) return false;
            if (tag == size || text[tag] != '<') return false;
            const std::size_t tag_end = marks.next();
            if (tag_end == size || text[tag_end] != '>' || tag_end == tag + 1) return false;
            const std::string_view name(text + tag + 1, tag_end - tag - 1);
            if (name.front() == '/' || name.back() == '/' || name == last) return false;
            const std::size_t end = marks.next();
            if (size - end < name.size() + 3) return false;
            at = end + name.size() + 3;  // behind `</name>`, if it is that
            if (text[end] != '<' || text[end + 1] != '/' || text[at - 1] != '>' ||
                std::memcmp(text + end + 2, name.data(), name.size()) != 0 ||
                marks.next() != at - 1 || s_.headers > most_)
                return false;
            if (open_) return true;
            add_simple(name, tag + 1, end);
            last = name;
            header_end_ = at;
        }
    }

    /// Nothing but space: mostly the line break and four spaces that FreeSWITCH writes.
    static bool is_indent(const char* text, std::size_t length) noexcept {
        if (length == 5 && std::memcmp(text, "\n    ", 5) == 0) return true;
        return std::all_of(text, text + length, is_xml_space);
    }

    void add_simple(std::string_view name, std::size_t begin, std::size_t end) {
        const std::size_t value = begin + name.size() + 1;
        header_ = s_.entries.size();
        s_.add(event_storage::range(begin, begin + name.size()), event_storage::range(value, end),
               true);
        // FreeSWITCH itself would read such text as an array.
        open_ = text_[value] == 'A' || (text_[value] == '%' && text_[value + 1] == '4');
    }

    std::string_view name_of(std::size_t header) const noexcept {
        const text_range name = s_.entries[header].name;
        return text_.substr(name.begin, name.size);
    }

    /// Neighbours of the same name are the elements of an array.
    void add(const leaf& element) {
        if (!s_.entries.empty() && s_.view(s_.entries[header_].name) == s_.view(element.name)) {
            if (s_.entries.size() == header_ + 1) {
                s_.value(s_.entries[header_]);
                s_.add_element(s_.entries[header_].value);
            }
            s_.add_element(element.value);
        } else {
            close_header();
            header_ = s_.entries.size();
            s_.add(element.name, element.value);
        }
        header_end_ = at_;
        open_ = true;
    }

    /// Joins the elements of the header just read, if it has several; else its text may be that of
    /// an array.
    void close_header() {
        if (!std::exchange(open_, false)) return;
        const text_range name = s_.entries[header_].name;
        if (s_.entries.size() == header_ + 1) {
            s_.split_array(most_);
        } else {
            s_.join_array(header_, name.begin + name.size, header_end_);
            text_ = s_.text.view().substr(0, text_.size());
        }
    }

    bool read_length() noexcept {
        if (has_length_ || text_.compare(at_, 15, "<Content-Length") != 0) return false;
        leaf element;
        if (!read_leaf(element) || !decode_references(element.value)) return false;
        length_ = element;
        has_length_ = true;
        return true;
    }

    /// From the first "<!" on FreeSWITCH escapes nothing, so only the last end tag is the body's.
    bool read_body() noexcept {
        if (has_body_) return false;
        has_body_ = true;
        s_.body = event_storage::range(at_, at_);
        if (take_empty("body")) return true;
        if (!open("body")) return false;
        const std::size_t end = text_.rfind("</body");
        if (end == npos || end < at_) return false;
        const std::size_t raw = text_.find('<', at_);
        if (raw != end && text_[raw + 1] != '!') return false;
        text_range escaped = event_storage::range(at_, raw);
        if (!decode_references(escaped)) return false;
        char* const text = s_.text.data();
        std::memmove(text + escaped.begin + escaped.size, text + raw, end - raw);
        s_.body = event_storage::range(at_, at_ + escaped.size + (end - raw));
        at_ = end;
        return close("body");
    }

    /// Content-Length becomes the last header. FreeSWITCH indents the end tag of a body that ends
    /// in LF, so the body seems two spaces longer than it is.
    void finish() {
        if (!has_length_) return;
        s_.add(length_.name, length_.value);
        if (!has_body_) return;
        const auto announced = wire::parse_number(wire::trim(s_.view(length_.value)));
        if (announced && *announced != s_.body.size) {
            const std::string_view body = s_.view(s_.body);
            if (body.size() > 2 && body.substr(body.size() - 3) == "\n  ") s_.body.size -= 2;
            if (s_.body.size > *announced) s_.body.size = static_cast<std::uint32_t>(*announced);
        }
        if (s_.body.size == 0) s_.drop_empty_length();
    }

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
