// Takes the argument of `originate` apart.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing {

/// What `originate` was asked for.
struct originate_request {
    std::string destination;  ///< `user/1000`: the first of several, without its variables
    event variables;          ///< those in `{}` and `[]`
    std::string application;  ///< of `&park()`; empty for an extension
    std::string argument;     ///< of the application, or the extension
    std::string caller_name;
    std::string caller_number;
    std::string timeout;  ///< seconds, as given; empty if not
};

namespace fake {

/// Reads `{a=b,c='d,e'}` or `[...]` at the front of `text` and removes it.
inline void take_variables(std::string_view& text, event& out) {
    const char close = text.front() == '{' ? '}' : ']';
    text.remove_prefix(1);
    std::string name, value;
    bool in_value = false, quoted = false;
    const auto store = [&] {
        if (!name.empty() && !value.empty()) out.add(name, value);
        name.clear();
        value.clear();
        in_value = false;
    };
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '\'') {
            quoted = !quoted;
        } else if (!quoted && c == close) {
            break;
        } else if (!quoted && c == ',') {
            store();
        } else if (!in_value && c == '=') {
            in_value = true;
        } else {
            (in_value ? value : name).push_back(c);
        }
    }
    store();
}

/// Splits off a word, which quotes may hold together.
inline std::string take_argument(std::string_view& text) {
    std::string word;
    bool quoted = false;
    text = wire::trim_left(text);
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '\'')
            quoted = !quoted;
        else if (c == ' ' && !quoted)
            break;
        else
            word.push_back(c);
    }
    return word;
}

/// `&playback(a b)`: the application and what stands in its parentheses.
inline void take_application(std::string_view& text, originate_request& out) {
    text.remove_prefix(1);
    const std::size_t open = text.find_first_of("( ");
    out.application = std::string(text.substr(0, open));
    if (open == std::string_view::npos || text[open] == ' ') {
        text.remove_prefix(open == std::string_view::npos ? text.size() : open);
        return;
    }
    text.remove_prefix(open + 1);
    const std::size_t end = text.rfind(')');
    out.argument = std::string(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
}

/// Nothing if the destination or what to do with it is missing.
inline std::optional<originate_request> parse_originate(std::string_view text) {
    originate_request out;
    text = wire::trim_left(text);
    while (!text.empty() && (text.front() == '{' || text.front() == '['))
        take_variables(text, out.variables);
    std::string all = take_argument(text);
    std::string_view first = all;
    while (!first.empty() && (first.front() == '{' || first.front() == '['))
        take_variables(first, out.variables);
    out.destination = std::string(first.substr(0, first.find_first_of("|,")));
    text = wire::trim_left(text);
    if (out.destination.empty() || text.empty()) return std::nullopt;
    if (text.front() == '&')
        take_application(text, out);
    else
        out.argument = take_argument(text);
    take_argument(text);  // the dialplan
    take_argument(text);  // the context
    out.caller_name = take_argument(text);
    out.caller_number = take_argument(text);
    out.timeout = take_argument(text);
    return out;
}

}  // namespace fake
}  // namespace eslio::testing
