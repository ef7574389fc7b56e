// The bodies of the functions of packets.hpp.
#pragma once

#include <eslio/testing/fake_switch/wire/packets.hpp>

namespace eslio::testing::fake {

ESLIO_COLD packet reply_packet(std::string_view text) {
    text = text.substr(0, 511);
    packet p{"Content-Type: command/reply\n", {}};
    if (!text.empty() && text.front() == '~')
        p.header.append(text.substr(1));
    else
        p.header.append("Reply-Text: ").append(text).append("\n\n");
    return p;
}

ESLIO_COLD packet api_packet(std::string_view body) {
    return {"Content-Type: api/response\nContent-Length: " + std::to_string(body.size()) + "\n\n",
            std::string(body)};
}

ESLIO_COLD packet event_packet(const signal& s, format type) {
    std::string body = serialise(s.content, type);
    if (s.empty_body && type == format::json) {
        body.pop_back();
        body += ",\"Content-Length\":\"0\",\"_body\":\"\"}";
    }
    return {"Content-Length: " + std::to_string(body.size()) + "\nContent-Type: text/event-" +
                std::string(to_string(type)) + "\n\n",
            std::move(body)};
}

ESLIO_COLD packet log_packet(const log_line& line) {
    return {"Content-Type: log/data\nContent-Length: " + std::to_string(line.text.size()) +
                "\nLog-Level: " + std::to_string(line.level) +
                "\nText-Channel: " + std::to_string(line.channel) + "\nLog-File: " + line.file +
                "\nLog-Func: " + line.function + "\nLog-Line: " + std::to_string(line.line) +
                "\nUser-Data: " + line.uuid + "\n\n",
            line.text};
}

ESLIO_COLD packet goodbye_packet(std::string_view uuid, std::string_view text) {
    packet p{"Content-Type: text/disconnect-notice\n", std::string(text)};
    if (!uuid.empty())
        p.header.append("Controlled-Session-UUID: ")
            .append(uuid)
            .append("\nContent-Disposition: disconnect\n");
    p.header += "Content-Length: " + std::to_string(text.size()) + "\n\n";
    return p;
}

ESLIO_COLD packet linger_packet(std::string_view uuid, std::string_view channel_name, int seconds) {
    packet p{"Content-Type: text/disconnect-notice\nControlled-Session-UUID: ", {}};
    p.header.append(uuid).append("\nContent-Disposition: linger\nChannel-Name: ");
    p.header.append(channel_name);
    p.header += "\nLinger-Time: " + std::to_string(seconds) + "\nContent-Length: 0\n\n";
    return p;
}

}  // namespace eslio::testing::fake
