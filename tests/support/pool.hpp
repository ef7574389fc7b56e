// A switch with a thread of its own, and a context that several threads run.
#pragma once

#include <eslio/testing/fake_switch.hpp>

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace test {

/// Longer than anything takes.
inline constexpr std::chrono::seconds pool_patience{60};

/// A fake switch that listens on TCP, in real time, on a thread of its own.
class served_switch {
public:
    served_switch() : port_(fake_.listen()), thread_([this] { context_.run(); }) {}
    served_switch(const served_switch&) = delete;
    served_switch& operator=(const served_switch&) = delete;
    ~served_switch() {
        work_.reset();
        context_.stop();
        thread_.join();
    }

    std::string service() const { return std::to_string(port_); }

    /// Runs `f(fake_switch&)` on the switch's thread.
    template <class Function>
    auto ask(Function f) {
        using result = std::invoke_result_t<Function&, eslio::testing::fake_switch&>;
        const auto promise = std::make_shared<std::promise<result>>();
        asio::post(context_, [this, f, promise]() mutable { promise->set_value(f(fake_)); });
        return promise->get_future().get();
    }

private:
    asio::io_context context_;
    asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
    eslio::testing::fake_switch fake_{context_.get_executor()};
    std::uint16_t port_;
    std::thread thread_;
};

/// Threads that run one context until they are told to stop.
class pool {
public:
    explicit pool(std::size_t size = 4) {
        for (std::size_t i = 0; i < size; ++i) threads_.emplace_back([this] { context.run(); });
    }
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;
    ~pool() { stop(); }

    void stop() {
        work_.reset();
        context.stop();
        for (std::thread& t : threads_) t.join();
        threads_.clear();
    }

    asio::io_context context;

private:
    asio::executor_work_guard<asio::io_context::executor_type> work_{context.get_executor()};
    std::vector<std::thread> threads_;
};

/// The result of a future, which is there in time.
template <class T>
T result_of(std::future<T> f) {
    if (f.wait_for(pool_patience) != std::future_status::ready)
        throw std::runtime_error("the operation did not end");
    return f.get();
}

}  // namespace test
