// esl_inbox: events and the answers to commands that nobody waits for, in the order of the wire.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/error.hpp>
#include <eslio/esl_oop/limits.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/event_queue.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <utility>

namespace eslio::detail {

/// Something received: a message, or an answer, of which the text was kept or not.
struct esl_item {
    message told;
    std::optional<reply> answer;
    bool is_unkept_answer = false;
};

/// Lives on the executor of its connection; all is called there. It receives all the time, so that
/// what nobody has asked for is kept here, within its bounds, and not in the connection's queue as
/// well.
class esl_inbox : public std::enable_shared_from_this<esl_inbox> {
public:
    using batch = std::deque<esl_item>;
    using waiter = blocking::detail::wake_caller<bool>;

    /// `give` takes what somebody waits for.
    esl_inbox(any_connection& of, std::function<void(batch)> give)
        : of_(&of), give_(std::move(give)) {}

    /// Begins to receive.
    void start() { begin_receive(); }

    /// The connection is about to go.
    void leave() noexcept {
        of_ = nullptr;
        give_ = nullptr;
        watcher_ = nullptr;
    }

    /// Gives the first of what there is, or of what comes next. Once the connection has ended, and
    /// all was given: the reason.
    void next(waiter w);

    /// An answer to `send`: it goes among the messages, after those that have come before.
    void keep(reply r);

    /// Calls `f` when there is something, or the connection has ended, now or later.
    void watch(std::function<void()> f);

private:
    static constexpr event_queue_limits limits{esl::most_kept_messages,
                                               esl::most_kept_message_bytes};
    /// What is given at once.
    static constexpr std::size_t batch_items = 250;
    static constexpr std::size_t batch_bytes = std::size_t{1} << 20;

    struct waiting_one {
        waiter w;
    };
    /// After a number of messages: an answer, or so many of which the text was not kept.
    struct answer_one {
        std::uint64_t after;
        reply answer;
        std::uint64_t unkept;
    };
    using waiting_place = std::list<waiting_one>::iterator;

    void begin_receive();
    void on_message(error_code ec, message m);
    /// Where there is no memory for `f`, the connection ends.
    template <class F>
    void attempt(F f);
    void keep(message m);
    bool joins_last_unkept() const noexcept;
    void serve();
    /// Those who wait; there may be something for them, or the end.
    void wake(bool has_some);
    bool is_empty() const noexcept { return messages_.empty() && answers_.empty(); }
    batch take_some();
    /// Returns its size.
    std::size_t take_next(esl_item& out);
    static std::size_t size_of(const reply& r) noexcept;
    void drop_waiter(waiting_place place);

    any_connection* of_;  ///< null when it is gone
    std::function<void(batch)> give_;
    protocol::event_queue messages_{limits};
    std::deque<answer_one> answers_;
    std::size_t answer_bytes_ = 0;
    std::size_t unkept_places_ = 0;  ///< entries of answers that were not kept
    std::uint64_t received_ = 0;     ///< messages
    std::uint64_t given_ = 0;        ///< of them
    std::uint64_t lost_given_ = 0;   ///< of them, as gaps
    std::list<waiting_one> waiters_;
    error_code ended_;
    std::function<void()> watcher_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_inbox.ipp>
#endif
