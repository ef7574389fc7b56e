// UTF-8: code points to bytes, and bytes that FreeSWITCH does not promise to be UTF-8 made so.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio {

namespace detail {

/// Writes the bytes of `code_point` (below 0x200000) at `out` and returns how many, 1 to 4.
ESLIO_DECL std::size_t write_utf8(std::uint32_t code_point, char* out) noexcept;

struct utf8_piece {
    std::size_t size;  ///< bytes of the character, or of what can begin none
    bool valid;
};

/// The character at the front of `text`, which is not empty. What is not UTF-8 is taken in the
/// pieces that Unicode recommends to replace by one U+FFFD each.
ESLIO_DECL utf8_piece next_utf8(std::string_view text) noexcept;

}  // namespace detail

/// U+FFFD, what stands for bytes that are not UTF-8.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

/// Whether it is valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
ESLIO_DECL bool is_utf8(std::string_view text) noexcept;

/// A copy in which bytes that are not UTF-8 are U+FFFD. `lossy`, if given, is set to true when
/// there were such bytes, and otherwise left as it is.
ESLIO_DECL std::string to_utf8(std::string_view text, bool* lossy = nullptr);

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/utf8.ipp>
#endif
