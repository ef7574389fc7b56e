// Incremental parser of FreeSWITCH's frames: a header block, and a body of Content-Length bytes.
#pragma once

#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/header_block.hpp>
#include <eslio/wire/limits.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <cstddef>
#include <cstring>
#include <optional>
#include <string_view>

namespace eslio::wire {

/// One packet, as views into the read buffer.
struct frame {
    header_block headers;
    std::string_view content_type;
    std::string_view body;
    bool bare = false;  ///< it has no header but Content-Type and Content-Length
};

enum class parse_status {
    need_more,  ///< the buffer holds no whole frame yet
    complete,   ///< a frame was found
    failed,     ///< the bytes broke a limit or the framing; the parser stays failed
};

/// Usage: fill the buffer, then call `next` until it no longer answers `complete`.
///
///     while (parser.next(buffer, f) == parse_status::complete) use(f);
///
/// A frame's views hold until the following call of `next`, which consumes the frame. The same
/// frames come out however the bytes were cut. Header lines are looked at once.
class frame_parser {
public:
    explicit frame_parser(limits bounds = {}) noexcept : limits_(bounds) {}

    [[nodiscard]] parse_status next(read_buffer& in, frame& out) {
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

    /// Why `next` failed.
    error_code failure() const noexcept { return failure_; }

    /// How many bytes, at least, the frame begun still lacks, counted from the start of what is
    /// unread; 0 when that is not known yet. A hint for the size of the next read.
    std::size_t frame_size() const noexcept {
        return body_begin_ == 0 ? 0 : body_begin_ + body_size_;
    }

    /// Consumes the frame handed out last, if it still is in the buffer.
    void finish(read_buffer& in) noexcept {
        in.consume(finished_);
        finished_ = 0;
    }

    /// Takes the first `size` bytes for a whole header block although no blank line ends them: the
    /// cut reply of `userauth` (mod_event_socket: its reply buffer has 512 bytes).
    void accept_unterminated(read_buffer& in, std::size_t size, frame& out) noexcept {
        const std::string_view bytes = in.unread().substr(0, size);
        out.headers = header_block(bytes);
        out.content_type = trim(out.headers["Content-Type"]);
        out.body = {};
        out.bare = false;
        begin_frame();
        finished_ = bytes.size();
    }

private:
    void begin_frame() noexcept {
        scanned_ = line_begin_ = header_end_ = body_begin_ = 0;
        type_begin_ = type_size_ = body_size_ = 0;
        has_type_ = has_length_ = false;
        bare_ = true;
    }

    /// Goes on line by line from where it stopped, up to the blank line.
    void scan_header(std::string_view bytes) noexcept {
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

    /// Refuses a line whose LF is at `line_end` or behind it.
    void check_size(std::size_t line_end) noexcept {
        if (line_end >= limits_.header_block) failure_ = error::header_block_too_large;
    }

    void note_line(std::string_view line, std::size_t offset) noexcept {
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

    static std::optional<std::string_view> value_of(std::string_view name,
                                                    std::string_view line) noexcept {
        const std::size_t colon = name.size();
        if (line.size() <= colon || line[colon] != ':') return std::nullopt;
        if (!iequals_of_one_size({line.data(), colon}, name)) return std::nullopt;
        return trim({line.data() + colon + 1, line.size() - colon - 1});
    }

    void note_length(std::string_view text) noexcept {
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

    limits limits_;
    error_code failure_;
    std::size_t finished_ = 0;    ///< size of the frame handed out, still to be consumed
    std::size_t scanned_ = 0;     ///< no line ends before this
    std::size_t line_begin_ = 0;  ///< where the line being read begins
    std::size_t header_end_ = 0;
    std::size_t body_begin_ = 0;  ///< 0 while the header block is incomplete
    std::size_t body_size_ = 0;
    std::size_t type_begin_ = 0;
    std::size_t type_size_ = 0;
    bool has_type_ = false;
    bool has_length_ = false;
    bool bare_ = true;
};

}  // namespace eslio::wire
