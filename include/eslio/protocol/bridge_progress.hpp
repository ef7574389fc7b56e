// How far one execution of `bridge` has come: joined, and whether the other leg has answered.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/execution_outcome.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <string>
#include <string_view>

namespace eslio::protocol {

/// CHANNEL_BRIDGE tells that the legs hear each other. That may be early media (183) alone: then
/// its `Other-Leg-Channel-Answered-Time` is 0, and stays so in all events of the caller's. The
/// answer of the other leg is told by that leg's own CHANNEL_ANSWER, which may come before
/// CHANNEL_BRIDGE. Where that is not heard, the caller's answer stands for it, if the caller was
/// not answered before; somebody else may have answered the caller as well (`uuid_answer`).
class bridge_progress {
public:
    /// CHANNEL_BRIDGE came.
    void on_joined(const event& e);
    /// CHANNEL_ANSWER of an other leg of the caller's, this bridge's or another one.
    void on_leg_answered(std::string_view leg);
    /// CHANNEL_ANSWER of the caller, where those of legs are not heard.
    void on_caller_answered() noexcept { answered_ = answered_ || !caller_was_answered_; }

    /// Known in another way than by CHANNEL_BRIDGE.
    void was_answered_before(bool caller) noexcept { caller_was_answered_ = caller; }

    /// Whether the legs are joined; whether the callee answered; joined by early media only;
    /// whether the caller was answered before.
    bool is_joined() const noexcept { return is_joined_; }
    bool is_answered() const noexcept { return answered_; }
    bool is_early() const noexcept { return is_joined_ && !answered_; }
    bool caller_was_answered() const noexcept { return caller_was_answered_; }

    /// CHANNEL_BRIDGE; empty before.
    const event& joined() const noexcept { return joined_; }
    /// The UUID of the other leg.
    std::string_view leg() const noexcept { return eslio::detail::other_leg_uuid(joined_); }

    /// Whether the other leg answered, once the bridge has ended, as `told`. `sure`: its
    /// CHANNEL_ANSWER would have been heard.
    leg_answer answer(const event& told, bool sure) const noexcept;

private:
    event joined_;
    eslio::detail::compact_vector<std::string> answered_legs_;  ///< until it has joined one
    bool is_joined_ = false;
    bool answered_ = false;
    bool caller_was_answered_ = true;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/bridge_progress.ipp>
#endif
