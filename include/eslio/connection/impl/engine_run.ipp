// The engine at work: opened, writing, and waking up.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/number_ranges.hpp>
#include <eslio/connection/detail/stream_error.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace eslio::detail {

ESLIO_DECL void engine::on_stream_ready(std::uint64_t generation) {
    if (!is_current(generation) || !life_.is(state::opening)) return;
    life_.begin_login();
    if (opening_.login)
        set_phase_deadline(options_.login_timeout, error::login_timeout);
    else
        finish_login();
    if (is_current(generation)) read_more();
}

/// The logger may call anything, so it is told last.
ESLIO_DECL void engine::finish_login() {
    const bool logged_in = opening_.login.has_value();
    opening_.login.reset();
    if (lasting_link_) return begin_restoring();
    life_.opened();
    begin_exchange();
    if (idle_) idle_->liveness.begin(waker_.now(), usage_.reads);
    if (logged_in) exchange_->heard().controls_no_call();
    opening_.handler.complete(error_code());
    if (idle_) arm_timer();
    log(severity::info, "connected");
}

/// Nothing is wanted yet.
ESLIO_DECL void engine::begin_exchange() {
    borrowed_.wanted = protocol::wanted();
    exchange_.emplace(mailbox_.queue(), borrowed_.routes, borrowed_.jobs, borrowed_.wanted,
                      options_.command_limits, options_.frame_limits.headers);
    exchange_->number_from(first_of_connection(life_.generation()));
    if (options_.accept_unasked_replies) exchange_->accept_unasked_replies();
    if (!options_.guard_myevents) exchange_->heard().leave_myevents();
}

/// A command was put in line. Only its deadline can be earlier than what the timer waits for; while
/// frames are read, all deadlines are looked at afterwards.
ESLIO_DECL void engine::submitted(time_point deadline) {
    ++usage_.commands;
    if (exchange_ && exchange_->heard().began_to_hide())
        watchers_.each([](link_watcher& w) { w.on_events_hidden(); });
    flush();
    if (exchange_ && timer_is_stale()) return arm_timer();
    if (!life_.is(state::closed)) wake_by(deadline);
}

/// Where memory runs out the commands would wait for ever, so the connection ends.
ESLIO_DECL void engine::flush() {
    if (out_.busy()) return;
    if (lasting_link_ && !life_.is(state::open)) return flush_restoration();
    if (exchange_ ? exchange_->commands_unsent() == 0 : out_.farewell().empty()) return;
    const auto write = [this] {
        if (exchange_)
            exchange_->write(out_.bytes(), enough_to_write, out_.secrets());
        else
            out_.take_farewell();
        if (!out_.empty()) write_more();
    };
    if (!without_throwing(write)) cut(make_error_code(error::stream_failed));
}

/// Begins to write what is there. The trace may end the connection.
ESLIO_DECL void engine::write_more() {
    out_.set_busy(true);
    const std::uint64_t generation = life_.generation();
    if (options_.trace) trace(direction::sent, redact(out_.bytes(), out_.secrets()));
    if (is_current(generation)) write_rest();
}

ESLIO_DECL void engine::write_rest() {
    start_write(out_.unwritten(), life_.generation());
    out_.begin_write();
}

ESLIO_DECL void engine::on_written(const error_code& ec, std::size_t size,
                                   std::uint64_t generation) {
    const home::presence here(where());
    out_.end_write();
    if (!is_current(generation)) return;
    usage_.bytes_sent += size;
    if (!out_.take(size) && !ec) {
        if (!without_throwing([this] { write_rest(); })) cut(make_error_code(error::stream_failed));
        return;
    }
    ++usage_.writes;
    if (ec) {
        // Not the end yet: what FreeSWITCH still said, a notice maybe, is to be read first. Nothing
        // is written any more.
        forget_farewell();
        if (life_.is(state::parting)) return leave();
        life_.write_failed(map_lost_stream(ec), protocol::deadline_after(waker_.now(), last_words));
        return arm_timer();
    }
    out_.set_busy(false);
    out_.clear(quiet_write);
    flush();
}

ESLIO_DECL void engine::end_job_lease() {
    exchange_->end_job_lease(waker_.now());
    if (is_first()) lasting_link_->pair->follow_leases();
}

ESLIO_DECL void engine::arm_timer() {
    if (life_.is(state::closed)) return;
    if (exchange_) {
        life_.debt().note(owed(), [this] { return waker_.now(); });
        if (exchange_->holds_idle_lease()) end_job_lease();
    }
    time_point next = std::min(life_.deadline(options_.reply_debt_timeout), input_.trim_deadline());
    if (exchange_) next = std::min(next, exchange_->next_deadline());
    if (is_restoring()) next = std::min(next, lasting_link_->restoration->next_deadline());
    next = std::min(next, mailbox_.deadline());
    if (idle_) next = std::min({next, idle_->liveness.deadline(), idle_->nudging.deadline()});
    wake_by(next);
}

ESLIO_DECL void engine::wake_by(time_point when) {
    if (!waker_.set(*this, when)) cut(make_error_code(error::stream_failed));
}

ESLIO_DECL void engine::on_timer() {
    const home::presence here(where());
    waker_.woken();
    waker_.env().undelivered().deliver_all();
    if (life_.is(state::closed)) return waker_.forget();
    const time_point now = waker_.now();
    if (waker_.is_due(now)) {
        const bool done = completions_->try_step([&] { end_what_is_due(now); });
        if (!done) cut(make_error_code(error::stream_failed));
        if (life_.is(state::closed)) return;
    }
    if (!waker_.go_on(*this)) cut(make_error_code(error::stream_failed));
    completions_->run_own();
}

ESLIO_DECL void engine::end_what_is_due(time_point now) {
    input_.trim(now);
    expire_life(now);
    mailbox_.expire(now);
    if (is_restoring()) lasting_link_->restoration->expire(now);
    if (exchange_) {
        exchange_->expire(now);
        end_unneeded(now);
        if (idle_) do_idle_duties(now);
        if (exchange_) life_.debt().note(owed(), [now] { return now; });
        if (life_.is_unresponsive(now, options_.reply_debt_timeout))
            close(make_error_code(error::unresponsive));
    }
    if (life_.is(state::closed)) return;
    flush();
    arm_timer();
}

/// Where memory runs out, nobody would know what FreeSWITCH sends: the connection ends.
ESLIO_DECL void engine::end_unneeded(time_point now) noexcept {
    const bool may_speak = life_.is(state::open) && !holds_output();
    if (!without_throwing([&] { exchange_->end_unneeded(now, may_speak); }))
        cut(make_error_code(error::stream_failed));
}

ESLIO_DECL void engine::do_idle_duties(time_point now) {
    using step = protocol::liveness::step;
    const bool busy = is_restoring() ? lasting_link_->restoration->peer_may_be_busy()
                                     : exchange_->peer_may_be_busy();
    switch (idle_->liveness.check(now, usage_.reads, busy)) {
        case step::nothing: break;
        case step::probe:
            if (is_restoring())
                lasting_link_->restoration->probe();
            else
                exchange_->probe();
            break;
        case step::dead: return close(make_error_code(error::unresponsive));
    }
    nudge(now);
}

/// Somebody has begun to wait for an event.
ESLIO_DECL void engine::begin_nudging() {
    if (!idle_ || !idle_->nudges || !life_.is(state::open)) return;
    if (idle_->nudging.begin(waker_.now(), usage_.reads)) arm_timer();
}

/// Left out while a write is under way: its bytes wake FreeSWITCH as well.
ESLIO_DECL void engine::nudge(time_point now) {
    if (!idle_->nudges) return;
    const bool somebody_waits =
        mailbox_.is_receiving() || !borrowed_.routes.empty() || borrowed_.jobs.size() != 0;
    const bool useful = life_.is(state::open) && somebody_waits &&
                        exchange_->commands_waiting() == 0 && !holds_output();
    if (!idle_->nudging.check(now, usage_.reads, useful) || out_.busy()) return;
    out_.bytes() = "\n";
    write_more();
}

ESLIO_DECL void engine::expire_life(time_point now) {
    using step = protocol::connection_life::step;
    for (;;) {
        const auto due = life_.expire(now);
        switch (due.what) {
            case step::nothing: return;
            case step::release_output: release_output(); break;
            case step::leave: return leave();
            case step::end:
                if (due.exit_is_late && exit_.handler)
                    exit_.handler.complete(make_error_code(error::timeout));
                return close(due.why);
        }
    }
}

}  // namespace eslio::detail
