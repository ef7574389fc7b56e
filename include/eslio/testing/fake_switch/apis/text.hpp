// API commands that only work on text: md5, regex, cond, expr, replace, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/text/arithmetic.hpp>
#include <eslio/testing/fake_switch/text/md5.hpp>
#include <eslio/testing/fake_switch/text/pattern_groups.hpp>
#include <eslio/wire/percent.hpp>

#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

inline std::string answer_text(const api_call& c) {
    return std::string(c.arguments);
}

inline std::string answer_md5(const api_call& c) {
    return c.arguments.empty() ? "!err!" : md5_sum::of(c.arguments);
}

inline std::string answer_tolower(const api_call& c) {
    return lower(c.arguments);
}

ESLIO_DECL std::string answer_toupper(const api_call& c);

/// The first value that is not empty.
ESLIO_DECL std::string answer_coalesce(const api_call& c);

/// switch_util_quote_shell_arg
ESLIO_DECL std::string answer_quote_shell_arg(const api_call& c);

ESLIO_DECL std::string answer_sql_escape(const api_call& c);

/// `%X?` of which only the first digit is one counts, too (switch_url_decode reads it by `%2x`).
ESLIO_DECL std::string answer_url_decode(const api_call& c);

inline std::string answer_url_encode(const api_call& c) {
    return wire::percent_encode(c.arguments);
}

/// `m:~` in front of the arguments has them split at `~` instead of `|`.
ESLIO_DECL std::vector<std::string> split_as_pattern(const api_call& c, std::size_t most);

/// `text|expression[|replacement[|flags]]`: true or false, or the replacement; without a match the
/// text, nothing (flag n) or false (flag b).
ESLIO_DECL std::string answer_regex(const api_call& c);

ESLIO_DECL std::string answer_replace(const api_call& c);

ESLIO_DECL std::string answer_expr(const api_call& c);

/// One side of a condition: quoted, or up to the next blank. Nothing if none ends there.
struct cond_operand {
    std::string text;
    bool number = false;

    double value() const {
        return number ? std::strtod(text.c_str(), nullptr) : static_cast<double>(text.size());
    }

    static std::optional<cond_operand> take(std::string_view& from);
};

/// `a == b ? yes : no`; texts are equal, or compared by their length (cond_function).
ESLIO_DECL std::string answer_cond(const api_call& c);

inline constexpr api_entry text_apis[] = {
    {"coalesce", "[^^<delim>]<value1>,<value2>,...", "Return first nonempty parameter",
     answer_coalesce},
    {"cond", "<expr> ? <true val> : <false val>", "Evaluate a conditional", answer_cond},
    {"echo", "<data>", "Echo", answer_text},
    {"escape", "<data>", "Escape a string", answer_text},
    {"expr", "<expr>", "Eval an expression", answer_expr, "mod_expr"},
    {"md5", "<data>", "Return md5 hash", answer_md5},
    {"quote_shell_arg", "<data>", "Quote/escape a string for use on shell command line",
     answer_quote_shell_arg},
    {"regex", "<data>|<pattern>[|<subst string>][n|b]", "Evaluate a regex", answer_regex},
    {"replace", "<data>|<string1>|<string2>", "Replace a string", answer_replace},
    {"sql_escape", "<string>", "Escape a string to prevent sql injection", answer_sql_escape},
    {"tolower", "<string>", "Lower Case a string", answer_tolower},
    {"toupper", "<string>", "Upper Case a string", answer_toupper},
    {"url_decode", "<string>", "Url decode a string", answer_url_decode},
    {"url_encode", "<string>", "Url encode a string", answer_url_encode},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/text.ipp>
#endif
