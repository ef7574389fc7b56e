// The bodies of the functions of continuity.hpp.
#pragma once

#include <eslio/protocol/continuity.hpp>

#include <utility>

namespace eslio::protocol {

ESLIO_DECL void continuity::missing(error_code why, time_point now) {
    missing_log_lines(why, now);
    if (!begun_ || !begun_->only_log_lines) return;
    begun_->only_log_lines = false;
    begun_->last_sequence = last_sequence_;
}

ESLIO_DECL void continuity::missing_log_lines(error_code why, time_point now) {
    gap_.reset();
    if (!was_up_ || begun_) return;
    begun_.reset(new interruption());
    begun_->why = why;
    begun_->from = now;
    begun_->only_log_lines = true;
}

ESLIO_DECL std::shared_ptr<const interruption> continuity::restored(std::string_view core_uuid,
                                                                    time_point now) {
    const bool was_told = std::exchange(told_of_run_, false);
    if (!was_up_)
        run_ = switch_run::first;
    else if (core_uuid.empty() || core_uuid_.empty())
        run_ = switch_run::unknown;
    else if (core_uuid != core_uuid_)
        run_ = switch_run::another;
    else if (was_told || run_ != switch_run::another)
        run_ = switch_run::same;                          // else the restart is still to be told
    if (core_uuid_ != core_uuid) last_sequence_.clear();  // it counts from the beginning
    was_up_ = true;
    if (!core_uuid.empty()) core_uuid_ = std::string(core_uuid);
    if (!begun_) return nullptr;
    begun_->to = now;
    begun_->run = run_;
    std::shared_ptr<const interruption> told = std::move(begun_);
    if (!told->only_log_lines) gap_ = told;
    return told;
}

ESLIO_DECL std::shared_ptr<const interruption> continuity::complete_gap() {
    auto complete = std::shared_ptr<interruption>(new interruption(*gap_));
    complete->next_sequence = last_sequence_;
    gap_.reset();
    return complete;
}

}  // namespace eslio::protocol
