// Where a digit came from: the header DTMF-Source.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// Where a digit came from (switch_channel_dequeue_dtmf, which writes `UNKNOWN` for other than
/// these).
enum class dtmf_source : std::uint8_t {
    inband_audio,  ///< heard as tones
    rtp,           ///< a telephone event of RTP
    endpoint,      ///< signalled, as by SIP INFO
    app,           ///< made by an application, as `queue_dtmf`
    unknown,       ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 4> dtmf_source_texts{
    {"INBAND_AUDIO", "RTP", "ENDPOINT", "APP"}};

}  // namespace detail

/// As FreeSWITCH writes it, `INBAND_AUDIO`; empty for `unknown`.
constexpr std::string_view to_string(dtmf_source value) noexcept {
    return detail::enumerator_text(detail::dtmf_source_texts, value);
}

/// The source of that name, in any case; `unknown` for another text.
constexpr dtmf_source parse_dtmf_source(std::string_view text) noexcept {
    return detail::enumerator_of<dtmf_source>(detail::dtmf_source_texts, text);
}

template <>
struct value_reader<dtmf_source> : detail::reads_with<parse_dtmf_source> {};

}  // namespace eslio
