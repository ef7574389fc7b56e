// How FreeSWITCH's API commands take their arguments apart, written after mod_commands.c and its
// kin, without the library's own code.
#pragma once

#include "command/switch_reader.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace test {

/// switch_strip_whitespace.
inline std::string strip(std::string text) {
    const std::string white = " \t\v\r\n";
    while (!text.empty() && white.find(text.back()) != std::string::npos) text.pop_back();
    text.erase(0, text.find_first_not_of(white));
    return text;
}

/// An API command and its argument, as switch_api_execute finds them.
inline std::pair<std::string, std::string> command_and_argument(const std::string& line) {
    const std::size_t blank = line.find(' ');
    if (blank == std::string::npos) return {line, {}};
    return {line.substr(0, blank), strip(line.substr(blank + 1))};
}

/// Split at blanks with quotes and escapes: switch_separate_string(' ').
inline texts by_blanks(const std::string& argument) {
    return separate(argument, ' ', 25);
}

/// eval_function: all of it is expanded.
inline texts by_expansion(const std::string& argument) {
    return {expand(argument)};
}

/// The same of `eval uuid:...`, and of `expand`, but for what is before the first blank.
inline texts by_strchr_and_expansion(const std::string& argument) {
    const std::size_t blank = argument.find(' ');
    if (blank == std::string::npos) return {argument};
    return {argument.substr(0, blank), expand(argument.substr(blank + 1))};
}

/// The same of `conference play` to a member, whose file is expanded
/// (conference_member_play_file).
inline texts by_blanks_and_member(const std::string& argument) {
    texts words = by_blanks(argument);
    words.at(words.size() - 2) = expand(words.at(words.size() - 2));
    return words;
}

/// The same of `uuid_broadcast` and `sched_broadcast`, whose file is executed: that of `playback`,
/// or of the application in `name::argument` (switch_ivr_broadcast).
inline texts by_blanks_and_broadcast(const std::string& argument) {
    texts words = by_blanks(argument);
    std::string& file = words.at(words.size() - 2);
    const std::size_t mark = file.find(':');
    const bool names = mark != std::string::npos && file.compare(mark, 2, "::") == 0;
    const std::size_t begin = names ? mark + 2 : 0;
    file = file.substr(0, begin) + executed(file.substr(begin)).value_or("a scope");
    return words;
}

/// Split at another byte, with quotes and escapes.
template <char Separator>
texts by_byte(const std::string& argument) {
    return separate(argument, Separator, 25);
}

/// strchr(' '), that often; the last is the rest.
template <int Times>
texts by_strchr(const std::string& argument) {
    texts out;
    std::string rest = argument;
    for (int i = 0; i < Times; ++i) {
        const std::size_t blank = rest.find(' ');
        if (blank == std::string::npos) break;
        out.push_back(rest.substr(0, blank));
        rest.erase(0, blank + 1);
    }
    out.push_back(rest);
    return out;
}

/// The whole argument.
inline texts as_whole(const std::string& argument) {
    return {argument};
}

/// uuid_setvar_multi_function: strchr(' '), then switch_separate_string(';').
inline texts by_variables(const std::string& argument) {
    texts out = by_strchr<1>(argument);
    if (out.size() < 2) return out;
    const texts variables = separate(out[1], ';', 64);
    out.pop_back();
    out.insert(out.end(), variables.begin(), variables.end());
    return out;
}

/// conference_api_dispatch of `say`: what follows the first `say` of the argument, without blanks.
inline texts by_say(const std::string& argument) {
    const std::string order = argument.find("saymember") == std::string::npos ? "say" : "saymember";
    const std::string first = separate(argument, ' ', 25).at(0);
    std::string rest = argument.substr(argument.find(order) + order.size());
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '\t')) rest.erase(0, 1);
    return {first, rest};
}

/// The same of `saymember`, whose text is expanded (conf_api_sub_saymember).
inline texts by_saymember(const std::string& argument) {
    texts said = by_say(argument);
    said.at(1) = expand(said.at(1));
    return said;
}

}  // namespace test
