// View of the event DTMF.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/dtmf_source.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/channel_view.hpp>

#include <chrono>
#include <cstdint>
#include <ratio>
#include <string_view>

namespace eslio::events {

/// FreeSWITCH's unit of the length of a digit: 2000 are 250 ms.
using dtmf_duration = std::chrono::duration<std::uint32_t, std::ratio<1, 8000>>;

/// A digit was taken from a call's queue by what reads it (switch_channel_dequeue_dtmf).
class dtmf : public of_type<event_name::dtmf, channel_view> {
public:
    using of_type::of_type;
    /// One of `0-9`, `*`, `#`, `A-D`, or another that an application put there.
    header_value<char> digit() const { return header<char>("DTMF-Digit"); }
    /// Converts to `std::chrono::microseconds`.
    header_value<dtmf_duration> duration() const { return header<dtmf_duration>("DTMF-Duration"); }
    header_value<eslio::dtmf_source> source() const {
        return header<eslio::dtmf_source>("DTMF-Source");
    }
    /// As `native:inband`.
    std::string_view conversion() const noexcept { return text("DTMF-Conversion"); }
};

}  // namespace eslio::events
