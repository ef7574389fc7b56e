// What the operations of a call complete with, beside execution_result.
#pragma once

#include <eslio/command/prompt.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What a prompt or a reading came to.
class [[nodiscard]] digits_result {
public:
    digits_result() = default;
    /// `pressed`: what FreeSWITCH left in the prompt's variable; it leaves too few there as well.
    digits_result(execution_result how, std::string_view pressed, std::size_t least)
        : how_(std::move(how)) {
        accepted_ = how_.how() == execution_result::outcome::completed && pressed.size() >= least &&
                    (!pressed.empty() || (least == 0 && read_result() == "success"));
        if (accepted_) digits_ = pressed;
    }

    /// The caller pressed what was asked for: enough digits, and such as the pattern accepts. Where
    /// none are enough, a terminator alone will do.
    explicit operator bool() const noexcept { return accepted_; }
    /// Empty if not.
    const std::string& digits() const& noexcept { return digits_; }
    std::string digits() && noexcept { return std::move(digits_); }

    /// Why not: `failure` (too few, or none), `timeout`, the hang-up's cause, ... Empty if true.
    std::string_view why() const& noexcept {
        if (accepted_) return {};
        if (how_.how() != execution_result::outcome::completed) return how_.why();
        const std::string invalid = std::string(prompt::variable) + "_invalid";
        if (!how_.variable(invalid).empty()) return "the digits do not fit the pattern";
        if (read_result().empty()) return "nothing was read";
        return read_result() == "success" ? "there was only a terminator" : read_result();
    }

    /// FreeSWITCH's own word: `success`, `timeout` (also of digits that were enough, but no key
    /// ended them), `failure`; empty if the prompt was not played or cut by a hang-up.
    std::string_view read_result() const& noexcept { return how_.variable("read_result"); }

    /// How the execution ended.
    execution_result::outcome how() const noexcept { return how_.how(); }
    const execution_result& execution() const& noexcept { return how_; }
    execution_result execution() && noexcept { return std::move(how_); }

    // A view into a temporary would dangle: give the object a name first.
    void why() const&& = delete;
    void read_result() const&& = delete;

private:
    bool accepted_ = false;
    std::string digits_;
    execution_result how_;
};

/// What a bridge came to. True only when the other leg has answered.
///
/// Without `full` (and in static mode with `linger=0`) FreeSWITCH may keep back what came last
/// before the end of the call. What the end cuts short is `hung_up` then, whether the other leg had
/// answered or not: whoever charges by the answer uses `full`.
class [[nodiscard]] bridge_result {
public:
    bridge_result() = default;
    /// Of an execution of `bridge`, whose end or CHANNEL_BRIDGE is in `how.details()`. `joined`:
    /// the leg of its CHANNEL_BRIDGE, where that was heard.
    explicit bridge_result(execution_result how, std::string joined = {})
        : how_(std::move(how)), other_(std::move(joined)) {
        if (other_.empty() && (*this || early())) other_ = detail::other_leg_uuid(how_.details());
    }

    /// The other leg answered and both hear each other. The end of the bridge is not waited for but
    /// in static mode, in which FreeSWITCH tells nothing before.
    explicit operator bool() const noexcept {
        return how_.how() == execution_result::outcome::completed;
    }

    /// The legs hear each other, by early media (183) at least, and whether the other one has
    /// answered cannot be known: without `full` FreeSWITCH tells nothing of that leg, and the
    /// caller had been answered before. `ignore_early_media=true` in the dial string has it joined
    /// at the answer only (the caller then hears no ringback of the carrier's).
    bool early() const noexcept { return how_.how() == execution_result::outcome::ended; }

    /// UUID of the leg that was joined; empty if none was, or if it is neither true nor early and
    /// CHANNEL_BRIDGE was not heard (static mode without `full`).
    std::string_view other() const& noexcept { return other_; }

    /// Why the other leg did not answer, or this call hung up first; see `cause_text`.
    hangup_cause cause() const noexcept { return hangup_cause_told(cause_text()); }
    /// FreeSWITCH's cause why the other leg did not answer, as `USER_BUSY`; of a call that hung up
    /// first, its own. Empty if it is true or early.
    std::string_view cause_text() const& noexcept {
        using outcome = execution_result::outcome;
        if (how_.how() == outcome::hung_up) return how_.cause_text();
        return how_.how() == outcome::failed ? how_.text() : std::string_view();
    }

    /// Why it is not true, in any case; empty if it is.
    std::string_view why() const& noexcept {
        if (!early()) return how_.why();
        return "the legs were joined, and FreeSWITCH does not tell whether the other one answered";
    }

    /// How the execution stood: `completed` (answered), `ended` (early), `failed`, `hung_up`, ...
    execution_result::outcome how() const noexcept { return how_.how(); }
    const execution_result& execution() const& noexcept { return how_; }
    execution_result execution() && noexcept { return std::move(how_); }
    /// CHANNEL_BRIDGE, or what told of the end.
    const event& details() const& noexcept { return how_.details(); }
    event details() && noexcept { return std::move(how_).details(); }

    // A view into a temporary would dangle: give the object a name first.
    void other() const&& = delete;
    void cause_text() const&& = delete;
    void why() const&& = delete;

private:
    execution_result how_;
    std::string other_;
};

/// What a wait on a call came to: what was waited for, or the end of the call before it.
class [[nodiscard]] wait_result {
public:
    wait_result() = default;
    /// It came.
    explicit wait_result(event what) : came_(true), details_(std::move(what)) {}
    /// The call ended first; `last`: what told of that.
    static wait_result ended(event last) {
        wait_result r;
        r.ended_ = true;
        r.details_ = std::move(last);
        return r;
    }

    /// Whether the event came.
    explicit operator bool() const noexcept { return came_; }

    /// The event that was waited for; else the last one of the call. It may be empty where the
    /// library knew before.
    const event& details() const& noexcept { return details_; }
    event details() && noexcept { return std::move(details_); }

    /// The call's hang-up cause, if it ended first; else `none`.
    hangup_cause cause() const noexcept { return hangup_cause_told(cause_text()); }
    /// The same as FreeSWITCH wrote it; empty if there is none.
    std::string_view cause_text() const& noexcept {
        return came_ ? std::string_view() : details_["Hangup-Cause"];
    }

    /// Why it did not come: the hang-up's cause, if known. Empty if it came.
    std::string_view why() const& noexcept {
        if (came_) return {};
        if (!ended_) return "it is not known";
        return cause_text().empty() ? std::string_view("the call has ended") : cause_text();
    }

    // A view into a temporary would dangle: give the object a name first.
    void cause_text() const&& = delete;
    void why() const&& = delete;

private:
    bool came_ = false;
    bool ended_ = false;
    event details_;
};

}  // namespace eslio
