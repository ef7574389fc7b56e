#include "live/headers.hpp"

#include "live/text_rules.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace live {

namespace {

using header_list = std::vector<const char*>;

/// The 13 common headers (switch_event.c: switch_event_prep_for_delivery_detailed): they tell of
/// the machine, the moment and the line in the source.
const header_list common{"Event-Name",
                         "Core-UUID",
                         "FreeSWITCH-Hostname",
                         "FreeSWITCH-Switchname",
                         "FreeSWITCH-IPv4",
                         "FreeSWITCH-IPv6",
                         "Event-Date-Local",
                         "Event-Date-GMT",
                         "Event-Date-Timestamp",
                         "Event-Calling-File",
                         "Event-Calling-Function",
                         "Event-Calling-Line-Number",
                         "Event-Sequence"};

/// A number that counts over the switch's life; the address that a conference's profile sets.
const header_list accidental{"Task-ID", "Conference-Domain"};

const header_list of_new_call{"Channel-Name",
                              "Call-Direction",
                              "Caller-Caller-ID-Name",
                              "Caller-Caller-ID-Number",
                              "Caller-Callee-ID-Name",
                              "Caller-Callee-ID-Number",
                              "Caller-Destination-Number",
                              "Caller-Dialplan",
                              "Caller-Context",
                              "Caller-Source"};

const header_list of_execution{"Application-Data", "Application-Response", "Application-UUID"};
const header_list of_bridge{"Bridge-A-Unique-ID", "Bridge-B-Unique-ID",
                            "Other-Leg-Channel-Answered-Time"};
const header_list of_record{"Record-File-Path", "Record-Completion-Cause"};
const header_list of_playback{"Playback-File-Path", "Playback-File-Type", "Playback-Status"};
const header_list of_media_bug{"Media-Bug-Function", "Media-Bug-Target"};

/// Headers that matter besides the states, by the event's name.
const std::map<std::string_view, header_list>& by_type() {
    static const std::map<std::string_view, header_list> table{
        {"CHANNEL_CREATE", of_new_call},
        {"CHANNEL_OUTGOING", of_new_call},
        {"CHANNEL_DATA", {"Channel-Name", "Socket-Mode", "Control", "Reply-Text"}},
        {"CHANNEL_EXECUTE", of_execution},
        {"CHANNEL_EXECUTE_COMPLETE", of_execution},
        {"CHANNEL_BRIDGE", of_bridge},
        {"CHANNEL_UNBRIDGE", of_bridge},
        {"CHANNEL_CALLSTATE", {"Original-Channel-Call-State"}},
        {"CHANNEL_UUID", {"Old-Unique-ID"}},
        {"CHANNEL_HANGUP_COMPLETE",
         {"variable_hangup_cause", "variable_hangup_cause_q850", "variable_originate_disposition",
          "variable_endpoint_disposition", "variable_DIALSTATUS",
          "variable_last_bridge_hangup_cause", "variable_bridge_hangup_cause"}},
        {"CALL_UPDATE",
         {"Direction", "Bridged-To", "Caller-Caller-ID-Number", "Caller-Callee-ID-Number"}},
        {"DTMF", {"DTMF-Duration", "DTMF-Source"}},
        {"PLAYBACK_START", of_playback},
        {"PLAYBACK_STOP", of_playback},
        {"RECORD_START", of_record},
        {"RECORD_STOP", of_record},
        {"MEDIA_BUG_START", of_media_bug},
        {"MEDIA_BUG_STOP", of_media_bug},
        {"PRIVATE_COMMAND",
         {"call-command", "execute-app-name", "execute-app-arg", "hangup-cause", "event-lock"}},
        {"CUSTOM",
         {"Conference-Name", "Conference-Size", "Member-Type", "Talking", "Hold", "Speak", "Hear"}},
        {"CODEC",
         {"channel-read-codec-name", "channel-read-codec-rate", "channel-write-codec-name",
          "channel-write-codec-rate"}}};
    return table;
}

/// What a further word of the title comes from.
const std::map<std::string_view, header_list>& titles() {
    static const std::map<std::string_view, header_list> table{
        {"CHANNEL_EXECUTE", {"Application"}},
        {"CHANNEL_EXECUTE_COMPLETE", {"Application"}},
        {"CHANNEL_STATE", {"Channel-State"}},
        {"CHANNEL_CALLSTATE", {"Channel-Call-State"}},
        {"CUSTOM", {"Event-Subclass", "Action"}},
        {"DTMF", {"DTMF-Digit"}},
        {"API", {"API-Command"}},
        {"BACKGROUND_JOB", {"Job-Command"}},
        {"PRIVATE_COMMAND", {"execute-app-name"}}};
    return table;
}

/// How long a call took, in ms: a time that is compared as one. FreeSWITCH tells the same in s and
/// in us (switch_channel.c: switch_channel_set_timestamps), which says no more.
bool is_duration(std::string_view name) {
    return fits_wildcards("variable_*msec", name) || name == "variable_mduration";
}

/// Values that are measured, counted over the switch's life, or the machine's own.
bool is_measurement(std::string_view name) {
    if (is_duration(name)) return false;
    for (const char* pattern :
         {"*-Time",          "*_time",         "*epoch*",       "*stamp*",       "*usec",
          "*_uepoch",        "*sec",           "*_session_id",  "*Idle-CPU",     "*_media_*",
          "*Hold-Accum",     "*Last-Hold",     "*_ms",          "*_samples",     "*uduration",
          "*_duration",      "*_mos",          "*FreeSWITCH-*", "Core-UUID",     "Event-Date-*",
          "Event-Calling-*", "Event-Sequence", "*local_ip*",    "*Network-Addr", "variable_rtp_*"})
        if (fits_wildcards(pattern, name)) return true;
    return false;
}

bool is_in(const header_list& list, std::string_view name) {
    return std::any_of(list.begin(), list.end(), [&](const char* known) { return name == known; });
}

bool wanted_by(const std::vector<shown>& shows, const std::string& event, const std::string& name) {
    return std::any_of(shows.begin(), shows.end(), [&](const shown& s) {
        if (!s.event.empty() && s.event != event) return false;
        if (s.header.find('*') != std::string::npos && is_measurement(name)) return false;
        return fits_wildcards(s.header, name);
    });
}

/// The states that a leg is set up in. Events of a loopback leg are fired by the thread of its
/// other half, at whichever of them its own thread has come to (mod_loopback.c).
bool is_setting_up(const std::string& state) {
    return state == "CS_INIT" || state == "CS_ROUTING" || state == "CS_CONSUME_MEDIA";
}

std::string states_of(const heard_event& e) {
    const std::string& state = e["Channel-State"];
    const std::string rest = " " + e["Channel-Call-State"] + " " + e["Answer-State"];
    const bool by_the_other_half = e["Channel-Name"].compare(0, 9, "loopback/") == 0 &&
                                   is_setting_up(state) && e["Event-Name"] != "CHANNEL_STATE";
    if (!by_the_other_half) return state + rest;
    return e["Event-Name"] == "CHANNEL_CREATE" ? setting_up : setting_up + rest;
}

/// Repeated names are told apart: `Hangup-Cause`, `Hangup-Cause (2)`.
void number_names(std::vector<std::pair<std::string, std::string>>& details) {
    std::map<std::string, int> seen;
    for (auto& [name, value] : details) {
        const int number = ++seen[name];
        if (number > 1) name += " (" + std::to_string(number) + ")";
    }
}

}  // namespace

std::string event_title(const heard_event& e) {
    std::string title = e["Event-Name"];
    const auto found = titles().find(title);
    if (found == titles().end()) return title;
    for (const char* header : found->second)
        if (!e[header].empty()) title += " " + e[header];
    return title;
}

std::vector<std::pair<std::string, std::string>> event_details(const heard_event& e,
                                                               const std::vector<shown>& shows) {
    std::vector<std::pair<std::string, std::string>> out;
    if (e["Unique-ID"].empty()) {
        for (const auto& h : e.headers)
            if (!is_in(common, h.first) && !is_in(accidental, h.first)) out.push_back(h);
        if (!e.body.empty()) out.emplace_back("body", e.body);
        number_names(out);
        return out;
    }
    out.emplace_back("state", states_of(e));
    if (e.has("Hangup-Cause")) out.emplace_back("Hangup-Cause", e["Hangup-Cause"]);
    if (e.has("Other-Type"))
        out.emplace_back("other leg", e["Other-Type"] + " " + e["Other-Leg-Unique-ID"]);
    const auto type = by_type().find(e["Event-Name"]);
    const header_list none;
    const header_list& usual = type == by_type().end() ? none : type->second;
    for (const auto& h : e.headers)
        if (is_in(usual, h.first) || wanted_by(shows, e["Event-Name"], h.first))
            out.emplace_back(h.first, is_duration(h.first) ? rough_time(h.second) : h.second);
    if (!e.body.empty()) out.emplace_back("body", e.body);
    number_names(out);
    return out;
}

}  // namespace live
