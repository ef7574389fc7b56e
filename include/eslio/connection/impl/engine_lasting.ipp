// The engine of a link that outlives its connections: interrupted, and restored.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/number_ranges.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/error.hpp>

#include <memory>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void engine::outlive(std::weak_ptr<link_keeper> keeper, bool keeps_unsent) {
    lasting_link_.reset(new lasting_link());
    lasting_link_->keeper = std::move(keeper);
    lasting_link_->keeps_unsent = keeps_unsent;
    waker_.env().attach(weak_from_this());
    life_.outlive();
    begin_exchange();
    exchange_->outlive(lasting_link_->over);
    exchange_->heard().controls_no_call();
}

ESLIO_DECL void engine::close_for_good(error_code why) noexcept {
    if (!life_.outlives()) return;
    life_.end_with_connection();
    close(why);
}

/// Logged in. What is wanted is said before all else.
ESLIO_DECL void engine::begin_restoring() {
    life_.begin_restoring();
    if (lasting_link_->pair && !is_first()) borrowed_.wanted = lasting_link_->pair->wanted();
    lasting_link_->refusal.clear();
    lasting_link_->told_of_state = lasting_link_->told_of_gap = false;
    lasting_link_->restoration.emplace(exchange_->restore(), first_of_setup(life_.generation()),
                                       options_.command_limits);
    if (idle_) idle_->liveness.begin(waker_.now(), usage_.reads);
    set_phase_deadline(options_.command_timeout, error::unresponsive);
    if (const auto keeper = lasting_link_->keeper.lock()) keeper->on_logged_in();
    flush();
}

/// Where memory runs out the connection ends.
ESLIO_DECL void engine::flush_restoration() {
    if (!is_restoring()) return;
    const auto write = [this] {
        lasting_link_->restoration->write(out_.bytes(), enough_to_write, out_.secrets());
        if (!out_.empty()) write_more();
    };
    if (!without_throwing(write)) cut(make_error_code(error::stream_failed));
}

/// While what is wanted is restored, replies are those to that; events may come already.
ESLIO_DECL error_code engine::on_lasting_frame(const wire::frame& f) {
    if (!is_restoring() || (!wire::iequals(f.content_type, "command/reply") &&
                            !wire::iequals(f.content_type, "api/response"))) {
        // With two, a connection counts when all is in force.
        const bool alone = !lasting_link_->pair;
        if (alone && is_restoring() && lasting_link_->restoration->knows_run()) tell_gap();
        return exchange_->on_frame(f);
    }
    if (const error_code why = lasting_link_->restoration->on_reply(f)) return why;
    if (lasting_link_->restoration->change_refused()) exchange_->heard().note_refusal();
    if (lasting_link_->restoration->has_state() && !lasting_link_->told_of_state)
        if (const error_code why = note_state()) return why;
    if (lasting_link_->restoration->done()) end_restoring();
    return {};
}

/// Events come again. The gap stands before the first.
ESLIO_DECL void engine::tell_gap() {
    if (std::exchange(lasting_link_->told_of_gap, true)) return;
    const std::string& core_uuid = lasting_link_->restoration->core_uuid();
    if (lasting_link_->pair) return lasting_link_->pair->begin(lasting_link_->place, core_uuid);
    exchange_->restored(core_uuid, waker_.now());
}

/// They are asked for again what they missed, at once if there is a connection.
ESLIO_DECL void engine::tell_missing() noexcept {
    lasting_link_->missing = true;
    const bool of_new_run = lasting_link_->over.is_new_run_untold();
    watchers_.each([of_new_run](link_watcher& w) { w.on_link_interrupted(of_new_run); });
    if (!life_.is(state::open)) return;
    tell_restored();
    if (const auto keeper = lasting_link_->keeper.lock()) keeper->on_events_missing();
}

ESLIO_DECL void engine::tell_restored() noexcept {
    if (!std::exchange(lasting_link_->missing, false)) return;
    const switch_run run = lasting_link_->over.run();
    watchers_.each([run](link_watcher& w) { w.on_link_restored(run); });
}

/// What was wanted has been said, and answered. What FreeSWITCH refused when the user asked for it
/// is refused again. So may be what was kept, which it has not been asked for: that is no reason to
/// go without all that it has agreed to.
ESLIO_DECL error_code engine::note_state() {
    lasting_link& l = *lasting_link_;
    l.told_of_state = true;
    l.refusal = l.restoration->refusal();
    auto& heard = exchange_->heard();
    const bool asks_first = heard.take_kept();
    if (!l.refusal.empty() && asks_first && l.over.was_up()) heard.note_refusal();
    if (!l.refusal.empty() && !heard.was_refused()) return error::state_refused;
    if (l.restoration->needs_refused()) {
        exchange_->heard().refused_needs();
        watchers_.each([](link_watcher& w) { w.on_events_refused(); });
    }
    tell_gap();
    life_.set_phase(protocol::never, error::unresponsive);
    const auto keeper = l.keeper.lock();
    if (keeper && keeper->on_state_restored(l.over.run())) l.restoration->hold(true);
    return {};
}

ESLIO_DECL void engine::end_setup() noexcept {
    if (!is_restoring()) return;
    lasting_link_->restoration->hold(false);
    if (lasting_link_->restoration->done()) end_restoring();
}

/// The commands that have waited go out.
ESLIO_DECL void engine::end_restoring() {
    lasting_link_->restoration.reset();
    lasting_link_->over.up();
    life_.opened();
    opening_.handler.complete(error_code());
    if (const auto keeper = lasting_link_->keeper.lock()) keeper->on_up();
    tell_restored();
    flush();
    arm_timer();
    if (options_.logger.takes(severity::info))
        without_throwing([&] { log(severity::info, "connected"); });
}

/// What is heard changes on both connections.
ESLIO_DECL error_code engine::submit_for_both(command&& c, reply_handler& handler,
                                              time_point deadline, std::uint64_t& number) {
    const command also = c;
    return lasting_link_->pair->submit_to_both(
        also, handler, *completions_, number, [&](reply_handler& answered) {
            return exchange_->submit(std::move(c), answered, deadline, number);
        });
}

/// One that changes what is heard is planned for, once there is room for it. A level of log lines
/// is wanted when FreeSWITCH has agreed.
ESLIO_DECL error_code engine::put_in_setup(command&& c, reply_handler& handler, time_point deadline,
                                           std::uint64_t& number) {
    auto& setup = *lasting_link_->restoration;
    if (!c.change()) return setup.submit(std::move(c), handler, deadline, number);
    if (setup.full(c.bytes().size())) return error::queue_full;
    const command also = is_first() ? c : command();
    const auto level = c.change()->level;
    const bool sets_log = c.change()->is_of_log() && c.change()->sets_log();
    const bool secret = c.secret();
    protocol::subscription_state::steps planned;
    if (const error_code why = exchange_->plan(std::move(c), planned)) return why;
    const auto submit = [&](reply_handler& answered) {
        if (sets_log)
            answered = reply_handler::of_own(
                *completions_, [self = shared_from_this(), level, secret,
                                user = std::move(answered)](error_code ec, reply r) mutable {
                    if (!ec && r.ok() && self->exchange_)
                        self->exchange_->heard().note_log(level, secret);
                    user.complete(ec, std::move(r));
                });
        setup.submit(std::move(planned), answered, deadline, number);
        return error_code();
    };
    return is_first()
               ? lasting_link_->pair->submit_to_both(also, handler, *completions_, number, submit)
               : submit(handler);
}

ESLIO_DECL std::uint64_t engine::submit_setup(command&& c, reply_handler& handler) {
    if (!is_restoring()) return submit_command(std::move(c), handler);
    const home::presence here(where());
    error_code why = c.error();
    std::uint64_t number = 0;
    time_point when;
    if (!why && !set_deadline(when, c.timeout(), options_.command_timeout)) why = error::timeout;
    if (!why) why = put_in_setup(std::move(c), handler, when, number);
    if (why) {
        handler.complete(why, reply());
        return 0;
    }
    submitted(when);
    return number;
}

/// True if it is a command of the set-up that waits.
ESLIO_DECL bool engine::cancel_setup(std::uint64_t number, bool harmless_only) {
    auto& setup = *lasting_link_->restoration;
    if (harmless_only && setup.is_written(number)) return true;
    reply_handler handler;
    if (!setup.give_up(number, handler)) return false;
    handler.complete(make_error_code(asio::error::operation_aborted), reply());
    if (setup.done()) end_restoring();
    return true;
}

/// Its commands end with the connection.
ESLIO_DECL void engine::drop_restoration() {
    auto& restoration = lasting_link_->restoration;
    if (restoration && restoration->awaits_changes()) exchange_->heard().note_kept();
    if (restoration) restoration->drain();
    restoration.reset();
}

/// The connection is gone, or could not be made; what can go on over another one waits for it.
/// Called by a route, it is in the middle of a frame: it is noted, and done after that frame.
ESLIO_DECL void engine::interrupt(error_code why) noexcept {
    if (life_.is(state::interrupted)) return;
    const auto self = shared_from_this();
    life_.interrupt(why, said_orderly_goodbye());
    end_stream();
    if (opening_.handler) opening_.handler.complete(why);
    opening_.login.reset();
    drop_restoration();
    const bool was_in_force = !exchange_->is_interrupted();
    if (was_in_force) {
        lasting_link_->over.interrupted();
        exchange_->interrupt(lasting_link_->keeps_unsent);
    }
    const auto pair = lasting_link_->pair;
    const bool missing = pair ? pair->end(lasting_link_->place, why) : was_in_force;
    if (missing && !pair) exchange_->miss_events(why, waker_.now());
    mailbox_.deliver();
    if (missing && pair) pair->tell_missing();
    if (missing && !pair) tell_missing();
    if (const auto keeper = lasting_link_->keeper.lock()) keeper->on_interrupted(why);
    arm_timer();
    if (options_.logger.takes(severity::info))
        without_throwing([&] { log(severity::info, "connection ended: " + why.message()); });
}

}  // namespace eslio::detail
