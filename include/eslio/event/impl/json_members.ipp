// The bodies of the functions of json_members.hpp.
#pragma once

#include <eslio/event/detail/json_members.hpp>

namespace eslio::detail {

ESLIO_DECL std::uint64_t quote_pairs::look(const char* p) noexcept {
    const std::uint64_t quotes = wire::detail::match_64<'"'>(p);
    const std::uint64_t two_back = quotes << 2 | before_ >> 62;
    const std::uint64_t four_back = quotes << 4 | before_ >> 60;
    before_ = quotes;
    std::uint64_t ends = two_back & ~(quotes | four_back);
    if (wire::detail::has_64<'\\'>(p)) ends |= wire::detail::match_64<'\\'>(p);
    const std::uint64_t marks = quotes & two_back;
    if (ends == 0) return marks;
    ended_ = true;
    return marks & ((ends & (~ends + 1)) - 1);
}

ESLIO_DECL bool simple_members::take(std::size_t mark) {
    if (quote_ == 0) {
        quote_ = mark;
        return text_[mark - 1] == ':' && mark - 2 >= name_;
    }
    // Of a value of one character; the mark after it must be the next one.
    if (mark - quote_ == 2) return text_[mark + 1] == ',' && text_[mark + 2] == '"';
    if (text_[mark - 1] != ',' || may_be_array()) return false;
    if (!headers_.add(event_storage::range(name_, quote_ - 2),
                      event_storage::range(quote_ + 1, mark - 2), false))
        return false;
    name_ = mark + 1;
    quote_ = 0;
    return true;
}

ESLIO_DECL std::size_t read_simple_members(event_storage& s, std::size_t at, std::size_t most) {
    const char* const text = s.text.data();
    const std::size_t size = s.text.size();
    simple_members members(s, at + 1, most);
    quote_pairs pairs;
    bool more = text[at] == '"';
    for (std::size_t block = at + 1; more && block < size; block += quote_pairs::step) {
        std::uint64_t marks = pairs.look(text + block);
        for (; more && marks != 0; marks &= marks - 1)
            more = members.take(block + wire::detail::lowest_bit(marks));
        more = more && !pairs.ended();
    }
    return members.finish();
}

}  // namespace eslio::detail
