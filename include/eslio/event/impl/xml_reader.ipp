// The bodies of the functions of xml_reader.hpp.
#pragma once

#include <eslio/event/detail/xml_headers.hpp>
#include <eslio/event/xml_reader.hpp>

namespace eslio::detail {

ESLIO_DECL bool xml_event_reader::read() {
    if (!misc() || !open("event") || !misc() || !read_headers()) return false;
    for (;;) {
        if (!misc()) return false;
        if (close("event")) break;
        if (!read_length() && !read_body()) return false;
    }
    if (!misc() || at_ != text_.size()) return false;
    finish();
    return true;
}

ESLIO_DECL bool xml_event_reader::open(std::string_view name) noexcept {
    if (text_.compare(at_, 1, "<") != 0 || text_.compare(at_ + 1, name.size(), name) != 0)
        return false;
    const std::size_t end = text_.find('>', at_);
    const std::size_t after = at_ + 1 + name.size();
    if (end == npos || (end != after && !is_xml_space(text_[after])) || text_[end - 1] == '/')
        return false;
    at_ = end + 1;
    return true;
}

ESLIO_DECL bool xml_event_reader::close(std::string_view name) noexcept {
    const std::size_t end = close_tag_end(at_, name);
    if (end == npos) return false;
    at_ = end;
    return true;
}

ESLIO_DECL std::size_t xml_event_reader::close_tag_end(std::size_t at,
                                                       std::string_view name) const noexcept {
    if (text_.compare(at, 2, "</") != 0 || text_.compare(at + 2, name.size(), name) != 0)
        return npos;
    at += 2 + name.size();
    while (at < text_.size() && is_xml_space(text_[at])) ++at;
    return at < text_.size() && text_[at] == '>' ? at + 1 : npos;
}

ESLIO_DECL bool xml_event_reader::take_empty(std::string_view name) noexcept {
    if (text_.compare(at_, 1, "<") != 0 || text_.compare(at_ + 1, name.size(), name) != 0)
        return false;
    std::size_t end = at_ + 1 + name.size();
    while (end < text_.size() && is_xml_space(text_[end])) ++end;
    if (text_.compare(end, 2, "/>") != 0) return false;
    at_ = end + 2;
    return true;
}

ESLIO_DECL bool xml_event_reader::read_leaf(leaf& out) noexcept {
    if (text_.compare(at_, 1, "<") != 0) return false;
    const std::size_t begin = at_ + 1;
    const std::size_t end = text_.find('>', begin);
    if (end == npos || end == begin || text_[begin] == '/') return false;
    std::string_view name = text_.substr(begin, end - begin);
    const std::size_t mark = text_.find('<', end);
    std::size_t after = mark == npos ? npos : close_tag_end(mark, name);
    std::size_t value_end = mark;
    if (after == npos) {  // not the plain form: a name with attributes, or an empty element
        const bool empty = name.back() == '/';
        if (empty) name.remove_suffix(1);
        std::size_t size = 0;
        while (size < name.size() && !is_xml_space(name[size])) ++size;
        name = name.substr(0, size);
        if (name.empty()) return false;
        after = empty ? end + 1 : mark == npos ? npos : close_tag_end(mark, name);
        if (empty) value_end = end + 1;
        if (after == npos) return false;
    }
    out.name = event_storage::range(begin, begin + name.size());
    out.value = event_storage::range(end + 1, value_end);
    at_ = after;
    return true;
}

ESLIO_DECL bool xml_event_reader::decode_references(text_range& value) noexcept {
    const std::size_t size = decode_xml_in_place(s_.text.data() + value.begin, value.size);
    if (size == npos) return false;
    value.size = static_cast<std::uint32_t>(size);
    return true;
}

ESLIO_DECL bool xml_event_reader::read_headers() {
    if (take_empty("headers")) return true;
    if (!open("headers")) return false;
    for (;;) {
        if (open_ && !may_repeat()) close_header();
        if (!open_) take_simple_headers();
        if (overflowed()) return false;
        while (at_ != text_.size() && is_xml_space(text_[at_])) ++at_;
        if (close("headers")) break;
        leaf element;
        if (!read_leaf(element)) {  // a comment; but `<!--A>1</!--A>` is a header
            const std::size_t before = at_;
            if (!misc() || at_ == before) return false;
            continue;
        }
        if (!decode_references(element.value)) return false;
        element.value.size = static_cast<std::uint32_t>(wire::percent_decode_in_place(
            s_.text.data() + element.value.begin, element.value.size));
        add(element);
    }
    close_header();
    return !overflowed();
}

ESLIO_DECL void xml_event_reader::take_simple_headers() {
    const std::size_t before = s_.entries.size();
    at_ = read_simple_headers(s_, at_, text_.size(), most_);
    if (s_.entries.size() == before) return;
    header_ = s_.entries.size() - 1;
    header_end_ = at_;
}

ESLIO_DECL bool xml_event_reader::may_repeat() const noexcept {
    constexpr std::string_view indent = simple_headers::indent;
    if (text_.compare(at_, indent.size(), indent) != 0) return true;
    const std::string_view name = s_.view(s_.entries[header_].name);
    const std::string_view next = text_.substr(at_ + indent.size(), name.size() + 1);
    if (next.size() < 2 || next[0] != '<' || next[1] == '!' || next[1] == '?') return true;
    return next.substr(1) == name;
}

ESLIO_DECL void xml_event_reader::add(const leaf& element) {
    if (!s_.entries.empty() && s_.view(s_.entries[header_].name) == s_.view(element.name)) {
        if (s_.entries.size() == header_ + 1) {
            s_.value(s_.entries[header_]);
            s_.add_element(s_.entries[header_].value);
        }
        s_.add_element(element.value);
    } else {
        close_header();
        header_ = s_.entries.size();
        s_.add(element.name, element.value);
    }
    header_end_ = at_;
    open_ = true;
}

ESLIO_DECL void xml_event_reader::close_header() {
    if (!std::exchange(open_, false)) return;
    const text_range name = s_.entries[header_].name;
    if (s_.entries.size() == header_ + 1) {
        s_.split_array(most_);
    } else {
        s_.join_array(header_, name.begin + name.size, header_end_);
        text_ = s_.text.view().substr(0, text_.size());
    }
}

ESLIO_DECL bool xml_event_reader::read_length() noexcept {
    if (has_length_ || text_.compare(at_, 15, "<Content-Length") != 0) return false;
    leaf element;
    if (!read_leaf(element) || !decode_references(element.value)) return false;
    length_ = element;
    has_length_ = true;
    return true;
}

ESLIO_DECL bool xml_event_reader::read_body() noexcept {
    if (has_body_) return false;
    has_body_ = true;
    s_.body = event_storage::range(at_, at_);
    if (take_empty("body")) return true;
    if (!open("body")) return false;
    const std::size_t end = text_.rfind("</body");
    if (end == npos || end < at_) return false;
    const std::size_t raw = text_.find('<', at_);
    if (raw != end && text_[raw + 1] != '!') return false;
    text_range escaped = event_storage::range(at_, raw);
    if (!decode_references(escaped)) return false;
    char* const text = s_.text.data();
    std::memmove(text + escaped.begin + escaped.size, text + raw, end - raw);
    s_.body = event_storage::range(at_, at_ + escaped.size + (end - raw));
    at_ = end;
    return close("body");
}

ESLIO_DECL void xml_event_reader::finish() {
    if (!has_length_) return;
    s_.add(length_.name, length_.value);
    if (!has_body_) return;
    const auto announced = wire::parse_number(wire::trim(s_.view(length_.value)));
    if (announced && *announced != s_.body.size) {
        const std::string_view body = s_.view(s_.body);
        if (body.size() > 2 && body.substr(body.size() - 3) == "\n  ") s_.body.size -= 2;
        if (s_.body.size > *announced) s_.body.size = static_cast<std::uint32_t>(*announced);
    }
    if (s_.body.size == 0) s_.drop_empty_length();
}

ESLIO_DECL std::size_t count_xml_entries(std::string_view text) noexcept {
    wire::byte_scanner<'/'> slashes(text.data(), text.size());
    std::size_t count = 8;
    for (std::size_t i = slashes.next(); i != text.size(); i = slashes.next())
        if (i != 0 && text[i - 1] == '<') ++count;
    return count;
}

}  // namespace eslio::detail
