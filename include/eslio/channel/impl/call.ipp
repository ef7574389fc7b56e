// The bodies of the functions of call.hpp.
#pragma once

#include <eslio/channel/detail/call.hpp>

namespace eslio::detail {

ESLIO_DECL reply call::ended_reply() const {
    std::string text = "-ERR the call has ended";
    if (over() && !hangup_->cause_text().empty()) text.append(": ").append(hangup_->cause_text());
    return reply::of_text(std::move(text));
}

ESLIO_DECL void call::end_of_events() {
    if (!hanging_up_ || over()) return;
    const compact_ptr<const event> last = std::move(hanging_up_);
    end(*last);
}

ESLIO_DECL call::operation call::begin_steps(operation first) {
    steps_.add(++last_number_, operation(first));
    return {operation::kind::steps, last_number_};
}

ESLIO_DECL void call::next_step(operation steps, operation next) {
    if (operation* const now = steps_.find(steps.number)) *now = next;
}

ESLIO_DECL void call::end_steps(operation steps) {
    steps_.erase(steps.number);
    const auto kept = take_kept(steps.number);
}

ESLIO_DECL std::function<void(error_code)> call::take_kept(std::uint64_t number) {
    std::function<void(error_code)> kept;
    if (kept_steps_) kept_steps_->take(number, kept);
    return kept;
}

ESLIO_DECL void call::keep_steps(operation steps, std::function<void(error_code)> f) {
    next_step(steps, operation{});
    if (!kept_steps_) kept_steps_.reset(new kept_steps());
    kept_steps_->erase(steps.number);
    kept_steps_->add(steps.number, std::move(f));
}

ESLIO_DECL link::event_types needed_events(const call_mode& mode) {
    using n = event_name;
    return types_of({n::channel_answer, n::channel_progress, n::channel_progress_media,
                     n::channel_bridge, n::channel_unbridge, n::channel_execute_complete,
                     n::channel_hangup_complete, n::dtmf}) |
           types_of({mode.full ? n::private_command : n::channel_execute}) |
           (mode.async ? link::event_types() : types_of({n::channel_hangup}));
}

}  // namespace eslio::detail
