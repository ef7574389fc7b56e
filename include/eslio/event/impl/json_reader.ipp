// The bodies of the functions of json_reader.hpp.
#pragma once

#include <eslio/event/json_reader.hpp>

namespace eslio::detail {

ESLIO_DECL bool json_event_reader::read() {
    skip_space();
    if (!take('{')) return false;
    if (!take('}')) {
        do {
            at_ = read_simple_members(s_, at_, most_);
            if (!read_member() || overflowed()) return false;
        } while (take(','));
        if (!take('}')) return false;
    }
    take_body();
    return at_ == size_;
}

ESLIO_DECL bool json_event_reader::take(char token) noexcept {
    if (text_[at_] != token) return false;
    ++at_;
    if (static_cast<unsigned char>(text_[at_]) <= ' ') skip_space();
    return true;
}

ESLIO_DECL bool json_event_reader::read_member() {
    text_range name;
    if (!read_string(name)) return false;
    if (!take(':')) return false;
    ends_with_array_ = text_[at_] == '[';
    if (ends_with_array_) return read_array(name);
    text_range value;
    if (!read_string(value)) return false;
    s_.add(name, value);
    if (value.size > event_storage::array_mark.size() && text_[value.begin] == 'A' &&
        s_.view(name) != body_name)
        s_.split_array(most_);
    return true;
}

ESLIO_DECL bool json_event_reader::read_array(text_range name) {
    const std::size_t header = s_.entries.size();
    const std::size_t begin = at_ - 1;  // a colon, or space
    take('[');
    s_.add(name, event_storage::range(begin, begin));
    if (take(']')) return true;
    do {
        text_range element;
        if (!read_string(element) || overflowed()) return false;
        s_.add_element(element);
    } while (take(','));
    const std::size_t end = at_ + 1;
    if (!take(']')) return false;
    if (s_.entries.size() - header > 2) {
        s_.join_array(header, begin - 1, end);  // from the quote after the name
    } else {
        s_.entries[header].value = s_.entries.back().value;
        s_.entries[header].elements = 1;
    }
    return true;
}

ESLIO_DECL bool json_event_reader::read_string(text_range& out) noexcept {
    if (text_[at_] != '"') return false;
    const std::size_t begin = at_ + 1;
    quotes_.skip_to(begin);
    std::size_t end = quotes_.next();
    at_ = end + 1;
    if (text_[end] == '\\') {
        end = unescape(end);
        if (end == 0) return false;
    } else if (end == size_) {
        at_ = size_;
        return false;
    }
    out = event_storage::range(begin, end);
    if (static_cast<unsigned char>(text_[at_]) <= ' ') skip_space();
    return true;
}

ESLIO_DECL std::size_t json_event_reader::unescape(std::size_t read) noexcept {
    std::size_t write = read;
    for (;;) {
        const char escaped = escape_table[static_cast<unsigned char>(text_[read + 1])];
        if (escaped != 0) {
            text_[write++] = escaped;
            read += 2;
        } else {
            read = read_unicode_escape(read, write);
            if (read == 0) return 0;
        }
        if (text_[read] == '\\') continue;
        quotes_.skip_to(read);  // an escaped quote or backslash has no meaning
        const std::size_t run_end = quotes_.next();
        if (run_end >= size_) return 0;
        std::memmove(text_ + write, text_ + read, run_end - read);
        write += run_end - read;
        read = run_end;
        if (text_[read] == '"') break;
    }
    at_ = read + 1;
    return write;
}

ESLIO_DECL std::size_t json_event_reader::read_unicode_escape(std::size_t read,
                                                              std::size_t& write) noexcept {
    if (text_[read + 1] != 'u') return 0;
    const std::int32_t first = hex_4(read + 2);
    if (first < 0) return 0;
    std::size_t end = read + 6;
    auto code_point = static_cast<std::uint32_t>(first);
    if (code_point >= 0xD800 && code_point <= 0xDFFF) {
        std::int32_t second = -1;
        if (code_point < 0xDC00 && text_[end] == '\\' && text_[end + 1] == 'u')
            second = hex_4(end + 2);
        if (second >= 0xDC00 && second <= 0xDFFF) {
            code_point = 0x10000 + ((code_point - 0xD800) << 10) +
                         (static_cast<std::uint32_t>(second) - 0xDC00);
            end += 6;
        } else {
            code_point = 0xFFFD;
        }
    }
    write += write_utf8(code_point, text_ + write);
    return end;
}

ESLIO_DECL std::int32_t json_event_reader::hex_4(std::size_t at) const noexcept {
    std::int32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const int digit = wire::hex_value(text_[i]);
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

ESLIO_DECL void json_event_reader::take_body() noexcept {
    if (s_.entries.empty() || ends_with_array_) return;
    if (s_.view(s_.entries.back().name) != body_name) return;
    s_.body = s_.entries.back().value;
    s_.entries.pop_back();
    --s_.headers;
    if (s_.body.size == 0) s_.drop_empty_length();
}

ESLIO_DECL std::size_t count_json_entries(const event_storage& s) noexcept {
    const char* const text = s.text.data();
    const std::size_t size = s.text.size();
    wire::byte_scanner<',', '['> marks(text, size);
    std::size_t count = 1;
    for (std::size_t i = marks.next(); i != size; i = marks.next()) {
        if (text[i] == ',' ? i > 1 && text[i - 1] == '"' && text[i - 2] != '\\'
                           : text[i + 1] == '"' && i > 0 && text[i - 1] == ':')
            count += text[i] == ',' ? 1 : 2;
    }
    return count;
}

}  // namespace eslio::detail
