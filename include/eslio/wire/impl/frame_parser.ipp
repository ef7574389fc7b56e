// The bodies of the functions of frame_parser.hpp.
#pragma once

#include <eslio/wire/frame_parser.hpp>

namespace eslio::wire {

ESLIO_DECL parse_status frame_parser::next(read_buffer& in, frame& out) {
    if (failure_) return parse_status::failed;
    in.consume(finished_);
    finished_ = 0;
    while (header_end_ == 0) {
        scan_header(in.unread());
        if (failure_) return parse_status::failed;
        if (body_begin_ == 0) return parse_status::need_more;
        if (header_end_ != 0) break;
        in.consume(body_begin_);  // a blank line before a frame
        begin_frame();
    }
    const std::string_view bytes = in.unread();
    if (bytes.size() - body_begin_ < body_size_) return parse_status::need_more;
    out.headers = header_block({bytes.data(), header_end_});
    out.content_type = {bytes.data() + type_begin_, type_size_};
    out.body = {bytes.data() + body_begin_, body_size_};
    out.bare = bare_;
    finished_ = body_begin_ + body_size_;
    begin_frame();
    return parse_status::complete;
}

ESLIO_DECL void frame_parser::accept_unterminated(read_buffer& in, std::size_t size,
                                                  frame& out) noexcept {
    const std::string_view bytes = in.unread().substr(0, size);
    out.headers = header_block(bytes);
    out.content_type = trim(out.headers["Content-Type"]);
    out.body = {};
    out.bare = false;
    begin_frame();
    finished_ = bytes.size();
}

ESLIO_DECL void frame_parser::begin_frame() noexcept {
    scanned_ = line_begin_ = header_end_ = body_begin_ = 0;
    type_begin_ = type_size_ = body_size_ = 0;
    has_type_ = has_length_ = false;
    bare_ = true;
}

ESLIO_DECL void frame_parser::scan_header(std::string_view bytes) noexcept {
    while (scanned_ < bytes.size()) {
        const auto* lf = static_cast<const char*>(
            std::memchr(bytes.data() + scanned_, '\n', bytes.size() - scanned_));
        if (lf == nullptr) {
            scanned_ = bytes.size();
            const bool may_be_blank = scanned_ == line_begin_ + 1;  // a CR without its LF
            if (!may_be_blank) check_size(scanned_);
            return;
        }
        const auto end = static_cast<std::size_t>(lf - bytes.data());
        std::string_view line(bytes.data() + line_begin_, end - line_begin_);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty()) {
            header_end_ = line_begin_;
            body_begin_ = end + 1;
            return;
        }
        check_size(end);
        if (!failure_) note_line(line, line_begin_);
        if (failure_) return;
        line_begin_ = scanned_ = end + 1;
    }
}

ESLIO_DECL void frame_parser::note_line(std::string_view line, std::size_t offset) noexcept {
    if (const auto length = value_of("Content-Length", line)) return note_length(*length);
    const auto type = value_of("Content-Type", line);
    if (!type) {
        bare_ = false;
    } else if (!has_type_) {
        has_type_ = true;
        type_begin_ = offset + static_cast<std::size_t>(type->data() - line.data());
        type_size_ = type->size();
    }
}

ESLIO_DECL std::optional<std::string_view> frame_parser::value_of(std::string_view name,
                                                                  std::string_view line) noexcept {
    const std::size_t colon = name.size();
    if (line.size() <= colon || line[colon] != ':') return std::nullopt;
    if (!iequals_same_size({line.data(), colon}, name)) return std::nullopt;
    return trim({line.data() + colon + 1, line.size() - colon - 1});
}

ESLIO_DECL void frame_parser::note_length(std::string_view text) noexcept {
    std::size_t digits = 0;
    std::size_t value = 0;
    bool too_large = false;
    while (digits < text.size() && is_digit(text[digits])) {
        const auto digit = static_cast<std::size_t>(text[digits++] - '0');
        if (digit > limits_.body || value > (limits_.body - digit) / 10)
            too_large = true;
        else
            value = value * 10 + digit;
    }
    if (digits == 0 || digits != text.size())
        failure_ = error::bad_content_length;
    else if (too_large)
        failure_ = error::body_too_large;
    else if (has_length_ && value != body_size_)
        failure_ = error::conflicting_content_length;
    has_length_ = true;
    body_size_ = value;
}

}  // namespace eslio::wire
