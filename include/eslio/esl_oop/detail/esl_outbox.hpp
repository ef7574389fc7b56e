// esl_outbox: commands that nobody waits for are given to the connection, within bounds.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace eslio::detail {

/// Lives on the executor of its connection; all is called there. While somebody waits for bytes to
/// be written, it looks again and again at what was.
class esl_outbox : public std::enable_shared_from_this<esl_outbox> {
public:
    using sender = blocking::detail::wake_caller<bool>;
    using duration = environment::duration;

    /// `keep` is given the answers to `send`.
    esl_outbox(any_connection& of, std::function<void(reply)> keep);

    /// The connection is about to go.
    void leave() noexcept;

    /// Sends a command; done when it is in line. That waits while too many bytes are not written
    /// yet, or too many commands have no answer yet; false if the connection ended meanwhile.
    void send(command c, sender s);

    /// Waits until all is written and answered, within `esl::flush_patience` and
    /// `answer_patience`; false if not all is written.
    void flush(sender s);

private:
    static constexpr std::chrono::milliseconds look_again{2};

    struct sending_one {
        command c;
        sender s;
    };

    bool is_open() const noexcept { return of_ != nullptr && of_->is_open(); }
    bool waits_for_bytes() const noexcept;
    bool has_room() const noexcept;
    void submit(command c);
    void on_answer(error_code ec, reply r);
    void go_on();
    void begin_flush();
    void look_at_flush();
    void watch_writing();

    any_connection* of_;  ///< null when it is gone
    std::function<void(reply)> keep_;
    std::deque<sending_one> unsent_;
    std::size_t unanswered_ = 0;
    std::vector<sender> flushers_;
    std::uint64_t written_ = 0;             ///< bytes, when somebody last looked
    std::size_t missing_ = 0;               ///< answers, likewise
    environment::time_point progressed_{};  ///< when one of these last changed
    wake_timer timer_;
    bool is_watching_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_outbox.ipp>
#endif
