// Regular expressions as FreeSWITCH's PCRE reads them, matched in linear time.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// The common part of Perl's regular expressions on bytes: classes, groups, alternatives, counted
/// repetition, `^ $ \b \B \d \w \s` and their opposites, `(?i)` and `(?s)`. No pattern and no text,
/// however hostile, makes it slow or deep: it steps through the text once, with all the states it
/// may be in. Back-references, look-around and the like are not known: `read` gives null for these.
/// What is no expression at all (`[`, `(a`, `*`) matches nothing, as FreeSWITCH cannot compile it.
class pattern {
public:
    struct options {
        bool ignore_case = false;
        bool dot_all = false;
    };

    static std::shared_ptr<const pattern> read(std::string_view text, options with);

    /// It is an expression.
    bool compiles() const noexcept { return !program_.empty(); }

    /// Whether some part of the text matches.
    bool search(std::string_view text) const;

    enum class op : std::uint8_t {
        bytes,
        split,
        jump,
        save,
        begin,
        end,
        word_edge,
        no_word_edge,
        match
    };
    struct step {
        op what;
        std::uint32_t x = 0;  ///< of `bytes` the set; of `split`, `jump` where to go; of `save`
                              ///< where group x / 2 begins (x is even) or ends
        std::uint32_t y = 0;  ///< of `split` the place that is tried after x
    };

    /// For who looks for more than whether it matches.
    const compact_vector<step>& program() const noexcept { return program_; }
    std::size_t groups() const noexcept { return groups_; }

    /// Whether a step of `bytes` takes that one.
    bool takes(const step& s, char c) const noexcept {
        return sets_[s.x][static_cast<unsigned char>(c)];
    }

    /// Whether the place at `at` is what `begin`, `end`, `word_edge` or `no_word_edge` asks for.
    static bool holds(op what, std::string_view text, std::size_t at) noexcept;

private:
    friend class pattern_reader;
    using byte_set = std::bitset<256>;

    struct states {
        explicit states(std::size_t size) : seen(size, false) {}
        void clear();
        void swap(states& other) noexcept;
        std::vector<bool> seen;
        std::vector<std::uint32_t> list;    ///< those that wait for a byte
        std::vector<std::uint32_t> passed;  ///< those gone through
    };

    static bool is_word(char c) noexcept {
        return wire::is_digit(c) || c == '_' ||
               (wire::to_lower(c) >= 'a' && wire::to_lower(c) <= 'z');
    }

    /// Adds a state and those that need no byte; tells whether the end is among them.
    bool follow(states& to, std::uint32_t first, std::string_view text, std::size_t at,
                std::vector<std::uint32_t>& stack) const;

    compact_vector<step> program_;
    std::vector<byte_set> sets_;
    std::size_t groups_ = 0;
};

}  // namespace eslio::detail

#include <eslio/wire/detail/pattern_reader.hpp>

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/pattern.ipp>
#endif
