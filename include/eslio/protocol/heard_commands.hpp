// Commands that change what a connection hears, read as mod_event_socket reads them, to the blank.
#pragma once

#include <eslio/command/event_list.hpp>
#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/protocol/event_types.hpp>
#include <eslio/protocol/word_set.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Which of these a command is. FreeSWITCH compares the begin of a line, in any case, and in this
/// order (mod_event_socket: parse_command): `eventually x` is `event`.
enum class heard_command { none, filter, myevents, diversion, event, nixevent, noevents };

constexpr heard_command read_heard_command(std::string_view line) noexcept {
    using c = heard_command;
    switch (line.empty() ? '\0' : wire::to_lower(line.front())) {
        case 'f': return wire::istarts_with(line, "filter ") ? c::filter : c::none;
        case 'm': return wire::istarts_with(line, "myevents") ? c::myevents : c::none;
        case 'd': return wire::istarts_with(line, "divert_events") ? c::diversion : c::none;
        case 'e': return wire::istarts_with(line, "event") ? c::event : c::none;
        case 'n':
            if (wire::istarts_with(line, "nixevent")) return c::nixevent;
            return wire::istarts_with(line, "noevents") ? c::noevents : c::none;
        default: return c::none;
    }
}

/// What stands after the first blank; nothing if there is none.
constexpr std::optional<std::string_view> after_blank(std::string_view text) noexcept {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    return text.substr(blank + 1);
}

/// `filter ...`: any blanks after that word, but one each between the others.
struct filter_change {
    enum class kind {
        none,    ///< refused, or without effect
        add,     ///< with an empty value: removes all of the header
        remove,  ///< without a value: all of the header
        clear,
    };

    kind what = kind::none;
    std::string_view header;
    std::string_view value;
};

constexpr filter_change read_filter_change(std::string_view line) noexcept {
    using kind = filter_change::kind;
    std::string_view rest = wire::trim_left(line.substr(7));
    auto value = after_blank(rest);
    if (!value) return {};
    const std::string_view word = rest.substr(0, rest.find(' '));
    const bool removes = wire::iequals(word, "delete");
    if (removes || wire::iequals(word, "add")) {
        rest = *value;
        value = after_blank(rest);
    }
    const std::string_view header = rest.substr(0, rest.find(' '));
    if (removes && wire::iequals(header, "all")) return {kind::clear, {}, {}};
    if (!removes && !value) return {};
    return {removes ? kind::remove : kind::add, header, value.value_or(std::string_view())};
}

/// `divert_events`: any blanks, then the word `on`, or another one for off; none changes nothing.
constexpr std::optional<bool> read_divert_events(std::string_view line) noexcept {
    const std::string_view word = wire::trim_left(line.substr(13));
    if (word.empty()) return std::nullopt;
    return wire::iequals(word, "on");
}

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

/// The words after the first blank, parted by one blank each. The first of `event` may be a format,
/// of `nixevent` it is a name like the others.
ESLIO_DECL named_events read_event_names(std::string_view line, bool with_format);

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/heard_commands.ipp>
#endif
