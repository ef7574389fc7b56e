// The bodies of the functions of expand.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/expand.hpp>

namespace eslio::testing::fake {

ESLIO_COLD bool expander::needs_expansion(std::string_view text) noexcept {
    if (refers_to_variable(text)) return true;
    for (std::size_t i = text.find('\\'); i < text.size(); i = text.find('\\', i + 1)) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (std::string_view("\\nst'").find(next) != npos && next != '\0') return true;
    }
    return false;
}

ESLIO_COLD std::string expander::expand(std::string_view text, int depth) const {
    if (depth > deepest || !needs_expansion(text)) return std::string(text);
    std::string out;
    const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = at(i + 1);
        if (text[i] == '\\' && next == '$') {
            i += at(i + 2) == '$' ? 2 : 1;
            out.push_back('$');
        } else if (text[i] == '\\' && (next == '\'' || next == '\\')) {
            ++i;
            if (next == '\\') out.push_back(next);
        } else if (text[i] == '$') {
            if (next == '$') ++i;  // a global one
            if (at(i + 1) != '{') {
                out.push_back('$');
                continue;
            }
            const std::size_t end = find_end(text, i + 2);
            out.append(refer(text.substr(i + 2, end - i - 2), depth + 1));
            i = end;
            // What follows is taken as it is, but for another `$`.
            if (i + 1 < text.size() && text[i + 1] != '$') out.push_back(text[++i]);
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

ESLIO_COLD std::size_t expander::find_end(std::string_view text, std::size_t i) noexcept {
    const std::size_t begin = i;
    for (int open = 1; i < text.size(); ++i) {
        if (text[i] == '{' && i != begin) ++open;
        if (text[i] == '}' && --open == 0) return i;
    }
    return text.size();
}

ESLIO_COLD std::string expander::refer(std::string_view inside, int depth) const {
    const std::size_t call = inside.find_first_of(" (");
    if (call != npos) {
        const std::size_t end = inside[call] == '(' ? inside.rfind(')') : npos;
        const std::string_view arguments =
            inside.substr(call + 1, end == npos ? npos : end - call - 1);
        return run_api ? run_api(expand(inside.substr(0, call), depth), expand(arguments, depth))
                       : std::string();
    }
    std::string name = expand(inside, depth);
    long from = 0;
    int length = 0;
    if (const std::size_t colon = name.find(':'); colon != npos) {
        const std::size_t second = name.find(':', colon + 1);
        from = std::atoi(name.c_str() + colon + 1);
        if (second != npos) length = std::atoi(name.c_str() + second + 1);
        name.resize(colon);
    }
    int index = -1;
    if (const std::size_t bracket = name.find('['); name.find(']', bracket) != npos) {
        index = std::atoi(name.c_str() + bracket + 1);
        name.resize(bracket);
    }
    return part(expand(value_of ? value_of(name, index) : std::string(), depth), from, length);
}

ESLIO_COLD std::string expander::part(std::string value, long from, int length) {
    const auto size = static_cast<long>(value.size());
    if (from >= 0)
        value.erase(0, static_cast<std::size_t>(from > size ? size : from));
    else if (-from <= size)
        value.erase(0, static_cast<std::size_t>(size + from));
    if (length > 0 && static_cast<std::size_t>(length) < value.size())
        value.resize(static_cast<std::size_t>(length));
    return value;
}

}  // namespace eslio::testing::fake
