// How FreeSWITCH takes a dial string apart, from field.md's account of it: text split at a
// delimiter, each part unescaped, on each of the levels anew; and what it does to the argument of
// an application before. Written without the library's own code.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// Takes one level of escapes and quotes off a part, and blanks at its ends.
inline std::string unescape(const std::string& part, char delimiter) {
    std::string out;
    std::size_t keep = 0;  // blanks behind it are cut
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

/// Splits where the delimiter is neither escaped nor quoted.
inline std::vector<std::string> separate(const std::string& text, char delimiter,
                                         std::size_t most = 100) {
    std::vector<std::string> raw(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            raw.back().append(text, i, 2);
            ++i;
            continue;
        }
        if (text[i] == '\'') quoted = !quoted;
        if (text[i] == delimiter && !quoted && raw.size() < most)
            raw.emplace_back();
        else
            raw.back().push_back(text[i]);
    }
    std::vector<std::string> out;
    for (const std::string& part : raw) out.push_back(unescape(part, delimiter));
    return out;
}

/// The argument of an application, expanded (switch_channel.c:
/// switch_channel_expand_variables_check), of a call that has no variables.
inline std::string expand(const std::string& text) {
    bool changes = text.find("${") != std::string::npos;
    for (const char* mark : {"\\\\", "\\n", "\\s", "\\'"})
        changes = changes || text.find(mark) != std::string::npos;
    if (!changes) return text;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string two = text.substr(i, 2);
        if (two == "\\'" || two == "\\\\" || two == "\\$" || two == "$$") {
            if (two != "\\'") out.push_back(two[1]);
            ++i;
            if (two == "\\$" && i + 1 < text.size() && text[i + 1] == '$') ++i;
        } else if (two == "${") {
            i = text.find('}', i);
            if (i == std::string::npos) break;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

/// The variables in braces at the front. The search for the closing brace counts braces and heeds
/// nothing else.
inline std::vector<std::pair<std::string, std::string>> read_variables(const std::string& dial) {
    std::vector<std::pair<std::string, std::string>> out;
    if (dial.empty() || dial[0] != '{') return out;
    std::size_t end = 0;
    for (int depth = 0; end < dial.size(); ++end) {
        depth += dial[end] == '{' ? 1 : dial[end] == '}' ? -1 : 0;
        if (depth == 0) break;
    }
    for (const std::string& one : separate(dial.substr(1, end - 1), ',')) {
        const auto pair = separate(one, '=', 2);
        out.emplace_back(pair[0], pair.size() > 1 ? pair[1] : "");
    }
    return out;
}

}  // namespace test
