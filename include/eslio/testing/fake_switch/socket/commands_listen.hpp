// The commands that choose what a connection hears: event, nixevent, noevents, filter, log, nolog.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/socket/session.hpp>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// What follows the command word and one space.
ESLIO_DECL std::string_view argument_of(const request& r);

ESLIO_DECL void run_event(machine& m, session& s, const request& r);

ESLIO_DECL void run_nixevent(machine&, session& s, const request& r);

ESLIO_DECL void run_noevents(machine&, session& s, const request&);

/// Cuts a word off at one blank; nothing is left if there is none.
ESLIO_DECL std::optional<std::string_view> cut_word(std::string_view& word);

/// Any blanks may stand after `filter `, and one between the words that follow.
ESLIO_DECL void change_filters(session& s, const request& r);

ESLIO_DECL void run_filter(machine&, session& s, const request& r);

/// Digits and dots, and a sign in front (switch_utils.c: switch_is_number).
constexpr bool is_number(std::string_view word) noexcept {
    if (!word.empty() && (word[0] == '-' || word[0] == '+')) word.remove_prefix(1);
    return word.find_first_not_of(".0123456789") == std::string_view::npos;
}

/// A level by name or number; nothing if FreeSWITCH calls it invalid (switch_log_str2level).
ESLIO_DECL std::optional<int> parse_level(std::string_view word);

ESLIO_DECL void run_log(machine&, session& s, const request& r);

ESLIO_DECL void run_nolog(machine&, session& s, const request&);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/commands_listen.ipp>
#endif
