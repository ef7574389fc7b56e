// API commands that make calls and change them: originate, uuid_kill, variables, broadcast, hupall.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/broadcast.hpp>
#include <eslio/testing/fake_switch/machine/dialling.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

ESLIO_DECL void run_originate(const api_call& c);

/// A cause is looked at whole, unlike a UUID (kill_function).
ESLIO_DECL std::string answer_uuid_kill(const api_call& c);

inline std::string answer_uuid_exists(const api_call& c) {
    return c.inside.find_live(c.arguments) != nullptr ? "true" : "false";
}

/// `name`, or `name[index]` of an array.
ESLIO_DECL std::string answer_uuid_getvar(const api_call& c);

ESLIO_DECL std::string answer_uuid_setvar(const api_call& c);

/// What is wrong is told in lines before the usage (uuid_setvar_multi_function).
ESLIO_DECL std::string answer_uuid_setvar_multi(const api_call& c);

ESLIO_DECL std::string answer_uuid_dump(const api_call& c);

ESLIO_DECL std::string answer_uuid_broadcast(const api_call& c);

ESLIO_DECL std::string answer_hupall(const api_call& c);

inline constexpr api_entry call_apis[] = {
    {"hupall", "<cause> [<var> <value>] [<var2> <value2>]", "hupall", answer_hupall},
    {"originate",
     "<call url> <exten>|&<application_name>(<app_args>) [<dialplan>] [<context>] [<cid_name>] "
     "[<cid_num>] [<timeout_sec>]",
     "Originate a call", run_originate},
    {"uuid_broadcast", "<uuid> <path> [aleg|bleg|holdb|both]", "Execute dialplan application",
     answer_uuid_broadcast},
    {"uuid_dump", "<uuid> [format]", "Dump session vars", answer_uuid_dump},
    {"uuid_exists", "<uuid>", "Check if a uuid exists", answer_uuid_exists},
    {"uuid_getvar", "<uuid> <var>", "Get a variable from a channel", answer_uuid_getvar},
    {"uuid_kill", "<uuid> [cause]", "Kill channel", answer_uuid_kill},
    {"uuid_setvar", "<uuid> <var> [value]", "Set a variable", answer_uuid_setvar},
    {"uuid_setvar_multi", "<uuid> <var>=<value>;<var>=<value>...", "Set multiple variables",
     answer_uuid_setvar_multi},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/calls.ipp>
#endif
