// The bodies of the functions of dial_string.hpp.
#pragma once

#include <eslio/testing/fake_switch/dial_string.hpp>

namespace eslio::testing::fake {

ESLIO_DECL void take_variables(std::string_view& text, event& out) {
    const char open = text.front();
    const char close = open == '{' ? '}' : ']';
    std::size_t end = 0;
    for (int depth = 0; end < text.size(); ++end) {
        if (text[end] == open) ++depth;
        if (text[end] == close && --depth == 0) break;
    }
    const std::string_view inside = text.substr(1, end - 1);
    text.remove_prefix(end < text.size() ? end + 1 : end);
    for (const std::string& one : separate(inside, ',', 1024)) {
        const std::vector<std::string> pair = separate(one, '=', 2);
        if (pair.size() != 2) continue;
        out.remove(pair[0]);  // each name once
        if (!pair[1].empty()) out.add(pair[0], pair[1]);
    }
}

ESLIO_DECL void add_own_variables(event& shared, const event& own) {
    const std::string_view wish = shared["local_var_clobber"];
    const bool clobbers = wish == "true" || wish == "1" || wish == "yes";
    for (const event_header h : own.headers()) {
        if (clobbers) shared.remove(h.name());
        if (!shared.contains(h.name())) shared.add(h.name(), h.value());
    }
}

ESLIO_DECL originate_request parse_dial_string(std::string_view text) {
    originate_request out;
    text = wire::trim_left(text);
    event own;
    while (!text.empty() && text.front() == '{') take_variables(text, out.variables);
    while (!text.empty() && (text.front() == '{' || text.front() == '[')) take_variables(text, own);
    add_own_variables(out.variables, own);
    out.destination = std::string(text.substr(0, text.find_first_of("|,")));
    return out;
}

ESLIO_DECL std::vector<std::string_view> split_outside(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    char open = 0;
    char close = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (depth == 0 && (text[i] == '[' || text[i] == '{')) {
            open = text[i];
            close = open == '[' ? ']' : '}';
        }
        if (text[i] == open) ++depth;
        if (text[i] == close && depth > 0) --depth;
        if (text[i] != separator || depth > 0) continue;
        parts.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

ESLIO_DECL std::vector<dial_group> parse_destinations(std::string_view text) {
    std::vector<dial_group> groups;
    event shared;
    text = wire::trim_left(text);
    while (!text.empty() && text.front() == '{') take_variables(text, shared);
    for (const std::string_view group : split_outside(text, '|')) {
        dial_group legs;
        for (std::string_view leg : split_outside(group, ',')) {
            originate_request one;
            one.variables = shared;
            event own;
            leg = wire::trim_left(leg);
            while (!leg.empty() && (leg.front() == '{' || leg.front() == '['))
                take_variables(leg, own);
            add_own_variables(one.variables, own);
            one.destination = std::string(leg);
            if (!leg.empty()) legs.push_back(std::move(one));
        }
        if (!legs.empty()) groups.push_back(std::move(legs));
    }
    return groups;
}

ESLIO_DECL std::vector<std::string> parse_enterprise(std::string_view text) {
    static constexpr std::string_view separator = ":_:";
    std::vector<std::string> parts;
    std::string shared;
    text = wire::trim_left(text);
    if (!text.empty() && text.front() == '<' && text.find('>') != std::string_view::npos) {
        const std::size_t end = text.find('>');
        shared = "{" + std::string(text.substr(1, end - 1)) + "}";
        text.remove_prefix(end + 1);
    }
    for (bool last = false; !last;) {
        const std::size_t end = text.find(separator);
        last = end == std::string_view::npos;
        parts.push_back(shared + std::string(text.substr(0, end)));
        if (!last) text.remove_prefix(end + separator.size());
    }
    return parts;
}

ESLIO_DECL void read_application(std::string_view text, originate_request& out) {
    text = text.substr(1, text.find(')') - 1);
    const std::size_t open = text.find('(');
    out.application = std::string(text.substr(0, open));
    if (open != std::string_view::npos) out.argument = std::string(text.substr(open + 1));
    out.runs_nothing = is_dropped(out.argument);
}

ESLIO_DECL bool ends_switch(std::string_view text) {
    const std::vector<std::string> words = separate(text, ' ', 10);
    return words.size() > 1 && words.size() <= 7 && wire::iequals(words[1], "undef");
}

ESLIO_DECL std::optional<originate_request> parse_originate(std::string_view text) {
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
