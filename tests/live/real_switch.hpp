// A FreeSWITCH that listens somewhere, reached by TCP.
#pragma once

#include "live/stream_line.hpp"
#include "live/switches.hpp"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace live {

struct socket_closing {
    static void close(asio::ip::tcp::socket& s);
    static void half_close(asio::ip::tcp::socket& s);
};

/// Listens for the switch at a loopback port if the switch is on this machine.
class real_switch final : public switch_under_test {
public:
    using stream_type = asio::ip::tcp::socket;

    explicit real_switch(address where);

    std::shared_ptr<line> connect() override;
    std::shared_ptr<line> accepted() override;
    std::string listening_at() override;
    bool run_until(const std::function<bool()>& predicate, milliseconds limit) override;
    time_point now() const override { return std::chrono::steady_clock::now(); }
    const std::string& password() const override { return where_.password; }
    milliseconds quiet() const override { return milliseconds(300); }
    bool has(const std::string& need, const api& run) override;
    std::pair<std::string, std::string> names(const api& run) override;
    std::string come_in(const std::string& dialplan, const std::string& wanted,
                        const api& run) override;
    void caller_hangs_up(const std::string& uuid, const std::string& cause,
                         const api& run) override;
    std::vector<std::string> callers() const override;

    const address& where() const noexcept { return where_; }
    asio::io_context& context() noexcept { return context_; }

    /// A connection that the switch has made, for somebody else to talk on.
    std::optional<stream_type> take_accepted();

private:
    std::shared_ptr<line> make_line(stream_type socket);
    void accept();
    static bool has_queue(const std::string& queue, const api& run);

    address where_;
    asio::io_context context_;
    /// Else waiting with nothing outstanding would be no waiting.
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    asio::ip::tcp::acceptor acceptor_;
    std::deque<stream_type> accepted_;
    std::map<std::string, std::string> callers_;  ///< by the UUID of the call
    bool told_ = false;
};

}  // namespace live
