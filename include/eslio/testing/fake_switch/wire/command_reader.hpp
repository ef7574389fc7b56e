// Reads commands from the client's bytes, exactly as mod_event_socket's read_packet does.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/text/indexed_header.hpp>
#include <eslio/testing/fake_switch/wire/request.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// Feed it with `append`, then call `next` until it does not answer `command`.
class command_reader {
public:
    enum class status {
        need_more,
        command,
        bad_length,  ///< Content-Length is negative or too large: the connection is to be closed
    };

    static constexpr std::size_t max_header = std::size_t{10} << 20;
    static constexpr std::int64_t max_body = std::int64_t{16} << 20;

    void append(std::string_view bytes) { buffer_.append(bytes); }

    /// A byte of an unfinished command has come. (Line ends before a command are thrown away.)
    bool pending() noexcept {
        skip_line_ends();
        return position_ < buffer_.size();
    }

    status next(request& out);

private:
    static bool is_line_end(char c) noexcept { return c == '\n' || c == '\r'; }

    void skip_line_ends() noexcept;

    /// LF counts, CR leaves the count, anything else zeroes it; the second LF ends the header part.
    bool find_header_end();

    std::string_view header_part() const noexcept {
        return std::string_view(buffer_).substr(position_, header_size_);
    }

    /// The end of a line: the first CR if there is one in all that follows, else the first LF.
    static std::size_t line_end(std::string_view text) noexcept;

    /// Calls `use(name, value)` for every line with a colon after the first line.
    template <class Function>
    static void for_each_header(std::string_view text, Function use) {
        text.remove_prefix(line_end(text));
        for (;;) {
            while (!text.empty() && is_line_end(text.front())) text.remove_prefix(1);
            if (text.empty()) return;
            const std::size_t end = line_end(text);
            const std::string_view line = text.substr(0, end);
            text.remove_prefix(end);
            const std::size_t colon = line.find(':');
            if (colon == std::string_view::npos) continue;
            use(line.substr(0, colon), wire::trim_left(line.substr(colon + 1)));
        }
    }

    void find_lengths();

    void make_request(request& out, std::size_t whole);

    std::string buffer_;
    std::size_t position_ = 0;     ///< where the command being read begins
    std::size_t scanned_ = 0;      ///< up to here the header end has been searched
    std::size_t header_size_ = 0;  ///< 0 while it is not known
    int line_feeds_ = 0;
    eslio::detail::compact_vector<std::int64_t> lengths_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/wire/impl/command_reader.ipp>
#endif
