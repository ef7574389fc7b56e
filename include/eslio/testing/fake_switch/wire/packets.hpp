// The texts of the packets that a switch sends, as mod_event_socket puts them together.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// A header block, and a body of as many bytes as it says.
struct packet {
    std::string header;
    std::string body;
};

/// The text is cut at 511 bytes; after a `~` it brings its own headers.
ESLIO_DECL packet reply_packet(std::string_view text);

ESLIO_DECL packet api_packet(std::string_view body);

ESLIO_DECL packet event_packet(const signal& s, format type);

ESLIO_DECL packet log_packet(const log_line& line);

/// The last packet of a connection that controls that call, or none.
ESLIO_DECL packet goodbye_packet(std::string_view uuid, std::string_view text);

/// The call is down; the connection lives on for so many seconds (-1: without limit).
ESLIO_DECL packet linger_packet(std::string_view uuid, std::string_view channel_name, int seconds);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/wire/impl/packets.ipp>
#endif
