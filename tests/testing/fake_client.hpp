// A bare client for tests of the fake switch: sends text, reads frames, decodes plain events.
#pragma once

#include <eslio/event/plain.hpp>
#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/fake_switch.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <asio/io_context.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testing_tests {

/// One frame, copied.
struct packet {
    std::string type;
    std::string headers;
    std::string body;
    eslio::event content;  ///< of a plain event

    std::string reply() const {
        return std::string(eslio::wire::header_block(headers)["Reply-Text"]);
    }
};

inline std::vector<packet> split(std::string_view bytes) {
    eslio::wire::read_buffer buffer;
    buffer.append(bytes);
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    std::vector<packet> all;
    while (parser.next(buffer, f) == eslio::wire::parse_status::complete) {
        packet p{
            std::string(f.content_type), std::string(f.headers.raw()), std::string(f.body), {}};
        if (p.type == "text/event-plain" && eslio::decode_plain(p.body, p.content)) p.type = "bad";
        all.push_back(std::move(p));
    }
    return all;
}

struct fake_client {
    explicit fake_client(eslio::testing::fake_switch_options options = {})
        : fake(context.get_executor(), std::move(options)),
          end(fake.connect(context.get_executor())) {
        time.settle();
    }

    /// Sends a command and returns what came by it.
    std::vector<packet> send(std::string_view command) {
        end.send_now(std::string(command) + "\n\n");
        return receive();
    }

    /// What has come, after all that happens without time passing.
    std::vector<packet> receive() {
        time.settle();
        return split(end.take_received());
    }

    std::vector<packet> wait(std::chrono::milliseconds span) {
        time.advance(span);
        return receive();
    }

    /// The text of the reply, or the body of the API response, that comes first.
    std::string ask(std::string_view command) {
        const auto all = send(command);
        if (all.empty()) return {};
        return all.front().type == "api/response" ? all.front().body : all.front().reply();
    }

    void login() {
        receive();
        send("auth ClueCon");
    }

    asio::io_context context;
    eslio::testing::driven_time time{context};
    eslio::testing::fake_switch fake;
    eslio::testing::stream end;
};

/// The names of the events among packets, in order.
inline std::vector<std::string> names(const std::vector<packet>& packets) {
    std::vector<std::string> all;
    for (const packet& p : packets)
        if (p.type == "text/event-plain") all.emplace_back(p.content.name());
    return all;
}

/// The first event of that name; an empty one if there is none.
inline eslio::event find_event(const std::vector<packet>& packets, std::string_view name) {
    for (const packet& p : packets)
        if (p.content.name() == name) return p.content;
    return {};
}

}  // namespace testing_tests
