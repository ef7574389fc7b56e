// Whether FreeSWITCH knows a call whose events have not been heard yet.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace eslio::protocol {

/// Decides what to ask of FreeSWITCH about a call, and what the answers prove.
///
/// `uuid_dump` finds a call that is up. It finds none that is about to be made by an `originate` on
/// its way, and none that hangs up but whose CHANNEL_HANGUP_COMPLETE is still to come, as a hang-up
/// hook may take its time (switch_core_session_perform_read_lock refuses a channel that is down).
/// So it is asked again after some patience, and then the table of channels, in which a call stays
/// until it is destroyed (core_event_handler of switch_core_sqldb). That is asked by a background
/// job: its result comes among the events, after those that were fired before.
///
/// Under load the `originate` waits for its turn, while FreeSWITCH's answers to others take their
/// time too: the patience grows with them. And a call may have been made since the table was read,
/// so `uuid_dump` has the last word.
///
/// The call does not exist if neither knows it and no event of it came meanwhile.
///
/// Usage: `begin`; what is to be asked or waited for is `next()`, until that is `nothing`.
class call_lookup {
public:
    /// What is to be done next.
    enum class step : unsigned char {
        nothing,  ///< not begun, or over
        data,     ///< ask `uuid_dump`
        pause,    ///< until `deadline()`
        table,    ///< ask `show channels like`, by a background job
    };
    /// What an answer says of the call.
    enum class answer {
        known,      ///< it is there
        not_there,  ///< no such call
        no_answer,  ///< refused, or not understood: only events can tell
        too_late,   ///< nothing came in time: it is asked again
    };

    /// How long a call that is not there may take to appear, or to be heard of.
    static constexpr std::chrono::milliseconds patience{500};
    /// So many times what the slowest answer took, if that is more, up to the longest.
    static constexpr int patience_in_answers = 8;
    static constexpr std::chrono::seconds longest_patience{10};

    /// What is to be done now.
    step next() const noexcept { return next_; }
    /// Whether it is begun and not over.
    bool is_running() const noexcept { return next_ != step::nothing; }
    /// It is over, and FreeSWITCH knows no such call.
    bool found_none() const noexcept { return found_none_; }
    /// When `on_time` is to be called.
    time_point deadline() const noexcept { return next_ == step::pause ? deadline_ : never; }

    /// Once it was found not to be there, the patience is spent: it is asked anew, without.
    void begin(time_point now) noexcept;

    /// A connection has come: what was asked before has waited for it, and is said only now.
    void said_now(time_point now) noexcept { began_ = asked_ = now; }

    /// The answer to `uuid_dump` came.
    void on_data(answer a, time_point now) noexcept;

    /// `known`: it is being made, or about to end.
    void on_table(answer a, time_point now) noexcept;

    /// The pause is over.
    void on_time(time_point now) noexcept;

    /// An event of it came.
    void on_event() noexcept { *this = call_lookup(); }

private:
    void ask(step what, time_point now) noexcept {
        asked_ = now;
        next_ = what;
    }
    void pause(time_point until) noexcept {
        deadline_ = until;
        next_ = step::pause;
    }
    void note_answer(time_point now) noexcept;

    /// Before that nothing is certain.
    time_point patient_until() const noexcept;

    step next_ = step::nothing;
    bool patience_spent_ = false;
    bool not_in_table_ = false;
    bool found_none_ = false;
    time_point began_{};
    time_point asked_{};
    time_point deadline_ = never;
    duration slowest_{};
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/call_lookup.ipp>
#endif
