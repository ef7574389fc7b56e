// What a command changes in what its connection hears, read as mod_event_socket reads it.
#pragma once

#include <eslio/command/detail/word_set.hpp>
#include <eslio/config.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace eslio::detail {

/// What an `event` or `nixevent` names, or a connection is subscribed to.
struct named_events {
    event_types types;
    word_set others;      ///< names this library does not know
    word_set subclasses;  ///< of CUSTOM

    bool has(event_name n) const noexcept { return types[index_of(n)]; }

    /// Without a name FreeSWITCH refuses (`-ERR no keywords supplied`). One that this library does
    /// not know may be known to it.
    bool empty() const noexcept { return types.none() && others.all().empty(); }
};

/// `filter ...`: several blanks may follow that word, exactly one stands between the others.
struct filter_change {
    enum class kind {
        none,    ///< refused, or without effect
        add,     ///< with an empty value: removes all of the header
        remove,  ///< without a value: all of the header
        clear,
    };

    kind what = kind::none;
    std::string header;
    std::string value;
};

/// A command carries one, if it changes anything. FreeSWITCH compares the begin of a line, in any
/// case (mod_event_socket: parse_command): `eventually x` is `event`.
struct heard_change {
    enum class kind { event, nixevent, noevents, my_events, diversion, filter, log, nolog };

    kind what;
    named_events events{};             ///< of `event` and `nixevent`
    std::optional<format> type{};      ///< of `event` and `myevents`, where they name one
    std::optional<log_level> level{};  ///< of `log`; none if FreeSWITCH refuses it
    filter_change filter{};
    std::optional<bool> diverts{};  ///< by `divert_events`; without a word it changes nothing
    bool is_of_log() const noexcept { return what == kind::log || what == kind::nolog; }
    /// Whether that is one that FreeSWITCH takes.
    bool sets_log() const noexcept { return what == kind::nolog || level.has_value(); }

    /// What stands after `myevents` and a blank: a UUID, a format, or both.
    std::optional<std::string> argument{};
};

/// Whether a command of that first character may change anything: every command is asked this.
constexpr bool may_change_heard(char first) noexcept {
    switch (wire::to_lower(first)) {
        case 'd':
        case 'e':
        case 'f':
        case 'l':
        case 'm':
        case 'n': return true;
        default: return false;
    }
}

/// Null if a command changes nothing, or FreeSWITCH takes it for a reload of mod_event_socket.
ESLIO_DECL std::shared_ptr<const heard_change> read_heard_change(std::string_view command);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/heard_change.ipp>
#endif
