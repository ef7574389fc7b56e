// Regular expressions as FreeSWITCH's filters use them, matched in linear time whatever they are.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// The common part of PCRE: alternatives, groups, classes, quantifiers, anchors, `\d \w \s \b`.
/// What it does not know (back references, look-around) and what is too large does not compile,
/// and never matches. No expression can make it recurse deeply or run for long.
class pattern {
    friend class pattern_groups;

public:
    explicit pattern(std::string_view text, bool ignore_case, bool dot_all = false);

    bool compiled() const noexcept { return !failed_; }

    /// It occurs somewhere in `text`.
    bool search(std::string_view text) const;

private:
    using byte_set = std::bitset<256>;

    enum class kind { set, split, jump, begin, end, word_edge, save, match };

    /// Jumps are relative, so that code can be copied. `save` notes where a group begins (`first`
    /// is even) or ends.
    struct step {
        kind what = kind::match;
        byte_set bytes;
        std::ptrdiff_t first = 0;
        std::ptrdiff_t second = 0;
    };
    using code = std::vector<step>;

    struct threads {
        explicit threads(std::size_t size) : known(size, false) {}
        void clear();
        std::vector<bool> known;
        std::vector<std::size_t> seen;
        std::vector<std::size_t> list;  ///< those that wait for a byte
    };

    static constexpr std::size_t max_depth = 100;
    static constexpr std::size_t max_size = 5000;

    // Matching.

    static bool is_word(char c) noexcept {
        return wire::is_digit(c) || c == '_' ||
               (wire::to_lower(c) >= 'a' && wire::to_lower(c) <= 'z');
    }

    static bool holds(kind what, std::string_view text, std::size_t at) noexcept;

    /// Follows all ways that need no byte; true if one is a match.
    bool follow(threads& into, std::size_t start, std::string_view text, std::size_t at) const;

    // Compiling.

    code fail();

    char take() noexcept;
    bool take_if(char c) noexcept;

    static void append(code& to, const code& what) {
        to.insert(to.end(), what.begin(), what.end());
    }
    static std::ptrdiff_t length(const code& c) noexcept {
        return static_cast<std::ptrdiff_t>(c.size());
    }
    static step jump(std::ptrdiff_t to) { return {kind::jump, {}, to, 0}; }
    static step split(std::ptrdiff_t a, std::ptrdiff_t b) { return {kind::split, {}, a, b}; }

    code alternatives(std::size_t depth);

    code sequence(std::size_t depth);

    code atom(std::size_t depth);

    code group(std::size_t depth);

    code escaped();

    static char control(char c) noexcept;

    static std::optional<byte_set> named_class(char c);

    byte_set single(char c) const;

    code one(byte_set set) const;

    code character_class();

    /// Reads `{m}`, `{m,}` or `{m,n}`; anything else after a `{` is text.
    bool take_bounds(std::size_t& least, std::size_t& most);

    code quantified(code what);

    code repeated(const code& what, std::size_t least, std::size_t most, bool lazy);

    static constexpr std::size_t unlimited = static_cast<std::size_t>(-1);

    std::string_view rest_;  ///< what is still to be compiled
    bool ignore_case_;
    bool dot_all_;
    bool failed_ = false;
    std::size_t groups_ = 0;
    code program_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/pattern.ipp>
#endif
