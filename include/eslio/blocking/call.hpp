// blocking::call: control of one call, whose operations return their results.
#pragma once

#include <eslio/blocking/client.hpp>
#include <eslio/blocking/connection.hpp>
#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/verbs.hpp>
#include <eslio/channel.hpp>
#include <eslio/channel/detail/typed_variable.hpp>
#include <eslio/channel/options.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/channel/variable_value.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/command/detail/uuid.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/prompt.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/config.hpp>
#include <eslio/event/detail/value_text.hpp>
#include <eslio/event/event_condition.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/event/header_name.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/digit_rules.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::blocking {

/// Base of `blocking::call` and `blocking::session`. Each operation is that of the same name of
/// `basic_channel` (`async_execute` is `execute`; `ask` is `async_prompt`, `send_message`
/// `async_message`, `break_playback` `async_break`), and says there what it does, and what the end
/// of the call makes of it. Errors, threads and interruption are those of `basic_operations`.
template <class Derived>
class call_control : public verbs<Derived> {
public:
    using duration = std::chrono::steady_clock::duration;

    /// Runs an application and waits for its end; `error::timeout` where that has not come by
    /// `application::timeout`, else `channel_options::execution_timeout` (zero: no deadline).
    execution_result execute(application a, error_target told = {}) {
        return this->template on_call<execution_result>(
            "execute", told, [a = std::move(a)](auto& c, auto&& h) {
                c.async_execute(a, std::forward<decltype(h)>(h));
            });
    }

    /// Queues an application and does not wait for it.
    reply queue(application a, error_target told = {}) {
        return this->template on_call<reply>("queue", told, [a = std::move(a)](auto& c, auto&& h) {
            c.async_queue(a, std::forward<decltype(h)>(h));
        });
    }

    /// Sends a message of your own to the call.
    reply send_message(call_message m, error_target told = {}) {
        return this->template on_call<reply>("send_message", told,
                                             [m = std::move(m)](auto& c, auto&& h) {
                                                 c.async_message(m, std::forward<decltype(h)>(h));
                                             });
    }

    /// Hangs up at once, with a cause of FreeSWITCH's.
    reply hangup(std::string cause = "NORMAL_CLEARING", error_target told = {}) {
        return this->template on_call<reply>(
            "hangup", told, [cause = std::move(cause)](auto& c, auto&& h) {
                c.async_hangup(cause, std::forward<decltype(h)>(h));
            });
    }

    /// The same by a value.
    reply hangup(hangup_cause cause, error_target told = {}) {
        return this->template on_call<reply>("hangup", told, [cause](auto& c, auto&& h) {
            c.async_hangup(cause, std::forward<decltype(h)>(h));
        });
    }

    /// Ends what plays.
    reply break_playback(error_target told = {}) {
        return this->template on_call<reply>("break_playback", told, [](auto& c, auto&& h) {
            c.async_break(std::forward<decltype(h)>(h));
        });
    }

    /// Plays and collects digits. That too few were pressed in time is a result.
    digits_result ask(prompt p, error_target told = {}) {
        return this->template on_call<digits_result>(
            "ask", told, [p = std::move(p)](auto& c, auto&& h) {
                c.async_prompt(p, std::forward<decltype(h)>(h));
            });
    }

    /// Reads digits. That too few were pressed in time is a result.
    digits_result read(digit_reading r, error_target told = {}) {
        return this->template on_call<digits_result>(
            "read", told, [r = std::move(r)](auto& c, auto&& h) {
                c.async_read(r, std::forward<decltype(h)>(h));
            });
    }

    /// Collects digits from the call's DTMF events. That the time of the rules is over is a result.
    collected_digits digits(digit_rules rules, error_target told = {}) {
        return this->template on_call<collected_digits>(
            "digits", told, [rules = std::move(rules)](auto& c, auto&& h) {
                c.async_digits(rules, std::forward<decltype(h)>(h));
            });
    }

    /// A variable of the call; none if it is not set, or is empty.
    std::optional<std::string> get_variable(std::string name, error_target told = {}) {
        const argument_error wrong = cmd::getvar(name).problem();
        return this->template on_call<std::optional<std::string>>(
            "get_variable", told,
            [name = std::move(name)](auto& c, auto&& h) {
                c.async_get_variable(name, std::forward<decltype(h)>(h));
            },
            wrong);
    }

    /// By a name with a type, as `var::billsec`.
    template <class T>
    variable_value<T> get_variable(variable_name<T> name, error_target told = {}) {
        const argument_error wrong = cmd::getvar(name.text()).problem();
        return this->template on_call<variable_value<T>>(
            "get_variable", told,
            [name](auto& c, auto&& h) { c.async_get_variable(name, std::forward<decltype(h)>(h)); },
            wrong);
    }

    /// Sets a variable; an empty value unsets it.
    reply set_variable(std::string name, std::string value, error_target told = {}) {
        return this->template on_call<reply>(
            "set_variable", told,
            [name = std::move(name), value = std::move(value)](auto& c, auto&& h) {
                c.async_set_variable(name, value, std::forward<decltype(h)>(h));
            });
    }

    /// By a name with a type.
    template <class T>
    reply set_variable(variable_name<T> name, eslio::detail::plain<T> value,
                       error_target told = {}) {
        return set_variable(std::string(name.text()), eslio::detail::value_text(value), told);
    }

    /// Waits until the call is answered; false if it ended first. When the time is over and neither
    /// has come: `error::timeout`. Zero: without end, as of all waits here.
    wait_result wait_for_answer(duration at_most, error_target told = {}) {
        return this->template on_call<wait_result>(
            "wait_for_answer", told, [at_most](auto& c, auto&& h) {
                c.async_wait_for_answer(at_most, std::forward<decltype(h)>(h));
            });
    }

    /// Waits until the call has ended, so long at most: then `error::timeout`.
    hangup_info wait_for_hangup(duration at_most, error_target told = {}) {
        return this->template on_call<hangup_info>(
            "wait_for_hangup", told, [at_most](auto& c, auto&& h) {
                c.async_wait_for_hangup(at_most, std::forward<decltype(h)>(h));
            });
    }

    /// Waits for the next event of the call that fits, so long at most: then `error::timeout`.
    /// False if the call ended first.
    wait_result wait_for(event_condition wanted, duration at_most, error_target told = {}) {
        return this->template on_call<wait_result>(
            "wait_for", told, [wanted = std::move(wanted), at_most](auto& c, auto&& h) {
                c.async_wait_for(wanted, at_most, std::forward<decltype(h)>(h));
            });
    }

    /// Seen so far: it was answered; it has ended, and how.
    bool answered() const {
        return look([](auto& c) { return c.answered(); });
    }
    /// Whether the call is over, or hangs up, as far as has been heard.
    bool over() const {
        return look([](auto& c) { return c.over(); });
    }
    /// How it ended; nothing while it is not over.
    std::optional<hangup_info> hangup_seen() const {
        return look([](auto& c) { return std::optional<hangup_info>(c.hangup()); });
    }

    /// Ends the calls that wait now, in other threads, with `asio::error::operation_aborted`.
    void interrupt() { self().waits().interrupt(); }

protected:
    ~call_control() = default;
    call_control() = default;
    call_control(call_control&&) noexcept = default;
    call_control& operator=(call_control&&) noexcept = default;

private:
    // `Derived` has `waits`, and `channel_of`: the channel, or session, whose operations these are.
    Derived& self() noexcept { return static_cast<Derived&>(*this); }
    const Derived& self() const noexcept { return static_cast<const Derived&>(*this); }

    template <class Look>
    auto look(Look what) const {
        return self().waits().run([&] { return what(self().channel_of()); }).second;
    }
};

class originated;

/// A handle on one call, by its UUID, over a blocking connection or client; it may outlive that
/// object, whose connection is closed then.
///
///     eslio::blocking::call call(fs, uuid);
///     if (call.play("hello.wav")) call.hangup().value();
class call : public call_control<call> {
public:
    /// Control of the call with that UUID, over a connection.
    call(connection& over, std::string uuid, channel_options options = {})
        : call(*over.waits_, over.async(), std::move(uuid), options) {}
    /// Control of the call with that UUID, over a client.
    call(client& over, std::string uuid, channel_options options = {})
        : call(*over.waits_, over.async(), std::move(uuid), options) {}

    /// The call's UUID.
    const std::string& uuid() const noexcept { return channel_->uuid(); }

    /// The channel itself, for what has no blocking form: see `connection::wait`.
    channel& async() noexcept { return *channel_; }

private:
    friend call_control<call>;
    friend verbs<call>;
    friend class originated;

    call(const detail::waiting& waits, channel&& made)
        : waits_(std::make_unique<detail::waiting>(waits)),
          channel_(std::make_unique<channel>(std::move(made))) {}

    template <class Link>
    call(const detail::waiting& waits, Link& over, std::string uuid, channel_options options)
        : waits_(std::make_unique<detail::waiting>(waits)),
          channel_(std::make_unique<channel>(over, std::move(uuid), options)) {}

    detail::waiting& waits() const noexcept { return *waits_; }
    channel& channel_of() const noexcept { return *channel_; }
    argument_error problem() const { return eslio::detail::check_uuid(uuid()); }

    std::unique_ptr<detail::waiting> waits_;
    std::unique_ptr<channel> channel_;
};

}  // namespace eslio::blocking
