// The bodies of the functions of event_queue.hpp.
#pragma once

#include <eslio/protocol/event_queue.hpp>

namespace eslio::protocol {

ESLIO_DECL bool event_queue::rest() noexcept {
    if (!line_.empty() || line_.capacity() == 0 || holds_ != 0) return false;
    auto slots = line_.release();
    if (pool_) pool_->give(std::move(slots));
    return pool_ != nullptr;
}

ESLIO_DECL bool event_queue::push() {
    if (!keeps_) {
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
            lose_oldest();
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

ESLIO_DECL void event_queue::lose_oldest() {
    message& oldest = line_.front();
    bytes_ -= oldest.memory();
    if (const gap* g = oldest.as_gap()) {
        lost_in_front_ += g->lost() + (g->interruption() != nullptr ? 1 : 0);
    } else {
        ++lost_in_front_;
        ++lost_;
    }
    retire(oldest);
    line_.pop();
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
