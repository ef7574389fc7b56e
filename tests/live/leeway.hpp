// What FreeSWITCH does not fix, and two plays may have differently.
//
// When a call ends whose session does not linger its last events may be lost: mod_event_socket.c,
// read_packet sends what is queued, then sees that the channel is down and ends the connection.
// What is fired in between, or is still with the threads that distribute events, is never sent.
#pragma once

#include "live/expected.hpp"

#include <set>
#include <string>
#include <vector>

namespace live {

/// The names of connections that are the sessions of calls and do not linger.
std::set<std::string> sessions_without_linger(const expected& e);

/// Whether an event was fired when its call was down already.
bool is_of_the_end(const expected_entry& e);

/// Whether the call's own thread was done with the call when the one that hung it up told of that:
/// the state that it tells then is that of the end.
bool is_told_late(const expected_entry& e, const expected_detail& d, const std::string* came);

/// Whether a detail of an operation differs only in that the library was not told the cause.
bool is_cause_untold(const expected_detail& d, const std::string* came);

/// The differences of a play that another one has as well.
std::vector<difference> in_both(const std::vector<difference>& one,
                                const std::vector<difference>& other);

}  // namespace live
