// The blocking operations of commands, jobs and listening: of connections, clients and sessions.
#pragma once

#include <eslio/api/request.hpp>
#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/blocking/error_target.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/filter.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>

#include <asio/error.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace eslio::blocking {

class originated;

/// Base of `blocking::connection`, `blocking::client` and `blocking::session`. Each operation is
/// that of the same name of `eslio::basic_operations` (`api` is `async_api`; `wait_for_job` is
/// `async_job_result`, `originate` is `eslio::async_originate`), which says what it does and which
/// errors it has. It returns when that has completed. Every one but `receive` and `wait`, which may
/// be given a time, has a deadline: that of the command, the request or the job, else
/// `connection_options::command_timeout` and `job_timeout`. When it is over, the error is
/// `error::timeout`.
///
/// **Errors** are thrown as `std::system_error`, or told to an `error_code` given as the last
/// argument; the result is an empty one then. What FreeSWITCH refuses is a result.
///
/// **Threads**: any number of threads may call at once; the answers come in the order in which they
/// were asked for. On the thread that runs the connection (in a logger, say) every call ends at
/// once with `error::would_deadlock`.
///
/// **Interruption**: `interrupt()`, from any thread, ends all calls that wait in that moment with
/// `asio::error::operation_aborted`. It is not for a signal's handler.
template <class Derived>
class basic_operations {
public:
    using duration = std::chrono::steady_clock::duration;

    // ---- commands ------------------------------------------------------------------------------

    /// Sends a command.
    reply send(command c, error_target told = {}) { return send_as("send", std::move(c), told); }

    /// Runs an API command; nothing else is answered before it ends.
    api_response api(api_request what, error_target told = {}) {
        const argument_error wrong = eslio::detail::as_command(what).problem();
        return call<api_response>(
            "api", told,
            [r = std::move(what)](auto& on, auto&& h) mutable {
                on.async_api(std::move(r), std::forward<decltype(h)>(h));
            },
            wrong);
    }

    /// Runs an API command that knows what its answer means.
    template <class T>
    api_result<T> api(eslio::api::request<T> what, error_target told = {}) {
        const argument_error wrong = eslio::detail::as_command(what).problem();
        return call<api_result<T>>(
            "api", told,
            [r = std::move(what)](auto& on, auto&& h) mutable {
                on.async_api(std::move(r), std::forward<decltype(h)>(h));
            },
            wrong);
    }

    /// Runs an API command in the background and waits for its result.
    job_result bgapi(api_request what, error_target told = {}) {
        const argument_error wrong = eslio::detail::as_command(what).problem();
        return call<job_result>(
            "bgapi", told,
            [r = std::move(what)](auto& on, auto&& h) mutable {
                on.async_bgapi(std::move(r), std::forward<decltype(h)>(h));
            },
            wrong);
    }

    /// Starts an API command in the background; `wait_for_job` collects its result.
    job start_job(api_request what, error_target told = {}) {
        const argument_error wrong = eslio::detail::as_command(what).problem();
        return call<job>(
            "start_job", told,
            [r = std::move(what)](auto& on, auto&& h) mutable {
                on.async_start_job(std::move(r), std::forward<decltype(h)>(h));
            },
            wrong);
    }

    /// Waits for the result of a started job: `error::timeout` once the job's deadline is over,
    /// over a client perhaps `error::lost_in_gap`.
    job_result wait_for_job(const job& started, error_target told = {}) {
        return call<job_result>("wait_for_job", told, [started](auto& on, auto&& handler) {
            on.async_job_result(started, std::forward<decltype(handler)>(handler));
        });
    }

    // ---- calls ---------------------------------------------------------------------------------

    /// Calls somebody and waits for the outcome: a call, or why there is none (`eslio::
    /// async_originate`). `originate::timeout` bounds it: that nobody answered by then is a result.
    /// If FreeSWITCH tells nothing for ten seconds more, as over a client that is not up, the error
    /// is `error::timeout`.
    /// Interrupted, the attempt is ended.
    /// Defined in `<eslio/blocking/originated.hpp>`.
    originated originate(eslio::originate what, error_target told = {});

    // ---- listening -----------------------------------------------------------------------------

    /// Adds a subscription to what is subscribed.
    reply subscribe(const subscription& wanted, error_target told = {}) {
        return call<reply>(
            "subscribe", told,
            [wanted](auto& on, auto&& handler) {
                on.async_subscribe(wanted, std::forward<decltype(handler)>(handler));
            },
            wanted.problem());
    }

    /// Takes the events, filters and log of a subscription back.
    reply unsubscribe(const subscription& unwanted, error_target told = {}) {
        return call<reply>(
            "unsubscribe", told,
            [unwanted](auto& on, auto&& handler) {
                on.async_unsubscribe(unwanted, std::forward<decltype(handler)>(handler));
            },
            unwanted.problem());
    }

    /// Adds a filter.
    reply filter(std::string header, std::string value, error_target told = {}) {
        return send_as("filter", cmd::filter(header, value), told);
    }

    /// Asks for log lines up to a level.
    reply log(log_level level, error_target told = {}) {
        return call<reply>("log", told, [level](auto& on, auto&& handler) {
            on.async_log(level, std::forward<decltype(handler)>(handler));
        });
    }

    /// The next message: event, log record, notice, gap or raw packet. It waits until one comes or
    /// none will, as the connection has ended: the reason is the error then. A session keeps them
    /// from its first receive on. One thread at a time.
    message receive(error_target told = {}) {
        return call<message>("receive", told, [](auto& on, auto&& handler) {
            on.async_receive(std::forward<decltype(handler)>(handler));
        });
    }

    /// The same, for so long at most; 0 and less take what is there already. Nothing if none came
    /// in that time: that is no error, but for the end, which is told as above. A message of which
    /// a part has come by then is not lost.
    std::optional<message> receive(duration at_most, error_target told = {}) {
        if (at_most <= duration::zero()) return poll(told);
        auto [ec, next] = self().waits().template call<message>(
            [this](auto&& handler) {
                self().link_of().async_receive(std::forward<decltype(handler)>(handler));
            },
            at_most);
        if (ec == error::timeout) {
            told.tell(error_code(), "receive");
            return std::nullopt;
        }
        told.tell(ec, "receive");
        if (ec) return std::nullopt;
        return std::move(next);
    }

    // ---- anything else -------------------------------------------------------------------------

    /// Waits for any operation of the library that completes with `void(error_code, Result)`:
    /// `begin(handler)` begins it, on the thread of the connection. It has the deadline that the
    /// operation itself has.
    ///
    ///     auto all = fs.wait<eslio::reply>([&](auto handler) {
    ///         fs.async().async_send(eslio::command("version"), std::move(handler));
    ///     });
    template <class Result, class Begin>
    Result wait(Begin begin, error_target told = {}) {
        return self().waits().template call<Result>("wait", told, std::move(begin));
    }

    /// The same, for so long at most: then it is cancelled, and the error is `error::timeout`.
    template <class Result, class Begin>
    Result wait(Begin begin, duration at_most, error_target told = {}) {
        auto [ec, result] = self().waits().template call<Result>(std::move(begin), at_most);
        self().waits().tell(told, ec, "wait", argument_error(), result);
        return std::move(result);
    }

    /// Ends the calls that wait now, in other threads, with `asio::error::operation_aborted`.
    void interrupt() { self().waits().interrupt(); }

protected:
    ~basic_operations() = default;
    basic_operations() = default;
    basic_operations(basic_operations&&) noexcept = default;
    basic_operations& operator=(basic_operations&&) noexcept = default;

    /// Runs an operation on the connection's own thread and waits for its result; `what` names it
    /// in errors, `wrong` is what is wrong with its argument.
    template <class Result, class Begin>
    Result call(const char* what, error_target told, Begin begin,
                const argument_error& wrong = argument_error()) {
        return self().waits().template call<Result>(
            what, told,
            [this, begin = std::move(begin)](auto&& handler) mutable {
                begin(self().link_of(), std::forward<decltype(handler)>(handler));
            },
            wrong);
    }

private:
    // `Derived` has `waits`, which makes the calls, and `link_of`, what they are operations of.
    Derived& self() noexcept { return static_cast<Derived&>(*this); }

    reply send_as(const char* what, command c, error_target told) {
        const argument_error wrong = c.problem();
        return call<reply>(
            what, told,
            [c = std::move(c)](auto& on, auto&& handler) mutable {
                on.async_send(std::move(c), std::forward<decltype(handler)>(handler));
            },
            wrong);
    }

    std::optional<message> poll(error_target told) {
        struct polled {
            std::optional<message> next;
            error_code reason;
        };
        auto [ec, found] = self().waits().run([this] {
            polled p;
            message next;
            if (self().link_of().try_receive(next))
                p.next = std::move(next);
            else
                p.reason = self().reason_of();
            return p;
        });
        if (!ec && !found.next) ec = found.reason;
        told.tell(ec, "receive");
        return std::move(found.next);
    }
};

}  // namespace eslio::blocking
