// How an operation of a connection begins: its handler's type is forgotten.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/connection/any_handler.hpp>
#include <eslio/connection/canceller.hpp>
#include <eslio/connection/convert_handler.hpp>
#include <eslio/connection/fetch_handler.hpp>
#include <eslio/connection/stream_engine.hpp>

#include <asio/cancellation_type.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio::detail {

/// Cancels one operation of an engine: its completion is posted, never run inline.
struct cancel_operation {
    engine::operation what;
    std::uint64_t number;  ///< 0: it is done already

    explicit operator bool() const noexcept { return number != 0; }
    void operator()(engine& e, asio::cancellation_type_t type) const {
        e.cancel(what, number, type);
    }
};

/// The same of several that have one answer.
struct cancel_operations {
    std::vector<std::uint64_t> numbers;

    explicit operator bool() const noexcept { return true; }
    void operator()(engine& e, asio::cancellation_type_t type) const {
        e.cancel_all(numbers, type);
    }
};

/// Base of the initiations. `get_executor` lets Asio's timeout adapters find the executor.
template <class Impl>
struct initiation {
    using executor_type = typename Impl::executor_type;

    std::shared_ptr<Impl> impl;

    executor_type get_executor() const noexcept { return impl->get_executor(); }

    template <class Handler>
    auto fetching(Handler&& handler) const {
        fetch_token token =
            runs_on(handler, impl->get_executor()) ? fetch_token(impl) : fetch_token();
        return fetch_handler<std::decay_t<Handler>>{std::forward<Handler>(handler),
                                                    std::move(token)};
    }

    template <class Erased, class Handler, class Start>
    void run(engine::operation what, Handler&& handler, Start start) const {
        const auto begin = [&](auto&& h) {
            Erased erased(std::forward<decltype(h)>(h), impl->get_executor(), impl->completions());
            return cancel_operation{what, start(erased)};
        };
        begin_cancellable(impl, impl->get_executor(), std::forward<Handler>(handler), begin);
    }
};

template <class Impl>
struct initiate_connect : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, login where) const {
        this->template run<engine::open_handler>(
            engine::operation::open, std::forward<Handler>(handler),
            [&](auto& h) { return this->impl->connect(std::move(where), h); });
    }
};

template <class Impl>
struct initiate_open : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::shared_ptr<const credentials> who) const {
        this->template run<engine::open_handler>(
            engine::operation::open, std::forward<Handler>(handler),
            [&](auto& h) { return this->impl->open(who.get(), h); });
    }
};

template <class Impl>
struct initiate_send : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, command c) const {
        this->template run<engine::reply_handler>(
            engine::operation::command, std::forward<Handler>(handler),
            [&](auto& h) { return this->impl->submit_command(std::move(c), h); });
    }
};

template <class Impl>
struct initiate_api : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, api_request request) const {
        const auto timeout = request.timeout();
        command c = request.error() ? command::invalid(request.error())
                                    : plain_api(std::move(request).text());
        if (timeout) c.timeout(*timeout);
        this->template run<engine::reply_handler>(
            engine::operation::command,
            convert_handler{std::forward<Handler>(handler),
                            [](reply&& r) { return api_response(std::move(r)); }},
            [&](auto& h) { return this->impl->submit_command(std::move(c), h); });
    }
};

template <class Impl>
struct initiate_bgapi : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, const api_request& request) const {
        this->template run<engine::job_handler>(
            engine::operation::job, std::forward<Handler>(handler),
            [&](auto& h) { return this->impl->submit_job(request, h); });
    }
};

template <class Impl>
struct initiate_start_job : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, const api_request& request) const {
        std::string uuid = this->impl->new_uuid();
        this->template run<engine::reply_handler>(
            engine::operation::command,
            convert_handler{std::forward<Handler>(handler),
                            [uuid](const reply& r) { return job(uuid, std::string(r.text())); }},
            [&](auto& h) { return this->impl->start_job(request, uuid, h); });
    }
};

template <class Impl>
struct initiate_job_result : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, const std::string& uuid) const {
        this->template run<engine::job_handler>(
            engine::operation::job, std::forward<Handler>(handler),
            [&](auto& h) { return this->impl->collect_job(uuid, h); });
    }
};

/// Several commands with one answer.
template <class Impl>
struct initiate_all : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::vector<command> commands) const {
        Impl& on = *this->impl;
        const auto begin = [&](auto&& h) {
            engine::reply_handler erased(std::forward<decltype(h)>(h), on.get_executor(),
                                         on.completions());
            return cancel_operations{on.submit_all(std::move(commands), std::move(erased))};
        };
        begin_cancellable(this->impl, on.get_executor(), std::forward<Handler>(handler), begin);
    }
};

template <class Impl>
struct initiate_receive : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler) const {
        this->template run<engine::message_handler>(
            engine::operation::receive, this->fetching(std::forward<Handler>(handler)),
            [&](auto& h) { return this->impl->receive(h); });
    }
};

template <class Impl>
struct initiate_receive_into : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, message* lent) const {
        this->template run<engine::lent_handler>(
            engine::operation::receive, this->fetching(std::forward<Handler>(handler)),
            [&](auto& h) { return this->impl->receive_into(*lent, h); });
    }
};

template <class Impl>
struct initiate_exit : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler) const {
        this->template run<engine::open_handler>(engine::operation::exit,
                                                 std::forward<Handler>(handler),
                                                 [&](auto& h) { return this->impl->exit(h); });
    }
};

}  // namespace eslio::detail
