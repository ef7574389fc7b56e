// The applications with typed arguments: those that IVRs and dialers use most, and, in a folder by
// families, the rest.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/applications/legs.hpp>
#include <eslio/command/applications/media.hpp>
#include <eslio/command/applications/programs.hpp>
#include <eslio/command/applications/queues.hpp>
#include <eslio/command/applications/signalling.hpp>
#include <eslio/command/applications/speech.hpp>
#include <eslio/command/applications/stores.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/detail/dialplan.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/command/dial_target.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/command/variable_list.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

/// Each makes an `application` for `async_execute`. An argument arrives as it is given, blanks,
/// quotes and backslashes included; only FreeSWITCH's references to variables, `${...}`, are
/// expanded where the program itself writes them (in words, their values are split at blanks). A
/// stranger's text is given as `eslio::untrusted`, in which they are refused, and so is what
/// FreeSWITCH has another meaning for, as each builder says. What cannot arrive is refused as well:
/// `error()`, and `why()` in words.
namespace eslio::app {

/// Answers the call (mod_dptools: answer_function); nothing happens to one that is answered.
inline application answer() {
    return application("answer");
}
/// Opens early media, SIP 183 (mod_dptools: pre_answer_function).
inline application pre_answer() {
    return application("pre_answer");
}
/// Tells the caller that it rings, SIP 180 (mod_dptools: ring_ready_function).
inline application ring_ready() {
    return application("ring_ready");
}
/// Waits for what this connection, or a transfer, will say (mod_dptools: park_function): it has no
/// end of its own.
inline application park() {
    return application("park");
}

/// Plays a file, or a `tone_stream://`, `say:`, `silence_stream://` and the like. After `@@` a
/// number of samples to begin at, before the name `{...}` with parameters. Of a stranger it is a
/// path alone (any path: which ones are theirs is for the program to say): `{` at the front, `://`,
/// `@@`, `say:` and `phrase:` are refused, and extensions that name a module which opens no file
/// (`.file_string`, `.shell_stream`). Where the call has the variable `playback_delimiter`, none of
/// a stranger's text is to be played: FreeSWITCH splits it there.
inline application playback(const any_text& file) {
    if (argument_error theirs = eslio::detail::check_file("file", file))
        return application::invalid(std::move(theirs));
    return eslio::detail::whole_argument("playback", "file", file);
}

/// Plays tones, in FreeSWITCH's tone language: `%(300,200,440)`.
inline application tone(std::string_view tgml) {
    return eslio::detail::whole_argument("playback", "tones", "tone_stream://" + std::string(tgml));
}

/// Says something in the language of the module: `say("en", "number", "pronounced", "123")`. The
/// text is one word for every module, a stranger's too.
ESLIO_DECL application say(std::string_view module, std::string_view type, std::string_view method,
                           const any_text& text);

/// Speech synthesis. The engine's and the voice's name may hold no `|`, quote or backslash, and no
/// blank at either end; blanks at the front of the text are left out. `{...}` there are parameters
/// of the engine, and refused of a stranger; markup that the engine knows is not.
ESLIO_DECL application speak(std::string_view engine, std::string_view voice, const any_text& text);

/// Silence. The first digit pressed ends it, and stays for what reads digits next; with the call's
/// variable `sleep_eat_digits` at `true` it lasts, and digits are told and gone (mod_dptools:
/// sleep_function).
ESLIO_DECL application sleep(std::chrono::milliseconds time);

/// Records the caller into a file, until silence or for `at_most` (0: no limit), and up to a second
/// more, as FreeSWITCH counts whole ones (switch_ivr_record_file). Of a stranger the path is what
/// it is for `playback`. A recording of which nothing was written (`record_ms` 0, as after a
/// hang-up in the same moment) is completed all the same.
ESLIO_DECL application record(const any_text& path, std::chrono::seconds at_most = {});

/// Records the whole call from now on, beside what it does. Of a stranger the path is what it is
/// for `playback`.
inline application record_session(const any_text& path) {
    eslio::detail::argument_writer w;
    return w.word("path", path)
        .note(eslio::detail::check_file("path", path))
        .finish("record_session");
}
/// Of the same path; `all` stops every recording, and is refused of a stranger. FreeSWITCH does not
/// split it here (mod_dptools: stop_record_session_function).
inline application stop_record_session(const any_text& path) {
    if (argument_error theirs = eslio::detail::check_recording("path", path))
        return application::invalid(std::move(theirs));
    return eslio::detail::whole_argument("stop_record_session", "path", path);
}

namespace detail {

ESLIO_DECL application dialplan_words(std::string name, const extension& to);

/// `name=value` for an application that expands the value once more than its argument.
inline std::string assignment(std::string_view name, std::string_view value) {
    return std::string(name).append("=").append(eslio::detail::escape_own_expansion(value));
}

ESLIO_DECL argument_error check_assignment(std::string_view name, const any_text& value);

}  // namespace detail

/// Goes on in the dialplan: an `async` session stays attached to the call there; without `async` it
/// happens when the session's connection ends. When a session is closed FreeSWITCH ends the park
/// that the call is in by then, also one of its own there, and that of another `async` socket; so a
/// call that is to be parked, or handed to another program, elsewhere keeps this session, or is let
/// go first (the dialplan goes on after `socket`).
inline application transfer(const extension& to) {
    return detail::dialplan_words("transfer", to);
}

/// Runs an extension of the dialplan and comes back.
inline application execute_extension(const extension& to) {
    return detail::dialplan_words("execute_extension", to);
}

/// Sends the caller away by SIP: REFER after the answer, 302 before. A stranger's may name any
/// place: look at it before.
ESLIO_DECL application deflect(const any_text& uri);

/// Joins a conference: `room@profile`, with flags and PIN as FreeSWITCH writes them. Refused is
/// what would join another than is written: a blank at the front, a second `@`.
ESLIO_DECL application conference(std::string_view room);

/// Sets a variable of the call. Empty unsets it. References to variables are expanded once. No
/// stranger's is taken for those whose value FreeSWITCH runs (`execute_on_answer`,
/// `api_hangup_hook`, `hold_music`, `transfer_after_bridge`).
ESLIO_DECL application set(std::string_view name, const any_text& value);

/// Sets several variables at once, 256 at most. References to variables are expanded once.
ESLIO_DECL application multiset(const variable_list& variables);

/// Removes a variable of the call (mod_dptools: unset_function).
ESLIO_DECL application unset(std::string_view name);

/// Sets a variable of the call and of the legs it will call.
ESLIO_DECL application export_variable(std::string_view name, const any_text& value);

/// Sends digits: `1234`, with `w` and `W` for pauses of half a second and a second. FreeSWITCH
/// ignores more than 99 bytes (switch_core_session_send_dtmf_string). After `@` a duration, at the
/// front `~`, between `+`: of a stranger 0-9, `*`, `#`, A-D, `w` and `W` alone.
ESLIO_DECL application send_dtmf(const any_text& digits);

/// The same, once another leg is bridged.
ESLIO_DECL application queue_dtmf(const any_text& digits);

/// Puts the other party on hold, by the signalling.
inline application hold() {
    return application("hold");
}
inline application unhold() {
    return application("unhold");
}

/// Ends what plays or waits on the call.
inline application break_playback() {
    return application("break");
}

/// Calls another leg and connects the two; see `channel::async_bridge` for its result.
inline application bridge(const dial_target& callee) {
    return eslio::detail::dialling("bridge", callee);
}

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/applications.ipp>
#endif
