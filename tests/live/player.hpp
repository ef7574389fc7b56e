// Plays a script on a switch.
#pragma once

#include "live/recording.hpp"
#include "live/script.hpp"
#include "live/switch.hpp"

#include <string>

namespace live {

/// Does what the script says and records what comes. Whatever happens, the calls of the script are
/// hung up afterwards, and nothing else is. What is missing of what the script needs is told as
/// `recording::skipped`.
recording play(const script& s, switch_under_test& on);

/// The output of an API command; empty if the switch cannot be reached or refuses the password.
std::string ask(switch_under_test& whom, const std::string& api_command);

}  // namespace live
