// What a switch sends to its connections unasked: events and log lines, as they wait in a queue.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>

#include <memory>
#include <string>

namespace eslio::testing::fake {

/// An event with what FreeSWITCH knows of it besides its headers: a `sendevent` may carry an
/// Event-Name header that is not its type.
struct signal {
    event content;
    event_name type = event_name::unknown;
    std::string subclass;
    bool empty_body = false;  ///< it has a body of no bytes, which JSON alone shows
};

using signal_ptr = std::shared_ptr<const signal>;

struct log_line {
    int level = 7;
    std::string text;
    std::string file = "switch_core.c";
    std::string function = "fake_switch";
    int line = 1;
    std::string uuid;  ///< of the call, or empty
    int channel = 0;   ///< Text-Channel
};

}  // namespace eslio::testing::fake
