// The commands that choose what a connection hears: event, nixevent, noevents, filter, log, nolog.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// What follows the command word and one space.
inline std::string_view argument_of(const request& r) {
    std::string_view line = r.line();
    wire::next_word(line);
    return line;
}

inline void run_event(machine& m, session& s, const request& r) {
    std::string_view words = argument_of(r);
    bool first = true, custom = false, found = false;
    while (!words.empty()) {
        const std::string_view word = wire::next_word(words);
        if (std::exchange(first, false)) {
            if (const auto type = parse_format(word)) {
                s.state.type = *type;
                continue;
            }
        }
        if (word.empty()) continue;
        if (custom) {
            if (!s.state.allowed.subclass(word)) return s.reply("-ERR permission denied");
            s.state.events.add_subclass(word);
            continue;
        }
        const event_name type = parse_subscribed_name(word);
        if (type == event_name::unknown) continue;
        custom = type == event_name::custom;
        if (!s.state.allowed.event(type)) return s.reply("-ERR permission denied");
        s.state.events.add(type, m.known_subclasses);
        found = true;
    }
    if (!found) return s.reply("-ERR no keywords supplied");
    s.state.events_on = true;
    s.reply("+OK event listener enabled " + std::string(to_string(s.state.type)));
}

inline void run_nixevent(machine&, session& s, const request& r) {
    std::string_view words = argument_of(r);
    bool custom = false, found = false;
    while (!words.empty()) {
        const std::string_view word = wire::next_word(words);
        if (word.empty()) continue;
        if (custom) {
            s.state.events.remove_subclass(word);
            continue;
        }
        const event_name type = parse_subscribed_name(word);
        if (type == event_name::unknown) continue;
        custom = type == event_name::custom;
        s.state.events.remove(type);
        found = true;
    }
    if (!found) return s.reply("-ERR no keywords supplied");
    s.state.events_on = true;
    s.reply("+OK events nixed");
}

inline void run_noevents(machine&, session& s, const request&) {
    s.drop_events();
    if (!s.state.events_on) return s.reply("-ERR not listening for events");
    s.state.events_on = false;
    s.state.events.clear();
    s.reply("+OK no longer listening for events");
}

inline void run_filter(machine&, session& s, const request& r) {
    std::string_view rest = argument_of(r);
    std::string_view whole = rest;
    const std::string_view word = wire::next_word(rest);
    const bool one_word = whole.find(' ') == std::string_view::npos;
    if (one_word) return s.reply("-ERR invalid syntax");
    if (wire::iequals(word, "delete")) {
        const std::string_view header = wire::next_word(rest);
        if (wire::iequals(header, "all"))
            s.state.filters.clear();
        else
            s.state.filters.remove(header, rest);
        return s.reply("+OK filter deleted. [" + std::string(header) + "][" + std::string(rest) +
                       "]");
    }
    std::string_view header = word;
    bool has_value = true;
    if (wire::iequals(word, "add")) {
        has_value = rest.find(' ') != std::string_view::npos;
        header = wire::next_word(rest);
    }
    if (rest.empty()) {
        if (has_value) s.state.filters.remove(header, {});
    } else {
        s.state.filters.add(header, rest);
    }
    s.reply("+OK filter added. [" + std::string(header) + "]=[" +
            (has_value ? std::string(rest) : std::string("(null)")) + "]");
}

/// A level by name or number; nothing if FreeSWITCH calls it invalid.
inline std::optional<int> parse_level(std::string_view word) {
    static constexpr std::string_view names[] = {"console", "alert",  "crit", "err",
                                                 "warning", "notice", "info", "debug"};
    if (wire::iequals(word, "disable")) return -1;
    for (int i = 0; i < 8; ++i)
        if (wire::iequals(names[i], word)) return i;
    const auto number = wire::parse_number(word);
    if (!number || *number == 64) return std::nullopt;
    return *number > 63 ? 63 : static_cast<int>(*number);
}

inline void run_log(machine&, session& s, const request& r) {
    if (!s.state.allowed.log()) return s.reply("-ERR permission denied");
    const std::string_view given = wire::trim_left(r.line().substr(3));  // `logout` is level `out`
    const std::string_view word = given.substr(0, given.find(' '));
    const std::optional<int> level = word.empty() ? std::optional<int>(7) : parse_level(word);
    if (!level) return s.reply("-ERR invalid log level");
    s.state.log_level = *level;
    s.reply("+OK log level " + std::string(word) + " [" + std::to_string(*level) + "]");
}

inline void run_nolog(machine&, session& s, const request&) {
    s.drop_logs();
    if (!s.state.log_level) return s.reply("-ERR not loging");
    s.state.log_level.reset();
    s.reply("+OK no longer logging");
}

}  // namespace eslio::testing::fake
