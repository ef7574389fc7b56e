// SIP statuses and the hang-up causes that mod_sofia takes them for, both ways.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/hangup_cause.hpp>

namespace eslio {

/// The status that mod_sofia refuses an INVITE with, if the channel is hung up with that cause
/// before it is answered (mod_sofia.c: hangup_cause_to_sip). A channel variable may override it.
constexpr int sip_status(hangup_cause value) noexcept {
    switch (value) {
        case hangup_cause::outgoing_call_barred:
        case hangup_cause::incoming_call_barred:
        case hangup_cause::bearercapability_notauth:
        case hangup_cause::stale_date: return 403;
        case hangup_cause::unallocated_number:
        case hangup_cause::no_route_transit_net:
        case hangup_cause::no_route_destination: return 404;
        case hangup_cause::no_user_response: return 408;
        case hangup_cause::number_changed:
        case hangup_cause::redirection_to_new_destination: return 410;
        case hangup_cause::no_identity: return 428;
        case hangup_cause::bad_identity_info: return 429;
        case hangup_cause::unsupported_certificate: return 437;
        case hangup_cause::invalid_identity: return 438;
        case hangup_cause::exchange_routing_error: return 483;
        case hangup_cause::invalid_number_format:
        case hangup_cause::invalid_url:
        case hangup_cause::invalid_gateway: return 484;
        case hangup_cause::user_busy: return 486;
        case hangup_cause::originator_cancel: return 487;
        case hangup_cause::bearercapability_notimpl:
        case hangup_cause::incompatible_destination: return 488;
        case hangup_cause::facility_rejected:
        case hangup_cause::facility_not_implemented:
        case hangup_cause::service_not_implemented: return 501;
        case hangup_cause::destination_out_of_order:
        case hangup_cause::invalid_profile: return 502;
        case hangup_cause::requested_chan_unavail:
        case hangup_cause::normal_circuit_congestion:
        case hangup_cause::network_out_of_order:
        case hangup_cause::normal_temporary_failure:
        case hangup_cause::switch_congestion:
        case hangup_cause::gateway_down:
        case hangup_cause::bearercapability_notavail: return 503;
        case hangup_cause::recovery_on_timer_expire: return 504;
        case hangup_cause::busy_everywhere: return 600;
        case hangup_cause::call_rejected:
        case hangup_cause::decline:
        case hangup_cause::reject_all: return 603;
        case hangup_cause::does_not_exist_anywhere: return 604;
        case hangup_cause::not_acceptable: return 606;
        case hangup_cause::unwanted: return 607;
        default: return 480;
    }
}

/// The cause with which mod_sofia ends a channel whose INVITE was refused with that status
/// (sofia_glue.c: sofia_glue_sip_cause_to_freeswitch). 200 is NORMAL_CLEARING; a status without a
/// cause of its own is NORMAL_UNSPECIFIED.
constexpr hangup_cause cause_of_sip_status(int status) noexcept {
    switch (status) {
        case 200: return hangup_cause::normal_clearing;
        case 401:
        case 402:
        case 403:
        case 407:
        case 603:
        case 608: return hangup_cause::call_rejected;
        case 607: return hangup_cause::unwanted;
        case 404: return hangup_cause::unallocated_number;
        case 485:
        case 604: return hangup_cause::no_route_destination;
        case 408:
        case 504: return hangup_cause::recovery_on_timer_expire;
        case 410: return hangup_cause::number_changed;
        case 413:
        case 414:
        case 416:
        case 420:
        case 421:
        case 423:
        case 505:
        case 513: return hangup_cause::interworking;
        case 480: return hangup_cause::no_user_response;
        case 400:
        case 481:
        case 500:
        case 503: return hangup_cause::normal_temporary_failure;
        case 486:
        case 600: return hangup_cause::user_busy;
        case 484: return hangup_cause::invalid_number_format;
        case 488:
        case 606: return hangup_cause::incompatible_destination;
        case 502: return hangup_cause::network_out_of_order;
        case 405: return hangup_cause::service_unavailable;
        case 406:
        case 415:
        case 501: return hangup_cause::service_not_implemented;
        case 482:
        case 483: return hangup_cause::exchange_routing_error;
        case 487: return hangup_cause::originator_cancel;
        case 428: return hangup_cause::no_identity;
        case 429: return hangup_cause::bad_identity_info;
        case 437: return hangup_cause::unsupported_certificate;
        case 438: return hangup_cause::invalid_identity;
        default: return hangup_cause::normal_unspecified;
    }
}

}  // namespace eslio
