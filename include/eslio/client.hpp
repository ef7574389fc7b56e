// Floor 6, client: a connection to one switch that comes back.
#pragma once

#include <eslio/client/detail/client_core.hpp>
#include <eslio/client/options.hpp>
#include <eslio/client/setup.hpp>
#include <eslio/client/status.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/initiate.hpp>
#include <eslio/connection/detail/stream_engine.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/connection/operations.hpp>
#include <eslio/event/reply.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution_context.hpp>
#include <asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio::detail {

struct client_initiation {
    using executor_type = asio::any_io_executor;

    std::shared_ptr<client_core> core;

    executor_type get_executor() const noexcept { return core->get_executor(); }

    /// `begin(core, erased handler)` returns the number for `cancel`.
    template <class Erased, class Handler, class Begin>
    void run(Handler&& handler, Begin begin, void (client_core::*cancel)(std::uint64_t)) const {
        begin_numbered<Erased>(core, std::forward<Handler>(handler), begin, cancel);
    }
};

struct initiate_run : client_initiation {
    template <class Handler>
    void operator()(Handler&& handler) const {
        run<client_core::done_handler>(
            std::forward<Handler>(handler),
            [](client_core& on, client_core::done_handler& h) { return on.run(h); },
            &client_core::cancel_run);
    }
};

struct initiate_change : client_initiation {
    template <class Handler>
    void operator()(Handler&& handler, std::uint64_t seen) const {
        run<client_core::status_handler>(
            std::forward<Handler>(handler),
            [seen](client_core& on, client_core::status_handler& h) {
                return on.wait_for_change(seen, h);
            },
            &client_core::cancel_wait);
    }
};

struct initiate_until_up : client_initiation {
    template <class Handler>
    void operator()(Handler&& handler) const {
        run<client_core::status_handler>(
            std::forward<Handler>(handler),
            [](client_core& on, client_core::status_handler& h) { return on.wait_until_up(h); },
            &client_core::cancel_wait);
    }
};

}  // namespace eslio::detail

namespace eslio {

/// Connections to one switch, one after the other: what `connection` does, and when the connection
/// ends it makes another one. Handlers, receivers, channels and dispatchers survive that, and so
/// does what is wanted: events, filters and log level, as they were asked for by `async_subscribe`
/// and its kin, or by raw commands. It is said anew on each connection, and when FreeSWITCH has
/// agreed the client is `up`.
///
/// **While there is no connection** commands wait, in their order, until their deadlines
/// (`client_options::keeps_unsent`). What changes what is heard changes what is wanted, and
/// completes at once with a reply that says so. `myevents` is not allowed: it would bind the
/// connection to one call, and fail when that is over.
///
/// **A command in flight** when the connection ends: what was not written waits, what was written
/// ends with `error::outcome_unknown`, as nobody knows whether it was carried out; nothing is
/// silently done twice. One that is `idempotent` is written again.
///
/// **Jobs** survive: FreeSWITCH sends their results to every connection that is subscribed. One
/// whose result does not come by its deadline, though there was no connection for some of the time,
/// ends with `error::lost_in_gap`; at once if the switch was restarted.
///
/// **Calls** survive: a `channel` over a client goes on. When events may have been missed it asks
/// whether its call is still there; an execution whose end may have been missed is `unheard`.
///
/// **Events** fired while there was no connection are lost, and a `gap` with its `interruption`
/// stands in their place among the received messages.
///
/// With `client_options::redundancy` 2 a second connection brings the events as well. Once an event
/// has come over both (`is_redundant`), either may end, or freeze, and no event is lost; one that
/// comes too late for its place among the others is not told, and a gap stands there
/// (`error::out_of_step`).
///
/// **Connecting** begins with `async_run`, and is tried again as `backoff_options` says: refused
/// credentials are final unless they were accepted before. Several addresses, of one switch, are
/// tried in turn, and so are all that a name resolves to. `status()` tells how it stands.
///
/// Completion tokens, order, threads, cancellation and deadlines are as of `basic_connection`.
template <class Stream>
class basic_client : public basic_operations<basic_client<Stream>, typename Stream::executor_type> {
    using impl_type = detail::stream_engine<Stream>;

public:
    using executor_type = typename Stream::executor_type;
    /// Makes a connected stream that is not TCP, as one in memory. Whatever it throws ends the
    /// attempt, with `error::stream_failed`.
    using make_stream = std::function<Stream(const login&)>;

    /// The same client on another executor, by which Asio adds a default token.
    template <class Executor>
    struct rebind_executor {
        using other = basic_client<typename Stream::template rebind_executor<Executor>::other>;
    };

    /// A client of the switch at one address; it connects when `async_run` begins.
    basic_client(const executor_type& executor, login where, client_options options = {})
        : basic_client(executor, std::vector<login>{std::move(where)}, std::move(options)) {}

    /// Several addresses of one switch.
    basic_client(const executor_type& executor, std::vector<login> addresses,
                 client_options options = {})
        : basic_client(
              Stream(executor), std::move(addresses), std::move(options),
              [](detail::engine& e, const login& where, detail::engine::open_handler& opened) {
                  return detail::connect_stream<Stream>(e, login(where), opened);
              }) {}

    /// On the executor of `context`; of an `asio::thread_pool` on a strand.
    template <class Context,
              class = std::enable_if_t<std::is_convertible_v<Context&, asio::execution_context&>>>
    basic_client(Context& context, login where, client_options options = {})
        : basic_client(detail::executor_of<executor_type>(context), std::move(where),
                       std::move(options)) {}
    template <class Context,
              class = std::enable_if_t<std::is_convertible_v<Context&, asio::execution_context&>>>
    basic_client(Context& context, std::vector<login> addresses, client_options options = {})
        : basic_client(detail::executor_of<executor_type>(context), std::move(addresses),
                       std::move(options)) {}

    /// Over streams that are not TCP.
    basic_client(const executor_type& executor, make_stream make, login where,
                 client_options options = {})
        : basic_client(executor, std::move(make), std::vector<login>{std::move(where)},
                       std::move(options)) {}
    basic_client(const executor_type& executor, make_stream make, std::vector<login> addresses,
                 client_options options = {})
        : basic_client(Stream(executor), std::move(addresses), std::move(options),
                       open_with(std::move(make))) {}

    basic_client(basic_client&&) noexcept = default;
    basic_client& operator=(basic_client&& other) noexcept {
        if (this != &other) {
            close();
            core_ = std::move(other.core_);
        }
        return *this;
    }

    /// Closes.
    ~basic_client() { close(); }

    executor_type get_executor() const noexcept { return impl().get_executor(); }

    /// What channels and dispatchers use; null if it was moved from.
    std::shared_ptr<eslio::link> link() const noexcept {
        return core_ ? core_->connection() : nullptr;
    }

    // ---- coming and going ----------------------------------------------------------------------

    /// Connects, and again whenever the connection has ended. Once per client
    /// (`operation_in_progress`).
    ///
    /// Completes with `void(error_code)` when the client has ended, and why: `closed`,
    /// condition::rejected, `state_refused` (on the first connection; `status().refusal` has the
    /// words), condition::invalid_argument, or the last failure when the budget was spent. But for
    /// `closed`, commands that waited for a connection end with that, too. Cancelling it, by
    /// whatever type, closes.
    template <class Token = detail::default_token<executor_type>>
    auto async_run(Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code)>(detail::initiate_run{{core_}},
                                                                token);
    }

    /// Ends for good. What is outstanding completes as of `basic_lifecycle::close`.
    void close() noexcept {
        if (!core_) return;
        detail::do_at(core_,
                      [](detail::client_core& c) { c.close(make_error_code(error::closed)); });
    }

    /// How it stands.
    const client_status& status() const noexcept { return core_->status(); }
    /// Whether commands are written now; else they wait for the next connection.
    bool is_up() const noexcept { return status().state == client_state::up; }
    /// With `client_options::redundancy` 2: both connections are up, subscribed to the same, and an
    /// event has come over both since. Either may then end and no event is lost. False with one
    /// connection, and after the end.
    bool is_redundant() const noexcept { return core_->is_redundant(); }

    /// Waits until the state has changed since `seen`; at once if it has. States between the two
    /// may have come and gone.
    ///
    /// Completes with `void(error_code, client_status)`; once it has ended and `seen` says so, with
    /// the reason.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_change(const client_status& seen, Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code, client_status)>(
            detail::initiate_change{{core_}}, token, seen.change);
    }

    /// Waits until it is up; at once if it is.
    ///
    /// Completes with `void(error_code, client_status)`; the reason, if it ends before.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_until_up(Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code, client_status)>(
            detail::initiate_until_up{{core_}}, token);
    }

private:
    friend basic_operations<basic_client, executor_type>;

    basic_client(Stream stream, std::vector<login> addresses, client_options options,
                 detail::client_core::connect_function connect) {
        auto of_each = options.connection;
        detail::client_core::setup_function set_up;
        if (options.on_setup)
            set_up = [f = std::make_shared<std::function<void(client_setup)>>(options.on_setup)](
                         const std::shared_ptr<detail::client_core>& core, std::uint64_t change) {
                return detail::any_handler<void()>::in_turn(
                    core->completions(), [call = f, setup = client_setup(core, change)]() mutable {
                        (*call)(std::move(setup));
                    });
            };
        std::shared_ptr<detail::engine> second;
        if (options.redundancy > 1)
            second = detail::make_stream_engine(Stream(stream.get_executor()),
                                                detail::options_of_second(of_each));
        core_.reset(new detail::client_core(
            detail::make_stream_engine(std::move(stream), std::move(of_each)), std::move(second),
            std::move(addresses), std::move(options), std::move(connect), std::move(set_up)));
        core_->begin();
    }

    static detail::client_core::connect_function open_with(make_stream make) {
        return [make = std::move(make)](detail::engine& e, const login& where,
                                        detail::engine::open_handler& opened) {
            return static_cast<impl_type&>(e).open_anew([&] { return make(where); }, where.who(),
                                                        opened);
        };
    }

    impl_type& impl() const noexcept { return static_cast<impl_type&>(*core_->connection()); }

    template <template <class> class Initiation, class Result, class Token, class... Arguments>
    auto begin(Token&& token, Arguments&&... arguments) {
        return detail::begin_operation<Token, void(error_code, Result)>(
            Initiation<detail::engine>{{core_->connection()}}, token,
            std::forward<Arguments>(arguments)...);
    }
    template <class Token>
    auto begin_send(command c, Token&& token) {
        return begin<detail::initiate_send, reply>(std::forward<Token>(token), std::move(c));
    }
    const std::shared_ptr<detail::engine>& engine_of() const noexcept {
        return core_->connection();
    }

    std::shared_ptr<detail::client_core> core_;
};

/// A client over TCP.
using client = basic_client<asio::ip::tcp::socket>;

}  // namespace eslio

namespace eslio::detail {

template <class Token>
struct wrong_handler<void(error_code, client_status), Token> {
    static_assert(never<Token>,
                  "a handler of this operation takes (eslio::error_code, eslio::client_status)");
};

}  // namespace eslio::detail
