// The handlers of a connection that are due: they run in order, behind the work that made them so.
#pragma once

#include <eslio/connection/environment.hpp>
#include <eslio/connection/undelivered.hpp>
#include <eslio/wire/without_throwing.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution/blocking.hpp>
#include <asio/require.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace eslio::detail {

/// Handlers never run inside the function that completes them. Those that a read completes run when
/// all of it has been taken in, without going through the executor one by one; a handler that
/// begins an operation which is done at once has its next one run behind it, in the same turn.
///
/// Whenever something is due and user code may run, a wake-up is posted: so a handler may throw, or
/// run the execution context itself, and the others still get their turn. If the context is
/// destroyed instead, the wake-up drops them with it. Used on its executor only.
///
/// Where there is no memory to post the wake-up, it is posted later (see `undelivered`): to make a
/// handler due never fails.
class completion_queue final : public std::enable_shared_from_this<completion_queue>,
                               private undelivered::item {
public:
    /// A handler with its arguments. `run` and `destroy` free it.
    class item {
    public:
        virtual void run() = 0;
        virtual void destroy() noexcept = 0;

    protected:
        ~item() = default;

    private:
        friend completion_queue;
        item* next_ = nullptr;
    };

    explicit completion_queue(const asio::any_io_executor& executor)
        : executor_(asio::require(executor, asio::execution::blocking.never)) {}
    completion_queue(const completion_queue&) = delete;
    completion_queue& operator=(const completion_queue&) = delete;
    ~completion_queue() { drop(); }

    void push(item& due) noexcept {
        *end_ = &due;
        end_ = &due.next_;
        if (!held_) wake_later();
    }

    /// Handlers go uncalled.
    void drop() noexcept {
        while (first_ != nullptr) pop()->destroy();
    }

    /// Work that may make handlers due, and runs them at its end: the last thing its function does,
    /// for they may destroy anything but the queue, which the caller keeps.
    class turn {
    public:
        explicit turn(completion_queue& queue) noexcept : queue_(queue) { queue_.held_ = true; }
        turn(const turn&) = delete;
        turn& operator=(const turn&) = delete;
        /// They run later if the work ended by an exception.
        ~turn() {
            if (!queue_.held_) return;
            queue_.held_ = false;
            if (queue_.first_ != nullptr) queue_.wake_later();
        }

        void run() {
            queue_.held_ = false;
            queue_.run();
        }

    private:
        completion_queue& queue_;
    };

private:
    class wake_up {
    public:
        explicit wake_up(std::shared_ptr<completion_queue> queue) noexcept
            : queue_(std::move(queue)) {}
        wake_up(wake_up&&) noexcept = default;
        wake_up& operator=(wake_up&&) = delete;
        /// Dropped with the context, unless it never was posted.
        ~wake_up() {
            if (queue_ && queue_->woken_) queue_->drop();
        }

        void operator()() {
            const auto queue = std::move(queue_);
            queue->woken_ = false;
            queue->run();
        }

    private:
        std::shared_ptr<completion_queue> queue_;
    };

    /// So many in a row, then others who use the execution context have their turn.
    static constexpr std::size_t most_in_a_row = 64;

    void run() {
        for (std::size_t i = 0; i < most_in_a_row && first_ != nullptr; ++i) {
            item* due = pop();
            if (first_ != nullptr) wake_later();
            due->run();
        }
    }

    void wake_later() noexcept {
        if (!woken_ && !parked_) deliver();
    }

    /// Posts the wake-up.
    void deliver() noexcept override {
        auto self = shared_from_this();
        parked_.reset();
        const auto post = [&] { executor_.execute(wake_up(self)); };
        woken_ = without_throwing(post);
        if (woken_) return;
        undelivered& waiting = environment::of(executor_).undelivered();
        woken_ = waiting.give_reserve() && without_throwing(post);
        if (woken_) return;
        parked_ = std::move(self);
        waiting.park(*this);
    }

    void abandon() noexcept override {
        const auto self = std::move(parked_);
        drop();
    }

    item* pop() noexcept {
        item* due = first_;
        first_ = due->next_;
        if (first_ == nullptr) end_ = &first_;
        return due;
    }

    asio::any_io_executor executor_;            ///< never runs things at once
    std::shared_ptr<completion_queue> parked_;  ///< itself, while the wake-up waits for memory
    item* first_ = nullptr;
    item** end_ = &first_;
    bool held_ = false;   ///< a turn is at work
    bool woken_ = false;  ///< a wake-up is posted
};

}  // namespace eslio::detail
