// The applications that IVRs and dialers use most, with typed arguments.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/dial_string.hpp>

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Each makes an `application` for `async_execute`. Arguments that would become another argument
/// (a space, an open quote, or the separator of a list) make it invalid: `error::unwritable_text`.
namespace eslio::app {

namespace detail {

/// Joins words by spaces; a word may be empty only at the end, where it is left out. `^^` at the
/// begin would name another separator (switch_utils.c: switch_separate_string).
inline application words(std::string name, std::initializer_list<std::string_view> all) {
    if (all.begin()->substr(0, 2) == "^^") return application::invalid(error::unwritable_text);
    std::string argument;
    bool ended = false;
    for (const std::string_view word : all) {
        if (word.empty()) {
            ended = true;
            continue;
        }
        if (ended) return application::invalid(error::empty_argument);
        if (word.find(' ') != std::string_view::npos || !eslio::detail::ends_closed(argument))
            return application::invalid(error::unwritable_text);
        if (!argument.empty()) argument.push_back(' ');
        argument.append(word);
    }
    return application(std::move(name), std::move(argument));
}

inline bool is_variable_name(std::string_view name) noexcept {
    return !name.empty() && name.find_first_of("= ,[]{}\r\n") == std::string_view::npos;
}

/// Whether `multiset` brings a value through, which it splits at `~`: quotes and escapes are taken
/// off there, and spaces at the end.
inline bool fits_multiset(std::string_view text) noexcept {
    return text.find_first_of("~'\\") == std::string_view::npos &&
           (text.empty() || text.back() != ' ');
}

}  // namespace detail

inline application answer() {
    return application("answer");
}
inline application pre_answer() {
    return application("pre_answer");
}
inline application ring_ready() {
    return application("ring_ready");
}
inline application park() {
    return application("park");
}

/// Plays a file, or a `tone_stream://`, `say:`, `silence_stream://` and the like.
inline application playback(std::string file) {
    return application("playback", std::move(file));
}

/// Plays tones, in FreeSWITCH's tone language: `%(300,200,440)`.
inline application tone(const std::string& tgml) {
    return application("playback", "tone_stream://" + tgml);
}

/// Says something in the language of the module: `say("en", "number", "pronounced", "123")`. The
/// text is one word: of two, FreeSWITCH would take the first for a gender.
inline application say(std::string_view module, std::string_view type, std::string_view method,
                       std::string_view text) {
    if (text.empty()) return application::invalid(error::empty_argument);
    return detail::words("say", {module, type, method, text});
}

/// Speech synthesis: the engine's and the voice's name may not hold `|`.
inline application speak(std::string_view engine, std::string_view voice, std::string_view text) {
    if (engine.empty() || voice.empty() || text.empty())
        return application::invalid(error::empty_argument);
    for (const std::string_view name : {engine, voice})
        if (name.find('|') != std::string_view::npos || !eslio::detail::ends_closed(name))
            return application::invalid(error::unwritable_text);
    std::string argument(engine);
    argument.append("|").append(voice).append("|").append(text);
    return application("speak", std::move(argument));
}

/// Silence. The first digit pressed ends it, and stays for what reads digits next; with the call's
/// variable `sleep_eat_digits` at `true` it lasts, and digits are told and gone (mod_dptools:
/// sleep_function).
inline application sleep(std::chrono::milliseconds time) {
    if (!eslio::detail::fits_atoi(time.count()))
        return application::invalid(error::number_out_of_range);
    return application("sleep", std::to_string(time.count()));
}

/// Records the caller into a file, until silence or for `at_most` (0: no limit).
inline application record(std::string_view path, std::chrono::seconds at_most = {}) {
    if (path.empty()) return application::invalid(error::empty_argument);
    if (!eslio::detail::fits_atoi(at_most.count()))
        return application::invalid(error::number_out_of_range);
    const std::string limit = at_most.count() == 0 ? "" : std::to_string(at_most.count());
    return detail::words("record", {path, limit});
}

/// Records the whole call from now on, beside what it does.
inline application record_session(std::string path) {
    return application("record_session", std::move(path));
}
inline application stop_record_session(std::string path) {
    return application("stop_record_session", std::move(path));
}

/// Goes on in the dialplan.
inline application transfer(std::string_view extension, std::string_view dialplan = {},
                            std::string_view context = {}) {
    if (extension.empty()) return application::invalid(error::empty_argument);
    return detail::words("transfer", {extension, dialplan, context});
}

/// Runs an extension of the dialplan and comes back.
inline application execute_extension(std::string_view extension, std::string_view dialplan = {},
                                     std::string_view context = {}) {
    if (extension.empty()) return application::invalid(error::empty_argument);
    return detail::words("execute_extension", {extension, dialplan, context});
}

/// Sends the caller away by SIP: REFER after the answer, 302 before.
inline application deflect(std::string uri) {
    return application("deflect", std::move(uri));
}

/// Joins a conference: `room@profile`, with flags and PIN as FreeSWITCH writes them.
inline application conference(std::string room) {
    return application("conference", std::move(room));
}

/// Sets a variable of the call. Empty unsets it. FreeSWITCH expands `${...}` in the value, twice,
/// and may take escapes off; `channel::async_set_variable` sets any text.
inline application set(std::string_view name, std::string_view value) {
    if (!detail::is_variable_name(name)) return application::invalid(error::unwritable_text);
    return application("set", std::string(name) + "=" + std::string(value));
}

/// Sets several variables at once, 256 at most: names and values, which may hold no `~`, quote or
/// backslash, and spaces but at the end.
inline application multiset(const std::vector<std::pair<std::string, std::string>>& variables) {
    if (variables.empty()) return application::invalid(error::empty_argument);
    if (variables.size() > 256) return application::invalid(error::number_out_of_range);
    std::string argument("^^~");
    for (const auto& [name, value] : variables) {
        if (!detail::is_variable_name(name) || !detail::fits_multiset(name) ||
            !detail::fits_multiset(value))
            return application::invalid(error::unwritable_text);
        if (argument.size() > 3) argument.push_back('~');
        argument.append(name).append("=").append(value);
    }
    return application("multiset", std::move(argument));
}

inline application unset(std::string_view name) {
    if (!detail::is_variable_name(name)) return application::invalid(error::unwritable_text);
    return application("unset", std::string(name));
}

/// Sets a variable of the call and of the legs it will call.
inline application export_variable(std::string_view name, std::string_view value) {
    if (!detail::is_variable_name(name)) return application::invalid(error::unwritable_text);
    return application("export", std::string(name) + "=" + std::string(value));
}

/// Sends digits: `1234`, with `w` and `W` for pauses of half a second and a second.
inline application send_dtmf(std::string digits) {
    return application("send_dtmf", std::move(digits));
}

/// The same, once another leg is bridged.
inline application queue_dtmf(std::string digits) {
    return application("queue_dtmf", std::move(digits));
}

/// Starts speech recognition: `module grammar ...`, as the module wants it.
inline application detect_speech(std::string arguments) {
    return application("detect_speech", std::move(arguments));
}
inline application stop_detect_speech() {
    return application("detect_speech", "stop");
}

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
/// Of an `eslio::dial_string`, which is checked: `callee.for_bridge()`.
inline application bridge(std::string dial_string) {
    if (dial_string.empty()) return application::invalid(error::empty_argument);
    return application("bridge", std::move(dial_string));
}

}  // namespace eslio::app
