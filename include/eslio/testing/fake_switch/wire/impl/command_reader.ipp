// The bodies of the functions of command_reader.hpp.
#pragma once

#include <eslio/testing/fake_switch/wire/command_reader.hpp>

namespace eslio::testing::fake {

ESLIO_COLD command_reader::status command_reader::next(request& out) {
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

ESLIO_COLD void command_reader::skip_line_ends() noexcept {
    if (header_size_ != 0 || scanned_ != position_) return;
    while (position_ < buffer_.size() && is_line_end(buffer_[position_])) ++position_;
    if (position_ == buffer_.size()) {
        buffer_.clear();
        position_ = 0;
    }
    scanned_ = position_;
}

ESLIO_COLD bool command_reader::find_header_end() {
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

ESLIO_COLD std::size_t command_reader::line_end(std::string_view text) noexcept {
    const std::size_t cr = text.find('\r');
    const std::size_t end = cr != std::string_view::npos ? cr : text.find('\n');
    return end == std::string_view::npos ? text.size() : end;
}

ESLIO_COLD void command_reader::find_lengths() {
    for_each_header(header_part(), [this](std::string_view name, std::string_view value) {
        if (!wire::iequals(name, "Content-Length")) return;
        const std::int64_t length = std::strtoll(std::string(value).c_str(), nullptr, 10);
        if (length != 0) lengths_.push_back(length);
    });
}

ESLIO_COLD void command_reader::make_request(request& out, std::size_t whole) {
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

}  // namespace eslio::testing::fake
