// The bodies of the functions of continuity.hpp.
#pragma once

#include <eslio/protocol/continuity.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace eslio::protocol {

/// With room for the digits of a sequence number, so that `missing` needs no memory.
ESLIO_DECL void continuity::make_spare() {
    constexpr std::size_t digits = 20;  // of the largest
    std::shared_ptr<interruption> spare(new interruption());
    spare->last_sequence.reserve(digits);
    spare_ = std::move(spare);
}

ESLIO_DECL void continuity::missing(error_code why, time_point now) noexcept {
    missing_log_lines(why, now);
    if (!begun_ || !begun_->only_log_lines) return;
    begun_->why = why;
    begun_->from = now;
    begun_->only_log_lines = false;
    if (last_sequence_.size() <= begun_->last_sequence.capacity())
        begun_->last_sequence = last_sequence_;
}

ESLIO_DECL void continuity::missing_log_lines(error_code why, time_point now) noexcept {
    gap_.reset();
    if (!was_up_ || begun_) return;
    begun_ = std::move(spare_);
    begun_->why = why;
    begun_->from = now;
    begun_->log_lines_from = now;
    begun_->only_log_lines = true;
}

ESLIO_DECL std::shared_ptr<const interruption> continuity::restored(std::string_view core_uuid,
                                                                    time_point now) {
    if (!spare_) make_spare();
    std::string of_run(core_uuid);  // nothing after it fails
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
    if (!core_uuid.empty()) core_uuid_ = std::move(of_run);
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
