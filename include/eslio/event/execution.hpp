// execution_result: how the execution of an application on a call ended.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/text.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What became of one execution. Only `completed` says that the application ran to its end; what
/// it achieved is in `response()` and the call's variables.
class execution_result {
public:
    enum class outcome {
        completed,  ///< CHANNEL_EXECUTE_COMPLETE came, or the reply that stands for it
        hung_up,    ///< the call ended first: `cause()`
        refused,    ///< FreeSWITCH refused the `sendmsg`: `text()`
        not_run,    ///< FreeSWITCH took it from the queue and ran nothing
    };

    execution_result() = default;
    execution_result(outcome how, event ended_by) : how_(how), details_(std::move(ended_by)) {}
    execution_result(outcome how, std::string text) : how_(how), text_(std::move(text)) {}

    outcome how() const noexcept { return how_; }
    [[nodiscard]] bool ok() const noexcept { return how_ == outcome::completed; }
    explicit operator bool() const noexcept { return ok(); }

    /// What the application said of itself (Application-Response); empty if nothing (`_none_`).
    std::string_view response() const noexcept {
        const std::string_view said = details_["Application-Response"];
        return said == "_none_" ? std::string_view() : said;
    }

    /// A variable of the call, as it was when the execution ended; none in static mode.
    std::string_view variable(std::string_view name) const noexcept {
        return details_.variable(name);
    }

    /// Why the call ended, if that ended it.
    std::string_view cause() const noexcept { return details_["Hangup-Cause"]; }

    /// FreeSWITCH's reply, if that ended it.
    std::string_view text() const noexcept { return wire::trim(text_); }

    /// The event that ended it; empty in static mode and after a refusal.
    const event& details() const noexcept { return details_; }

private:
    outcome how_ = outcome::not_run;
    event details_;
    std::string text_;
};

}  // namespace eslio
