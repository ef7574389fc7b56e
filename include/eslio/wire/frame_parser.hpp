// Incremental parser of FreeSWITCH's frames: a header block, and a body of Content-Length bytes.
#pragma once

#include <eslio/config.hpp>
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
    /// The headers, as they came.
    header_block headers;
    /// `Content-Type`; empty if there is none.
    std::string_view content_type;
    /// As many bytes as `Content-Length` says.
    std::string_view body;
    bool bare = false;  ///< it has no header but Content-Type and Content-Length
};

/// What came of looking for a frame.
enum class parse_status {
    need_more,  ///< the buffer holds no whole frame yet
    complete,   ///< a frame was found
    failed,     ///< the bytes broke a limit or the framing; the parser stays failed
};

/// Usage: fill the buffer, then call `next` until it no longer answers `complete`.
///
///     while (parser.next(buffer, f) == parse_status::complete) use(f);
///
/// A frame's views hold until the buffer is changed: by the following call of `next`, which
/// consumes the frame, or by who fills it. The same frames come out however the bytes were cut.
/// Header lines are looked at once.
class frame_parser {
public:
    /// A parser that refuses larger frames.
    explicit frame_parser(limits bounds = {}) noexcept : limits_(bounds) {}

    /// Takes the next whole frame from the buffer. Its views hold until the buffer is changed.
    [[nodiscard]] parse_status next(read_buffer& in, frame& out);

    /// Why `next` failed.
    error_code failure() const noexcept { return failure_; }

    /// How many bytes, at least, the frame has that begins at the start of what is unread; 0 when
    /// that is not known yet. A hint for the size of the next read.
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
    void accept_unterminated(read_buffer& in, std::size_t size, frame& out) noexcept;

private:
    void begin_frame() noexcept;

    /// Goes on line by line from where it stopped, up to the blank line.
    void scan_header(std::string_view bytes) noexcept;

    /// Refuses a line whose LF is at `line_end` or after it.
    void check_size(std::size_t line_end) noexcept {
        if (line_end >= limits_.header_block) failure_ = error::header_block_too_large;
    }

    void note_line(std::string_view line, std::size_t offset) noexcept;

    static std::optional<std::string_view> value_of(std::string_view name,
                                                    std::string_view line) noexcept;

    void note_length(std::string_view text) noexcept;

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

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/frame_parser.ipp>
#endif
