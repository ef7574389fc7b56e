// API commands that only work on text: md5, regex, cond, expr, replace, ...
#pragma once

#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/arithmetic.hpp>
#include <eslio/testing/fake_switch/md5.hpp>
#include <eslio/testing/fake_switch/pattern.hpp>
#include <eslio/testing/fake_switch/pattern_groups.hpp>
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

inline std::string answer_toupper(const api_call& c) {
    std::string out(c.arguments);
    for (char& letter : out) letter = wire::to_upper(letter);
    return out;
}

/// The first value that is not empty.
inline std::string answer_coalesce(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    for (std::string& value : c.words(256, ','))
        if (!value.empty()) return std::move(value);
    return {};
}

/// switch_util_quote_shell_arg
inline std::string answer_quote_shell_arg(const api_call& c) {
    if (c.arguments.empty()) return {};
    std::string out = "'";
    for (const char letter : c.arguments) {
        if (letter == '\'')
            out += "'\\''";
        else
            out.push_back(letter);
    }
    return out + "'";
}

inline std::string answer_sql_escape(const api_call& c) {
    std::string out;
    for (const char letter : c.arguments) out.append(letter == '\'' ? 2 : 1, letter);
    return out;
}

/// `%X?` of which only the first digit is one counts, too (switch_url_decode reads it by `%2x`).
inline std::string answer_url_decode(const api_call& c) {
    std::string out;
    const std::string_view text = c.arguments;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? wire::hex_value(text[i + 1]) : -1;
        if (high < 0) {
            out.push_back(text[i]);
            continue;
        }
        const int low = wire::hex_value(text[i + 2]);
        out.push_back(static_cast<char>(low < 0 ? high : 16 * high + low));
        i += 2;
    }
    return out;
}

inline std::string answer_url_encode(const api_call& c) {
    return wire::percent_encode(c.arguments);
}

/// `m:~` in front of the arguments has them split at `~` instead of `|`.
inline std::vector<std::string> split_as_pattern(const api_call& c, std::size_t most) {
    std::string_view text = c.arguments;
    char delimiter = '|';
    if (text.size() > 2 && wire::starts_with(text, "m:") &&
        std::string_view("|~/").find(text[2]) != std::string_view::npos) {
        delimiter = text[2];
        text.remove_prefix(3);
    }
    return separate(text, delimiter, most);
}

/// An expression of a dialplan: `/.../i` may stand around it (switch_regex_perform).
inline pattern dialplan_pattern(std::string_view text) {
    if (text.empty() || text.front() != '/') return pattern(text, false);
    const std::size_t end = text.rfind('/');
    if (end == 0) return pattern(text, false);
    const std::string_view flags = text.substr(end + 1);
    return pattern(text.substr(1, end - 1), flags.find('i') != flags.npos,
                   flags.find('s') != flags.npos);
}

/// `text|expression[|replacement[|flags]]`: true or false, or the replacement; without a match the
/// text, nothing (flag n) or false (flag b).
inline std::string answer_regex(const api_call& c) {
    const std::vector<std::string> words = split_as_pattern(c, 4);
    if (words.size() < 2) return "-ERR";
    const auto parts = pattern_groups::find(dialplan_pattern(words[1]), words[0]);
    if (words.size() == 2) return parts ? "true" : "false";
    if (parts) return substitute(words[2], *parts);
    const std::string flags = words.size() > 3 ? words[3] : std::string();
    if (flags.find('n') != flags.npos) return {};
    return flags.find('b') != flags.npos ? "false" : words[0];
}

inline std::string answer_replace(const api_call& c) {
    const std::vector<std::string> words = split_as_pattern(c, 3);
    if (words.size() < 3 || words[1].empty()) return "-ERR";
    std::string out = words[0];
    for (std::size_t at = out.find(words[1]); at != out.npos;
         at = out.find(words[1], at + words[2].size()))
        out.replace(at, words[1].size(), words[2]);
    return out;
}

inline std::string answer_expr(const api_call& c) {
    const auto value = arithmetic::value_of(c.arguments);
    return value ? arithmetic::to_text(*value) : "!err!";
}

/// One side of a condition: quoted, or up to the next blank. Nothing if none ends there.
struct cond_operand {
    std::string text;
    bool number = false;

    double value() const {
        return number ? std::strtod(text.c_str(), nullptr) : static_cast<double>(text.size());
    }

    static std::optional<cond_operand> take(std::string_view& from) {
        cond_operand o;
        if (!from.empty() && from.front() == '\'') {
            const std::size_t end = from.find('\'', 1);
            if (end == from.npos || end + 1 == from.size() || from[end + 1] != ' ')
                return std::nullopt;
            o.text = std::string(from.substr(1, end - 1));
            from.remove_prefix(end + 1);
        } else {
            const std::size_t end = from.find(' ');
            if (end == from.npos) return std::nullopt;
            o.text = std::string(from.substr(0, end));
            from.remove_prefix(end);
            o.number = o.text.find_first_not_of("0123456789.", o.text[0] == '-' ? 1 : 0) ==
                       std::string::npos;
        }
        from = wire::trim_left(from);
        return o;
    }
};

/// `a == b ? yes : no`; texts are equal, or compared by their length (cond_function).
inline std::string answer_cond(const api_call& c) {
    std::string_view rest = c.arguments;
    const auto a = rest.empty() ? std::nullopt : cond_operand::take(rest);
    if (!a) return "-ERR";
    std::string sign;
    if (!rest.empty() && std::string_view("!<>=").find(rest.front()) != std::string_view::npos)
        sign = std::string(rest.substr(0, rest.size() > 1 && rest[1] == '=' ? 2 : 1));
    if (sign.empty() || sign == "!" || sign == "=") return "-ERR";
    rest = wire::trim_left(rest.substr(sign.size()));
    const auto b = cond_operand::take(rest);
    if (!b || rest.empty() || rest.front() != '?') return "-ERR";
    std::string choices(rest);
    choices.front() = ':';
    const std::vector<std::string> words = separate(choices, ':', 3);
    if (words.size() < 2) return "-ERR";
    const bool texts = !a->number && !b->number;
    bool holds = false;
    if (sign == "==" || sign == "!=")
        holds = (texts ? a->text == b->text : a->value() == b->value()) == (sign == "==");
    else if (sign.front() == '<')
        holds = a->value() < b->value() || (sign == "<=" && a->value() == b->value());
    else
        holds = a->value() > b->value() || (sign == ">=" && a->value() == b->value());
    if (holds) return words[1];
    return words.size() > 2 ? words[2] : std::string();
}

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
