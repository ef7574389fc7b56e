// execution_result: how the execution of an application on a call ended.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/text.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {

/// What an application said of itself when its execution ended: in CHANNEL_EXECUTE_COMPLETE, or in
/// the channel's data. Empty if nothing (switch_core_session_exec writes `_none_`).
ESLIO_DECL std::string_view application_response(const event& data) noexcept;

class outcome_reader;

/// The UUID of the other leg: of CHANNEL_BRIDGE the one that was joined, of other events of a call
/// the newest that it has had, whatever came of it.
ESLIO_DECL std::string_view other_leg_uuid(const event& data) noexcept;

}  // namespace detail

/// What became of one execution. True only if the application did what it is for, or, where
/// FreeSWITCH does not tell that, if it is over on a live call; `why()` says what happened else.
///
/// **What cannot be told.** A transfer cuts an application short, and the call lives on: of those
/// that are `ended` (`sleep`, `echo`, `execute_extension`) nothing shows it. `uuid_break` leaves a
/// playback `completed`, and several `loops` that FreeSWITCH or somebody stopped (it stops them
/// itself when a pass takes under half a second) are what the last pass was; the variables
/// `current_loop` and `total_loops` tell how many there were.
///
/// **On a leg of mod_loopback** (`loopback/`, `null/`) the media may end before the call is known
/// to be down, when the other end hangs up. So a result that such a hang-up would explain waits for
/// it, up to 200 ms: a failure (PLAYBACK ERROR, digits that were not read), and a playback that
/// FreeSWITCH calls played though it seems to have stopped before its end. That is what it says of
/// a few that such a hang-up cuts, and of each that `uuid_break` stops. Executions that end
/// meanwhile wait too, so that all are told in their order. The wait ends at once when this side
/// hangs up, or an event shows that the call goes on. What is `ended` does not wait.
///
/// That the call hung up meanwhile does not undo what the application had done by then: a `set`
/// ran, a `record` that the caller cut short is a recording (`variable("record_ms")`), a prompt
/// whose digits were pressed has them. What the hang-up interrupted is `hung_up`.
class [[nodiscard]] execution_result {
public:
    /// What it came to.
    enum class outcome {
        completed,  ///< it did what it is for, as far as FreeSWITCH tells: a file was played, ...
        ended,      ///< it is over, FreeSWITCH does not tell how (`speak`, `say`, `sleep`): `ok()`
        failed,     ///< it did not do what it is for: a missing file, a busy leg, too few digits
        hung_up,    ///< the call ended before it began, or while it ran: `cause()`
        refused,    ///< FreeSWITCH refused the `sendmsg`: `text()`
        not_run,    ///< FreeSWITCH took it from its queue, or dropped it there, and ran nothing
        unheard,    ///< FreeSWITCH is done with it; a negative filter of the user's may hide how
        unknown,    ///< nothing is known: it stands beside an error
    };

    execution_result() = default;
    /// Made by the library: what it came to, the event that told, and why in words.
    execution_result(outcome how, event ended_by, std::string why = {})
        : how_(how), details_(std::move(ended_by)), text_(std::move(why)) {}
    /// Made by the library, where no event told.
    execution_result(outcome how, std::string text) : how_(how), text_(std::move(text)) {}

    /// What it came to.
    outcome how() const noexcept { return how_; }
    /// `completed`, or `ended`.
    [[nodiscard]] bool ok() const noexcept {
        return how_ == outcome::completed || how_ == outcome::ended;
    }
    explicit operator bool() const noexcept { return ok(); }

    /// Why it is not `completed`: FreeSWITCH's own words where it says some (`FILE NOT FOUND`,
    /// `USER_BUSY`, its reply), else a few of the library's. Empty only of `completed`.
    std::string_view why() const& noexcept {
        if (how_ == outcome::completed) return {};
        if (const std::string_view told = text(); !told.empty()) return told;
        if (how_ == outcome::hung_up && !cause_text().empty()) return cause_text();
        return describe(how_);
    }

    /// What the application said of itself (Application-Response); empty if nothing (`_none_`).
    std::string_view response() const& noexcept {
        return ran_ ? detail::application_response(details_) : std::string_view();
    }

    /// A variable of the call, as it was when the execution ended; empty if it was not set, or if
    /// no event tells of that end.
    std::string_view variable(std::string_view name) const& noexcept {
        return details_.variable(name);
    }

    /// The call's hang-up cause, if the call was over when the execution ended. Of a bridge that
    /// failed and so hung the caller up, too.
    /// `none` if it was not, or is not known.
    hangup_cause cause() const noexcept { return hangup_cause_told(details_["Hangup-Cause"]); }
    /// The same as FreeSWITCH wrote it; empty if there is none.
    std::string_view cause_text() const& noexcept { return details_["Hangup-Cause"]; }

    /// FreeSWITCH's reply, if that ended it; else what the library has to add to `details()`.
    std::string_view text() const& noexcept { return wire::trim(text_); }

    /// What told of the end: CHANNEL_EXECUTE_COMPLETE; in static mode, where no event tells in
    /// time, the channel's data (CHANNEL_DATA); of `hung_up` the last event of the call. Empty
    /// after a refusal, and where only the end of the connection told.
    const event& details() const& noexcept { return details_; }
    event details() && noexcept { return std::move(details_); }

    // A view into a temporary would dangle: give the object a name first.
    void why() const&& = delete;
    void response() const&& = delete;
    void variable(std::string_view) const&& = delete;
    void cause_text() const&& = delete;
    void text() const&& = delete;

private:
    static constexpr std::string_view describe(outcome how) noexcept {
        switch (how) {
            case outcome::completed: break;
            case outcome::ended: return "it ended, and FreeSWITCH does not tell what it came to";
            case outcome::failed: return "the application failed";
            case outcome::hung_up: return "the call has ended";
            case outcome::refused: return "FreeSWITCH refused it";
            case outcome::not_run: return "FreeSWITCH ran nothing";
            case outcome::unknown: return "it is not known";
            case outcome::unheard: return "it is over; an event filter may hide how it ended";
        }
        return {};
    }

    friend class detail::outcome_reader;

    outcome how_ = outcome::unknown;
    bool ran_ = false;  ///< and `details_` tell of just that
    event details_;
    std::string text_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/execution.ipp>
#endif
