// Messages and answers as text for people.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/message.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace cli {

struct text_style {
    bool color = false;
    /// Control characters of strangers must not reach a terminal: shown as `\x1b`.
    bool guard = false;
    bool log_uuid = false;            ///< the call's UUID before its log lines
    std::size_t log_uuid_length = 0;  ///< of it; 0: all
    std::string output = {};          ///< begins the colour of what has none of its own
};

/// Appends `text` with control characters shown; LF and TAB only in one line.
inline void append_shown(std::string& out, std::string_view text, bool one_line) {
    static constexpr char digits[] = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte >= 0x20 && byte != 0x7f) || (!one_line && (c == '\n' || c == '\t'))) {
            out.push_back(c);
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c == '\r') {
            out.append("\\r");
        } else if (c == '\t') {
            out.append("\\t");
        } else {
            out.append("\\x");
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        }
    }
}

/// Appends text as it is, or guarded, and a line break if it has none at its end.
inline void append_block(std::string& out, std::string_view text, const text_style& style) {
    if (text.empty()) return;
    if (style.guard)
        append_shown(out, text, false);
    else
        out.append(text);
    if (text.back() != '\n') out.push_back('\n');
}

/// Appends a remark: text of several lines, `-- ` before each.
inline void append_remark(std::string& out, std::string_view what, std::string_view text) {
    out.append("-- ").append(what);
    text = eslio::wire::trim(text);
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
        append_shown(out, eslio::wire::trim(text.substr(0, end)), true);
        out.append("\n-- ");
        text.remove_prefix(end + 1);
    }
    append_shown(out, text, true);
    out.push_back('\n');
}

namespace detail {

/// FreeSWITCH's own colours of log levels, roughly: errors red, warnings and notices coloured.
inline std::string_view level_color(int level) noexcept {
    switch (level) {
        case 1:
        case 2:
        case 3: return "\x1b[31m";
        case 4: return "\x1b[35m";
        case 5: return "\x1b[36m";
        case 6: return "\x1b[32m";
        case 7: return "\x1b[33m";
        default: return {};
    }
}

struct text_writer {
    std::string& out;
    const text_style& style;

    void operator()(const eslio::event& e) const { packet(e); }

    void operator()(const eslio::log_record& r) const {
        const std::string_view color = style.color ? level_color(r.level()) : std::string_view();
        out.append(color);
        if (const std::string_view call = r.call_uuid(); style.log_uuid && !call.empty()) {
            const std::size_t most = style.log_uuid_length;
            append_shown(out, call.substr(0, most == 0 ? call.npos : most), true);
            out.push_back(' ');
        }
        append_block(out, r.text(), style);
        if (color.empty()) return;
        if (!out.empty() && out.back() == '\n') out.pop_back();
        out.append("\x1b[0m").append(style.output).push_back('\n');
    }

    void operator()(const eslio::disconnect_notice& n) const {
        if (n.is_linger())
            out.append("-- the call has ended; FreeSWITCH lingers\n");
        else
            append_remark(out, "FreeSWITCH closes: ", n.text());
    }

    void operator()(const eslio::rude_rejection& r) const {
        append_remark(out, "rejected: ", r.text());
    }

    void operator()(const eslio::raw_packet& p) const {
        out.append(p.problem() ? "-- an event that could not be read: " + p.problem().message()
                               : "-- a packet of unknown type");
        out.push_back('\n');
        packet(p);
    }

    void operator()(const eslio::gap& g) const {
        if (const eslio::interruption* const i = g.interruption()) {
            const std::chrono::duration<double> missed = i->to - i->from;
            out.append("-- events and log lines of ")
                .append(std::to_string(static_cast<std::int64_t>(missed.count() + 1)))
                .append(" s may be missing here\n");
            if (g.lost() == 0) return;
        }
        out.append("-- ").append(std::to_string(g.lost())).append(" messages lost\n");
    }

    /// One line a header, a blank line, and if there is a body that and another blank line.
    template <class Packet>
    void packet(const Packet& p) const {
        for (const eslio::event_header h : p.headers()) {
            append_shown(out, h.name(), true);
            out.append(": ");
            append_shown(out, h.value(), true);
            out.push_back('\n');
        }
        out.push_back('\n');
        if (p.body().empty()) return;
        append_block(out, p.body(), style);
        out.push_back('\n');
    }
};

}  // namespace detail

inline void append_text(std::string& out, const eslio::message& m, const text_style& style) {
    m.visit(detail::text_writer{out, style});
}

}  // namespace cli
