// The outbound examples: where they listen, and when they end.
#pragma once

#include "arguments.hpp"

#include <eslio/outbound.hpp>

#include <asio/io_context.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/signal_set.hpp>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace support {

/// What was given to an example that calls are handed to. Without -H and -P a fake switch inside
/// of it calls, on a port that nobody else uses.
struct listen_arguments {
    arguments all;
    asio::ip::tcp::endpoint where;
    bool embedded = true;
};

/// Throws std::invalid_argument, saying what is wrong.
inline listen_arguments parse_listen_arguments(int argc, const char* const* argv,
                                               std::string_view own_letters = {}) {
    listen_arguments given;
    given.all = parse_arguments(argc, argv, std::string(own_letters) + "HP");
    if (!given.all.embedded) throw std::invalid_argument("unknown option -p (-h for help)");
    given.embedded = given.all.own.count('H') + given.all.own.count('P') == 0;

    const auto host = given.all.own.find('H');
    eslio::error_code ec;
    const std::string text = host == given.all.own.end() ? "127.0.0.1" : host->second;
    const asio::ip::address address = asio::ip::make_address(text, ec);
    if (ec) throw std::invalid_argument("-H wants an address of this machine, not '" + text + "'");
    const std::size_t port = given.all.number('P', given.embedded ? 0 : 8084);
    if (port > 65535) throw std::invalid_argument("-P wants a port, 0 to 65535");
    given.where = {address, static_cast<std::uint16_t>(port)};
    return given;
}

/// The options that every outbound example has, for its help.
inline constexpr std::string_view listen_options =
    "  -P PORT      where to listen for FreeSWITCH (8084; 0 chooses one)\n"
    "  -H ADDRESS   on which of this machine's addresses (127.0.0.1; 0.0.0.0 is all)\n"
    "  -h           this text\n"
    "Without -H and -P a fake switch inside places the calls, and nothing else is needed.\n";

/// Begins to listen, says where, and returns it. Throws std::system_error.
inline asio::ip::tcp::endpoint listen(eslio::outbound::server& server,
                                      const listen_arguments& given) {
    eslio::error_code ec;
    const auto where = server.listen(given.where, ec);
    if (ec) {
        std::ostringstream wanted;
        wanted << given.where;
        throw std::system_error(ec, wanted.str());
    }
    std::cout << "Listening on " << where << " for "
              << (given.embedded ? "the fake switch inside" : "FreeSWITCH") << std::endl;
    return where;
}

/// The cause of a call's end; the one that was asked for, where FreeSWITCH did not tell it.
inline std::string cause_of(const eslio::outbound::session_end& end) {
    return end.cause_text().empty() ? end.requested_cause_text() + " (asked for)"
                                    : std::string(end.cause_text());
}

/// Ends a server: when so many calls are over (0: never by that), or on Ctrl-C. Then the calls that
/// there are have ten seconds to end.
class closing_time {
public:
    closing_time(asio::io_context& context, eslio::outbound::server& server, std::size_t calls)
        : server_(server), signals_(context, SIGINT, SIGTERM), expected_(calls) {
        signals_.async_wait([this](const eslio::error_code& ec, int) {
            if (ec) return;
            std::cout << "No new calls" << std::endl;
            server_.async_drain(std::chrono::seconds(10), [this](const eslio::error_code& problem) {
                if (problem) std::cout << "Some calls had to be left" << std::endl;
                end();
            });
        });
    }

    /// What else has to end then.
    void on_end(std::function<void()> what) { on_end_ = std::move(what); }

    /// To be called at the end of every call's coroutine, by `co_spawn`.
    auto call_over() {
        return [this](std::exception_ptr failure) {
            if (++over_ == expected_) end();
            if (failure) std::rethrow_exception(failure);  // leaves io_context::run
        };
    }

    std::size_t over() const { return over_; }

private:
    void end() {
        signals_.cancel();
        server_.close();
        if (on_end_) on_end_();
    }

    eslio::outbound::server& server_;
    asio::signal_set signals_;
    std::size_t expected_;
    std::size_t over_ = 0;
    std::function<void()> on_end_;
};

}  // namespace support
