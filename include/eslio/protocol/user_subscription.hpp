// What the user of a connection has subscribed to, as FreeSWITCH has understood it.
#pragma once

#include <eslio/command/detail/heard_change.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/config.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/event_name.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Follows `event`, `nixevent`, `noevents` and `myevents` as they are written, before any answer is
/// known; that of `myevents` is told later.
class user_subscription {
public:
    bool has(event_name n) const noexcept { return named_.has(event_name::all) || named_.has(n); }

    bool has_custom(std::string_view subclass) const;

    /// Of a type that this library does not know.
    bool has_other(std::string_view name) const noexcept;

    /// `event`
    void add(const eslio::detail::named_events& n);

    /// `nixevent`
    void remove(const eslio::detail::named_events& n);

    /// `noevents`; returns what was subscribed to.
    eslio::detail::named_events clear();

    /// A `myevents`, until its answer is known. After one that was accepted it is refused.
    void begin_my_events() noexcept;

    /// Its answer: what only a refused one would have brought does not come.
    void end_my_events(bool accepted) noexcept;

    /// One is in force, or may be.
    bool may_have_my_events() const noexcept { return has_my_events_ || my_events_asked_ != 0; }

private:
    eslio::detail::named_events named_;
    eslio::detail::event_types
        unsure_;                     ///< of these, what a `myevents` brings unless it is refused
    bool all_others_ = false;        ///< subscribed to the types this library does not know
    bool known_subclasses_ = false;  ///< and to the subclasses FreeSWITCH knew at the last ALL
    bool has_my_events_ = false;
    std::size_t my_events_asked_ = 0;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/user_subscription.ipp>
#endif
