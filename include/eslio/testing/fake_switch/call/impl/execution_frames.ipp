// The bodies of class execution that begin an application, go on with it and end it.
#pragma once

#include <eslio/testing/fake_switch/call/execution.hpp>
#include <eslio/testing/fake_switch/facts/inert_applications.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void execution::push(running_app app, bool locked, std::optional<request> message,
                                bool untold, detail::shared_function<void()> done) {
    const auto found = known_.find(app.name);
    if (!found || (is_inert(app.name) && !known_.is_said(app.name)))
        leg_.inside().asked_in_vain.insert("application " + app.name);
    const bool runs = found && (!leg_.is_down() || runs_on_dead_call(app.name));
    // Only what is executed takes the id away (switch_core_session_exec).
    if (!runs && app.loop != 0) leg_.vars.set("app_uuid", app.uuid);
    if (!found) {
        tell_loop(leg_.vars, app);
        hang_up("DESTINATION_OUT_OF_ORDER");
        if (app.loop != 0) forget_loop(leg_.vars);
    }
    if (!runs) {
        if (message && !untold) fire_private_command(leg_, *message);
        if (done) done();
        return;
    }
    if (!stack_.empty()) {
        stack_.back()->stand_still(leg_.inside().now());
        stop_timer(*stack_.back());
    }
    auto f = std::make_shared<frame>();
    f->written = app.argument;
    f->app = std::move(app);
    f->locked = locked;
    f->message = std::move(message);
    f->untold = untold;
    f->done = std::move(done);
    f->response = found->response();
    stack_.push_back(f);
    begin(f);
}

ESLIO_COLD void execution::begin(const frame_ptr& f) {
    f->prepare(leg_.vars, expand);
    const running_app& app = f->app;
    f->began = f->going_since = leg_.inside().now();
    f->begins = true;
    f->is_scripted = known_.scripted(app.name).has_value();
    f->given = known_.find(app.name).value_or(fake_application()).time();
    f->rest = f->time();
    leg_.vars.set("app_uuid", {});
    if (needs_media(app.name) && leg_.profile.direction == "inbound") leg_.mark_early();
    fire_execute(leg_, app);
    f->in_park = app.name == "park" && is_parked_around(*f);
    if (f->in_park && !f->is_scripted) f->rest = core::duration::zero();
    if (app.name == "park" && !f->in_park) {
        limit_park(f);
        leg_.fire_full(event_name::channel_park, places::parked);
    }
    f->collector = collector_of(app);
    if (!begin_media(leg_, *f)) hang_up("DESTINATION_OUT_OF_ORDER");
    apply_effect(leg_, app, expand);
    if (app.name == "hangup") hang_up(app.argument.empty() ? "NORMAL_CLEARING" : app.argument);
    if (on_begun && !(going_ && f->lasts())) on_begun(app);
    f->begins = false;
    if (stack_.empty() || stack_.back() != f) return;
    go_on(f);
    take_digits();
    poke();
}

ESLIO_COLD void execution::limit_park(const frame_ptr& f) {
    std::string_view cause = leg_.vars["park_timeout"];
    if (cause.empty()) return;
    const std::string limit(wire::next_word(cause, ':'));
    later(
        [this, weak = std::weak_ptr<frame>(f), why = std::string(cause)] {
            const auto same = weak.lock();
            if (!same || leg_.is_down()) return;
            hang_up(why.empty() ? "NORMAL_CLEARING" : why);
        },
        std::chrono::seconds(std::max(std::atoi(limit.c_str()), 0)));
    leg_.vars.set("park_timeout", {});
    leg_.vars.set("park_after_bridge", {});
}

ESLIO_COLD bool execution::is_parked_around(const frame& inside) const noexcept {
    return detail::any_where(stack_, [&](const frame_ptr& f) {
        return f.get() != &inside && (f->app.name == "park" || (f->app.name == "socket" && parked));
    });
}

ESLIO_COLD void execution::go_on(const frame_ptr& f) {
    stop_timer(*f);  // what ended above may have been followed already
    f->going_since = leg_.inside().now();
    if (going_ && f->lasts() && f->app.name != "socket") return end_top(app_end::cut);
    if (!f->rest || f->paused) return;
    if (!f->lasts() || leg_.is_down()) return end_top();
    f->timer = later(
        [this, weak = std::weak_ptr<frame>(f)] {
            const auto same = weak.lock();
            if (same && !stack_.empty() && stack_.back() == same && !leg_.is_down()) {
                same->timer.reset();
                end_top();
            }
        },
        *f->rest);
}

ESLIO_COLD bool execution::handle_file(std::string_view command) {
    frame_ptr f;
    for (const frame_ptr& one : stack_)
        if (!one->now_playing.empty()) f = one;
    if (!f) return false;
    const bool on_top = f == stack_.back();
    const bool pauses = wire::iequals(command, "pause");
    if (!pauses && !wire::iequals(command, "stop")) {
        // An exact volume is all that is not heard of in events.
        if (!wire::istarts_with(command, "volume"))
            leg_.inside().asked_in_vain.insert("api uuid_fileman " + std::string(command));
        return true;
    }
    if (on_top) f->stand_still(leg_.inside().now());
    if (pauses)
        f->paused = !f->paused;
    else
        stop_reading(leg_, *f);
    if (on_top) go_on(f);
    return true;
}

ESLIO_COLD execution::frame_ptr execution::pop() {
    frame_ptr f = std::move(stack_.back());
    stack_.pop_back();
    stop_timer(*f);
    return f;
}

ESLIO_COLD void execution::end_top(app_end how) {
    const frame_ptr f = stack_.back();
    stop_timer(*f);
    if (!leg_.is_down() && plays_again(leg_, *f, how)) {
        // A menu may have begun, and ended, something inside of it.
        if (!stack_.empty() && stack_.back() == f) go_on(f);
        return take_digits();
    }
    if (stack_.empty() || stack_.back() != f) return;
    pop();
    if (f->loops_on(leg_.inside().now()) && !leg_.is_down() && how == app_end::done) {
        say_complete(*f, how);
        ++f->app.loop;
        stack_.push_back(f);
        return begin(f);
    }
    keys_from_ = leg_.inside().now() + one_frame;
    complete(f, how);
    if (!stack_.empty() && !leg_.is_down() && !stack_.back()->begins) go_on(stack_.back());
    if (!going_) poke();
}

ESLIO_COLD void execution::say_complete(frame& f, app_end how) {
    leave_behind(leg_, f, how);
    if (f.is_untold_prompt()) return;
    if ((f.app.name == "park" && !f.in_park) ||
        (f.app.name == "socket" && std::exchange(parked, false)))
        leg_.fire_full(event_name::channel_unpark, places::unparked);
    fire_execute_complete(leg_, f.app);
}

ESLIO_COLD void execution::complete(const frame_ptr& f, app_end how) {
    say_complete(*f, how);
    if (f->app.loop != 0) forget_loop(leg_.vars);
    if (f->message && !f->untold) fire_private_command(leg_, *f->message);
    if (f->released) f->released();
    if (f->gave_up && !f->collector->on_failure().empty() && how != app_end::cut && transfer)
        transfer(f->collector->on_failure());
    if (f->done) std::exchange(f->done, nullptr)();
}

ESLIO_COLD void execution::take_digits() {
    if (!digits_.empty() && leg_.inside().now() < keys_from_ && is_parked()) {
        later([this] { take_digits(); }, keys_from_ - leg_.inside().now());
        return;
    }
    while (!digits_.empty() && hears() && takes_keys()) {
        if (!stack_.empty() && leaves_keys(leg_, *stack_.back())) return end_top();
        const digit d = std::move(digits_.front());
        digits_.erase(digits_.begin());
        leg_.digits_dialed += d.key;
        fire_private(dtmf_event(leg_, d));
        if (on_key) on_key(d);
        if (stack_.empty()) continue;
        const frame_ptr top = stack_.back();  // it may put another one on top
        give(top, d.key);
    }
}

ESLIO_COLD void execution::give(const frame_ptr& f, char key) {
    if (f->menu) {
        stop_timer(*f);
        f->menu->take(key);
        if (!stack_.empty() && stack_.back() == f) go_on(f);
        return;
    }
    if (f->collector) {
        const bool plays = f->phase == frame::prompt_phase::file;
        const bool over = f->collector->take(key, plays);
        if (plays) collects_on(leg_, *f, app_end::broken);
        if (over) return end_top();
        stop_timer(*f);
        f->rest = f->collector->digit_timeout();
        return go_on(f);
    }
    if (f->unhold_key != 0) {
        if (key == f->unhold_key) end_top(app_end::broken);
        return;
    }
    // A conference has keys of its own, as its profile says.
    if (f->app.name == "conference")
        leg_.inside().asked_in_vain.insert(std::string("key of a conference ") + key);
    const bool records = f->app.name == "record";
    if ((f->app.name != "playback" && !records) || (!f->rest && !records) ||
        !ends_playback(leg_.vars, key))
        return;
    leg_.vars.set("playback_terminator_used", std::string(1, key));
    end_top(app_end::broken);
}

}  // namespace eslio::testing::fake
