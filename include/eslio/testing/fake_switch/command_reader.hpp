// Reads commands from the client's bytes, exactly as mod_event_socket's read_packet does.
#pragma once

#include <eslio/testing/fake_switch/indexed_header.hpp>
#include <eslio/testing/fake_switch/request.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

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

    status next(request& out) {
        skip_line_ends();
        if (header_size_ == 0 && !find_header_end()) return status::need_more;
        std::size_t need = header_size_;
        for (const std::int64_t length : lengths_) {
            if (length < 0 || length > max_body) return status::bad_length;
            need += static_cast<std::size_t>(length);
            if (buffer_.size() - position_ < need) return status::need_more;
        }
        make_request(out, need);
        return status::command;
    }

private:
    static bool is_line_end(char c) noexcept { return c == '\n' || c == '\r'; }

    void skip_line_ends() noexcept {
        if (header_size_ != 0 || scanned_ != position_) return;
        while (position_ < buffer_.size() && is_line_end(buffer_[position_])) ++position_;
        if (position_ == buffer_.size()) {
            buffer_.clear();
            position_ = 0;
        }
        scanned_ = position_;
    }

    /// LF counts, CR leaves the count, anything else zeroes it; the second LF ends the header part.
    bool find_header_end() {
        for (; scanned_ < buffer_.size(); ++scanned_) {
            const char c = buffer_[scanned_];
            if (c == '\n')
                ++line_feeds_;
            else if (c != '\r')
                line_feeds_ = 0;
            const std::size_t size = scanned_ + 1 - position_;
            if (line_feeds_ < 2 && size < max_header) continue;
            header_size_ = size;
            scanned_ = position_ + size;
            find_lengths();
            return true;
        }
        return false;
    }

    std::string_view header_part() const noexcept {
        return std::string_view(buffer_).substr(position_, header_size_);
    }

    /// The end of a line: the first CR if there is one in all that follows, else the first LF.
    static std::size_t line_end(std::string_view text) noexcept {
        const std::size_t cr = text.find('\r');
        const std::size_t end = cr != std::string_view::npos ? cr : text.find('\n');
        return end == std::string_view::npos ? text.size() : end;
    }

    /// Calls `use(name, value)` for every line with a colon behind the first line.
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

    void find_lengths() {
        for_each_header(header_part(), [this](std::string_view name, std::string_view value) {
            if (!wire::iequals(name, "Content-Length")) return;
            const std::int64_t length = std::strtoll(std::string(value).c_str(), nullptr, 10);
            if (length != 0) lengths_.push_back(length);
        });
    }

    void make_request(request& out, std::size_t whole) {
        const std::string_view text = header_part();
        out.text.assign(text);
        out.content.clear();
        out.content.add("Command", text.substr(0, line_end(text)));
        for_each_header(text, [&out](std::string_view name, std::string_view value) {
            if (value.empty())
                out.content.remove(name);
            else
                add_indexed(out.content, name, value);
        });
        std::size_t body_begin = position_ + header_size_;
        for (const std::int64_t length : lengths_) {
            const auto size = static_cast<std::size_t>(length);
            std::string_view body = std::string_view(buffer_).substr(body_begin, size);
            out.content.set_body(body.substr(0, body.find('\0')));
            body_begin += size;
        }
        position_ += whole;
        scanned_ = position_;
        header_size_ = 0;
        line_feeds_ = 0;
        lengths_.clear();
        if (position_ > buffer_.size() / 2) {
            buffer_.erase(0, position_);
            position_ = scanned_ = 0;
        }
    }

    std::string buffer_;
    std::size_t position_ = 0;     ///< where the command being read begins
    std::size_t scanned_ = 0;      ///< up to here the header end has been searched
    std::size_t header_size_ = 0;  ///< 0 while it is not known
    int line_feeds_ = 0;
    std::vector<std::int64_t> lengths_;
};

}  // namespace eslio::testing::fake
