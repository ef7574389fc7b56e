// Reads runs of simple headers, a line `    <Name>value</Name>` each: most of what an event in XML
// is made of.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/storage.hpp>

#include <cstddef>
#include <string_view>

namespace eslio::detail {

/// Makes headers of the places of `<` in a text, which take turns: a start tag, its end tag, the
/// next start tag.
class simple_headers {
public:
    /// What stands before the start tag of a header.
    static constexpr std::string_view indent = "\n    ";

    /// How many bytes of the text must follow a name, as they may be read (`is_same_without`). The
    /// storage's padding does not do: the values of joined arrays may have used it up.
    static constexpr std::size_t lookahead = 32;

    /// The first start tag is at `tag`, after `indent`, the last that ends a header at `last_mark`
    /// at most. There may be `most` headers.
    simple_headers(event_storage& s, std::size_t tag, std::size_t last_mark,
                   std::size_t most) noexcept
        : headers_(s, most), text_(s.text.data()), last_mark_(last_mark), tag_(tag) {}

    /// Takes the next `<` or `&` of the text. False if reading ends there: what begins there, or is
    /// being read, is no simple header.
    bool take(std::size_t mark);

    /// Returns where the last header that was read ends.
    std::size_t finish() {
        headers_.finish();
        return tag_ - indent.size();
    }

private:
    /// Whether the `size` bytes of the name in the start tag stand in the end tag as well, and are
    /// those of a name that is not that of the header before, which would make an array of both.
    bool is_name(std::size_t size) const noexcept;

    header_appender headers_;
    const char* text_;
    std::size_t last_mark_;
    std::size_t tag_;
    std::size_t end_tag_ = 0;  ///< once it was found
    std::string_view last_;    ///< the name of the header before
};

/// Reads simple headers from `at` on, where the header before ends. Looks at the first `size` bytes
/// of the text (the values of joined arrays may follow them), and takes a header only if another
/// line with the same indent follows. Returns where the last one that was taken ends. There may be
/// `most` headers (see `header_appender`).
ESLIO_DECL std::size_t read_simple_headers(event_storage& s, std::size_t at, std::size_t size,
                                           std::size_t most);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/xml_headers.ipp>
#endif
