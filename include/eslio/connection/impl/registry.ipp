// The bodies of the functions of registry.hpp.
#pragma once

#include <eslio/connection/detail/registry.hpp>

#include <memory>
#include <mutex>
#include <utility>

namespace eslio::detail {

ESLIO_DECL registry_base::registry_base() : table_(new table()) {}

ESLIO_DECL void registry_base::entry::leave() noexcept {
    if (!in_) return;
    const std::lock_guard<std::mutex> lock(in_->mutex);
    (before_ != nullptr ? before_->next_ : in_->first) = next_;
    (next_ != nullptr ? next_->before_ : in_->last) = before_;
    --in_->count;
}

ESLIO_DECL void registry_base::add(entry& e, const std::shared_ptr<void>& who) const noexcept {
    if (e.in_ == table_) return;
    e.leave();
    const std::lock_guard<std::mutex> lock(table_->mutex);
    e.in_ = table_;
    e.who_ = who;
    ++table_->count;
    e.next_ = nullptr;
    e.before_ = std::exchange(table_->last, &e);
    (e.before_ != nullptr ? e.before_->next_ : table_->first) = &e;
}

ESLIO_DECL void* registry_base::walk::next() noexcept {
    std::shared_ptr<void> following;
    {
        const std::lock_guard<std::mutex> lock(table_->mutex);
        if (!who_) left_ = table_->count;
        at_ = who_ ? at_->next_ : table_->first;  // `who_` keeps its place
        if (left_ == 0)
            at_ = nullptr;
        else
            --left_;
        while (at_ != nullptr && !(following = at_->who_.lock())) at_ = at_->next_;
    }
    who_ = std::move(following);  // one that goes takes the lock
    return who_.get();
}

}  // namespace eslio::detail
