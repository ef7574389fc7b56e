// The bodies of the functions of commands_listen.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/commands_listen.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string_view argument_of(const request& r) {
    std::string_view line = r.line();
    wire::next_word(line);
    return line;
}

ESLIO_COLD void run_event(machine& m, session& s, const request& r) {
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

ESLIO_COLD void run_nixevent(machine&, session& s, const request& r) {
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

ESLIO_COLD void run_noevents(machine&, session& s, const request&) {
    s.drop_events();
    if (!s.state.events_on) return s.reply("-ERR not listening for events");
    s.state.events_on = false;
    s.state.events.clear();
    s.reply("+OK no longer listening for events");
}

ESLIO_COLD std::optional<std::string_view> cut_word(std::string_view& word) {
    const std::size_t blank = word.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const std::string_view rest = word.substr(blank + 1);
    word = word.substr(0, blank);
    return rest;
}

ESLIO_COLD void change_filters(session& s, const request& r) {
    std::string_view header = wire::trim_left(r.line().substr(7));
    std::optional<std::string_view> value = cut_word(header);
    if (!value) return s.reply("-ERR invalid syntax");
    if (wire::iequals(header, "delete")) {
        header = *value;
        value = cut_word(header);
        if (wire::iequals(header, "all"))
            s.state.filters.clear();
        else
            s.state.filters.remove(header, value.value_or(std::string_view()));
        return s.reply("+OK filter deleted. [" + std::string(header) + "][" +
                       std::string(value.value_or(std::string_view())) + "]");
    }
    if (wire::iequals(header, "add")) {
        header = *value;
        value = cut_word(header);
    }
    if (value) s.state.filters.add(header, *value);
    s.reply("+OK filter added. [" + std::string(header) + "]=[" +
            std::string(value.value_or("(null)")) + "]");
}

ESLIO_COLD void run_filter(machine&, session& s, const request& r) {
    change_filters(s, r);
    s.note_calls();
}

ESLIO_COLD std::optional<int> parse_level(std::string_view word) {
    static constexpr std::string_view names[] = {"console", "alert",  "crit", "err",
                                                 "warning", "notice", "info", "debug"};
    if (wire::iequals(word, "disable")) return -1;
    for (int i = 0; i < 8; ++i)
        if (wire::iequals(names[i], word)) return i;
    if (!is_number(word)) return std::nullopt;
    const int number = std::atoi(std::string(word).c_str());
    if (number == 64) return std::nullopt;
    return number > 63 ? 63 : number < 0 ? 0 : number;
}

ESLIO_COLD void run_log(machine&, session& s, const request& r) {
    if (!s.state.allowed.log()) return s.reply("-ERR permission denied");
    const std::string_view given = wire::trim_left(r.line().substr(3));  // `logout` is level `out`
    const std::string_view word = given.substr(0, given.find(' '));
    const std::optional<int> level = word.empty() ? std::optional<int>(7) : parse_level(word);
    if (!level) return s.reply("-ERR invalid log level");
    s.state.log_level = *level;
    s.reply("+OK log level " + std::string(word) + " [" + std::to_string(*level) + "]");
}

ESLIO_COLD void run_nolog(machine&, session& s, const request&) {
    s.drop_logs();
    if (!s.state.log_level) return s.reply("-ERR not loging");
    s.state.log_level.reset();
    s.reply("+OK no longer logging");
}

}  // namespace eslio::testing::fake
