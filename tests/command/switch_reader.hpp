// How FreeSWITCH takes the texts apart that it is given: the readers behind `sendmsg execute` and
// the applications' arguments, one after the other. Written after switch_utils.c, switch_event.c,
// switch_channel.c and mod_dptools.c, without the library's own code.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace test {

using texts = std::vector<std::string>;

/// Names of variables are the same in any case.
struct any_case {
    bool operator()(std::string a, std::string b) const {
        for (std::string* name : {&a, &b})
            for (char& c : *name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return a < b;
    }
};
using variables = std::map<std::string, std::string, any_case>;

/// cleanup_separated_string: one level of escapes and quotes, and the blanks at the ends.
inline std::string unescape(const std::string& part, char delimiter) {
    std::string out;
    std::size_t keep = 0;  // blanks after it are cut
    bool quoted = false;
    std::size_t i = 0;
    while (i < part.size() && part[i] == ' ') ++i;
    for (; i < part.size(); ++i) {
        const char c = part[i];
        const char next = i + 1 < part.size() ? part[i + 1] : '\0';
        char meant = '\0';
        if (c == '\\') {
            if (next == '\'' || next == '"' || next == '\\' || next == delimiter) meant = next;
            if (next == 'n') meant = '\n';
            if (next == 'r') meant = '\r';
            if (next == 't') meant = '\t';
            if (next == 's') meant = ' ';
        }
        if (meant != '\0') {
            out.push_back(meant);
            ++i;
            keep = out.size();
        } else if (c == '\'' && (quoted || part.find('\'', i + 1) != std::string::npos)) {
            quoted = !quoted;
            if (quoted) keep = out.size();
        } else {
            out.push_back(c);
            if (c != ' ' || quoted) keep = out.size();
        }
    }
    out.resize(keep);
    return out;
}

/// switch_separate_string. Of a text with more parts than there is room for the last is the rest.
inline texts separate(std::string text, char delimiter, std::size_t most = 100) {
    if (text.size() > 3 && text[0] == '^' && text[1] == '^') {
        delimiter = text[2];
        text.erase(0, 3);
    }
    const bool blanks = delimiter == ' ';
    texts raw;
    std::size_t i = 0;
    while (i < text.size() && raw.size() + 1 < most) {
        std::size_t end = i;
        while (blanks && end < text.size() && text[end] == ' ') ++end;
        for (bool quoted = false; end < text.size(); ++end) {
            if (text[end] == '\\')
                ++end;
            else if (text[end] == '\'' &&
                     (blanks || quoted || text.find('\'', end + 1) != std::string::npos))
                quoted = !quoted;
            else if (text[end] == delimiter && !quoted)
                break;
        }
        raw.push_back(text.substr(i, end - i));
        i = end + 1;
        while (blanks && i < text.size() && text[i] == ' ') ++i;
    }
    if (i < text.size()) raw.push_back(text.substr(i));
    for (std::string& part : raw) part = unescape(part, blanks ? '\0' : delimiter);
    return raw;
}

/// switch_string_var_check_const.
inline bool holds_variable(const std::string& text) {
    bool dollar = false;
    for (const char c : text) {
        if (dollar && c == '{') return true;
        dollar = c == '$' || (dollar && c == '\\');
    }
    return false;
}

/// With switch_string_has_escaped_data.
inline bool is_expanded(const std::string& text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
        if (text[i] == '\\' && std::string("\\nst'").find(text[i + 1]) != std::string::npos)
            return true;
    return holds_variable(text);
}

/// switch_channel_expand_variables_check, without API commands, parts and indices.
inline std::string expand(const std::string& text, const variables& known = {}) {
    if (!is_expanded(text)) return text;
    std::string out;
    const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (at(i) == '\\' && at(i + 1) == '$') {
            i += at(i + 2) == '$' ? 2 : 1;
            out.push_back('$');
        } else if (at(i) == '\\' && at(i + 1) == '\'') {
            ++i;
        } else if (at(i) == '\\' && at(i + 1) == '\\') {
            ++i;
            out.push_back('\\');
        } else if (at(i) == '$') {
            if (at(i + 1) == '$') ++i;
            if (at(i + 1) != '{') {
                out.push_back('$');
                continue;
            }
            const std::size_t name = i + 2;
            std::size_t end = name;
            for (int open = 1; end < text.size(); ++end) {
                if (at(end) == '}' && --open == 0) break;
                if (at(end) == '{' && end != name) ++open;
            }
            const auto found = known.find(text.substr(name, end - name));
            if (found != known.end()) out += expand(found->second, known);
            i = end + 1;
            if (i >= text.size()) break;
            if (text[i] == '$')
                --i;
            else
                out.push_back(text[i]);
        } else {
            out.push_back(at(i));
        }
    }
    return out;
}

/// What switch_event_base_add_header keeps of a value; nothing if there is none.
inline std::optional<std::string> kept(const std::string& value) {
    if (value.empty()) return std::nullopt;
    if (value.compare(0, 7, "ARRAY::") != 0) return value;
    if (value.size() < 8) return std::nullopt;
    texts elements(1);
    for (std::size_t i = 7; i < value.size(); ++i) {
        if (value.compare(i, 2, "|:") == 0) {
            elements.emplace_back();
            ++i;
        } else {
            elements.back().push_back(value[i]);
        }
    }
    while (!elements.empty() && elements.front().empty()) elements.erase(elements.begin());
    if (elements.empty()) return std::nullopt;
    if (elements.size() == 1) return elements[0];
    std::string all = "ARRAY::" + elements[0];
    for (std::size_t i = 1; i < elements.size(); ++i) all += "|:" + elements[i];
    return all;
}

/// switch_core_session_exec: the argument as the application gets it; nothing if its front became
/// the variables of a scope.
inline std::optional<std::string> executed(const std::string& argument,
                                           const variables& known = {}) {
    const std::string all = expand(argument, known);
    if (all.size() > 1 && all[0] == '%' && (all[1] == '[' || all.substr(2, 1) == "["))
        return std::nullopt;
    return all;
}

/// base_set: the name, and the value that the variable then has, if any.
inline std::pair<std::string, std::optional<std::string>> base_set(const std::string& data,
                                                                   const variables& known = {}) {
    std::size_t mark = data.find('=');
    if (mark == std::string::npos) mark = data.find(',');
    if (mark == std::string::npos) return {data, std::nullopt};
    return {data.substr(0, mark), kept(expand(data.substr(mark + 1), known))};
}

/// multiset_function, of an argument that is expanded already.
inline std::vector<std::pair<std::string, std::optional<std::string>>> read_multiset(
    std::string argument, const variables& known = {}) {
    char delimiter = ' ';
    if (argument.compare(0, 2, "^^") == 0) {
        delimiter = argument[2];
        argument.erase(0, 3);
    }
    std::vector<std::pair<std::string, std::optional<std::string>>> out;
    for (const std::string& one : separate(argument, delimiter, 256))
        out.push_back(base_set(one, known));
    return out;
}

}  // namespace test
