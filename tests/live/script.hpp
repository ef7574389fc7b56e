// A script of the live suite: what to say to a switch and what to wait for, read from a text file.
//
// One file is one scenario. Lines that begin with # say what it shows. The others, one thing a
// line:
//
//     needs module mod_conference    skipped, with this line as the reason, where it is missing;
//     needs extension                also: the dialplan, the users, the menus of
//                                    tests/live/freeswitch
//     needs queue NAME               that queue of mod_callcenter (tests/live/freeswitch); agents
//                                    that an earlier play has left there are taken away
//     calls a b                      UUIDs, chosen anew for each play: $a and $b
//     ids job                        the same, for what is no call
//     show variable_x Caller-*       headers of events to be compared besides the usual ones
//     show in DTMF Event-Date-*      the same, of that event alone
//     also HEARTBEAT                 events of no call that are compared, whose ever they are
//     untimed HEARTBEAT              events that come at any time
//     mask /since .*/ since <some time>    in answers, log lines and values: what no two runs share
//     real time                      on the fake switch too: something outside of it is waited for
//     at the end api ...             said after the script, also when it fails
//     include answered_call          the steps of parts/answered_call.part
//
// and the steps:
//
//     connect | open                 a connection, logged in | as it is
//     say COMMAND                    says it and waits for the answer; lines indented by four are
//         header: value              its headers; after a line with a dot alone comes the body
//     say(30s) COMMAND               waits that long (10 s otherwise)
//     tell COMMAND | hear            says it and does not wait | waits for the oldest answer owed
//     bytes "auth x\n\n"             says exactly that
//     execute a playback tone ...    `say sendmsg $a` with that application, event-lock: true
//     keep /regex/                   of the next answer's body only the lines that match
//     name x /regex/                 what its first group finds in the last answer is $x from now
//     on await CHANNEL_ANSWER a H=v "H=a b" within 5s    an event of $a with those headers, not yet
//                                    awaited; `-` is any call or none; 10 s if nothing is said
//     press a 12#                    keys arrive at $a (uuid_recv_dtmf)
//     hangup a USER_BUSY             from outside (uuid_kill)
//     control COMMAND                another API command on another connection
//     incoming a DIALPLAN            a call comes in and runs an inline dialplan; its caller waits.
//     caller a hangs up [CAUSE]      $listen in it is where the player listens for the switch
//     accept                         takes the connection that the switch has made
//     close | half-close | ended     this side closes | only its sending half | waits for the end
//     wait 500ms
//
// A step is done on the connection named before it (`second: say noop`), else on `fs`. $tag is a
// word of this play's own, $password the switch's.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live {

using milliseconds = std::chrono::milliseconds;

enum class action {
    connect,
    open,
    say,
    tell,
    hear,
    bytes,
    keep,
    name,
    await,
    press,
    hangup,
    control,
    incoming,
    caller_hangs_up,
    accept,
    close,
    half_close,
    ended,
    wait,
};

/// A header and the value that it must have.
using condition = std::pair<std::string, std::string>;

struct step {
    action what{};
    std::string on;    ///< the connection's name
    std::string text;  ///< command, bytes, event name, keys, cause, dialplan, regular expression
    std::string call;  ///< a name; empty: any
    std::vector<condition> conditions;
    milliseconds time{};  ///< how long at most; of `wait` how long
    std::size_t line = 0;
};

/// Headers that a script wants to see, with `*`.
struct shown {
    std::string event;  ///< empty: of all
    std::string header;
};

struct script {
    std::string name;  ///< `bridge/busy`
    std::string about;
    std::vector<std::string> needs;
    std::vector<std::string> calls;
    std::vector<std::string> ids;
    std::vector<shown> shows;
    std::vector<std::string> also;
    std::vector<std::string> untimed;
    std::vector<std::pair<std::string, std::string>> masks;  ///< regular expression, what instead
    bool real_time = false;
    std::vector<std::string> at_the_end;
    std::vector<step> steps;
};

/// Whether events of that name are compared though they belong to nobody.
inline bool is_also_heard(const script& s, const std::string& event) {
    return std::find(s.also.begin(), s.also.end(), event) != s.also.end();
}

/// A script that cannot be read: the text names the file and the line.
struct bad_script : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Reads a script; `parts` is the folder of what it includes. Throws bad_script.
script parse_script(std::string name, std::string_view text, const std::filesystem::path& parts);
script read_script(const std::filesystem::path& folder, const std::string& name,
                   const std::filesystem::path& parts);

/// The names of all scripts below a folder, sorted: their paths there, without `.live`.
std::vector<std::string> find_scripts(const std::filesystem::path& folder);

/// Puts values in place of `$name`; a name that is unknown stays as it is.
template <class Lookup>
std::string expand(std::string_view text, Lookup value_of) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t end = i + 1;
        const auto in_name = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        };
        while (text[i] == '$' && end < text.size() && in_name(text[end])) ++end;
        const std::string* const value =
            end > i + 1 ? value_of(std::string(text.substr(i + 1, end - i - 1))) : nullptr;
        if (value != nullptr) {
            out += *value;
            i = end - 1;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

}  // namespace live
