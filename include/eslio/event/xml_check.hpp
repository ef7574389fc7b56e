// Tells whether bytes are well-formed XML, to name the error of an event that could not be read.
#pragma once

#include <eslio/event/xml_text.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// A checker of tags and their nesting, which it keeps on the heap. It does not know DTDs, and is
/// lenient about names.
class xml_checker {
public:
    /// Elements nested deeper count as ill-formed, so that hostile bytes cost no more memory.
    static constexpr std::size_t max_depth = 1'000'000;

    explicit xml_checker(std::string_view text) noexcept : text_(text) {}

    /// One root element, closed, with nothing but space and comments around it.
    bool check() {
        if (!misc() || !section("<!DOCTYPE", ">")) return false;
        if (!misc() || !starts_tag()) return false;
        do {
            if (!tag() || !content()) return false;
        } while (!open_.empty());
        return misc() && at_ == text_.size();
    }

private:
    bool misc() noexcept {
        at_ = skip_xml_misc(text_, at_);
        return at_ != std::string_view::npos;
    }

    /// Skips what begins with `mark`, if it stands here; false when it has no end.
    bool section(std::string_view mark, std::string_view end) noexcept {
        if (text_.compare(at_, mark.size(), mark) != 0) return true;
        const std::size_t last = text_.find(end, at_ + mark.size());
        if (last == std::string_view::npos) return false;
        at_ = last + end.size();
        return true;
    }

    bool starts_tag() const noexcept { return at_ < text_.size() && text_[at_] == '<'; }

    static bool is_name_character(char c) noexcept {
        return !is_xml_space(c) && c != '<' && c != '>' && c != '/' && c != '=' && c != '"' &&
               c != '\'' && c != '&';
    }

    std::string_view name() noexcept {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_name_character(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    void space() noexcept {
        while (at_ < text_.size() && is_xml_space(text_[at_])) ++at_;
    }

    bool take(char c) noexcept {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    /// A start, end or empty tag.
    bool tag() {
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

    bool attribute() noexcept {
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

    static bool references(std::string_view text) noexcept {
        for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i)) {
            const std::size_t size = read_xml_reference(text.substr(i)).size;
            if (size == 0) return false;
            i += size;
        }
        return true;
    }

    /// Text, comments and CDATA up to the next tag; nothing when the root is closed.
    bool content() noexcept {
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

    std::string_view text_;
    std::vector<std::string_view> open_;
    std::size_t at_ = 0;
};

}  // namespace eslio::detail
