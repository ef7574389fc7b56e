// How an operation of a connection begins: its handler's type is forgotten.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/convert_handler.hpp>
#include <eslio/connection/detail/fetch_handler.hpp>
#include <eslio/connection/detail/stream_engine.hpp>

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

    /// `start(Impl&, Erased&, arguments&...)` returns the number of the operation.
    template <class Erased, class Handler, class Start, class... Arguments>
    void run(engine::operation what, Handler&& handler, Start start,
             Arguments&... arguments) const {
        const auto begin = [what, start](Impl& on, auto&& h, Arguments&... a) {
            Erased erased(std::forward<decltype(h)>(h), on.get_executor(), on.completions());
            return cancel_operation{what, start(on, erased, a...)};
        };
        begin_at(impl, std::forward<Handler>(handler), begin, arguments...);
    }

    /// Of a receive: while its handler runs, the engine waits with the next read.
    template <class Erased, class Handler, class Start, class... Arguments>
    void run_fetch(Handler&& handler, Start start, Arguments&... arguments) const {
        const auto begin = [start](Impl& on, auto&& h, Arguments&... a) {
            auto self = std::static_pointer_cast<Impl>(on.shared_from_this());
            fetch_token token =
                runs_on(h, on.get_executor()) ? fetch_token(std::move(self)) : fetch_token();
            using fetching = fetch_handler<std::decay_t<decltype(h)>>;
            Erased erased(fetching{std::forward<decltype(h)>(h), std::move(token)},
                          on.get_executor(), on.completions());
            return cancel_operation{engine::operation::receive, start(on, erased, a...)};
        };
        begin_at(impl, std::forward<Handler>(handler), begin, arguments...);
    }
};

template <class Impl>
struct initiate_connect : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, login where) const {
        this->template run<engine::open_handler>(
            engine::operation::open, std::forward<Handler>(handler),
            [](Impl& on, auto& h, login& w) { return on.connect(std::move(w), h); }, where);
    }
};

template <class Impl>
struct initiate_open : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::shared_ptr<const credentials> who) const {
        this->template run<engine::open_handler>(
            engine::operation::open, std::forward<Handler>(handler),
            [](Impl& on, auto& h, auto& w) { return on.open(w.get(), h); }, who);
    }
};

template <class Impl>
struct initiate_send : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, command c) const {
        this->template run<engine::reply_handler>(
            engine::operation::command, std::forward<Handler>(handler),
            [](Impl& on, auto& h, command& what) { return on.submit_command(std::move(what), h); },
            c);
    }
};

template <class Impl>
struct initiate_api : initiation<Impl> {
    /// Of a request that may be used up the text is.
    template <class Handler, class Request>
    void operator()(Handler&& handler, Request&& request) const {
        const auto timeout = request.timeout();
        command c = request.error() ? command::invalid(request.error())
                                    : plain_api(std::forward<Request>(request).text());
        if (timeout) c.timeout(*timeout);
        this->template run<engine::reply_handler>(
            engine::operation::command,
            convert_handler{std::forward<Handler>(handler),
                            [](reply&& r) { return api_response(std::move(r)); }},
            [](Impl& on, auto& h, command& what) { return on.submit_command(std::move(what), h); },
            c);
    }
};

template <class Impl>
struct initiate_bgapi : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, api_request request) const {
        this->template run<engine::job_handler>(
            engine::operation::job, std::forward<Handler>(handler),
            [](Impl& on, auto& h, api_request& what) { return on.submit_job(what, h); }, request);
    }
};

template <class Impl>
struct initiate_start_job : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, api_request request) const {
        const auto begin = [](Impl& on, auto&& h, api_request& what) {
            std::string uuid = on.new_uuid();
            engine::reply_handler erased(convert_handler{std::forward<decltype(h)>(h),
                                                         [uuid](const reply& r) {
                                                             return job(uuid,
                                                                        std::string(r.text()));
                                                         }},
                                         on.get_executor(), on.completions());
            return cancel_operation{engine::operation::command, on.start_job(what, uuid, erased)};
        };
        begin_at(this->impl, std::forward<Handler>(handler), begin, request);
    }
};

template <class Impl>
struct initiate_job_result : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::string uuid) const {
        this->template run<engine::job_handler>(
            engine::operation::job, std::forward<Handler>(handler),
            [](Impl& on, auto& h, std::string& of) { return on.collect_job(of, h); }, uuid);
    }
};

/// Several commands with one answer.
template <class Impl>
struct initiate_all : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::vector<command> commands) const {
        const auto begin = [](Impl& on, auto&& h, std::vector<command>& all) {
            engine::reply_handler erased(std::forward<decltype(h)>(h), on.get_executor(),
                                         on.completions());
            return cancel_operations{on.submit_all(std::move(all), std::move(erased))};
        };
        begin_at(this->impl, std::forward<Handler>(handler), begin, commands);
    }
};

template <class Impl>
struct initiate_receive : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler) const {
        this->template run_fetch<engine::message_handler>(
            std::forward<Handler>(handler), [](Impl& on, auto& h) { return on.receive(h); });
    }
};

template <class Impl>
struct initiate_receive_into : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, message* lent) const {
        this->template run_fetch<engine::lent_handler>(
            std::forward<Handler>(handler),
            [](Impl& on, auto& h, message* into) { return on.receive_into(*into, h); }, lent);
    }
};

template <class Impl>
struct initiate_exit : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler) const {
        this->template run<engine::open_handler>(engine::operation::exit,
                                                 std::forward<Handler>(handler),
                                                 [](Impl& on, auto& h) { return on.exit(h); });
    }
};

}  // namespace eslio::detail
