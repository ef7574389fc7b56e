// How an operation of a connection is initiated: the type of its handler is forgotten.
#pragma once

#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/login.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/begin.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/convert_handler.hpp>
#include <eslio/connection/detail/fetch_handler.hpp>
#include <eslio/connection/detail/stream_engine.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio::detail {

/// Base of the initiations. `get_executor` lets Asio's timeout adapters find the executor.
template <class Impl>
struct initiation {
    using executor_type = typename Impl::executor_type;

    std::shared_ptr<Impl> impl;

    executor_type get_executor() const noexcept { return impl->get_executor(); }

    template <class Handler>
    handler_origin origin([[maybe_unused]] const Handler& handler) const {
        if constexpr (has_cancellation_slot<Handler>)
            return origin_of(handler, impl->get_executor());
        else
            return {};
    }
    template <class Erased, class Handler>
    Erased erase(Handler&& handler) const {
        if constexpr (has_executor<std::decay_t<Handler>>)
            return Erased(std::forward<Handler>(handler), impl->get_executor(),
                          impl->completions());
        else
            return Erased(std::forward<Handler>(handler), impl->completions());
    }

    /// `begin(engine, origin, Erased, arguments...)`
    template <class Erased, class Handler, class Begin, class... Arguments>
    void run(Handler&& handler, Begin begin, Arguments&&... arguments) const {
        const handler_origin from = origin(handler);
        begin(*impl, from, erase<Erased>(std::forward<Handler>(handler)),
              std::forward<Arguments>(arguments)...);
    }

    /// The same of a receive: while its handler runs, the engine waits with the next read.
    template <class Erased, class Handler, class Begin, class... Arguments>
    void run_fetch(Handler&& handler, Begin begin, Arguments... arguments) const {
        const handler_origin from = origin(handler);
        const bool fetches =
            !has_executor<std::decay_t<Handler>> || runs_on(handler, impl->get_executor());
        using fetching = fetch_handler<std::decay_t<Handler>>;
        begin(*impl, from,
              erase<Erased>(fetching{std::forward<Handler>(handler), fetches ? impl : nullptr}),
              fetches, arguments...);
    }
};

/// Of an engine whose kind of stream is known.
template <class Stream>
std::uint64_t connect_stream(engine& e, login&& where, engine::open_handler& handler) {
    return static_cast<stream_engine<Stream>&>(e).connect(std::move(where), handler);
}

/// `connect` knows the kind of stream, which `Impl` need not.
template <class Impl>
struct initiate_connect : initiation<Impl> {
    connect_function connect;

    template <class Handler>
    void operator()(Handler&& handler, login where) const {
        this->template run<engine::open_handler>(std::forward<Handler>(handler), begin_connect,
                                                 std::move(where), connect);
    }
};

template <class Impl>
struct initiate_open : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::shared_ptr<const credentials> who) const {
        this->template run<engine::open_handler>(std::forward<Handler>(handler), begin_open,
                                                 std::move(who));
    }
};

/// `Begin` takes the command, as `begin_command` does.
template <class Impl, auto Begin>
struct initiate_send_by : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, command c) const {
        this->template run<engine::reply_handler>(std::forward<Handler>(handler), Begin,
                                                  std::move(c));
    }
};

template <class Impl>
using initiate_send = initiate_send_by<Impl, begin_command>;

template <class Impl, auto Begin>
struct initiate_api_by : initiation<Impl> {
    template <class Handler, class Request>
    void operator()(Handler&& handler, Request&& request) const {
        this->template run<engine::reply_handler>(
            convert_handler{std::forward<Handler>(handler),
                            [](reply&& r) noexcept { return api_response(std::move(r)); }},
            Begin, as_command(std::forward<Request>(request)));
    }
};

template <class Impl>
using initiate_api = initiate_api_by<Impl, begin_command>;

/// Of a request that knows what its answer means.
template <class Impl, auto Begin>
struct initiate_typed_api_by : initiation<Impl> {
    template <class Handler, class T>
    void operator()(Handler&& handler, api::request<T> request) const {
        const auto reads = request.reads();
        this->template run<engine::reply_handler>(
            convert_handler{
                std::forward<Handler>(handler),
                [reads](reply&& r) { return api_result<T>(api_response(std::move(r)), reads); }},
            Begin, as_command(static_cast<api_request&&>(request)));
    }
};

template <class Impl>
using initiate_typed_api = initiate_typed_api_by<Impl, begin_command>;

template <class Impl>
struct initiate_bgapi : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, api_request request) const {
        this->template run<engine::job_handler>(std::forward<Handler>(handler), begin_job,
                                                std::move(request));
    }
};

/// Its id is made where the engine lives.
template <class Impl>
struct initiate_start_job : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, api_request request) const {
        const auto uuid = std::make_shared<std::string>();
        this->template run<engine::reply_handler>(
            convert_handler{
                std::forward<Handler>(handler),
                [uuid](const reply& r) { return job(std::move(*uuid), std::string(r.text())); }},
            begin_start_job, std::move(request), uuid);
    }
};

template <class Impl>
struct initiate_job_result : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::string uuid) const {
        this->template run<engine::job_handler>(std::forward<Handler>(handler), begin_job_result,
                                                std::move(uuid));
    }
};

/// Several commands with one answer.
template <class Impl>
struct initiate_all : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, std::vector<command> commands) const {
        this->template run<engine::reply_handler>(std::forward<Handler>(handler), begin_commands,
                                                  std::move(commands));
    }
};

template <class Impl>
struct initiate_receive : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler) const {
        this->template run_fetch<engine::message_handler>(std::forward<Handler>(handler),
                                                          begin_receive);
    }
};

template <class Impl>
struct initiate_receive_into : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, message* lent) const {
        this->template run_fetch<engine::lent_handler>(std::forward<Handler>(handler),
                                                       begin_receive_into, lent);
    }
};

/// For so long at most.
template <class Impl>
struct initiate_receive_for : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler, environment::duration at_most) const {
        this->template run_fetch<engine::message_handler>(std::forward<Handler>(handler),
                                                          begin_receive_for, at_most);
    }
};

template <class Impl>
struct initiate_exit : initiation<Impl> {
    template <class Handler>
    void operator()(Handler&& handler) const {
        this->template run<engine::open_handler>(std::forward<Handler>(handler), begin_exit);
    }
};

template <class T, class Token>
struct wrong_handler<void(error_code, api_result<T>), Token> {
    static_assert(never<Token>, "a handler of this operation takes (eslio::error_code, "
                                "eslio::api_result<T>), with the T of its api::request<T>");
};

}  // namespace eslio::detail
