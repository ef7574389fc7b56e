// The verbs of the trade on a call: answer, play, record, hold, ...; with those of leg_verbs.hpp.
#pragma once

#include <eslio/api/schedule.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/api/uuid_media.hpp>
#include <eslio/channel/detail/initiate.hpp>
#include <eslio/channel/detail/verbs.hpp>
#include <eslio/channel/detail/wrong_verb_handlers.hpp>
#include <eslio/channel/leg_verbs.hpp>
#include <eslio/channel/verb_results.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/displacing.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

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
class basic_verbs : public basic_leg_verbs<Channel, Executor> {
public:
    // ---- answering -----------------------------------------------------------------------------

    /// Answers the call. True only if it is answered then.
    /// Completes with `void(error_code, execution_result)`.
    template <class Token = detail::default_token<Executor>>
    auto async_answer(Token&& token = Token()) {
        return run(app::answer(), std::forward<Token>(token));
    }

    /// Early media (183). True only if there are, or the call is answered already.
    template <class Token = detail::default_token<Executor>>
    auto async_pre_answer(Token&& token = Token()) {
        return run(app::pre_answer(), std::forward<Token>(token));
    }

    /// Ringing (180). Once the call is answered, or has early media, it changes nothing.
    template <class Token = detail::default_token<Executor>>
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
    template <class Token = detail::default_token<Executor>>
    auto async_play(const any_text& file, Token&& token = Token()) {
        return play(app::playback(file), std::forward<Token>(token));
    }
    /// The same of any application that plays: `app::tone`, `app::phrase`, `app::loop_playback`,
    /// with its lock and its deadline.
    template <class Token = detail::default_token<Executor>>
    auto async_play(application what, Token&& token = Token()) {
        return play(std::move(what), std::forward<Token>(token));
    }

    /// Says a number, a date, ... : see `app::say`. Ends with it when it is cancelled, as
    /// `async_play` does. FreeSWITCH does not tell whether anything was said (`ended`).
    template <class Token = detail::default_token<Executor>>
    auto async_say(std::string_view module, std::string_view type, std::string_view method,
                   const any_text& text, Token&& token = Token()) {
        return play(app::say(module, type, method, text), std::forward<Token>(token));
    }

    /// Speaks a text by a speech engine: see `app::speak`. Ends with it when it is cancelled.
    template <class Token = detail::default_token<Executor>>
    auto async_speak(std::string_view engine, std::string_view voice, const any_text& text,
                     Token&& token = Token()) {
        return play(app::speak(engine, voice, text), std::forward<Token>(token));
    }

    /// Records the caller, for `at_most` (0: no limit): see `app::record`. Cancelled, the recording
    /// ends, as `async_play` does.
    ///
    /// Completes with `void(error_code, record_result)`: how long it is, and what ended it.
    template <class Token = detail::default_token<Executor>>
    auto async_record(const any_text& path, std::chrono::seconds at_most, Token&& token = Token()) {
        return record(app::record(path, at_most), at_most, std::forward<Token>(token));
    }
    /// The same until silence, too.
    template <class Token = detail::default_token<Executor>>
    auto async_record(const any_text& path, std::chrono::seconds at_most, app::silence until,
                      Token&& token = Token()) {
        return record(app::record(path, at_most, until), at_most, std::forward<Token>(token));
    }

    /// Plays a file to the call, to the leg that it is bridged to, or to both, after what is queued
    /// there (switch_ivr_broadcast). `+OK` says that it was queued; where there is no other leg,
    /// `call_legs::other` plays nothing. Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_broadcast(const any_text& file, call_legs legs, Token&& token = Token()) {
        return act(api::uuid_broadcast(call_uuid(), file, legs), app::broadcast(file, legs),
                   std::forward<Token>(token));
    }

    /// Plays a file into the call beside what it does (switch_ivr_displace_session). Without `api`
    /// FreeSWITCH does not tell whether it could. Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_displace(const any_text& path, const app::displacing& how, Token&& token = Token()) {
        return act(api::uuid_displace_start(call_uuid(), path, how),
                   app::displace_session(path, how), std::forward<Token>(token));
    }
    /// Ends that, of the same path.
    template <class Token = detail::default_token<Executor>>
    auto async_stop_displacing(const any_text& path, Token&& token = Token()) {
        return act(api::uuid_displace_stop(call_uuid(), path), app::stop_displace_session(path),
                   std::forward<Token>(token));
    }

    // ---- digits, hold, mute --------------------------------------------------------------------

    /// Sends digits to the far end: see `app::send_dtmf`. Completes with `void(error_code, reply)`
    /// when they are sent, pauses among them included.
    template <class Token = detail::default_token<Executor>>
    auto async_send_dtmf(const any_text& digits, Token&& token = Token()) {
        return act(api::uuid_send_dtmf(call_uuid(), digits), app::send_dtmf(digits),
                   std::forward<Token>(token));
    }

    /// Puts the far end on hold; `async_unhold` takes it back. `+OK` only if the call is held then
    /// (or no longer), as its Channel-Call-State says. An endpoint that knows no hold (loopback,
    /// null) is not: FreeSWITCH marks it all the same, and later playbacks on it hang, so do not
    /// try there.
    /// Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_hold(Token&& token = Token()) {
        return begin<void(error_code, reply)>(std::forward<Token>(token),
                                              [](const detail::call_ptr& c, auto& handler) {
                                                  return detail::hold(c, true, handler);
                                              });
    }
    template <class Token = detail::default_token<Executor>>
    auto async_unhold(Token&& token = Token()) {
        return begin<void(error_code, reply)>(std::forward<Token>(token),
                                              [](const detail::call_ptr& c, auto& handler) {
                                                  return detail::hold(c, false, handler);
                                              });
    }

    /// Mutes the call in a direction; `async_unmute` ends that. `audio_direction::read`: what its
    /// party says is not heard. Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_mute(audio_direction direction, Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token), [direction](const detail::call_ptr& c, auto& handler) {
                return detail::mute(c, direction, true, handler);
            });
    }
    template <class Token = detail::default_token<Executor>>
    auto async_unmute(audio_direction direction, Token&& token = Token()) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token), [direction](const detail::call_ptr& c, auto& handler) {
                return detail::mute(c, direction, false, handler);
            });
    }

    // ---- for a later time ----------------------------------------------------------------------

    /// Hangs the call up after that time, with a cause, else ALLOTTED_TIMEOUT.
    /// Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_schedule_hangup(std::chrono::seconds after, std::string cause,
                               Token&& token = Token()) {
        return act(api::sched_hangup(api::due::in(after), call_uuid(), cause),
                   app::sched_hangup(after, cause), std::forward<Token>(token));
    }
    /// The same by a value; `none` is ALLOTTED_TIMEOUT.
    template <class Token = detail::default_token<Executor>>
    auto async_schedule_hangup(std::chrono::seconds after, hangup_cause cause,
                               Token&& token = Token()) {
        return act(api::sched_hangup(api::due::in(after), call_uuid(), cause),
                   app::sched_hangup(after, cause), std::forward<Token>(token));
    }

    /// Has FreeSWITCH fire a SESSION_HEARTBEAT of the call in that interval; 0 ends them, which
    /// needs `api`. Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
    auto async_heartbeat(std::chrono::seconds interval, Token&& token = Token()) {
        return begin<void(error_code, reply)>(std::forward<Token>(token),
                                              [interval](const detail::call_ptr& c, auto& handler) {
                                                  return detail::heartbeat(c, interval, handler);
                                              });
    }

    /// Takes the media through FreeSWITCH, or lets the two ends of a bridge exchange them by
    /// themselves (`uuid_media`). Needs `api`. Completes with `void(error_code, reply)`.
    template <class Token = detail::default_token<Executor>>
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
    using base = basic_leg_verbs<Channel, Executor>;

    template <class Signature, class Token, class Start>
    auto begin(Token&& token, Start start) {
        return base::template begin<Signature>(std::forward<Token>(token), std::move(start));
    }

    template <class Token>
    auto run(application a, Token&& token) {
        return base::run(std::move(a), std::forward<Token>(token));
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

    /// By the API command, or the application.
    template <class Token>
    auto act(api_request r, application a, Token&& token) {
        return begin<void(error_code, reply)>(
            std::forward<Token>(token),
            [r = std::move(r), a = std::move(a)](const detail::call_ptr& c, auto& handler) {
                return detail::act(c, r, a, handler);
            });
    }

    const std::string& call_uuid() { return static_cast<Channel&>(*this).core()->uuid(); }
};

}  // namespace eslio
