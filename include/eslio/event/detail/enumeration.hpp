// What enumerations with a text for each value are made of: both look-ups, and their value_reader.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace eslio::detail {

/// The text at the place of `value`; empty past the last, where `unknown` is.
template <class Enum, std::size_t N>
constexpr std::string_view enumerator_text(const std::array<std::string_view, N>& texts,
                                           Enum value) noexcept {
    const auto place = static_cast<std::size_t>(value);
    return place < N ? texts[place] : std::string_view();
}

/// The value with that text, in any case; else `unknown`.
template <class Enum, std::size_t N>
constexpr Enum enumerator_of(const std::array<std::string_view, N>& texts,
                             std::string_view text) noexcept {
    for (std::size_t i = 0; i < N; ++i)
        if (wire::iequals(texts[i], text)) return static_cast<Enum>(i);
    return Enum::unknown;
}

/// What makes a value of every text.
struct reads_every_text {};

/// A `value_reader` by a function that does.
template <auto Parse>
struct reads_with : reads_every_text {
    static constexpr auto read(std::string_view text) noexcept {
        return std::optional(Parse(text));
    }
    static constexpr auto value_of(std::string_view text) noexcept { return Parse(text); }
};

}  // namespace eslio::detail
