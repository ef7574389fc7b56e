// Executes applications and queued messages on a channel, one after another.
#pragma once

#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/channel.hpp>
#include <eslio/testing/fake_switch/request.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// Messages run one after another, as if each had `event-lock`. Pinned: it is part of a call.
class execution {
public:
    execution(channel& leg, const application_table& known) : leg_(leg), known_(known) {}
    execution(const execution&) = delete;
    execution& operator=(const execution&) = delete;

    /// Hangs the call up with a cause.
    std::function<void(std::string_view)> hang_up;
    /// The call's own lifetime: what is scheduled does not outlive it.
    std::weak_ptr<void> owner;

    /// Executes what `originate` was given, then calls `done` (never for an endless one).
    void start(std::string_view name, std::string_view argument, std::function<void()> done) {
        const auto found = known_.find(name);
        if (found == known_.end()) return hang_up("DESTINATION_OUT_OF_ORDER");
        running app{std::string(name), std::string(argument), leg_.inside().new_uuid(), {}, 0, 1};
        if (found->second.time()) {
            run(std::move(app), std::move(done));
        } else {
            begin(app);
            if (name == "park") leg_.fire_full(event_name::channel_park, places::parked);
            endless_ = std::move(app);
            next_message();
        }
    }

    /// A channel that is parked without an application.
    void idle() { next_message(); }

    /// False if the queue is full.
    bool queue(const request& message, std::size_t limit) {
        if (messages_.size() >= limit) return false;
        messages_.push_back(message);
        later([this] { next_message(); });
        return true;
    }

    /// The call goes down: what runs is completed.
    void finish() {
        messages_.clear();
        if (current_) {
            complete(*current_);
            if (message_) fire_private_command(*message_);
            current_.reset();
        }
        if (!endless_) return;
        if (endless_->name == "park") leg_.fire_full(event_name::channel_unpark, places::unparked);
        complete(*endless_);
        endless_.reset();
    }

private:
    static constexpr int most_loops = 100;

    struct running {
        std::string name;
        std::string argument;
        std::string uuid;
        std::string uuid_name;
        int loop;  ///< which one it is, counted from 1; 0 without loops
        int loops;
    };

    template <class Function>
    void later(Function function, core::duration delay = {}) {
        leg_.inside().after(delay, [weak = owner, function = std::move(function)]() mutable {
            if (const auto alive = weak.lock()) function();
        });
    }

    void next_message() {
        if (current_ || messages_.empty() || leg_.is_down()) return;
        message_ = std::move(messages_.front());
        messages_.pop_front();
        const std::string_view what = (*message_)["call-command"];
        if (what == "execute" && !(*message_)["execute-app-name"].empty())
            return execute_message(*message_);
        if (what == "hangup") {
            const std::string cause((*message_)["hangup-cause"]);
            hang_up(cause.empty() ? "NORMAL_CLEARING" : cause);
        }
        message_done();
    }

    void execute_message(const request& m) {
        const std::string name(m["execute-app-name"]);
        const auto found = known_.find(name);
        if (found == known_.end()) {
            hang_up("DESTINATION_OUT_OF_ORDER");
            return message_done();
        }
        std::string argument(m["execute-app-arg"]);
        if (argument.empty() && wire::iequals(m["content-type"], "text/plain"))
            argument = std::string(m.content.body());
        std::string uuid(m["event-uuid"]);
        if (uuid.empty()) uuid = leg_.inside().new_uuid();
        const int asked = std::atoi(std::string(m["loops"]).c_str());
        const int loops = std::clamp(asked, 1, most_loops);
        running app{
            name, std::move(argument), std::move(uuid), std::string(m["event-uuid-name"]), 1,
            loops};
        if (found->second.time()) return run(std::move(app), [this] { message_done(); });
        begin(app);
        current_ = std::move(app);
    }

    void message_done() {
        leg_.vars.set("current_loop", {});
        leg_.vars.set("total_loops", {});
        if (message_) fire_private_command(*message_);
        message_.reset();
        later([this] { next_message(); });
    }

    void run(running app, std::function<void()> done) {
        begin(app);
        const core::duration time = duration_of(app);
        current_ = std::move(app);
        if (time == core::duration::zero()) return end(std::move(done));
        later(
            [this, done = std::move(done)]() mutable {
                if (current_ && !leg_.is_down()) end(std::move(done));
            },
            time);
    }

    void end(std::function<void()> done) {
        running app = std::move(*current_);
        current_.reset();
        complete(app);
        if (leg_.is_down()) return;
        if (app.loop < app.loops && app.loop != 0) {
            ++app.loop;
            return run(std::move(app), std::move(done));
        }
        if (done) done();
    }

    core::duration duration_of(const running& app) const {
        if (app.name == "sleep")
            return std::chrono::milliseconds(wire::parse_number(app.argument).value_or(0));
        return known_.find(app.name)->second.time().value_or(core::duration::zero());
    }

    void begin(const running& app) {
        if (app.loop != 0) {
            leg_.vars.set("current_loop", std::to_string(app.loop));
            leg_.vars.set("total_loops", std::to_string(app.loops));
        }
        leg_.vars.set("current_application", app.name);
        if (!app.argument.empty()) leg_.vars.set("current_application_data", app.argument);
        event e = leg_.full_event(event_name::channel_execute, places::exec);
        add_application(e, app, {});
        leg_.inside().fire(std::move(e));
        leg_.vars.set("current_application", app.name);
        if (app.name == "playback")
            fire_playback(event_name::playback_start, places::play_file, app, {});
        effect(app);
    }

    void complete(const running& app) {
        if (app.name == "playback")
            fire_playback(event_name::playback_stop, places::play_done, app,
                          leg_.is_down() ? "break" : "done");
        event e = leg_.full_event(event_name::channel_execute_complete, places::exec_done);
        const std::string& given = known_.find(app.name)->second.response();
        add_application(e, app, app.name == "playback" ? "FILE PLAYED" : given);
        leg_.inside().fire(std::move(e));
    }

    /// What an application does to the channel.
    void effect(const running& app) {
        const std::size_t equals = app.argument.find('=');
        const std::string_view name = std::string_view(app.argument).substr(0, equals);
        const std::string_view value = equals == std::string::npos
                                           ? std::string_view{}
                                           : std::string_view(app.argument).substr(equals + 1);
        if (app.name == "set" || app.name == "export")
            leg_.vars.set(name, value);
        else if (app.name == "unset")
            leg_.vars.set(app.argument, {});
        else if (app.name == "push")
            leg_.vars.push(name, value);
        else if (app.name == "unshift")
            leg_.vars.unshift(name, value);
        else if (app.name == "answer" && !leg_.is_answered())
            leg_.mark_answered();
        else if (app.name == "hangup")
            hang_up(app.argument.empty() ? "NORMAL_CLEARING" : app.argument);
    }

    static void add_application(event& e, const running& app, std::string_view response) {
        e.add("Application", app.name);
        if (!app.argument.empty()) e.add("Application-Data", app.argument);
        if (!response.empty()) e.add("Application-Response", response);
        e.add("Application-UUID", app.uuid);
        if (!app.uuid_name.empty()) e.add("Application-UUID-Name", app.uuid_name);
    }

    void fire_playback(event_name type, const place& origin, const running& app,
                       std::string_view status) {
        event e = leg_.full_event(type, origin);
        e.add("Playback-File-Path", app.argument);
        if (!status.empty()) e.add("Playback-Status", status);
        leg_.inside().fire(std::move(e));
    }

    /// The message's own headers, then those of an event and of the channel.
    void fire_private_command(const request& m) {
        event e = m.content;
        leg_.inside().add_common(e, to_string(event_name::private_command),
                                 places::private_command);
        leg_.add_basic(e);
        leg_.inside().fire(signal{std::move(e), event_name::private_command, {}});
    }

    channel& leg_;
    const application_table& known_;
    std::optional<running> current_;
    std::optional<running> endless_;
    std::optional<request> message_;
    std::deque<request> messages_;
};

}  // namespace eslio::testing::fake
