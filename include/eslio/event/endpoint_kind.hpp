// Kinds of endpoint: what stands before the first slash of a dial string or channel name.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// A kind of endpoint, by the names that FreeSWITCH's modules register (`show endpoint`).
enum class endpoint_kind : std::uint8_t {
    sofia,  ///< SIP
    loopback,
    null,  ///< answers, hears and says nothing
    user,  ///< what the directory says
    group,
    error,  ///< ends with a cause at once
    pickup,
    verto,  ///< mod_verto
    rtc,    ///< a base of mod_verto
    rtp,
    rtmp,
    skinny,
    alsa,
    lcr,
    modem,  ///< mod_spandsp
    vlc,
    unknown,  ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 16> endpoint_kind_texts{
    {"sofia", "loopback", "null", "user", "group", "error", "pickup", "verto.rtc", "rtc", "rtp",
     "rtmp", "skinny", "alsa", "lcr", "modem", "vlc"}};

}  // namespace detail

/// As FreeSWITCH writes it, `sofia`; empty for `unknown`.
constexpr std::string_view to_string(endpoint_kind value) noexcept {
    return detail::enumerator_text(detail::endpoint_kind_texts, value);
}

/// The endpoint of that name, in any case; `unknown` for another text.
constexpr endpoint_kind parse_endpoint_kind(std::string_view text) noexcept {
    return detail::enumerator_of<endpoint_kind>(detail::endpoint_kind_texts, text);
}

/// That of a channel name or of one leg's dial string without its variables, as
/// `sofia/internal/1000@10.0.0.1`: the text before the first slash.
constexpr endpoint_kind endpoint_of(std::string_view name) noexcept {
    return parse_endpoint_kind(name.substr(0, name.find('/')));
}

template <>
struct value_reader<endpoint_kind> : detail::reads_with<parse_endpoint_kind> {};

}  // namespace eslio
