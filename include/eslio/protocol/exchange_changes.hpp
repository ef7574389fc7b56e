// Commands that change what is heard, where they are more than one line among the others.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/error.hpp>
#include <eslio/protocol/command_exchange.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/time.hpp>

#include <utility>

namespace eslio::protocol {

/// It is not planned for: it may be taken back, and counts when FreeSWITCH has agreed.
template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::submit_log(command&& c,
                                                                  CommandWaiter& waiter,
                                                                  time_point deadline, id& number) {
    const auto level = c.change()->level;
    const bool is_refused = !level && c.change()->what == heard_change::kind::log;
    if (is_interrupted() && !is_refused) {
        heard_.note_log(level);
        return keep_change(waiter), error_code();
    }
    target t(std::move(waiter));
    if (!is_refused) t.what = kind::log;
    t.set_level(level);
    number = line_.push(std::move(c).bytes(), std::move(t), deadline);
    return {};
}

template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::plan(command&& c,
                                                            subscription_state::steps& out) {
    if (c.error()) return c.error();
    const auto change = c.change();
    if (change->what == heard_change::kind::my_events) return error::not_allowed;
    if (const error_code why = heard_.check(*change)) return why;
    if (change->is_of_log() && (change->level || change->what == heard_change::kind::nolog))
        heard_.note_log(change->level);
    out = heard_.plan(*change, std::move(c).bytes());
    return {};
}

}  // namespace eslio::protocol
