// The bodies of the functions of event_queue.hpp.
#pragma once

#include <eslio/protocol/event_queue.hpp>

namespace eslio::protocol {

ESLIO_DECL bool event_queue::release_idle_memory() noexcept {
    if (!line_.empty() || line_.capacity() == 0 || holds_ != 0) return false;
    auto slots = line_.release();
    if (pool_) pool_->give(std::move(slots));
    return pool_ != nullptr;
}

ESLIO_DECL bool event_queue::push() {
    if (!enabled_) {
        retire(line_.spare());
        return true;
    }
    const std::size_t size = line_.spare().memory();
    const bool fits = line_.size() < limits_.messages && bytes_ + size <= limits_.bytes;
    if (!fits) {
        if (limits_.policy == overflow_policy::close) return false;
        if (limits_.policy == overflow_policy::drop_newest || holds_none()) {
            lose_newest();
            return true;
        }
        while (!line_.empty() &&
               (line_.size() >= limits_.messages || bytes_ + size > limits_.bytes))
            if (!lose_oldest()) break;
    }
    bytes_ += size;
    line_.push_slot();
    return true;
}

ESLIO_DECL bool event_queue::pop(message& out) {
    if (lost_in_front_ != 0) {
        out = gap(std::exchange(lost_in_front_, 0));
        return true;
    }
    if (line_.empty()) return false;
    bytes_ -= line_.front().memory();
    std::swap(out, line_.front());
    retire(line_.front());
    line_.pop();
    release_after_burst();
    return true;
}

ESLIO_DECL void event_queue::clear() noexcept {
    line_.clear();
    if (holds_ == 0) line_.release();
    bytes_ = 0;
    lost_in_front_ = 0;
}

/// An interruption stays, and takes the place of what came after it.
ESLIO_DECL bool event_queue::lose_oldest() {
    const bool after_interruption = is_interruption(line_.front());
    if (after_interruption && line_.size() == 1) return false;
    message& oldest = line_[after_interruption ? 1 : 0];
    bytes_ -= oldest.memory();
    const gap* const g = oldest.as_gap();
    const std::uint64_t count = g != nullptr ? g->lost() : 1;
    if (g == nullptr) ++lost_;
    if (after_interruption) {
        gap& kept = *line_.front().as_gap();
        kept.add(count);
        if (is_interruption(oldest))
            kept = gap(both(*kept.interruption(), *g->interruption()), kept.lost());
        std::swap(oldest, line_.front());
    } else {
        lost_in_front_ += count;
    }
    retire(line_.front());
    line_.pop();
    return true;
}

ESLIO_DECL std::shared_ptr<const interruption> event_queue::both(const interruption& first,
                                                                 const interruption& second) {
    auto all = std::shared_ptr<interruption>(new interruption(second));
    // Of events missing, the times and the reason are those of the events.
    if (!first.only_log_lines || second.only_log_lines) {
        all->why = first.why;
        all->from = first.from;
    }
    all->log_lines_from = first.log_lines_from;
    all->only_log_lines = first.only_log_lines && second.only_log_lines;
    if (!first.only_log_lines) all->last_sequence = first.last_sequence;
    if (second.only_log_lines) all->next_sequence = first.next_sequence;
    if (first.run == switch_run::another) all->run = switch_run::another;
    return all;
}

ESLIO_DECL void event_queue::push_interruption(std::shared_ptr<const interruption> i) {
    if (!enabled_) return;
    if (!line_.empty() && is_interruption(line_.back())) {
        gap& last = *line_.back().as_gap();
        last = gap(both(*last.interruption(), *i), last.lost());
        return;
    }
    line_.spare() = gap(std::move(i));
    bytes_ += line_.spare().memory();
    line_.push_slot();
}

ESLIO_DECL void event_queue::replace_interruption(std::shared_ptr<const interruption> i) {
    if (line_.empty() || !is_interruption(line_.back())) return;
    gap& last = *line_.back().as_gap();
    auto better = std::shared_ptr<interruption>(new interruption(*last.interruption()));
    better->next_sequence = i->next_sequence;
    last = gap(std::move(better), last.lost());
}

ESLIO_DECL void event_queue::lose_newest() {
    ++lost_;
    retire(line_.spare());
    if (line_.empty()) {
        ++lost_in_front_;
        return;
    }
    if (gap* g = line_.back().as_gap()) {
        g->add(1);
        return;
    }
    line_.spare() = gap(1);
    bytes_ += line_.spare().memory();
    line_.push_slot();
}

}  // namespace eslio::protocol
