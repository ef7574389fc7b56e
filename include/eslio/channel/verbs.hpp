// The verbs of the trade on a call: answer, play, hold, bridge, transfer, ...
#pragma once

#include <eslio/channel/detail/attended_transfer.hpp>
#include <eslio/channel/detail/initiate.hpp>
#include <eslio/channel/detail/joining.hpp>
#include <eslio/channel/detail/verbs.hpp>
#include <eslio/channel/detail/wrong_verb_handlers.hpp>
#include <eslio/channel/verb_results.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>

#include <asio/async_result.hpp>

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

template <class Executor>
class basic_channel;

/// The verbs of `basic_channel`, and so of a session. Each ends with what happened: see there for
/// deadlines, cancellation and the end of the call, which are the same.
///
/// **How they are done.** What runs on the call (`execution_result` and what is made of it) is an
/// application, queued after those before it. What acts at once (`reply`) is done by an API command
/// where there is `api` (over an inbound connection, and with `full`), whatever runs meanwhile;
/// else by an application, which waits for its turn. There `${...}` in a program's own text is
/// expanded by the application in either case.
///
/// **What a mode cannot do** ends at once with `error::not_allowed`: each verb says what it needs,
/// if not every mode can do it. In static mode FreeSWITCH reads nothing while an application runs.
template <class Channel, class Executor>
class basic_verbs {
public:
    // ---- answering -----------------------------------------------------------------------------

    /// Answers the call. True only if it is answered then.
    /// Completes with `void(error_code, execution_result)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_answer(Token&& token = Token()) {
        return run(app::answer(), std::forward<Token>(token));
    }

    /// Early media (183). True only if there are, or the call is answered already.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_pre_answer(Token&& token = Token()) {
        return run(app::pre_answer(), std::forward<Token>(token));
    }

    /// Ringing (180). Once the call is answered, or has early media, it changes nothing.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_ring_ready(Token&& token = Token()) {
        return run(app::ring_ready(), std::forward<Token>(token));
    }

    // ---- playing, saying, recording ------------------------------------------------------------

    /// Plays a file, see `app::playback`. True only if it was played to its end, or to a key or a
    /// break.
    ///
    /// **Until cancelled**: when the operation is cancelled (terminal or partial) what it plays
    /// ends as well, by `uuid_break`; if it has not begun, as soon as it does. So over an inbound
    /// connection and in `async full` mode. In the other modes the operation alone ends: without
    /// `api` FreeSWITCH ends nothing that was executed with a lock (use
    /// `async_execute(app::playback(file).lock(false))` and `async_break`), in static mode it reads
    /// nothing meanwhile. At a deadline it plays on. To be ended by another program at the very
    /// moment of its own end may end what plays next.
    ///
    /// Completes with `void(error_code, execution_result)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_play(const any_text& file, Token&& token = Token()) {
        return play(app::playback(file), std::forward<Token>(token));
    }
    /// The same of any application that plays: `app::tone`, `app::phrase`, `app::loop_playback`,
    /// with its lock and its deadline.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_play(application what, Token&& token = Token()) {
        return play(std::move(what), std::forward<Token>(token));
    }

    /// Says a number, a date, ... : see `app::say`. Ends with it when it is cancelled, as
    /// `async_play` does. FreeSWITCH does not tell whether anything was said (`ended`).
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_say(std::string_view module, std::string_view type, std::string_view method,
                   const any_text& text, Token&& token = Token()) {
        return play(app::say(module, type, method, text), std::forward<Token>(token));
    }

    /// Speaks a text by a speech engine: see `app::speak`. Ends with it when it is cancelled.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_speak(std::string_view engine, std::string_view voice, const any_text& text,
                     Token&& token = Token()) {
        return play(app::speak(engine, voice, text), std::forward<Token>(token));
    }

    /// Records the caller, for `at_most` (0: no limit): see `app::record`. Cancelled, the recording
    /// ends, as `async_play` does.
    ///
    /// Completes with `void(error_code, record_result)`: how long it is, and what ended it.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_record(const any_text& path, std::chrono::seconds at_most, Token&& token = Token()) {
        return record(app::record(path, at_most), at_most, std::forward<Token>(token));
    }
    /// The same until silence, too.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_record(const any_text& path, std::chrono::seconds at_most, app::silence until,
                      Token&& token = Token()) {
        return record(app::record(path, at_most, until), at_most, std::forward<Token>(token));
    }

    /// Plays a file to the call, to the leg that it is bridged to, or to both, after what is queued
    /// there (switch_ivr_broadcast). `+OK` says that it was queued; where there is no other leg,
    /// `call_legs::other` plays nothing. Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_broadcast(const any_text& file, call_legs legs, Token&& token = Token()) {
        const std::string path(file.text());
        return act("uuid_broadcast", {path, to_string(legs)}, app::broadcast(file, legs),
                   std::forward<Token>(token));
    }

    /// Plays a file into the call beside what it does (switch_ivr_displace_session). Without `api`
    /// FreeSWITCH does not tell whether it could. Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_displace(const any_text& path, const app::displacing& how, Token&& token = Token()) {
        const std::string file(path.text());
        return act("uuid_displace",
                   {"start", file, std::to_string(how.limit().count()), how.flags()},
                   app::displace_session(path, how), std::forward<Token>(token));
    }
    /// Ends that, of the same path.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_stop_displacing(const any_text& path, Token&& token = Token()) {
        const std::string file(path.text());
        return act("uuid_displace", {"stop", file}, app::stop_displace_session(path),
                   std::forward<Token>(token));
    }

    // ---- digits, hold, mute --------------------------------------------------------------------

    /// Sends digits to the far end: see `app::send_dtmf`. Completes with `void(error_code, reply)`
    /// when they are sent, pauses among them included.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_send_dtmf(const any_text& digits, Token&& token = Token()) {
        const std::string keys(digits.text());
        return act("uuid_send_dtmf", {keys}, app::send_dtmf(digits), std::forward<Token>(token));
    }

    /// Puts the far end on hold, and takes it back. `+OK` only if the call is held then, as its
    /// Channel-Call-State says, and no longer. An endpoint that knows no hold (loopback, null) is
    /// not: FreeSWITCH marks it all the same, and later playbacks on it hang, so do not try there.
    /// Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_hold(Token&& token = Token()) {
        return begin<void(error_code, reply)>(std::forward<Token>(token),
                                              [](const detail::call_ptr& c, auto& handler) {
                                                  return detail::hold(c, true, handler);
                                              });
    }
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_unhold(Token&& token = Token()) {
        return begin<void(error_code, reply)>(std::forward<Token>(token),
                                              [](const detail::call_ptr& c, auto& handler) {
                                                  return detail::hold(c, false, handler);
                                              });
    }

    /// Mutes the call in a direction, and no longer. `audio_direction::read`: what its party says
    /// is not heard. Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_mute(audio_direction direction, Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token), [direction](const detail::call_ptr& c, auto& handler) {
                return detail::mute(c, direction, true, handler);
            });
    }
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_unmute(audio_direction direction, Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token), [direction](const detail::call_ptr& c, auto& handler) {
                return detail::mute(c, direction, false, handler);
            });
    }

    // ---- bridging ------------------------------------------------------------------------------

    /// Calls another leg and connects the two. Done when that leg has answered, or it has failed,
    /// or the call has ended. Early media (183) joins the legs, which is no answer: only where an
    /// answer cannot be heard it is done by that, with `bridge_result::early()`. `dial_string` is
    /// the program's own text; with others' in it, use `eslio::dial_string` and its `for_bridge()`.
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
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_bridge(std::string dial_string, Token&& token = Token()) {
        return async_bridge(app::bridge(std::move(dial_string)), std::forward<Token>(token));
    }
    /// The same of an application `bridge`, with its lock and its deadline: while one without a
    /// lock goes on, applications of this call run inside it, as a playback or an attended
    /// transfer.
    template <class Token = asio::default_completion_token_t<Executor>>
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
    template <class OtherExecutor, class Token = asio::default_completion_token_t<Executor>>
    auto async_bridge(const basic_channel<OtherExecutor>& other, Token&& token = Token()) {
        return async_bridge_uuid(other.uuid(), std::forward<Token>(token));
    }
    /// The same of the call of that UUID.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_bridge_uuid(std::string other, Token&& token = Token()) {
        return begin<void(error_code, bridge_result)>(
            std::forward<Token>(token),
            [other = std::move(other)](const detail::call_ptr& c, auto& handler) {
                return detail::bridge_with(c, other, handler);
            });
    }

    /// Waits until the call is no longer bridged, however it was: with the cause, and whether this
    /// call goes on. At once if the last bridge that was heard of has ended; of a call of which
    /// none was, with the end of the next one. The end of a call that another one leads the bridge
    /// of is heard with `full` alone.
    ///
    /// Completes with `void(error_code, unbridge_result)`. Errors: no_such_call, timeout.
    template <class Token = asio::default_completion_token_t<Executor>>
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
    template <class Token = asio::default_completion_token_t<Executor>>
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
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_eavesdrop(const any_text& uuid, Token&& token = Token()) {
        return listen_to(app::eavesdrop(uuid), uuid, std::forward<Token>(token));
    }
    /// Talks with both parties of another call until that ends. As `async_eavesdrop`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_three_way(const any_text& uuid, Token&& token = Token()) {
        return listen_to(app::three_way(uuid), uuid, std::forward<Token>(token));
    }

    /// Joins a conference, until the call leaves it: see `app::conference`.
    /// Completes with `void(error_code, conference_result)`.
    template <class Token = asio::default_completion_token_t<Executor>>
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
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_transfer(extension to, call_legs legs, Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token),
            [to = std::move(to), legs](const detail::call_ptr& c, auto& handler) {
                return detail::transfer(c, to, legs, handler);
            });
    }

    /// A blind transfer: the leg that the call is bridged to is sent to the extension, and this
    /// call is done with it. As `async_transfer` with `call_legs::other`.
    template <class Token = asio::default_completion_token_t<Executor>>
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
    /// Needs `async`. Completes with `void(error_code, attended_transfer_result)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_attended_transfer(std::string dial_string, Token&& token = Token()) {
        return begin<void(error_code, attended_transfer_result)>(
            std::forward<Token>(token),
            [a = app::att_xfer(std::move(dial_string))](const detail::call_ptr& c, auto& handler) {
                return detail::transfer_attended(c, a, handler);
            });
    }

    /// Sends the far end away by SIP: see `app::deflect`. That it went there is not told.
    /// Completes with `void(error_code, execution_result)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_deflect(const any_text& uri, Token&& token = Token()) {
        return run(app::deflect(uri), std::forward<Token>(token));
    }

    /// Parks the call: it leaves what it does, and waits. The leg that it is bridged to goes on
    /// after its bridge. Needs `async`. Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_park(Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token),
            [](const detail::call_ptr& c, auto& handler) { return detail::park(c, handler); });
    }

    // ---- for a later time ----------------------------------------------------------------------

    /// Hangs the call up after that time, with a cause, else ALLOTTED_TIMEOUT.
    /// Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_schedule_hangup(std::chrono::seconds after, std::string cause,
                               Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token),
            [a = app::sched_hangup(after, cause), cause,
             time = "+" + std::to_string(after.count())](const detail::call_ptr& c, auto& handler) {
                std::string text = "sched_hangup " + time + " " + c->uuid();
                if (!cause.empty()) text.append(" ").append(cause);
                return detail::act(c, text, a, handler);
            });
    }

    /// Has FreeSWITCH fire a SESSION_HEARTBEAT of the call in that interval; 0 ends them, which
    /// needs `api`. Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_heartbeat(std::chrono::seconds interval, Token&& token = Token()) {
        return begin<void(error_code, reply)>(std::forward<Token>(token),
                                              [interval](const detail::call_ptr& c, auto& handler) {
                                                  return detail::heartbeat(c, interval, handler);
                                              });
    }

    /// Takes the media through FreeSWITCH, or lets the two ends of a bridge exchange them by
    /// themselves (`uuid_media`). Needs `api`. Completes with `void(error_code, reply)`.
    template <class Token = asio::default_completion_token_t<Executor>>
    auto async_set_media(bool through, Token&& token = Token()) {
        return begin<void(error_code, reply)>(std::forward<Token>(token),
                                              [through](const detail::call_ptr& c, auto& handler) {
                                                  return detail::set_media(c, through, handler);
                                              });
    }

protected:
    basic_verbs() noexcept = default;
    ~basic_verbs() = default;
    basic_verbs(const basic_verbs&) noexcept = default;
    basic_verbs& operator=(const basic_verbs&) noexcept = default;

private:
    template <class Signature, class Token, class Start>
    auto begin(Token&& token, Start start) {
        return detail::begin_on_call<Signature>(static_cast<Channel&>(*this).inside(),
                                                std::forward<Token>(token), std::move(start));
    }

    template <class Token>
    auto run(application a, Token&& token) {
        return begin<void(error_code, execution_result)>(
            std::forward<Token>(token),
            [a = std::move(a)](const detail::call_ptr& c, auto& handler) {
                return c->execute(a, handler);
            });
    }

    template <class Token>
    auto play(application a, Token&& token) {
        return begin<void(error_code, execution_result)>(
            std::forward<Token>(token),
            [a = std::move(a)](const detail::call_ptr& c, auto& handler) {
                return c->play(a, handler);
            });
    }

    template <class Token>
    auto record(application a, std::chrono::seconds at_most, Token&& token) {
        return begin<void(error_code, record_result)>(
            std::forward<Token>(token),
            [a = std::move(a), at_most](const detail::call_ptr& c, auto& handler) {
                return detail::record(c, a, at_most, handler);
            });
    }

    template <class Token>
    auto listen_to(application a, const any_text& uuid, Token&& token) {
        return begin<void(error_code, execution_result)>(
            std::forward<Token>(token), [a = std::move(a), uuid = std::string(uuid.text())](
                                            const detail::call_ptr& c, auto& handler) {
                return detail::listen_to(c, a, uuid, handler);
            });
    }

    /// By an API command of those words, or the application.
    template <class Token>
    auto act(std::string_view name, std::initializer_list<std::string_view> words, application a,
             Token&& token) {
        std::string text = detail::api_words(name, *static_cast<Channel&>(*this).inside(), words);
        return begin<void(error_code, reply)>(
            std::forward<Token>(token),
            [text = std::move(text), a = std::move(a)](const detail::call_ptr& c, auto& handler) {
                return detail::act(c, text, a, handler);
            });
    }
};

}  // namespace eslio
