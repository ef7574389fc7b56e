// A fake switch at work: its machine, its timer, its sockets.
#pragma once

#include <eslio/connection/environment.hpp>
#include <eslio/testing/fake_switch/apis_call.hpp>
#include <eslio/testing/fake_switch/apis_system.hpp>
#include <eslio/testing/fake_switch/connection.hpp>
#include <eslio/testing/fake_switch/heartbeat.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/ip/tcp.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Shared with what is outstanding, so that the switch may be destroyed at any time.
class runtime : public std::enable_shared_from_this<runtime> {
public:
    using tcp = asio::ip::tcp;

    runtime(const asio::any_io_executor& executor, fake_switch_options options)
        : executor_(executor), timer_(executor) {
        environment* const env = &environment::of(executor);
        inside = std::make_shared<machine>(
            std::move(options), [env] { return env->now(); }, [env] { return env->random(); });
        install_system_apis(*inside);
        install_call_apis(*inside);
    }

    std::shared_ptr<machine> inside;

    void start() {
        inside->tasks.on_added = [weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->arm();
        };
    }

    /// Ends for good. What is outstanding completes without effect.
    void stop() {
        stopped_ = true;
        inside->tasks.on_added = nullptr;
        inside->tasks.clear();
        timer_.cancel();
        close_acceptors();
        for_each_connection([](any_connection& c) { c.drop(); });
    }

    template <class Stream>
    void serve(Stream s) {
        auto c = std::make_shared<connection<Stream>>(std::move(s), inside);
        ++accepted_;
        if (down_) return c->drop();
        connections_.erase(std::remove_if(connections_.begin(), connections_.end(),
                                          [](const auto& known) {
                                              const auto alive = known.lock();
                                              return !alive || !alive->is_open();
                                          }),
                           connections_.end());
        connections_.push_back(c);
        c->start();
        begin_heartbeat(*inside, heartbeat_);
    }

    /// The client's end of a new pair.
    stream connect(const asio::any_io_executor& client_executor) {
        auto [client, server] = connect_pair(client_executor, executor_);
        serve(std::move(server));
        return std::move(client);
    }

    tcp::endpoint listen(const tcp::endpoint& where) {
        auto door = std::make_shared<acceptor>(executor_, where);
        doors_.push_back(door);
        accept(door);
        return door->where;
    }

    template <class Function>
    void for_each_connection(Function function) {
        const auto all = connections_;
        for (const auto& known : all) {
            const auto c = known.lock();
            if (c && c->is_open()) function(*c);
        }
    }

    std::size_t open_connections() {
        std::size_t count = 0;
        for_each_connection([&](any_connection&) { ++count; });
        return count;
    }
    std::size_t accepted() const noexcept { return accepted_; }

    /// New connections are refused (in memory: closed at once).
    void go_down() {
        down_ = true;
        close_acceptors();
    }

    void come_up() {
        if (!std::exchange(down_, false)) return;
        for (auto& door : doors_) {
            door = std::make_shared<acceptor>(executor_, door->where);
            accept(door);
        }
    }

private:
    struct acceptor {
        acceptor(const asio::any_io_executor& executor, const tcp::endpoint& at)
            : socket(executor, at), where(socket.local_endpoint()) {}
        tcp::acceptor socket;
        tcp::endpoint where;
    };

    void accept(const std::shared_ptr<acceptor>& door) {
        door->socket.async_accept(
            [weak = weak_from_this(), door](const error_code& ec, tcp::socket socket) {
                const auto self = weak.lock();
                if (!self || self->stopped_ || !door->socket.is_open()) return;
                if (!ec) {
                    error_code ignored;
                    socket.set_option(tcp::no_delay(true), ignored);
                    self->serve(std::move(socket));
                }
                self->accept(door);
            });
    }

    void close_acceptors() {
        for (const auto& door : doors_) {
            error_code ignored;
            door->socket.close(ignored);
        }
    }

    /// Sees to it that the timer wakes up for the next task.
    void arm() {
        const auto due = inside->tasks.next_due();
        if (stopped_ || due == environment::time_point::max() || due >= armed_for_) return;
        armed_for_ = due;
        timer_.expires_at(due);
        if (std::exchange(waiting_, true)) return;
        wait();
    }

    void wait() {
        timer_.async_wait([weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->wake();
        });
    }

    void wake() {
        if (stopped_) return;
        // What is added while tasks run at this moment is run by the next wake-up.
        armed_for_ = environment::time_point::min();
        const auto now = inside->now();
        std::size_t due = inside->tasks.count_due(now);
        while (due-- != 0 && inside->tasks.run_one(now)) {
        }
        armed_for_ = inside->tasks.next_due();
        waiting_ = !stopped_ && armed_for_ != environment::time_point::max();
        if (!waiting_) return;
        timer_.expires_at(armed_for_);
        wait();
    }

    asio::any_io_executor executor_;
    wake_timer timer_;
    environment::time_point armed_for_ = environment::time_point::max();
    bool waiting_ = false;
    bool stopped_ = false;
    bool down_ = false;
    heartbeat_state heartbeat_;
    std::size_t accepted_ = 0;
    std::vector<std::shared_ptr<acceptor>> doors_;
    std::vector<std::weak_ptr<any_connection>> connections_;
};

}  // namespace eslio::testing::fake
