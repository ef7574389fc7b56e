// esl_inbox: events and the answers to commands that nobody waits for, in the order of the wire.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/error.hpp>
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

/// Something received: a message, or an answer.
struct esl_item {
    message told;
    std::optional<reply> answer;
};

/// Lives on the executor of its connection; all is called there. It receives all the time, so that
/// what nobody has asked for is kept here, within its bounds, and not in the connection's queue as
/// well.
class esl_inbox : public std::enable_shared_from_this<esl_inbox> {
public:
    using batch = std::deque<esl_item>;
    using waiter = blocking::detail::wake_caller<bool>;
    using sender = blocking::detail::wake_caller<bool>;

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

    /// Sends a command; its answer goes among the messages. Done when it is in line, which waits
    /// while too many have no answer yet.
    void send(command c, sender s);

    /// Calls `f` when there is something, or the connection has ended, now or later.
    void watch(std::function<void()> f);

private:
    /// Answers that are waited for at once, and what is kept here: so many messages, and as many
    /// answers.
    static constexpr std::size_t most_unanswered = 1000;
    static constexpr event_queue_limits limits{};
    /// What is given at once.
    static constexpr std::size_t batch_items = 250;
    static constexpr std::size_t batch_bytes = std::size_t{1} << 20;

    struct waiting_one {
        waiter w;
    };
    struct sending_one {
        command c;
        sender s;
    };
    /// An answer, or so many that were dropped, after a number of messages.
    struct answer_one {
        std::uint64_t after;
        reply answer;
        std::uint64_t lost;
    };
    using waiting_place = std::list<waiting_one>::iterator;

    void begin_receive();
    void on_message(error_code ec, message m);
    void on_answer(error_code ec, reply r);
    void submit(command c);
    void keep(message m);
    void keep(reply r);
    void serve();
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
    std::uint64_t received_ = 0;    ///< messages
    std::uint64_t given_ = 0;       ///< of them
    std::uint64_t lost_given_ = 0;  ///< of them, as gaps
    std::list<waiting_one> waiters_;
    std::deque<sending_one> unsent_;
    std::size_t unanswered_ = 0;
    error_code ended_;
    std::function<void()> watcher_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_inbox.ipp>
#endif
