// The bodies of the functions of execution.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/execution.hpp>
#include <eslio/testing/fake_switch/facts/inert_applications.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void execution::run(dialplan actions, detail::shared_function<void()> done) {
    started_ = true;
    run_from(std::make_shared<dialplan>(std::move(actions)), 0, ++dialplan_number_,
             std::move(done));
}

ESLIO_COLD void execution::run_at_once(std::string name, std::string argument) {
    run_first(std::move(name), std::move(argument), {});
}

ESLIO_COLD void execution::after_top(detail::shared_function<void()> what) {
    auto& released = stack_.back()->released;
    if (!released) return (void)(released = std::move(what));
    released = [first = std::move(released), then = std::move(what)] {
        first();
        then();
    };
}

ESLIO_COLD void execution::hold_until(char key, std::string_view file) {
    frame& f = *stack_.back();
    f.unhold_key = key;
    if (!f.is_scripted) f.rest.reset();
    if (file.empty()) return;
    f.missing_file = !start_file(leg_, f, file);
    if (f.missing_file) f.rest = core::duration::zero();
    if (!f.missing_file && !f.is_scripted) f.rest = duration_of_file(file);
}

ESLIO_COLD void execution::run_menu(const menu_table& all, const std::string& name) {
    frame& f = *stack_.back();
    if (f.is_scripted) return;
    menu_surroundings around{
        leg_, known_, expand,
        [this](std::string app_name, std::string argument, detail::shared_function<void()> done) {
            run_first(std::move(app_name), std::move(argument), std::move(done));
        },
        [this, number = dialplan_number_] {
            return leg_.is_down() || going_ || number != dialplan_number_;
        }};
    f.menu = std::make_shared<menu_run>(std::move(around), f, all);
    f.menu->start(name);
}

ESLIO_COLD void execution::ask(digit_collector for_what,
                               detail::shared_function<void(bool came)> done) {
    const auto f = std::make_shared<frame>();
    f->collector = std::move(for_what);
    f->response = no_response;
    f->given = std::chrono::seconds(1);  // of a file of which no more is known
    f->began = f->going_since = leg_.inside().now();
    f->done = [this, weak = std::weak_ptr<frame>(f), done = std::move(done)] {
        const auto same = weak.lock();
        if (same && !going_) done(!same->gave_up);
    };
    stack_.push_back(f);
    begin_prompt(leg_, *f);
    go_on(f);
    take_digits();
}

ESLIO_COLD void execution::run_first(std::string name, std::string argument,
                                     detail::shared_function<void()> done) {
    running_app app;
    app.name = std::move(name);
    app.argument = std::move(argument);
    app.uuid = leg_.inside().new_uuid();
    push(std::move(app), false, std::nullopt, false, std::move(done));
}

ESLIO_COLD bool execution::queue(const request& message, std::size_t limit) {
    if (messages_.size() >= limit) return false;
    messages_.push_back(message);
    poke();
    return true;
}

ESLIO_COLD void execution::run_now(const request& message, detail::shared_function<void()> done) {
    if (message["call-command"] == "execute" && !message["execute-app-name"].empty())
        return push(app_of(message, leg_.inside()), is_locked(message), std::nullopt, false,
                    std::move(done));
    other_message(message);
    done();
}

ESLIO_COLD void execution::stop() {
    if (std::exchange(parked_alone, false))
        leg_.fire_full(event_name::channel_unpark, places::unparked);
    ++dialplan_number_;
    idle_ = false;
    going_ = true;
    while (!stack_.empty()) {
        const frame_ptr f = pop();
        // With event-lock what waits is executed after it, by the one around it.
        while (!f->locked && !messages_.empty() && !leg_.is_down() && started_) take_message();
        if (f->left && !leg_.is_down()) f->left();
        complete(f, app_end::cut);
    }
    going_ = false;
}

ESLIO_COLD void execution::leave() {
    ++dialplan_number_;
    going_ = true;
    while (!stack_.empty() && stack_.back()->app.name != "socket") end_top(app_end::cut);
}

ESLIO_COLD bool execution::stop_playing() {
    const auto is_broken = [this] {
        if (stack_.empty()) return false;
        const frame& f = *stack_.back();
        const bool plays_on = f.is_repeated() && !f.is_scripted;
        return f.rest || plays_on || f.app.name == "record";
    };
    if (!is_broken()) return false;
    bool by_message = false;
    frame_ptr broken;
    while (is_broken() && stack_.back() != broken && (!broken || by_message) && !leg_.is_down()) {
        broken = stack_.back();
        by_message = by_message || broken->message.has_value();
        end_top(app_end::broken);
    }
    return true;
}

ESLIO_COLD void execution::finish() {
    if (is_asking()) return;
    while (detail::any_where(stack_, [](const auto& f) { return f->message.has_value(); }))
        complete(pop(), app_end::cut);
    while (!messages_.empty()) take_message();
    stop();
}

ESLIO_COLD void execution::listen() {
    deaf = false;
    take_digits();
    poke();
}

ESLIO_COLD std::size_t execution::depth_of(std::string_view name) const noexcept {
    std::size_t depth = 0;
    for (const auto& f : stack_) depth += f->app.name == name ? 1U : 0U;
    return depth;
}

ESLIO_COLD std::string execution::uuid_of(std::string_view name) const {
    for (std::size_t i = stack_.size(); i-- > 0;)
        if (stack_[i]->app.name == name) return stack_[i]->app.uuid;
    return {};
}

ESLIO_COLD void execution::run_from(const std::shared_ptr<dialplan>& actions, std::size_t next,
                                    unsigned number, detail::shared_function<void()> done) {
    if (number != dialplan_number_ || leg_.is_down()) return;
    if (next == actions->size()) return done();
    const dialplan_action& action = (*actions)[next];
    running_app app;
    app.name = action.application;
    app.argument = action.argument;
    app.uuid = leg_.inside().new_uuid();
    push(std::move(app), false, std::nullopt, false,
         [this, actions, next, number, done = std::move(done)] {
             run_from(actions, next + 1, number, done);
         });
}

ESLIO_COLD void execution::poke() {
    later([this] {
        next_message();
        take_digits();
    });
}

ESLIO_COLD void execution::next_message() {
    if (!started_ || messages_.empty() || !hears()) return;
    if (detail::any_where(stack_, [](const auto& f) { return f->locked; })) return;
    take_message();
}

ESLIO_COLD void execution::take_message() {
    request message = std::move(messages_.front());
    messages_.erase(messages_.begin());
    const bool untold = takes_in_silence();
    if (message["call-command"] == "execute" && !message["execute-app-name"].empty()) {
        running_app app = app_of(message, leg_.inside());
        const bool locked = is_locked(message);
        return push(std::move(app), locked, std::move(message), untold, {});
    }
    other_message(message);
    if (!untold) fire_private_command(leg_, message);
    poke();
}

ESLIO_COLD bool execution::takes_in_silence() const noexcept {
    if (leg_.is_down() || leg_.is_answered() || leg_.is_early()) return false;
    return stack_.empty() || stack_.back()->app.name == "park" ||
           stack_.back()->app.name == "socket";
}

ESLIO_COLD void execution::other_message(const request& message) {
    if (leg_.is_down()) return;
    if (message["call-command"] == "hangup") {
        const std::string cause(message["hangup-cause"]);
        hang_up(cause.empty() ? "NORMAL_CLEARING" : cause);
    } else if (on_message) {
        on_message(message);
    }
}

ESLIO_COLD void execution::push(running_app app, bool locked, std::optional<request> message,
                                bool untold, detail::shared_function<void()> done) {
    const auto found = known_.find(app.name);
    if (!found || (is_inert(app.name) && !known_.is_said(app.name)))
        leg_.inside().asked_in_vain.insert("application " + app.name);
    if (!found) {
        tell_loop(leg_.vars, app);
        hang_up("DESTINATION_OUT_OF_ORDER");
        if (app.loop != 0) forget_loop(leg_.vars);
    }
    if (!found || (leg_.is_down() && !runs_on_dead_call(app.name))) {
        // Only what is executed takes the id away (switch_core_session_exec).
        if (app.loop != 0) leg_.vars.set("app_uuid", app.uuid);
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
    if (!f->rest) return;
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
        if (!stack_.empty()) give(stack_.back(), d.key);
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
    const bool records = f->app.name == "record";
    if ((f->app.name != "playback" && !records) || (!f->rest && !records) ||
        !ends_playback(leg_.vars, key))
        return;
    leg_.vars.set("playback_terminator_used", std::string(1, key));
    end_top(app_end::broken);
}

}  // namespace eslio::testing::fake
