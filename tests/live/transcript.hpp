// What a play came to, in a form that is the same whenever the same happens.
#pragma once

#include "live/recording.hpp"
#include "live/script.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace live {

/// Something that was heard: an answer with its command, an event, a notice.
struct entry {
    std::string what;  ///< `> api status`, `CHANNEL_ANSWER`, `CHANNEL_EXECUTE playback`
    double after = 0;  ///< seconds, see `item::after`
    std::vector<std::pair<std::string, std::string>> details;
};

/// What belongs together and has an order: the commands of a connection, the events of one call on
/// it (FreeSWITCH fires those of several calls from several threads), events of no call, log lines.
struct section {
    std::string title;  ///< `fs`, `fs $a`, `fs no call`, `fs log`
    std::vector<entry> entries;
};

using transcript = std::vector<section>;

/// An entry's name, and the how manieth of that name it is in its section.
using entry_key = std::pair<std::string, std::size_t>;
std::vector<entry_key> keys_of(const section& s);

/// Null if there is none.
const section* find_section(const transcript& t, const std::string& title);

/// Only what belongs to the script is in it; names stand for what no two plays share.
transcript transcribe(const script& s, const recording& r);

}  // namespace live
