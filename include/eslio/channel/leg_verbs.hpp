// The verbs of the trade that join a call to others, part them, and send it elsewhere.
#pragma once

#include <eslio/channel/detail/attended_transfer.hpp>
#include <eslio/channel/detail/initiate.hpp>
#include <eslio/channel/detail/joining.hpp>
#include <eslio/channel/detail/verbs.hpp>
#include <eslio/channel/detail/wrong_verb_handlers.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/channel/verb_results.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/dial_target.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/connection/detail/default_token.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

template <class Executor>
class basic_channel;

/// The part of `basic_verbs` that other legs belong to; see there.
template <class Channel, class Executor>
class basic_leg_verbs {
public:
    // ---- bridging ------------------------------------------------------------------------------

    /// Calls another leg and connects the two. Done when that leg has answered, or it has failed,
    /// or the call has ended. Early media (183) joins the legs, which is no answer: only where an
    /// answer cannot be heard it is done by that, with `bridge_result::early()`. Of an invalid dial
    /// string `bridge_result::why()` says what is wrong, beside the error.
    ///
    /// **A bridge that fails usually hangs the caller up**, with the cause of the other leg:
    /// FreeSWITCH goes on only after NO_ANSWER, NO_USER_RESPONSE and ORIGINATOR_CANCEL
    /// (switch_channel_handle_cause). To go on in other cases as well set the call's variable
    /// `continue_on_fail` before: `true`, or the causes, `USER_BUSY,CALL_REJECTED`; once it is set,
    /// only what it names is gone on after. (`failure_causes` is its opposite.) And when a bridge
    /// ends after an answer the caller is left in silence, unless `hangup_after_bridge` is `true`.
    ///
    /// Without `full` (and in static mode with `linger=0`) what the end of the call cuts short is
    /// `hung_up`, whether the other leg had answered or not: to charge, use `full`.
    ///
    /// Early media without an end is FreeSWITCH's matter (`call_timeout`, `leg_timeout` in the dial
    /// string); `channel_options::execution_timeout` bounds what is waited here.
    ///
    /// Completes with `void(error_code, bridge_result)`.
    template <class Token = detail::default_token<Executor>>
    auto async_bridge(const dial_target& callee, Token&& token = Token()) {
        return async_bridge(app::bridge(callee), std::forward<Token>(token));
    }
    /// The same of an application `bridge`, with its lock and its deadline: while one without a
    /// lock goes on, applications of this call run inside it, as a playback or an attended
    /// transfer.
    template <class Token = detail::default_token<Executor>>
    auto async_bridge(application bridge, Token&& token = Token()) {
        return begin<void(error_code, bridge_result)>(
            std::forward<Token>(token),
            [a = std::move(bridge)](const detail::call_ptr& c, auto& handler) {
                return detail::bridge(c, a, handler);
            });
    }

    /// Joins this call and another one that is there (`uuid_bridge`): both leave what they do, the
    /// legs that they talk with are hung up. Done when they are joined, or cannot be. True only if
    /// the other one was answered; `early()` if it was not.
    ///
    /// Needs `api` and `async`. Completes with `void(error_code, bridge_result)`.
    template <class OtherExecutor, class Token = detail::default_token<Executor>>
    auto async_bridge(const basic_channel<OtherExecutor>& other, Token&& token = Token()) {
        return async_bridge_uuid(other.uuid(), std::forward<Token>(token));
    }
    /// The same of the call of that UUID.
    template <class Token = detail::default_token<Executor>>
    auto async_bridge_uuid(std::string other, Token&& token = Token()) {
        return begin<void(error_code, bridge_result)>(
            std::forward<Token>(token),
            [other = std::move(other)](const detail::call_ptr& c, auto& handler) {
                return detail::bridge_with(c, other, handler);
            });
    }

    /// Waits until the call is no longer bridged, however it was: with the cause, and whether this
    /// call goes on. At once if the last bridge that was heard of has ended; if none was heard of,
    /// it waits for the end of the next one. Where another call leads the bridge, its end is heard
    /// with `full` alone. `timeout`: zero means no limit.
    ///
    /// Completes with `void(error_code, unbridge_result)`. Errors: no_such_call, timeout.
    template <class Token = detail::default_token<Executor>>
    auto async_wait_for_unbridge(std::chrono::steady_clock::duration timeout,
                                 Token&& token = Token()) {
        return begin<void(error_code, unbridge_result)>(
            std::forward<Token>(token), [timeout](const detail::call_ptr& c, auto& handler) {
                return detail::wait_for_unbridge(c, timeout, handler);
            });
    }

    /// Takes another call's place at the one that it talks to, or answers one that rings: see
    /// `app::intercept`. Done when they are joined, or there is nobody to be taken.
    ///
    /// Needs `async`. Completes with `void(error_code, bridge_result)`.
    template <class Token = detail::default_token<Executor>>
    auto async_pick_up(const any_text& uuid, Token&& token = Token()) {
        return begin<void(error_code, bridge_result)>(
            std::forward<Token>(token),
            [a = app::intercept(uuid)](const detail::call_ptr& c, auto& handler) {
                return detail::pick_up(c, a, handler);
            });
    }

    /// Listens to another call until that ends. That it began FreeSWITCH does not tell: `ended` is
    /// over. Where there is `api`, a call that there is not makes a failure. Completes with
    /// `void(error_code, execution_result)`.
    template <class Token = detail::default_token<Executor>>
    auto async_eavesdrop(const any_text& uuid, Token&& token = Token()) {
        return listen_to(app::eavesdrop(uuid), uuid, std::forward<Token>(token));
    }
    /// Talks with both parties of another call until that ends. As `async_eavesdrop`.
    template <class Token = detail::default_token<Executor>>
    auto async_three_way(const any_text& uuid, Token&& token = Token()) {
        return listen_to(app::three_way(uuid), uuid, std::forward<Token>(token));
    }

    /// Joins a conference, until the call leaves it: see `app::conference`. For a moment it takes
    /// two places of `channel_options::most_executions`.
    /// Completes with `void(error_code, conference_result)`.
    template <class Token = detail::default_token<Executor>>
    auto async_conference(std::string_view room, Token&& token = Token()) {
        return begin<void(error_code, conference_result)>(
            std::forward<Token>(token),
            [a = app::conference(room)](const detail::call_ptr& c, auto& handler) {
                return detail::conference(c, a, handler);
            });
    }

    // ---- sending elsewhere ---------------------------------------------------------------------

    /// Sends the call, the leg that it is bridged to, or both, elsewhere in the dialplan. `+OK`: it
    /// is on its way; an extension that there is not hangs it up (NO_ROUTE_DESTINATION). One leg
    /// alone: the other one goes on after its bridge, which mostly hangs it up.
    ///
    /// In static mode the call itself alone can be moved, which happens when the session ends.
    /// Without `full` the other legs can be moved only after a bridge without a lock.
    /// Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_transfer(extension to, call_legs legs, Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token),
            [to = std::move(to), legs](const detail::call_ptr& c, auto& handler) {
                return detail::transfer(c, to, legs, handler);
            });
    }

    /// A blind transfer: the leg that the call is bridged to is sent to the extension, and this
    /// call is done with it. As `async_transfer` with `call_legs::other`.
    template <class Token = detail::default_token<Executor>>
    auto async_blind_transfer(extension to, Token&& token = Token()) {
        return async_transfer(std::move(to), call_legs::other, std::forward<Token>(token));
    }

    /// An attended transfer: calls a third party, while the leg that the call is bridged to waits,
    /// and talks to it; if this call then hangs up, those two are joined. By keys of this call's
    /// party the third is hung up (`attxfer_cancel_key`, `#`), this call is (`attxfer_hangup_key`,
    /// `*`), or all three talk (`attxfer_conf_key`, `0`). See `attended_transfer_result` for what
    /// it may come to.
    ///
    /// It runs on this call, so of one that leads a bridge with a lock (`async_bridge` of a dial
    /// string) it begins only when that has ended: bridge by `app::bridge(...).lock(false)`, or by
    /// `async_bridge` of a channel, or transfer by the other leg.
    ///
    /// Needs `async`. Completes with `void(error_code, attended_transfer_result)`; of an invalid
    /// dial string its `why()` says what is wrong, beside the error.
    template <class Token = detail::default_token<Executor>>
    auto async_attended_transfer(const dial_target& callee, Token&& token = Token()) {
        return begin<void(error_code, attended_transfer_result)>(
            std::forward<Token>(token),
            [a = app::att_xfer(callee)](const detail::call_ptr& c, auto& handler) {
                return detail::transfer_attended(c, a, handler);
            });
    }

    /// Sends the far end away by SIP: see `app::deflect`. That it went there is not told.
    /// Completes with `void(error_code, execution_result)`.
    template <class Token = detail::default_token<Executor>>
    auto async_deflect(const any_text& uri, Token&& token = Token()) {
        return run(app::deflect(uri), std::forward<Token>(token));
    }

    /// Parks the call: it leaves what it does, and waits. The leg that it is bridged to goes on
    /// after its bridge. Needs `async`. Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_park(Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token),
            [](const detail::call_ptr& c, auto& handler) { return detail::park(c, handler); });
    }

protected:
    basic_leg_verbs() noexcept = default;
    ~basic_leg_verbs() = default;
    basic_leg_verbs(const basic_leg_verbs&) noexcept = default;
    basic_leg_verbs& operator=(const basic_leg_verbs&) noexcept = default;

    /// Begins an operation, for what is built on it.
    template <class Signature, class Token, class Start>
    auto begin(Token&& token, Start start) {
        return detail::begin_on<Signature>(static_cast<Channel&>(*this).core(),
                                           std::forward<Token>(token), std::move(start));
    }

    /// Runs an application, for what is built on it.
    template <class Token>
    auto run(application a, Token&& token) {
        return begin<void(error_code, execution_result)>(
            std::forward<Token>(token),
            [a = std::move(a)](const detail::call_ptr& c, auto& handler) {
                return c->execute(a, handler);
            });
    }

private:
    template <class Token>
    auto listen_to(application a, const any_text& uuid, Token&& token) {
        return begin<void(error_code, execution_result)>(
            std::forward<Token>(token), [a = std::move(a), uuid = std::string(uuid.text())](
                                            const detail::call_ptr& c, auto& handler) {
                return detail::listen_to(c, a, uuid, handler);
            });
    }
};

}  // namespace eslio
