// What mod_sofia tells of a profile: the one of a fake switch, `internal`.
#pragma once

#include <eslio/config.hpp>

#include <string_view>

namespace eslio::testing::fake {

/// As `sofia status` and `sofia xmlstatus` name it.
struct sofia_fact {
    std::string_view label, tag, value;
};

inline constexpr std::string_view sofia_url = "sip:mod_sofia@$ip:5060";

inline constexpr sofia_fact sofia_facts[] = {
    {"Name", "name", "internal"},
    {"Domain Name", "domain-name", "N/A"},
    {"Auto-NAT", "auto-nat", "false"},
    {"DBName", "db-name", "sofia_reg_internal"},
    {"Pres Hosts", "pres-hosts", ""},
    {"Dialplan", "dialplan", "XML"},
    {"Context", "context", "default"},
    {"Challenge Realm", "challenge-realm", "auto_to"},
    {"RTP-IP", "rtp-ip", "$ip"},
    {"SIP-IP", "sip-ip", "$ip"},
    {"URL", "url", sofia_url},
    {"BIND-URL", "bind-url", "sip:mod_sofia@$ip:5060;transport=udp,tcp"},
    {"HOLD-MUSIC", "hold-music", "N/A"},
    {"OUTBOUND-PROXY", "outbound-proxy", "N/A"},
    {"CODECS IN", "inbound-codecs", "PCMU,PCMA"},
    {"CODECS OUT", "outbound-codecs", "PCMU,PCMA"},
    {"TEL-EVENT", "tel-event", "101"},
    {"DTMF-MODE", "dtmf-mode", "rfc2833"},
    {"CNG", "cng", "13"},
    {"SESSION-TO", "session-to", "0"},
    {"MAX-DIALOG", "max-dialog", "0"},
    {"MAX-RECV-RPS", "max-recv-rps", "1000"},
    {"NOMEDIA", "nomedia", "false"},
    {"LATE-NEG", "late-neg", "false"},
    {"PROXY-MEDIA", "proxy-media", "false"},
    {"AGGRESSIVENAT", "aggressive-nat", "false"},
    {"CALLS-IN", "calls-in", "0"},
    {"FAILED-CALLS-IN", "failed-calls-in", "0"},
    {"CALLS-OUT", "calls-out", "0"},
    {"FAILED-CALLS-OUT", "failed-calls-out", "0"},
    {"REGISTRATIONS", "registrations", "$registrations"},
};

}  // namespace eslio::testing::fake
