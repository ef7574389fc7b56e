// The bodies of the functions of escape.hpp.
#pragma once

#include <eslio/command/detail/escape.hpp>

namespace eslio::detail {

ESLIO_DECL std::string escape_level(std::string_view text, char delimiter) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool last = i + 1 == text.size();
        // A backslash is one before what is, or becomes, an escape's second byte.
        const bool escape_begins =
            c == '\\' && (last || text[i + 1] == delimiter ||
                          std::string_view("\\'\"nrts \n\r\t").find(text[i + 1]) != text.npos);
        switch (c) {
            case ' ':
                // Between other delimiters blanks are cut at the ends alone.
                out.append(delimiter == '\0' || i == 0 || last ? "\\s" : " ");
                break;
            case '\n': out.append("\\n"); break;
            case '\r': out.append("\\r"); break;
            case '\t': out.append("\\t"); break;
            default:
                if (escape_begins || c == '\'' || (delimiter != '\0' && c == delimiter))
                    out.push_back('\\');
                out.push_back(c);
        }
    }
    // A vertical tab at the end of an API command is cut (switch_api_execute); an empty pair of
    // quotes keeps it there, and is taken off.
    if (delimiter == '\0' && !text.empty() && text.back() == '\v') out.append("''");
    return out;
}

ESLIO_DECL std::string escape_expansion(std::string_view text) {
    std::string out;
    const bool expanded = is_expanded(text);
    for (const char c : text) {
        if (expanded && (c == '\\' || c == '$')) out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

ESLIO_DECL std::string escape_own_expansion(std::string_view text) {
    return is_expanded(text) ? keep_references(text) : std::string(text);
}

ESLIO_DECL std::string keep_references(std::string_view text) {
    std::string out;
    bool verbatim = false;  // FreeSWITCH copies the byte after a reference, unless it is a `$`
    for_each_part(
        text,
        [&](std::string_view literal) {
            if (verbatim) {
                out.push_back(literal.front());
                literal.remove_prefix(1);
            }
            verbatim = false;
            for (const char c : literal) {
                if (c == '\\' || c == '$') out.push_back('\\');
                out.push_back(c);
            }
        },
        [&](std::string_view reference) {
            // A `$` before it would be taken for a part of it; `\'` stands for nothing.
            if (!out.empty() && out.back() == '$') out.append("\\'");
            out.append(reference);
            verbatim = true;
        });
    return out;
}

ESLIO_DECL std::string escape_own_level(std::string_view text, char delimiter) {
    std::string out;
    for_each_part(
        text, [&](std::string_view literal) { out.append(escape_level(literal, delimiter)); },
        [&](std::string_view reference) { out.append(reference); });
    return out;
}

ESLIO_DECL bool fit_extension(std::string& argument) {
    std::string out;
    bool fits = true;
    bool verbatim = false;  // as in `keep_references`
    for_each_part(
        argument,
        [&](std::string_view literal) {
            for (; !literal.empty(); literal.remove_prefix(1)) {
                out.push_back(literal.front());
                const bool escapes = literal.front() == '\\' && !verbatim;
                const bool pair = escapes && literal.substr(1, 1) == "\\";
                verbatim = false;
                if (pair) {
                    out.push_back('\\');
                    literal.remove_prefix(1);
                }
                if (literal.front() != '\\' || literal.substr(1, 1) != "'") continue;
                fits = fits && (pair || !escapes);
                out.append("${}");
            }
        },
        [&](std::string_view reference) {
            fits = fits && reference.find("\\'") == std::string_view::npos;
            out.append(reference);
            verbatim = true;
        });
    argument = std::move(out);
    return fits;
}

ESLIO_DECL std::size_t find_unbalanced(std::string_view value, char open, char close) noexcept {
    std::size_t depth = 0;
    std::size_t outermost = value.npos;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == open && depth++ == 0) outermost = i;
        if (value[i] == close && depth-- == 0) return i;
    }
    return depth == 0 ? value.npos : outermost;
}

ESLIO_DECL std::size_t find_literal(std::string_view text, std::string_view bytes) {
    std::size_t first = text.npos;
    for_each_part(
        text,
        [&](std::string_view literal) {
            const std::size_t found = literal.find_first_of(bytes);
            if (first == text.npos && found != literal.npos)
                first = static_cast<std::size_t>(literal.data() - text.data()) + found;
        },
        [](std::string_view) {});
    return first;
}

}  // namespace eslio::detail
