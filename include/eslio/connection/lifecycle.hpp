// Coming and going: what connections over one kind of stream, and over any, have alike.
#pragma once

#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/begin.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/initiate.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>

#include <memory>
#include <utility>

namespace eslio {

/// Base of `basic_connection`, whose comment tells of cancellation, deadlines, order and threads,
/// and of `any_connection`. One that was moved from may be asked `is_open` and `reason`, closed,
/// assigned to and destroyed.
template <class Derived, class Executor>
class basic_lifecycle {
public:
    /// What channels and dispatchers use; null if it was moved from.
    std::shared_ptr<eslio::link> link() const noexcept { return engine_of(); }

    /// Logs in on a stream that is connected.
    ///
    /// Completes with `void(error_code)`, errors as of `async_connect`.
    template <class Token = detail::default_token<Executor>>
    auto async_login(credentials who, Token&& token = Token()) {
        return begin_open(std::make_shared<const credentials>(std::move(who)), token);
    }

    /// Begins on a connected stream that needs no login (FreeSWITCH's outbound mode).
    ///
    /// Completes with `void(error_code)`. Errors: already_connected, closed.
    template <class Token = detail::default_token<Executor>>
    auto async_attach(Token&& token = Token()) {
        return begin_open(nullptr, token);
    }

    /// Says `exit` and waits for the end. FreeSWITCH drops events it has not sent yet.
    ///
    /// Completes with `void(error_code)`: no error if `exit` was written and FreeSWITCH ended the
    /// connection, however. Errors: timeout (`command_timeout`; the connection is closed), closed,
    /// condition::disconnected. Other operations end with what is true of them.
    template <class Token = detail::default_token<Executor>>
    auto async_exit(Token&& token = Token()) {
        auto on = engine_of();
        using engine = typename decltype(on)::element_type;
        return detail::begin_operation<Token, void(error_code)>(
            detail::initiate_exit<engine>{{std::move(on)}}, token);
    }

    /// Closes at once. What is outstanding completes: commands with `not_sent` or
    /// `outcome_unknown`, jobs with `job_lost`, a receive (after the messages that are there) with
    /// `closed`.
    void close() noexcept { detail::close_at_home(engine_of()); }

    /// Logged in and not at its end.
    bool is_open() const noexcept {
        const auto on = engine_of();
        return on && on->current_state() == detail::engine::state::open;
    }

    /// Why it ended, always of condition::disconnected; `error::not_connected` if it never began,
    /// nothing while it is open.
    error_code reason() const noexcept {
        const auto on = engine_of();
        return on ? on->reason() : make_error_code(error::not_connected);
    }

    /// FreeSWITCH's answer to the last login, a refusal too; empty if there was none. Of a user it
    /// tells the permissions (`Allowed-Events`, `Allowed-API`, `Allowed-LOG`).
    const reply& login_reply() const noexcept { return engine_of()->login_answer(); }

protected:
    ~basic_lifecycle() = default;
    basic_lifecycle() = default;
    basic_lifecycle(basic_lifecycle&&) noexcept = default;
    basic_lifecycle& operator=(basic_lifecycle&&) noexcept = default;

private:
    // `Derived` has `engine_of`: null if it was moved from.
    auto engine_of() const noexcept { return static_cast<const Derived&>(*this).engine_of(); }

    template <class Token>
    auto begin_open(std::shared_ptr<const credentials> who, Token& token) {
        auto on = engine_of();
        using engine = typename decltype(on)::element_type;
        return detail::begin_operation<Token, void(error_code)>(
            detail::initiate_open<engine>{{std::move(on)}}, token, std::move(who));
    }
};

}  // namespace eslio
