// API commands that run others: bgapi, eval, expand, xml_wrap, alias, console lines.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Puts values in place of `${name}` and `$${name}`.
template <class Lookup>
std::string replace_names(std::string_view text, Lookup value_of) {
    std::string out;
    while (!text.empty()) {
        const std::size_t begin = text.find("${");
        const std::size_t end = text.find('}', begin == text.npos ? 0 : begin);
        if (begin == text.npos || end == text.npos) break;
        out.append(text.substr(0, begin != 0 && text[begin - 1] == '$' ? begin - 1 : begin));
        out += value_of(text.substr(begin + 2, end - begin - 2));
        text.remove_prefix(end + 1);
    }
    return out.append(text);
}

/// `[uuid:<uuid> ]text`: of a call, names are those of headers of the channel's data, as
/// `variable_x`; without one, of global variables.
/// `name(arguments)` or `name arguments` runs an API command.
ESLIO_DECL std::string expand_for_api(machine& m, std::string_view text);

/// What it answers at once; nothing if there is none of that name.
ESLIO_DECL std::string answer_at_once(machine& m, std::string_view name,
                                      std::string_view arguments);

inline std::string answer_eval(const api_call& c) {
    return expand_for_api(c.inside, c.arguments);
}

/// Runs the command with its variables expanded; of one that there is not it says both.
ESLIO_DECL void run_expand(const api_call& c);

ESLIO_DECL void run_xml_wrap(const api_call& c);

/// `bgapi [uuid:<job> ]command`
ESLIO_DECL std::string answer_bgapi(const api_call& c);

/// Other names of commands, for lines of the console.
ESLIO_DECL std::string answer_alias(const api_call& c);

/// Words that the console completes; none are kept.
ESLIO_DECL std::string answer_complete(const api_call& c);

inline constexpr api_entry execute_apis[] = {
    {"alias", "[add|stickyadd] <alias> <command> | del [<alias>|*]", "Alias", answer_alias},
    {"bgapi", "<command>[ <arg>]", "Execute an api command in a thread", answer_bgapi},
    {"complete", "add <word>|del [<word>|*]", "Complete", answer_complete},
    {"eval", "[uuid:<uuid> ]<expression>", "eval (noop)", answer_eval},
    {"expand", "[uuid:<uuid> ]<cmd> <args>", "Execute an api with variable expansion", run_expand},
    {"xml_wrap", "<command> <args>", "Wrap another api command in xml", run_xml_wrap},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/execute.ipp>
#endif
