// What was said and heard while a script was played, as it was.
#pragma once

#include "live/event_text.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace live {

struct item {
    enum class kind {
        said,    ///< by the player
        answer,  ///< command/reply or api/response
        notice,  ///< what belongs to no command: auth/request, disconnect-notice
        event,
        log,
        ended,   ///< the switch has closed the connection
        missed,  ///< a step waited in vain
    };
    static constexpr std::size_t nothing = static_cast<std::size_t>(-1);

    kind what = kind::said;
    std::string on;    ///< the connection's name
    std::string text;  ///< the command; a packet's headers; what was missed
    std::string type;  ///< Content-Type
    std::string body;
    heard_event event;              ///< of an event, or a reply that is one (`connect`)
    bool readable = true;           ///< the event could be read
    std::size_t answers = nothing;  ///< of an answer: the item that it answers
    double after = 0;               ///< seconds: an answer's since its command, others' since the
                                    ///< player last did something
};

struct recording {
    std::vector<item> items;  ///< in the order of time; of one connection in that of the wire
    std::map<std::string, std::string> names;  ///< `$name` and its value in this play
    std::vector<std::string> calls;            ///< the names that are calls, as they were declared
    std::vector<std::string> came_in;          ///< UUIDs of calls that came in
    std::vector<std::string> hidden;           ///< UUIDs that are no part of the script
    std::string skipped;                       ///< why it could not be played
};

}  // namespace live
