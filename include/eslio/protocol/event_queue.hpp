// The bounded queue between the socket, which is always drained, and the user.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/message.hpp>
#include <eslio/protocol/ring.hpp>
#include <eslio/protocol/spare_pool.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace eslio {

/// What happens to messages when the user does not fetch them fast enough.
enum class overflow_policy {
    drop_oldest,  ///< the gap is before what is left
    drop_newest,  ///< the gap comes after what is there
    close,        ///< the connection ends with `error::event_queue_overflow`
};

/// Bounds of the queue of received messages. With a bound of zero none is held: each counts as
/// lost. A single message past `bytes` is held alone by `drop_oldest`.
struct event_queue_limits {
    /// How many may wait.
    std::size_t messages = 100'000;
    /// The memory that they may hold, roughly.
    std::size_t bytes = std::size_t{256} << 20;
    /// What happens to one too many.
    overflow_policy policy = overflow_policy::drop_oldest;
};

}  // namespace eslio

namespace eslio::protocol {

/// Every loss is counted, and shown as a gap at the place where it happened.
///
/// Usage: fill `spare()`, then `push()`; `pop(lent)` swaps the oldest with a message of the user's,
/// whose memory is used for a later one. With a pool, the memory that it has no messages for goes
/// there at a `release_idle_memory`, and comes from there.
class event_queue {
public:
    /// Memory of queues that are empty, for others.
    using memory_pool = spare_pool<detail::compact_vector<message>>;

    /// Empty; memory is taken from `pool`, if there is one.
    explicit event_queue(event_queue_limits limits = {}, memory_pool* pool = nullptr) noexcept
        : limits_(limits), pool_(pool) {}

    /// While one exists, the queue gives no memory back: somebody looks at the spare, and may
    /// fetch what waits.
    class hold {
    public:
        /// Memory is kept while this exists.
        explicit hold(event_queue& of) noexcept : of_(of) { ++of_.holds_; }
        hold(const hold&) = delete;
        hold& operator=(const hold&) = delete;
        ~hold() {
            --of_.holds_;
            of_.release_after_burst();
        }

    private:
        event_queue& of_;
    };

    /// Where the next message is put together. Valid until `push`, or until the queue gives memory
    /// back (see `hold`).
    message& spare() {
        if (pool_ && line_.capacity() == 0) line_.adopt(pool_->take());
        return line_.spare();
    }

    /// Nothing will come for some time: holds no memory but for messages that are there. True if
    /// the pool was given some.
    bool release_idle_memory() noexcept;

    /// Nothing will come any more: what it has no messages for is nobody's.
    void release() noexcept {
        if (line_.empty() && holds_ == 0) line_.release();
    }

    /// While nobody wants messages none is taken in, and none counts as lost.
    void set_enabled(bool on) noexcept { enabled_ = on; }
    bool enabled() const noexcept { return enabled_; }

    /// Takes in the spare. False when the policy is to close and there is no room.
    [[nodiscard]] bool push();

    /// Adds a message; false if the policy is to close, and it was one too many.
    bool push(message m) {
        spare() = std::move(m);
        return push();
    }

    /// The oldest message, or the gap that comes before it, is swapped into `out`.
    bool pop(message& out);

    /// A time without a connection: it is let in beyond the bounds, and never dropped.
    void push_interruption(std::shared_ptr<const interruption> i);
    /// The last one is told better, unless something came after it, or it has been fetched.
    void replace_interruption(std::shared_ptr<const interruption> i);

    bool empty() const noexcept { return line_.empty() && lost_in_front_ == 0; }
    std::size_t size() const noexcept { return line_.size() + (lost_in_front_ != 0 ? 1 : 0); }
    /// The memory that the waiting ones hold, roughly.
    std::size_t bytes() const noexcept { return bytes_; }

    /// Messages lost so far.
    std::uint64_t lost() const noexcept { return lost_; }

    /// Drops all, the count of lost ones included.
    void clear() noexcept;

private:
    bool holds_none() const noexcept { return limits_.messages == 0 || limits_.bytes == 0; }

    void release_after_burst() noexcept {
        if (line_.empty() && line_.capacity() > kept_messages() && holds_ == 0) line_.release();
    }

    /// False if nothing is left that may be dropped.
    bool lose_oldest();
    static std::shared_ptr<const interruption> both(const interruption& first,
                                                    const interruption& second);
    static bool is_interruption(const message& m) noexcept {
        return m.as_gap() != nullptr && m.as_gap()->interruption() != nullptr;
    }

    /// A slot that is popped keeps its memory for a later message, if these are few and small: what
    /// lies there is not counted.
    void retire(message& slot) {
        if (line_.capacity() > kept_messages() || slot.memory() > kept_memory) slot = message();
    }

    /// The gap goes after the last; it is let in beyond the bounds, being one and small.
    void lose_newest();

    /// Without a pool the memory stays here for good, so it is but little.
    std::size_t kept_messages() const noexcept { return pool_ != nullptr ? 256 : 4; }
    static constexpr std::size_t kept_memory = std::size_t{16} << 10;

    ring<message> line_;
    event_queue_limits limits_;
    memory_pool* pool_;
    std::size_t bytes_ = 0;
    std::uint64_t lost_ = 0;
    std::uint64_t lost_in_front_ = 0;
    std::size_t holds_ = 0;
    bool enabled_ = true;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/event_queue.ipp>
#endif
