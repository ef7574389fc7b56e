// Completing a draft: what is asked of FreeSWITCH (`console_complete`), and what its answer means.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <array>
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

/// The console's own commands are not asked of FreeSWITCH.
inline completion complete_own_command(std::string_view before) {
    static constexpr std::array<std::string_view, 15> names{
        "/bgapi",    "/bye",      "/debug", "/event", "/eventfilter",
        "/exit",     "/filter",   "/help",  "/log",   "/logfilter",
        "/nixevent", "/noevents", "/nolog", "/quit",  "/uuid"};
    completion c;
    std::size_t found = 0;
    std::string common;
    for (const std::string_view name : names) {
        if (!eslio::wire::starts_with(name, before)) continue;
        if (found++ == 0) common = name;
        const auto end = std::mismatch(common.begin(), common.end(), name.begin(), name.end());
        common.erase(end.first, common.end());
        c.list.append(name).append("  ");
    }
    c.size = found == 0 ? 0 : before.size();
    c.text = found == 1 ? common + " " : common;
    if (found < 2)
        c.list.clear();
    else
        c.list.back() = '\n';
    return c;
}

}  // namespace cli
