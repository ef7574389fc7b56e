// The bodies of the functions of xml_headers.hpp.
#pragma once

#include <eslio/event/detail/xml_headers.hpp>
#include <eslio/wire/byte_scanner.hpp>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace eslio::detail {

ESLIO_DECL bool simple_headers::take(std::size_t mark) {
    if (mark > last_mark_) return false;
    if (end_tag_ == 0) {
        end_tag_ = mark;
        return text_[mark] == '<' && text_[mark + 1] == '/';
    }
    constexpr std::string_view between = ">\n    ";  // two header lines
    const std::size_t name_at = end_tag_ + 2;
    const std::size_t name_end = mark - between.size();
    if (name_end <= name_at || std::memcmp(text_ + name_end, between.data(), between.size()) != 0)
        return false;
    const std::size_t size = name_end - name_at;
    const std::size_t value = tag_ + size + 2;
    if (value > end_tag_ || text_[value - 1] != '>' || !is_name(size) ||
        event_storage::may_be_array(text_ + value))
        return false;
    if (!headers_.add(event_storage::range(tag_ + 1, value - 1),
                      event_storage::range(value, end_tag_), true))
        return false;
    last_ = {text_ + tag_ + 1, size};
    tag_ = mark;
    end_tag_ = 0;
    return text_[mark] == '<';
}

ESLIO_DECL bool simple_headers::is_name(std::size_t size) const noexcept {
    const char* const name = text_ + tag_ + 1;
    if (!wire::detail::is_same_without<'>'>(name, text_ + end_tag_ + 2, size)) return false;
    if (name[0] == '/' || name[size - 1] == '/') return false;  // of an end tag, an empty element
    return std::string_view(name, size) != last_;
}

ESLIO_DECL std::size_t read_simple_headers(event_storage& s, std::size_t at, std::size_t size,
                                           std::size_t most) {
    constexpr std::string_view indent = simple_headers::indent;
    const char* const text = s.text.data();
    const std::size_t tag = at + indent.size();
    if (tag + simple_headers::lookahead >= size ||
        std::memcmp(text + at, indent.data(), indent.size()) != 0 || text[tag] != '<')
        return at;
    simple_headers headers(s, tag, size - simple_headers::lookahead, most);
    bool more = true;
    for (std::size_t block = tag + 1; more && block < size; block += 64) {
        std::uint64_t marks = wire::detail::match_block<'<', '&'>(text + block, size - block);
        for (; more && marks != 0; marks &= marks - 1)
            more = headers.take(block + wire::detail::lowest_bit(marks));
    }
    return headers.finish();
}

}  // namespace eslio::detail
