// session: one call that FreeSWITCH has handed to us, on the connection that it made for it.
#pragma once

#include <eslio/channel.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/initiate.hpp>
#include <eslio/connection/operations.hpp>
#include <eslio/outbound/detail/session_core.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace eslio::detail {

struct initiate_wait_for_end {
    using executor_type = asio::any_io_executor;

    std::shared_ptr<session_core> core;

    executor_type get_executor() const noexcept { return core->connection()->get_executor(); }

    template <class Handler>
    void operator()(Handler&& handler) const {
        using erased = session_core::end_handler;
        const auto begin = [](session_core& on, erased& h) { return on.wait_for_end(h); };
        begin_numbered<erased>(core, std::forward<Handler>(handler), begin,
                               &session_core::cancel_wait);
    }
};

/// A command of the user's own.
struct initiate_session_send : initiation<engine> {
    std::shared_ptr<session_core> core;

    template <class Handler>
    void operator()(Handler&& handler, command c) const {
        run<engine::reply_handler>(std::forward<Handler>(handler), begin_session_command, core,
                                   std::move(c));
    }
};

/// Another initiation, if the mode of the socket application allows it.
template <class Initiation, class Result>
struct initiate_if_full : Initiation {
    bool full;

    template <class Handler, class Arguments>
    void operator()(Handler&& handler, Arguments&& arguments) const {
        if (full)
            return Initiation::operator()(std::forward<Handler>(handler),
                                          std::forward<Arguments>(arguments));
        any_handler<void(error_code, Result)> erased(std::forward<Handler>(handler),
                                                     this->get_executor());
        erased.complete(make_error_code(error::not_allowed), Result());
    }
};

}  // namespace eslio::detail

namespace eslio::outbound {

/// A call, with all that `channel` offers, and the connection it came on. It is made by `server`
/// and by `async_open_session`.
///
/// What the mode of the socket application does not allow completes at once with
/// `error::not_allowed`: without `full` there is no api, no bgapi and no subscription.
///
/// **The end**: when the call hangs up FreeSWITCH lingers (`session_options::linger`), the last
/// events come, and after the very last (CHANNEL_HANGUP_COMPLETE, in static mode CHANNEL_HANGUP)
/// the session says `exit`. `async_wait_for_end` tells how it ended. Destroying the session, or
/// assigning another to it, closes the connection: what waits completes with `operation_aborted`,
/// as of a `channel`, and what was sent with the connection's end. What the call does then is the
/// dialplan's matter.
///
/// Without `full` FreeSWITCH cannot linger, and mostly drops the last events. Then its orderly
/// goodbye tells that the call is over, unless this side may have brought it about (`exit`, a full
/// queue of messages). The cause is that of CHANNEL_HANGUP where that came, else the one that this
/// side asked for (`session_end::requested_cause`), else unknown. An end of which nothing tells is
/// unknown: `session_end::hung_up` is false.
///
/// Threads: as a connection; its executor is the server's.
///
/// `session` is one over any executor. `asio::use_awaitable_t<>::as_default_on_t<session>` has a
/// default completion token, and is made of a `session`: a route of the server may take one.
template <class Executor = asio::any_io_executor>
class basic_session : public basic_channel<Executor>,
                      public basic_operations<basic_session<Executor>, Executor> {
public:
    using executor_type = Executor;

    /// The same with another executor, by which Asio adds a default token.
    template <class Other>
    struct rebind_executor {
        using other = basic_session<Other>;
    };

    /// Empty: only to be assigned to.
    basic_session() noexcept = default;

    /// One that has been opened.
    explicit basic_session(std::shared_ptr<detail::session_core> opened)
        : basic_channel<Executor>(opened->call_of()), core_(std::move(opened)) {}

    basic_session(basic_session&&) noexcept = default;
    /// Of one with another executor.
    template <class Other>
    basic_session(basic_session<Other>&& other) noexcept
        : basic_channel<Executor>(std::move(other)), core_(std::move(other.core_)) {}
    basic_session& operator=(basic_session&& other) noexcept {
        if (this != &other) {
            let_go();
            core_ = std::move(other.core_);
            basic_channel<Executor>::operator=(std::move(other));
        }
        return *this;
    }
    ~basic_session() { let_go(); }

    /// Whether it is a session: not one that was moved from.
    explicit operator bool() const noexcept { return core_ != nullptr; }

    // ---- knowing -------------------------------------------------------------------------------

    /// The channel as it was when FreeSWITCH handed it over (CHANNEL_DATA): `Caller-*` headers and
    /// all variables.
    const event& data() const noexcept { return core_->data(); }

    /// Every command is allowed (`full`), or only those on the call itself.
    bool full() const noexcept { return core_->mode().full; }
    /// The call's own thread is free (`async`); else FreeSWITCH runs each application before it
    /// answers, and tells of no event meanwhile.
    bool async() const noexcept { return core_->mode().async; }

    /// The number that was dialled.
    std::string_view destination() const noexcept {
        const std::string_view d = data()["Channel-Destination-Number"];
        return d.empty() ? data()["Caller-Destination-Number"] : d;
    }
    /// Who calls, by the `connect` answer (`Channel-Caller-ID-Number`, else
    /// `Caller-Caller-ID-Number`): a stranger's text.
    std::string_view caller_number() const noexcept {
        const std::string_view n = data()["Channel-Caller-ID-Number"];
        return n.empty() ? data()["Caller-Caller-ID-Number"] : n;
    }
    /// The path in the argument of the socket application (`host:port/path`); empty if none.
    std::string_view path() const noexcept { return data().variable("socket_path"); }

    // ---- commands, jobs and messages of the session's own connection ---------------------------

    // All of `basic_operations`. Received is what the connection brings, not only the call's
    // events.
    using basic_operations<basic_session, Executor>::async_receive;
    using basic_operations<basic_session, Executor>::try_receive;

    // ---- the end -------------------------------------------------------------------------------

    /// Waits for the end of the session; at once if it has come.
    /// Completes with `void(error_code, session_end)`; the error is that of a cancellation only.
    template <class Token = detail::default_token<executor_type>>
    auto async_wait_for_end(Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code, session_end)>(
            detail::initiate_wait_for_end{core_}, token);
    }

    /// Ends the session at once: every operation completes. In the first second of an async session
    /// the connection stays for the rest of that second, as the call might stay parked else (an
    /// `exit` of yours that was answered before ends it sooner); the context has to run on for
    /// that.
    void close() noexcept {
        if (!core_) return;
        detail::do_at(core_, [](detail::session_core& c) {
            c.connection()->close(make_error_code(error::closed));
        });
    }

    /// For channels of other calls over this connection: `eslio::channel leg(s, uuid)`. With
    /// `full` the session then hears that call's events as well, until the session ends. Without it
    /// FreeSWITCH sends no other call's events, and each operation of the handle completes with
    /// `error::not_allowed`.
    std::shared_ptr<eslio::link> link() const noexcept { return core_->own_link(); }

    /// For the server.
    const std::shared_ptr<detail::session_core>& core() const noexcept { return core_; }

private:
    template <class>
    friend class basic_session;

    /// The call first: what waits is told that the handle is gone, not that its connection is.
    void let_go() noexcept {
        if (core_) basic_channel<Executor>::let_go();
        close();
    }

    friend basic_operations<basic_session, Executor>;

    /// Begins what needs `full`, or says that it is not allowed.
    template <template <class> class Initiation, class Result, class Token, class... Arguments>
    auto begin(Token&& token, Arguments&&... arguments) {
        return detail::begin_operation<Token, void(error_code, Result)>(
            detail::initiate_if_full<Initiation<detail::engine>, Result>{{{core_->connection()}},
                                                                         core_->mode().full},
            token, std::forward<Arguments>(arguments)...);
    }
    template <class Token>
    auto begin_send(command c, Token&& token) {
        return detail::begin_operation<Token, void(error_code, reply)>(
            detail::initiate_session_send{{core_->connection()}, core_}, token, std::move(c));
    }
    const std::shared_ptr<detail::engine>& engine_of() const noexcept {
        return core_->connection();
    }

    std::shared_ptr<detail::session_core> core_;
};

/// A session with the executor of any kind, which most programs use.
using session = basic_session<>;

}  // namespace eslio::outbound

namespace eslio::detail {

template <class Token>
struct wrong_handler<void(error_code, outbound::session), Token> {
    static_assert(
        never<Token>,
        "a handler of this operation takes (eslio::error_code, eslio::outbound::session)");
};
template <class Token>
struct wrong_handler<void(error_code, outbound::session_end), Token> {
    static_assert(
        never<Token>,
        "a handler of this operation takes (eslio::error_code, eslio::outbound::session_end)");
};

}  // namespace eslio::detail
