// Who is to be told of something: references that go with those they refer to.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

namespace eslio::detail {

/// May be used by any thread. Those registered are told without the lock.
///
/// T has a member `registration` of type `registry<T>::entry`, friend of the registry: so one that
/// ends leaves nothing there, whatever the number of the others, and to register takes no memory.
template <class T>
class registry {
    struct table;

public:
    /// One is registered once: in another registry it is no more in the former.
    class entry {
    public:
        entry() noexcept = default;
        entry(const entry&) = delete;
        entry& operator=(const entry&) = delete;
        ~entry() { leave(); }

    private:
        friend registry;

        void leave() noexcept {
            if (!in_) return;
            const std::lock_guard<std::mutex> lock(in_->mutex);
            (before_ != nullptr ? before_->next_ : in_->first) = next_;
            (next_ != nullptr ? next_->before_ : in_->last) = before_;
            --in_->count;
        }

        std::shared_ptr<table> in_;
        std::weak_ptr<T> who_;
        entry* before_ = nullptr;
        entry* next_ = nullptr;
    };

    void add(const std::shared_ptr<T>& who) noexcept {
        entry& e = who->registration;
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

    /// Calls `f(who)` for each that is there, in order; they may come and go meanwhile. Of those
    /// that come so, no more are told than there were at first.
    template <class F>
    void each(F f) const {
        const std::shared_ptr<table> t = table_;  // `f` may end this registry
        std::unique_lock<std::mutex> lock(t->mutex);
        std::size_t left = t->count;
        entry* at = t->first;
        std::shared_ptr<T> who = first_of(at);
        while (who && left-- != 0) {
            lock.unlock();
            f(*who);
            lock.lock();
            at = at->next_;  // `who` keeps its place
            std::shared_ptr<T> following = first_of(at);
            lock.unlock();  // one that goes takes it
            who = std::move(following);
            lock.lock();
        }
        lock.unlock();
    }

private:
    /// Outlives the registry as long as somebody is registered.
    struct table {
        std::mutex mutex;
        entry* first = nullptr;  ///< in the order of registration
        entry* last = nullptr;
        std::size_t count = 0;
    };

    /// The first from `at` on that still lives; `at` becomes its entry.
    static std::shared_ptr<T> first_of(entry*& at) noexcept {
        for (; at != nullptr; at = at->next_)
            if (std::shared_ptr<T> who = at->who_.lock()) return who;
        return nullptr;
    }

    std::shared_ptr<table> table_ = std::make_shared<table>();
};

}  // namespace eslio::detail
