// Views of the events of RTCP: what was sent and received about the quality of the media.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/event_part.hpp>
#include <eslio/events/event_view.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio::events {

/// A report of RTCP on one source. Its numbers are those of RFC 3550.
class rtcp_report : public event_part {
public:
    /// Of an event.
    using event_part::event_part;

    /// Whether there is one.
    explicit operator bool() const noexcept { return !ssrc().empty(); }

    /// Eight hexadecimal digits.
    std::string_view ssrc() const noexcept { return text("SSRC"); }
    /// Lost since the report before it, in 256ths.
    header_value<std::uint32_t> fraction_lost() const { return header<std::uint32_t>("Fraction"); }
    /// Lost since the beginning.
    header_value<std::uint32_t> lost() const { return header<std::uint32_t>("Lost"); }
    header_value<std::uint32_t> highest_sequence() const {
        return header<std::uint32_t>("Highest-Sequence-Number-Received");
    }
    /// In units of the media's clock.
    header_value<std::uint32_t> jitter() const { return header<std::uint32_t>("Jitter"); }
    /// The middle of the NTP time of the last sender report, and the delay since it, in 65536ths of
    /// a second.
    header_value<std::uint32_t> last_sender_report() const { return header<std::uint32_t>("LSR"); }
    header_value<std::uint32_t> delay() const { return header<std::uint32_t>("DLSR"); }
};

/// What both events of RTCP tell. They have no headers of the channel but its UUID.
class rtcp_view : public event_view {
public:
    using event_view::event_view;

    std::string_view uuid() const noexcept { return text("Unique-ID"); }
    /// Of the sender: eight hexadecimal digits.
    std::string_view ssrc() const noexcept { return text("SSRC"); }
    header_value<std::uint32_t> ntp_seconds() const {
        return header<std::uint32_t>("NTP-Most-Significant-Word");
    }
    header_value<std::uint32_t> ntp_fraction() const {
        return header<std::uint32_t>("NTP-Least-Significant-Word");
    }
    header_value<std::uint32_t> rtp_timestamp() const {
        return header<std::uint32_t>("RTP-Timestamp");
    }
    header_value<std::uint32_t> packets() const {
        return header<std::uint32_t>("Sender-Packet-Count");
    }
    header_value<std::uint32_t> octets() const {
        return header<std::uint32_t>("Octect-Packet-Count");
    }
    header_value<std::uint32_t> last_rtp_timestamp() const {
        return header<std::uint32_t>("Last-RTP-Timestamp");
    }
    header_value<std::chrono::system_clock::time_point> captured() const {
        return header<std::chrono::system_clock::time_point>("Capture-Time");
    }
};

/// RTCP was received (switch_core_media_read_frame).
class recv_rtcp_message : public of_type<event_name::recv_rtcp_message, rtcp_view> {
public:
    using of_type::of_type;
    /// Samples a second.
    header_value<std::uint32_t> rtp_rate() const { return header<std::uint32_t>("RTP-Rate"); }
    /// The report on our stream, the first of several; false if it had none.
    rtcp_report report() const noexcept { return rtcp_report(details(), "Source0-"); }
};

/// RTCP was sent (switch_send_rtcp_event).
class send_rtcp_message : public of_type<event_name::send_rtcp_message, rtcp_view> {
public:
    using of_type::of_type;
    /// Our report on the far end's stream.
    rtcp_report report() const noexcept { return rtcp_report(details(), "Source-"); }
};

}  // namespace eslio::events
