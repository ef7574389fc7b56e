// What the other side of a call will do by itself: ring, answer, press keys, hold, hang up.
#pragma once

#include <eslio/config.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace eslio::testing {

/// A time that passes first: `after(2s)`.
struct after {
    using duration = std::chrono::steady_clock::duration;
    /// From the step before.
    duration time;
    /// So much later than what comes before it.
    constexpr explicit after(duration delay) noexcept : time(delay) {}
};

/// Something that the other side does once the call is up.
struct caller_step {
    /// What the far end does.
    enum class kind { press, hold, unhold, hang_up };

    /// What it does.
    kind what = kind::press;
    std::chrono::steady_clock::duration delay{};  ///< counted from the step before, or the answer
    std::string text;                             ///< the digit, or the cause
};

/// By default it rings at once, is answered after 100 ms and hung up by the other side 2 s later.
///
///     fake.plan("user/1000", call_plan().rings_after(50ms).answers_after(3s).stays_up());
///     fake.plan("user/1001", call_plan().refuses("USER_BUSY"));
///
/// Or as a script that begins with nothing (`call()`) and is told step by step:
///
///     fake.plan("user/1002", call().rings().answers(after(2s)).presses("123#").hangs_up());
///
/// Times of ringing, answer and refusal are counted from the start of the call, that of
/// `hangs_up_after` from the answer, those of steps (`presses`, `holds`, `unholds`, `hangs_up`)
/// from the step before. Of a call that comes in, the program answers, and steps go on from there.
class call_plan {
public:
    using duration = std::chrono::steady_clock::duration;

    /// It rings (SIP 180) so long after it was called.
    call_plan& rings_after(duration delay) {
        ringing_ = delay;
        return *this;
    }
    /// Neither ringing nor early media before the answer.
    call_plan& does_not_ring() {
        ringing_.reset();
        return *this;
    }
    /// Early media (183): it ends an `originate`, and joins the legs of a bridge, unless
    /// `ignore_early_media` is set.
    call_plan& goes_early_after(duration delay) {
        early_ = delay;
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
    call_plan& refuses(std::string cause, duration delay = duration::zero());
    call_plan& hangs_up_after(duration delay, std::string cause = "NORMAL_CLEARING");
    /// The far end never hangs up by itself.
    call_plan& stays_up() {
        hangup_.reset();
        return *this;
    }

    // The script form.

    /// It rings, goes into early media, answers: so much later.
    call_plan& rings(after delay = after(duration::zero())) { return rings_after(delay.time); }
    call_plan& goes_early(after delay = after(duration::zero())) {
        return goes_early_after(delay.time);
    }
    call_plan& answers(after delay = after(duration::zero())) { return answers_after(delay.time); }

    /// Presses keys (`0`-`9 * # A`-`D`), the first after `delay`, the others 200 ms apart.
    call_plan& presses(const std::string& digits, after delay = after(std::chrono::seconds(1)));
    call_plan& holds(after delay) { return step(caller_step::kind::hold, delay, {}); }
    call_plan& unholds(after delay) { return step(caller_step::kind::unhold, delay, {}); }
    call_plan& hangs_up(after delay = after(std::chrono::seconds(1)),
                        std::string cause = "NORMAL_CLEARING") {
        hangup_.reset();
        return step(caller_step::kind::hang_up, delay, std::move(cause));
    }

    /// Of a call that comes in: the caller does not wait longer for an answer (ORIGINATOR_CANCEL).
    call_plan& gives_up(after delay) {
        patience_ = delay.time;
        return *this;
    }

    /// What was set; of a time nothing if it does not happen.
    const std::optional<duration>& ringing() const noexcept { return ringing_; }
    const std::optional<duration>& early() const noexcept { return early_; }
    const std::optional<duration>& answer() const noexcept { return answer_; }
    const std::optional<duration>& refusal() const noexcept { return refusal_; }
    const std::optional<duration>& hangup() const noexcept { return hangup_; }
    const std::optional<duration>& patience() const noexcept { return patience_; }
    const std::string& refusal_cause() const noexcept { return refusal_cause_; }
    const std::string& hangup_cause() const noexcept { return hangup_cause_; }
    const std::vector<caller_step>& steps() const noexcept { return steps_; }

private:
    call_plan& step(caller_step::kind what, after delay, std::string text) {
        steps_.push_back({what, delay.time, std::move(text)});
        return *this;
    }

    std::optional<duration> ringing_ = duration::zero();
    std::optional<duration> early_;
    std::optional<duration> answer_ = std::chrono::milliseconds(100);
    std::optional<duration> refusal_;
    std::optional<duration> hangup_ = std::chrono::seconds(2);
    std::optional<duration> patience_;
    std::string refusal_cause_;
    std::string hangup_cause_ = "NORMAL_CLEARING";
    std::vector<caller_step> steps_;
};

/// A script that does nothing yet: it does not ring, does not answer and stays up.
inline call_plan call() {
    return call_plan().does_not_ring().never_answers().stays_up();
}

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/call_plan.ipp>
#endif
