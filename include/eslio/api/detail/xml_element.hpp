// A small reader of the XML that FreeSWITCH's API commands answer with.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

/// An XML element.
struct xml_element {
    std::string name;
    std::string text;  ///< its own, without that of elements in it and white space at the ends
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<xml_element> elements;

    /// The first element of that name in it; null if there is none.
    const xml_element* find(std::string_view element) const noexcept;

    /// The text of the first element of that name in it; empty if there is none.
    std::string_view text_of(std::string_view element) const noexcept;

    /// An attribute; empty if there is none.
    std::string_view operator[](std::string_view attribute) const noexcept;
};

/// The one element that `body` is, without declaration, comments and document types. Attributes may
/// have no references that are known to nobody (FreeSWITCH writes `&` bare in some, as
/// `valet_info` does): these stay as they stand. Nothing where it is no XML, where elements lie
/// more than 32 deep in one another, or where there are more than a million.
ESLIO_DECL std::optional<xml_element> read_xml(std::string_view body);

/// Takes XML apart; for `read_xml`.
class xml_parser {
public:
    explicit xml_parser(std::string_view text) noexcept : text_(text) {}

    std::optional<xml_element> whole();

private:
    static constexpr int most_levels = 32;
    static constexpr std::size_t most_elements = 1'000'000;

    bool misc() noexcept;
    bool take(std::string_view mark) noexcept;
    void skip_space() noexcept;
    std::string_view name() noexcept;
    bool attributes(xml_element& out);
    bool element(xml_element& out, int level);
    bool content(xml_element& out, int level);
    static void decode(std::string& out, std::string_view text);

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t count_ = 0;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/xml_element.ipp>
#endif
