// The bodies of the functions of text.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/text.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::optional<cond_operand> cond_operand::take(std::string_view& from) {
    cond_operand o;
    if (!from.empty() && from.front() == '\'') {
        const std::size_t end = from.find('\'', 1);
        if (end == from.npos || end + 1 == from.size() || from[end + 1] != ' ') return std::nullopt;
        o.text = std::string(from.substr(1, end - 1));
        from.remove_prefix(end + 1);
    } else {
        const std::size_t end = from.find(' ');
        if (end == from.npos) return std::nullopt;
        o.text = std::string(from.substr(0, end));
        from.remove_prefix(end);
        o.number =
            o.text.find_first_not_of("0123456789.", o.text[0] == '-' ? 1 : 0) == std::string::npos;
    }
    from = wire::trim_left(from);
    return o;
}

ESLIO_COLD std::string answer_toupper(const api_call& c) {
    std::string out(c.arguments);
    for (char& letter : out) letter = wire::to_upper(letter);
    return out;
}

ESLIO_COLD std::string answer_coalesce(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    for (std::string& value : c.words(256, ','))
        if (!value.empty()) return std::move(value);
    return {};
}

ESLIO_COLD std::string answer_quote_shell_arg(const api_call& c) {
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

ESLIO_COLD std::string answer_sql_escape(const api_call& c) {
    std::string out;
    for (const char letter : c.arguments) out.append(letter == '\'' ? 2 : 1, letter);
    return out;
}

ESLIO_COLD std::string answer_url_decode(const api_call& c) {
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

ESLIO_COLD std::vector<std::string> split_as_pattern(const api_call& c, std::size_t most) {
    std::string_view text = c.arguments;
    char delimiter = '|';
    if (text.size() > 2 && wire::starts_with(text, "m:") &&
        std::string_view("|~/").find(text[2]) != std::string_view::npos) {
        delimiter = text[2];
        text.remove_prefix(3);
    }
    return separate(text, delimiter, most);
}

ESLIO_COLD std::string answer_regex(const api_call& c) {
    const std::vector<std::string> words = split_as_pattern(c, 4);
    if (words.size() < 2) return "-ERR";
    const auto parts = pattern_groups::find(read_dialplan_expression(words[1]), words[0]);
    if (words.size() == 2) return parts.empty() ? "false" : "true";
    if (!parts.empty()) {  // in a buffer of that size (mod_commands: regex_function)
        std::size_t last = parts.size() - 1;
        while (last != 0 && parts[last].data() == nullptr) --last;
        return substitute(words[2], parts)
            .substr(0, (words[0].size() + words[2].size() + 10) * (last + 1) - 1);
    }
    const std::string flags = words.size() > 3 ? words[3] : std::string();
    if (flags.find('n') != flags.npos) return {};
    return flags.find('b') != flags.npos ? "false" : words[0];
}

ESLIO_COLD std::string answer_replace(const api_call& c) {
    const std::vector<std::string> words = split_as_pattern(c, 3);
    if (words.size() < 3 || words[1].empty()) return "-ERR";
    std::string out = words[0];
    for (std::size_t at = out.find(words[1]); at != out.npos;
         at = out.find(words[1], at + words[2].size()))
        out.replace(at, words[1].size(), words[2]);
    return out;
}

ESLIO_COLD std::string answer_expr(const api_call& c) {
    const auto value = arithmetic::value_of(c.arguments);
    return value ? arithmetic::to_text(*value) : "!err!";
}

ESLIO_COLD std::string answer_cond(const api_call& c) {
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

}  // namespace eslio::testing::fake
