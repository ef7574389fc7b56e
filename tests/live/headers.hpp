// Which headers of an event are compared.
#pragma once

#include "live/event_text.hpp"
#include "live/script.hpp"

#include <string>
#include <utility>
#include <vector>

namespace live {

/// Stands for the states of a loopback leg that is being set up.
inline const std::string setting_up = "setting up";

/// What an event is called in a transcript: its name, and what tells it from others of that name
/// (the application, the subclass and action, the digit, the state).
std::string event_title(const heard_event& e);

/// The headers that matter, as they are. Of an event of a call: its states, those of its type, and
/// those that the script wants to see (with `*`, those whose value is no measurement).
/// Of another event all but the common ones.
std::vector<std::pair<std::string, std::string>> event_details(const heard_event& e,
                                                               const std::vector<shown>& shows);

}  // namespace live
