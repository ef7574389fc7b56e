// ASCII helpers that know no locale: case, comparison, trimming, numbers.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace eslio::wire {

/// Letters of ASCII alone, whatever the locale is.
constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Letters of ASCII alone, whatever the locale is.
constexpr char to_upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

/// `0` to `9`.
constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// Value of a hex digit of either case, -1 for another character.
constexpr int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Eight characters as one number, for comparing them at once; compilers make one load of it.
constexpr std::uint64_t load_u64(const char* p) noexcept {
    const auto at = [p](int i) {
        return std::uint64_t{static_cast<unsigned char>(p[i])} << (8 * i);
    };
    return at(0) | at(1) | at(2) | at(3) | at(4) | at(5) | at(6) | at(7);
}

/// `iequals` for two texts of one length.
constexpr bool iequals_same_size(std::string_view a, std::string_view b) noexcept {
    // Mostly they are in the same case, and what differs does so at the end.
    std::size_t left = a.size();
    if (left >= 8) {
        std::size_t at = left - 8;
        while (load_u64(a.data() + at) == load_u64(b.data() + at)) {
            if (at == 0) return true;
            at = at > 8 ? at - 8 : 0;
        }
        left = at + 8;
    }
    for (; left != 0; --left)
        if (to_lower(a[left - 1]) != to_lower(b[left - 1])) return false;
    return true;
}

/// Equal but for the case of ASCII letters, as FreeSWITCH compares header and event names.
constexpr bool iequals(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && iequals_same_size(a, b);
}

/// `text` begins with `prefix`, whatever the case.
constexpr bool istarts_with(std::string_view text, std::string_view prefix) noexcept {
    return text.size() >= prefix.size() && iequals({text.data(), prefix.size()}, prefix);
}

/// `text` holds `part`, whatever the case.
constexpr bool icontains(std::string_view text, std::string_view part) noexcept {
    if (part.empty()) return true;
    const char first = to_lower(part.front());
    for (std::size_t i = 0; i + part.size() <= text.size(); ++i)
        if (to_lower(text[i]) == first && iequals({text.data() + i, part.size()}, part))
            return true;
    return false;
}

/// Whether it does; the case counts.
constexpr bool starts_with(std::string_view text, std::string_view prefix) noexcept {
    return text.substr(0, prefix.size()) == prefix;
}

/// Without the blanks and tabs at its front.
constexpr std::string_view trim_left(std::string_view text) noexcept {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    return text;
}

/// Without those at its end, too.
constexpr std::string_view trim(std::string_view text) noexcept {
    text = trim_left(text);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r' || text.back() == '\n' ||
                             text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Splits off the text before the first `separator` and removes both from `rest`.
constexpr std::string_view next_word(std::string_view& rest, char separator = ' ') noexcept {
    const std::size_t end = rest.find(separator);
    const std::string_view word = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return word;
}

/// Whether `word` is one of `words`, which blanks separate, whatever the case.
constexpr bool is_word_of(std::string_view words, std::string_view word) noexcept {
    while (!words.empty())
        if (iequals(next_word(words), word)) return true;
    return false;
}

/// A number of digits alone that fits; nothing for any other text.
constexpr std::optional<std::uint64_t> parse_number(std::string_view text) noexcept {
    if (text.empty()) return std::nullopt;
    std::uint64_t value = 0;
    constexpr std::uint64_t top = std::numeric_limits<std::uint64_t>::max();
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (value > (top - digit) / 10) return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

}  // namespace eslio::wire
