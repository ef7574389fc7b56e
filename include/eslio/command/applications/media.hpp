// Applications that play, record, and change or watch what is heard.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/displacing.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio::app {

/// Plays a file that often; `times` below 0: for ever. Of a stranger it is a path alone, as for
/// `playback`, without `+` at its front, which begins a number of loops (loop_playback_function).
ESLIO_DECL application loop_playback(const any_text& file, int times = -1);

/// Plays a file for ever. Of a stranger it is a path alone.
ESLIO_DECL application endless_playback(const any_text& file);

/// Plays tones, so many times; `times` below 0: for ever. The script may hold no `|`.
ESLIO_DECL application gentones(std::string_view script, int times = 1);

/// Plays a phrase macro. The macro's name ends at the first comma (phrase_function); its data may
/// hold any.
ESLIO_DECL application phrase(std::string_view macro, const any_text& data = std::string_view());

/// What counts as silence: below that energy, a number between some 100 and 1000, for that long.
struct silence {
    /// The energy below which it is silence (switch_ivr_record_file: silence threshold).
    std::uint32_t threshold;
    /// How long the silence lasts.
    std::chrono::seconds time;
};

/// Records the caller into a file, until they are silent or for `at_most` (0: no limit). `time` is
/// a second at least (switch_ivr_record_file). Of a stranger the path is what it is for `playback`.
ESLIO_DECL application record(const any_text& path, std::chrono::seconds at_most, silence until);

/// What is recorded of the whole call, from then on is silence in the file, and no longer; is left
/// out of it, and no longer. Of the path of `record_session`.
ESLIO_DECL application record_session_mask(const any_text& path);
ESLIO_DECL application record_session_unmask(const any_text& path);
ESLIO_DECL application record_session_pause(const any_text& path);
ESLIO_DECL application record_session_resume(const any_text& path);

using eslio::displacing;

/// Plays a file into the call beside what it does. Of a stranger it is a path alone.
ESLIO_DECL application displace_session(const any_text& path, const displacing& how = {});

/// Ends that, of the same path. Without one FreeSWITCH crashes, so an empty one is refused.
ESLIO_DECL application stop_displace_session(const any_text& path);

/// What the call says is played back to it.
inline application echo() {
    return application("echo");
}
/// The same after that time, 0 to 2147483647 ms.
ESLIO_DECL application delay_echo(std::chrono::milliseconds delay);

/// Waits until the caller is silent for so many frames after having been heard for some, or for
/// `at_most` (0: no limit), while a file plays (switch_ivr_wait_for_silence).
ESLIO_DECL application wait_for_silence(int threshold, int silence_hits, int listen_hits,
                                        std::chrono::milliseconds at_most,
                                        const any_text& file = std::string_view());

/// Mutes the call in a direction, or no longer. `audio_direction::read` is what its party says.
ESLIO_DECL application set_mute(audio_direction direction, bool muted = true);

/// Makes it louder or less loud, -4 to 4; 0 is as it was.
ESLIO_DECL application set_audio_level(audio_direction direction, int level);

/// Digits that wait to be read are forgotten.
inline application flush_dtmf() {
    return application("flush_dtmf");
}
/// Digits are listened for in the sound, and no longer.
inline application start_dtmf() {
    return application("start_dtmf");
}
inline application stop_dtmf() {
    return application("stop_dtmf");
}
/// The other leg does not hear this one's digits, and does again.
inline application block_dtmf() {
    return application("block_dtmf");
}
inline application unblock_dtmf() {
    return application("unblock_dtmf");
}

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/applications/impl/media.ipp>
#endif
