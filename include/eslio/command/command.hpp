// class command: one thing to say to FreeSWITCH, which knows its bytes.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

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

    static command invalid(argument_error why) {
        command c;
        c.problem_ = std::move(why);
        return c;
    }
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

    /// The bytes may not be shown, as they hold a password: a trace shows `***` in their place.
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

    /// The bytes for a log: of a secret command the first word, and `***` for the rest.
    std::string shown() const {
        if (!secret_ || bytes_.empty()) return bytes_;
        return bytes_.substr(0, bytes_.find_first_of(" \n")) + " ***";
    }

private:
    argument_error problem_;
    std::string bytes_;
    std::optional<std::chrono::steady_clock::duration> timeout_;
    bool secret_ = false;
};

namespace detail {

/// Whether raw text is one command, without a way to begin a second one.
inline argument_error check_raw(std::string_view text) {
    const std::size_t whole = text.size();
    if (text.empty()) return refuse_empty("command");
    const std::size_t at = text.find_first_of(std::string_view("\r\0", 2));
    if (at != std::string_view::npos && text[at] == '\0') return check_nul("command", text);
    if (at != std::string_view::npos)
        return refuse_byte(error::line_break_in_argument, "command", text, at,
                           "destroys a command for FreeSWITCH; lines end in LF alone");
    bool first = true;
    while (!text.empty()) {
        const std::string_view line = wire::next_word(text, '\n');
        if (line.empty())
            return refuse(error::raw_header_forbidden, "command",
                          "a blank line would begin a second command; send that one by itself");
        const std::size_t colon = line.find(':');
        if (!first && colon != line.npos &&
            wire::iequals(wire::trim(line.substr(0, colon)), "content-length"))
            return refuse(error::raw_header_forbidden, "command",
                          "with a Content-Length FreeSWITCH would take what follows for a body; "
                          "call_message::body and sendevent write one");
        first = false;
    }
    if (whole <= wire::line_writer::max_head - 2) return {};
    return refuse(error::argument_too_long, "command",
                  "FreeSWITCH takes 10 MiB of command line and headers");
}

/// Whether the header part of a command is one that FreeSWITCH replaces by a reload of
/// mod_event_socket.
inline bool names_socket_module(std::string_view command) noexcept {
    // Every command passes here: what is rare in them is looked for first.
    for (std::size_t i = command.find('_'); i != std::string_view::npos;
         i = command.find('_', i + 1)) {
        if (i < 3 || wire::to_lower(command[i - 3]) != 'm' ||
            !wire::istarts_with(command.substr(i - 3), "mod_event_socket"))
            continue;
        const std::string_view head = command.substr(0, command.find("\n\n"));
        return i < head.size() &&
               (wire::icontains(head, "reload") || wire::icontains(head, "unload"));
    }
    return false;
}

/// What a `line_writer` refused, in words.
inline argument_error problem_of(const wire::line_writer& writer) {
    return writer.failure() ? refuse(static_cast<error>(writer.failure().value()), "command",
                                     writer.failure().message())
                            : argument_error();
}

}  // namespace detail

inline command::command(std::string_view text) {
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    problem_ = detail::check_raw(text);
    if (!problem_) bytes_.append(text).append("\n\n");
}

inline command::command(wire::line_writer&& writer)
    : problem_(detail::problem_of(writer)), bytes_(std::move(writer).take()) {
    if (!detail::names_socket_module(bytes_)) return;
    problem_ = detail::refuse(eslio::error::names_socket_module, "command",
                              "FreeSWITCH takes any command that holds `mod_event_socket` and "
                              "`reload` or `unload` for that reload, and ends the connection; use "
                              "other words, or give an application's argument as a body");
    bytes_.clear();
}

}  // namespace eslio
