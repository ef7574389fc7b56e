// The bodies of the functions of heard_change.hpp.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/command/detail/heard_change.hpp>
#include <eslio/event/detail/type_word.hpp>
#include <eslio/event/format.hpp>

#include <utility>

namespace eslio::detail {

namespace heard {

using kind = heard_change::kind;

inline std::optional<kind> kind_of(std::string_view line) noexcept {
    const auto begins = [line](std::string_view word) { return wire::istarts_with(line, word); };
    switch (line.empty() ? '\0' : wire::to_lower(line.front())) {
        case 'f': return begins("filter ") ? std::optional(kind::filter) : std::nullopt;
        case 'm': return begins("myevents") ? std::optional(kind::my_events) : std::nullopt;
        case 'd': return begins("divert_events") ? std::optional(kind::diversion) : std::nullopt;
        case 'e': return begins("event") ? std::optional(kind::event) : std::nullopt;
        case 'l': return begins("log") ? std::optional(kind::log) : std::nullopt;
        case 'n':
            if (begins("nolog")) return kind::nolog;
            if (begins("nixevent")) return kind::nixevent;
            return begins("noevents") ? std::optional(kind::noevents) : std::nullopt;
        default: return std::nullopt;
    }
}

/// What stands after the first blank; nothing if there is none.
inline std::optional<std::string_view> after_blank(std::string_view text) noexcept {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    return text.substr(blank + 1);
}

inline filter_change read_filter_change(std::string_view line) {
    using change = filter_change::kind;
    std::string_view rest = wire::trim_left(line.substr(7));
    auto value = after_blank(rest);
    if (!value) return {};
    const std::string_view word = rest.substr(0, rest.find(' '));
    const bool removes = wire::iequals(word, "delete");
    if (removes || wire::iequals(word, "add")) {
        rest = *value;
        value = after_blank(rest);
    }
    const std::string_view header = rest.substr(0, rest.find(' '));
    if (removes && wire::iequals(header, "all")) return {change::clear, {}, {}};
    if (!removes && !value) return {};
    return {removes ? change::remove : change::add, std::string(header),
            std::string(value.value_or(std::string_view()))};
}

/// Any blanks, then the word `on`, or another one for off.
inline std::optional<bool> read_diversion(std::string_view line) noexcept {
    const std::string_view word = wire::trim_left(line.substr(13));
    if (word.empty()) return std::nullopt;
    return wire::iequals(word, "on");
}

/// The words after the first blank, parted by one blank each. The first of `event` may be a format,
/// of `nixevent` it is a name like the others.
inline void read_names(std::string_view line, heard_change& out) {
    named_events& n = out.events;
    bool custom = false;
    bool first = out.what == kind::event;
    for (auto rest = after_blank(line); rest; rest = after_blank(*rest)) {
        const std::string_view word = rest->substr(0, rest->find(' '));
        if (std::exchange(first, false))
            if (const auto type = parse_format(word)) {
                out.type = type;
                continue;
            }
        if (word.empty()) continue;
        const event_name type = subscribed_type(word);
        if (custom)
            n.subclasses.add(word);
        else if (type != event_name::unknown)
            n.types.set(index_of(type));
        else
            n.others.add(word);
        custom = custom || type == event_name::custom;
    }
}

/// Without a word it is DEBUG (mod_event_socket: parse_command, `log`).
inline std::optional<log_level> read_log_level(std::string_view line) noexcept {
    const std::string_view word = wire::trim(line.substr(3));
    return word.empty() ? log_level::debug : parse_log_level(word);
}

inline std::optional<std::string> read_my_events(std::string_view line) {
    if (line.size() <= 8 || line[8] != ' ') return std::nullopt;
    return std::string(line.substr(9));
}

/// The last of its words that is one; a UUID stands before it.
inline std::optional<format> format_of_my_events(std::string_view argument) noexcept {
    return parse_format(argument.substr(argument.rfind(' ') + 1));
}

}  // namespace heard

ESLIO_DECL std::shared_ptr<const heard_change> read_heard_change(std::string_view command) {
    const auto what = heard::kind_of(command);
    if (!what || names_socket_module(command)) return nullptr;
    const std::string_view line = command.substr(0, command.find('\n'));
    auto change = std::shared_ptr<heard_change>(new heard_change{*what});
    switch (*what) {
        case heard::kind::event:
        case heard::kind::nixevent: heard::read_names(line, *change); break;
        case heard::kind::filter: change->filter = heard::read_filter_change(line); break;
        case heard::kind::diversion: change->diverts = heard::read_diversion(line); break;
        case heard::kind::my_events:
            change->argument = heard::read_my_events(line);
            if (change->argument) change->type = heard::format_of_my_events(*change->argument);
            break;
        case heard::kind::log: change->level = heard::read_log_level(line); break;
        case heard::kind::nolog:
        case heard::kind::noevents: break;
    }
    return change;
}

}  // namespace eslio::detail
