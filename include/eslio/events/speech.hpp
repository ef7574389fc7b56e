// Views of the events of what is heard in a call: speech and tones.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

inline constexpr std::array<std::string_view, 4> speech_type_texts{
    {"begin-speaking", "detected-speech", "detected-partial-speech", "closed"}};

}  // namespace detail

namespace events {

/// What a DETECTED_SPEECH tells (speech_thread of switch_ivr_async.c).
enum class speech_type : std::uint8_t {
    begin_speaking,
    detected_speech,          ///< the result is the body
    detected_partial_speech,  ///< more will come (since 1.10.7)
    closed,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `detected-speech`; empty for `unknown`.
constexpr std::string_view to_string(speech_type value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::speech_type_texts, value);
}

/// The type of that name, in any case; `unknown` for another text.
constexpr speech_type parse_speech_type(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<speech_type>(eslio::detail::speech_type_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::speech_type> : detail::reads_with<events::parse_speech_type> {};

}  // namespace eslio

namespace eslio::events {

/// What the recogniser of `detect_speech` heard; its result is the body, its own headers are plain
/// ones (speech_thread). Only with `fire_asr_events` it has the headers of the channel.
class detected_speech : public of_type<event_name::detected_speech, channel_view> {
public:
    using of_type::of_type;
    header_value<speech_type> speech() const { return header<speech_type>("Speech-Type"); }
};

/// A tone was heard (tone_detect_callback, mod_spandsp).
class detected_tone : public of_type<event_name::detected_tone, channel_view> {
public:
    using of_type::of_type;
    std::string_view tone() const noexcept { return text("Detected-Tone"); }
    /// Of mod_spandsp's fax detection.
    header_value<bool> is_fax() const { return header<bool>("Detected-Fax-Tone"); }
};

}  // namespace eslio::events
