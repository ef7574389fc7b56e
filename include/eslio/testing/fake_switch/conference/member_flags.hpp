// What a member is from the start: the flags of the application `conference`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// Takes `+flags{a|b}` out of an application's argument, and gives `a|b`
/// (mod_conference.c: conference_function).
ESLIO_DECL std::string take_flags(std::string& argument);

/// `moderator|endconf|mute`: what they say is set. Those that nothing comes of are told as asked
/// for in vain (conference_utils.c: conference_utils_set_mflags, conference_utils_set_cflags).
ESLIO_DECL void set_flags(machine& m, conference_member& who, std::string_view flags);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/member_flags.ipp>
#endif
