// application: what a call is to execute, as a value.
#pragma once

#include <eslio/command/sendmsg.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {

/// Whether an argument ends where it ends: behind an open quote, or a backslash at its end,
/// FreeSWITCH would not see the separator (switch_utils.c: separate_string_blank_delim).
constexpr bool ends_closed(std::string_view text) noexcept {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') quoted = !quoted;
        if (text[i] == '\\' && ++i == text.size()) return false;
    }
    return !quoted;
}

/// Whether it stays one argument among others that spaces separate.
constexpr bool is_one_word(std::string_view text) noexcept {
    return text.find(' ') == std::string_view::npos && ends_closed(text);
}

/// Whether a count or a time is one that FreeSWITCH reads as it is: with `atoi`.
constexpr bool fits_atoi(std::int64_t number) noexcept {
    return number >= 0 && number <= INT32_MAX;
}

}  // namespace detail

/// An application of the dialplan with its argument, and how it is to be run. FreeSWITCH expands
/// `${...}` in the argument.
///
///     call.async_execute(eslio::application("playback", "hello.wav").loops(2), token);
class application {
public:
    explicit application(std::string name, std::string argument = {})
        : name_(std::move(name)), argument_(std::move(argument)) {}

    static application invalid(error_code why) {
        application a{std::string()};
        a.error_ = why;
        return a;
    }

    const std::string& name() const noexcept { return name_; }
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

    bool lock() const noexcept { return lock_; }
    int loops() const noexcept { return loops_; }
    std::optional<std::chrono::steady_clock::duration> timeout() const noexcept { return timeout_; }

    /// The `sendmsg` that runs it. `id` comes back as Application-UUID. An argument that a header
    /// would not bring through goes as a body.
    call_message message(std::string_view id) const {
        static constexpr std::size_t longest_header = 4096;  // FreeSWITCH reads it byte by byte
        const bool as_body = argument_.find_first_of("\r\n") != std::string::npos ||
                             argument_.size() > longest_header ||
                             !call_message::survives(argument_);
        call_message m = execute(name_, as_body ? std::string_view() : argument_);
        if (as_body) m.body(argument_);
        if (!id.empty()) m.event_uuid(id);
        if (lock_) m.lock();
        if (loops_ != 1) m.loops(loops_);
        return m;
    }

    /// Why it cannot be sent, if so.
    error_code error() const { return error_ ? error_ : message({}).error(); }

private:
    std::string name_;
    std::string argument_;
    error_code error_;
    int loops_ = 1;
    bool lock_ = true;
    std::optional<std::chrono::steady_clock::duration> timeout_;
};

}  // namespace eslio
