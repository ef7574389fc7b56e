// The bodies of the functions of xml_check.hpp.
#pragma once

#include <eslio/event/detail/xml_check.hpp>

namespace eslio::detail {

ESLIO_DECL bool xml_checker::check() {
    if (!misc() || !section("<!DOCTYPE", ">")) return false;
    if (!misc() || !starts_tag()) return false;
    do {
        if (!tag() || !content()) return false;
    } while (!open_.empty());
    return misc() && at_ == text_.size();
}

ESLIO_DECL bool xml_checker::section(std::string_view mark, std::string_view end) noexcept {
    if (text_.compare(at_, mark.size(), mark) != 0) return true;
    const std::size_t last = text_.find(end, at_ + mark.size());
    if (last == std::string_view::npos) return false;
    at_ = last + end.size();
    return true;
}

ESLIO_DECL std::string_view xml_checker::name() noexcept {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name_character(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
}

ESLIO_DECL bool xml_checker::take(char c) noexcept {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
}

ESLIO_DECL bool xml_checker::tag() {
    if (!take('<')) return false;
    const bool closing = take('/');
    const std::string_view tag_name = name();
    if (tag_name.empty()) return false;
    if (closing) {
        if (open_.empty() || open_.back() != tag_name) return false;
        open_.pop_back();
        space();
        return take('>');
    }
    for (;;) {
        space();
        if (take('/')) return take('>');
        if (take('>')) break;
        if (!attribute()) return false;
    }
    if (open_.size() == max_depth) return false;
    open_.push_back(tag_name);
    return true;
}

ESLIO_DECL bool xml_checker::attribute() noexcept {
    if (name().empty()) return false;
    space();
    if (!take('=')) return false;
    space();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '"' && quote != '\'') return false;
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return false;
    const std::string_view value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return value.find('<') == std::string_view::npos && references(value);
}

ESLIO_DECL bool xml_checker::references(std::string_view text) noexcept {
    for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i)) {
        const std::size_t size = read_xml_reference(text.substr(i)).size;
        if (size == 0) return false;
        i += size;
    }
    return true;
}

ESLIO_DECL bool xml_checker::content() noexcept {
    while (!open_.empty()) {
        const std::size_t end = text_.find('<', at_);
        if (end == std::string_view::npos) return false;
        if (!references(text_.substr(at_, end - at_))) return false;
        at_ = end;
        if (!section("<![CDATA[", "]]>") || !section("<!--", "-->") || !section("<?", "?>"))
            return false;
        if (at_ == end) return true;
    }
    return true;
}

}  // namespace eslio::detail
