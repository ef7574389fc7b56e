// The verbs of the trade on a blocking call: answer, play, record, hold, bridge, transfer, ...
#pragma once

#include <eslio/blocking/error_target.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/channel/verb_results.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/dial_target.hpp>
#include <eslio/command/displacing.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/reply.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::blocking {

/// Base of `call_control`. Each verb is that of the same name of `basic_verbs` (`async_play` is
/// `play`), and says there what it does, and in which mode. One that FreeSWITCH has not ended, or
/// not answered, by its deadline ends with `error::timeout`: an application's is
/// `channel_options::execution_timeout` (zero, as it is by default: none), a command's
/// `connection_options::command_timeout`.
template <class Derived>
class verbs {
public:
    // ---- answering -----------------------------------------------------------------------------

    /// Answers the call. True only if it is answered then.
    execution_result answer(error_target told = {}) {
        return on_call<execution_result>("answer", told, [](auto& c, auto&& h) {
            c.async_answer(std::forward<decltype(h)>(h));
        });
    }

    /// Early media (183). True only if there are, or the call is answered already.
    execution_result pre_answer(error_target told = {}) {
        return on_call<execution_result>("pre_answer", told, [](auto& c, auto&& h) {
            c.async_pre_answer(std::forward<decltype(h)>(h));
        });
    }

    /// Ringing (180).
    execution_result ring_ready(error_target told = {}) {
        return on_call<execution_result>("ring_ready", told, [](auto& c, auto&& h) {
            c.async_ring_ready(std::forward<decltype(h)>(h));
        });
    }

    // ---- playing, saying, recording ------------------------------------------------------------

    /// Plays a file. Interrupted, it ends as well, where the mode allows it.
    execution_result play(any_text file, error_target told = {}) {
        return on_call<execution_result>("play", told, [file](auto& c, auto&& h) {
            c.async_play(file, std::forward<decltype(h)>(h));
        });
    }

    /// The same of any application that plays: `app::tone`, `app::phrase`.
    execution_result play(application what, error_target told = {}) {
        return on_call<execution_result>("play", told, [what = std::move(what)](auto& c, auto&& h) {
            c.async_play(what, std::forward<decltype(h)>(h));
        });
    }

    /// Says a number, a date, ...
    execution_result say(std::string_view module, std::string_view type, std::string_view method,
                         any_text text, error_target told = {}) {
        return on_call<execution_result>(
            "say", told, [module, type, method, text](auto& c, auto&& h) {
                c.async_say(module, type, method, text, std::forward<decltype(h)>(h));
            });
    }

    /// Speaks a text by a speech engine.
    execution_result speak(std::string_view engine, std::string_view voice, any_text text,
                           error_target told = {}) {
        return on_call<execution_result>("speak", told, [engine, voice, text](auto& c, auto&& h) {
            c.async_speak(engine, voice, text, std::forward<decltype(h)>(h));
        });
    }

    /// Records the caller, for `at_most` (0: no limit): how long it is, and what ended it.
    record_result record(any_text path, std::chrono::seconds at_most, error_target told = {}) {
        return on_call<record_result>("record", told, [path, at_most](auto& c, auto&& h) {
            c.async_record(path, at_most, std::forward<decltype(h)>(h));
        });
    }

    /// The same until silence, too.
    record_result record(any_text path, std::chrono::seconds at_most, app::silence until,
                         error_target told = {}) {
        return on_call<record_result>("record", told, [path, at_most, until](auto& c, auto&& h) {
            c.async_record(path, at_most, until, std::forward<decltype(h)>(h));
        });
    }

    /// Plays a file to the call, to the leg that it is bridged to, or to both.
    reply broadcast(any_text file, call_legs legs, error_target told = {}) {
        return on_call<reply>("broadcast", told, [file, legs](auto& c, auto&& h) {
            c.async_broadcast(file, legs, std::forward<decltype(h)>(h));
        });
    }

    /// Plays a file into the call beside what it does.
    reply displace(any_text path, displacing how, error_target told = {}) {
        return on_call<reply>("displace", told, [path, how](auto& c, auto&& h) {
            c.async_displace(path, how, std::forward<decltype(h)>(h));
        });
    }

    /// Ends that, of the same path.
    reply stop_displacing(any_text path, error_target told = {}) {
        return on_call<reply>("stop_displacing", told, [path](auto& c, auto&& h) {
            c.async_stop_displacing(path, std::forward<decltype(h)>(h));
        });
    }

    // ---- digits, hold, mute --------------------------------------------------------------------

    /// Sends digits to the far end.
    reply send_dtmf(any_text digits, error_target told = {}) {
        return on_call<reply>("send_dtmf", told, [digits](auto& c, auto&& h) {
            c.async_send_dtmf(digits, std::forward<decltype(h)>(h));
        });
    }

    /// Puts the far end on hold. `+OK` only if it is held then.
    reply hold(error_target told = {}) {
        return on_call<reply>(
            "hold", told, [](auto& c, auto&& h) { c.async_hold(std::forward<decltype(h)>(h)); });
    }

    /// Takes the far end back from hold.
    reply unhold(error_target told = {}) {
        return on_call<reply>("unhold", told, [](auto& c, auto&& h) {
            c.async_unhold(std::forward<decltype(h)>(h));
        });
    }

    /// Mutes the call in a direction.
    reply mute(audio_direction direction, error_target told = {}) {
        return on_call<reply>("mute", told, [direction](auto& c, auto&& h) {
            c.async_mute(direction, std::forward<decltype(h)>(h));
        });
    }

    /// Ends that.
    reply unmute(audio_direction direction, error_target told = {}) {
        return on_call<reply>("unmute", told, [direction](auto& c, auto&& h) {
            c.async_unmute(direction, std::forward<decltype(h)>(h));
        });
    }

    // ---- other legs ----------------------------------------------------------------------------

    /// Calls another leg and connects the two.
    bridge_result bridge(dial_target callee, error_target told = {}) {
        return on_call<bridge_result>("bridge", told,
                                      [callee = std::move(callee)](auto& c, auto&& h) {
                                          c.async_bridge(callee, std::forward<decltype(h)>(h));
                                      });
    }

    /// The same of an application `bridge`, with its lock and its deadline.
    bridge_result bridge(application what, error_target told = {}) {
        return on_call<bridge_result>("bridge", told, [what = std::move(what)](auto& c, auto&& h) {
            c.async_bridge(what, std::forward<decltype(h)>(h));
        });
    }

    /// Connects the call with another one that there is, by its UUID.
    bridge_result bridge_uuid(std::string other, error_target told = {}) {
        return on_call<bridge_result>("bridge_uuid", told,
                                      [other = std::move(other)](auto& c, auto&& h) {
                                          c.async_bridge_uuid(other, std::forward<decltype(h)>(h));
                                      });
    }

    /// Waits for the end of the bridge, so long at most (zero: without end): then `error::timeout`.
    unbridge_result wait_for_unbridge(std::chrono::steady_clock::duration at_most,
                                      error_target told = {}) {
        return on_call<unbridge_result>("wait_for_unbridge", told, [at_most](auto& c, auto&& h) {
            c.async_wait_for_unbridge(at_most, std::forward<decltype(h)>(h));
        });
    }

    /// Takes another call over (`intercept`).
    bridge_result pick_up(any_text uuid, error_target told = {}) {
        return on_call<bridge_result>("pick_up", told, [uuid](auto& c, auto&& h) {
            c.async_pick_up(uuid, std::forward<decltype(h)>(h));
        });
    }

    /// Listens to another call, until that ends, or this one does.
    execution_result eavesdrop(any_text uuid, error_target told = {}) {
        return on_call<execution_result>("eavesdrop", told, [uuid](auto& c, auto&& h) {
            c.async_eavesdrop(uuid, std::forward<decltype(h)>(h));
        });
    }

    /// Talks with both parties of another call, until that ends, or this one does.
    execution_result three_way(any_text uuid, error_target told = {}) {
        return on_call<execution_result>("three_way", told, [uuid](auto& c, auto&& h) {
            c.async_three_way(uuid, std::forward<decltype(h)>(h));
        });
    }

    /// Joins a conference, until it is left: why.
    conference_result conference(std::string_view room, error_target told = {}) {
        return on_call<conference_result>("conference", told, [room](auto& c, auto&& h) {
            c.async_conference(room, std::forward<decltype(h)>(h));
        });
    }

    /// Sends the call, the leg that it is bridged to, or both, to an extension.
    reply transfer(extension to, call_legs legs, error_target told = {}) {
        return on_call<reply>("transfer", told, [to = std::move(to), legs](auto& c, auto&& h) {
            c.async_transfer(to, legs, std::forward<decltype(h)>(h));
        });
    }

    /// Sends the leg that the call is bridged to to an extension.
    reply blind_transfer(extension to, error_target told = {}) {
        return on_call<reply>("blind_transfer", told, [to = std::move(to)](auto& c, auto&& h) {
            c.async_blind_transfer(to, std::forward<decltype(h)>(h));
        });
    }

    /// Asks a third party, and gives the other leg to them: what came of it.
    attended_transfer_result attended_transfer(dial_target callee, error_target told = {}) {
        return on_call<attended_transfer_result>(
            "attended_transfer", told, [callee = std::move(callee)](auto& c, auto&& h) {
                c.async_attended_transfer(callee, std::forward<decltype(h)>(h));
            });
    }

    /// Sends the caller away by SIP.
    execution_result deflect(any_text uri, error_target told = {}) {
        return on_call<execution_result>("deflect", told, [uri](auto& c, auto&& h) {
            c.async_deflect(uri, std::forward<decltype(h)>(h));
        });
    }

    /// Parks the call.
    reply park(error_target told = {}) {
        return on_call<reply>(
            "park", told, [](auto& c, auto&& h) { c.async_park(std::forward<decltype(h)>(h)); });
    }

    // ---- for a later time, and media -----------------------------------------------------------

    /// Hangs the call up after that time, with a cause, else ALLOTTED_TIMEOUT.
    reply schedule_hangup(std::chrono::seconds after, std::string cause, error_target told = {}) {
        return on_call<reply>(
            "schedule_hangup", told, [after, cause = std::move(cause)](auto& c, auto&& h) {
                c.async_schedule_hangup(after, cause, std::forward<decltype(h)>(h));
            });
    }

    /// The same by a value.
    reply schedule_hangup(std::chrono::seconds after, hangup_cause cause, error_target told = {}) {
        return on_call<reply>("schedule_hangup", told, [after, cause](auto& c, auto&& h) {
            c.async_schedule_hangup(after, cause, std::forward<decltype(h)>(h));
        });
    }

    /// Has FreeSWITCH fire a SESSION_HEARTBEAT of the call in that interval; 0 ends them.
    reply heartbeat(std::chrono::seconds interval, error_target told = {}) {
        return on_call<reply>("heartbeat", told, [interval](auto& c, auto&& h) {
            c.async_heartbeat(interval, std::forward<decltype(h)>(h));
        });
    }

    /// Takes the media through FreeSWITCH, or lets the two ends of a bridge exchange them.
    reply set_media(bool through, error_target told = {}) {
        return on_call<reply>("set_media", told, [through](auto& c, auto&& h) {
            c.async_set_media(through, std::forward<decltype(h)>(h));
        });
    }

protected:
    ~verbs() = default;
    verbs() = default;
    verbs(verbs&&) noexcept = default;
    verbs& operator=(verbs&&) noexcept = default;

    /// `begin(channel, handler)` begins what is waited for; `wrong`: see `basic_operations::call`.
    /// What is wrong with the UUID goes before it.
    template <class Result, class Begin>
    Result on_call(const char* what, error_target told, Begin begin,
                   const argument_error& wrong = argument_error()) {
        Derived& self = static_cast<Derived&>(*this);
        argument_error first = self.problem();
        first.note(wrong);
        return self.waits().template call<Result>(
            what, told,
            [&self, begin = std::move(begin)](auto&& handler) mutable {
                begin(self.channel_of(), std::forward<decltype(handler)>(handler));
            },
            first);
    }
};

}  // namespace eslio::blocking
