// Which events: types, and subclasses of CUSTOM, as `event` and `nixevent` name them.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/detail/distinct_list.hpp>
#include <eslio/command/detail/heard_change.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio {

/// Types of events and subclasses of CUSTOM, each once, in the order of naming. CUSTOM is written
/// last with its subclasses, as FreeSWITCH takes every word after it for a subclass; CUSTOM
/// without one is refused, as it would deliver next to nothing, and as `nixevent` do nothing.
class event_list {
public:
    event_list() = default;

    /// The types named; others may be added.
    template <class... Names, class = std::enable_if_t<(std::is_same_v<Names, event_name> && ...)>>
    explicit event_list(event_name first, Names... more) {
        add(first);
        (add(more), ...);
    }

    /// `event_name::all` is every event and every subclass.
    event_list& add(event_name name);

    /// By name, for types that this library does not know; `CUSTOM` takes subclasses instead.
    event_list& add(std::string_view name);

    /// CUSTOM events of that subclass, as `sofia::register` (the case counts).
    event_list& custom(std::string_view subclass);

    /// The first invalid part, if any; and in words: which argument, which byte, what to do.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const;

    bool empty() const noexcept { return names().empty() && subclasses().empty(); }

    /// Types, CUSTOM among them if it was added by name, and subclasses.
    const std::vector<std::string>& names() const noexcept { return names_.all(); }
    const std::vector<std::string>& subclasses() const noexcept { return subclasses_.all(); }

    /// Whether it was asked for by that name; `custom` if any subclass was.
    bool has(event_name name) const noexcept {
        if (name == event_name::custom) return wants_custom_ || !subclasses().empty();
        return has_name(to_string(name));
    }

    /// The same by name, in capitals.
    bool has_name(std::string_view name) const noexcept { return names_.has(name); }
    /// Whether the CUSTOM events of that subclass were asked for.
    bool has_subclass(std::string_view subclass) const noexcept {
        return subclasses_.has(subclass);
    }

    /// Whether FreeSWITCH counts the event among these. Of CUSTOM events those without a subclass
    /// come with any subclass.
    bool contains(const event& e) const noexcept;

    /// As on the line of a command: ` NAME NAME CUSTOM subclass`.
    std::string words() const;

    /// Why less may come than was asked for: FreeSWITCH says `+OK` if only one of the names is
    /// known to it. For a human.
    std::vector<std::string> warnings() const;

private:
    event_list& fail(const argument_error& why) {
        problem_.note(why);
        return *this;
    }

    detail::word_list names_;
    detail::word_list subclasses_;
    bool wants_custom_ = false;
    argument_error problem_;
};

namespace cmd {

/// `event [<format>] <names>`: these come from now on, besides those that come already. FreeSWITCH
/// has one format per connection; without one here it stays. The answer tells which is in force
/// (`format_of`). `-ERR permission denied` leaves the names before the forbidden one subscribed.
ESLIO_DECL command listen(const event_list& events, std::optional<format> type = std::nullopt);

/// `nixevent <names>`: these come no more, but for those already queued. Under ALL, a type turns it
/// into the list of all others, and a subclass alone has no effect.
ESLIO_DECL command nixevent(const event_list& events);

/// `noevents`: nothing is subscribed any more; filters, format and the limit of `myevents` stay.
inline command noevents() {
    return command("noevents");
}

}  // namespace cmd

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/event_list.ipp>
#endif
