// An in-process FreeSWITCH for tests: its event socket, its API, its calls.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/api_answer.hpp>
#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/testing/fake_switch/runtime.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing {

/// Listens like mod_event_socket, answers byte for byte like it, and lets calls run.
///
/// Its time is that of the execution context (`eslio::environment`), so a test that drives time
/// drives it, too. Use it on the thread of its executor only. It may be destroyed at any time
/// before that context; connections then end without a goodbye. It can be moved.
///
/// A call has one leg, that of the dialled side; of `loopback/...` it is leg A alone.
class fake_switch {
public:
    using duration = environment::duration;

    explicit fake_switch(const asio::any_io_executor& executor, fake_switch_options options = {})
        : runtime_(std::make_shared<fake::runtime>(executor, std::move(options))) {
        runtime_->start();
    }

    fake_switch(fake_switch&&) noexcept = default;
    fake_switch& operator=(fake_switch&& other) noexcept {
        if (this == &other) return *this;
        if (runtime_) runtime_->stop();
        runtime_ = std::move(other.runtime_);
        return *this;
    }
    ~fake_switch() {
        if (runtime_) runtime_->stop();
    }

    // Connections.

    /// The client's end of a new connection in memory.
    stream connect(const asio::any_io_executor& client_executor) {
        return runtime_->connect(client_executor);
    }

    /// Listens on a TCP port and returns it; port 0 chooses one.
    std::uint16_t listen(const asio::ip::tcp::endpoint& where = {asio::ip::address_v4::loopback(),
                                                                 0}) {
        return runtime_->listen(where).port();
    }

    /// What holds for connections made from now on.
    fake_switch_options& options() noexcept { return inside().options; }

    // Scripts.

    /// What calls to that destination do (`user/1000`, as `originate` is given it).
    fake_switch& plan(std::string destination, call_plan what) {
        inside().plans.insert_or_assign(std::move(destination), std::move(what));
        return *this;
    }

    /// What all other calls do.
    fake_switch& plan(call_plan what) {
        inside().default_plan = std::move(what);
        return *this;
    }

    /// Decides for every call; none leaves it to the plans.
    fake_switch& on_originate(
        std::function<std::optional<call_plan>(const originate_request&)> decide) {
        inside().on_originate = std::move(decide);
        return *this;
    }

    /// Answers an API command instead of its own, by `api` and `bgapi`. The handler is given the
    /// arguments and returns the output, or `answer_after(time, output)`.
    fake_switch& on_api(std::string_view name,
                        std::function<api_answer(std::string_view arguments)> answer) {
        inside().apis[fake::lower(name)] =
            [answer = std::move(answer)](fake::machine&, std::string_view arguments,
                                         const fake::api_done& done) { done(answer(arguments)); };
        return *this;
    }

    /// Answers each command that begins so with bytes of the test's own: a whole packet, part of
    /// one, or nothing. The newest goes first.
    fake_switch& on_command(std::string prefix,
                            std::function<std::string(std::string_view command)> answer) {
        auto& all = inside().raw_replies;
        all.insert(all.begin(), {std::move(prefix), std::move(answer)});
        return *this;
    }

    /// Gives the switch an application, or another behaviour of one.
    fake_switch& application(std::string name, fake_application behaviour) {
        inside().applications.insert_or_assign(std::move(name), std::move(behaviour));
        return *this;
    }

    // What happens.

    /// An event with the common headers, to be added to and fired.
    event make_event(event_name type) {
        return inside().make_event(type, {"fake_switch.hpp", "make_event", 1});
    }

    /// Sends an event as it is to all connections that want it.
    void fire(event e) { inside().fire(std::move(e)); }

    /// Sends a log line to all connections that want it; levels 0 (console) to 7 (debug).
    void fire_log(int level, std::string text) {
        fake::log_line line;
        line.level = level;
        line.text = std::move(text);
        inside().fire_log(line);
    }

    void fire_heartbeat() { fake::fire_heartbeat(inside()); }

    /// Starts a call by itself, as a dialplan or another client would; returns its UUID.
    std::string originate(std::string_view dial_string) {
        const auto wanted = fake::parse_originate(dial_string);
        return wanted ? inside().originate(*wanted, {}).uuid() : std::string();
    }

    /// Hangs a call up; false if there is none of that UUID.
    bool hang_up(std::string_view uuid, std::string_view cause = "NORMAL_CLEARING") {
        fake::call* const c = inside().find_call(uuid);
        return c != nullptr && c->hang_up(cause);
    }

    /// UUIDs of the calls there are.
    std::vector<std::string> calls() const {
        std::vector<std::string> all;
        for (const auto& c : inside().calls()) all.push_back(c->uuid());
        return all;
    }

    /// FreeSWITCH shuts down: event, notice to all, nobody is let in until `restart`.
    void shutdown() {
        event e = inside().make_event(event_name::shutdown,
                                      {"switch_core.c", "switch_core_destroy", 3033});
        e.add("Event-Info", "System Shutting Down");
        inside().fire(std::move(e));
        runtime_->for_each_connection(
            [](fake::any_connection& c) { c.state().kill("The system is being shut down.\n"); });
        runtime_->go_down();
    }

    /// A new run, after `shutdown` or a crash: other Core-UUID, no calls. Connections are dropped.
    void restart() {
        drop_all();
        inside().forget_calls();
        inside().reboot();
        runtime_->come_up();
    }

    /// All connections end, without a goodbye.
    void drop_all() {
        runtime_->for_each_connection([](fake::any_connection& c) { c.drop(); });
    }

    /// All connections are reset.
    void reset_all() {
        runtime_->for_each_connection([](fake::any_connection& c) { c.reset(); });
    }

    /// Nobody is let in (TCP: refused; in memory: closed at once) until `restart`.
    void refuse_connections() { runtime_->go_down(); }

    /// While silent, nothing is written on the connections there are.
    void set_silent(bool silent) {
        runtime_->for_each_connection([&](fake::any_connection& c) { c.set_silent(silent); });
    }

    /// Bytes on all connections, between packets.
    void send_raw(std::string_view bytes) {
        runtime_->for_each_connection(
            [&](fake::any_connection& c) { c.state().inject(std::string(bytes)); });
    }

    // What was seen.

    /// All commands in order, of all connections: the lines without the blank one, and the body
    /// behind one.
    const std::vector<std::string>& commands() const noexcept { return inside().commands_seen; }
    void forget_commands() { inside().commands_seen.clear(); }

    /// How many connections there have been, and how many there are.
    std::size_t connections() const noexcept { return runtime_->accepted(); }
    std::size_t open_connections() const { return runtime_->open_connections(); }

private:
    fake::machine& inside() const noexcept { return *runtime_->inside; }

    std::shared_ptr<fake::runtime> runtime_;
};

}  // namespace eslio::testing
