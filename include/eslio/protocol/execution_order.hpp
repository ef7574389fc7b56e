// execution_order: one application that a call is to run.
#pragma once

#include <eslio/config.hpp>

#include <memory>
#include <string>

namespace eslio::protocol {

/// What is executed, as far as its end depends on it.
///
/// In static mode FreeSWITCH runs the application before it answers, and sends its events at some
/// time after that. There the channel's data are asked for right after the `sendmsg`, which
/// FreeSWITCH answers in that order: they are what the end is read from, whatever events came.
struct execution_order {
    std::string uuid;         ///< the message's Event-UUID
    std::string application;  ///< empty of a message that is sent for its place in the queue alone
    std::string argument;     ///< of a bridge
    /// How many times it is run.
    int loops = 1;
    bool locked = true;       ///< nothing else of the call's queue starts while it runs
    bool begin_heard = true;  ///< its CHANNEL_EXECUTE will be, if it begins
    bool breaks = false;      ///< what it plays is to end when nobody waits for it any more
    bool stopped = false;     ///< nobody does, and it had not begun by then
    bool data_asked = false;  ///< the channel's data are asked for right after it: see `on_data`
    /// Of a bridge that is done when the other leg has answered: where its UUID goes when the legs
    /// are joined.
    std::shared_ptr<std::string> joined;
};

}  // namespace eslio::protocol
