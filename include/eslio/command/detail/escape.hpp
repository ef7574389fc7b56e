// Escapes that survive the readers which FreeSWITCH sends a text through.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// One level: what FreeSWITCH's switch_separate_string takes off when it splits at `delimiter`, or
/// at blanks if that is 0 (switch_utils.c: cleanup_separated_string). Escaped is only what it would
/// change: so a pattern's `\d` stays readable.
ESLIO_DECL std::string escape_level(std::string_view text, char delimiter = '\0');

/// A value inside `{name=value,...}`: split at commas, then at `=`.
inline std::string escape_variable(std::string_view value) {
    return escape_level(escape_level(value, '='), ',');
}

/// What FreeSWITCH puts for the commas between the variables of one leg before it splits the legs,
/// and for those that it takes for parts of values (switch_ivr_originate.c: UNQUOTED_ESC_COMMA,
/// QUOTED_ESC_COMMA).
inline constexpr char leg_comma = '\x02';
inline constexpr char leg_inner_comma = '\x01';

/// A value inside `[name=value]` of one leg, alone in its brackets: split at bars, at commas, at
/// what stands for commas there, then at `=` (switch_ivr_originate, switch_event_create_brackets).
inline std::string escape_leg_variable(std::string_view value) {
    return escape_level(escape_level(escape_level(escape_level(value, '='), leg_comma), ','), '|');
}

/// Where FreeSWITCH sees a variable in a text, `npos` if it sees none: `$`, backslashes or none,
/// `{` (switch_utils.h: switch_string_var_check_const). `between`: the bytes that may stand between
/// those two.
constexpr std::size_t find_variable(std::string_view text,
                                    std::string_view between = "\\") noexcept {
    std::size_t dollar = std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (dollar != std::string_view::npos && text[i] == '{') return dollar;
        if (text[i] == '$')
            dollar = i;
        else if (between.find(text[i]) == std::string_view::npos)
            dollar = std::string_view::npos;
    }
    return std::string_view::npos;
}

constexpr bool holds_variable(std::string_view text) noexcept {
    return find_variable(text) != std::string_view::npos;
}

/// Whether an application's argument would set variables: `%[a=b]` at its front, or with another
/// separator `%;[a=b;c=d]` (switch_core_session_exec).
constexpr bool begins_scope(std::string_view text) noexcept {
    return text.substr(0, 1) == "%" && text.substr(1, 2).find('[') != std::string_view::npos;
}

/// Whether FreeSWITCH's expansion of an application's argument would change a text at all: only
/// where it finds a variable or one of these escapes (switch_utils.h:
/// switch_string_has_escaped_data).
constexpr bool is_expanded(std::string_view text) noexcept {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (text[i] == '\\' &&
            std::string_view("\\nst'").find(text[i + 1]) != std::string_view::npos)
            return true;
    return holds_variable(text);
}

/// What FreeSWITCH's expansion of `${...}` makes `text` of (switch_channel.c:
/// switch_channel_expand_variables_check).
ESLIO_DECL std::string escape_expansion(std::string_view text);

/// After the reference to a variable (`${...}`, `$${...}`) that begins at `i`; `i` if none does,
/// `npos` if it is not closed. Braces inside are counted, but for one at the begin of the name, as
/// FreeSWITCH counts them.
constexpr std::size_t reference_end(std::string_view text, std::size_t i) noexcept {
    std::size_t name = i;
    if (text[name] != '$') return i;
    if (++name < text.size() && text[name] == '$') ++name;
    if (name >= text.size() || text[name] != '{') return i;
    ++name;
    std::size_t open = 1;
    for (std::size_t at = name; at < text.size(); ++at) {
        if (text[at] == '}' && --open == 0) return at + 1;
        if (text[at] == '{' && at != name) ++open;
    }
    return std::string_view::npos;
}

/// Where a reference begins that is not closed, `npos` if all are. Of those inside of one that is
/// closed all are.
constexpr std::size_t find_unclosed(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = reference_end(text, i);
        if (end == std::string_view::npos) return i;
        i = end == i ? i + 1 : end;
    }
    return std::string_view::npos;
}

/// Calls `literal(text)` and `reference(text)` for the parts of a program's own text, in order.
template <class Literal, class Reference>
void for_each_part(std::string_view text, Literal literal, Reference reference) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = reference_end(text, i);
        if (end == i) {
            ++i;
            continue;
        }
        if (begin != i) literal(text.substr(begin, i - begin));
        reference(text.substr(i, end == text.npos ? end : end - i));
        begin = i = end == text.npos ? text.size() : end;
    }
    if (begin != text.size()) literal(text.substr(begin));
}

/// Where the first of those bytes stands outside references to variables, or npos.
ESLIO_DECL std::size_t find_literal(std::string_view text, std::string_view bytes);

/// Where a blank stands at the front or at the end, or npos.
constexpr std::size_t find_blank_end(std::string_view text) noexcept {
    if (text.empty()) return text.npos;
    if (text.front() == ' ') return 0;
    return text.back() == ' ' ? text.size() - 1 : text.npos;
}

/// `escape_expansion` of a program's own text, in which references to variables remain.
ESLIO_DECL std::string escape_own_expansion(std::string_view text);

/// The same of a text that is expanded in any case, as another next to it is.
ESLIO_DECL std::string keep_references(std::string_view text);

/// A text of the program's own with one level of escapes; references to variables, which are gone
/// when FreeSWITCH reads it, remain.
ESLIO_DECL std::string escape_own_level(std::string_view text, char delimiter = '\0');

/// The argument of an application that FreeSWITCH keeps in an extension, as `originate` and
/// `xferext` make one: it drops an application whose argument holds `\'`
/// (switch_caller_extension_add_application). The `'` after an escaped backslash is parted from it
/// by a reference to nothing; false if it holds `\'` otherwise, where it stands for nothing.
ESLIO_DECL bool fit_extension(std::string& argument);

/// Where a value holds a bracket without its partner; `npos` if all balance. FreeSWITCH's search
/// for the closing one heeds neither quotes nor escapes (switch_utils.c: switch_find_end_paren).
ESLIO_DECL std::size_t find_unbalanced(std::string_view value, char open, char close) noexcept;

constexpr bool is_alphanumeric(char c) noexcept {
    return wire::is_digit(c) || (wire::to_lower(c) >= 'a' && wire::to_lower(c) <= 'z');
}

/// Letters, digits and the bytes of `more` alone, and some.
constexpr bool consists_of(std::string_view text, std::string_view more) noexcept {
    for (const char c : text)
        if (!is_alphanumeric(c) && more.find(c) == std::string_view::npos) return false;
    return !text.empty();
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/escape.ipp>
#endif
