// The conversation after login: commands and bytes go in, bytes, answers and messages come out.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/event/answer.hpp>
#include <eslio/event/decode.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/command_limits.hpp>
#include <eslio/protocol/command_queue.hpp>
#include <eslio/protocol/continuity.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/job_table.hpp>
#include <eslio/protocol/reply_queue.hpp>
#include <eslio/protocol/reply_target.hpp>
#include <eslio/protocol/route_table.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/protocol/wanted.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Ties the small machines together, which outlive it; knows no clock and no socket.
///
/// Usage: `submit`, `submit_job` and `start_job` put commands in line; `write` gives the bytes to
/// be sent; `on_frame` takes what came; `expire` ends what is overdue; `drain` empties it when the
/// connection is lost. Where another connection is to follow: `outlive`, then `interrupt` instead
/// of `drain`, and `restore`. A waiter's `complete(error_code, reply or job_result)` must not call
/// back.
template <class CommandWaiter, class JobWaiter>
class command_exchange {
public:
    using id = std::uint64_t;

    /// Of machines that outlive it. `most_headers`: bytes of a reply's headers.
    command_exchange(event_queue& messages, route_table& routes, job_table<JobWaiter>& jobs,
                     wanted& w, const command_limits& limits,
                     std::size_t most_headers = wire::limits().headers)
        : messages_(messages),
          routes_(routes),
          jobs_(jobs),
          heard_(w),
          most_headers_(most_headers),
          line_(limits) {}

    /// Puts a command in line. On an error the waiter is left to the caller.
    [[nodiscard]] error_code submit(command&& c, CommandWaiter& waiter, time_point deadline,
                                    id& number) {
        if (c.error()) return c.error();
        const heard_change* const change = c.change().get();
        if (line_.full(c.bytes().size()) && !(change && is_interrupted())) return error::queue_full;
        const bool secret = c.secret();
        if (!change) {
            const rule how = c.is_idempotent() ? rule::repeat : rule::none;
            number =
                line_.push(std::move(c).bytes(), target(std::move(waiter)), deadline, how, secret);
            return {};
        }
        if (const error_code why = check(*change)) return why;
        if (change->is_of_log()) return submit_log(std::move(c), waiter, deadline, number);
        subscription_state::steps planned = heard_.plan(*change, std::move(c).bytes(), secret);
        if (is_interrupted()) return keep_change(waiter), error_code();
        line_.push_planned(std::move(planned), waiter, deadline, number);
        return {};
    }

    /// Starts a job and waits for its result.
    [[nodiscard]] error_code submit_job(std::string_view text, std::string uuid, JobWaiter& waiter,
                                        time_point deadline, id& number) {
        command c = cmd::bgapi(text, uuid);
        if (const error_code why = admit_job(c)) return why;
        number = put_in_line(std::move(c), std::move(uuid), std::move(waiter), target(kind::job),
                             deadline, deadline);
        return {};
    }

    /// Starts a job; its result is kept to be collected until `deadline`.
    [[nodiscard]] error_code start_job(std::string_view text, std::string uuid,
                                       CommandWaiter& waiter, time_point reply_deadline,
                                       time_point deadline, id& number) {
        command c = cmd::bgapi(text, uuid);
        if (const error_code why = admit_job(c)) return why;
        target t(std::move(waiter));
        t.what = kind::started_job;
        number = line_.next_id();
        put_in_line(std::move(c), std::move(uuid), JobWaiter(), std::move(t), reply_deadline,
                    deadline);
        return {};
    }

    /// First of all: no numbers of an exchange before are used, for whoever cancels may be late.
    void number_from(id first) noexcept { line_.number_from(first); }
    /// Of the next command, if nothing has to be said before it.
    id next_command() const noexcept { return line_.next_id(); }

    /// A reply that no command asked for is delivered as a raw packet instead of being an error.
    void accept_unasked_replies() noexcept { accepts_unasked_ = true; }

    // ---- another connection follows ------------------------------------------------------------

    /// It outlives its connections; there is none yet. `over` lives as long.
    void outlive(continuity& over) noexcept { over_ = &over; }
    bool is_interrupted() const noexcept { return over_ != nullptr && over_->is_interrupted(); }

    /// The connection is gone. What was written ends with `error::outcome_unknown`, unless it may
    /// be repeated or was to change what is heard, which is wanted from now on; what was not waits,
    /// or ends with `error::not_sent`. Jobs that were begun go on.
    void interrupt(bool keeps_unsent);
    /// From now on events may be missing, and with them results of jobs.
    void miss_events(error_code why, time_point now) noexcept;

    /// The commands, to be written first, that bring about on another connection what is wanted.
    subscription_state::steps restore() {
        over_->restoring();
        return heard_.restore();
    }

    /// A command of a set-up that changes what is heard: what is to be written for it.
    [[nodiscard]] error_code plan(command&& c, subscription_state::steps& out);

    /// They have, on that switch. The gap, if there is one, stands in the queue of messages from
    /// now on, and the jobs of another run are lost.
    void restored(std::string_view core_uuid, time_point now);

    /// An event, of this connection or another one, that its `continuity` sent elsewhere, and that
    /// counts. It is moved from, and used again.
    [[nodiscard]] error_code hear(event& e, bool for_user, bool in_order);

    /// What is heard, and what is needed. Before anything is submitted it is told what kind of
    /// connection this is.
    subscription_state& heard() noexcept { return heard_; }
    const subscription_state& heard() const noexcept { return heard_; }

    /// The library itself is to hear these events, for which it has a lease. False if it does
    /// already; else the waiter is taken and given FreeSWITCH's answer; a refusal is to be told to
    /// `heard()`.
    bool ask(const subscription_state::types& needed, CommandWaiter& waiter) {
        if (heard_.unheard(needed).none()) return false;
        return push_needs(needed, own_target(waiter), rule::own);
    }
    /// See `subscription_state`. The waiter is given FreeSWITCH's answer.
    void hear_only(std::string_view uuid, format type, const subscription_state::types& needed,
                   CommandWaiter& waiter, time_point deadline) {
        push_own(heard_.hear_only(uuid, type, needed), own_target(waiter), deadline);
    }
    [[nodiscard]] error_code hear_also(std::string_view header, std::string_view uuid,
                                       subscription_state::lease& held) {
        subscription_state::steps own;
        if (!heard_.hear_also(header, uuid, held, own)) return error::not_allowed;
        return push_own(std::move(own), target(kind::own)), error_code();
    }

    /// Whether the last job has ended, which is to be told to `end_job_lease`.
    bool holds_idle_lease() const noexcept { return job_lease_ != 0 && jobs_.size() == 0; }
    void end_job_lease(time_point now) noexcept {
        heard_.give_back(std::exchange(job_lease_, 0), now);
    }
    /// Says that what is not needed any more is not to be sent; later, if it may not speak.
    void end_unneeded(time_point now, bool may_speak) {
        if (!may_speak) return heard_.put_off_ends(now);
        push_own(heard_.end_unneeded(now), target(kind::own));
    }
    /// FreeSWITCH is asked for an answer, whatever it is.
    void probe() { line_.probe(); }
    /// See `command_queue`.
    bool peer_may_be_busy() const noexcept { return line_.peer_may_be_busy(); }
    job_table<JobWaiter>& jobs() noexcept { return jobs_; }
    /// It has ended, but its result was missed.
    void lose_job(std::uint64_t number) {
        JobWaiter waiter;
        jobs_.lose(number, waiter);
        if (waiter) waiter.complete(make_error_code(error::lost_in_gap), job_result());
    }

    /// Gives up a command. True if it still waited: `out` is its waiter, and `written` tells
    /// whether FreeSWITCH will act on it.
    bool give_up(id number, CommandWaiter& out, bool& written) {
        target t;
        if (!line_.is_waiting(number)) return false;
        written = line_.give_up(number, t);
        if (t.what == kind::started_job) fail_job(t.job, error::unknown_job);
        out = std::move(t.waiter);
        return true;
    }

    /// Whether its answer is awaited; whether its bytes have been given to `write`.
    bool is_waiting(id number) const noexcept { return line_.is_waiting(number); }
    bool is_written(id number) const noexcept { return line_.is_written(number); }

    /// Gives up waiting for a job; a command not yet written is not written any more.
    bool give_up_job(id number, JobWaiter& out) {
        id place = 0;
        if (!jobs_.give_up(number, out, place)) return false;
        target t;
        line_.give_up(place, t);
        if (t) t.waiter.complete(make_error_code(error::unknown_job), reply());
        return true;
    }

    /// The same if its command is not written yet.
    bool take_back_job(id number, JobWaiter& out) {
        const id i = jobs_.command(number);
        return is_waiting(i) && !is_written(i) && give_up_job(number, out);
    }

    void hold(bool on) noexcept { line_.hold(on); }  ///< what is submitted from now on
    /// Appends to `out` up to about `enough` bytes; in `secrets`, which of them no trace may show.
    void write(std::string& out, std::size_t enough, detail::compact_vector<secret_part>& secrets) {
        line_.write(out, enough, secrets);
    }

    /// Takes a frame. An error breaks the protocol or overflows the queue: close.
    [[nodiscard]] error_code on_frame(const wire::frame& f) {
        const std::string_view type = f.content_type;
        if (wire::iequals(type, "command/reply") || wire::iequals(type, "api/response"))
            return on_reply(f);
        // What is held of other packets is found by 32 bits.
        if (f.headers.raw().size() + f.body.size() > eslio::detail::event_storage::max_text)
            return error::body_too_large;
        if (const auto format = event_format(type)) return on_event(*format, f);
        if (wire::iequals(type, "log/data")) return deliver(log_record(f));
        if (wire::iequals(type, "text/disconnect-notice")) {
            disconnect_notice notice(f);
            (notice.is_linger() ? lingers_ : goodbye_) = true;
            orderly_ = wire::starts_with(notice.text(), "Disconnected");
            return deliver(std::move(notice));
        }
        if (wire::iequals(type, "text/rude-rejection")) return deliver(rude_rejection(f));
        return deliver(raw_packet(f));
    }

    /// FreeSWITCH has announced that it closes; and by the words of an orderly end.
    bool said_goodbye() const noexcept { return goodbye_; }
    bool said_orderly_goodbye() const noexcept { return goodbye_ && orderly_; }

    /// FreeSWITCH has announced that it lingers. Told once.
    bool began_to_linger() noexcept { return std::exchange(lingers_, false); }

    void expire(time_point now);

    /// The next time at which `expire` may have something to do.
    time_point next_deadline() const noexcept {
        const time_point of_commands = std::min(line_.next_deadline(), jobs_.next_deadline());
        return std::min(of_commands, heard_.next_need_end());
    }

    /// See `reply_queue::owed`.
    id owed() const noexcept { return line_.owed(); }

    /// The connection is lost: every wait ends, with `unsent` of what was never written. Results of
    /// jobs not collected stay in the table.
    void drain(error_code unsent = error::not_sent);

    /// Commands that wait for answers; those not written, and their bytes; answers for which nobody
    /// waited any more.
    std::size_t commands_waiting() const noexcept { return line_.size(); }
    std::size_t commands_unsent() const noexcept { return line_.unsent(); }
    std::size_t bytes_unsent() const noexcept { return line_.unsent_bytes(); }
    std::size_t late_replies() const noexcept { return late_replies_; }

private:
    using kind = reply_kind;
    using heard_change = eslio::detail::heard_change;
    using target = reply_target<CommandWaiter>;
    using rule = typename reply_queue<target>::rule;

    error_code check(const heard_change& change) const noexcept;

    static bool changes_what_is_heard(kind k) noexcept {
        return k == kind::change || k == kind::log || k == kind::noevents || k == kind::my_events;
    }

    error_code submit_log(command&& c, CommandWaiter& waiter, time_point deadline, id& number);

    /// It is wanted from now on, and is said when there is a connection.
    void keep_change(CommandWaiter& waiter);

    /// Of a command of the library's own, whose answer matters to it.
    static target own_target(CommandWaiter& waiter) {
        target t(std::exchange(waiter, CommandWaiter()));
        t.what = kind::own;
        return t;
    }

    using job_id = typename job_table<JobWaiter>::id;

    /// A job and its command: both, or, if memory runs out, none.
    job_id put_in_line(command&& c, std::string&& uuid, JobWaiter&& waiter, target&& t,
                       time_point reply_deadline, time_point deadline) {
        struct undo {
            ~undo() {
                JobWaiter dropped;
                if (jobs != nullptr) jobs->remove(number, dropped);
            }
            job_table<JobWaiter>* jobs;
            job_id number;
        };
        const id place = line_.next_id();
        t.job = jobs_.add(std::move(uuid), std::move(waiter), deadline, place);
        undo if_it_fails{&jobs_, t.job};
        line_.push(std::move(c).bytes(), std::move(t), reply_deadline);
        if_it_fails.jobs = nullptr;
        return if_it_fails.number;
    }

    /// Has these heard, if they are not yet; `last` gets the answer. If memory runs out they count
    /// as never asked for. False if there is nothing to say.
    bool push_needs(const subscription_state::types& needed, target&& last, rule last_rule);

    /// The library's own commands; the answer to the last one is `last`'s.
    void push_own(subscription_state::steps own, target last, time_point deadline = never,
                  rule last_rule = rule::own) {
        if (is_interrupted()) return;  // what is needed is said when there is a connection
        for (std::size_t i = 0; i + 1 < own.size(); ++i)
            line_.push(std::move(own[i].bytes), target(kind::own), never, rule::own);
        if (!own.empty())
            line_.push(std::move(own.back().bytes), std::move(last), deadline, last_rule);
    }

    error_code admit_job(const command& c) {
        if (c.error()) return c.error();
        if (line_.full(c.bytes().size())) return error::queue_full;
        // A job whose result could not be heard is not to start: nothing is written after the
        // subscription before FreeSWITCH has agreed to it.
        if (job_lease_ == 0) job_lease_ = heard_.take(subscription_state::job_events());
        push_needs(subscription_state::job_events(), target(kind::own_jobs), rule::hold);
        return {};
    }

    error_code on_reply(const wire::frame& f);

    void on_job_reply(id job, const reply& answer);

    void note_job_uuid(id job, const reply& answer);

    void refuse_jobs();

    void fail_job(id job, error_code why) {
        JobWaiter waiter;
        if (jobs_.remove(job, waiter) && waiter) waiter.complete(why, job_result());
    }

    error_code on_event(format how, const wire::frame& f);

    /// It lies where the queue of messages puts the next one together.
    error_code take_event(event& e, bool for_user, bool in_order = true);

    void finish_job(event& e, bool for_user);

    error_code deliver(message m) { return judge(messages_.push(std::move(m))); }

    static error_code judge(bool kept) noexcept {
        return kept ? error_code() : make_error_code(error::event_queue_overflow);
    }

    event_queue& messages_;
    route_table& routes_;
    job_table<JobWaiter>& jobs_;
    subscription_state heard_;
    std::size_t most_headers_;  ///< of an event
    command_queue<CommandWaiter> line_;
    std::size_t late_replies_ = 0;
    continuity* over_ = nullptr;                                ///< if it outlives its connections
    bool goodbye_ = false, orderly_ = false, lingers_ = false;  ///< as the notices said
    bool accepts_unasked_ = false;
    subscription_state::lease job_lease_ = 0;  ///< of the events that bring the results of jobs
};

}  // namespace eslio::protocol

#include <eslio/protocol/exchange_changes.hpp>
#include <eslio/protocol/exchange_ends.hpp>
#include <eslio/protocol/exchange_frames.hpp>
