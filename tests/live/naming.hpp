// Gives what differs from play to play a name that does not: UUIDs, times, ports.
#pragma once

#include "live/recording.hpp"
#include "live/script.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace live {

/// In a text of the switch it puts
///
///     $a          for the value of a name of the script
///     <null/x>    for the UUID of another channel of the script: the channel's name (the second
///                 of that name: <null/x 2>)
///     <uuid>      for any other UUID
///     <channel of $a>  for the channel's name of a call that came in: it says only by what means
///     <time>      for dates, and for numbers that are seconds or microseconds since 1970
///
/// and does what the script's `mask` lines say.
class naming {
public:
    naming(const script& s, const recording& r, const std::set<std::string>& calls);

    std::string operator()(std::string text) const;

    /// The name of a channel.
    std::string of_call(const std::string& uuid) const;

private:
    void note_channel_name(const std::string& channel, const std::string& name);
    void name_other_calls(const recording& r, const std::set<std::string>& calls);
    std::string uuid_name(const std::string& uuid) const;

    std::map<std::string, std::string> uuids_;
    std::vector<std::pair<std::string, std::string>> others_;  ///< value, `$name`
    std::vector<std::pair<std::string, std::string>> masks_;
};

}  // namespace live
