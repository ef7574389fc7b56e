// What an originated call came to: its outcome, its legs, and how far it got.
#pragma once

#include <eslio/channel.hpp>
#include <eslio/event/call_outcome.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/refused.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace eslio {

/// When a leg got where, by FreeSWITCH's clock (the `Caller-Channel-...-Time` headers); what did
/// not happen, or is not known to have, has no time.
struct call_times {
    /// A moment by FreeSWITCH's clock.
    using moment = std::chrono::system_clock::time_point;

    /// When the channel was made; nothing if it was not told.
    std::optional<moment> created{};
    std::optional<moment> ringing{};      ///< CHANNEL_PROGRESS (SIP 180)
    std::optional<moment> early_media{};  ///< CHANNEL_PROGRESS_MEDIA (SIP 183 with media)
    std::optional<moment> answered{};     ///< CHANNEL_ANSWER
    std::optional<moment> bridged{};      ///< CHANNEL_BRIDGE
    std::optional<moment> ended{};        ///< the hang-up
};

/// One leg of an attempt: a channel of FreeSWITCH's, or one that was to be.
struct call_leg {
    /// The UUID of the channel.
    std::string uuid{};
    /// Of one that was answered it stays `answered` after its end.
    call_outcome outcome = call_outcome::pending;
    /// Of its hang-up, by name; empty if it has not ended, or is not known.
    std::string cause_text{};
    call_times times{};

    /// The same as a value; `none` if it has not ended, or is not known.
    hangup_cause cause() const noexcept { return hangup_cause_told(cause_text); }
};

/// What a wait on an originated call came to: what was waited for, or why it will not come.
class [[nodiscard]] call_progress {
public:
    /// A moment by FreeSWITCH's clock.
    using moment = std::chrono::system_clock::time_point;

    call_progress() = default;
    /// It came, to that leg.
    call_progress(std::optional<moment> when, call_leg leg)
        : came_(true), when_(when), leg_(std::move(leg)) {}
    /// It will not.
    static call_progress none(call_leg how) {
        call_progress p;
        p.leg_ = std::move(how);
        return p;
    }

    /// Whether what was waited for came.
    explicit operator bool() const noexcept { return came_; }

    /// When it came, by FreeSWITCH's clock, as far as FreeSWITCH told.
    std::optional<moment> when() const noexcept { return when_; }

    /// How the call stood then: `answered` if that is why ringing will not be heard any more.
    call_outcome outcome() const noexcept { return leg_.outcome; }

    /// FreeSWITCH's cause, if the call, or the attempt, has ended; else `none`.
    hangup_cause cause() const noexcept { return leg_.cause(); }
    /// The same as FreeSWITCH wrote it; empty if there is none.
    const std::string& cause_text() const& noexcept { return leg_.cause_text; }

    /// The leg that it came to, or that tells most of why it did not.
    const call_leg& leg() const& noexcept { return leg_; }

    // A reference into a temporary would dangle: give the object a name first.
    void cause_text() const&& = delete;
    void leg() const&& = delete;

private:
    bool came_ = false;
    std::optional<moment> when_;
    call_leg leg_;
};

/// What an `originate` came to: a call, or the reason why there is none.
///
///     eslio::originate_result made = co_await eslio::async_originate(fs, wanted, token);
///     if (!made) co_return show(made.outcome(), made.cause_text());  // busy, USER_BUSY
///     eslio::channel call = std::move(made).call();
class [[nodiscard]] originate_result {
public:
    originate_result() = default;
    /// There is a call: `which` of the legs.
    originate_result(channel call, std::vector<call_leg> legs, std::size_t which)
        : call_(std::move(call)), legs_(std::move(legs)), leg_(legs_[which]) {
        outcome_ = leg_.outcome;
        cause_ = leg_.cause_text;
    }
    /// There is none.
    originate_result(call_outcome why, std::string cause, std::vector<call_leg> legs)
        : outcome_(why), cause_(std::move(cause)), legs_(std::move(legs)) {
        if (legs_.size() == 1) leg_ = legs_.front();
        leg_.uuid.clear();
    }

    /// FreeSWITCH made a call: it was answered, or has early media. It may have ended since.
    explicit operator bool() const noexcept { return call_.has_value(); }

    /// The far end has answered.
    bool answered() const noexcept { return outcome_ == call_outcome::answered; }

    /// `answered` or `early_media` of a call; else why there is none.
    call_outcome outcome() const noexcept { return outcome_; }

    /// Why there is no call; of one that has ended since, why that did; else `none`. `unknown`
    /// where FreeSWITCH refused the command in other words.
    hangup_cause cause() const noexcept { return hangup_cause_told(cause_); }
    /// FreeSWITCH's words: the cause (`USER_BUSY`), or why it refused the command. Of a call that
    /// has ended since, its hang-up's; else empty.
    const std::string& cause_text() const& noexcept { return cause_; }
    std::string cause_text() && noexcept { return std::move(cause_); }

    /// The call's UUID; empty if there is none. (Not the job's.)
    const std::string& uuid() const& noexcept { return leg_.uuid; }

    /// When the call rang, was answered and so on; without a call, of an attempt with one leg, how
    /// far that got.
    const call_times& times() const& noexcept { return leg_.times; }

    /// All legs, in the order of the dial string, as they stood then: one that has lost the race
    /// may be about to end (`pending`). See `outgoing_call::async_wait_for_others`.
    const std::vector<call_leg>& legs() const& noexcept { return legs_; }

    /// The call, to be controlled. Where there is none it throws `eslio::refused` with the reason.
    channel call() && {
        check();
        return std::move(*call_);
    }
    channel& call() & {
        check();
        return *call_;
    }

    // A reference into a temporary would dangle: give the object a name first.
    void uuid() const&& = delete;
    void times() const&& = delete;
    void legs() const&& = delete;

private:
    void check() const {
        if (!call_) detail::throw_refused("there is no call: " + cause_);
    }

    std::optional<channel> call_;
    call_outcome outcome_ = call_outcome::unknown;
    std::string cause_;
    std::vector<call_leg> legs_;
    call_leg leg_;
};

}  // namespace eslio

namespace eslio::detail {

template <class Token>
struct wrong_handler<void(error_code, originate_result), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::originate_result)");
};
template <class Token>
struct wrong_handler<void(error_code, call_progress), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::call_progress)");
};

}  // namespace eslio::detail
