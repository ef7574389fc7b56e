// What the verbs of a call complete with, beside execution_result and bridge_result.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What a recording came to. True if there is one, however it ended; `length` is 0 if nothing was
/// heard.
class [[nodiscard]] record_result {
public:
    /// What ended it.
    enum class ended_by {
        silence,  ///< the caller was silent (`silence_hits_exhausted`)
        key,      ///< a key of `playback_terminators`: `key()`
        limit,    ///< `at_most` was reached; also if nothing was heard, and it was over by then
        hang_up,  ///< the call ended
        stopped,  ///< by `uuid_break`, or it is not told by what (switch_ivr_record_file)
        failure,  ///< there is none: `why()`
    };

    record_result() = default;
    /// `at_most` is its limit, `elapsed` the time since it began.
    record_result(execution_result how, std::chrono::seconds at_most,
                  std::chrono::steady_clock::duration elapsed)
        : how_(std::move(how)) {
        ended_ = find_end(at_most, elapsed);
    }

    /// Whether it did what it is for; see `execution_result::ok`.
    explicit operator bool() const noexcept { return how_.ok(); }

    /// Of what was written into the file; of a pause, or of frames that did not come, there is
    /// nothing in it.
    std::chrono::milliseconds length() const noexcept {
        if (!*this) return {};
        return std::chrono::milliseconds(
            wire::parse_number(how_.variable("record_ms")).value_or(0));
    }
    ended_by end() const noexcept { return ended_; }
    std::string_view key() const& noexcept { return how_.variable("playback_terminator_used"); }

    /// Why it is not true; empty if it is.
    std::string_view why() const& noexcept { return *this ? std::string_view() : how_.why(); }
    execution_result::outcome how() const noexcept { return how_.how(); }
    const execution_result& execution() const& noexcept { return how_; }
    execution_result execution() && noexcept { return std::move(how_); }

    // A view into a temporary would dangle: give the object a name first.
    void key() const&& = delete;
    void why() const&& = delete;

private:
    /// Silent frames of a far end that sends none are not written, and count for the limit alone.
    ended_by find_end(std::chrono::seconds at_most,
                      std::chrono::steady_clock::duration elapsed) const {
        if (how_.how() == execution_result::outcome::hung_up) return ended_by::hang_up;
        if (!how_.ok()) return ended_by::failure;
        if (how_.details()["Answer-State"] == "hangup") return ended_by::hang_up;
        if (how_.variable("silence_hits_exhausted") == "true") return ended_by::silence;
        if (!how_.variable("playback_terminator_used").empty()) return ended_by::key;
        const bool is_up = length().count() == 0 ? elapsed >= at_most : length() >= at_most;
        return at_most.count() > 0 && is_up ? ended_by::limit : ended_by::stopped;
    }

    execution_result how_;
    ended_by ended_ = ended_by::failure;
};

/// How two bridged legs parted. True if they did and this call goes on.
class [[nodiscard]] unbridge_result {
public:
    unbridge_result() = default;
    /// `told`: CHANNEL_UNBRIDGE, or the last event of a call that has ended. `uuid`: of the call.
    unbridge_result(event told, std::string_view uuid) : details_(std::move(told)) {
        const bool is_own = details_.unique_id() == uuid;
        hung_up_ = is_own && details_["Answer-State"] == "hangup";
        parted_ = details_.is(event_name::channel_unbridge) && !hung_up_;
        if (details_.is(event_name::channel_unbridge))
            other_ = details_[is_own ? "Bridge-B-Unique-ID" : "Bridge-A-Unique-ID"];
    }

    /// Whether the legs parted and this call goes on.
    explicit operator bool() const noexcept { return parted_; }

    /// This call has hung up, which ended the bridge.
    bool hung_up() const noexcept { return hung_up_; }
    /// UUID of the leg that this one talked to; empty if it was not heard.
    const std::string& other() const& noexcept { return other_; }

    /// Why the bridge ended; see `cause_text`.
    hangup_cause cause() const noexcept { return hangup_cause_told(cause_text()); }
    /// Why the bridge ended: the hang-up cause of the leg that left (`bridge_hangup_cause`), or of
    /// this one. Empty if neither was told, as when one was transferred away.
    std::string_view cause_text() const& noexcept {
        const std::string_view own = details_["Hangup-Cause"];
        return hung_up_ && !own.empty() ? own : details_.variable("bridge_hangup_cause");
    }
    /// Why it is not true; empty if it is.
    std::string_view why() const& noexcept {
        if (parted_) return {};
        return cause_text().empty() ? std::string_view("the call has ended") : cause_text();
    }
    const event& details() const& noexcept { return details_; }
    event details() && noexcept { return std::move(details_); }

    // A view into a temporary would dangle: give the object a name first.
    void other() const&& = delete;
    void cause_text() const&& = delete;
    void why() const&& = delete;

private:
    bool parted_ = false;
    bool hung_up_ = false;
    std::string other_;
    event details_;
};

/// What an attended transfer came to. True only if the two others talk to each other.
class [[nodiscard]] attended_transfer_result {
public:
    /// What it came to.
    enum class outcome {
        completed,      ///< this call hung up, and the other two are bridged
        handed_over,    ///< it hung up while it talked to the third; whether the others were
                        ///< bridged was not heard (without `full` it is told nowhere)
        returned,       ///< the third left, or was hung up: the first two are bridged again
        target_failed,  ///< the third did not answer: `cause()`; the first two are bridged
        party_left,     ///< the one that was to be transferred has hung up meanwhile
        hung_up,        ///< this call hung up before the third answered
        not_bridged,    ///< it talked to nobody who could be transferred
        failed,         ///< the execution came to nothing: `why()`
    };

    attended_transfer_result() = default;
    /// Made by the library.
    attended_transfer_result(outcome how, execution_result execution, std::string target = {})
        : outcome_(how), how_(std::move(execution)), target_(std::move(target)) {}

    /// Whether the transfer was completed.
    explicit operator bool() const noexcept { return outcome_ == outcome::completed; }
    /// What it came to.
    outcome how() const noexcept { return outcome_; }
    /// UUID of the third leg, if it was joined.
    const std::string& target() const& noexcept { return target_; }

    /// Why the third did not answer; see `cause_text`.
    hangup_cause cause() const noexcept { return hangup_cause_told(cause_text()); }
    /// Why the third did not answer, as `USER_BUSY`; else the cause of the hang-up that ended it.
    std::string_view cause_text() const& noexcept {
        switch (outcome_) {
            case outcome::target_failed: return how_.text();
            case outcome::returned: return how_.variable("bridge_hangup_cause");
            default: return how_.cause_text();
        }
    }
    /// Why it is not true, in words or FreeSWITCH's cause; empty if it is.
    std::string_view why() const& noexcept {
        switch (outcome_) {
            case outcome::completed: return {};
            case outcome::handed_over: return "it is not told whether the others were joined";
            case outcome::returned: return "the call is back with the one it talked to";
            case outcome::party_left: return "the one that was to be transferred has left";
            case outcome::not_bridged: return "the call is bridged to nobody";
            default: return how_.why();
        }
    }
    const execution_result& execution() const& noexcept { return how_; }

    // A view into a temporary would dangle: give the object a name first.
    void target() const&& = delete;
    void cause_text() const&& = delete;
    void why() const&& = delete;
    void execution() const&& = delete;

private:
    outcome outcome_ = outcome::failed;
    execution_result how_;
    std::string target_;
};

/// What a conference came to. True if the call was in it.
class [[nodiscard]] conference_result {
public:
    conference_result() = default;
    /// Made by the library.
    explicit conference_result(execution_result how) : how_(std::move(how)) {
        using outcome = execution_result::outcome;
        joined_ = (how_.ok() || how_.how() == outcome::hung_up) &&
                  !how_.variable("conference_member_id").empty();
    }

    /// It was in it, and has left.
    explicit operator bool() const noexcept { return joined_; }
    /// It left by hanging up. Else by a key, or it was kicked, or the room was closed, which
    /// `conference::maintenance` tells.
    bool hung_up() const noexcept { return how_.details()["Answer-State"] == "hangup"; }
    /// Its number among the room's members.
    std::string_view member() const& noexcept { return how_.variable("conference_member_id"); }
    /// Why it is not true; empty if it is.
    std::string_view why() const& noexcept {
        if (joined_) return {};
        return how_.ok() ? std::string_view("it was not let in, or the room is no room")
                         : how_.why();
    }
    const execution_result& execution() const& noexcept { return how_; }

    // A view into a temporary would dangle: give the object a name first.
    void member() const&& = delete;
    void why() const&& = delete;
    void execution() const&& = delete;

private:
    bool joined_ = false;
    execution_result how_;
};

}  // namespace eslio
