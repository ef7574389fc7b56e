// The switch that an example talks to: yours, or a fake one that runs inside of the example.
#pragma once

#include "arguments.hpp"

#include <eslio/command/login.hpp>
#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace support {

/// A fake switch in a thread of its own, on a port of the loopback. `prepare` writes its script,
/// before anybody can connect; after that only functions given to `after` and `once_told` may
/// touch it.
class embedded_switch {
public:
    using duration = std::chrono::steady_clock::duration;
    using script = std::function<void(embedded_switch&)>;

    explicit embedded_switch(const script& prepare = {},
                             eslio::testing::fake_switch_options options = {})
        : fake_(context_.get_executor(), std::move(options)) {
        if (prepare) prepare(*this);
        port_ = std::to_string(fake_.listen());
        thread_ = std::thread([this] { context_.run(); });
    }
    embedded_switch(const embedded_switch&) = delete;
    embedded_switch& operator=(const embedded_switch&) = delete;
    ~embedded_switch() {
        context_.stop();
        thread_.join();
    }

    eslio::testing::fake_switch& fake() noexcept { return fake_; }
    const std::string& port() const noexcept { return port_; }

    /// Runs `what` after some time, in the thread of the switch.
    void after(duration time, std::function<void()> what) {
        auto timer = std::make_shared<asio::steady_timer>(context_, time);
        timer->async_wait([timer, what = std::move(what)](const eslio::error_code& ec) {
            if (!ec) what();
        });
    }

    /// Runs `what` soon after a client has given a command that begins so.
    void once_told(std::string beginning, std::function<void()> what) {
        const auto& said = fake_.commands();
        const bool told = std::any_of(said.begin(), said.end(), [&](std::string_view command) {
            return command.substr(0, beginning.size()) == beginning;
        });
        if (told) return what();
        after(std::chrono::milliseconds(10),
              [this, beginning, what] { once_told(beginning, what); });
    }

private:
    asio::io_context context_;
    eslio::testing::fake_switch fake_;
    std::string port_;
    std::thread thread_;
};

/// Where to connect, after the command line. A fake switch, if there is one, lives as long.
class target {
public:
    explicit target(arguments given, const embedded_switch::script& prepare = {},
                    eslio::testing::fake_switch_options options = {})
        : given_(std::move(given)) {
        if (!given_.embedded) return;
        inside_ = std::make_unique<embedded_switch>(prepare, std::move(options));
        given_.port = inside_->port();
    }

    eslio::login login() const {
        return {given_.host, given_.port, eslio::password(given_.password)};
    }

    /// For a human: `the fake switch inside (127.0.0.1:40123)`.
    std::string name() const {
        const std::string address = login().address();
        return inside_ ? "the fake switch inside (" + address + ")" : "FreeSWITCH at " + address;
    }

private:
    arguments given_;
    std::unique_ptr<embedded_switch> inside_;
};

}  // namespace support
