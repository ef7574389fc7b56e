// A view of a frame's header block: `Name: value` lines, raw and in order.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace eslio::wire {

/// One line. A line without a colon (the continuation of a multi-line `getvar` reply) has its whole
/// text as name and `has_colon` false.
struct header_line {
    /// What stands before the colon.
    std::string_view name;
    std::string_view value;  ///< leading spaces removed; not decoded
    /// Whether there is one; a line without is not a header.
    bool has_colon = false;
};

/// Splits at the first colon, as the unencoded headers of a frame must be.
constexpr header_line split_header(std::string_view line) noexcept {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return {line, {}, false};
    return {line.substr(0, colon), trim_left(line.substr(colon + 1)), true};
}

/// Look-ups are case-insensitive and find the first. Valid as long as the bytes it was made of.
class header_block {
public:
    /// Goes through the lines.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = header_line;
        using difference_type = std::ptrdiff_t;
        using pointer = const header_line*;
        using reference = header_line;

        constexpr iterator() noexcept = default;
        /// Of what is left.
        constexpr explicit iterator(std::string_view rest) noexcept : rest_(rest) {}
        constexpr header_line operator*() const noexcept { return split_header(line()); }
        constexpr iterator& operator++() noexcept {
            next_word(rest_, '\n');
            return *this;
        }
        constexpr iterator operator++(int) noexcept {
            iterator old = *this;
            ++*this;
            return old;
        }
        /// The line as it stands, without its LF.
        constexpr std::string_view line() const noexcept {
            std::string_view copy = rest_;
            return next_word(copy, '\n');
        }
        friend constexpr bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.rest_.size() == b.rest_.size();
        }
        friend constexpr bool operator!=(const iterator& a, const iterator& b) noexcept {
            return !(a == b);
        }

    private:
        std::string_view rest_;
    };

    constexpr header_block() noexcept = default;
    /// `raw`: the lines, each ended by LF, without the blank line after them.
    constexpr explicit header_block(std::string_view raw) noexcept : raw_(raw) {}

    constexpr iterator begin() const noexcept { return iterator(raw_); }
    constexpr iterator end() const noexcept { return iterator(); }
    /// The bytes of the block.
    constexpr std::string_view raw() const noexcept { return raw_; }

    /// The value of the first header of that name, in any case; nothing if there is none.
    constexpr std::optional<std::string_view> find(std::string_view name) const noexcept {
        for (const header_line line : *this)
            if (line.has_colon && iequals(line.name, name)) return line.value;
        return std::nullopt;
    }

    /// The value, empty when there is none.
    constexpr std::string_view operator[](std::string_view name) const noexcept {
        return find(name).value_or(std::string_view{});
    }

private:
    std::string_view raw_;
};

}  // namespace eslio::wire
