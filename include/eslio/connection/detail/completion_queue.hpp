// The handlers of a connection that are due: they run in order, after the work that made them so.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/connection/detail/undelivered.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution/blocking.hpp>
#include <asio/require.hpp>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace eslio::detail {

/// Handlers never run inside the function that completes them. There are two lines of them. The
/// library's own functions, which take an answer and go on with an operation of several steps, come
/// first: whoever reads lets them run after each frame, before the next one. Users' handlers have
/// their turns after that, one by one, without going through the executor; a handler that begins an
/// operation which is done at once has its next one run after it.
///
/// Whenever something is due and user code may run, a wake-up is posted: so a handler may throw, or
/// run the execution context itself, and the others still get their turn. If the context is
/// destroyed instead, the wake-up drops them with it. Used on its executor only.
///
/// Where there is no memory to post the wake-up, it is posted later (see `undelivered`): to make a
/// handler due never fails.
///
/// Memory may run out in a step of the library's own, though, and the step loses the handlers that
/// it holds. Then each of those completes with `error::stream_failed`, and whoever owns the queue
/// ends what may wait for the rest of the step (see `step`, `owned_by`).
class completion_queue final : public std::enable_shared_from_this<completion_queue>,
                               private undelivered::item {
public:
    /// A handler with its arguments, or what else has its turn. `run` and `destroy` free it.
    class item {
    public:
        virtual void run() = 0;
        virtual void destroy() noexcept = 0;
        /// It is no handler, but goes on with what handlers are to be run before.
        virtual bool reads_on() const noexcept { return false; }

    protected:
        ~item() = default;

    private:
        friend completion_queue;
        item* next_ = nullptr;
    };

    explicit completion_queue(const asio::any_io_executor& executor)
        : home_(executor), executor_(asio::require(executor, asio::execution::blocking.never)) {}
    completion_queue(const completion_queue&) = delete;
    completion_queue& operator=(const completion_queue&) = delete;
    ~completion_queue() { drop(); }

    /// A user's handler.
    void push(item& due) noexcept {
        users_.push(due);
        if (!held_) wake_later();
    }

    /// A function of the library's own. It calls nothing of the user's.
    void push_own(item& due) noexcept {
        own_.push(due);
        if (!held_) wake_later();
    }

    /// Runs the functions of the library's own that are due, and those that they make due.
    void run_own() noexcept {
        while (!own_.empty())
            do_step([this] {
                while (!own_.empty()) own_.pop().run();
            });
    }

    /// As long as it lives the library is at work, and nobody else: a handler that is destroyed
    /// meanwhile is lost to an exception. One that is not `of_library` is the user's function,
    /// called in the middle of that.
    class step {
    public:
        explicit step(completion_queue& queue, bool of_library = true) noexcept
            : queue_(queue), outer_(std::exchange(queue.in_step_, of_library)) {}
        step(const step&) = delete;
        step& operator=(const step&) = delete;
        ~step() { queue_.in_step_ = outer_; }

    private:
        completion_queue& queue_;
        bool outer_;
    };
    bool in_step() const noexcept { return in_step_; }

    /// Tries again to post what could not be posted for want of memory.
    void retry() noexcept {
        if (parked_) retry_undelivered();
    }
    ESLIO_DECL void retry_undelivered() noexcept;

    /// Calls `f`, a step; false if it threw.
    template <class F>
    bool try_step(F f) noexcept {
        return without_throwing([&] {
            const step at_work(*this);
            f();
        });
    }
    /// The same; if it threw the owner is told.
    template <class F>
    bool do_step(F f) noexcept {
        const bool whole = try_step(std::move(f));
        if (!whole) fail();
        return whole;
    }

    /// `failed(owner)` is called when a step has failed.
    void owned_by(void* owner, void (*failed)(void* owner) noexcept) noexcept {
        owner_ = owner;
        failed_ = failed;
    }
    void disown(const void* owner) noexcept {
        if (owner_ == owner) owner_ = nullptr;
    }
    void fail() noexcept {
        if (owner_ != nullptr) failed_(owner_);
    }

    /// Whether any handlers wait for their turns.
    bool has_turns() const noexcept { return users_.has_handlers(); }

    /// Handlers go uncalled.
    void drop() noexcept {
        while (!own_.empty()) own_.pop().destroy();
        while (!users_.empty()) users_.pop().destroy();
    }

    /// Where they run.
    const home& where() const noexcept { return home_; }
    /// The same; it never runs things at once.
    const asio::any_io_executor& executor() const noexcept { return executor_; }

    /// Work that may make handlers due. `run` lets them have their turns: the last thing its
    /// function does, for they may destroy anything but the queue, which the caller keeps.
    class turn {
    public:
        explicit turn(completion_queue& queue) noexcept : queue_(queue) { queue_.held_ = true; }
        turn(const turn&) = delete;
        turn& operator=(const turn&) = delete;
        /// They run later if the work ended by an exception.
        ~turn();

        void run() {
            queue_.held_ = false;
            queue_.run();
        }

        /// Instead of `run` where the work itself had its turn.
        void end() noexcept { queue_.held_ = false; }

    private:
        completion_queue& queue_;
    };

private:
    class line {
    public:
        bool empty() const noexcept { return first_ == nullptr; }
        bool has_handlers() const noexcept {
            const item* next = first_;
            while (next != nullptr && next->reads_on()) next = next->next_;
            return next != nullptr;
        }
        void push(item& last) noexcept;
        item& pop() noexcept;

    private:
        item* first_ = nullptr;
        item** end_ = &first_;
    };

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

        void operator()();

    private:
        std::shared_ptr<completion_queue> queue_;
    };

    /// So many in a row, then others who use the execution context have their turn.
    static constexpr std::size_t most_in_a_row = 64;

    void run();

    void wake_if_due() noexcept {
        if (!own_.empty() || !users_.empty()) wake_later();
    }

    void wake_later() noexcept {
        if (!woken_ && !parked_) deliver();
    }

    /// Posts the wake-up.
    ESLIO_DECL void deliver() noexcept override;

    ESLIO_DECL void abandon() noexcept override;

    home home_;
    asio::any_io_executor executor_;            ///< never runs things at once
    std::shared_ptr<completion_queue> parked_;  ///< itself, while the wake-up waits for memory
    line own_;
    line users_;
    void* owner_ = nullptr;
    void (*failed_)(void* owner) noexcept = nullptr;
    bool in_step_ = false;
    bool held_ = false;   ///< a turn is at work
    bool woken_ = false;  ///< a wake-up is posted
};

/// Whether it has a queue where its operations complete.
template <class Owner, class = void>
inline constexpr bool has_completions = false;
template <class Owner>
inline constexpr bool
    has_completions<Owner, std::void_t<decltype(std::declval<Owner&>().completions())>> = true;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/completion_queue.ipp>
#endif
