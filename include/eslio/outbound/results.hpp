// What a session waits for in the end: how it ended.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::outbound {

/// How a session ended. What is not known is told as unknown.
///
/// With `full` and `async` the call's end is known: FreeSWITCH lingers for its last event. Without
/// `full` there is no linger, and the last events, which tell the cause, are lost more often than
/// not (of a real FreeSWITCH under load, the cause is missing in one session of four with `async`
/// and in three of four without). What is left then is FreeSWITCH's goodbye: it means that the call
/// is over, unless the program itself brought it about (`exit`, 256 messages in the call's queue).
/// A connection that was lost, or that FreeSWITCH closed because it shuts down or because this side
/// did not read, tells nothing of the call.
class session_end {
public:
    /// Nothing is known. The other is for the session, which makes it.
    session_end() = default;
    session_end(error_code why, std::optional<hangup_info> call, std::string requested_cause = {})
        : why_(why), call_(std::move(call)), requested_(std::move(requested_cause)) {}

    /// The call is over: its last events or FreeSWITCH's goodbye say so. Or it is bound to be, as
    /// FreeSWITCH agreed to hang it up (unless somebody's `uuid_break UUID all` drops a hang-up
    /// that is queued in async mode). False: it is not known.
    bool hung_up() const noexcept { return call_.has_value() || !requested_.empty(); }

    /// The call's hang-up cause; `none` if FreeSWITCH did not tell it.
    hangup_cause cause() const noexcept { return call_ ? call_->cause() : hangup_cause::none; }
    /// The same as FreeSWITCH wrote it; empty if it did not tell it.
    std::string_view cause_text() const& noexcept {
        return call_ ? call_->cause_text() : std::string_view();
    }
    std::string_view cause_text() const&& = delete;

    /// The cause that this side asked for, by `async_hangup`, the application `hangup` or
    /// `async_message(cmd::hangup())`, if FreeSWITCH agreed; else `none`. Not read are
    /// commands of your own (`async_send(cmd::hangup())`, an API command `uuid_kill`). Where
    /// `cause()` is known it may be another: the caller, or another program, may have been first.
    hangup_cause requested_cause() const noexcept { return hangup_cause_told(requested_); }
    /// The same as it was written there.
    const std::string& requested_cause_text() const& noexcept { return requested_; }
    std::string requested_cause_text() && noexcept { return std::move(requested_); }

    /// What was told of the end; none if it was not told, or only by a goodbye.
    const std::optional<hangup_info>& call() const& noexcept { return call_; }
    void call() const&& = delete;

    /// How the connection ended: `error::disconnected` (FreeSWITCH said goodbye), `error::closed`
    /// (by this side), or lost.
    error_code connection() const noexcept { return why_; }

private:
    error_code why_;
    std::optional<hangup_info> call_;
    std::string requested_;
};

}  // namespace eslio::outbound
