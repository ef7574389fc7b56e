// The applications that IVRs and dialers use most, with typed arguments.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/argument_writer.hpp>
#include <eslio/command/dialplan.hpp>
#include <eslio/command/escape.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/command/variable.hpp>
#include <eslio/command/variable_list.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

/// Each makes an `application` for `async_execute`. An argument arrives as it is given, blanks,
/// quotes and backslashes included; only FreeSWITCH's references to variables, `${...}`, are
/// expanded where the program itself writes them (in words, their values are split at blanks). A
/// stranger's text is given as `eslio::untrusted`, in which they are refused. What cannot arrive is
/// refused as well: `error()`, and `why()` in words.
namespace eslio::app {

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

/// Plays a file, or a `tone_stream://`, `say:`, `silence_stream://` and the like. After `@@` a
/// number of samples to begin at.
inline application playback(const any_text& file) {
    return eslio::detail::whole_argument("playback", "file", file);
}

/// Plays tones, in FreeSWITCH's tone language: `%(300,200,440)`.
inline application tone(std::string_view tgml) {
    return eslio::detail::whole_argument("playback", "tones", "tone_stream://" + std::string(tgml));
}

/// Says something in the language of the module: `say("en", "number", "pronounced", "123")`.
inline application say(std::string_view module, std::string_view type, std::string_view method,
                       const any_text& text) {
    eslio::detail::argument_writer w;
    w.word("module", module).word("type", type).word("method", method).word("text", text);
    return w.finish("say");
}

/// Speech synthesis. The engine's and the voice's name may hold no `|`, quote or backslash;
/// blanks at the front of the text are left out.
inline application speak(std::string_view engine, std::string_view voice, const any_text& text) {
    using namespace eslio::detail;
    argument_error wrong;
    for (const auto& [argument, name] :
         {std::pair(argument_name("engine"), engine), std::pair(argument_name("voice"), voice)}) {
        const std::size_t at = name.find_first_of("|'\\");
        const std::size_t edge = name.find_first_not_of(' ') == 0 ? name.size() : 0;
        if (name.empty()) wrong.note(refuse_empty(argument));
        if (at != name.npos)
            wrong.note(
                refuse_byte(error::unwritable_text, argument, name, at,
                            "would move the bar after it, or be taken off; the name may hold "
                            "none"));
        if (edge < name.size() || name.substr(0, 2) == "^^" || begins_scope(name))
            wrong.note(refuse_byte(error::unwritable_text, argument, name, 0,
                                   "at its front would shift the text by a byte; take it out"));
    }
    if (text.text().empty()) wrong.note(refuse_empty("text"));
    wrong.note(check_argument("text", text));
    if (wrong) return application::invalid(std::move(wrong));
    std::string argument(engine);
    argument.append("|").append(voice).append("|").append(text.text());
    return application("speak", escape_own_expansion(argument));
}

/// Silence. The first digit pressed ends it, and stays for what reads digits next; with the call's
/// variable `sleep_eat_digits` at `true` it lasts, and digits are told and gone (mod_dptools:
/// sleep_function).
inline application sleep(std::chrono::milliseconds time) {
    if (!eslio::detail::fits_atoi(time.count()))
        return application::invalid(eslio::detail::refuse(
            error::number_out_of_range, "time", "FreeSWITCH takes 0 to 2147483647 milliseconds"));
    return application("sleep", std::to_string(time.count()));
}

/// Records the caller into a file, until silence or for `at_most` (0: no limit).
inline application record(const any_text& path, std::chrono::seconds at_most = {}) {
    eslio::detail::argument_writer w;
    w.word("path", path);
    if (!eslio::detail::fits_atoi(at_most.count()))
        w.note(eslio::detail::refuse(error::number_out_of_range, "limit",
                                     "FreeSWITCH takes 0 to 2147483647 seconds"));
    if (at_most.count() != 0) w.number(at_most.count());
    return w.finish("record");
}

/// Records the whole call from now on, beside what it does.
inline application record_session(const any_text& path) {
    return eslio::detail::argument_writer().word("path", path).finish("record_session");
}
/// Of the same path. FreeSWITCH does not split it here (mod_dptools:
/// stop_record_session_function).
inline application stop_record_session(const any_text& path) {
    return eslio::detail::whole_argument("stop_record_session", "path", path);
}

namespace detail {

inline application dialplan_words(std::string name, const any_text& extension,
                                  std::string_view dialplan, std::string_view context) {
    using namespace eslio::detail;
    argument_writer w;
    if (extension.stranger() != nullptr) w.note(check_address("extension", *extension.stranger()));
    if (name == "transfer" &&
        (wire::iequals(extension.text(), "-bleg") || wire::iequals(extension.text(), "-both")))
        w.note(refuse(error::unwritable_text, "extension",
                      "`-bleg` and `-both` tell transfer which leg to move; for that write "
                      "application(\"transfer\", \"-bleg 1000\")"));
    w.word("extension", extension).option("dialplan", dialplan).option("context", context);
    w.note(check_dialplan(extension.text(), dialplan));
    return w.finish(std::move(name));
}

/// `name=value` for an application that expands the value once more than its argument.
inline std::string assignment(std::string_view name, std::string_view value) {
    return std::string(name).append("=").append(eslio::detail::escape_own_expansion(value));
}

inline argument_error check_assignment(std::string_view name, const any_text& value) {
    argument_error wrong = eslio::detail::check_variable_name(name);
    wrong.note(eslio::detail::check_variable_value(name, value));
    wrong.note(eslio::detail::check_argument({"variable", name}, value));
    return wrong;
}

}  // namespace detail

/// Goes on in the dialplan: an `async` session stays attached to the call there, and may be closed;
/// without `async` it happens when the session's connection ends. Of a stranger letters, digits and
/// `+*#-_.` alone.
inline application transfer(const any_text& extension, std::string_view dialplan = {},
                            std::string_view context = {}) {
    return detail::dialplan_words("transfer", extension, dialplan, context);
}

/// Runs an extension of the dialplan and comes back. Of a stranger letters, digits and `+*#-_.`
/// alone.
inline application execute_extension(const any_text& extension, std::string_view dialplan = {},
                                     std::string_view context = {}) {
    return detail::dialplan_words("execute_extension", extension, dialplan, context);
}

/// Sends the caller away by SIP: REFER after the answer, 302 before.
inline application deflect(const any_text& uri) {
    if (argument_error forged = eslio::detail::check_header_text("uri", uri.text()))
        return application::invalid(std::move(forged));
    return eslio::detail::whole_argument("deflect", "uri", uri);
}

/// Joins a conference: `room@profile`, with flags and PIN as FreeSWITCH writes them.
inline application conference(std::string_view room) {
    return eslio::detail::whole_argument("conference", "room", room);
}

/// Sets a variable of the call. Empty unsets it. References to variables are expanded once.
inline application set(std::string_view name, const any_text& value) {
    if (argument_error wrong = detail::check_assignment(name, value))
        return application::invalid(std::move(wrong));
    // Expanded with the whole argument, then by itself (mod_dptools: base_set).
    return application("set",
                       eslio::detail::escape_expansion(detail::assignment(name, value.text())));
}

/// Sets several variables at once, 256 at most. References to variables are expanded once.
inline application multiset(const variable_list& variables) {
    using namespace eslio::detail;
    argument_error wrong;
    std::string argument;
    for (const auto& [name, value, is_own] : variables.all()) {
        wrong.note(is_own ? detail::check_assignment(name, value)
                          : detail::check_assignment(name, untrusted(value)));
        if (!argument.empty()) argument.push_back('~');
        argument.append(escape_level(detail::assignment(name, value), '~'));
    }
    if (variables.all().empty()) wrong.note(refuse_empty("variables"));
    if (variables.all().size() > 256)
        wrong.note(refuse(error::number_out_of_range, "variables",
                          "FreeSWITCH reads 256 of one multiset; set the others by a second one"));
    if (wrong) return application::invalid(std::move(wrong));
    return application("multiset", "^^~" + escape_expansion(argument));
}

inline application unset(std::string_view name) {
    if (argument_error wrong = eslio::detail::check_variable_name(name))
        return application::invalid(std::move(wrong));
    return application("unset", std::string(name));
}

/// Sets a variable of the call and of the legs it will call.
inline application export_variable(std::string_view name, const any_text& value) {
    if (argument_error wrong = detail::check_assignment(name, value))
        return application::invalid(std::move(wrong));
    return application("export", eslio::detail::escape_own_expansion(std::string(name) + "=" +
                                                                     std::string(value.text())));
}

/// Sends digits: `1234`, with `w` and `W` for pauses of half a second and a second. FreeSWITCH
/// ignores more than 99 bytes (switch_core_session_send_dtmf_string).
inline application send_dtmf(const any_text& digits) {
    const std::string_view text = digits.text();
    if (text.size() - (text.substr(0, 1) == "~" ? 1 : 0) > 99)
        return application::invalid(
            eslio::detail::refuse(error::argument_too_long, "digits",
                                  "FreeSWITCH ignores more than 99 of them; send them by two"));
    return eslio::detail::whole_argument("send_dtmf", "digits", digits);
}

/// The same, once another leg is bridged.
inline application queue_dtmf(const any_text& digits) {
    if (eslio::detail::count_parts(digits.text(), '+') > 256)
        return application::invalid(
            eslio::detail::refuse(error::argument_too_long, "digits",
                                  "FreeSWITCH reads 256 parts joined by `+`; send them by two"));
    return eslio::detail::whole_argument("queue_dtmf", "digits", digits);
}

/// Starts speech recognition: `module grammar ...`, as the module and a dialplan write it.
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

/// Calls another leg and connects the two; see `channel::async_bridge` for its result. The dial
/// string is written as a dialplan writes it; of an `eslio::dial_string`, which is checked, it is
/// `callee.for_bridge()`.
inline application bridge(std::string legs) {
    if (legs.empty()) return application::invalid(eslio::detail::refuse_empty("dial string"));
    return application("bridge", std::move(legs));
}

}  // namespace eslio::app
