// The texts of the packets that a switch sends, as mod_event_socket puts them together.
#pragma once

#include <eslio/event/format.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/testing/fake_switch/signal.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// A header block, and a body of as many bytes as it says.
struct packet {
    std::string header;
    std::string body;
};

/// The text is cut at 511 bytes; behind a `~` it brings its own headers.
inline packet reply_packet(std::string_view text) {
    text = text.substr(0, 511);
    packet p{"Content-Type: command/reply\n", {}};
    if (!text.empty() && text.front() == '~')
        p.header.append(text.substr(1));
    else
        p.header.append("Reply-Text: ").append(text).append("\n\n");
    return p;
}

inline packet api_packet(std::string_view body) {
    return {"Content-Type: api/response\nContent-Length: " + std::to_string(body.size()) + "\n\n",
            std::string(body)};
}

inline packet event_packet(const signal& s, format type) {
    std::string body = serialise(s.content, type);
    if (s.empty_body && type == format::json) {
        body.pop_back();
        body += ",\"Content-Length\":\"0\",\"_body\":\"\"}";
    }
    return {"Content-Length: " + std::to_string(body.size()) + "\nContent-Type: text/event-" +
                std::string(to_string(type)) + "\n\n",
            std::move(body)};
}

inline packet log_packet(const log_line& line) {
    return {"Content-Type: log/data\nContent-Length: " + std::to_string(line.text.size()) +
                "\nLog-Level: " + std::to_string(line.level) +
                "\nText-Channel: " + (line.uuid.empty() ? "0" : "3") + "\nLog-File: " + line.file +
                "\nLog-Func: " + line.function + "\nLog-Line: " + std::to_string(line.line) +
                "\nUser-Data: " + line.uuid + "\n\n",
            line.text};
}

/// The last packet of a connection that controls that call, or none.
inline packet goodbye_packet(std::string_view uuid, std::string_view text) {
    packet p{"Content-Type: text/disconnect-notice\n", std::string(text)};
    if (!uuid.empty())
        p.header.append("Controlled-Session-UUID: ")
            .append(uuid)
            .append("\nContent-Disposition: disconnect\n");
    p.header += "Content-Length: " + std::to_string(text.size()) + "\n\n";
    return p;
}

/// The call is down; the connection lives on for so many seconds (-1: without limit).
inline packet linger_packet(std::string_view uuid, std::string_view channel_name, int seconds) {
    packet p{"Content-Type: text/disconnect-notice\nControlled-Session-UUID: ", {}};
    p.header.append(uuid).append("\nContent-Disposition: linger\nChannel-Name: ");
    p.header.append(channel_name);
    p.header += "\nLinger-Time: " + std::to_string(seconds) + "\nContent-Length: 0\n\n";
    return p;
}

}  // namespace eslio::testing::fake
