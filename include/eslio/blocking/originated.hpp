// blocking::originated: what a blocking `originate` came to: a call, or why there is none.
#pragma once

#include <eslio/blocking/call.hpp>
#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/operations.hpp>
#include <eslio/channel/originated.hpp>
#include <eslio/channel/outgoing_call.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/config.hpp>
#include <eslio/event/call_outcome.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/refused.hpp>

#include <optional>
#include <string>
#include <utility>

namespace eslio::blocking {

/// True if there is a call.
///
///     auto made = fs.originate(eslio::originate("user/1000"));
///     if (!made) return show(made.cause_text());  // USER_BUSY
///     auto call = std::move(made).call();
///     call.play("hello.wav");
class [[nodiscard]] originated {
public:
    /// Of a call that `waits` is to wait for.
    originated(const detail::waiting& waits, originate_result result) : result_(std::move(result)) {
        if (result_) call_.emplace(blocking::call(waits, std::move(result_.call())));
    }

    /// There is a call: it was answered, or has early media. It may have ended since.
    explicit operator bool() const noexcept { return call_.has_value(); }

    /// `answered` or `early_media` of a call; else why there is none.
    call_outcome outcome() const noexcept { return result_.outcome(); }

    /// Why there is no call; see `originate_result::cause`.
    hangup_cause cause() const noexcept { return result_.cause(); }
    /// FreeSWITCH's cause, as `USER_BUSY`, or why it refused the command.
    const std::string& cause_text() const& noexcept { return result_.cause_text(); }
    std::string cause_text() && noexcept { return std::move(result_).cause_text(); }

    /// The rest of it: times, legs, the call's UUID. Its channel is in `call`.
    const originate_result& details() const& noexcept { return result_; }

    /// The call, to be controlled. Where there is none it throws `eslio::refused` with the reason.
    blocking::call call() && {
        check();
        return std::move(*call_);
    }
    blocking::call& call() & {
        check();
        return *call_;
    }

    // A reference into a temporary would dangle: give the object a name first.
    void details() const&& = delete;

private:
    void check() const {
        if (!call_) eslio::detail::throw_refused("there is no call: " + cause_text());
    }

    originate_result result_;
    std::optional<blocking::call> call_;
};

template <class Derived>
originated basic_operations<Derived>::originate(eslio::originate what, error_target told) {
    detail::waiting& waits = self().waits();
    const argument_error wrong = what.problem();
    auto result = call<originate_result>(
        "originate", told,
        [what = std::move(what)](auto& on, auto&& handler) mutable {
            async_originate(on, std::move(what), std::forward<decltype(handler)>(handler));
        },
        wrong);
    return originated(waits, std::move(result));
}

}  // namespace eslio::blocking
