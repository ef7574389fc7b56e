// What can be set of a fake switch: who may log in, what it says of itself, how it writes.
#pragma once

#include <eslio/config.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace eslio::testing {

/// A user of `userauth` (params esl-password, esl-allowed-... of FreeSWITCH's directory).
struct fake_user {
    /// The name that a login or a dial string uses.
    std::string name;
    /// The domain it belongs to.
    std::string domain;
    /// For `userauth`.
    std::string password;
    std::string allowed_events;  ///< empty: not set, everything is allowed
    std::string allowed_api;     ///< empty: not set, everything is allowed
    /// Whether the user may ask for log lines (`esl-allowed-log`).
    bool allowed_log = true;
    /// The groups of the directory that it is in: `group/`, `group_call`.
    std::vector<std::string> groups = {};
    std::vector<std::pair<std::string, std::string>> params = {};  ///< `dial-string` and others
    /// Variables of the directory.
    std::vector<std::pair<std::string, std::string>> variables = {};
};

/// What the directory says of a domain; domains of users need not be named.
struct fake_domain {
    /// The domain's name.
    std::string name;
    /// Parameters of the directory.
    std::vector<std::pair<std::string, std::string>> params = {};
    std::vector<std::pair<std::string, std::string>> variables = {};
};

/// How the bytes leave the switch.
struct fake_writing {
    bool body_apart = false;  ///< header block and body in two writes, as FreeSWITCH does
    /// No write has more packets.
    std::size_t packets_per_write = std::numeric_limits<std::size_t>::max();
    /// No write has more bytes.
    std::size_t bytes_per_write = std::numeric_limits<std::size_t>::max();
};

/// What the fake switch is: given to it when it is made.
struct fake_switch_options {
    /// For `auth`.
    std::string password = "ClueCon";
    /// Who may log in by `userauth`, and can be called as `user/`: if there are any, nobody else
    /// can (SUBSCRIBER_ABSENT) but who is registered or has a plan.
    std::vector<fake_user> users;
    /// The domains of the directory.
    std::vector<fake_domain> domains;
    bool acl_deny = false;  ///< rude rejection of every connection

    /// `FreeSWITCH-Hostname` of every event.
    std::string hostname = "fs1";
    /// `FreeSWITCH-Switchname` of every event.
    std::string switchname = "fs1";
    /// `FreeSWITCH-IPv4` of every event.
    std::string ipv4 = "127.0.0.1";
    /// `FreeSWITCH-IPv6` of every event.
    std::string ipv6 = "::1";
    /// `FreeSWITCH-Version` of HEARTBEAT, and what `version` says.
    std::string version = "1.11.3-dev+git~20260821T141014Z~cc93a683ca~64bit";
    /// What `version` says in brackets.
    std::string version_note = "git cc93a68 2026-08-21 14:10:14Z 64bit";
    std::string core_uuid;  ///< drawn if empty; `restart` draws another

    /// Date of the first moment, in microseconds since 1970. Dates of events start here and go on
    /// with the time of the execution context.
    std::int64_t start_date = 1'795'224'000'000'000;
    /// `Event-Sequence` of the first event.
    std::uint64_t first_sequence = 1;
    /// The number of the first session (`show channels` and the log name it).
    std::uint64_t first_session_id = 1;
    unsigned first_conference_member = 1;  ///< id of the first member of a conference

    /// Between two HEARTBEAT events (`event-heartbeat-interval` in switch.conf).
    std::chrono::steady_clock::duration heartbeat_interval = std::chrono::seconds(20);
    /// How long a connection may stay silent before its first command; then it is closed.
    std::chrono::steady_clock::duration first_command_timeout = std::chrono::seconds(25);
    std::size_t event_queue = 100'000;  ///< events that may wait for one connection
    /// Log lines that may wait for one connection.
    std::size_t log_queue = 100'000;
    std::size_t allowed_losses = 500;  ///< consecutive losses; one more kills the connection
    std::size_t socket_buffer = std::size_t{256}
                                << 10;    ///< bytes written ahead of a client that does not read
    std::size_t message_queue = 256;      ///< unexecuted `sendmsg` per call
    std::size_t commands_kept = 100'000;  ///< the last ones, at least, that `commands()` tells

    /// A connection without linger ends when its call begins to hang up, so that the last events
    /// are lost, as may happen with FreeSWITCH; else when CHANNEL_HANGUP_COMPLETE is out.
    bool loses_last_events = false;
    /// Such a connection does not even hear CHANNEL_HANGUP, as is usual under load.
    bool loses_hangup = false;

    /// How far `show channels` and its like are behind the events, as FreeSWITCH's tables are by some
    /// tenths of a second (switch_core_sqldb.c): for so long a new call is missing, and one that has
    /// ended is listed still.
    std::chrono::steady_clock::duration table_delay{};

    /// How bytes are written.
    fake_writing writing;
};

}  // namespace eslio::testing
