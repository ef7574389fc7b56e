// The life of a connection: which state it is in, by when that has to end, and why it ended.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/protocol/reply_debt.hpp>
#include <eslio/protocol/time.hpp>

#include <cstdint>
#include <utility>

namespace eslio::protocol {

/// Knows no stream, no bytes and no clock: it is told what happened and what time it is, and tells
/// what is to be done.
///
///     closed -> opening -> logging_in -> open    begin, begin_login, opened
///     open -> exiting -> open                    exit_by, take_back_exit
///     open -> parting -> closed                  end with something left to say, leave
///     any -> closed                              end
///
/// Of a link that outlives its connections (`outlive`):
///
///     interrupted -> opening -> logging_in -> restoring -> open
///     any -> interrupted                         interrupt
///
/// Usage: `begin`, `begin_login` and `opened` lead to an open connection, `exit_by` out of it;
/// `end` ends it, whatever the state, and `leave` the parting. `deadline` tells when `expire` is to
/// be called.
class connection_life {
public:
    /// `exiting`: `exit` is said, or in line to be. `parting`: closed for all who use it, but
    /// FreeSWITCH is still told the farewell.
    /// `interrupted`: there is no connection, but there will be; `restoring`: what was wanted
    /// before is said anew.
    enum class state : unsigned char {
        closed,
        opening,
        logging_in,
        open,
        exiting,
        parting,
        interrupted,
        restoring
    };

    /// The state.
    state current() const noexcept { return state_; }
    /// Whether that is the state.
    bool is(state s) const noexcept { return state_ == s; }

    /// For those who use it.
    bool is_over() const noexcept { return is(state::closed) || is(state::parting); }

    /// Changes when a connection begins, and when its stream is to be closed: what an older stream
    /// still reports is ignored.
    std::uint64_t generation() const noexcept { return generation_; }

    /// Why the last one ended.
    error_code reason() const noexcept { return reason_; }

    /// Why nothing can be begun on it, if so.
    error_code admission() const noexcept {
        if (is(state::open) || (outlives_ && !is_over())) return {};
        return reason_ && is_over() ? reason_ : make_error_code(error::not_connected);
    }

    /// From now on it outlives its connections, until it ends. To be called while it is closed.
    void outlive() noexcept {
        outlives_ = true;
        state_ = state::interrupted;
    }
    bool outlives() const noexcept { return outlives_; }
    /// It ends with the connection that there is.
    void end_with_connection() noexcept { outlives_ = false; }

    /// The connection is gone, or could not be made, and the stream is to be closed now.
    void interrupt(error_code why, bool orderly = false) noexcept;

    /// What is wanted is said anew.
    void begin_restoring() noexcept { state_ = state::restoring; }

    /// A connection begins. To be called while it is closed or interrupted.
    void begin() noexcept;

    /// What is under way has to be over at `when`; else it ends with `why`.
    void set_phase(time_point when, error why) noexcept {
        phase_deadline_ = when;
        phase_error_ = why;
    }

    /// The stream is open; `auth/request` is awaited.
    void begin_login() noexcept { state_ = state::logging_in; }
    /// Commands may be written.
    void opened() noexcept {
        state_ = state::open;
        phase_deadline_ = never;
    }

    /// FreeSWITCH is to end the connection until then.
    void exit_by(time_point until) noexcept {
        state_ = state::exiting;
        set_phase(until, error::unresponsive);
    }
    /// It was not written.
    void take_back_exit() noexcept { opened(); }

    /// When the open connection is closed, by whomever, something is still said, for which the
    /// stream stays open until FreeSWITCH ends it, or for so long.
    void set_farewell(duration at_most) noexcept;
    /// It is not said: when closed before then, the stream stays open until then.
    void stay_silently_until(time_point when) noexcept {
        has_farewell_ = false;
        stays_until_ = when;
    }
    /// Nothing is said: nobody would hear it, or nobody wants it to be said.
    void forget_farewell() noexcept {
        has_farewell_ = false;
        stays_until_ = never;
    }
    bool has_farewell() const noexcept { return has_farewell_; }

    /// What is said from now on waits until then.
    void hold_output_until(time_point when) noexcept { held_until_ = when; }
    bool holds_output() const noexcept { return held_until_ != never; }
    /// False if it was not held.
    bool release_output() noexcept { return std::exchange(held_until_, never) != never; }

    /// Nothing is written any more. What FreeSWITCH still says, a notice maybe, is read until then.
    void write_failed(error why, time_point until) noexcept {
        write_error_ = why;
        last_words_until_ = until;
    }

    /// FreeSWITCH owes an answer that nobody waits for: see `reply_queue::owed`.
    reply_debt& debt() noexcept { return debt_; }
    const reply_debt& debt() const noexcept { return debt_; }

    /// It ends. After that it is `parting`, and the stream stays open, or `closed`, and the stream
    /// is to be closed now. Without effect when it is over. `orderly`: FreeSWITCH said so.
    void end(error_code why, time_point now, bool orderly = false) noexcept;
    /// Whether the last one ended so.
    bool ended_orderly() const noexcept { return ended_orderly_; }
    /// Without any farewell.
    void leave() noexcept;

    /// Whether an end for `why` is the success of an `exit` that was written.
    static bool is_end_of_exit(error_code why) noexcept {
        return why == make_error_code(error::disconnected) ||
               why == make_error_code(error::connection_lost) ||
               why == make_error_code(error::connection_reset);
    }

    /// When `expire` has something to do. An answer that is owed is waited for with `patience`.
    time_point deadline(duration patience) const noexcept;

    /// What is to be done, as a deadline has passed.
    enum class step { nothing, release_output, leave, end };
    /// What is to be done now, and why.
    struct due {
        /// What.
        step what = step::nothing;
        error_code why{};           ///< of an `end`
        bool exit_is_late = false;  ///< `exit` has not ended it in time
    };

    /// What the time demands next; to be called until it is nothing. What is due while the
    /// connection is left is repeated until it is done, by `release_output` or `leave`; an `end`
    /// comes once.
    due expire(time_point now) noexcept;

    /// Whether an owed answer is overdue. To be asked after commands that are late were given up,
    /// which makes such debts.
    bool is_unresponsive(time_point now, duration patience) const noexcept {
        return debt_.deadline(patience) <= now;
    }

private:
    void leave_for(state next) noexcept;

    state state_ = state::closed;
    bool outlives_ = false;
    bool has_farewell_ = false;
    bool ended_orderly_ = false;
    error phase_error_ = error::login_timeout;
    error write_error_ = error::stream_failed;
    std::uint64_t generation_ = 0;
    error_code reason_ = make_error_code(error::not_connected);
    time_point phase_deadline_ = never;
    duration farewell_time_{};
    time_point stays_until_ = never;       ///< instead of saying the farewell, if so
    time_point held_until_ = never;        ///< the output, if it is
    time_point last_words_until_ = never;  ///< after a failed write, whatever the state
    reply_debt debt_;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/connection_life.ipp>
#endif
