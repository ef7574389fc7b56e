// A fake switch on a thread of its own, to which blocking connections connect by TCP.
#pragma once

#include <eslio/blocking.hpp>
#include <eslio/testing.hpp>

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>

#include <cstdint>
#include <future>
#include <memory>
#include <thread>
#include <utility>

namespace test {

class switch_thread {
public:
    explicit switch_thread(eslio::testing::fake_switch_options options = {}) {
        fake_ = std::make_unique<eslio::testing::fake_switch>(context_.get_executor(),
                                                              std::move(options));
        port_ = fake_->listen();
        thread_ = std::thread([this] { context_.run(); });
    }
    switch_thread(const switch_thread&) = delete;

    /// Runs `f(fake)` on the switch's thread and returns what it returns.
    template <class F>
    auto with(F f) {
        std::packaged_task<decltype(f(*fake_))()> task([&] { return f(*fake_); });
        auto done = task.get_future();
        asio::post(context_, std::move(task));
        return done.get();
    }

    ~switch_thread() {
        with([this](eslio::testing::fake_switch&) { fake_.reset(); });
        work_.reset();
        context_.stop();
        thread_.join();
    }

    int port() const { return port_; }
    eslio::login login() const {
        return {"127.0.0.1", static_cast<int>(port_), eslio::password("ClueCon")};
    }

private:
    asio::io_context context_;
    asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
    std::unique_ptr<eslio::testing::fake_switch> fake_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace test
