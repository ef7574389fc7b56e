// esl_inbox: events and the answers to commands that nobody waits for, in the order of the wire.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/error.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <optional>

namespace eslio::detail {

/// Something received: a message, or an answer.
struct esl_item {
    message told;
    std::optional<reply> answer;
};

/// Lives on the executor of its connection; all is called there. The connection's own queue keeps
/// what nobody has asked for, within its bounds.
class esl_inbox : public std::enable_shared_from_this<esl_inbox> {
public:
    using batch = std::deque<esl_item>;
    using waiter = blocking::detail::wake_caller<batch>;
    using sender = blocking::detail::wake_caller<bool>;

    explicit esl_inbox(any_connection& of) noexcept : of_(&of) {}

    /// The connection is about to go.
    void leave() noexcept {
        of_ = nullptr;
        watcher_ = nullptr;
    }

    /// What there is, or the next to come. Once the connection has ended, and all was taken: the
    /// reason.
    void next(waiter w);

    /// Sends a command; its answer goes among the messages. Done when it is in line, which waits
    /// while too many have no answer yet.
    void send(command c, sender s);

    /// Calls `f` when there is something, or the connection has ended, now or later.
    void watch(std::function<void()> f);

private:
    /// Answers that are waited for at once, and things kept here.
    static constexpr std::size_t most_unanswered = 1000;
    static constexpr std::size_t most_items = 100'000;

    struct waiting_one {
        waiter w;
    };
    struct sending_one {
        command c;
        sender s;
    };
    using waiting_place = std::list<waiting_one>::iterator;

    void begin_receive();
    void on_message(error_code ec, message m);
    void on_answer(error_code ec, reply r);
    void submit(command c);
    void collect();
    void serve();
    batch take_all();
    void drop_waiter(waiting_place place);

    any_connection* of_;  ///< null when it is gone
    batch items_;
    std::uint64_t lost_answers_ = 0;  ///< after them
    std::list<waiting_one> waiters_;
    std::deque<sending_one> unsent_;
    std::size_t unanswered_ = 0;
    bool receiving_ = false;
    error_code ended_;
    std::function<void()> watcher_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_inbox.ipp>
#endif
