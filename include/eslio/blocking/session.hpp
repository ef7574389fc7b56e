// blocking::session: a call that FreeSWITCH hands to us, with operations that return their results.
#pragma once

#include <eslio/blocking/call.hpp>
#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/operations.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/outbound/results.hpp>
#include <eslio/outbound/session.hpp>

#include <memory>
#include <string>
#include <utility>

namespace eslio::blocking {

/// What `outbound::session` is, for a thread that leads one call; `blocking::server` makes it. All
/// of `call_control` on its call, and of `basic_operations` on its connection. Threads and errors
/// are theirs.
class session : public basic_operations<session>, public call_control<session> {
public:
    using duration = basic_operations<session>::duration;

    /// Of one that has been opened, on the executor of `waits`.
    session(const detail::waiting& waits, outbound::session opened)
        : waits_(std::make_unique<detail::waiting>(waits)),
          session_(std::make_unique<outbound::session>(std::move(opened))) {}

    /// The UUID of the call's own channel.
    const std::string& uuid() const noexcept { return session_->uuid(); }

    /// The channel as it was when FreeSWITCH handed it over; it does not change.
    const event& data() const noexcept { return session_->data(); }
    bool full() const noexcept { return session_->full(); }

    /// The number that was dialled, who dialled it, and the path in the argument of `socket`.
    std::string destination() const { return std::string(session_->destination()); }
    std::string caller_number() const { return std::string(session_->caller_number()); }
    std::string path() const { return std::string(session_->path()); }

    /// Waits for the end of the session, without a limit.
    outbound::session_end wait_for_end(error_target told = {});

    /// Ends the session at once: what happens to the call is its dialplan's matter. From any
    /// thread.
    void close() noexcept { session_->close(); }

    using basic_operations<session>::interrupt;

    /// The session itself, for what has no blocking form: see `wait`. It lives on its executor.
    outbound::session& async() noexcept { return *session_; }

private:
    friend basic_operations<session>;
    friend call_control<session>;
    friend verbs<session>;

    detail::waiting& waits() const noexcept { return *waits_; }
    outbound::session& link_of() const noexcept { return *session_; }
    outbound::session& channel_of() const noexcept { return *session_; }
    argument_error problem() const noexcept { return {}; }
    error_code reason_of() const noexcept { return session_->core()->connection()->reason(); }

    std::unique_ptr<detail::waiting> waits_;
    std::unique_ptr<outbound::session> session_;
};

}  // namespace eslio::blocking

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/blocking/impl/session.ipp>
#endif
