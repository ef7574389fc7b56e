// esl_core: what an ESLconnection does, over a blocking connection.
#pragma once

#include <eslio/blocking/connection.hpp>
#include <eslio/blocking/io_thread.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/esl_oop/detail/esl_content.hpp>
#include <eslio/esl_oop/detail/esl_inbox.hpp>
#include <eslio/esl_oop/detail/esl_outbox.hpp>
#include <eslio/esl_oop/detail/esl_signal.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace eslio::detail {

/// May be used by several threads at once.
class esl_core {
public:
    using duration = std::chrono::steady_clock::duration;

    /// Connects and logs in, or begins on a socket that FreeSWITCH has connected. Without success
    /// it is not connected.
    explicit esl_core(login where);
    explicit esl_core(int socket);
    esl_core(const esl_core&) = delete;
    esl_core& operator=(const esl_core&) = delete;
    ~esl_core();

    /// No call has found yet that it is over.
    bool is_connected() const noexcept { return connected_; }

    /// See `ESLconnection::socketDescriptor`.
    int descriptor();

    /// The answer to `connect`; null of a connection that this side made.
    const esl_content* info() const noexcept { return info_ ? &*info_ : nullptr; }

    /// Sends and waits for the answer. Nothing if there is none, as it is not connected (any more).
    /// One that cannot be sent is answered here, by a refusal that tells why; of an API command the
    /// body tells it as well.
    std::optional<esl_content> ask(command c, bool is_api = false);

    /// Sends; the answer is received among the events. False if it was not sent.
    bool send(command c);

    /// The next packet. Nothing if the connection has ended and all that came was given, or if the
    /// time has passed.
    std::optional<esl_content> receive(std::optional<duration> at_most);

    /// What was sent is written, then it closes. False if the peer has not taken all.
    bool disconnect();

private:
    /// To the connection, which was made unless `ec` says why not: what comes is kept from now on,
    /// and commands can be sent.
    void attach(error_code ec);
    void note_end(error_code ec);
    void note_last(error_code ec);
    bool fill(std::optional<duration> at_most);
    std::optional<esl_content> take();
    void rearm();

    std::shared_ptr<blocking::io_thread> thread_;
    esl_signal signal_;  ///< under the mutex
    blocking::connection fs_;
    std::shared_ptr<esl_inbox> inbox_;
    std::shared_ptr<esl_outbox> outbox_;
    std::optional<esl_content> info_;
    std::atomic<bool> connected_{false};
    std::atomic<bool> all_given_{true};  ///< and nothing will come

    std::mutex mutex_;
    esl_inbox::batch ready_;  ///< taken from the inbox, not yet asked for
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_core.ipp>
#endif
