// `show ...`: channels, calls, registrations, and what the switch has to offer.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/apis/show_rows.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/facts/interface_facts.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// The columns of the table `channels`; `detailed` are those that `calls` leaves out.
ESLIO_DECL event show_row(const call& c, bool detailed = true);

/// What a channel was when it began.
ESLIO_DECL void add_initial(event& row, const call& c);

/// One row for a leg and, with the prefix `b_`, the one it is bridged with.
ESLIO_DECL event show_call_row(const call& c, bool detailed);

ESLIO_DECL event show_row(const machine& m, const registration& r);

ESLIO_DECL event show_row(const machine& m, const scheduled_task& t);

/// What FreeSWITCH looks a text up in.
ESLIO_DECL bool is_like(const event& row, std::string_view text);

ESLIO_DECL bool is_call_table(std::string_view what) noexcept;

ESLIO_DECL show_rows call_rows(const machine& m, std::string_view what, std::string_view like);

/// One of them: API commands, applications or others.
ESLIO_DECL event interface_row(std::string_view type, std::string_view name,
                               std::string_view module);

ESLIO_DECL event described_row(std::string_view name, std::string_view description,
                               std::string_view syntax, std::string_view module);

inline constexpr std::string_view interface_kinds[] = {
    "codec", "dialplan", "file", "timer", "chat", "limit", "say", "management", "endpoint"};

/// What a word begins with that is the name of a kind of interface.
ESLIO_DECL std::string_view interface_kind(std::string_view what) noexcept;

/// A table of things that the switch has, whatever calls there are; nothing if there is none of
/// that name.
ESLIO_DECL bool add_offered(const machine& m, std::string_view what, const std::string& name,
                            show_rows& rows);

/// mod_commands.c: show_function
ESLIO_DECL void run_show(const api_call& c);

/// The rows of `show api` in another order.
ESLIO_DECL std::string answer_help(const api_call& c);

inline constexpr api_entry show_apis[] = {
    {"help", "", "Show help for all the api commands", answer_help},
    {"show",
     "codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count|like <match "
     "string>]|calls|detailed_calls|bridged_calls|detailed_bridged_calls|aliases|complete|chat|"
     "management|modules|nat_map|say|interfaces|interface_types|tasks|limits|status",
     "Show various reports", run_show},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/show.ipp>
#endif
