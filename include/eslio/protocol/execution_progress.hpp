// How far one execution has come, as far as FreeSWITCH has told.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/execution_outcome.hpp>
#include <eslio/protocol/bridge_progress.hpp>
#include <eslio/protocol/execution_order.hpp>
#include <eslio/wire/ascii.hpp>

#include <optional>
#include <string>

namespace eslio::protocol {

/// Whether the call was down when the event was made.
inline bool is_over_in(const event& e) noexcept {
    return e["Answer-State"] == "hangup";
}

/// What was ordered, and what came of it so far.
struct execution_progress {
    /// What was asked for.
    execution_order order;
    event last_pass;  ///< of several loops, but see `was_cut`; where data are asked for, what its
                      ///< events told
    int passes = 0;   ///< of its loops, those that have ended
    int unanswered = 0;     ///< commands of it
    bool accepted = false;  ///< the reply to its `sendmsg` came
    bool begun = false;     ///< CHANNEL_EXECUTE came
    bool runs = false;      ///< and CHANNEL_EXECUTE_COMPLETE has not come after it
    bool unsure = false;    ///< that reply is not waited for any more
    error_code failure;     ///< of one of its commands
    std::optional<bridge_progress> bridge;

    /// Sent for its place in the queue alone.
    bool is_mark() const noexcept { return order.application.empty(); }
    /// It may be gone from the queue, which nothing would tell.
    bool may_be_dropped() const noexcept { return !order.data_asked && !begun && passes == 0; }
    bool has_made_all_passes() const noexcept { return order.loops > 0 && passes >= order.loops; }
    /// Several loops of which no pass is known to run. That FreeSWITCH, or somebody, has stopped
    /// them nothing may tell: PRIVATE_COMMAND does not come without `full`, nor of a message that
    /// was taken by a call parked without media.
    bool may_have_stopped() const noexcept {
        return !order.data_asked && passes > 0 && !(order.begin_heard && runs);
    }
    /// It runs, and nothing after it begins before its end.
    bool holds_queue() const noexcept { return (begun || passes > 0) && order.locked; }
    /// The application `hangup`: in static mode FreeSWITCH runs it before it answers, unless the
    /// call is down already, and nothing else tells of it, as the connection ends.
    bool has_hung_up() const noexcept {
        return order.data_asked && accepted && wire::iequals(order.application, "hangup");
    }
    /// Whether the last pass played and was cut, perhaps by a hang-up. Those that FreeSWITCH begins
    /// after it, until the hang-up is known, end at once and prove nothing.
    bool was_cut() const {
        using eslio::detail::application_ending;
        return passes > 1 &&
               eslio::detail::ending_of_application(order.application) ==
                   application_ending::plays &&
               eslio::detail::outcome_reader(last_pass).may_be_cut(order.application);
    }
    /// Whether a CHANNEL_BRIDGE, which names no execution, may be of this one: before its
    /// CHANNEL_EXECUTE it is somebody else's, as of `uuid_bridge`; where that may have been missed,
    /// if anything else runs (an argument that FreeSWITCH expands cannot be compared).
    bool may_join(const event& joined, bool may_have_begun) const noexcept {
        if (!bridge || bridge->is_joined()) return false;
        return begun || (may_have_begun &&
                         wire::iequals(joined.variable("current_application"), order.application) &&
                         (order.argument.find("${") != std::string::npos ||
                          joined.variable("current_application_data") == order.argument));
    }
};

}  // namespace eslio::protocol
