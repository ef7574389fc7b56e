// Writes events as FreeSWITCH does: the body of a packet in each of the three formats.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/utf8.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/percent.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio {

namespace detail {

/// How many headers are written as they are: not the Content-Length at the end that belongs to a
/// body, which is computed anew.
ESLIO_DECL std::size_t count_written_headers(const event& e) noexcept;

template <class String>
void write_plain(const event& e, String& out) {
    std::size_t left = count_written_headers(e);
    for (const event_header h : e.headers()) {
        if (left-- == 0) break;
        out.append(h.name());
        out.append(": ");
        if (h.value().empty())
            out.append("_undef_");
        else
            wire::percent_encode_to(out, h.value());
        out.push_back('\n');
    }
    if (e.has_body()) {
        out.append("Content-Length: ");
        out.append(std::to_string(e.body().size()));
        out.push_back('\n');
    }
    out.push_back('\n');
    out.append(e.body());
}

/// A string with the escapes of FreeSWITCH's cJSON; bytes from 0x7F on as they are.
template <class String>
void write_json_string(String& out, std::string_view text) {
    static constexpr std::string_view letters = "btn?fr";  // for 0x08 to 0x0D
    static constexpr char digits[] = "0123456789abcdef";
    out.push_back('"');
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text.substr(run, i - run));
        run = i + 1;
        out.push_back('\\');
        if (byte >= 0x20) {
            out.push_back(text[i]);
        } else if (byte >= 0x08 && byte <= 0x0D && byte != 0x0B) {
            out.push_back(letters[byte - 0x08U]);
        } else {
            out.append("u00");
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        }
    }
    out.append(text.substr(run));
    out.push_back('"');
}

template <class String>
void write_json(const event& e, String& out) {
    auto begin_member = [&, first = true](std::string_view name) mutable {
        if (!first) out.push_back(',');
        first = false;
        write_json_string(out, name);
        out.push_back(':');
    };
    std::size_t left = count_written_headers(e);
    out.push_back('{');
    for (const event_header h : e.headers()) {
        if (left-- == 0) break;
        begin_member(h.name());
        if (h.is_array()) out.push_back('[');
        for (std::size_t i = 0; i < h.size(); ++i) {
            if (i != 0) out.push_back(',');
            write_json_string(out, h[i]);
        }
        if (h.is_array()) out.push_back(']');
    }
    if (e.has_body()) {
        begin_member("Content-Length");
        write_json_string(out, std::to_string(e.body().size()));
        begin_member("_body");
        write_json_string(out, e.body());
    }
    out.push_back('}');
}

/// What FreeSWITCH makes of text from 0x80 on: a reference for each character; what is not UTF-8,
/// and the byte that ends it, is dropped.
class xml_utf8_decoder {
public:
    /// Whether a character is complete.
    bool push(unsigned char byte) noexcept;

    bool in_character() const noexcept { return missing_ != 0; }
    std::uint32_t code_point() const noexcept { return code_point_; }

private:
    bool begin(unsigned char byte) noexcept;

    void set(unsigned missing, std::uint32_t bits) noexcept {
        missing_ = missing;
        code_point_ = bits;
    }

    unsigned missing_ = 0;
    std::uint32_t code_point_ = 0;
};

template <class String>
void write_xml_reference(String& out, std::uint32_t code_point) {
    static constexpr char digits[] = "0123456789ABCDEF";
    char text[8];
    std::size_t size = 0;
    do {
        text[size++] = digits[code_point & 15];
        code_point >>= 4;
    } while (code_point != 0);
    out.append("&#x");
    while (size != 0) out.push_back(text[--size]);
    out.push_back(';');
}

/// The text of a body as FreeSWITCH's switch_xml_ampencode writes it: from "<!" on raw. Tells
/// whether what was written ends in LF.
template <class String>
bool write_xml_text(String& out, std::string_view text) {
    xml_utf8_decoder utf8;
    bool line_end = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool plain_byte = static_cast<unsigned char>(c) < 0x80 && !utf8.in_character();
        if (c == '<' && i + 1 < text.size() && text[i + 1] == '!') {
            out.append(text.substr(i));
            return text.back() == '\n';
        }
        switch (c) {
            case '&': out.append("&amp;"); break;
            case '<': out.append("&lt;"); break;
            case '>': out.append("&gt;"); break;
            case '\r': out.append("&#xD;"); break;
            case '"':
            case '\n':
            case '\t': out.push_back(c); break;
            default:
                if (plain_byte)
                    out.push_back(c);
                else if (utf8.push(static_cast<unsigned char>(c)))
                    write_xml_reference(out, utf8.code_point());
                else
                    continue;
        }
        line_end = c == '\n';
    }
    return line_end;
}

template <class String>
void write_xml_header(String& out, std::string_view name, std::string_view value) {
    out.append("    <");
    out.append(name);
    out.push_back('>');
    wire::percent_encode_to(out, value);
    out.append("</");
    out.append(name);
    out.append(">\n");
}

template <class String>
void write_xml(const event& e, String& out) {
    std::size_t left = count_written_headers(e);
    out.append("<event>\n  <headers>");
    if (left != 0) out.push_back('\n');
    const bool any = left != 0;
    for (const event_header h : e.headers()) {
        if (left-- == 0) break;
        for (std::size_t i = 0; i < h.size(); ++i) write_xml_header(out, h.name(), h[i]);
    }
    out.append(any ? "  </headers>\n" : "</headers>\n");
    if (e.has_body()) {
        out.append("  <Content-Length>");
        out.append(std::to_string(e.body().size()));
        out.append("</Content-Length>\n  <body>");
        if (write_xml_text(out, e.body())) out.append("  ");
        out.append("</body>\n");
    }
    out.append("</event>\n");
}

}  // namespace detail

/// Appends `e` as FreeSWITCH writes the body of an event packet. If it has a body, a
/// Content-Length at the end of its headers is the computed one and is written anew.
///
/// Some content does not come back: in plain and XML a `%` with two of `0-9A-F` after it, in plain
/// an empty value and elements that hold `|:`, in XML the difference of an array and equal
/// neighbours, and in its body what is not UTF-8.
template <class String>
void serialise(const event& e, format type, String& out) {
    switch (type) {
        case format::plain: return detail::write_plain(e, out);
        case format::json: return detail::write_json(e, out);
        case format::xml: return detail::write_xml(e, out);
    }
}

/// The event as FreeSWITCH writes it in that format (switch_event_serialize,
/// switch_event_serialize_json, switch_event_xmlize).
ESLIO_DECL std::string serialise(const event& e, format type);

/// Appends the whole packet: what `serialise` writes, after the header block that announces it.
template <class String>
void write_event_packet(const event& e, format type, String& out) {
    const std::string body = serialise(e, type);
    out.append("Content-Length: ");
    out.append(std::to_string(body.size()));
    out.append("\nContent-Type: text/event-");
    out.append(to_string(type));
    out.append("\n\n");
    out.append(body);
}

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/serialise.ipp>
#endif
