// Why a call ended: FreeSWITCH's hang-up causes, with their Q.850 numbers.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/wire/ascii.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eslio {

/// Why a call ended, by FreeSWITCH's number (switch_channel.c: CAUSE_CHART). Up to 127 the numbers
/// are those of Q.850.
enum class hangup_cause : std::int16_t {
    none = 0,
    unallocated_number = 1,
    no_route_transit_net = 2,
    no_route_destination = 3,
    channel_unacceptable = 6,
    call_awarded_delivered = 7,
    normal_clearing = 16,
    user_busy = 17,
    no_user_response = 18,
    no_answer = 19,
    subscriber_absent = 20,
    call_rejected = 21,
    number_changed = 22,
    redirection_to_new_destination = 23,
    exchange_routing_error = 25,
    destination_out_of_order = 27,
    invalid_number_format = 28,
    facility_rejected = 29,
    response_to_status_enquiry = 30,
    normal_unspecified = 31,
    normal_circuit_congestion = 34,
    network_out_of_order = 38,
    normal_temporary_failure = 41,
    switch_congestion = 42,
    access_info_discarded = 43,
    requested_chan_unavail = 44,
    pre_empted = 45,
    facility_not_subscribed = 50,
    outgoing_call_barred = 52,
    incoming_call_barred = 54,
    bearercapability_notauth = 57,
    bearercapability_notavail = 58,
    service_unavailable = 63,
    bearercapability_notimpl = 65,
    chan_not_implemented = 66,
    facility_not_implemented = 69,
    service_not_implemented = 79,
    invalid_call_reference = 81,
    incompatible_destination = 88,
    invalid_msg_unspecified = 95,
    mandatory_ie_missing = 96,
    message_type_nonexist = 97,
    wrong_message = 98,
    ie_nonexist = 99,
    invalid_ie_contents = 100,
    wrong_call_state = 101,
    recovery_on_timer_expire = 102,
    mandatory_ie_length_error = 103,
    protocol_error = 111,
    interworking = 127,
    success = 142,
    originator_cancel = 487,
    crash = 700,
    system_shutdown = 701,
    lose_race = 702,
    manager_request = 703,
    blind_transfer = 800,
    attended_transfer = 801,
    allotted_timeout = 802,
    user_challenge = 803,
    media_timeout = 804,
    picked_off = 805,
    user_not_registered = 806,
    progress_timeout = 807,
    invalid_gateway = 808,
    gateway_down = 809,
    invalid_url = 810,
    invalid_profile = 811,
    no_pickup = 812,
    srtp_read_error = 813,
    bowout = 814,
    busy_everywhere = 815,
    decline = 816,
    does_not_exist_anywhere = 817,
    not_acceptable = 818,
    unwanted = 819,
    no_identity = 820,
    bad_identity_info = 821,
    unsupported_certificate = 822,
    invalid_identity = 823,
    stale_date = 824,
    reject_all = 825,
    unknown = -1,  ///< not in this list
};

namespace detail {

struct hangup_cause_text {
    hangup_cause value;
    std::string_view text;
};

// clang-format off
inline constexpr std::array<hangup_cause_text, 82> hangup_cause_texts{{
    {hangup_cause::none, "NONE"},
    {hangup_cause::unallocated_number, "UNALLOCATED_NUMBER"},
    {hangup_cause::no_route_transit_net, "NO_ROUTE_TRANSIT_NET"},
    {hangup_cause::no_route_destination, "NO_ROUTE_DESTINATION"},
    {hangup_cause::channel_unacceptable, "CHANNEL_UNACCEPTABLE"},
    {hangup_cause::call_awarded_delivered, "CALL_AWARDED_DELIVERED"},
    {hangup_cause::normal_clearing, "NORMAL_CLEARING"},
    {hangup_cause::user_busy, "USER_BUSY"},
    {hangup_cause::no_user_response, "NO_USER_RESPONSE"},
    {hangup_cause::no_answer, "NO_ANSWER"},
    {hangup_cause::subscriber_absent, "SUBSCRIBER_ABSENT"},
    {hangup_cause::call_rejected, "CALL_REJECTED"},
    {hangup_cause::number_changed, "NUMBER_CHANGED"},
    {hangup_cause::redirection_to_new_destination, "REDIRECTION_TO_NEW_DESTINATION"},
    {hangup_cause::exchange_routing_error, "EXCHANGE_ROUTING_ERROR"},
    {hangup_cause::destination_out_of_order, "DESTINATION_OUT_OF_ORDER"},
    {hangup_cause::invalid_number_format, "INVALID_NUMBER_FORMAT"},
    {hangup_cause::facility_rejected, "FACILITY_REJECTED"},
    {hangup_cause::response_to_status_enquiry, "RESPONSE_TO_STATUS_ENQUIRY"},
    {hangup_cause::normal_unspecified, "NORMAL_UNSPECIFIED"},
    {hangup_cause::normal_circuit_congestion, "NORMAL_CIRCUIT_CONGESTION"},
    {hangup_cause::network_out_of_order, "NETWORK_OUT_OF_ORDER"},
    {hangup_cause::normal_temporary_failure, "NORMAL_TEMPORARY_FAILURE"},
    {hangup_cause::switch_congestion, "SWITCH_CONGESTION"},
    {hangup_cause::access_info_discarded, "ACCESS_INFO_DISCARDED"},
    {hangup_cause::requested_chan_unavail, "REQUESTED_CHAN_UNAVAIL"},
    {hangup_cause::pre_empted, "PRE_EMPTED"},
    {hangup_cause::facility_not_subscribed, "FACILITY_NOT_SUBSCRIBED"},
    {hangup_cause::outgoing_call_barred, "OUTGOING_CALL_BARRED"},
    {hangup_cause::incoming_call_barred, "INCOMING_CALL_BARRED"},
    {hangup_cause::bearercapability_notauth, "BEARERCAPABILITY_NOTAUTH"},
    {hangup_cause::bearercapability_notavail, "BEARERCAPABILITY_NOTAVAIL"},
    {hangup_cause::service_unavailable, "SERVICE_UNAVAILABLE"},
    {hangup_cause::bearercapability_notimpl, "BEARERCAPABILITY_NOTIMPL"},
    {hangup_cause::chan_not_implemented, "CHAN_NOT_IMPLEMENTED"},
    {hangup_cause::facility_not_implemented, "FACILITY_NOT_IMPLEMENTED"},
    {hangup_cause::service_not_implemented, "SERVICE_NOT_IMPLEMENTED"},
    {hangup_cause::invalid_call_reference, "INVALID_CALL_REFERENCE"},
    {hangup_cause::incompatible_destination, "INCOMPATIBLE_DESTINATION"},
    {hangup_cause::invalid_msg_unspecified, "INVALID_MSG_UNSPECIFIED"},
    {hangup_cause::mandatory_ie_missing, "MANDATORY_IE_MISSING"},
    {hangup_cause::message_type_nonexist, "MESSAGE_TYPE_NONEXIST"},
    {hangup_cause::wrong_message, "WRONG_MESSAGE"},
    {hangup_cause::ie_nonexist, "IE_NONEXIST"},
    {hangup_cause::invalid_ie_contents, "INVALID_IE_CONTENTS"},
    {hangup_cause::wrong_call_state, "WRONG_CALL_STATE"},
    {hangup_cause::recovery_on_timer_expire, "RECOVERY_ON_TIMER_EXPIRE"},
    {hangup_cause::mandatory_ie_length_error, "MANDATORY_IE_LENGTH_ERROR"},
    {hangup_cause::protocol_error, "PROTOCOL_ERROR"},
    {hangup_cause::interworking, "INTERWORKING"},
    {hangup_cause::success, "SUCCESS"},
    {hangup_cause::originator_cancel, "ORIGINATOR_CANCEL"},
    {hangup_cause::crash, "CRASH"},
    {hangup_cause::system_shutdown, "SYSTEM_SHUTDOWN"},
    {hangup_cause::lose_race, "LOSE_RACE"},
    {hangup_cause::manager_request, "MANAGER_REQUEST"},
    {hangup_cause::blind_transfer, "BLIND_TRANSFER"},
    {hangup_cause::attended_transfer, "ATTENDED_TRANSFER"},
    {hangup_cause::allotted_timeout, "ALLOTTED_TIMEOUT"},
    {hangup_cause::user_challenge, "USER_CHALLENGE"},
    {hangup_cause::media_timeout, "MEDIA_TIMEOUT"},
    {hangup_cause::picked_off, "PICKED_OFF"},
    {hangup_cause::user_not_registered, "USER_NOT_REGISTERED"},
    {hangup_cause::progress_timeout, "PROGRESS_TIMEOUT"},
    {hangup_cause::invalid_gateway, "INVALID_GATEWAY"},
    {hangup_cause::gateway_down, "GATEWAY_DOWN"},
    {hangup_cause::invalid_url, "INVALID_URL"},
    {hangup_cause::invalid_profile, "INVALID_PROFILE"},
    {hangup_cause::no_pickup, "NO_PICKUP"},
    {hangup_cause::srtp_read_error, "SRTP_READ_ERROR"},
    {hangup_cause::bowout, "BOWOUT"},
    {hangup_cause::busy_everywhere, "BUSY_EVERYWHERE"},
    {hangup_cause::decline, "DECLINE"},
    {hangup_cause::does_not_exist_anywhere, "DOES_NOT_EXIST_ANYWHERE"},
    {hangup_cause::not_acceptable, "NOT_ACCEPTABLE"},
    {hangup_cause::unwanted, "UNWANTED"},
    {hangup_cause::no_identity, "NO_IDENTITY"},
    {hangup_cause::bad_identity_info, "BAD_IDENTITY_INFO"},
    {hangup_cause::unsupported_certificate, "UNSUPPORTED_CERTIFICATE"},
    {hangup_cause::invalid_identity, "INVALID_IDENTITY"},
    {hangup_cause::stale_date, "STALE_DATE"},
    {hangup_cause::reject_all, "REJECT_ALL"},
}};
// clang-format on

}  // namespace detail

/// As FreeSWITCH writes it, `USER_BUSY`; empty for `unknown`.
constexpr std::string_view to_string(hangup_cause value) noexcept {
    for (const auto& known : detail::hangup_cause_texts)
        if (known.value == value) return known.text;
    return {};
}

/// FreeSWITCH's number.
constexpr int number(hangup_cause value) noexcept {
    return static_cast<int>(value);
}

/// The cause of that number; `unknown` if there is none.
constexpr hangup_cause hangup_cause_of(std::uint64_t number) noexcept {
    for (const auto& known : detail::hangup_cause_texts)
        if (static_cast<std::uint64_t>(known.value) == number) return known.value;
    return hangup_cause::unknown;
}

/// The cause of that name, in any case, or number; `unknown` for another text, of which FreeSWITCH
/// itself makes NORMAL_CLEARING (switch_channel_str2cause).
constexpr hangup_cause parse_hangup_cause(std::string_view text) noexcept {
    for (const auto& known : detail::hangup_cause_texts)
        if (wire::iequals(known.text, text)) return known.value;
    const auto number = wire::parse_number(text);
    return number ? hangup_cause_of(*number) : hangup_cause::unknown;
}

/// The cause that a text tells, where there may be none: `none` of an empty one.
constexpr hangup_cause hangup_cause_told(std::string_view text) noexcept {
    return text.empty() ? hangup_cause::none : parse_hangup_cause(text);
}

/// The Q.850 number: the cause's own up to 127, else that of NORMAL_CLEARING, 16
/// (switch_channel_cause_q850). Nothing for `unknown`.
constexpr std::optional<int> q850(hangup_cause value) noexcept {
    if (value == hangup_cause::unknown) return std::nullopt;
    return value <= hangup_cause::interworking ? number(value)
                                               : number(hangup_cause::normal_clearing);
}

template <>
struct value_reader<hangup_cause> : detail::reads_with<parse_hangup_cause> {};

}  // namespace eslio
