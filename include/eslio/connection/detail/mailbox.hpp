// What came for the user: the queue, who receives from it, and when the next read waits for them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/event/message.hpp>
#include <eslio/protocol/connection_life.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/cancellation_type.hpp>

#include <cstdint>

namespace eslio::detail {

/// Back-pressure: while the user fetches one message after the other, the next read waits until all
/// are fetched; a flood would else fill the queue past its bounds although the user keeps up with
/// it. It waits for nobody who does not fetch, and not for more than some turns.
class mailbox {
public:
    using message_handler = any_handler<void(error_code, message)>;
    using lent_handler = any_handler<void(error_code)>;

    mailbox(const protocol::connection_life& life, event_queue_limits limits,
            protocol::event_queue::memory_pool* pool)
        : life_(life), queue_(limits, pool) {}

    protocol::event_queue& queue() noexcept { return queue_; }
    const protocol::event_queue& queue() const noexcept { return queue_; }

    /// The next message, into a message of the caller's in the second form. The number is for
    /// `cancel`; 0 if it is done already.
    std::uint64_t receive(message_handler& handler,
                          protocol::time_point deadline = protocol::never);
    std::uint64_t receive_into(message& lent, lent_handler& handler);
    void cancel(std::uint64_t number);

    /// When the waiting receive has waited long enough: `expire` then ends it.
    protocol::time_point deadline() const noexcept {
        return message_receiver_ ? deadline_ : protocol::never;
    }
    void expire(protocol::time_point now);

    bool is_receiving() const noexcept { return message_receiver_ || lent_receiver_; }

    /// One that is there already.
    bool take(message& out);

    /// Gives the waiting receiver what there is: a message, or the reason why none will come.
    void deliver() {
        if (is_receiving()) deliver_next();
    }

    /// Handlers go uncalled.
    void drop() noexcept {
        message_receiver_.reset();
        lent_receiver_.reset();
    }

    // ---- back-pressure -------------------------------------------------------------------------

    /// A receive is under way, from its begin until its handler, which runs on the connection's
    /// executor, returns.
    void begin_fetch() noexcept { ++fetches_; }
    void begin_fetch_handler() noexcept { ++fetch_handlers_; }
    /// True if the read that waits is to begin.
    bool end_fetch_handler() noexcept;
    bool in_fetch_handler() const noexcept { return fetch_handlers_ != 0; }

    /// Whether the next read is to wait; if so it does from now on.
    bool defer_read() noexcept;
    bool read_is_deferred() const noexcept { return read_deferred_; }
    void stop_deferring() noexcept { read_deferred_ = false; }

private:
    /// So many messages are fetched before the next read begins all the same.
    static constexpr std::uint64_t most_turns = 4096;

    std::uint64_t await_message();
    void deliver_next();

    const protocol::connection_life& life_;
    protocol::event_queue queue_;
    message_handler message_receiver_;
    lent_handler lent_receiver_;
    message* lent_ = nullptr;
    protocol::time_point deadline_ = protocol::never;  ///< of the message receiver
    std::uint64_t receive_number_ = 0;
    std::uint64_t fetched_ = 0;         ///< messages so far
    std::uint64_t deferred_from_ = 0;   ///< so many were when the read was put off
    std::uint32_t fetches_ = 0;         ///< receives whose handlers have not returned
    std::uint16_t fetch_handlers_ = 0;  ///< of those, the handlers that run, one inside the other
    bool read_deferred_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/mailbox.ipp>
#endif
