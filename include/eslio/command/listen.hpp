// What to hear and how: event, nixevent, noevents, filter, log, exit.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// FreeSWITCH's log levels; each includes those before it.
enum class log_level { disable = -1, console, alert, crit, err, warning, notice, info, debug };

constexpr std::string_view to_string(log_level level) noexcept {
    switch (level) {
        case log_level::disable: return "disable";
        case log_level::console: return "console";
        case log_level::alert: return "alert";
        case log_level::crit: return "crit";
        case log_level::err: return "err";
        case log_level::warning: return "warning";
        case log_level::notice: return "notice";
        case log_level::info: return "info";
        case log_level::debug: return "debug";
    }
    return "debug";
}

/// A level's name (in any case) or number.
constexpr std::optional<log_level> parse_log_level(std::string_view text) noexcept {
    for (int i = -1; i <= 7; ++i) {
        const auto level = static_cast<log_level>(i);
        if (wire::iequals(text, to_string(level))) return level;
        if (i >= 0 && text.size() == 1 && text[0] == '0' + i) return level;
    }
    return std::nullopt;
}

/// `log <level>`: FreeSWITCH sends its log lines up to that level.
inline command log(log_level level = log_level::debug) {
    wire::line_writer w;
    w.text("log ").text(to_string(level)).finish();
    return command(std::move(w));
}

/// `nolog`: no more log lines.
inline command nolog() {
    return command("nolog");
}

/// `noevents`: nothing is subscribed any more; filters and format stay.
inline command noevents() {
    return command("noevents");
}

/// `exit`: FreeSWITCH says goodbye and closes.
inline command exit() {
    return command("exit");
}

namespace detail {

/// The type that a word of an `event` command names: FreeSWITCH takes any 13 characters before a
/// name (switch_name_event: `SWITCH_EVENT_...`).
constexpr event_name subscribed_type(std::string_view word) noexcept {
    const event_name type = parse_event_name(word);
    if (type != event_name::unknown || word.size() <= 13) return type;
    return parse_event_name(word.substr(13));
}

/// The text of a filter behind its signs and blanks; the last sign tells whether it excludes
/// (mod_event_socket: event_handler).
struct filter_text {
    bool negative = false;
    std::string_view text;
};

constexpr filter_text read_filter(std::string_view value) noexcept {
    filter_text f{false, value};
    while (!f.text.empty() && (f.text[0] == '+' || f.text[0] == '-' || f.text[0] == ' ')) {
        if (f.text[0] != ' ') f.negative = f.text[0] == '-';
        f.text.remove_prefix(1);
    }
    return f;
}

}  // namespace detail

/// `filter <header> <value>`: only events that match some filter are delivered. A value in slashes
/// is a Perl regular expression; a `-` in front excludes. An empty value would remove filters, so
/// it is refused.
inline command filter(std::string_view header, std::string_view value) {
    if (header.empty() || value.empty()) return command::invalid(error::empty_argument);
    if (header.find_first_of(" \r\n:") != std::string_view::npos)
        return command::invalid(error::bad_header_name);
    wire::line_writer w;
    w.text("filter add ").text(header).text(" ").text(value).finish();
    return command(std::move(w));
}

/// `filter delete <header> [<value>]`: without a value all filters of that header; with one only
/// those exactly equal. FreeSWITCH agrees whether there was one or not.
inline command filter_delete(std::string_view header, std::string_view value = {}) {
    if (header.empty()) return command::invalid(error::empty_argument);
    if (header.find_first_of(" \r\n:") != std::string_view::npos)
        return command::invalid(error::bad_header_name);
    wire::line_writer w;
    w.text("filter delete ").text(header);
    if (!value.empty()) w.text(" ").text(value);
    w.finish();
    return command(std::move(w));
}

/// `filter delete all`: everything subscribed is delivered again.
inline command filter_delete_all() {
    return filter_delete("all");
}

}  // namespace eslio
