// Completing the console's own commands: their names, those of events, log levels, filters.
#pragma once

#include "completion.hpp"

#include <eslio/event/event_name.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

namespace detail {

inline constexpr std::array<std::string_view, 15> own_commands{
    "/bgapi", "/bye",       "/debug",    "/event",    "/eventfilter", "/exit", "/filter", "/help",
    "/log",   "/logfilter", "/nixevent", "/noevents", "/nolog",       "/quit", "/uuid"};

inline void add_event_names(std::vector<std::string_view>& to) {
    to.insert(to.end(), eslio::detail::event_name_texts.begin(),
              eslio::detail::event_name_texts.end());
}

inline void add_levels(std::vector<std::string_view>& to) {
    for (int i = 0; i <= 7; ++i) to.push_back(to_string(static_cast<eslio::log_level>(i)));
}

/// What the next word of a filter may be, after `words` (its header comes first).
inline std::vector<std::string_view> words_of_filter(std::string_view words) {
    std::string_view header = eslio::wire::next_word(words);
    const bool takes_away = eslio::wire::iequals(header, "delete");
    if (takes_away) header = eslio::wire::next_word(words);
    std::vector<std::string_view> all;
    if (header.empty()) {
        all = {"Event-Name", "Event-Subclass", "Unique-ID", "Caller-Destination-Number"};
        all.push_back(takes_away ? "all" : "delete");
    } else if (eslio::wire::iequals(header, "Event-Name")) {
        add_event_names(all);
    }
    return all;
}

/// What the next word may be, after `words`, which begin with the command.
inline std::vector<std::string_view> next_words(std::string_view words) {
    if (words.empty()) return {own_commands.begin(), own_commands.end()};
    std::string_view after = words;
    const std::string_view command = eslio::wire::next_word(after);
    const auto is = [command](std::string_view name) {
        return eslio::wire::iequals(command, name);
    };
    std::vector<std::string_view> all;
    if (is("/event") || is("/events")) {
        if (after.empty()) all = {"plain", "json", "xml"};
        if (!eslio::wire::is_word_of(after, "CUSTOM")) add_event_names(all);
    } else if (is("/nixevent")) {
        if (!eslio::wire::is_word_of(after, "CUSTOM")) add_event_names(all);
    } else if (is("/filter")) {
        all = words_of_filter(after);
    } else if (is("/log") && after.empty()) {
        add_levels(all);
    } else if (is("/debug") && after.empty()) {
        all = {"0", "1", "2", "3", "4", "5", "6", "7"};
    }
    return all;
}

/// In lines of a terminal's usual width.
inline std::string list_of(const std::vector<std::string_view>& all) {
    std::string list;
    std::size_t column = 0;
    for (const std::string_view name : all) {
        if (column != 0 && column + name.size() > 78) {
            list.back() = '\n';
            column = 0;
        }
        list.append(name).append("  ");
        column += name.size() + 2;
    }
    list.back() = '\n';
    return list;
}

}  // namespace detail

/// The console's own commands are not asked of FreeSWITCH. A word is found in any case.
inline completion complete_own_command(std::string_view before) {
    const std::size_t start = before.find_last_of(' ') + 1;
    const std::string_view typed = before.substr(start);
    std::vector<std::string_view> found;
    for (const std::string_view name :
         detail::next_words(eslio::wire::trim(before.substr(0, start))))
        if (eslio::wire::istarts_with(name, typed)) found.push_back(name);
    completion c;
    if (found.empty()) return c;
    std::string_view common = found.front();
    for (const std::string_view name : found) {
        const auto end = std::mismatch(common.begin(), common.end(), name.begin(), name.end());
        common = common.substr(0, static_cast<std::size_t>(end.first - common.begin()));
    }
    c.size = typed.size();
    c.text = common;
    if (found.size() == 1)
        c.text += ' ';
    else
        c.list = detail::list_of(found);
    return c;
}

/// What FreeSWITCH can complete of an own command: the command of `/bgapi`, the call of `/uuid`.
inline std::optional<std::string> part_of_switch(std::string_view before) {
    std::string_view rest = before;
    const std::string_view command = eslio::wire::next_word(rest);
    if (command.size() == before.size()) return std::nullopt;
    if (eslio::wire::iequals(command, "/bgapi")) return std::string(rest);
    if (eslio::wire::iequals(command, "/uuid")) return "uuid_kill " + std::string(rest);
    return std::nullopt;
}

}  // namespace cli
