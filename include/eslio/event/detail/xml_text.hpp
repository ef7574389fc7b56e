// Pieces of XML that its reader and its checker share: space, comments, character references.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/utf8.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace eslio::detail {

constexpr bool is_xml_space(char c) noexcept {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Where the text goes on after space, comments and processing instructions; npos if one of these
/// has no end.
ESLIO_DECL std::size_t skip_xml_misc(std::string_view text, std::size_t at) noexcept;

/// A character for a reference: `&amp;`, `&#65;`, `&#x41;`.
struct xml_reference {
    std::uint32_t code_point = 0;
    std::size_t size = 0;  ///< of the reference; 0 if it is none
};

/// The reference at the front of `text`, which begins with `&`. Numbers that are no characters are
/// let pass as far as FreeSWITCH writes them for bytes that are not quite UTF-8.
constexpr xml_reference read_xml_reference(std::string_view text) noexcept {
    constexpr std::uint32_t largest = 0x1FFFFF;
    const std::size_t end = text.substr(0, 16).find(';');
    if (end == std::string_view::npos) return {};
    const std::string_view name = text.substr(1, end - 1);
    if (name.size() > 1 && name[0] == '#') {
        const bool hex = name[1] == 'x';
        const std::string_view digits = name.substr(hex ? 2 : 1);
        std::uint32_t value = 0;
        for (const char c : digits) {
            const int digit = wire::hex_value(c);
            if (digit < 0 || (!hex && digit > 9)) return {};
            value = value * (hex ? 16U : 10U) + static_cast<std::uint32_t>(digit);
            if (value > largest) return {};
        }
        if (digits.empty()) return {};
        return {value, end + 1};
    }
    struct entity {
        std::string_view name;
        char character;
    };
    constexpr entity entities[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (const entity& e : entities)
        if (name == e.name) return {static_cast<unsigned char>(e.character), end + 1};
    return {};
}

/// Decodes the references of a text in place and returns the new length; npos at a wrong one.
ESLIO_DECL std::size_t decode_xml_in_place(char* text, std::size_t length) noexcept;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/xml_text.ipp>
#endif
