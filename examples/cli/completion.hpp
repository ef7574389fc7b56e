// Completing a draft: what is asked of FreeSWITCH (`console_complete`), and what its answer means.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace cli {

/// To replace `size` bytes before the cursor by `text`; `list` is what it may become.
struct completion {
    std::string list;
    std::size_t size = 0;
    std::string text;
};

/// With something after the cursor FreeSWITCH is told where that is
/// (mod_commands: console_complete_function).
inline std::string completion_request(std::string_view before, std::string_view after) {
    const std::string_view draft = eslio::wire::trim_left(before);
    std::string out = "console_complete ";
    if (!after.empty()) out.append("c=").append(std::to_string(draft.size())).append(";");
    return out.append(draft).append(after);
}

/// A list of one is not worth showing (switch_console.c: switch_console_complete).
inline completion read_completion(std::string_view answer) {
    completion c;
    const std::size_t mark = answer.rfind("\n\nwrite=");
    std::string_view list = answer.substr(0, mark);
    if (mark != answer.npos) {
        std::string_view write = answer.substr(mark + 8);
        const auto size = eslio::wire::parse_number(eslio::wire::next_word(write, ':'));
        c.size = static_cast<std::size_t>(size.value_or(0));
        c.text = write;
    }
    list.remove_prefix(std::min(list.find_first_not_of("\n"), list.size()));
    list = list.substr(0, list.find_last_not_of("\n\t ") + 1);
    if (!list.empty() && (c.text.empty() || c.text.back() != ' '))
        c.list = std::string(list) + "\n";
    return c;
}

}  // namespace cli
