// An in-process FreeSWITCH for tests: its event socket, its API, its calls.
#pragma once

#include <eslio/command/dial_string.hpp>
#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/api_answer.hpp>
#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/expectation.hpp>
#include <eslio/testing/fake_switch/fake_menu.hpp>
#include <eslio/testing/fake_switch/fault_plan.hpp>
#include <eslio/testing/fake_switch/incoming_call.hpp>
#include <eslio/testing/fake_switch/machine/uuid_bridge.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/testing/fake_switch/runtime/runtime.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
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
/// A call that is originated has one leg, that of the dialled side; `bridge` adds the second. A leg
/// `loopback/number` of an extension, or of an inline dialplan, has a far end, which runs it,
/// unless a plan says what it does. A call that comes in is the caller's leg.
class fake_switch {
public:
    using duration = environment::duration;

    /// A switch that lives on that executor; nothing connects to it until `listen` or `connect`.
    explicit fake_switch(const asio::any_io_executor& executor, fake_switch_options options = {})
        : runtime_(std::make_shared<fake::runtime>(executor, std::move(options))) {
        runtime_->start();
    }

    fake_switch(fake_switch&&) noexcept = default;
    fake_switch& operator=(fake_switch&& other) noexcept;
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
    fake_switch_options& options() noexcept { return machine().options; }

    // Scripts.

    /// What calls to that destination do (`user/1000`, as `originate` is given it). Without a plan,
    /// every `user/` can be called as long as the options name no users, then only those they name.
    fake_switch& plan(std::string_view destination, call_plan what) {
        machine().plans[destination] = std::move(what);
        return *this;
    }

    /// What all other calls do.
    fake_switch& plan(call_plan what) {
        machine().default_plan = std::move(what);
        return *this;
    }

    /// Decides for every call; none leaves it to the plans.
    fake_switch& on_originate(
        std::function<std::optional<call_plan>(const originate_request&)> decide) {
        machine().on_originate = std::move(decide);
        return *this;
    }

    /// Answers an API command instead of its own, by `api` and `bgapi`. The handler is given the
    /// arguments and returns the output, or `answer_after(time, output)`.
    fake_switch& on_api(std::string_view name,
                        std::function<api_answer(std::string_view arguments)> answer);

    /// Answers each command that begins so with bytes of the test's own: a whole packet, part of
    /// one, or nothing. The newest goes first.
    fake_switch& on_command(std::string prefix,
                            std::function<std::string(std::string_view command)> answer);

    /// Expects a command that begins so; what is to be answered, or to go wrong, is said of the
    /// result: `fake.expect("api status").reply("fine\n")`. See `expectation`.
    expectation expect(std::string prefix) { return expectation(new_rule(std::move(prefix))); }

    /// The beginnings of commands that were expected and have not come.
    std::vector<std::string> unmet() const;

    /// The dialplan for a number: what calls that come in to it, are transferred or originated to
    /// it, execute; `execute_extension` runs it and comes back, `loopback/number` calls it. Of a
    /// number without one, `execute_extension` runs nothing, a loopback leg does as its plan says,
    /// all else is hung up. It is of the dialplan `XML`, in the context `default` unless another is
    /// said, and none in others: `uuid_transfer <uuid> 9000 XML other` hangs up
    /// (NO_ROUTE_DESTINATION). Calls that come in are in `default`.
    fake_switch& extension(std::string_view number, dialplan actions,
                           std::string_view context = "default") {
        machine().extensions[fake::machine::extension_key(number, context)] = std::move(actions);
        return *this;
    }

    /// A queue of mod_callcenter's that the configuration has, as `support@default`: agents and
    /// tiers can be set for it. Calls that wait in it are given to agents who are available, in the
    /// order of the strategy: `longest-idle-agent`, `round-robin`, `top-down`, `ring-all` ...; one
    /// that mod_callcenter does not know calls the lowest level and position first, as it does.
    fake_switch& callcenter_queue(std::string_view name,
                                  std::string strategy = "longest-idle-agent") {
        machine().kept.queues[name] = fake::callcenter_queue{std::move(strategy)};
        return *this;
    }

    /// A menu of the application `ivr`, and of the entries `menu-sub` of others. A menu that nobody
    /// has said is told by `unsupported()` (`menu welcome`), and `ivr` ends at once, as it does in
    /// FreeSWITCH without one. What plays for a time that its name does not tell takes a second.
    fake_switch& menu(std::string_view name, fake_menu what) {
        machine().menus[name] = std::make_shared<const fake_menu>(std::move(what));
        return *this;
    }

    /// There is no such file to be played, or folder to be recorded into.
    fake_switch& lacks_file(std::string path) {
        machine().missing_files.insert(std::move(path));
        return *this;
    }

    /// A program in this process that calls are handed to: `socket host:port ...` gives it a stream
    /// instead of connecting by TCP. The handler is called for each call.
    fake_switch& program(std::string_view host_and_port, std::function<void(stream)> accept) {
        runtime_->programs[host_and_port] = std::move(accept);
        return *this;
    }

    /// Gives the switch an application, or another behaviour of one.
    fake_switch& application(std::string name, fake_application behaviour) {
        machine().applications.insert_or_assign(std::move(name), std::move(behaviour));
        return *this;
    }

    // What happens.

    /// An event with the common headers, to be added to and fired.
    event make_event(event_name type) {
        return machine().make_event(type, {"fake_switch.hpp", "make_event", 1});
    }

    /// Sends an event as it is to all connections that want it.
    void fire(event e) { machine().fire(std::move(e)); }

    /// Sends a log line to all connections that want it; levels 0 (console) to 7 (debug).
    void fire_log(int level, std::string text);

    /// Sends a HEARTBEAT now, besides those that come every `heartbeat_interval`.
    void fire_heartbeat() { fake::fire_heartbeat(machine()); }

    /// The event of a module of your own: CUSTOM of that subclass, with the common headers.
    event make_custom(std::string_view subclass);

    /// Fires the event so many times at once.
    void flood(const event& e, std::size_t times) {
        for (std::size_t i = 0; i < times; ++i) machine().fire(e);
    }

    /// Starts a call by itself, as a dialplan or another client would; returns its UUID. The
    /// arguments are those of the API command: a dial string and what becomes of the call, as
    /// `user/1000 &park()` or `{a=b}user/1000 9000 XML default`. Of fewer than two words, or more
    /// than seven, FreeSWITCH answers `-USAGE` (mod_commands: originate_function): the result is
    /// empty then, there is no call, and `unsupported()` tells (`originate user/1000`).
    std::string originate(std::string_view arguments);

    /// A call comes in to a number, and goes through its extension; returns its UUID.
    std::string call_in(const incoming_call& wanted);

    /// A call comes in and is handed to the program that listens at `host:port` (the dialplan is
    /// `socket host:port async full` or what the mode says, then the end); returns its UUID.
    ///
    /// Driven time does not wait for real sockets, so there it throws `std::logic_error` unless
    /// `program` has named that address: use the `call_out` below, and the server's `adopt`.
    std::string call_out(const std::string& host_and_port, const incoming_call& wanted = {},
                         socket_mode mode = socket_mode::async_full) {
        runtime_->check_reach(host_and_port);
        const std::string argument = host_and_port + std::string(keywords(mode));
        return machine().come_in(wanted, {{"socket", argument}}).uuid();
    }
    std::string call_out(const asio::ip::tcp::endpoint& where, const incoming_call& wanted = {},
                         socket_mode mode = socket_mode::async_full) {
        return call_out(where.address().to_string() + ":" + std::to_string(where.port()), wanted,
                        mode);
    }

    /// The same in memory: the result is the end of the program's connection, not yet read from.
    ///
    ///     server.adopt(fake.call_out(context.get_executor(), incoming_call().from("1001")));
    stream call_out(const asio::any_io_executor& program_executor, const incoming_call& wanted = {},
                    socket_mode mode = socket_mode::async_full) {
        return runtime_->call_out(program_executor, wanted, mode);
    }

    /// Presses keys on a call, as its other side would; false if there is no such call.
    bool press(std::string_view uuid, std::string_view digits);

    /// The other side holds the call, or takes it back.
    bool hold(std::string_view uuid, bool held = true) {
        fake::call* const c = machine().find_call(uuid);
        return c != nullptr && c->leg().mark_held(held);
    }

    /// Joins two calls, as `uuid_bridge` does.
    bool bridge(std::string_view first, std::string_view second) {
        return fake::bridge_by_uuid(machine(), first, second);
    }

    /// A variable of a call; empty if it is not set or there is no such call.
    std::string variable(std::string_view uuid, std::string_view name) const {
        const fake::call* const c = machine().find_call(uuid);
        return c == nullptr ? std::string() : std::string(c->leg().vars[name]);
    }

    /// The application that a call executes now; empty if none.
    std::string application_of(std::string_view uuid) const {
        fake::call* const c = machine().find_call(uuid);
        return c == nullptr ? std::string() : std::string(c->running().running());
    }

    /// A phone registers (`sofia::register`) and is listed until it goes.
    void register_user(const std::string& user, const std::string& contact_host = "10.0.0.7:5060");
    void unregister_user(std::string_view user);

    /// Hangs a call up; false if there is none of that UUID.
    bool hang_up(std::string_view uuid, std::string_view cause = "NORMAL_CLEARING") {
        fake::call* const c = machine().find_call(uuid);
        return c != nullptr && c->hang_up(cause);
    }

    /// UUIDs of the calls there are, but those that a lingering connection keeps after their end.
    std::vector<std::string> calls() const;

    /// FreeSWITCH shuts down: event, notice to all, nobody is let in until `restart`.
    void shutdown();

    /// A new run, after `shutdown` or a crash: other Core-UUID, no calls. Connections are dropped.
    void restart();

    /// All connections end, without a goodbye.
    void drop_all() {
        runtime_->for_each_connection([](fake::any_connection& c) { c.drop(); });
    }

    /// All connections are reset.
    void reset_all() {
        runtime_->for_each_connection([](fake::any_connection& c) { c.reset(); });
    }

    /// One connection ends, without a goodbye, of those there are in the order in which they were
    /// made (the first is 0); false if there are not so many.
    bool drop_one(std::size_t number);

    /// Nobody is let in (TCP: refused; in memory: closed at once) until `accept_connections` or
    /// `restart`.
    void refuse_connections() { runtime_->go_down(); }

    /// Connections are let in again. It is the same run, calls and jobs have gone on.
    void accept_connections() { runtime_->come_up(); }

    /// While silent, nothing is written on the connections there are.
    void set_silent(bool silent) {
        runtime_->for_each_connection([&](fake::any_connection& c) { c.set_silent(silent); });
    }

    /// While frozen, nothing is read or written on the connections there are.
    void set_frozen(bool frozen) {
        runtime_->for_each_connection([&](fake::any_connection& c) { c.set_frozen(frozen); });
    }

    /// What goes wrong with the bytes of all connections, those there are and those to come.
    void fail(const fault_plan& faults) { runtime_->fail(faults); }

    /// Bytes on all connections, between packets.
    void send_raw(std::string_view bytes) {
        runtime_->for_each_connection(
            [&](fake::any_connection& c) { c.state().inject(std::string(bytes)); });
    }

    // What was seen.

    /// The commands in order, of all connections: the lines without the blank one, and the body
    /// after one. All of them as long as there are not too many (`commands_kept` of the options).
    const std::vector<std::string>& commands() const noexcept { return machine().commands_seen; }
    void forget_commands() { machine().commands_seen.clear(); }

    /// What was asked for in vain, once each: `command nosuch`, `api nosuch`, `json nosuch` and
    /// `application nosuch` of which this switch knows nothing, though FreeSWITCH may; applications
    /// that it completes and does nothing for (`application detect_speech`), unless `application`
    /// said how they behave; `user 1001` who was called though nobody has said that there is one;
    /// `originate user/1000` of the test's own that began no call; and a few others of which this
    /// switch does not know what becomes. A test that relies on none of them checks that it is
    /// empty.
    const std::set<std::string>& unsupported() const noexcept { return machine().asked_in_vain; }

    /// How many connections there have been, and how many there are.
    std::size_t connections() const noexcept { return runtime_->accepted(); }
    std::size_t open_connections() const { return runtime_->open_connections(); }

private:
    std::shared_ptr<fake::rule> new_rule(std::string prefix);

    fake::machine& machine() const noexcept { return *runtime_->inside; }

    std::shared_ptr<fake::runtime> runtime_;
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/impl/fake_switch.ipp>
#endif
