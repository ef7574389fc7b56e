// Writes one command: its line, its headers, the blank line, its body; and refuses forged lines.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::wire {

/// CR, LF or NUL in `text` (mod_event_socket: read_packet; a stray CR destroys the command).
constexpr error find_forgery(std::string_view text) noexcept {
    if (text.size() >= 8) {
        // Mostly there is nothing below a blank, which is seen faster by eight.
        constexpr std::uint64_t each = 0x0101010101010101, top = each << 7, blank = each * ' ';
        const auto below_blank = [&text](std::size_t i) {
            const std::uint64_t word = load_u64(text.data() + i);
            return (word - blank) & ~word;
        };
        std::uint64_t found = below_blank(text.size() - 8);
        for (std::size_t i = 0; i + 8 < text.size(); i += 8) found |= below_blank(i);
        if ((found & top) == 0) return error{};
    }
    for (const char c : text) {
        if (c == '\n' || c == '\r') return error::line_break_in_argument;
        if (c == '\0') return error::nul_in_argument;
    }
    return error{};
}

/// Usage: `line` pieces, then `header`s, then one of `finish` and `finish_with_body`. What follows
/// the first refused part is not written; `failure()` names it and `take()` is then empty.
class line_writer {
public:
    line_writer() = default;

    /// Begins with text that needs no check.
    explicit line_writer(std::string&& good) noexcept : out_(std::move(good)) {}

    /// Appends to the command line as it is.
    line_writer& text(std::string_view piece);

    /// Ends the line or header being written and begins a header.
    line_writer& header(std::string_view name, std::string_view value);

    /// Headers that another writer was given, or its failure.
    line_writer& append(const line_writer& headers);

    /// FreeSWITCH ends a header part of its own accord at 10 MiB and would take the rest for the
    /// next command, so a longer one is refused (mod_event_socket: read_packet).
    void finish() {
        if (out_.size() > max_head - 2) check(error::argument_too_long);
        if (is_good()) out_.append("\n\n", 2);
    }

    /// Adds Content-Length; a body may hold line breaks. FreeSWITCH cuts it at a NUL, so that is
    /// refused, as is more than the 16 MiB it accepts.
    void finish_with_body(std::string_view body);

    /// The first problem met, if any.
    error_code failure() const noexcept { return is_good() ? error_code() : failure_; }
    bool is_good() const noexcept { return failure_ == error{}; }

    /// The whole command in one piece.
    std::string take() {
        if (!is_good()) out_.clear();
        return std::move(out_);
    }

    /// mod_event_socket drops a connection that announces more (since v1.11.2).
    static constexpr std::size_t max_body = std::size_t{16} << 20;

    /// Of the command line and headers with the blank line, in bytes.
    static constexpr std::size_t max_head = (std::size_t{10} << 20) - 1;

private:
    void check(error problem) noexcept {
        if (is_good()) failure_ = problem;
    }

    std::string out_;
    error failure_ = error{};
};

}  // namespace eslio::wire

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/line_writer.ipp>
#endif
