// What the user of a connection has subscribed to, as FreeSWITCH has understood it.
#pragma once

#include <eslio/command/detail/heard_change.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/config.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/detail/copied_ptr.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Follows `event`, `nixevent`, `noevents` and `myevents` as they are written, before any answer is
/// known; that of `myevents` is told later.
class user_subscription {
public:
    /// Whether the user asked for that type.
    bool has(event_name n) const noexcept { return named_.has(event_name::all) || named_.has(n); }

    /// Whether the user asked for that subclass of CUSTOM.
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

    /// Appends the commands, without their line ends, that bring it about where nothing is
    /// subscribed; in that format, if one is given. They may bring `spared` as well.
    void restore(const eslio::detail::event_types& spared, std::string_view type,
                 eslio::detail::compact_vector<std::string>& out) const;

    /// One is in force, or may be.
    bool may_have_my_events() const noexcept { return has_my_events_ || my_events_asked_ != 0; }

private:
    /// What ALL brought, and was taken back by name since. If FreeSWITCH knows one of the others
    /// it has made single types of ALL, even if that one was added again.
    struct exceptions {
        eslio::detail::word_set others;
        eslio::detail::word_set subclasses;
    };

    /// The types that a word may name, each with the word behind it.
    static std::string type_key(std::string_view type, std::string_view word);
    void note_type(const std::string& word);
    void forget_type(std::string_view type);
    static std::string words_of(const eslio::detail::word_set& words);
    void note_exceptions(const eslio::detail::named_events& n);

    eslio::detail::named_events named_;
    eslio::detail::word_set types_of_others_;           ///< see `type_key`
    eslio::detail::copied_ptr<exceptions> exceptions_;  ///< if there are any
    eslio::detail::event_types
        unsure_;                     ///< of these, what a `myevents` brings unless it is refused
    bool all_others_ = false;        ///< subscribed to the types this library does not know
    bool known_subclasses_ = false;  ///< and to the subclasses FreeSWITCH knew at the last ALL
    bool has_my_events_ = false;
    std::uint32_t my_events_asked_ = 0;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/user_subscription.ipp>
#endif
