// What a script is played on: a switch that is connected to and that connects to us, real or fake,
// and its clock.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live {

using milliseconds = std::chrono::milliseconds;
using time_point = std::chrono::steady_clock::time_point;

/// A packet of the switch as it came.
struct packet {
    time_point when;
    std::string headers;  ///< without the blank line
    std::string type;     ///< Content-Type
    std::string body;
};

/// One connection. Packets arrive while the switch is run.
class line {
public:
    virtual ~line() = default;

    virtual void send(std::string_view bytes) = 0;
    virtual void close() = 0;
    virtual void half_close() = 0;

    std::deque<packet> arrived;  ///< not yet taken, in order
    bool ended = false;          ///< by the switch: nothing more will arrive
    time_point ended_at{};
    std::string rest;  ///< at the end: bytes that make no packet
};

class switch_under_test {
public:
    virtual ~switch_under_test() = default;

    /// A new connection; null if the switch does not accept it in time.
    virtual std::shared_ptr<line> connect() = 0;

    /// A connection that the switch has made to `listening_at()`; null if there is none.
    virtual std::shared_ptr<line> accepted() = 0;

    /// `host:port` of this side, for the dialplan; empty if the switch cannot reach it.
    virtual std::string listening_at() = 0;

    /// Lets things happen until the predicate holds, at most so long; tells whether it does. The
    /// predicate is asked whenever something arrived.
    virtual bool run_until(const std::function<bool()>& predicate, milliseconds limit) = 0;

    virtual time_point now() const = 0;
    virtual const std::string& password() const = 0;

    /// How long it must be quiet to be taken for having said all.
    virtual milliseconds quiet() const = 0;

    /// Runs an API command of the player's own and returns its output.
    using api = std::function<std::string(const std::string& command)>;

    /// Whether what a script needs is there: `module mod_x`, `extension`, `users`.
    virtual bool has(const std::string& need, const api& run) = 0;

    /// Its host name and its own name, which stand in many answers.
    virtual std::pair<std::string, std::string> names(const api& run) = 0;

    /// Lets a call come in that runs an inline dialplan (`m:^:answer^park`), from a caller who
    /// waits for the answer and then stays. `wanted` is a UUID for the call: the one that it has is
    /// returned, or nothing if no call came.
    virtual std::string come_in(const std::string& dialplan, const std::string& wanted,
                                const api& run) = 0;

    /// The caller of such a call hangs up, or gives up; `uuid` is the call's.
    virtual void caller_hangs_up(const std::string& uuid, const std::string& cause,
                                 const api& run) = 0;

    /// UUIDs of what is not part of the script: the callers of calls that came in.
    virtual std::vector<std::string> callers() const = 0;
};

}  // namespace live
