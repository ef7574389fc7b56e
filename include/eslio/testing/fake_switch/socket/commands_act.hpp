// The commands that make something happen: api, bgapi, sendevent, sendmsg.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/socket/commands_listen.hpp>
#include <eslio/testing/fake_switch/socket/console_line.hpp>
#include <eslio/testing/fake_switch/socket/session.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// The connection waits for the output: no other command, no event until then.
ESLIO_DECL void run_api_command(machine& m, session& s, const request& r);

ESLIO_DECL void run_bgapi_command(machine& m, session& s, const request& r);

/// An event that names a live call goes into that call's own queue.
ESLIO_DECL void run_sendevent(machine& m, session& s, const request& r);

/// The call that a `sendmsg` is for; its uuid as it was found in the message is put into `uuid`.
ESLIO_DECL call* target_of(const machine& m, const session& s, const request& r, std::string& uuid);

/// A static connection waits for the application; any other only queues it.
ESLIO_DECL void run_sendmsg(machine& m, session& s, const request& r);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/commands_act.ipp>
#endif
