// Takes the argument of `originate` apart.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/separate.hpp>
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
    std::string dialplan;     ///< of the extension; empty if not given
    std::string context;
    std::string caller_name;
    std::string caller_number;
    std::string timeout;  ///< seconds, as given; empty if not
    /// The application was dropped, as its argument holds a backslash and a quote.
    bool runs_nothing = false;
};

namespace fake {

/// Reads `{a=b,c=d}` or `[...]` at the front of `text` and removes it. The search for the closing
/// brace counts braces and heeds neither quotes nor escapes (switch_utils.c:
/// switch_find_end_paren).
inline void take_variables(std::string_view& text, event& out) {
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

/// The destination of a dial string with its variables, as `bridge` gets it; nothing if it has
/// none.
inline std::optional<originate_request> parse_dial_string(std::string_view text) {
    originate_request out;
    text = wire::trim_left(text);
    while (!text.empty() && (text.front() == '{' || text.front() == '['))
        take_variables(text, out.variables);
    out.destination = std::string(text.substr(0, text.find_first_of("|,")));
    if (out.destination.empty()) return std::nullopt;
    return out;
}

/// What FreeSWITCH drops an application for that is to be part of an extension
/// (switch_caller_extension_add_application).
constexpr bool is_dropped(std::string_view argument) noexcept {
    return argument.find("\\'") != std::string_view::npos;
}

/// `&playback(x)`: the application and what stands in its parentheses, up to the first that closes
/// (mod_commands: originate_function).
inline void read_application(std::string_view text, originate_request& out) {
    text = text.substr(1, text.find(')') - 1);
    const std::size_t open = text.find('(');
    out.application = std::string(text.substr(0, open));
    if (open != std::string_view::npos) out.argument = std::string(text.substr(open + 1));
    out.runs_nothing = is_dropped(out.argument);
}

/// The extension is `undef`, which FreeSWITCH takes for none and asserts that there is one: it ends
/// (mod_commands: originate_function).
inline bool ends_switch(std::string_view text) {
    const std::vector<std::string> words = separate(text, ' ', 10);
    return words.size() > 1 && words.size() <= 7 && wire::iequals(words[1], "undef");
}

/// What follows `originate`; nothing if the destination or what to do with it is missing. Blanks
/// split it before anything else is read, also inside of braces and parentheses (mod_commands:
/// originate_function).
inline std::optional<originate_request> parse_originate(std::string_view text) {
    std::vector<std::string> words = separate(text, ' ', 10);
    for (std::string& word : words)
        if (wire::iequals(word, "undef")) word.clear();
    if (words.size() < 2 || words.size() > 7) return std::nullopt;
    words.resize(7);  // dial string, target, dialplan, context, name, number, timeout
    std::optional<originate_request> out = parse_dial_string(words[0]);
    if (!out) return std::nullopt;
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

}  // namespace fake
}  // namespace eslio::testing
