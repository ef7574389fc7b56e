// What two legs that are joined know of each other: the Other-Leg-... headers, variables, displays.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/call/call_setup.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

ESLIO_DECL void know_each_other(call& a, call& b);

ESLIO_DECL void bond(channel& leg, const channel& other);

/// What its phone shows of the other side (switch_ivr_bridge.c: send_display); a loopback leg hands
/// it on to its far end (mod_loopback.c: channel_receive_message).
ESLIO_DECL void show_display(call& c, std::string_view name, std::string_view number);
ESLIO_DECL void show_each_other(call& a, call& b);

/// Both are told who they talk with, in caller profiles of their own (switch_ivr_bridge.c:
/// switch_ivr_uuid_bridge).
ESLIO_DECL void get_new_profiles(call& a, call& b);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/other_leg.ipp>
#endif
