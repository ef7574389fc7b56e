// class command: one thing to say to FreeSWITCH, which knows its bytes.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {
struct heard_change;
}

/// A command as it will be written, checked when it was built.
///
/// Invalid arguments follow one rule everywhere: a value built from them holds no bytes and
/// remembers what is wrong, as a code (`error()`) and in words (`why()`: which argument, which byte
/// of it, what to do), and an operation that it is given to completes with that code; nothing is
/// written. Nothing throws.
class command {
public:
    /// An empty one, which cannot be sent.
    command() noexcept = default;

    /// Raw text: a command line and, on further lines, headers; final line breaks are optional.
    /// Refused are CR, NUL, a blank line inside and Content-Length: they would forge a second
    /// command.
    explicit command(std::string_view text);

    /// What a `line_writer` was given; it must be finished. Refused is a header part that holds
    /// `mod_event_socket` and one of `reload` and `unload`, wherever they stand: FreeSWITCH would
    /// reload the module and end the connection instead (mod_event_socket: parse_command).
    explicit command(wire::line_writer&& writer);

    static command invalid(argument_error why);
    static command invalid(error_code why) { return invalid(argument_error(why)); }

    /// Why it cannot be sent; no error if it can.
    error_code error() const noexcept {
        if (problem_) return problem_.code();
        return bytes_.empty() ? make_error_code(eslio::error::empty_argument) : error_code();
    }

    /// The same in words, for a human; empty if it can be sent.
    std::string why() const { return problem().words(); }
    argument_error problem() const { return problem_ ? problem_ : argument_error(error()); }

    /// What goes on the wire, with the blank line and the body; empty if it cannot be sent.
    const std::string& bytes() const& noexcept { return bytes_; }
    std::string bytes() && noexcept { return std::move(bytes_); }

    /// The bytes may not be shown, as they hold a password: a trace shows `***` in their place. Of
    /// `auth` and `userauth` that is known, however they were built; others are to be marked.
    bool secret() const noexcept { return secret_; }
    command& mark_secret() & noexcept {
        secret_ = true;
        return *this;
    }
    command&& mark_secret() && noexcept {
        secret_ = true;
        return std::move(*this);
    }

    /// How long to wait for the answer, from submission on; that commands before it may delay the
    /// answer counts. Zero: without end; below zero no time is left, and it is not written.
    /// Default: the connection's `connection_options::command_timeout`.
    command& timeout(std::chrono::steady_clock::duration t) & noexcept {
        timeout_ = t;
        return *this;
    }
    command&& timeout(std::chrono::steady_clock::duration t) && noexcept {
        timeout_ = t;
        return std::move(*this);
    }
    std::optional<std::chrono::steady_clock::duration> timeout() const noexcept { return timeout_; }

    /// To do it twice is as good as once, as to ask: a `client` says it again when the connection
    /// ended before the answer came, instead of `error::outcome_unknown`.
    command& idempotent(bool on = true) & noexcept {
        idempotent_ = on;
        return *this;
    }
    command&& idempotent(bool on = true) && noexcept {
        idempotent_ = on;
        return std::move(*this);
    }
    bool is_idempotent() const noexcept { return idempotent_; }

    /// What it changes in what its connection hears; null if that is nothing.
    const std::shared_ptr<const detail::heard_change>& change() const noexcept { return change_; }

    /// The bytes for a log: of a secret command the first word, and `***` for the rest.
    std::string shown() const {
        if (!secret_ || bytes_.empty()) return bytes_;
        return bytes_.substr(0, bytes_.find_first_of(" \t\n")) + " ***";
    }

private:
    void note_kind();

    argument_error problem_;
    std::string bytes_;
    std::shared_ptr<const detail::heard_change> change_;
    std::optional<std::chrono::steady_clock::duration> timeout_;
    bool secret_ = false;
    bool idempotent_ = false;
};

namespace detail {

/// Whether raw text is one command, without a way to begin a second one.
ESLIO_DECL argument_error check_raw(std::string_view text);

/// Whether the header part of a command is one that FreeSWITCH replaces by a reload of
/// mod_event_socket.
ESLIO_DECL bool names_socket_module(std::string_view command) noexcept;

/// Whether it is a login, or was meant for one: `auth` or `userauth` in any case, after blanks
/// perhaps (mod_event_socket: parse_command).
ESLIO_DECL bool logs_in(std::string_view command) noexcept;

/// What a `line_writer` that is not good refused, in words.
ESLIO_DECL argument_error problem_of(const wire::line_writer& writer);

}  // namespace detail

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/command.ipp>
#endif
