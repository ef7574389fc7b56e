// The bodies of the functions of dial_string.hpp.
#pragma once

#include <eslio/testing/fake_switch/dial_string.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::size_t find_closing_bracket(std::string_view text) {
    const char open = text.front();
    const char close = open == '{' ? '}' : open == '[' ? ']' : '>';
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == open) ++depth;
        if (text[i] == close && --depth == 0) return i;
    }
    return std::string_view::npos;
}

ESLIO_COLD void take_variables(std::string_view& text, event& out, char delimiter) {
    const std::size_t end = find_closing_bracket(text);
    std::string_view inside = text.substr(1, end == text.npos ? end : end - 1);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (inside.size() > 2 && inside.substr(0, 2) == "^^") {
        delimiter = inside[2];
        inside.remove_prefix(3);
    }
    for (const std::string& one : separate(inside, delimiter, 1024)) {
        const std::vector<std::string> pair = separate(one, '=', 2);
        if (pair.size() != 2) continue;
        out.remove(pair[0]);  // each name once
        if (!pair[1].empty()) out.add(pair[0], pair[1]);
    }
}

ESLIO_COLD void add_own_variables(event& shared, const event& own) {
    const std::string_view wish = shared["local_var_clobber"];
    const bool clobbers = wish == "true" || wish == "1" || wish == "yes";
    for (const event_header h : own.headers()) {
        if (clobbers) shared.remove(h.name());
        if (!shared.contains(h.name())) shared.add(h.name(), h.value());
    }
}

ESLIO_COLD originate_request parse_dial_string(std::string_view text) {
    const eslio::detail::compact_vector<dial_group> groups = parse_destinations(text);
    return groups.empty() ? originate_request() : groups.front().front();
}

/// What stands for a comma in the brackets of a leg while the legs are split.
inline constexpr char hidden_comma = '\x02';
inline constexpr char hidden_quoted_comma = '\x01';

ESLIO_COLD std::string hide_commas(std::string_view legs) {
    std::string out(legs);
    std::size_t end = 0;  // of the brackets around `i`, if it is behind it
    char hidden = hidden_comma;
    bool quoted = false;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (i >= end && out[i] == '[') {
            const std::size_t length = find_closing_bracket(legs.substr(i));
            if (length != legs.npos) end = i + length;
            hidden = legs.substr(i + 1, 2) == "^^" ? hidden_quoted_comma : hidden_comma;
            quoted = false;
        }
        if (out[i] == '\'') quoted = !quoted;
        if (i < end && out[i] == ',' && out[i - 1] != '\\')
            out[i] = quoted ? hidden_quoted_comma : hidden;
    }
    return out;
}

ESLIO_COLD originate_request parse_leg(std::string text, const event& shared) {
    for (std::size_t i = 0; i < text.size() && text[i] != ']'; ++i)
        if (text[i] == hidden_quoted_comma) text[i] = ',';
    originate_request one;
    one.variables = shared;
    event own;
    std::string_view rest = wire::trim_left(text);
    while (!rest.empty() && rest.front() == '[') take_variables(rest, own, hidden_comma);
    add_own_variables(one.variables, own);
    one.destination = std::string(wire::trim_left(rest));
    return one;
}

ESLIO_COLD eslio::detail::compact_vector<dial_group> parse_destinations(std::string_view text) {
    eslio::detail::compact_vector<dial_group> groups;
    event shared;
    text = wire::trim_left(text);
    for (const char open : {'<', '{'})
        while (!text.empty() && text.front() == open) take_variables(text, shared, ',');
    for (const std::string& group : separate(wire::trim_left(text), '|', 128)) {
        dial_group legs;
        for (std::string& leg : separate(hide_commas(group), ',', 128)) {
            originate_request one = parse_leg(std::move(leg), shared);
            if (!one.destination.empty()) legs.push_back(std::move(one));
        }
        if (!legs.empty()) groups.push_back(std::move(legs));
    }
    return groups;
}

ESLIO_COLD std::vector<std::string> parse_enterprise(std::string_view text) {
    static constexpr std::string_view separator = ":_:";
    std::vector<std::string> parts;
    std::string shared;
    text = wire::trim_left(text);
    if (text.find(separator) == text.npos) return {std::string(text)};
    while (!text.empty() && text.front() == '<') {
        const std::size_t end = find_closing_bracket(text);
        if (end == text.npos) break;
        shared.append(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    text = wire::trim_left(text);
    for (bool last = false; !last;) {
        const std::size_t end = text.find(separator);
        last = end == std::string_view::npos;
        parts.push_back(shared + std::string(text.substr(0, end)));
        if (!last) text.remove_prefix(end + separator.size());
    }
    return parts;
}

ESLIO_COLD void read_application(std::string_view text, originate_request& out) {
    text = text.substr(1, text.find(')') - 1);
    const std::size_t open = text.find('(');
    out.application = std::string(text.substr(0, open));
    if (open != std::string_view::npos) out.argument = std::string(text.substr(open + 1));
    out.runs_nothing = is_dropped(out.argument);
}

ESLIO_COLD bool ends_switch(std::string_view text) {
    const std::vector<std::string> words = separate(text, ' ', 10);
    return words.size() > 1 && words.size() <= 7 && wire::iequals(words[1], "undef");
}

ESLIO_COLD std::optional<originate_request> parse_originate(std::string_view text) {
    std::vector<std::string> words = separate(text, ' ', 10);
    for (std::string& word : words)
        if (wire::iequals(word, "undef")) word.clear();
    if (words.size() < 2 || words.size() > 7) return std::nullopt;
    words.resize(7);  // dial string, target, dialplan, context, name, number, timeout
    std::optional<originate_request> out = parse_dial_string(words[0]);
    out->destinations = words[0];
    if (words[1].size() > 1 && words[1].front() == '&')
        read_application(words[1], *out);
    else
        out->argument = words[1];
    out->dialplan = words[2];
    out->context = words[3];
    out->caller_name = words[4];
    out->caller_number = words[5];
    out->timeout = words[6];
    return out;
}

}  // namespace eslio::testing::fake
