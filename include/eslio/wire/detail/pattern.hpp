// Regular expressions as FreeSWITCH's PCRE reads them, matched in linear time.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace eslio::detail {

/// Of bytes: what std::bitset does in three dozen functions.
class byte_set {
public:
    bool has(char c) const noexcept { return (word_of(c) >> bit_of(c) & 1) != 0; }
    void add(char c) noexcept { words_[number(c) / 64] |= std::uint64_t{1} << bit_of(c); }
    void add(const byte_set& other) noexcept {
        for (std::size_t i = 0; i < 4; ++i) words_[i] |= other.words_[i];
    }
    /// Has those then that it has not now.
    void flip() noexcept {
        for (std::uint64_t& word : words_) word = ~word;
    }

private:
    static std::size_t number(char c) noexcept { return static_cast<unsigned char>(c); }
    static std::size_t bit_of(char c) noexcept { return number(c) % 64; }
    std::uint64_t word_of(char c) const noexcept { return words_[number(c) / 64]; }

    std::uint64_t words_[4] = {};
};

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
    bool takes(const step& s, char c) const noexcept { return sets_[s.x].has(c); }

    /// Whether the place at `at` is what `begin`, `end`, `word_edge` or `no_word_edge` asks for.
    static bool holds(op what, std::string_view text, std::size_t at) noexcept;

private:
    friend class pattern_reader;
    using places = compact_vector<std::uint32_t>;

    struct states {
        explicit states(std::size_t size) : seen(size) {}
        void clear();
        void swap(states& other) noexcept;
        compact_vector<bool> seen;
        places list;    ///< those that wait for a byte
        places passed;  ///< those gone through
    };

    static bool is_word(char c) noexcept {
        return wire::is_digit(c) || c == '_' ||
               (wire::to_lower(c) >= 'a' && wire::to_lower(c) <= 'z');
    }

    /// Adds a state and those that need no byte; tells whether the end is among them.
    bool follow(states& to, std::uint32_t first, std::string_view text, std::size_t at,
                places& stack) const;

    compact_vector<step> program_;
    compact_vector<byte_set> sets_;
    std::size_t groups_ = 0;
};

}  // namespace eslio::detail

#include <eslio/wire/detail/pattern_reader.hpp>

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/pattern.ipp>
#endif
