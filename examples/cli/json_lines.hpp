// Messages and answers as lines of JSON; see help.hpp for their form.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/event/utf8.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cli {

/// Appends `bytes` as a JSON string. What is not UTF-8 becomes U+FFFD and sets `lossy`.
inline void append_json_string(std::string& out, std::string_view bytes, bool& lossy) {
    static constexpr char digits[] = "0123456789abcdef";
    const auto is_plain = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
    };
    out.push_back('"');
    while (!bytes.empty()) {
        std::size_t run = 0;
        while (run < bytes.size() && is_plain(bytes[run])) ++run;
        out.append(bytes.substr(0, run));
        bytes.remove_prefix(run);
        if (bytes.empty()) break;
        const char c = bytes[0];
        if (static_cast<unsigned char>(c) >= 0x80) {
            const auto piece = eslio::detail::next_utf8(bytes);
            out.append(piece.valid ? bytes.substr(0, piece.size) : eslio::replacement_character);
            lossy = lossy || !piece.valid;
            bytes.remove_prefix(piece.size);
            continue;
        }
        out.push_back('\\');
        switch (c) {
            case '\n': out.push_back('n'); break;
            case '\r': out.push_back('r'); break;
            case '\t': out.push_back('t'); break;
            case '\b': out.push_back('b'); break;
            case '\f': out.push_back('f'); break;
            case '"':
            case '\\': out.push_back(c); break;
            default:
                out.append("u00");
                out.push_back(digits[static_cast<unsigned char>(c) >> 4]);
                out.push_back(digits[c & 15]);
        }
        bytes.remove_prefix(1);
    }
    out.push_back('"');
}

/// Puts one line together: its type, then what is added, then the end.
class json_line {
public:
    json_line(std::string& out, std::string_view type) : out_(out) {
        out_.append("{\"type\":");
        append_json_string(out_, type, lossy_);
    }

    json_line& text(std::string_view key, std::string_view value) {
        begin(key);
        append_json_string(out_, value, lossy_);
        return *this;
    }

    json_line& number(std::string_view key, std::uint64_t value) {
        begin(key);
        out_.append(std::to_string(value));
        return *this;
    }

    json_line& headers(const eslio::header_range& all) {
        begin("headers");
        char before = '[';
        for (const eslio::event_header h : all) {
            out_.push_back(before);
            before = ',';
            out_.push_back('[');
            append_json_string(out_, h.name(), lossy_);
            out_.push_back(',');
            if (h.is_array())
                array(h);
            else
                append_json_string(out_, h.value(), lossy_);
            out_.push_back(']');
        }
        out_.append(before == '[' ? "[]" : "]");
        return *this;
    }

    void end() { out_.append(lossy_ ? ",\"lossy\":true}\n" : "}\n"); }

private:
    void begin(std::string_view key) { out_.append(",\"").append(key).append("\":"); }

    void array(const eslio::event_header& h) {
        for (std::size_t i = 0; i < h.size(); ++i) {
            out_.push_back(i == 0 ? '[' : ',');
            append_json_string(out_, h[i], lossy_);
        }
        out_.push_back(']');
    }

    std::string& out_;
    bool lossy_ = false;
};

namespace detail {

template <class Packet>
void append_json_packet(std::string& out, std::string_view type, const Packet& p) {
    json_line(out, type).headers(p.headers()).text("body", p.body()).end();
}

struct json_writer {
    std::string& out;

    void operator()(const eslio::event& e) const { append_json_packet(out, "event", e); }
    void operator()(const eslio::log_record& r) const { append_json_packet(out, "log", r); }
    void operator()(const eslio::disconnect_notice& n) const {
        append_json_packet(out, "disconnect", n);
    }
    void operator()(const eslio::rude_rejection& r) const {
        append_json_packet(out, r.content_type(), r);
    }
    void operator()(const eslio::raw_packet& p) const {
        json_line line(out, p.content_type());
        line.headers(p.headers()).text("body", p.body());
        if (p.problem()) line.text("error", p.problem().message());
        line.end();
    }
    void operator()(const eslio::gap& g) const {
        json_line line(out, "gap");
        line.number("lost", g.lost());
        if (const eslio::interruption* const i = g.interruption()) {
            line.text("why", i->why.message()).text("run", to_string(i->run));
            line.number("milliseconds",
                        static_cast<std::uint64_t>(
                            std::chrono::duration_cast<std::chrono::milliseconds>(i->to - i->from)
                                .count()));
            line.text("last_sequence", i->last_sequence).text("next_sequence", i->next_sequence);
        }
        line.end();
    }
};

/// The headers of an answer, which the library does not keep.
inline eslio::event answer_headers(std::string_view type, std::string_view name,
                                   std::string_view value) {
    eslio::event e;
    e.add("Content-Type", type).add(name, value);
    return e;
}

}  // namespace detail

inline void append_json(std::string& out, const eslio::message& m) {
    m.visit(detail::json_writer{out});
}

inline void append_json(std::string& out, std::string_view command, const eslio::api_response& r) {
    const std::string size = std::to_string(r.body().size());
    const eslio::event headers =
        r.executed() ? detail::answer_headers("api/response", "Content-Length", size)
                     : detail::answer_headers("command/reply", "Reply-Text", r.body());
    json_line line(out, r.executed() ? "api" : "reply");
    line.text("command", command).headers(headers.headers());
    line.text("body", r.executed() ? std::string_view(r.body()) : std::string_view()).end();
}

inline void append_json(std::string& out, std::string_view command, const eslio::job_result& r) {
    if (r.started()) {
        json_line line(out, "job");
        line.text("command", command).headers(r.background_job().headers());
        return line.text("body", r.body()).end();
    }
    const eslio::event headers = detail::answer_headers("command/reply", "Reply-Text", r.body());
    json_line(out, "reply")
        .text("command", command)
        .headers(headers.headers())
        .text("body", {})
        .end();
}

inline void append_json(std::string& out, std::string_view command, const eslio::reply& r) {
    const eslio::event headers = detail::answer_headers("command/reply", "Reply-Text", r.text());
    json_line(out, "reply")
        .text("command", command)
        .headers(headers.headers())
        .text("body", {})
        .end();
}

}  // namespace cli
