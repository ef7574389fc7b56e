// A connection over an in-memory stream in driven time; the test plays FreeSWITCH at the other end.
#pragma once

#include <eslio/connection.hpp>
#include <eslio/testing/driven_time.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/io_context.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace test {

using connection = eslio::basic_connection<eslio::testing::stream>;

/// What an operation ended with, and how often it did.
template <class Value>
struct outcome {
    int count = 0;
    eslio::error_code ec;
    Value value{};

    bool done() const { return count == 1; }

    /// A handler that writes here.
    auto handler() {
        return [this](eslio::error_code e, Value v) {
            ++count;
            ec = e;
            value = std::move(v);
        };
    }
};

template <>
struct outcome<void> {
    int count = 0;
    eslio::error_code ec;

    bool done() const { return count == 1; }
    auto handler() {
        return [this](eslio::error_code e) {
            ++count;
            ec = e;
        };
    }
};

/// "Content-Type: command/reply" of that text.
inline std::string reply_packet(std::string_view text) {
    return "Content-Type: command/reply\nReply-Text: " + std::string(text) + "\n\n";
}

inline std::string api_packet(std::string_view body) {
    return "Content-Type: api/response\nContent-Length: " + std::to_string(body.size()) + "\n\n" +
           std::string(body);
}

inline std::string event_packet(std::string_view inner) {
    return "Content-Length: " + std::to_string(inner.size()) +
           "\nContent-Type: text/event-plain\n\n" + std::string(inner);
}

inline std::string job_packet(std::string_view uuid, std::string_view body) {
    return event_packet("Event-Name: BACKGROUND_JOB\nJob-UUID: " + std::string(uuid) +
                        "\nContent-Length: " + std::to_string(body.size()) + "\n\n" +
                        std::string(body));
}

inline constexpr std::string_view auth_request = "Content-Type: auth/request\n\n";
inline constexpr std::string_view goodbye =
    "Content-Type: text/disconnect-notice\nContent-Length: 23\n\nDisconnected, goodbye.\n";

/// The value of `Job-UUID: ` in a command.
inline std::string job_uuid_of(std::string_view command) {
    const std::size_t at = command.find("Job-UUID: ");
    return at == std::string_view::npos ? std::string() : std::string(command.substr(at + 10, 36));
}

struct driven_context {
    asio::io_context context;
    eslio::testing::driven_time time{context};
};

/// The test plays FreeSWITCH at this end of a connection.
struct switch_end : driven_context {
    /// FreeSWITCH sends this, and all that can happen happens.
    void says(std::string_view bytes) {
        server.send_now(bytes);
        time.settle();
    }

    /// What the client has sent since it was last asked.
    std::string said() {
        time.settle();
        return server.take_received();
    }

    eslio::testing::stream server{context.get_executor()};
};

struct peer : switch_end {
    explicit peer(eslio::connection_options options = {}, bool logged_in = true) {
        auto ends = eslio::testing::connect_pair(context.get_executor(), context.get_executor());
        server = std::move(ends.first);
        fs.emplace(std::move(ends.second), std::move(options));
        if (logged_in) login();
    }

    void login() {
        outcome<void> opened;
        fs->async_login(eslio::password("ClueCon"), opened.handler());
        says(auth_request);
        said();
        says(reply_packet("+OK accepted"));
        if (!opened.done() || opened.ec) throw std::runtime_error("the test's login failed");
    }

    std::optional<connection> fs;
};

}  // namespace test
