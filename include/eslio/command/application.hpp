// application: what a call is to execute, as a value.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {

/// Whether a count or a time is one that FreeSWITCH reads as it is: with `atoi`.
constexpr bool fits_atoi(std::int64_t number) noexcept {
    return number >= 0 && number <= INT32_MAX;
}

}  // namespace detail

/// An application of the dialplan with its argument, and how it is to be run. The argument is
/// written as a dialplan writes it: FreeSWITCH expands `${...}` and takes escapes off, and what the
/// application splits at blanks is split. `eslio::app` has builders whose arguments arrive as they
/// are.
///
///     call.async_execute(eslio::application("playback", "hello.wav").loops(2), token);
class application {
public:
    /// An application by name with its argument as the dialplan writes it.
    explicit application(std::string name, std::string argument = {})
        : name_(std::move(name)), argument_(std::move(argument)) {}

    static application invalid(argument_error why);
    static application invalid(error_code why) { return invalid(argument_error(why)); }

    /// The application's name; empty if it is invalid.
    const std::string& name() const noexcept { return name_; }
    /// Its argument, escaped already where it came from strangers.
    const std::string& argument() const noexcept { return argument_; }

    /// Whether nothing else that is queued may start while it runs (`event-lock`); on by default,
    /// so that what is executed after each other runs after each other.
    application& lock(bool on) & noexcept { return lock_ = on, *this; }
    application&& lock(bool on) && noexcept { return lock_ = on, std::move(*this); }

    /// Runs it that often; below 0 for ever. FreeSWITCH stops early if one pass took under 0.5 s.
    application& loops(int count) & noexcept { return loops_ = count, *this; }
    application&& loops(int count) && noexcept { return loops_ = count, std::move(*this); }

    /// How long to wait for its end; zero: until the call ends. Default: the call's
    /// `execution_timeout`. The application itself goes on.
    application& timeout(std::chrono::steady_clock::duration t) & noexcept {
        return timeout_ = t, *this;
    }
    application&& timeout(std::chrono::steady_clock::duration t) && noexcept {
        return timeout_ = t, std::move(*this);
    }

    /// What was set: `event-lock`, so that FreeSWITCH takes the next message after its end.
    bool lock() const noexcept { return lock_; }
    /// How many times it is run.
    int loops() const noexcept { return loops_; }
    /// How long it may take, if that was set; else the connection's own limit holds.
    std::optional<std::chrono::steady_clock::duration> timeout() const noexcept { return timeout_; }

    /// The `sendmsg` that runs it. `id` comes back as Application-UUID. An argument that a header
    /// would not bring through goes as a body.
    call_message message(std::string_view id) const;

    /// Why it cannot be sent, if so; and in words: which argument, which byte of it, what to do.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const { return problem_ ? problem_ : message({}).problem(); }

private:
    std::string name_;
    std::string argument_;
    argument_error problem_;
    int loops_ = 1;
    bool lock_ = true;
    std::optional<std::chrono::steady_clock::duration> timeout_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/application.ipp>
#endif
