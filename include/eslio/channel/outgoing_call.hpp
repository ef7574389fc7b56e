// outgoing_call: a call that is originated; and async_originate, where nothing but its outcome is
// of interest.
#pragma once

#include <eslio/channel.hpp>
#include <eslio/channel/detail/call_attempt.hpp>
#include <eslio/channel/detail/initiate.hpp>
#include <eslio/channel/options.hpp>
#include <eslio/channel/originated.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/link.hpp>

#include <asio/any_io_executor.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eslio::detail {

template <class Connection>
attempt_ptr make_attempt(Connection& over, originate&& what, const channel_options& options) {
    return std::shared_ptr<call_attempt>(new call_attempt(over.link(), std::move(what), options));
}

}  // namespace eslio::detail

namespace eslio {

/// A call that is originated: its UUIDs are chosen and its events followed before the command is
/// written, so nothing is missed.
///
///     eslio::originate wanted("user/1000");
///     wanted.timeout(30s);
///     eslio::outgoing_call call(fs, wanted);
///     call.async_wait_for_ringing({}, [](auto ec, const eslio::call_progress& p) { ... });
///     eslio::originate_result made = co_await call.async_dial(token);
///
/// **Over** a connection or client that is logged in, an `any_connection`, or a session with
/// `full`, which hears the events of the legs as long as they are followed; without `full`
/// FreeSWITCH runs no `originate`, and each operation completes with `error::not_allowed`.
///
/// **It runs as a job** (`bgapi`), so the connection is not held up. **Several destinations** (the
/// legs of its dial string) have a UUID each. FreeSWITCH gives the call to the first that answers
/// (or sends early media, unless `ignore_early_media` is `true`), and ends the others with
/// LOSE_RACE (switch_ivr_originate). An endpoint that calls several by itself (`group/...`, a user
/// with several phones) gives its UUID to one of them; `uuid()` is then that of the call, but the
/// others are not followed.
///
/// **One time-out**: `originate::timeout`. FreeSWITCH counts it, for each alternative (`|`), and
/// its end is an outcome, `no_answer`. If FreeSWITCH tells nothing for ten seconds more, dialling
/// ends with `error::timeout`, and the attempt is ended.
///
/// **To end the attempt** cancel `async_dial` (terminal or partial; total if the command was not
/// written yet), or destroy the handle before it is done: each leg is ended by `uuid_kill UUID
/// ORIGINATOR_CANCEL` as soon as FreeSWITCH has it, and an answer that came in the same moment as
/// well. Dialling then completes with `operation_aborted`; what waits is told the outcome,
/// `cancelled`.
///
/// **The connection ends**: `async_dial` completes with its reason, `outcome_unknown` or `job_lost`
/// if the command was written: a call may come of it. **Over a client** dialling goes on; after a
/// gap in the events FreeSWITCH is asked about the legs, and where the result was missed, what they
/// came to is the outcome, or, if there are none, it ends with `error::lost_in_gap`.
///
/// **Waits** tell of the call's progress; each completes once, at once if it is known already, also
/// of those that are begun before `async_dial`. That it will not come, as the call has ended or has
/// got further, is a result (false). Their times are FreeSWITCH's (`Caller-Channel-...-Time`).
///
/// Operations, threads and lifetime are as of `basic_channel`.
template <class Executor = asio::any_io_executor>
class basic_outgoing_call {
    using stage = detail::call_attempt::stage;

public:
    using duration = std::chrono::steady_clock::duration;
    using executor_type = Executor;

    /// The same with another executor, by which Asio adds a default token.
    template <class Other>
    struct rebind_executor {
        using other = basic_outgoing_call<Other>;
    };

    /// Nothing is dialled yet. `options` are those of the channel that comes of it.
    template <class Connection, class = decltype(std::declval<Connection&>().link()->link_state())>
    basic_outgoing_call(Connection& over, originate what, channel_options options = {})
        : attempt_(detail::make_attempt(over, std::move(what), options)) {
        detail::start_at(attempt_, [](detail::call_attempt& a) { a.start(); });
    }

    basic_outgoing_call(basic_outgoing_call&&) noexcept = default;
    basic_outgoing_call& operator=(basic_outgoing_call&& other) noexcept {
        if (this != &other) {
            let_go();
            attempt_ = std::move(other.attempt_);
        }
        return *this;
    }
    ~basic_outgoing_call() { let_go(); }

    executor_type get_executor() const noexcept { return executor_type(attempt_->get_executor()); }

    /// The call's; of several legs that of the first until one has won.
    const std::string& uuid() const noexcept { return attempt_->uuid(); }

    /// As they stand now, in the order of the dial string.
    std::vector<call_leg> legs() const { return attempt_->legs(); }

    /// How it stands now.
    call_outcome outcome() const { return attempt_->outcome(); }

    /// Writes the `originate` and waits for what comes of it. Once (`operation_in_progress`).
    ///
    /// Completes with `void(error_code, originate_result)`: a call, to be controlled by the channel
    /// in it, or why there is none; both are results. Errors: those of `async_bgapi`, not_allowed,
    /// condition::invalid_argument (`originate::why` has the words).
    template <class Token = detail::default_token<executor_type>>
    auto async_dial(Token&& token = Token()) {
        return detail::begin_on<void(error_code, originate_result)>(
            attempt_, std::forward<Token>(token),
            [](const detail::attempt_ptr& a, auto& handler) { return a->dial(handler); });
    }

    /// Waits until it rings (CHANNEL_PROGRESS), on any leg. Zero is no time-out. It is false once
    /// it was answered, or has early media, without that.
    ///
    /// Completes with `void(error_code, call_progress)`. Errors: timeout, call_events_refused,
    /// those of `async_dial`.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_ringing(duration timeout, Token&& token = Token()) {
        return wait_for(stage::ringing, timeout, std::forward<Token>(token));
    }

    /// Waits until a leg has early media (CHANNEL_PROGRESS_MEDIA); false once one has answered
    /// without. Completes as `async_wait_for_ringing` does.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_early_media(duration timeout, Token&& token = Token()) {
        return wait_for(stage::early_media, timeout, std::forward<Token>(token));
    }

    /// Waits until the call is answered (CHANNEL_ANSWER); of several legs, by the one that has won.
    /// Completes as `async_wait_for_ringing` does.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_answer(duration timeout, Token&& token = Token()) {
        return wait_for(stage::answer, timeout, std::forward<Token>(token));
    }

    /// Waits until the call is joined with another one (CHANNEL_BRIDGE). Over a session with
    /// another call than the session's: once an event of this call tells of it. Completes as
    /// `async_wait_for_ringing` does.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_bridge(duration timeout, Token&& token = Token()) {
        return wait_for(stage::bridge, timeout, std::forward<Token>(token));
    }

    /// Waits until the call has ended, or the attempt, if none came of it; the cause and the
    /// outcome are in what it tells. Completes as `async_wait_for_ringing` does.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_end(duration timeout, Token&& token = Token()) {
        return wait_for(stage::end, timeout, std::forward<Token>(token));
    }

    /// Waits until the legs that did not become the call have ended; what became of each is in
    /// `legs()`. Completes as `async_wait_for_ringing` does.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_others(duration timeout, Token&& token = Token()) {
        return wait_for(stage::end_of_others, timeout, std::forward<Token>(token));
    }

private:
    template <class>
    friend class basic_outgoing_call;

    template <class Token>
    auto wait_for(stage what, duration timeout, Token&& token) {
        return detail::begin_on<void(error_code, call_progress)>(
            attempt_, std::forward<Token>(token),
            [what, timeout](const detail::attempt_ptr& a, auto& handler) {
                return a->wait_for(what, timeout, handler);
            });
    }

    void let_go() noexcept {
        if (attempt_) detail::do_at(attempt_, [](detail::call_attempt& a) { a.let_go(); });
    }

    detail::attempt_ptr attempt_;
};

/// One with the executor of any kind, which most programs use.
using outgoing_call = basic_outgoing_call<>;

/// Calls somebody: what `outgoing_call` does, where nothing but the outcome is of interest.
///
///     eslio::originate wanted("user/1000");
///     wanted.timeout(30s);
///     eslio::originate_result made = co_await eslio::async_originate(fs, wanted, token);
///     if (!made) co_return show(made.outcome(), made.cause_text());  // busy, USER_BUSY
///     eslio::channel call = std::move(made).call();
///
/// Completes with `void(error_code, originate_result)`. Errors and cancellation as of
/// `outgoing_call::async_dial`.
template <class Connection, class Token = detail::default_token<typename Connection::executor_type>>
auto async_originate(Connection& over, originate what, Token&& token = Token()) {
    auto attempt = detail::make_attempt(over, std::move(what), channel_options());
    return detail::begin_on<void(error_code, originate_result)>(
        std::move(attempt), std::forward<Token>(token),
        [](const detail::attempt_ptr& a, auto& handler) { return a->dial_alone(handler); });
}

}  // namespace eslio
