// A subscription as a value: format, events, CUSTOM subclasses, filters, log level.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/command/listen.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio {

/// What one wants to hear. It writes CUSTOM last with its subclasses, as FreeSWITCH takes every
/// word behind CUSTOM for a subclass, and refuses CUSTOM without one.
///
///     eslio::subscription s(eslio::format::json, eslio::event_name::dtmf);
///     s.custom("sofia::register").filter("Unique-ID", uuid);
class subscription {
public:
    subscription() = default;

    /// In the format that is in force (plain at first).
    template <class... Names, class = std::enable_if_t<(std::is_same_v<Names, event_name> && ...)>>
    explicit subscription(event_name first, Names... more) {
        add(first);
        (add(more), ...);
    }

    /// FreeSWITCH has one format per connection: this changes it for all events.
    template <class... Names, class = std::enable_if_t<(std::is_same_v<Names, event_name> && ...)>>
    explicit subscription(format f, Names... names) : format_(f) {
        (add(names), ...);
    }

    /// `event_name::all` subscribes to every event and every subclass.
    subscription& add(event_name name) {
        if (name == event_name::unknown) return fail(error::bad_event_name);
        if (name == event_name::custom) wants_custom_ = true;
        return add_word(names_, to_string(name));
    }

    /// By name, for types that this library does not know; `CUSTOM` takes subclasses instead.
    subscription& add(std::string_view name) {
        if (const auto known = detail::subscribed_type(name); known != event_name::unknown)
            return add(known);
        // A format's name would change the format.
        return check_word(name) && !parse_format(name) ? add_word(names_, name)
                                                       : fail(error::bad_event_name);
    }

    /// CUSTOM events of that subclass, as `sofia::register` (the case counts).
    subscription& custom(std::string_view subclass) {
        return check_word(subclass) ? add_word(subclasses_, subclass) : fail(error::bad_event_name);
    }

    /// Only events that match one of the filters; see `eslio::filter`.
    subscription& filter(std::string_view header, std::string_view value) {
        filters_.emplace_back(header, value);
        return *this;
    }

    /// Log lines up to that level as well.
    subscription& log(log_level level) {
        log_ = level;
        return *this;
    }

    subscription& in(format f) {
        format_ = f;
        return *this;
    }

    /// The commands that put it in force, in order: filters, the events, the log. An invalid part
    /// makes all of them one invalid command.
    std::vector<command> commands() const;

    /// The `nixevent` and `filter delete` commands that take it back.
    std::vector<command> undo() const;

    /// The first invalid part, if any.
    error_code error() const;

private:
    static bool check_word(std::string_view word) noexcept {
        return !word.empty() && word.find(' ') == std::string_view::npos &&
               wire::find_forgery(word) == eslio::error{};
    }

    subscription& add_word(std::vector<std::string>& to, std::string_view word) {
        if (std::find(to.begin(), to.end(), word) == to.end()) to.emplace_back(word);
        return *this;
    }

    subscription& fail(eslio::error why) {
        if (!error_) error_ = why;
        return *this;
    }

    /// Words of an event or nixevent line: names, then CUSTOM and its subclasses.
    std::string words() const;

    std::optional<format> format_;
    std::vector<std::string> names_;
    std::vector<std::string> subclasses_;
    std::vector<std::pair<std::string, std::string>> filters_;
    std::optional<log_level> log_;
    bool wants_custom_ = false;
    error_code error_;
};

inline error_code subscription::error() const {
    if (error_) return error_;
    if (wants_custom_ && subclasses_.empty()) return eslio::error::custom_without_subclass;
    for (const auto& [header, value] : filters_)
        if (const error_code why = eslio::filter(header, value).error()) return why;
    if (filters_.empty()) return {};
    const bool all_negative = std::all_of(filters_.begin(), filters_.end(), [](const auto& f) {
        return detail::read_filter(f.second).negative;
    });
    return all_negative ? make_error_code(eslio::error::only_negative_filters) : error_code{};
}

inline std::string subscription::words() const {
    std::string text;
    for (const std::string& name : names_)
        if (name != to_string(event_name::custom)) text.append(" ").append(name);
    if (!subclasses_.empty()) text.append(" CUSTOM");
    for (const std::string& subclass : subclasses_) text.append(" ").append(subclass);
    return text;
}

inline std::vector<command> subscription::commands() const {
    if (const error_code why = error()) return {command::invalid(why)};
    std::vector<command> all;
    for (const auto& [header, value] : filters_) all.push_back(eslio::filter(header, value));
    const std::string events = words();
    if (!events.empty()) {
        std::string line("event");
        if (format_) line.append(" ").append(to_string(*format_));
        all.push_back(command(line + events));
    }
    if (log_) all.push_back(eslio::log(*log_));
    if (all.empty()) all.push_back(command::invalid(eslio::error::empty_argument));
    return all;
}

inline std::vector<command> subscription::undo() const {
    if (const error_code why = error()) return {command::invalid(why)};
    std::vector<command> all;
    const std::string events = words();
    if (!events.empty()) all.push_back(command("nixevent" + events));
    for (const auto& [header, value] : filters_) all.push_back(filter_delete(header, value));
    if (log_) all.push_back(nolog());
    if (all.empty()) all.push_back(command::invalid(eslio::error::empty_argument));
    return all;
}

}  // namespace eslio
