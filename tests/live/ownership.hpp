// What of all that is heard belongs to a script: on a switch at work others make calls, too.
#pragma once

#include "live/recording.hpp"

#include <set>
#include <string>

namespace live {

/// UUIDs of the channels that are the script's: those that it named, and those whose events name
/// one of these. Not the hidden ones.
std::set<std::string> own_calls(const recording& r);

/// Whether the event is of one of these channels, or names one, or another of the script's names.
bool is_own(const heard_event& e, const recording& r, const std::set<std::string>& calls);

/// Whether a text holds one of the script's UUIDs or its tag.
bool names_own(const std::string& text, const recording& r, const std::set<std::string>& calls);

}  // namespace live
