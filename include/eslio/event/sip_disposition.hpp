// Who ended a SIP call, and how: the variable sip_hangup_disposition.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace eslio {

/// Who ended a SIP call, and how (sofia_on_hangup, sofia_handle_sip_i_bye,
/// our_sofia_event_callback: nua_i_cancel, sofia_handle_sip_r_invite).
enum class sip_disposition : std::uint8_t {
    send_bye,     ///< FreeSWITCH, after the answer
    send_cancel,  ///< FreeSWITCH, of a call that it made
    send_refuse,  ///< FreeSWITCH, of a call that came in
    recv_bye,     ///< the far end, after the answer
    recv_cancel,  ///< the far end, of a call that it made
    recv_refuse,  ///< the far end, of a call that FreeSWITCH made
    unknown,      ///< not in this list
};

namespace detail {

inline constexpr std::array<std::string_view, 6> sip_disposition_texts{
    {"send_bye", "send_cancel", "send_refuse", "recv_bye", "recv_cancel", "recv_refuse"}};

}  // namespace detail

/// As FreeSWITCH writes it, `recv_bye`; empty for `unknown`.
constexpr std::string_view to_string(sip_disposition value) noexcept {
    return detail::enumerator_text(detail::sip_disposition_texts, value);
}

/// The disposition of that name, in any case; `unknown` for another text.
constexpr sip_disposition parse_sip_disposition(std::string_view text) noexcept {
    return detail::enumerator_of<sip_disposition>(detail::sip_disposition_texts, text);
}

template <>
struct value_reader<sip_disposition> : detail::reads_with<parse_sip_disposition> {};

}  // namespace eslio
