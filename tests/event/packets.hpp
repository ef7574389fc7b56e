// Replies as they are read off the wire, of packets written by a test.
#pragma once

#include "catch.hpp"
#include "support/captures.hpp"

#include <eslio/event/reply.hpp>

#include <string>

namespace test {

/// The reply that one packet is.
inline eslio::reply of(const std::string& packet) {
    const auto frames = support::parse_session(packet);
    REQUIRE(frames.size() == 1);
    eslio::wire::frame f;
    f.headers = eslio::wire::header_block(frames[0].headers);
    f.content_type = frames[0].content_type;
    f.body = frames[0].body;
    return eslio::reply(f);
}

/// The reply of that Reply-Text; `more`: further header lines.
inline eslio::reply said(const std::string& text, const std::string& more = "") {
    return of("Content-Type: command/reply\nReply-Text: " + text + "\n" + more + "\n");
}

}  // namespace test
