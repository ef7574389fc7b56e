// What the groups of a regular expression matched, and putting that into a text.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/text/expression.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/detail/pattern.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// The leftmost match, and within it what PCRE would choose, in a time that grows with the text and
/// with the square of the expression. Not as PCRE: the last round of a repeated group that matches
/// nothing, as of `(a*)*`, is not told.
class pattern_groups {
public:
    /// Part 0 is the whole match. Without a match there are no parts.
    static std::vector<std::string_view> find(const pattern_ptr& p, std::string_view text);

private:
    using pattern = eslio::detail::pattern;
    using places = eslio::detail::compact_vector<std::size_t>;
    using marks = eslio::detail::compact_vector<bool>;
    struct thread {
        std::uint32_t step = 0;
        places at;
    };
    static constexpr std::size_t nowhere = std::string_view::npos;

    pattern_groups(const pattern& p, std::string_view text) : pattern_(p), text_(text) {}

    std::vector<std::string_view> run() const;

    /// Follows a thread to all that wait for a byte, the preferred ones first; true if it came to a
    /// match, after which less preferred threads do not count.
    bool follow(eslio::detail::compact_vector<thread>& into, marks& known, thread from,
                std::size_t at, places& best) const;

    const pattern& pattern_;
    std::string_view text_;
};

/// Puts the parts in place of `$1`, `%1` (switch_regex.c: switch_perform_substitution).
ESLIO_DECL std::string substitute(std::string_view text,
                                  const std::vector<std::string_view>& parts);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/pattern_groups.ipp>
#endif
