// A subscription as a value: format, events, CUSTOM subclasses, filters, log level.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/detail/distinct_list.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/command/filter.hpp>
#include <eslio/command/listen.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
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
/// word after CUSTOM for a subclass, and refuses CUSTOM without one.
///
///     eslio::subscription s(eslio::format::json, eslio::event_name::dtmf);
///     s.custom("sofia::register").only("Unique-ID", uuid);
class subscription {
public:
    subscription() = default;

    /// In the format that is in force (plain at first).
    template <class... Names, class = std::enable_if_t<(std::is_same_v<Names, event_name> && ...)>>
    explicit subscription(event_name first, Names... more) : events_(first, more...) {}

    /// FreeSWITCH has one format per connection: this changes it for all events.
    template <class... Names, class = std::enable_if_t<(std::is_same_v<Names, event_name> && ...)>>
    explicit subscription(format f, Names... names) : format_(f) {
        (add(names), ...);
    }

    /// `event_name::all` subscribes to every event and every subclass.
    subscription& add(event_name name) {
        events_.add(name);
        return note();
    }

    /// By name, for types that this library does not know; `CUSTOM` takes subclasses instead.
    subscription& add(std::string_view name) {
        events_.add(name);
        return note();
    }

    /// CUSTOM events of that subclass, as `sofia::register` (the case counts).
    subscription& custom(std::string_view subclass) {
        events_.custom(subclass);
        return note();
    }

    /// Only events that get past the filters: those of which a header is that text. Several such
    /// filters are alternatives. An event that lacks the header does not come, so BACKGROUND_JOB
    /// and HEARTBEAT need one of their own.
    subscription& only(std::string_view header, std::string_view text) {
        return filter(filter_rule::equal(header, text));
    }

    /// Not those of which a header is that text. FreeSWITCH delivers nothing unless some other
    /// filter selects; `matching("Event-Name", ".")` selects all.
    subscription& except(std::string_view header, std::string_view text) {
        return filter(filter_rule::not_equal(header, text));
    }

    /// Only events in whose header a Perl regular expression matches.
    subscription& matching(std::string_view header, std::string_view expression,
                           std::string_view options = {}) {
        return filter(filter_rule::matching(header, expression, options));
    }

    /// A filter in FreeSWITCH's own syntax; see `cmd::filter`.
    subscription& filter(std::string_view header, std::string_view value) {
        return filter(filter_rule(header, value));
    }
    subscription& filter(filter_rule rule);

    /// Log lines up to that level as well.
    subscription& log(log_level level) {
        log_ = level;
        return *this;
    }

    /// The format in which FreeSWITCH sends all events; it has one for each connection.
    subscription& in(format f) {
        format_ = f;
        return *this;
    }

    /// What was put into it: types and subclasses, filters, the format and the log level if given.
    const event_list& events() const noexcept { return events_; }
    const std::vector<filter_rule>& filters() const noexcept { return filters_.all(); }
    std::optional<format> type() const noexcept { return format_; }
    std::optional<log_level> level() const noexcept { return log_; }

    /// Whether that filter was put into it.
    bool has_filter(const filter_rule& f) const noexcept { return filters_.has(f); }

    /// Whether FreeSWITCH would deliver the event to a connection with this subscription alone
    /// (mod_event_socket: event_handler).
    bool passes(const event& e) const { return events_.contains(e) && eslio::passes(filters(), e); }

    /// The commands that put it in force, in order: filters, the events, the log. An invalid part
    /// makes all of them one invalid command.
    std::vector<command> commands() const;

    /// The `nixevent` and `filter delete` commands that take it back.
    std::vector<command> undo() const;

    /// The first invalid part, if any; and in words: which argument, which byte, what to do.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const;

    /// What is valid but may not do what was meant. For a human.
    std::vector<std::string> warnings() const;

private:
    /// Remembers a part refused at once, before those that only the whole tells of.
    subscription& note();

    std::optional<format> format_;
    event_list events_;
    detail::distinct_list<filter_rule, detail::filter_hash> filters_;
    std::optional<log_level> log_;
    argument_error problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/subscription.ipp>
#endif
