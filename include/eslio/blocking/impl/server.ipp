// The bodies of the functions of blocking/server.hpp and served_calls.hpp.
#pragma once

#include <eslio/blocking/detail/served_calls.hpp>
#include <eslio/blocking/server.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/ip/tcp.hpp>

#include <algorithm>
#include <iterator>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

namespace eslio::blocking {

namespace detail {

ESLIO_DECL served_calls::served_calls(server::handler lead, server_options options)
    : lead_(std::move(lead)), options_(std::move(options)), waits_(std::make_shared<io_thread>()) {}

ESLIO_DECL void served_calls::start() {
    auto of_server = options_.server;
    of_server.most_sessions = std::min(of_server.most_sessions, options_.most_calls);
    server_ = std::make_unique<outbound::server>(waits_.executor(), std::move(of_server));
    server_->otherwise([weak = weak_from_this()](outbound::session opened) {
        if (const auto self = weak.lock()) self->take(std::move(opened));
    });
}

ESLIO_DECL std::uint16_t served_calls::listen(const asio::ip::tcp::endpoint& where,
                                              error_target told) {
    error_code refused;
    auto [ec, port] = waits_.run([&] {
        const std::uint16_t bound = server_->listen(where, refused).port();
        const std::lock_guard<std::mutex> lock(mutex_);
        stopped_ = stopped_ && refused;
        return bound;
    });
    told.tell(ec ? ec : refused, "listen");
    return port;
}

/// On the server's executor. A call for which there is no thread is let go.
ESLIO_DECL void served_calls::take(outbound::session opened) {
    std::list<session>::iterator place;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (stopped_) return;
        calls_.emplace_back(waits_, std::move(opened));
        place = std::prev(calls_.end());
    }
    const bool begun = eslio::detail::without_throwing([&] {
        std::thread([self = shared_from_this(), place] {
            self->lead(*place);
            self->end(place);
        }).detach();
    });
    if (!begun) end(place);
}

ESLIO_DECL void served_calls::lead(session& call) {
#if defined(__cpp_exceptions)
    try {
        lead_(call);
    } catch (...) {
        const auto tell = [&] { options_.on_exception(std::current_exception()); };
        if (options_.on_exception) eslio::detail::without_throwing(tell);
    }
#else
    lead_(call);
#endif
}

ESLIO_DECL void served_calls::end(std::list<session>::iterator place) {
    std::list<session> ended;
    const std::lock_guard<std::mutex> lock(mutex_);
    ended.splice(ended.end(), calls_, place);
    ended.clear();  // closes
    // Under the lock: a thread in `wait` may destroy the server as soon as it has that.
    changed_.notify_all();
}

ESLIO_DECL void served_calls::stop() {
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
    }
    // Zero: the calls there are may last.
    waits_.run([&] { return server_->async_drain(server::duration(), [](error_code) {}), true; });
}

ESLIO_DECL void served_calls::end_all() {
    stop();
    const std::lock_guard<std::mutex> lock(mutex_);
    for (session& s : calls_) {
        s.close();
        s.interrupt();
    }
}

ESLIO_DECL void served_calls::wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ && calls_.empty(); });
}

ESLIO_DECL std::size_t served_calls::size() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return calls_.size();
}

}  // namespace detail

ESLIO_DECL server::server(handler lead, server_options options)
    : calls_(std::make_shared<detail::served_calls>(std::move(lead), std::move(options))) {
    calls_->start();
}

ESLIO_DECL server::~server() {
    calls_->end_all();
    calls_->wait();
}

ESLIO_DECL std::uint16_t server::listen(std::uint16_t port, error_target told) {
    return listen({asio::ip::tcp::v4(), port}, told);
}

ESLIO_DECL std::uint16_t server::listen(const asio::ip::tcp::endpoint& where, error_target told) {
    return calls_->listen(where, told);
}

ESLIO_DECL void server::run() {
    calls_->wait();
}

ESLIO_DECL void server::stop() {
    calls_->stop();
}

ESLIO_DECL std::size_t server::calls() const {
    return calls_->size();
}

}  // namespace eslio::blocking
