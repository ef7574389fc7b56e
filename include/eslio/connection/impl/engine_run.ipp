// The engine at work: writing, waking up, and coming to an end.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/stream_error.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void engine::on_stream_ready(std::uint64_t session) {
    if (session != session_ || state_ != state::opening) return;
    state_ = state::logging_in;
    if (login_)
        set_phase_deadline(options_.login_timeout, error::login_timeout);
    else
        finish_login();
    if (session == session_) read_more();
}

/// The logger may call anything, so it is told last.
ESLIO_DECL void engine::finish_login() {
    const bool logged_in = login_.has_value();
    login_.reset();
    state_ = state::open;
    phase_deadline_ = protocol::never;
    set_own_deadline();
    dialog_.emplace(messages_, routes_, jobs_, options_.command_limits,
                    options_.frame_limits.headers);
    dialog_->number_from((session_ << 40) + 1);
    debt_ = {};
    told_hidden_ = 0;
    if (options_.accept_unasked_replies) dialog_->accept_unasked_replies();
    if (logged_in) dialog_->controls_no_call();
    opener_.complete(error_code());
    log(severity::info, "connected");
}

/// A command was put in line.
ESLIO_DECL void engine::submitted() {
    ++usage_.commands;
    if (dialog_ && dialog_->times_hidden() != told_hidden_) {
        told_hidden_ = dialog_->times_hidden();
        watchers_.each([](link_watcher& w) { w.on_events_hidden(); });
    }
    flush();
    arm_timer();
}

/// Where memory runs out the commands would wait for ever, so the connection ends.
ESLIO_DECL void engine::flush() {
    if (writing_ || (dialog_ ? dialog_->commands_unsent() == 0 : farewell_.empty())) return;
    const auto write = [this] {
        if (dialog_)
            dialog_->write(out_.bytes(), enough_to_write, out_.secrets());
        else
            out_.bytes() = std::exchange(farewell_, std::string());
        if (!out_.empty()) write_more();
    };
    if (!without_throwing(write)) cut(make_error_code(error::stream_failed));
}

/// Begins to write what is there. The trace may end the connection.
ESLIO_DECL void engine::write_more() {
    writing_ = true;
    const std::uint64_t session = session_;
    if (options_.trace) trace(direction::sent, redact(out_.bytes(), out_.secrets()));
    if (session == session_) write_rest();
}

ESLIO_DECL void engine::write_rest() {
    start_write(out_.unwritten(), session_);
    out_.begin_write();
}

ESLIO_DECL void engine::on_written(const error_code& ec, std::size_t size, std::uint64_t session) {
    const home::presence here(where());
    out_.end_write();
    if (session != session_) return;
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
        if (state_ == state::parting) return leave();
        last_words_until_ = protocol::deadline_after(timer_.now(), last_words);
        write_error_ = map_lost_stream(ec);
        set_own_deadline();
        return arm_timer();
    }
    writing_ = false;
    out_.clear(quiet_write);
    flush();
}

ESLIO_DECL void engine::arm_timer() {
    if (state_ == state::closed) return;
    time_point next = own_deadline_;
    if (dialog_) {
        debt_.note(dialog_->owed(), [this] { return timer_.now(); });
        next =
            std::min({next, dialog_->next_deadline(), debt_.deadline(options_.reply_debt_timeout)});
    }
    if (next >= armed_) return;
    armed_ = next;
    const auto set = [&] { timer_.expires_at(next); };
    if (!without_throwing(set)) return cut(make_error_code(error::stream_failed));
    if (!waiting_) wait();
}

/// Without a timer nothing would end in time: where there is no memory for it, all ends at once.
ESLIO_DECL void engine::wait() {
    waiting_ = without_throwing(
        [&] { timer_.async_wait([self = shared_from_this()] { self->on_timer(); }); });
    if (!waiting_) cut(make_error_code(error::stream_failed));
}

ESLIO_DECL void engine::on_timer() {
    const home::presence here(where());
    waiting_ = false;
    timer_.env().undelivered().deliver_all();
    if (state_ == state::closed) {
        armed_ = protocol::never;
        return;
    }
    const time_point now = timer_.now();
    if (now >= armed_) {
        armed_ = protocol::never;
        if (now >= trim_at_)
            trim_at_ = timer_.env().trim_spares()
                           ? protocol::deadline_after(now, patience_with_spares)
                           : protocol::never;
        expire_phase(now);
        set_own_deadline();
        if (dialog_) {
            dialog_->expire(now);
            debt_.note(dialog_->owed(), [now] { return now; });
            if (debt_.deadline(options_.reply_debt_timeout) <= now)
                close(make_error_code(error::unresponsive));
        }
        if (state_ == state::closed) return;
        arm_timer();
    }
    if (!waiting_ && armed_ != protocol::never) wait();
    completions_->run_own();
}

ESLIO_DECL void engine::expire_phase(time_point now) {
    if (now >= held_until_) release_output();
    if (now >= last_words_until_) return close(make_error_code(write_error_));
    if (now < phase_deadline_) return;
    phase_deadline_ = protocol::never;
    if (state_ == state::parting) return leave();
    if (exiter_) exiter_.complete(make_error_code(error::timeout));
    close(make_error_code(phase_error_));
}

ESLIO_DECL bool engine::ended_by_peer(error_code why) noexcept {
    return why == make_error_code(error::disconnected) ||
           why == make_error_code(error::connection_lost) ||
           why == make_error_code(error::connection_reset);
}

/// Ends the connection: every operation completes, messages already received stay to be fetched.
/// A route that closes stands in the middle of a frame: it is done after that frame. The logger is
/// told last, as it may open the connection anew or destroy it.
ESLIO_DECL void engine::close(error_code why) noexcept {
    if (is_over()) return;
    const home::presence here(where());
    if (handing_over_) {
        if (!close_behind_) close_behind_ = why;
        return;
    }
    const auto self = shared_from_this();
    const bool left = state_ == state::exiting && !exit_unwritten() && ended_by_peer(why);
    const bool stays = stay_until_ != protocol::never && timer_.now() < stay_until_;
    const bool parts = state_ == state::open && (stays || !farewell_.empty());
    reason_ = why;
    if (parts)
        state_ = state::parting;
    else
        end_stream();
    if (opener_) opener_.complete(why);
    if (dialog_) {
        usage_.late_replies += dialog_->late_replies();
        orderly_goodbye_ = dialog_->said_orderly_goodbye();
        dialog_->drain([](const std::string&, const reply_handler&) { return false; });
        dialog_.reset();
    }
    login_.reset();
    if (reads_ == 0) in_ = wire::read_buffer();
    if (parts) begin_parting();
    // `exit` is done when the connection has ended by it, however that looked from here.
    if (exiter_) exiter_.complete(left ? error_code() : why);
    watchers_.each([why](link_watcher& w) { w.on_link_end(why); });
    hand_out();
    messages_.release();
    if (!parts) tell_gone();
    if (options_.logger.takes(severity::info))
        without_throwing([&] { log(severity::info, "connection ended: " + why.message()); });
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
ESLIO_DECL void engine::drop_handlers() noexcept {
    const auto self = shared_from_this();
    state_ = state::closed;
    read_waits_ = false;
    ++session_;
    when_gone_ = nullptr;
    opener_.reset();
    exiter_.reset();
    message_receiver_.reset();
    lent_receiver_.reset();
    dialog_.reset();
    jobs_.clear();
    completions_->drop();
}

}  // namespace eslio::detail
