// What became of a bridge or originate, by the variable DIALSTATUS.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// What became of dialling (switch_ivr_originate, switch_ivr_multi_threaded_bridge). For other
/// failures FreeSWITCH writes the name of the cause: then it is `unknown`, and its text says more.
enum class dial_status : std::uint8_t {
    answer,
    early,  ///< early media
    busy,
    cancel,  ///< the caller gave up
    no_answer,
    invalid_arguments,
    do_not_call,  ///< the far end rejected it
    unknown,      ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 7> dial_status_texts{
    {"ANSWER", "EARLY", "BUSY", "CANCEL", "NOANSWER", "INVALIDARGS", "DONTCALL"}};

}  // namespace detail

/// As FreeSWITCH writes it, `NOANSWER`; empty for `unknown`.
constexpr std::string_view to_string(dial_status value) noexcept {
    return detail::enumerator_text(detail::dial_status_texts, value);
}

/// The status of that name, in any case; `unknown` for another text.
constexpr dial_status parse_dial_status(std::string_view text) noexcept {
    return detail::enumerator_of<dial_status>(detail::dial_status_texts, text);
}

template <>
struct value_reader<dial_status> : detail::reads_with<parse_dial_status> {};

}  // namespace eslio
