// Commands that change what is heard, where they are more than one line among the others.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/command_exchange.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <utility>

namespace eslio::protocol {

/// Over several connections none is bound to a call.
template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::check(
    const heard_change& change) const noexcept {
    const bool binds = over_ && change.what == heard_change::kind::my_events;
    return binds ? make_error_code(error::not_allowed) : heard_.check(change);
}

/// A connection may have ended for want of memory.
template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::keep_change(CommandWaiter& waiter) {
    heard_.note_kept();
    CommandWaiter kept = std::exchange(waiter, CommandWaiter());
    if (!kept) return;
    reply answer;
    const bool is_told = eslio::detail::without_throwing(
        [&] { answer = reply::of_text("+OK kept for the next connection"); });
    const error_code why = is_told ? error_code() : make_error_code(error::outcome_unknown);
    kept.complete(why, std::move(answer));
}

/// It is not planned for: it may be taken back, and counts when FreeSWITCH has agreed.
template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::submit_log(command&& c,
                                                                  CommandWaiter& waiter,
                                                                  time_point deadline, id& number) {
    const auto level = c.change()->level;
    const bool sets_log = c.change()->sets_log();
    const bool secret = c.secret();
    if (is_interrupted() && sets_log) {
        heard_.note_log(level, secret);
        return keep_change(waiter), error_code();
    }
    target t(std::move(waiter));
    if (sets_log) t.what = kind::log;
    t.level = level;
    t.secret_level = secret;
    const rule how = sets_log ? rule::once : rule::none;
    number = line_.push(std::move(c).bytes(), std::move(t), deadline, how, secret);
    return {};
}

template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::plan(command&& c,
                                                            subscription_state::steps& out) {
    const auto change = c.change();
    if (const error_code why = check(*change)) return why;
    const bool secret = c.secret();
    out = heard_.plan(*change, std::move(c).bytes(), secret);
    return {};
}

template <class CommandWaiter, class JobWaiter>
bool command_exchange<CommandWaiter, JobWaiter>::push_needs(const subscription_state::types& needed,
                                                            target&& last, rule last_rule) {
    struct undo {
        ~undo() {
            if (heard != nullptr) heard->unsaid(needed);
        }
        subscription_state* heard;
        const subscription_state::types& needed;
    };
    undo if_it_fails{&heard_, needed};
    subscription_state::steps own = heard_.ask(needed);
    const bool says_something = !own.empty();
    push_own(std::move(own), std::move(last), never, last_rule);
    if_it_fails.heard = nullptr;
    return says_something;
}

}  // namespace eslio::protocol
