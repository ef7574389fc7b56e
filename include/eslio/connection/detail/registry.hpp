// Who is to be told of something: references that go with those they refer to.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <memory>
#include <mutex>

namespace eslio::detail {

/// What a registry does whatever it refers to.
class registry_base {
    struct table;

public:
    registry_base();

    /// One is registered once: in another registry it is no more in the former.
    class entry {
    public:
        entry() noexcept = default;
        entry(const entry&) = delete;
        entry& operator=(const entry&) = delete;
        ~entry() { leave(); }

    private:
        friend registry_base;

        void leave() noexcept;

        std::shared_ptr<table> in_;
        std::weak_ptr<void> who_;
        entry* before_ = nullptr;
        entry* next_ = nullptr;
    };

protected:
    void add(entry& e, const std::shared_ptr<void>& who) const noexcept;

    /// Goes through those that are there, in order; they may come and go meanwhile. Of those that
    /// come so, no more are met than there were at first. The registry may end before.
    class walk {
    public:
        explicit walk(const registry_base& through) noexcept : table_(through.table_) {}

        /// Null after the last. It lives until the next one is asked for.
        void* next() noexcept;

    private:
        std::shared_ptr<table> table_;
        std::shared_ptr<void> who_;
        entry* at_ = nullptr;
        std::size_t left_ = 0;
    };

private:
    /// Outlives the registry as long as somebody is registered.
    struct table {
        std::mutex mutex;
        entry* first = nullptr;  ///< in the order of registration
        entry* last = nullptr;
        std::size_t count = 0;
    };

    std::shared_ptr<table> table_;
};

/// May be used by any thread. Those registered are told without the lock.
///
/// T has a member `registration` of type `registry<T>::entry`, friend of the registry: so one that
/// ends leaves nothing there, whatever the number of the others, and to register takes no memory.
template <class T>
class registry : registry_base {
public:
    using entry = registry_base::entry;

    void add(const std::shared_ptr<T>& who) noexcept { registry_base::add(who->registration, who); }

    /// Calls `f(who)` for each that is there: see `walk`.
    template <class F>
    void each(F f) const {
        walk all(*this);
        while (void* const who = all.next()) f(*static_cast<T*>(who));
    }
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/registry.ipp>
#endif
