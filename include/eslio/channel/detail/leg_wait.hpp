// Waits for an event of a bridge that names a call as one of its legs, whichever.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/event_lease.hpp>
#include <eslio/event/event_name.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

/// CHANNEL_BRIDGE and CHANNEL_UNBRIDGE are events of the leg that leads the bridge; the other one
/// is named in them alone (switch_ivr_bridge.c). The end of the call ends the wait.
class leg_wait : public std::enable_shared_from_this<leg_wait> {
public:
    using handler = std::function<void(error_code, const wait_result&)>;

    /// `other`: the leg that must be the other one; any if it is empty.
    leg_wait(call_ptr c, event_name type, std::string other, handler done)
        : call_(std::move(c)), type_(type), other_(std::move(other)), done_(std::move(done)) {}
    leg_wait(const leg_wait&) = delete;
    leg_wait& operator=(const leg_wait&) = delete;
    ~leg_wait();

    /// Once. The handler is called later, once, unless it is stopped before. Until then the call
    /// keeps the wait, and so all that the handler owns: nothing that the handler owns is to own
    /// the wait.
    call::operation begin(std::optional<call::duration> timeout);
    /// What is cancelled to end it with `operation_aborted`.
    call::operation operation() const noexcept { return own_; }
    /// From now on it waits no longer than that, and ends with `error::timeout`.
    void limit(call::duration time);
    /// The handler is not called any more.
    void stop();

private:
    bool fits(const event& e) const;
    void end(error_code ec, const wait_result& r);
    /// To what the other legs' events tell of the call.
    void hear_other();

    call_ptr call_;
    event_name type_;
    std::string other_;
    handler done_;
    call::operation own_;
    link::route_id route_ = 0;
    event_lease held_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/leg_wait.ipp>
#endif
