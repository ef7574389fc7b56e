// Completions that could not be posted for want of memory: they are tried again.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

namespace eslio::detail {

/// To post a handler takes memory, and an operation completes also where there is none and nothing
/// may be thrown: in a `close()`, in a destructor. So some memory is held back for that. When it is
/// used up, handlers wait here, in memory that they have already, until something else happens on
/// their execution context, as the end of the read that a close cuts off. May be used by any
/// thread.
class undelivered {
public:
    class item {
    public:
        /// Tries again. Parks itself anew if that fails.
        virtual void deliver() noexcept = 0;
        /// The execution context ends: goes uncalled.
        virtual void abandon() noexcept = 0;

    protected:
        ~item() = default;

    private:
        friend undelivered;
        item* next_ = nullptr;
    };

    /// Frees the reserve, so that one more try is worthwhile. False if it is used up.
    bool give_reserve() noexcept;

    /// Calls `f`; where memory runs out in it again, with that. False if it did not come to its
    /// end.
    template <class F>
    bool with_reserve(F f) noexcept {
        return without_throwing(f) || (give_reserve() && without_throwing(f));
    }

    void park(item& waiting) noexcept;

    /// Called whenever something happens on the context.
    void deliver_all() noexcept;

    void abandon_all() noexcept {
        for (item* all = take(); all != nullptr;) std::exchange(all, all->next_)->abandon();
    }

private:
    static constexpr std::size_t reserve_size = std::size_t{16} << 10;

    item* take() noexcept;

    std::mutex mutex_;
    std::atomic<bool> any_{false};
    item* first_ = nullptr;
    item** end_ = &first_;
    std::unique_ptr<char[]> reserve_{new char[reserve_size]};
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/undelivered.ipp>
#endif
