// Applications of speech recognition: detect_speech and play_and_detect_speech.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio::app {

/// Starts speech recognition: `module grammar ...`, as the module and a dialplan write it.
inline application detect_speech(std::string arguments) {
    return application("detect_speech", std::move(arguments));
}

/// Starts speech recognition by a module, with a grammar; what is recognised comes as
/// DETECTED_SPEECH. A module by the name of one of detect_speech's orders (`stop`, `grammar`, ...)
/// is refused (mod_dptools: detect_speech_function). `{...}` at the front of a grammar are
/// parameters of the engine, and refused of a stranger (switch_core_asr_load_grammar).
ESLIO_DECL application detect_speech(std::string_view module, const any_text& grammar,
                                     const any_text& path,
                                     const any_text& address = std::string_view());

/// Adds a grammar to a recognition that runs; of a stranger it is what it is for `detect_speech`.
ESLIO_DECL application detect_speech_grammar(const any_text& grammar,
                                             const any_text& path = std::string_view());
/// Takes a grammar from it.
ESLIO_DECL application detect_speech_nogrammar(const any_text& grammar);
/// A grammar of it listens from now on.
ESLIO_DECL application detect_speech_grammar_on(const any_text& grammar);
/// A grammar of it listens no more, until it is told to.
ESLIO_DECL application detect_speech_grammar_off(const any_text& grammar);
/// None of its grammars listens, until one is told to.
inline application detect_speech_grammars_all_off() {
    return application("detect_speech", "grammarsalloff");
}

/// Pauses the recognition, or goes on with it (mod_dptools: detect_speech_function).
inline application detect_speech_pause() {
    return application("detect_speech", "pause");
}
/// Goes on with the recognition.
inline application detect_speech_resume() {
    return application("detect_speech", "resume");
}
/// From now on the time to begin to speak runs.
inline application detect_speech_start_input_timers() {
    return application("detect_speech", "start-input-timers");
}

/// A parameter of the module.
ESLIO_DECL application detect_speech_param(std::string_view name, const any_text& value);

/// Ends the recognition (mod_dptools: detect_speech_function; switch_ivr_stop_detect_speech).
inline application stop_detect_speech() {
    return application("detect_speech", "stop");
}

/// Plays a file and recognises what is said meanwhile: the variable `detect_speech_result`. The
/// file may not hold `detect:`, nor end in a blank; of a stranger it is what it is for `playback`.
/// The grammar is what the engine reads, `{...}` at its front are parameters, and refused of a
/// stranger (mod_dptools: play_and_detect_speech_function).
ESLIO_DECL application play_and_detect_speech(const any_text& file, std::string_view engine,
                                              const any_text& grammar);

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/applications/impl/speech.ipp>
#endif
