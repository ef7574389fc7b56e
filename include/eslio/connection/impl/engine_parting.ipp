// The engine's way out: `exit`, the farewell, for which the stream outlives all else, its end.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

/// Done when the connection has ended by it.
ESLIO_DECL std::uint64_t engine::exit(open_handler& handler) {
    if (!life_.is(state::open)) {
        handler.complete(life_.is(state::exiting) ? make_error_code(error::operation_in_progress)
                                                  : life_.admission());
        return 0;
    }
    auto answered = reply_handler::of_own(*completions_, [](error_code, reply) {});
    time_point when;
    error_code why;
    if (!set_deadline(when, std::nullopt, options_.command_timeout)) why = error::timeout;
    if (!why) why = exchange_->submit(cmd::exit(), answered, when, exit_.command);
    if (why) {
        handler.complete(why);
        return 0;
    }
    exit_.handler = std::move(handler);
    life_.exit_by(protocol::deadline_after(waker_.now(), options_.command_timeout));
    const std::uint64_t number = exit_.command;
    submitted(when);
    return number;
}

/// An exit that was not written yet is taken back; after that it goes on without its waiter.
ESLIO_DECL void engine::cancel_exit(bool harmless_only) {
    const bool unwritten = exit_unwritten();
    if (harmless_only && !unwritten) return;
    if (unwritten) {
        reply_handler nobody;
        bool written = false;
        exchange_->give_up(exit_.command, nobody, written);
        life_.take_back_exit();
    }
    exit_.handler.complete(make_error_code(asio::error::operation_aborted));
}

ESLIO_DECL void engine::set_farewell(std::string commands, environment::duration at_most) {
    if (!life_.is(state::open)) return;
    if (commands.empty()) return forget_farewell();
    out_.set_farewell(std::move(commands));
    life_.set_farewell(at_most);
}

ESLIO_DECL void engine::stay_silently_until(environment::time_point when) noexcept {
    if (!life_.is(state::open) || !life_.has_farewell()) return;
    out_.forget_farewell();
    life_.stay_silently_until(when);
}

ESLIO_DECL void engine::hold_output_until(environment::time_point when) noexcept {
    if (!life_.is(state::open)) return;
    exchange_->hold(true);
    life_.hold_output_until(when);
    arm_timer();
}

ESLIO_DECL void engine::release_output() {
    if (!life_.release_output()) return;
    if (exchange_) exchange_->hold(false);
    flush();
}

/// Ends the connection: every operation completes, messages already received stay to be fetched.
/// Called by a route, it is in the middle of a frame: it is noted, and done after that frame. The
/// logger is told last, as it may open the connection anew or destroy it.
ESLIO_DECL void engine::close(error_code why) noexcept {
    if (life_.is_over()) return;
    const home::presence here(where());
    if (reading_.calling_out) {
        if (!reading_.closed_meanwhile) reading_.closed_meanwhile = why;
        return;
    }
    if (life_.outlives()) return interrupt(why);
    const auto self = shared_from_this();
    const bool left = life_.is(state::exiting) && !exit_unwritten() && life_.is_end_of_exit(why);
    life_.end(why, waker_.now(), said_orderly_goodbye());
    const bool parts = life_.is(state::parting);
    if (!parts) end_stream();
    if (opening_.handler) opening_.handler.complete(why);
    if (exchange_) {
        late_replies_ += exchange_->late_replies();
        // Who waited for a connection is told why there is none.
        const bool gave_up = lasting_link_ && why != make_error_code(error::closed);
        exchange_->drain(gave_up ? why : make_error_code(error::not_sent));
        exchange_.reset();
    }
    opening_.login.reset();
    if (lasting_link_) drop_restoration();
    input_.clear_if_unused();
    if (parts) begin_parting();
    // `exit` is done when the connection has ended by it, however that looked from here.
    if (exit_.handler) exit_.handler.complete(left ? error_code() : why);
    watchers_.each([why](link_watcher& w) { w.on_link_end(why); });
    mailbox_.deliver();
    mailbox_.queue().release();
    if (!parts) tell_gone();
    if (options_.logger.takes(severity::info))
        without_throwing([&] { log(severity::info, "connection ended: " + why.message()); });
}

/// The write that is under way is finished first: what FreeSWITCH was sent of a command would spoil
/// the farewell. What comes is not looked at, but read, for FreeSWITCH blocks on a peer that does
/// not read (switch_socket_send).
ESLIO_DECL void engine::begin_parting() noexcept {
    arm_timer();
    flush();
    if (life_.is(state::parting) && mailbox_.read_is_deferred()) read_more();
}

ESLIO_DECL void engine::cut(error_code why) noexcept {
    forget_farewell();
    if (life_.is(state::parting)) return leave();
    close(why);
}

ESLIO_DECL void engine::leave() noexcept {
    const auto self = shared_from_this();
    life_.leave();
    end_stream();
    tell_gone();
}

/// The life is over. What the stream still reports is ignored.
ESLIO_DECL void engine::end_stream() noexcept {
    mailbox_.stop_deferring();
    if (idle_) {
        idle_->liveness.end();
        idle_->nudging.end();
    }
    input_.end_trimming();
    close_stream();
    waker_.cancel();
    input_.clear_if_unused();
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
ESLIO_DECL void engine::drop_handlers() noexcept {
    const auto self = shared_from_this();
    life_.leave();
    mailbox_.stop_deferring();
    when_gone_ = nullptr;
    opening_.handler.reset();
    exit_.handler.reset();
    mailbox_.drop();
    exchange_.reset();
    borrowed_.jobs.clear();
    if (lasting_link_) lasting_link_->restoration.reset();
    completions_->drop();
}

}  // namespace eslio::detail
