// What a line typed at the prompt asks for.
#pragma once

#include "options.hpp"

#include <eslio/command/api.hpp>
#include <eslio/command/listen.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace cli {

struct request {
    enum class kind {
        nothing,
        leave,
        help,
        api,           ///< `text` is an API command
        job,           ///< the same in the background
        send,          ///< `command`
        uuid,          ///< log lines of the call `text`
        log_filter,    ///< log lines with `text`
        event_filter,  ///< events with `text`
        debug,         ///< level `text`
        wrong,         ///< `text` says why
    };

    kind what = kind::nothing;
    std::string text;
    eslio::command command;
};

namespace detail {

inline request wrong(std::string why) {
    return {request::kind::wrong, std::move(why), {}};
}

/// A command, unless it cannot be sent.
inline request to_send(std::string_view line, eslio::command c) {
    if (c.error()) return wrong(c.why());
    return {request::kind::send, std::string(line), std::move(c)};
}

/// `event` or `nixevent` of these names.
inline request to_events(std::string_view line, std::string_view names, eslio::format format,
                         bool hear) {
    std::string_view after = names;
    if (const auto written = eslio::parse_format(eslio::wire::next_word(after)); hear && written) {
        format = *written;
        names = after;
    }
    if (hear && eslio::wire::trim(names).empty()) names = "ALL";
    eslio::subscription s;
    if (hear) s.in(format);
    add_events(s, names);
    if (s.error()) return wrong(s.why());
    return to_send(line, hear ? s.commands().front() : s.undo().front());
}

inline request to_filter(std::string_view line, std::string_view rest) {
    std::string_view value = rest;
    std::string_view header = eslio::wire::next_word(value);
    if (eslio::wire::iequals(header, "add")) header = eslio::wire::next_word(value);
    if (!eslio::wire::iequals(header, "delete"))
        return to_send(line, eslio::cmd::filter(header, value));
    header = eslio::wire::next_word(value);
    const bool all = value.empty() && eslio::wire::iequals(header, "all");
    return to_send(line, all ? eslio::cmd::filter_delete_all()
                             : eslio::cmd::filter_delete(header, value));
}

inline request to_log(std::string_view line, std::string_view rest) {
    const auto level = eslio::parse_log_level(rest.empty() ? "debug" : rest);
    if (!level)
        return wrong("log levels: console alert crit err warning notice info debug, or 0 to 63");
    return to_send(line, eslio::cmd::log(*level));
}

inline request to_debug(std::string_view rest) {
    if (rest.size() != 1 || rest[0] < '0' || rest[0] > '7')
        return wrong("debug levels are 0 to 7; with 7 what is sent and answered is told");
    return {request::kind::debug, std::string(rest), {}};
}

inline request to_run(std::string_view text, request::kind how) {
    if (const eslio::command c = eslio::cmd::api(text); c.error()) return wrong(c.why());
    return {how, std::string(text), {}};
}

}  // namespace detail

/// `format`: that of the events to come.
inline request parse_prompt_line(std::string_view line, eslio::format format) {
    line = eslio::wire::trim(line);
    if (line.empty()) return {};
    if (line == "...") return {request::kind::leave, {}, {}};
    if (line[0] != '/') return detail::to_run(line, request::kind::api);
    std::string_view rest = line;
    const std::string_view word = eslio::wire::next_word(rest).substr(1);
    rest = eslio::wire::trim(rest);
    const auto is = [word](std::string_view name) { return eslio::wire::iequals(word, name); };
    if (is("exit") || is("quit") || is("bye")) return {request::kind::leave, {}, {}};
    if (is("help")) return {request::kind::help, {}, {}};
    if (is("events") || is("event")) return detail::to_events(line, rest, format, true);
    if (is("nixevent")) return detail::to_events(line, rest, format, false);
    if (is("noevents")) return detail::to_send(line, eslio::cmd::noevents());
    if (is("filter")) return detail::to_filter(line, rest);
    if (is("log")) return detail::to_log(line, rest);
    if (is("nolog")) return detail::to_send(line, eslio::cmd::nolog());
    if (is("uuid")) return {request::kind::uuid, std::string(rest), {}};
    if (is("logfilter")) return {request::kind::log_filter, std::string(rest), {}};
    if (is("eventfilter")) return {request::kind::event_filter, std::string(rest), {}};
    if (is("debug")) return detail::to_debug(rest);
    if (is("bgapi")) return detail::to_run(rest, request::kind::job);
    return detail::wrong("there is no " + std::string(line.substr(0, word.size() + 1)) +
                         "; /help tells what there is");
}

}  // namespace cli
