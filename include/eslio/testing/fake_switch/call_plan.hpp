// What a call that is originated will do by itself.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace eslio::testing {

/// By default it rings at once, is answered after 100 ms and hung up by the other side 2 s later.
///
///     fake.plan("user/1000", call_plan().rings_after(50ms).answers_after(3s).stays_up());
///     fake.plan("user/1001", call_plan().refuses("USER_BUSY"));
///
/// Times of ringing, answer and refusal are counted from the start of the call, that of the hang-up
/// from the answer.
class call_plan {
public:
    using duration = std::chrono::steady_clock::duration;

    call_plan& rings_after(duration delay) {
        ringing_ = delay;
        return *this;
    }
    call_plan& does_not_ring() {
        ringing_.reset();
        return *this;
    }
    call_plan& answers_after(duration delay) {
        answer_ = delay;
        return *this;
    }
    /// It rings until `originate` gives up or somebody hangs it up.
    call_plan& never_answers() {
        answer_.reset();
        return *this;
    }
    /// The call fails with that cause; `originate` answers `-ERR <cause>`.
    call_plan& refuses(std::string cause, duration delay = duration::zero()) {
        refusal_ = delay;
        refusal_cause_ = std::move(cause);
        return *this;
    }
    call_plan& hangs_up_after(duration delay, std::string cause = "NORMAL_CLEARING") {
        hangup_ = delay;
        hangup_cause_ = std::move(cause);
        return *this;
    }
    /// Nobody hangs up but those who are told to.
    call_plan& stays_up() {
        hangup_.reset();
        return *this;
    }

    const std::optional<duration>& ringing() const noexcept { return ringing_; }
    const std::optional<duration>& answer() const noexcept { return answer_; }
    const std::optional<duration>& refusal() const noexcept { return refusal_; }
    const std::optional<duration>& hangup() const noexcept { return hangup_; }
    const std::string& refusal_cause() const noexcept { return refusal_cause_; }
    const std::string& hangup_cause() const noexcept { return hangup_cause_; }

private:
    std::optional<duration> ringing_ = duration::zero();
    std::optional<duration> answer_ = std::chrono::milliseconds(100);
    std::optional<duration> refusal_;
    std::optional<duration> hangup_ = std::chrono::seconds(2);
    std::string refusal_cause_;
    std::string hangup_cause_ = "NORMAL_CLEARING";
};

}  // namespace eslio::testing
