// Executes applications on a channel: those of a dialplan, and messages of `sendmsg` inside them.
#pragma once

#include <eslio/testing/fake_switch/application_frame.hpp>
#include <eslio/testing/fake_switch/application_media.hpp>
#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/channel.hpp>
#include <eslio/testing/fake_switch/digits.hpp>
#include <eslio/testing/fake_switch/incoming_call.hpp>
#include <eslio/testing/fake_switch/running_app.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Applications lie on a stack: a message that comes while one runs is executed inside it, and it
/// goes on (its time stood still) when that is done. With `event-lock` nothing starts inside.
/// Pinned: it is part of a call.
class execution {
public:
    execution(channel& leg, const application_table& known) : leg_(leg), known_(known) {}
    execution(const execution&) = delete;
    execution& operator=(const execution&) = delete;

    /// Hangs the call up with a cause.
    std::function<void(std::string_view)> hang_up;
    /// Told of every application that has begun: the call itself does some of them (`socket`,
    /// `bridge`) and ends them by `end`.
    std::function<void(const running_app&)> on_begun;
    /// Fires an event that may be diverted.
    std::function<void(event)> fire_private;
    /// Runs messages that are no `execute` and no `hangup`.
    std::function<void(const request&)> on_message;
    expander expand;
    /// The call's own lifetime: what is scheduled does not outlive it.
    std::weak_ptr<void> owner;
    /// Nobody reads media in the application on top (a static `socket` between its commands, an
    /// async one before its park).
    bool deaf = false;
    /// The call is parked in an async `socket`.
    bool parked = false;

    /// Executes these one after another, then calls `done` unless the call is down by then.
    void run(dialplan actions, std::function<void()> done) {
        started_ = true;
        run_from(std::make_shared<dialplan>(std::move(actions)), 0, ++dialplan_number_,
                 std::move(done));
    }

    /// Executes these one after another inside the application on top, which then ends.
    void run_inside(dialplan actions) {
        run_from(std::make_shared<dialplan>(std::move(actions)), 0, dialplan_number_,
                 [this, name = stack_.back()->app.name] { end(name); });
    }

    /// Calls `what` when the application on top has ended.
    void after_top(std::function<void()> what) { stack_.back()->released = std::move(what); }

    /// The call is about to go elsewhere: nothing of a dialplan begins any more.
    void leave() { ++dialplan_number_; }

    /// A channel that is parked without an application.
    void idle() {
        started_ = idle_ = true;
        listen();
    }

    /// Queues a message; false if the queue is full.
    bool queue(const request& message, std::size_t limit) {
        if (messages_.size() >= limit) return false;
        messages_.push_back(message);
        poke();
        return true;
    }

    /// Executes a message at once, then calls `done`: a `sendmsg` of a static `socket`.
    void run_now(const request& message, std::function<void()> done) {
        if (message["call-command"] == "execute" && !message["execute-app-name"].empty())
            return push(app_of(message, leg_.inside()), is_locked(message), std::nullopt,
                        std::move(done));
        other_message(message);
        done();
    }

    /// Ends the topmost application of that name; one that has another inside ends after that.
    bool end(std::string_view name) {
        return end_if([&](const frame& f) { return f.app.name == name; });
    }

    /// Ends that very execution, by its Application-UUID.
    void end_execution(std::string_view uuid) {
        end_if([&](const frame& f) { return f.app.uuid == uuid; });
    }

    /// Breaks off all that runs inside that execution.
    void break_inside(std::string_view uuid) {
        while (!stack_.empty() && stack_.back()->app.uuid != uuid) complete(pop(), app_end::broken);
    }

    /// Ends all that runs, and the dialplan: the call goes elsewhere.
    void stop() {
        ++dialplan_number_;
        idle_ = false;
        while (!stack_.empty()) complete(pop(), app_end::cut);
    }

    /// Ends what plays; true if something did.
    bool stop_playing() {
        if (stack_.empty() || !stack_.back()->rest) return false;
        end_top(app_end::broken);
        return true;
    }

    /// The call goes down: what runs is completed, and each message that waits is taken, which runs
    /// only what a call that is down may run. Nothing else begins.
    void finish() {
        while (std::any_of(stack_.begin(), stack_.end(), [](auto& f) { return f->message; }))
            complete(pop(), app_end::cut);
        while (!messages_.empty()) take_message();
        stop();
    }

    /// The call went down while a static `socket` holds it: what that had executed ends.
    void end_above_socket() {
        messages_.clear();
        while (!stack_.empty() && stack_.back()->app.name != "socket") end_top(app_end::cut);
    }

    void press(digit d) {
        digits_.push_back(std::move(d));
        take_digits();
    }

    /// The application on top reads media from now on.
    void listen() {
        deaf = false;
        take_digits();
        poke();
    }

    bool has_messages() const noexcept { return !messages_.empty(); }
    void forget_messages() { messages_.clear(); }
    void forget_digits() { digits_.clear(); }
    /// Name of the application on top, or empty.
    std::string_view running() const noexcept {
        return stack_.empty() ? std::string_view{} : stack_.back()->app.name;
    }
    /// How many applications of that name run inside each other.
    std::size_t depth_of(std::string_view name) const noexcept {
        std::size_t depth = 0;
        for (const auto& f : stack_) depth += f->app.name == name ? 1U : 0U;
        return depth;
    }
    /// Application-UUID of the topmost of that name, or empty.
    std::string uuid_of(std::string_view name) const {
        for (auto f = stack_.rbegin(); f != stack_.rend(); ++f)
            if ((*f)->app.name == name) return (*f)->app.uuid;
        return {};
    }

private:
    using frame = application_frame;
    using frame_ptr = std::shared_ptr<frame>;

    template <class Function>
    scheduler::id later(Function function, core::duration delay = {}) {
        return leg_.inside().after(delay, [weak = owner, function = std::move(function)]() mutable {
            if (const auto alive = weak.lock()) function();
        });
    }

    void run_from(const std::shared_ptr<dialplan>& actions, std::size_t next, unsigned number,
                  std::function<void()> done) {
        if (number != dialplan_number_ || leg_.is_down()) return;
        if (next == actions->size()) return done();
        const dialplan_action& action = (*actions)[next];
        running_app app;
        app.name = action.application;
        app.argument = action.argument;
        app.uuid = leg_.inside().new_uuid();
        push(std::move(app), false, std::nullopt,
             [this, actions, next, number, done = std::move(done)] {
                 run_from(actions, next + 1, number, done);
             });
    }

    // Messages.

    void poke() {
        later([this] {
            next_message();
            take_digits();
        });
    }

    void next_message() {
        if (!started_ || messages_.empty() || !hears()) return;
        if (std::any_of(stack_.begin(), stack_.end(), [](const auto& f) { return f->locked; }))
            return;
        take_message();
    }

    void take_message() {
        request message = std::move(messages_.front());
        messages_.pop_front();
        if (message["call-command"] == "execute" && !message["execute-app-name"].empty()) {
            running_app app = app_of(message, leg_.inside());
            const bool locked = is_locked(message);
            return push(std::move(app), locked, std::move(message), {});
        }
        other_message(message);
        fire_private_command(leg_, message);
        poke();
    }

    void other_message(const request& message) {
        if (leg_.is_down()) return;
        if (message["call-command"] == "hangup") {
            const std::string cause(message["hangup-cause"]);
            hang_up(cause.empty() ? "NORMAL_CLEARING" : cause);
        } else if (on_message) {
            on_message(message);
        }
    }

    // The stack.

    void push(running_app app, bool locked, std::optional<request> message,
              std::function<void()> done) {
        const auto found = known_.find(app.name);
        if (!found) hang_up("DESTINATION_OUT_OF_ORDER");
        if (!found || (leg_.is_down() && !runs_on_dead_call(app.name))) {
            // Only what is executed takes the id away (switch_core_session_exec).
            if (app.loop != 0) leg_.vars.set("app_uuid", app.uuid);
            if (message) fire_private_command(leg_, *message);
            if (done) done();
            return;
        }
        if (!stack_.empty()) stack_.back()->stand_still(leg_.inside().now());
        if (!stack_.empty()) stop_timer(*stack_.back());
        auto f = std::make_shared<frame>();
        f->written = app.argument;
        f->app = std::move(app);
        f->locked = locked;
        f->message = std::move(message);
        f->done = std::move(done);
        f->response = found->response();
        f->playing = found->time().value_or(core::duration::zero());
        stack_.push_back(f);
        begin(f);
    }

    void begin(const frame_ptr& f) {
        f->prepare(leg_.vars, expand);
        const running_app& app = f->app;
        f->began = leg_.inside().now();
        f->rest = time_of(app, known_.find(app.name).value_or(fake_application()));
        leg_.vars.set("app_uuid", {});
        fire_execute(leg_, app);
        if (app.name == "park") leg_.fire_full(event_name::channel_park, places::parked);
        f->collector = collector_of(app);
        if (!begin_media(leg_, *f)) hang_up("DESTINATION_OUT_OF_ORDER");
        apply_effect(leg_, app, expand);
        if (app.name == "hangup") hang_up(app.argument.empty() ? "NORMAL_CLEARING" : app.argument);
        if (on_begun) on_begun(app);
        if (stack_.empty() || stack_.back() != f) return;
        go_on(f);
        take_digits();
        poke();
    }

    void go_on(const frame_ptr& f) {
        stop_timer(*f);  // what ended above may have been followed already
        f->going_since = leg_.inside().now();
        if (!f->rest) return;
        if (*f->rest == core::duration::zero() || leg_.is_down()) return end_top();
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

    template <class Fits>
    bool end_if(Fits fits) {
        for (std::size_t i = stack_.size(); i-- != 0;) {
            if (!fits(*stack_[i])) continue;
            stack_[i]->response = no_response;
            stack_[i]->rest = core::duration::zero();
            if (i + 1 == stack_.size()) end_top();
            return true;
        }
        return false;
    }

    void stop_timer(frame& f) {
        if (f.timer) leg_.inside().tasks.cancel(*f.timer);
        f.timer.reset();
    }

    frame_ptr pop() {
        frame_ptr f = std::move(stack_.back());
        stack_.pop_back();
        stop_timer(*f);
        return f;
    }

    void end_top(app_end how = app_end::done) {
        const frame_ptr f = stack_.back();
        stop_timer(*f);
        if (!leg_.is_down() && plays_again(leg_, *f, how)) return go_on(f);
        pop();
        if (f->loops_on(leg_.inside().now()) && !leg_.is_down() && how == app_end::done) {
            say_complete(*f, how);
            ++f->app.loop;
            stack_.push_back(f);
            return begin(f);
        }
        complete(f, how);
        if (!stack_.empty() && !leg_.is_down()) go_on(stack_.back());
        poke();
    }

    void say_complete(frame& f, app_end how) {
        leave_behind(leg_, f, how);
        if (f.app.name == "park" || (f.app.name == "socket" && std::exchange(parked, false)))
            leg_.fire_full(event_name::channel_unpark, places::unparked);
        fire_execute_complete(leg_, f.app);
    }

    void complete(const frame_ptr& f, app_end how) {
        say_complete(*f, how);
        if (f->app.loop != 0) {
            leg_.vars.set("current_loop", {});
            leg_.vars.set("total_loops", {});
        }
        if (f->released) f->released();
        if (f->message) fire_private_command(leg_, *f->message);
        if (f->done) std::exchange(f->done, nullptr)();
    }

    // Digits.

    bool hears() const noexcept {
        const bool is_deaf = deaf && running() == "socket";
        return !leg_.is_down() && (stack_.empty() ? idle_ : !is_deaf);
    }

    void take_digits() {
        while (!digits_.empty() && hears()) {
            if (!stack_.empty() && leaves_keys(leg_, *stack_.back())) return end_top();
            const digit d = std::move(digits_.front());
            digits_.pop_front();
            fire_private(dtmf_event(leg_, d));
            if (!stack_.empty()) give(stack_.back(), d.key);
        }
    }

    void give(const frame_ptr& f, char key) {
        if (f->collector) {
            if (f->missing_file) return;
            if (f->collector->take(key, f->plays_file(leg_.inside().now()))) return end_top();
            stop_timer(*f);
            f->rest = f->collector->digit_timeout();
            return go_on(f);
        }
        if (f->app.name != "playback" || !f->rest || !ends_playback(leg_.vars, key)) return;
        leg_.vars.set("playback_terminator_used", std::string(1, key));
        end_top(app_end::broken);
    }

    channel& leg_;
    const application_table& known_;
    std::vector<frame_ptr> stack_;
    std::deque<request> messages_;
    std::deque<digit> digits_;
    unsigned dialplan_number_ = 0;
    bool started_ = false;
    bool idle_ = false;
};

}  // namespace eslio::testing::fake
