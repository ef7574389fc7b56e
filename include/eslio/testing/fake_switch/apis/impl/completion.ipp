// The bodies of the functions of completion.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/completion.hpp>

namespace eslio::testing::fake {

ESLIO_COLD completion completion::of(const machine& m, std::string_view line) {
    line = wire::trim_left(line);
    completion c;
    const std::size_t blank = line.rfind(' ');
    const std::string_view word = blank == line.npos ? line : line.substr(blank + 1);
    c.typed = word.size();
    const auto add = [&](std::string_view name) {
        if (wire::istarts_with(name, word)) c.matches.emplace_back(name);
    };
    if (blank == line.npos)
        m.for_each_described_api([&](const described& one) { add(one.name); });
    else if (wire::trim(line.substr(0, blank)) == "show")
        for (const std::string_view name : show_words) add(name);
    // A word that has no command is completed as well, last (live suite).
    if (blank == line.npos) add("uuid_warning");
    if (!c.matches.empty()) c.common = c.matches.front();
    for (const std::string& match : c.matches) {
        const auto end =
            std::mismatch(c.common.begin(), c.common.end(), match.begin(), match.end());
        c.common.erase(end.first, c.common.end());
    }
    return c;
}

ESLIO_COLD std::string_view line_to_complete(std::string_view text) {
    if (!wire::starts_with(text, "c=")) return text;
    const std::string_view position = wire::next_word(text, ';').substr(2);
    return text.substr(0, wire::parse_number(position).value_or(text.size()));
}

ESLIO_COLD std::string answer_console_complete(const api_call& c) {
    const completion found = completion::of(c.inside, line_to_complete(c.arguments));
    std::string out = "\n\n";
    std::size_t number = 0;
    for (const std::string& match : found.matches) {
        out += "[" + std::string(match.size() < 20 ? 20 - match.size() : 0, ' ') + match + "]\t";
        if (++number % 4 == 0) out += "\n";
    }
    out += "\n\n";
    if (!found.common.empty())
        out += "write=" + std::to_string(found.typed) + ":" + found.common +
               (found.matches.size() == 1 ? " " : "");
    return out;
}

}  // namespace eslio::testing::fake
