// The operations of commands, jobs and listening, which connections, clients and sessions have.
#pragma once

#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/filter.hpp>
#include <eslio/command/listen.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/initiate.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/error.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace eslio {

/// Base of `basic_connection`, `any_connection`, `basic_client` and `outbound::basic_session`,
/// whose comments tell of cancellation, deadlines, order and threads.
///
/// Without `full` FreeSWITCH allows a session only `async_send` (of the commands on its own call),
/// `async_filter` and the receives (mod_event_socket: parse_command): the others complete at once
/// with `error::not_allowed`.
template <class Derived, class Executor>
class basic_operations {
public:
    // ---- commands ------------------------------------------------------------------------------

    /// Sends a command.
    ///
    /// Completes with `void(error_code, reply)`; a refusal (`-ERR`) is a reply, not an error.
    /// Errors: queue_full, timeout, not_sent, outcome_unknown, condition::invalid_argument; once
    /// the connection has ended, the reason.
    ///
    /// After a session's `cmd::exit` the dialplan goes on with the call, as after the end of the
    /// session; in async mode it is written, with all that is said after it, when the call is in
    /// its park (some milliseconds after the opening; at the latest a second).
    template <class Token = detail::default_token<Executor>>
    auto async_send(command c, Token&& token = Token()) {
        return self().begin_send(std::move(c), std::forward<Token>(token));
    }

    /// Runs an API command; nothing else is answered before it ends.
    ///
    /// Completes with `void(error_code, api_response)`. Errors as of `async_send`.
    template <class Token = detail::default_token<Executor>>
    auto async_api(api_request request, Token&& token = Token()) {
        return self().template begin<detail::initiate_api, api_response>(std::forward<Token>(token),
                                                                         std::move(request));
    }

    /// Runs an API command that knows what its answer means, as those of `eslio::api`.
    ///
    /// Completes with `void(error_code, api_result<T>)`; a refusal, and an answer that means
    /// something else, is a result. Errors as of `async_send`.
    template <class T, class Token = detail::default_token<Executor>>
    auto async_api(api::request<T> request, Token&& token = Token()) {
        return self().template begin<detail::initiate_typed_api, api_result<T>>(
            std::forward<Token>(token), std::move(request));
    }

    /// Runs an API command in the background and waits for its result. The first one subscribes to
    /// BACKGROUND_JOB; those events reach `async_receive` only if you subscribe to them too.
    ///
    /// Completes with `void(error_code, job_result)`; a refusal or a failed job is a result. Errors
    /// as of `async_send`, and job_events_refused, job_lost, over a client lost_in_gap. A user's
    /// filter that rejects BACKGROUND_JOB (`filter Event-Name -BACKGROUND_JOB`) keeps results away:
    /// then timeout.
    template <class Token = detail::default_token<Executor>>
    auto async_bgapi(api_request request, Token&& token = Token()) {
        return self().template begin<detail::initiate_bgapi, job_result>(std::forward<Token>(token),
                                                                         std::move(request));
    }

    /// Starts an API command in the background; collect its result with `async_job_result`. The
    /// result is kept until the job's deadline.
    ///
    /// Completes with `void(error_code, job)`. Errors as of `async_bgapi`.
    template <class Token = detail::default_token<Executor>>
    auto async_start_job(api_request request, Token&& token = Token()) {
        return self().template begin<detail::initiate_start_job, job>(std::forward<Token>(token),
                                                                      std::move(request));
    }

    /// Waits for the result of a started job. Cancelling it forgets the job.
    ///
    /// Completes with `void(error_code, job_result)`. Errors: unknown_job, job_lost, timeout,
    /// over a client lost_in_gap.
    template <class Token = detail::default_token<Executor>>
    auto async_job_result(const job& started, Token&& token = Token()) {
        return self().template begin<detail::initiate_job_result, job_result>(
            std::forward<Token>(token), started.job_uuid());
    }

    // ---- listening -----------------------------------------------------------------------------

    /// Adds a subscription to what is subscribed.
    ///
    /// Completes with `void(error_code, reply)`: FreeSWITCH's first refusal, else its last reply.
    /// Errors as of `async_send`.
    template <class Token = detail::default_token<Executor>>
    auto async_subscribe(const subscription& wanted, Token&& token = Token()) {
        return self().template begin<detail::initiate_all, reply>(std::forward<Token>(token),
                                                                  wanted.commands());
    }

    /// Takes the events, filters and log of a subscription back.
    ///
    /// Completes as `async_subscribe` does.
    template <class Token = detail::default_token<Executor>>
    auto async_unsubscribe(const subscription& unwanted, Token&& token = Token()) {
        return self().template begin<detail::initiate_all, reply>(std::forward<Token>(token),
                                                                  unwanted.undo());
    }

    /// Adds a filter: see `cmd::filter`. Completes with `void(error_code, reply)`. Errors as of
    /// `async_send`.
    template <class Token = detail::default_token<Executor>>
    auto async_filter(std::string_view header, std::string_view value, Token&& token = Token()) {
        return async_send(cmd::filter(header, value), std::forward<Token>(token));
    }

    /// Asks for log lines up to a level. Completes with `void(error_code, reply)`. Errors as of
    /// `async_send`.
    template <class Token = detail::default_token<Executor>>
    auto async_log(log_level level, Token&& token = Token()) {
        return self().template begin<detail::initiate_send, reply>(std::forward<Token>(token),
                                                                   cmd::log(level));
    }

    /// The next message: event, log record, notice, gap or raw packet. A session keeps them from
    /// its first receive on, unless `connection_options::keep_messages` says otherwise.
    ///
    /// Completes with `void(error_code, message)`. Once the connection has ended and all messages
    /// are fetched: the reason. One at a time: a second one ends with `operation_in_progress`.
    /// Cancellation: any type, nothing is lost.
    template <class Token = detail::default_token<Executor>,
              class = std::enable_if_t<!std::is_same_v<std::decay_t<Token>, message> &&
                                       !std::is_convertible_v<Token&&, environment::duration>>>
    auto async_receive(Token&& token = Token()) {
        auto on = self().engine_of();
        using engine = typename decltype(on)::element_type;
        return detail::begin_operation<Token, void(error_code, message)>(
            detail::initiate_receive<engine>{{std::move(on)}}, token);
    }

    /// The same for so long at most, then `error::timeout`: of zero and less it takes a message
    /// that is there already. Nothing is lost: one of which a part has come goes to the next
    /// receive.
    ///
    /// Completes with `void(error_code, message)`.
    template <class Token = detail::default_token<Executor>>
    auto async_receive(environment::duration at_most, Token&& token = Token()) {
        auto on = self().engine_of();
        using engine = typename decltype(on)::element_type;
        return detail::begin_operation<Token, void(error_code, message)>(
            detail::initiate_receive_for<engine>{{std::move(on)}}, token, at_most);
    }

    /// The same into a message of yours, whose memory is used again: no allocation in steady
    /// state. It must live until completion.
    ///
    /// Completes with `void(error_code)`.
    template <class Token = detail::default_token<Executor>>
    auto async_receive(message& lent, Token&& token = Token()) {
        auto on = self().engine_of();
        using engine = typename decltype(on)::element_type;
        return detail::begin_operation<Token, void(error_code)>(
            detail::initiate_receive_into<engine>{{std::move(on)}}, token, &lent);
    }

    /// Takes a message that is there already; false if there is none.
    [[nodiscard]] bool try_receive(message& out) { return self().engine_of()->try_receive(out); }

    // ---- knowing -------------------------------------------------------------------------------

    /// What has gone over the connection so far; of a client, over all of them, one after the
    /// other, without those that only double its events (`client_options::redundancy`).
    connection_usage usage() const noexcept { return self().engine_of()->usage(); }

protected:
    ~basic_operations() = default;
    basic_operations() = default;
    basic_operations(basic_operations&&) noexcept = default;
    basic_operations& operator=(basic_operations&&) noexcept = default;

private:
    // `Derived` has `begin` for what the mode may forbid, `begin_send` for a command, `engine_of`.
    Derived& self() noexcept { return static_cast<Derived&>(*this); }
    const Derived& self() const noexcept { return static_cast<const Derived&>(*this); }
};

}  // namespace eslio
