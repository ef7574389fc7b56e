// The variables that a channel gets when it is reported: causes, stamps, durations.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/text/calendar.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace eslio::testing::fake {

/// From when to when the channel was held, the last first (switch_channel.c:
/// switch_channel_set_timestamps).
ESLIO_DECL std::string hold_events(const call_times& times);

ESLIO_DECL void add_report_stamps(channel& leg);

ESLIO_DECL void add_report_durations(channel& leg);

ESLIO_DECL void add_report_variables(channel& leg);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/call_report.ipp>
#endif
