// Reads runs of simple headers, a line `    <Name>value</Name>` each: most of what an event in XML
// is made of.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/storage.hpp>

#include <cstddef>
#include <string_view>

namespace eslio::detail {

/// Makes headers of the places of `<` in a text: of a start tag, its end tag, the start tag after
/// it.
class simple_headers {
public:
    /// What stands before the start tag of a header.
    static constexpr std::string_view indent = "\n    ";

    /// How many bytes of the text must follow what is read.
    static constexpr std::size_t lookahead = 32;

    /// The first start tag is at `tag`, after `indent`, the last that ends a header at `last_mark`
    /// at most. There may be `most` headers.
    simple_headers(event_storage& s, std::size_t tag, std::size_t last_mark,
                   std::size_t most) noexcept
        : s_(s),
          text_(s.text.data()),
          last_mark_(last_mark),
          most_(most),
          tag_(tag),
          next_(s.entries_end()),
          stop_(next_) {}

    /// Takes the next `<` or `&` of the text; false where the header is of another kind, at which
    /// reading ends.
    bool take(std::size_t mark);

    /// Returns where the last header that was read ends.
    std::size_t finish() {
        s_.cut(next_);
        return tag_ - indent.size();
    }

private:
    /// Whether the `size` bytes of the name in the start tag stand in the end tag as well, and are
    /// those of a name that is not that of the header before, which would make an array of both.
    bool is_name(std::size_t size) const noexcept;

    bool may_be_array(std::size_t value) const noexcept {
        return (text_[value] == 'A' && text_[value + 1] == 'R') ||
               (text_[value] == '%' && text_[value + 1] == '4');
    }

    bool make_room();

    event_storage& s_;
    const char* text_;
    std::size_t last_mark_;
    std::size_t most_;
    std::size_t tag_;
    std::size_t end_tag_ = 0;  ///< once it was found
    std::string_view last_;    ///< the name of the header before
    event_entry* next_;
    const event_entry* stop_;
};

/// Reads simple headers in the first `size` bytes of the text, from the end of the header before at
/// `at` on, and stops after the last one that another line follows which is indented as it is.
/// Returns where it stopped.
ESLIO_DECL std::size_t read_simple_headers(event_storage& s, std::size_t at, std::size_t size,
                                           std::size_t most);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/xml_headers.ipp>
#endif
