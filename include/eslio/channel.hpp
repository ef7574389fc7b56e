// Floor 6, channel: a handle on one call, over any link: execute, listen, wait, hang up.
#pragma once

#include <eslio/api/uuid_control.hpp>
#include <eslio/channel/detail/composed_operations.hpp>
#include <eslio/channel/detail/initiate.hpp>
#include <eslio/channel/detail/typed_variable.hpp>
#include <eslio/channel/detail/variables.hpp>
#include <eslio/channel/options.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/channel/verbs.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/prompt.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/event/event_condition.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_name.hpp>

#include <asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio {

/// Controls one call of FreeSWITCH, by its UUID.
///
/// Over an inbound connection it is made once that is logged in, `channel c(fs, uuid)` (before that
/// nothing of it runs or waits: `error::made_unconnected`); an outbound `session` is one. Any
/// number of handles share a link; each sees the events of its own call. A handle never sends
/// `myevents`; the library subscribes to what it needs (CHANNEL_EXECUTE_COMPLETE,
/// CHANNEL_HANGUP_COMPLETE, PRIVATE_COMMAND, DTMF and a few more), and those events reach
/// `connection::async_receive` only if you asked for them too. It adds a filter over a session with
/// `full` alone, which hears one call's events by filters: one for another call's handle, one for a
/// bridge's other leg. They stay until the session's connection ends.
///
/// **Operations** take any completion token and complete exactly once, never inside the call that
/// begins them: with the result; when the call ends; when the connection ends, with its reason; at
/// the deadline (`error::timeout`); or cancelled (any type that may have an effect). What was sent
/// goes on. A duration of zero is no deadline, one below zero (a time left, computed) is over. One
/// that finds no memory once it has begun ends with `error::stream_failed`.
///
/// **The end of the call is a result**, of every operation, also of one that is begun after it: a
/// refusal where the result is a `reply`, the last value where it is a variable. So a dialogue can
/// be written straight on. Errors tell of the connection, of a deadline, of an argument.
/// `async_receive` is the exception, as a stream of messages has to end: with `error::hung_up`.
/// Beside the error of an argument the result says in words what is wrong: its `why()`, of a
/// `reply` its text, after `-ERR`.
///
/// **A call that is not there**: what waits, receives or collects asks FreeSWITCH about a call that
/// no event has told of. There is none if `uuid_dump` does not find it, half a second later
/// neither, and the table of channels, in which a call stays until its last event, does not list
/// it: then the operation ends with `error::no_such_call`. Where FreeSWITCH takes long to answer,
/// as under load, it is given up to ten seconds before the last questions. So the handle may be
/// made shortly before the `originate`. A later operation asks anew.
///
/// **A negative filter of yours** hides from the library what it hides: an execution whose end may
/// have been hidden is `unheard`, a bridge whose answer may have been is `early()`. One that is not
/// locked may then have no end but that of the call, or its deadline. The end of a call whose last
/// event was hidden is not found out: what waits for that waits until its deadline or the
/// connection's end. So let none of them match CHANNEL_HANGUP_COMPLETE.
///
/// The handle may be moved and destroyed at any time. What waits for an event, for digits or for
/// the end of an execution then completes with `operation_aborted`; commands that were sent
/// (reading or setting a variable, hanging up ...) with their answer, as long as the connection
/// lasts. Threads: as the connection it stands on.
///
/// `channel` is one over any executor; `asio::use_awaitable_t<>::as_default_on_t<channel>` has a
/// default completion token, as a connection can have.
template <class Executor = asio::any_io_executor>
class basic_channel : public basic_verbs<basic_channel<Executor>, Executor> {
public:
    using duration = std::chrono::steady_clock::duration;
    using executor_type = Executor;

    /// The same with another executor, by which Asio adds a default token.
    template <class Other>
    struct rebind_executor {
        using other = basic_channel<Other>;
    };

    /// A call over an inbound connection.
    basic_channel(std::shared_ptr<link> over, std::string uuid, channel_options options = {})
        : call_(new detail::call(std::move(over), std::move(uuid), options, detail::call_mode{})) {
        detail::start_at(call_, [](detail::call& c) { c.start(); });
    }

    /// The same over a connection, or, of another call, over a session; `full` decides what that
    /// hears.
    template <class Connection, class = decltype(std::declval<Connection&>().link()->link_state())>
    basic_channel(Connection& over, std::string uuid, channel_options options = {})
        : basic_channel(over.link(), std::move(uuid), options) {}

    basic_channel(basic_channel&&) noexcept = default;
    /// Of one with another executor.
    template <class Other>
    basic_channel(basic_channel<Other>&& other) noexcept : call_(std::move(other.call_)) {}
    basic_channel& operator=(basic_channel&& other) noexcept {
        if (this != &other) {
            let_go();
            call_ = std::move(other.call_);
        }
        return *this;
    }
    ~basic_channel() { let_go(); }

    executor_type get_executor() const noexcept { return executor_type(call_->executor()); }
    /// The UUID of the channel.
    const std::string& uuid() const noexcept { return call_->uuid(); }

    /// Seen so far: it was answered; it has ended, and how.
    bool answered() const noexcept { return call_->answered(); }
    /// Whether the call is over, or hangs up, as far as has been heard: it runs no application any
    /// more, which the results of all operations say from then on.
    bool over() const noexcept { return call_->down(); }
    /// How it ended, which may be heard a moment after that; nothing before.
    const std::optional<hangup_info>& hangup() const noexcept { return call_->hangup(); }

    /// Operations under way that wait for an event, a pending `async_receive` not counted, and
    /// executions that have not been told their ends yet.
    std::size_t outstanding() const noexcept { return call_->outstanding(); }

    // ---- executing -----------------------------------------------------------------------------

    /// Runs an application and waits for its end: CHANNEL_EXECUTE_COMPLETE of that very execution;
    /// in static mode the reply, and the channel's data (`connect`), which are asked for right
    /// after the `sendmsg`, as the event comes at some time after the reply. See `eslio::app` for
    /// the common ones, `read_outcome` for how the end is read.
    ///
    /// Completes with `void(error_code, execution_result)`. That the application failed, that the
    /// call ended first, or that FreeSWITCH refused, is a result. Errors: queue_full past
    /// `most_executions`, timeout, call_events_refused, condition::disconnected,
    /// condition::invalid_argument.
    template <class Token = detail::default_token<executor_type>>
    auto async_execute(application a, Token&& token = Token()) {
        return detail::begin_on<void(error_code, execution_result)>(
            call_, std::forward<Token>(token),
            [a = std::move(a)](const detail::call_ptr& c, auto& handler) {
                return c->execute(a, handler);
            });
    }

    /// Queues an application and does not wait for it. In static mode it runs inside the next one
    /// that is executed with `lock(false)` and waits for something (a playback does, a `sleep` of a
    /// call with media; `set` does not), or after the session.
    ///
    /// Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<executor_type>>
    auto async_queue(application a, Token&& token = Token()) {
        return detail::begin_on<void(error_code, reply)>(
            call_, std::forward<Token>(token),
            [a = std::move(a)](const detail::call_ptr& c, auto& handler) {
                return c->queue(a, handler);
            });
    }

    /// Sends a message of your own to the call: `unicast`, `nomedia`, `xferext` and the like.
    /// Completes with `void(error_code, reply)`: `+OK` says it was queued.
    template <class Token = detail::default_token<executor_type>>
    auto async_message(call_message m, Token&& token = Token()) {
        return detail::begin_on<void(error_code, reply)>(
            call_, std::forward<Token>(token),
            [m = std::move(m)](const detail::call_ptr& c, auto& handler) {
                return c->send(c->addressed(m), handler);
            });
    }

    /// Hangs up at once, with a cause of FreeSWITCH's by name or number (`uuid_kill`; without `api`
    /// by `sendmsg`, which waits for the end of what runs locked, as a bridge does).
    ///
    /// In static mode, also with `full`, FreeSWITCH reads no command while an application runs:
    /// then it is done only after that, and ends with `error::timeout` if that comes first
    /// (`connection_options::command_timeout`). To reach such a call make a `channel` of its UUID
    /// over an inbound connection, and hang up, or break, there.
    ///
    /// Completes with `void(error_code, reply)`; `async_wait_for_hangup` tells when it is done.
    template <class Token = detail::default_token<executor_type>>
    auto async_hangup(std::string cause, Token&& token = Token()) {
        call_message m = cmd::hangup(cause);
        return hang_up(std::move(m), std::move(cause), std::forward<Token>(token));
    }
    /// The same by a value: `hangup_cause::user_busy`. `none` is NORMAL_CLEARING.
    template <class Token = detail::default_token<executor_type>>
    auto async_hangup(hangup_cause cause, Token&& token = Token()) {
        const hangup_cause told =
            cause == hangup_cause::none ? hangup_cause::normal_clearing : cause;
        return hang_up(cmd::hangup(told), std::string(to_string(told)), std::forward<Token>(token));
    }

    /// Ends what plays (`uuid_break`), and all its loops; the execution then ends as one that was
    /// played. Without `api` it is the application `break`, which reaches only what was executed
    /// with `lock(false)`. In static mode it comes when that has ended: see `async_hangup` for the
    /// way around.
    ///
    /// What `uuid_break UUID all` drops from the call's queue, no event tells, nor sometimes that
    /// several loops were stopped. So the library queues a message that does nothing, and what has
    /// not begun before that will not: it ends as `not_run`, and loops as their last pass did. It
    /// does so after several loops, when something has ended and others wait, after an `api
    /// uuid_break` over the same connection, a second after something of another program's has
    /// ended (later, if that happens again and again), and else when an execution, or a pass of
    /// several loops, has neither ended nor been heard to begin for a second, then for 4, 16
    /// seconds and so on; what was queued after an execution that runs (a bridge that goes on) is
    /// told when that ends.
    ///
    /// Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<executor_type>>
    auto async_break(Token&& token = Token()) {
        return detail::begin_on<void(error_code, reply)>(
            call_, std::forward<Token>(token), [](const detail::call_ptr& c, auto& handler) {
                const api_request order = api::uuid_break(c->uuid());
                if (c->mode().full) return c->send(detail::as_command(order), handler);
                return c->queue(app::break_playback().lock(false), handler);
            });
    }

    /// Plays and collects digits. Completes with `void(error_code, digits_result)`.
    template <class Token = detail::default_token<executor_type>>
    auto async_prompt(prompt p, Token&& token = Token()) {
        return async_read_digits(p.to_application(), p.least(), std::forward<Token>(token));
    }

    /// Reads digits. Completes with `void(error_code, digits_result)`.
    template <class Token = detail::default_token<executor_type>>
    auto async_read(digit_reading r, Token&& token = Token()) {
        return async_read_digits(r.to_application(), r.least(), std::forward<Token>(token));
    }

    // ---- variables -----------------------------------------------------------------------------

    /// A variable of the call, whole and unchanged; none if it is not set, or is empty. Once the
    /// call is over it is as it was at the end, of those in the last event; without `api` it is
    /// read from the channel's data. In both FreeSWITCH writes a `%` and two hexadecimal digits as
    /// if they were encoded already (switch_url_encode), so `%41` is read as `A`.
    ///
    /// Completes with `void(error_code, std::optional<std::string>)`. Errors: no_such_call,
    /// not_allowed (the user may not run `uuid_getvar`). To a user who may not run `eval` a value
    /// `_undef_` is as one that is not set.
    template <class Token = detail::default_token<executor_type>>
    auto async_get_variable(std::string name, Token&& token = Token()) {
        return detail::begin_on<void(error_code, std::optional<std::string>)>(
            call_, std::forward<Token>(token),
            [name = std::move(name)](const detail::call_ptr& c, auto& handler) {
                return detail::get_variable(c, name, handler);
            });
    }

    /// By a name with a type, as `var::billsec`: `void(error_code, variable_value<T>)`.
    template <class T, class Token = detail::default_token<executor_type>>
    auto async_get_variable(variable_name<T> name, Token&& t = Token()) {
        return detail::begin_typed_variable<T>(call_, name.text(), std::forward<Token>(t));
    }

    /// Sets a variable to any text without NUL; an empty one unsets it, `ARRAY::a|:b` makes an
    /// array. Refused are `ARRAY::` with one element alone, which FreeSWITCH would keep without it,
    /// and line breaks (`%0A` too) where the variable becomes a SIP header. References to variables
    /// are not expanded.
    ///
    /// Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<executor_type>>
    auto async_set_variable(std::string name, std::string value, Token&& token = Token()) {
        return detail::begin_on<void(error_code, reply)>(
            call_, std::forward<Token>(token),
            [name = std::move(name), value = std::move(value)](const detail::call_ptr& c,
                                                               auto& handler) {
                return detail::set_variable(c, name, value, handler);
            });
    }

    /// By a name with a type.
    template <class T, class Token = detail::default_token<executor_type>>
    auto async_set_variable(variable_name<T> n, detail::plain<T> value, Token&& t = Token()) {
        const std::string text = detail::value_text(value);
        return async_set_variable(std::string(n.text()), text, std::forward<Token>(t));
    }

    // ---- waiting -------------------------------------------------------------------------------

    /// Waits until the call is answered; at once if it is.
    ///
    /// Completes with `void(error_code, wait_result)`; false if the call ended first, or has ended.
    /// Errors: no_such_call, timeout.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_answer(duration timeout, Token&& token = Token()) {
        return detail::begin_on<void(error_code, wait_result)>(
            call_, std::forward<Token>(token), [timeout](const detail::call_ptr& c, auto& handler) {
                return c->wait_for_answer(timeout, handler);
            });
    }

    /// Waits until the call has ended (CHANNEL_HANGUP_COMPLETE; CHANNEL_HANGUP of a static session,
    /// or if the connection ends after that); at once if it has.
    ///
    /// Completes with `void(error_code, hangup_info)`. Errors: no_such_call, timeout.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_hangup(duration timeout, Token&& token = Token()) {
        return detail::begin_on<void(error_code, hangup_info)>(
            call_, std::forward<Token>(token), [timeout](const detail::call_ptr& c, auto& handler) {
                return detail::wait_for_hangup(c, timeout, handler);
            });
    }

    /// Waits for the next event of this call that fits, of those that come over the connection.
    /// With g++ up to 12 a closure that captures is given a name outside a `co_await` first: see
    /// `event_condition`.
    ///
    /// Completes with `void(error_code, wait_result)`; false if the call ended first, or has ended.
    /// Errors: no_such_call, timeout.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for(event_condition wanted, duration timeout, Token&& token = Token()) {
        return detail::begin_on<void(error_code, wait_result)>(
            call_, std::forward<Token>(token),
            [wanted = std::move(wanted), timeout](const detail::call_ptr& c, auto& handler) {
                return c->wait_for(wanted, timeout, handler);
            });
    }

    /// Collects digits from the call's DTMF events. One at a time.
    ///
    /// Completes with `void(error_code, collected_digits)`. That the caller pressed nothing or
    /// hung up is a result. Errors: no_such_call, operation_in_progress.
    template <class Token = detail::default_token<executor_type>>
    auto async_digits(digit_rules rules, Token&& token = Token()) {
        return detail::begin_on<void(error_code, collected_digits)>(
            call_, std::forward<Token>(token),
            [rules = std::move(rules)](const detail::call_ptr& c, auto& handler) {
                return c->collect_digits(rules, handler);
            });
    }

    /// The next event of this call, or a gap. One at a time. Of a session: `session::async_receive`
    /// gives all that comes.
    ///
    /// Completes with `void(error_code, message)`. Errors: hung_up (the call has ended, and all its
    /// events were received), no_such_call, operation_in_progress.
    template <class Token = detail::default_token<executor_type>>
    auto async_receive(Token&& token = Token()) {
        return detail::begin_on<void(error_code, message)>(
            call_, std::forward<Token>(token),
            [](const detail::call_ptr& c, auto& handler) { return c->receive(handler); });
    }

    /// Takes an event that is there already.
    [[nodiscard]] bool try_receive(message& out) { return call_->try_receive(out); }

protected:
    basic_channel() noexcept = default;
    /// One that was started.
    explicit basic_channel(std::shared_ptr<detail::call> started) noexcept
        : call_(std::move(started)) {}

    /// For what is built on it.
    const std::shared_ptr<detail::call>& core() const noexcept { return call_; }

    /// Lets the call be, as the destructor does.
    void let_go() noexcept {
        if (call_) detail::do_at(call_, [](detail::call& c) { c.stop(); });
    }

private:
    template <class>
    friend class basic_channel;
    friend basic_verbs<basic_channel, Executor>;
    friend basic_leg_verbs<basic_channel, Executor>;

    template <class Token>
    auto async_read_digits(application a, std::size_t least, Token&& token) {
        return detail::begin_on<void(error_code, digits_result)>(
            call_, std::forward<Token>(token),
            [a = std::move(a), least](const detail::call_ptr& c, auto& handler) {
                return detail::read_digits(c, a, least, handler);
            });
    }

    template <class Token>
    auto hang_up(call_message m, std::string cause, Token&& token) {
        return detail::begin_on<void(error_code, reply)>(
            call_, std::forward<Token>(token),
            [m = std::move(m), cause = std::move(cause)](const detail::call_ptr& c, auto& handler) {
                return c->hang_up(c->mode().full && !m.error()
                                      ? detail::as_command(api::uuid_kill(c->uuid(), cause))
                                      : c->addressed(m),
                                  handler);
            });
    }

    std::shared_ptr<detail::call> call_;
};

/// A channel with the executor of any kind, which most programs use.
using channel = basic_channel<>;

}  // namespace eslio
