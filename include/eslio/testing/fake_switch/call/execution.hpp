// Executes applications on a channel: those of a dialplan, and messages of `sendmsg` inside them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/call/application_frame.hpp>
#include <eslio/testing/fake_switch/call/application_media.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/call/digits.hpp>
#include <eslio/testing/fake_switch/call/menu_run.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>
#include <eslio/testing/fake_switch/facts/media_applications.hpp>
#include <eslio/testing/fake_switch/incoming_call.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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
    detail::shared_function<void(std::string_view)> hang_up;
    /// Told of every application that has begun: the call itself does some of them (`socket`,
    /// `bridge`) and ends them by `end`.
    detail::shared_function<void(const running_app&)> on_begun;
    /// Sends the call elsewhere, soon.
    detail::shared_function<void(const std::string& where)> transfer;
    /// Told of every key that is heard.
    detail::shared_function<void(const digit&)> on_key;
    /// Fires an event that may be diverted.
    detail::shared_function<void(event)> fire_private;
    /// Runs messages that are no `execute` and no `hangup`.
    detail::shared_function<void(const request&)> on_message;
    /// Looks for what else waits for the call: told whenever it may be ready for that.
    detail::shared_function<void()> on_idle;
    expander expand;
    /// The call's own lifetime: what is scheduled does not outlive it.
    std::weak_ptr<void> owner;
    /// Nobody reads media in the application on top (a static `socket` between its commands, an
    /// async one before its park).
    bool deaf = false;
    /// The call is parked in an async `socket`.
    bool parked = false;
    /// The channel is parked without the application: when it leaves, CHANNEL_UNPARK says so.
    bool parked_alone = false;

    /// Executes these one after another, then calls `done` unless the call is down by then.
    void run(dialplan actions, detail::shared_function<void()> done);

    /// Executes these one after another inside the application on top, which then ends.
    void run_inside(dialplan actions) {
        run_from(std::make_shared<dialplan>(std::move(actions)), 0, dialplan_number_,
                 [this, name = stack_.back()->app.name] { end(name); });
    }

    /// Executes it now, inside of what runs.
    void run_at_once(std::string name, std::string argument);

    /// The application on top plays that file, or nothing, until the key is pressed.
    void hold_until(char key, std::string_view file);

    /// The application on top is a menu.
    void run_menu(const menu_table& all, const std::string& name);

    /// Before anything is executed, the other side is asked for what that wants; `done` is told
    /// whether it has come. No application is told of it.
    void ask(digit_collector for_what, detail::shared_function<void(bool came)> done);

    /// The same with an application that has to end.
    void run_first(std::string name, std::string argument, detail::shared_function<void()> done);

    /// It has hung up, and been told of, while it was asked.
    void end_asking() {
        while (is_asking()) complete(pop(), app_end::cut);
    }

    /// Calls `what` when the application on top has ended.
    void after_top(detail::shared_function<void()> what);

    /// Calls `what` when the call is moved away from the application on top, before that ends.
    void when_left(detail::shared_function<void()> what) { stack_.back()->left = std::move(what); }

    /// The same of the topmost of that name.
    void when_left(std::string_view name, detail::shared_function<void()> what);

    /// The call is about to go elsewhere: nothing of a dialplan begins any more.
    void leave_dialplan() { ++dialplan_number_; }

    /// The call is about to go elsewhere, when its static `socket` has ended: what runs in that
    /// ends, and what is said now does not last (switch_channel_ready fails).
    void leave();

    /// A channel that is parked without an application.
    void idle() {
        started_ = idle_ = true;
        listen();
    }

    /// Queues a message; false if the queue is full.
    bool queue(const request& message, std::size_t limit);

    /// Executes a message at once, then calls `done`: a `sendmsg` of a static `socket`.
    void run_now(const request& message, detail::shared_function<void()> done);

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
    void stop();

    /// Ends what plays; true if something did. If a message had it executed, what plays around it
    /// ends as well (mod_commands.c: break_function; switch_ivr.c: switch_ivr_parse_event).
    bool stop_playing();

    /// `pause` and `stop` of the file that plays; what else may be said of it changes nothing here.
    /// False if none plays (switch_ivr.c: switch_ivr_process_fh).
    bool handle_file(std::string_view command);

    /// The call goes down: what runs is completed, and each message that waits is taken, which runs
    /// only what a call that is down may run. Nothing else begins.
    void finish();

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
    void listen();

    bool has_messages() const noexcept { return !messages_.empty(); }
    void forget_messages() { messages_.clear(); }
    void forget_digits() { digits_.clear(); }
    /// It reads media in a park, and does nothing else.
    bool is_parked() const noexcept {
        return stack_.empty() ? idle_ : running() == "park" || (running() == "socket" && parked);
    }
    /// It looks for what waits for it, soon.
    void poke();
    /// Whether a file plays on top.
    bool plays() const noexcept { return !stack_.empty() && !stack_.back()->now_playing.empty(); }
    /// Name of the application on top, or empty.
    std::string_view running() const noexcept {
        return stack_.empty() ? std::string_view{} : stack_.back()->app.name;
    }
    /// How many applications run inside each other.
    std::size_t depth() const noexcept { return stack_.size(); }
    /// How many of that name.
    std::size_t depth_of(std::string_view name) const noexcept;
    /// Whether that very execution has not ended, by its Application-UUID.
    bool executes(std::string_view uuid) const noexcept;
    /// Application-UUID of the topmost of that name, or empty.
    std::string uuid_of(std::string_view name) const;

private:
    using frame = application_frame;
    using frame_ptr = std::shared_ptr<frame>;

    scheduler::id later(scheduler::task function, core::duration delay = {}) {
        return leg_.inside().after(delay, [weak = owner, function = std::move(function)] {
            if (const auto alive = weak.lock()) function();
        });
    }

    void run_from(const std::shared_ptr<dialplan>& actions, std::size_t next, unsigned number,
                  detail::shared_function<void()> done);

    // Messages.

    void next_message();

    void take_message();
    /// Whether the message that is to be taken is by a park without media, which does not tell of
    /// it (switch_ivr_park, where `rate` is 0).
    bool takes_in_silence() const noexcept;

    void other_message(const request& message);

    // The stack.

    void push(running_app app, bool locked, std::optional<request> message, bool untold,
              detail::shared_function<void()> done);

    void begin(const frame_ptr& f);

    void go_on(const frame_ptr& f);

    /// `park_timeout=SECONDS[:CAUSE]` (switch_ivr_park).
    void limit_park(const frame_ptr& f);

    /// Whether it is in a park already: another returns at once (switch_ivr.c: switch_ivr_park).
    bool is_parked_around(const frame& inside) const noexcept;

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

    bool is_asking() const noexcept { return !stack_.empty() && stack_.back()->is_untold_prompt(); }

    void stop_timer(frame& f) {
        if (f.timer) leg_.inside().tasks.cancel(*f.timer);
        f.timer.reset();
    }

    frame_ptr pop();

    void end_top(app_end how = app_end::done);

    void say_complete(frame& f, app_end how);

    void complete(const frame_ptr& f, app_end how);

    // Digits.

    bool hears() const noexcept {
        const bool is_deaf = deaf && running() == "socket";
        return !leg_.is_down() && (stack_.empty() ? idle_ : !is_deaf);
    }

    void take_digits();

    /// A call that comes back to its park looks for messages first, and for keys with the next
    /// frame of media (switch_ivr_park).
    static constexpr std::chrono::milliseconds one_frame{20};
    core::time_point keys_from_{};

    /// Nobody reads media in an application that takes no time; `echo` leaves keys alone
    /// (switch_ivr_async.c: switch_ivr_session_echo, without arguments).
    bool takes_keys() const noexcept {
        if (stack_.empty()) return true;
        const frame& top = *stack_.back();
        if (top.menu && top.menu->ignores_keys()) return false;
        const std::string& name = top.app.name;
        return top.lasts() && name != "echo" && name != "system" && !top.ignores_keys();
    }

    void give(const frame_ptr& f, char key);

    channel& leg_;
    const application_table& known_;
    eslio::detail::compact_vector<frame_ptr> stack_;
    eslio::detail::compact_vector<request> messages_;
    eslio::detail::compact_vector<digit> digits_;
    unsigned dialplan_number_ = 0;
    bool started_ = false;
    bool idle_ = false;
    bool going_ = false;  ///< elsewhere: nothing lasts
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/execution.ipp>
#include <eslio/testing/fake_switch/call/impl/execution_frames.ipp>
#endif
