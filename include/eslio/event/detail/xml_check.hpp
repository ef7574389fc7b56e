// Tells whether bytes are well-formed XML, to name the error of an event that could not be read.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/xml_text.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <string_view>

namespace eslio::detail {

/// A checker of tags and their nesting, which it keeps on the heap. It does not know DTDs, and is
/// lenient about names.
class xml_checker {
public:
    /// Elements nested deeper count as ill-formed, so that hostile bytes cost no more memory.
    static constexpr std::size_t max_depth = 1'000'000;

    explicit xml_checker(std::string_view text) noexcept : text_(text) {}

    /// One root element, closed, with nothing but space and comments around it.
    bool check();

private:
    bool misc() noexcept {
        at_ = skip_xml_misc(text_, at_);
        return at_ != std::string_view::npos;
    }

    /// Skips what begins with `mark`, if it stands here; false when it has no end.
    bool section(std::string_view mark, std::string_view end) noexcept;

    bool starts_tag() const noexcept { return at_ < text_.size() && text_[at_] == '<'; }

    static bool is_name_character(char c) noexcept {
        return !is_xml_space(c) && c != '<' && c != '>' && c != '/' && c != '=' && c != '"' &&
               c != '\'' && c != '&';
    }

    std::string_view name() noexcept;

    void space() noexcept {
        while (at_ < text_.size() && is_xml_space(text_[at_])) ++at_;
    }

    bool take(char c) noexcept;

    /// A start, end or empty tag.
    bool tag();

    bool attribute() noexcept;

    static bool references(std::string_view text) noexcept;

    /// Text, comments and CDATA up to the next tag; nothing when the root is closed.
    bool content() noexcept;

    std::string_view text_;
    compact_vector<std::string_view> open_;
    std::size_t at_ = 0;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/xml_check.ipp>
#endif
