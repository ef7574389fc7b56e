// The commands that eslio_switch's help lists, and how their answers begin.
#pragma once

#include <string>
#include <string_view>

namespace fake_switch_program {

struct session_command {
    std::string_view text;    ///< without the blank line; `UUID` stands for the call's UUID
    std::string_view answer;  ///< the reply's text, or the API's output, begins so
    std::string_view about;
};

/// In this order they make a session from `auth` to `exit`.
inline constexpr session_command session_commands[] = {
    {"noop", "-ERR command not found", "an unknown command: a cheap ping"},
    {"auth ClueCon", "+OK accepted", "log in (userauth 1000@default:secret for a user)"},
    {"api status", "UP ", "any API command: show channels as json, sofia status, help ..."},
    {"event plain ALL", "+OK event listener enabled plain", "or json, xml; names; CUSTOM last"},
    {"nixevent HEARTBEAT", "+OK events nixed", "fewer events"},
    {"filter Event-Name /.+/", "+OK filter added.", "only events that match"},
    {"filter delete all", "+OK filter deleted. [all][]", "all events again"},
    {"log info", "+OK log level info [6]", "log lines"},
    {"nolog", "+OK no longer logging", "none"},
    {"bgapi echo hello\nJob-UUID: job-1", "+OK Job-UUID: job-1", "by and by: BACKGROUND_JOB"},
    {"sendevent CUSTOM\nEvent-Subclass: my::event", "+OK ", "an event of your own"},
    {"api originate {origination_uuid=UUID}user/1000 &park()", "+OK UUID", "a call"},
    {"sendmsg UUID\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: a.wav",
     "+OK", "an application on it"},
    {"api uuid_dump UUID", "Event-Name: CHANNEL_DATA", "all of the call"},
    {"api uuid_send_dtmf UUID 12#", "+OK UUID sent DTMF", "keys"},
    {"api uuid_hold UUID", "+OK Success", "hold"},
    {"myevents UUID plain", "+OK Events Enabled", "this call's events only"},
    {"getvar uuid", "UUID", "a variable of it"},
    {"linger 10", "+OK will linger 10 seconds", "stay when it ends"},
    {"nolinger", "+OK will not linger", "do not"},
    {"divert_events on", "+OK events diverted", "its own events to this connection"},
    {"resume", "+OK", "go on in the dialplan after this connection"},
    {"noevents", "+OK no longer listening for events", "silence"},
    {"exit", "+OK bye", "the end"},
};

inline constexpr std::string_view example_uuid = "5533019d-df7f-4a13-9dad-435e5d0217d5";

inline std::string with_uuid(std::string_view text) {
    std::string out(text);
    for (std::size_t at = out.find("UUID"); at != std::string::npos; at = out.find("UUID", at)) {
        const bool part_of_name = at != 0 && out[at - 1] == '-';
        if (!part_of_name) out.replace(at, 4, example_uuid);
        at += 4;
    }
    return out;
}

/// For the help: a command a line; its header lines after a `|`.
inline std::string command_help() {
    std::string out = "\nEach command ends with an empty line. A session, as by telnet:\n\n";
    for (const session_command& c : session_commands) {
        std::string text(c.text);
        for (char& letter : text)
            if (letter == '\n') letter = '|';
        if (text.size() < 30) text.resize(30, ' ');
        out.append("  ").append(text).append("  ").append(c.about).append("\n");
    }
    return out;
}

}  // namespace fake_switch_program
