// Regular expressions as those who are given one in FreeSWITCH take it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/pattern.hpp>

#include <memory>
#include <string_view>

namespace eslio::testing::fake {

/// Null where it is not known what it means; it matches nothing then.
using pattern_ptr = std::shared_ptr<const eslio::detail::pattern>;

inline pattern_ptr read_pattern(std::string_view text, bool ignore_case = false,
                                bool dot_all = false) {
    return eslio::detail::pattern::read(text, {ignore_case, dot_all});
}

/// As FreeSWITCH takes an expression: after the last of two slashes stand options (switch_regex.c:
/// switch_regex_match).
ESLIO_DECL pattern_ptr read_expression(std::string_view text);

/// The same, and of `_NXX.` what Asterisk calls a pattern (switch_regex_perform).
ESLIO_DECL pattern_ptr read_dialplan_expression(std::string_view text);

inline bool search(const pattern_ptr& p, std::string_view text) {
    return p != nullptr && p->search(text);
}

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/expression.ipp>
#endif
