// A recorded session served on a real port, whatever the client says.
#pragma once

#include <eslio/testing/recording.hpp>
#include <eslio/testing/replay.hpp>

#include <asio/buffer.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <future>
#include <string>
#include <thread>
#include <utility>

namespace test {

using eslio::testing::recording;
using eslio::testing::replay_options;

/// Where the first `count` frames end; they must have no body.
inline std::size_t end_of_frames(const std::string& bytes, int count) {
    std::size_t at = 0;
    while (count-- != 0) at = bytes.find("\n\n", at) + 2;
    return at;
}

/// The server's part, for a client that logs in and then sends `commands` commands. As many answers
/// are held back until their commands have come; all else follows at once.
inline recording session_of(std::string bytes, int commands) {
    std::string steps;
    for (int i = 0; i <= commands; ++i)
        steps +=
            "+0 rx=" + std::to_string(end_of_frames(bytes, i + 1)) + " SEND \"anything\\n\\n\"\n";
    return recording::parse(std::move(bytes), steps);
}

/// Serves one client, on a thread of its own. At the end it closes its side, then waits for the
/// client to close.
class served_session {
public:
    using tcp = asio::ip::tcp;

    explicit served_session(recording r, replay_options o = {}, bool ends = true)
        : acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          socket_(context_),
          ends_(ends) {
        acceptor_.async_accept(socket_, [this, r = std::move(r), o](eslio::error_code ec) mutable {
            if (ec) return;
            socket_.set_option(tcp::no_delay(true));
            eslio::testing::async_replay(socket_, std::move(r), o.stay_open(),
                                         [this](eslio::error_code, std::size_t n) { end(n); });
        });
        thread_ = std::thread([this] { context_.run(); });
    }
    served_session(const served_session&) = delete;
    served_session& operator=(const served_session&) = delete;
    ~served_session() {
        context_.stop();
        thread_.join();
    }

    std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

    /// How much was sent, once all is, or the client is gone.
    std::future<std::size_t>& sent() { return sent_future_; }

private:
    void end(std::size_t n) {
        eslio::error_code ignored;
        if (ends_) socket_.shutdown(tcp::socket::shutdown_send, ignored);
        sent_.set_value(n);
        read();
    }

    void read() {
        socket_.async_read_some(asio::buffer(room_), [this](eslio::error_code ec, std::size_t) {
            if (!ec) read();
        });
    }

    asio::io_context context_;
    tcp::acceptor acceptor_;
    tcp::socket socket_;
    bool ends_;
    std::array<char, 4096> room_{};
    std::promise<std::size_t> sent_;
    std::future<std::size_t> sent_future_ = sent_.get_future();
    std::thread thread_;
};

}  // namespace test
