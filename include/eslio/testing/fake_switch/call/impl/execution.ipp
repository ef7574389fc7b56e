// The bodies of the functions of execution.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/execution.hpp>

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

ESLIO_COLD void execution::when_left(std::string_view name, detail::shared_function<void()> what) {
    for (std::size_t i = stack_.size(); i-- > 0;)
        if (stack_[i]->app.name == name) return (void)(stack_[i]->left = std::move(what));
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
    while (!stack_.empty() && stack_.back()->app.name != "socket") {
        const frame_ptr f = stack_.back();
        if (const auto left = std::exchange(f->left, nullptr); left && !leg_.is_down()) left();
        if (!stack_.empty() && stack_.back() == f) end_top(app_end::cut);
    }
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
    // Who waits in a queue drops them (mod_fifo.c: switch_core_session_flush_private_events).
    if (depth_of("fifo") != 0) messages_.clear();
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

ESLIO_COLD bool execution::executes(std::string_view uuid) const noexcept {
    return detail::any_where(stack_, [&](const frame_ptr& f) { return f->app.uuid == uuid; });
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
        if (on_idle) on_idle();
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

}  // namespace eslio::testing::fake
