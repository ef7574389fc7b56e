// Hang-up causes: every entry of FreeSWITCH's table, its Q.850 number, and mod_sofia's statuses.
#include "catch.hpp"

#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/sip_status.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace hangup_cause_test {

namespace {

using eslio::hangup_cause;

struct cause_fact {
    int number;
    const char* name;
    int q850;
    int sip;  ///< of hangup_cause_to_sip
};

// clang-format off
constexpr cause_fact cause_facts[] = {
    {0, "NONE", 0, 480},
    {1, "UNALLOCATED_NUMBER", 1, 404},
    {2, "NO_ROUTE_TRANSIT_NET", 2, 404},
    {3, "NO_ROUTE_DESTINATION", 3, 404},
    {6, "CHANNEL_UNACCEPTABLE", 6, 480},
    {7, "CALL_AWARDED_DELIVERED", 7, 480},
    {16, "NORMAL_CLEARING", 16, 480},
    {17, "USER_BUSY", 17, 486},
    {18, "NO_USER_RESPONSE", 18, 408},
    {19, "NO_ANSWER", 19, 480},
    {20, "SUBSCRIBER_ABSENT", 20, 480},
    {21, "CALL_REJECTED", 21, 603},
    {22, "NUMBER_CHANGED", 22, 410},
    {23, "REDIRECTION_TO_NEW_DESTINATION", 23, 410},
    {25, "EXCHANGE_ROUTING_ERROR", 25, 483},
    {27, "DESTINATION_OUT_OF_ORDER", 27, 502},
    {28, "INVALID_NUMBER_FORMAT", 28, 484},
    {29, "FACILITY_REJECTED", 29, 501},
    {30, "RESPONSE_TO_STATUS_ENQUIRY", 30, 480},
    {31, "NORMAL_UNSPECIFIED", 31, 480},
    {34, "NORMAL_CIRCUIT_CONGESTION", 34, 503},
    {38, "NETWORK_OUT_OF_ORDER", 38, 503},
    {41, "NORMAL_TEMPORARY_FAILURE", 41, 503},
    {42, "SWITCH_CONGESTION", 42, 503},
    {43, "ACCESS_INFO_DISCARDED", 43, 480},
    {44, "REQUESTED_CHAN_UNAVAIL", 44, 503},
    {45, "PRE_EMPTED", 45, 480},
    {50, "FACILITY_NOT_SUBSCRIBED", 50, 480},
    {52, "OUTGOING_CALL_BARRED", 52, 403},
    {54, "INCOMING_CALL_BARRED", 54, 403},
    {57, "BEARERCAPABILITY_NOTAUTH", 57, 403},
    {58, "BEARERCAPABILITY_NOTAVAIL", 58, 503},
    {63, "SERVICE_UNAVAILABLE", 63, 480},
    {65, "BEARERCAPABILITY_NOTIMPL", 65, 488},
    {66, "CHAN_NOT_IMPLEMENTED", 66, 480},
    {69, "FACILITY_NOT_IMPLEMENTED", 69, 501},
    {79, "SERVICE_NOT_IMPLEMENTED", 79, 501},
    {81, "INVALID_CALL_REFERENCE", 81, 480},
    {88, "INCOMPATIBLE_DESTINATION", 88, 488},
    {95, "INVALID_MSG_UNSPECIFIED", 95, 480},
    {96, "MANDATORY_IE_MISSING", 96, 480},
    {97, "MESSAGE_TYPE_NONEXIST", 97, 480},
    {98, "WRONG_MESSAGE", 98, 480},
    {99, "IE_NONEXIST", 99, 480},
    {100, "INVALID_IE_CONTENTS", 100, 480},
    {101, "WRONG_CALL_STATE", 101, 480},
    {102, "RECOVERY_ON_TIMER_EXPIRE", 102, 504},
    {103, "MANDATORY_IE_LENGTH_ERROR", 103, 480},
    {111, "PROTOCOL_ERROR", 111, 480},
    {127, "INTERWORKING", 127, 480},
    {142, "SUCCESS", 16, 480},
    {487, "ORIGINATOR_CANCEL", 16, 487},
    {700, "CRASH", 16, 480},
    {701, "SYSTEM_SHUTDOWN", 16, 480},
    {702, "LOSE_RACE", 16, 480},
    {703, "MANAGER_REQUEST", 16, 480},
    {800, "BLIND_TRANSFER", 16, 480},
    {801, "ATTENDED_TRANSFER", 16, 480},
    {802, "ALLOTTED_TIMEOUT", 16, 480},
    {803, "USER_CHALLENGE", 16, 480},
    {804, "MEDIA_TIMEOUT", 16, 480},
    {805, "PICKED_OFF", 16, 480},
    {806, "USER_NOT_REGISTERED", 16, 480},
    {807, "PROGRESS_TIMEOUT", 16, 480},
    {808, "INVALID_GATEWAY", 16, 484},
    {809, "GATEWAY_DOWN", 16, 503},
    {810, "INVALID_URL", 16, 484},
    {811, "INVALID_PROFILE", 16, 502},
    {812, "NO_PICKUP", 16, 480},
    {813, "SRTP_READ_ERROR", 16, 480},
    {814, "BOWOUT", 16, 480},
    {815, "BUSY_EVERYWHERE", 16, 600},
    {816, "DECLINE", 16, 603},
    {817, "DOES_NOT_EXIST_ANYWHERE", 16, 604},
    {818, "NOT_ACCEPTABLE", 16, 606},
    {819, "UNWANTED", 16, 607},
    {820, "NO_IDENTITY", 16, 428},
    {821, "BAD_IDENTITY_INFO", 16, 429},
    {822, "UNSUPPORTED_CERTIFICATE", 16, 437},
    {823, "INVALID_IDENTITY", 16, 438},
    {824, "STALE_DATE", 16, 403},
    {825, "REJECT_ALL", 16, 603},
};

struct status_fact {
    int status;
    const char* cause;  ///< of sofia_glue_sip_cause_to_freeswitch
};

constexpr status_fact status_facts[] = {
    {200, "NORMAL_CLEARING"},
    {401, "CALL_REJECTED"},
    {402, "CALL_REJECTED"},
    {403, "CALL_REJECTED"},
    {407, "CALL_REJECTED"},
    {603, "CALL_REJECTED"},
    {608, "CALL_REJECTED"},
    {607, "UNWANTED"},
    {404, "UNALLOCATED_NUMBER"},
    {485, "NO_ROUTE_DESTINATION"},
    {604, "NO_ROUTE_DESTINATION"},
    {408, "RECOVERY_ON_TIMER_EXPIRE"},
    {504, "RECOVERY_ON_TIMER_EXPIRE"},
    {410, "NUMBER_CHANGED"},
    {413, "INTERWORKING"},
    {414, "INTERWORKING"},
    {416, "INTERWORKING"},
    {420, "INTERWORKING"},
    {421, "INTERWORKING"},
    {423, "INTERWORKING"},
    {505, "INTERWORKING"},
    {513, "INTERWORKING"},
    {480, "NO_USER_RESPONSE"},
    {400, "NORMAL_TEMPORARY_FAILURE"},
    {481, "NORMAL_TEMPORARY_FAILURE"},
    {500, "NORMAL_TEMPORARY_FAILURE"},
    {503, "NORMAL_TEMPORARY_FAILURE"},
    {486, "USER_BUSY"},
    {600, "USER_BUSY"},
    {484, "INVALID_NUMBER_FORMAT"},
    {488, "INCOMPATIBLE_DESTINATION"},
    {606, "INCOMPATIBLE_DESTINATION"},
    {502, "NETWORK_OUT_OF_ORDER"},
    {405, "SERVICE_UNAVAILABLE"},
    {406, "SERVICE_NOT_IMPLEMENTED"},
    {415, "SERVICE_NOT_IMPLEMENTED"},
    {501, "SERVICE_NOT_IMPLEMENTED"},
    {482, "EXCHANGE_ROUTING_ERROR"},
    {483, "EXCHANGE_ROUTING_ERROR"},
    {487, "ORIGINATOR_CANCEL"},
    {428, "NO_IDENTITY"},
    {429, "BAD_IDENTITY_INFO"},
    {437, "UNSUPPORTED_CERTIFICATE"},
    {438, "INVALID_IDENTITY"},
    {0, "NORMAL_UNSPECIFIED"}, {180, "NORMAL_UNSPECIFIED"}, {302, "NORMAL_UNSPECIFIED"}, {499, "NORMAL_UNSPECIFIED"},
    {605, "NORMAL_UNSPECIFIED"}, {-1, "NORMAL_UNSPECIFIED"},
};
// clang-format on

}  // namespace

TEST_CASE("hangup causes: every entry") {
    for (const cause_fact& fact : cause_facts) {
        INFO(fact.name);
        const hangup_cause cause = eslio::parse_hangup_cause(fact.name);
        CHECK(number(cause) == fact.number);
        CHECK(to_string(cause) == fact.name);
        CHECK(eslio::hangup_cause_of(static_cast<std::uint64_t>(fact.number)) == cause);
        CHECK(eslio::parse_hangup_cause(std::to_string(fact.number)) == cause);
        CHECK(q850(cause) == fact.q850);
        CHECK(sip_status(cause) == fact.sip);
        CHECK(eslio::header_value<hangup_cause>(fact.name) == cause);
    }
    std::size_t known = 0;
    for (std::uint64_t n = 0; n < 1000; ++n)
        if (eslio::hangup_cause_of(n) != hangup_cause::unknown) ++known;
    CHECK(known == std::size(cause_facts));
}

TEST_CASE("hangup causes: any case, and none") {
    static_assert(eslio::parse_hangup_cause("user_busy") == hangup_cause::user_busy);
    for (const char* text : {"", "USER_BUS", "-1", "65535", "65536", "4", "18446744073709551615"})
        CHECK(eslio::parse_hangup_cause(text) == hangup_cause::unknown);
    CHECK(to_string(hangup_cause::unknown).empty());
    CHECK_FALSE(q850(hangup_cause::unknown));
    const eslio::header_value<hangup_cause> newer("QUANTUM_LOSS");
    CHECK(newer == hangup_cause::unknown);
    CHECK(newer.text() == "QUANTUM_LOSS");
}

TEST_CASE("hangup causes: told, or not") {
    CHECK(eslio::hangup_cause_told("") == hangup_cause::none);
    CHECK(eslio::hangup_cause_told("user_busy") == hangup_cause::user_busy);
    CHECK(eslio::hangup_cause_told("17") == hangup_cause::user_busy);
    CHECK(eslio::hangup_cause_told("there is no such call") == hangup_cause::unknown);
}

TEST_CASE("hangup causes: of a SIP status") {
    for (const status_fact& fact : status_facts) {
        INFO(fact.status);
        CHECK(to_string(eslio::cause_of_sip_status(fact.status)) == fact.cause);
    }
}

}  // namespace hangup_cause_test
