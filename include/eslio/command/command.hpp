// class command: one thing to say to FreeSWITCH, which knows its bytes.
#pragma once

#include <eslio/error.hpp>
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
/// remembers why (`error()`), and an operation that it is given to completes with that error;
/// nothing is written. Nothing throws.
class command {
public:
    command() noexcept : error_(error::empty_argument) {}

    /// Raw text: a command line and, on further lines, headers; final line breaks are optional.
    /// Refused are CR, NUL, a blank line inside and Content-Length: they would forge a second
    /// command.
    explicit command(std::string_view text);

    /// What a `line_writer` was given; it must be finished. Refused is a header part that holds
    /// `mod_event_socket` and one of `reload` and `unload`, wherever they stand: FreeSWITCH would
    /// reload the module and end the connection instead (mod_event_socket: parse_command).
    explicit command(wire::line_writer&& writer);

    static command invalid(error_code why) {
        command c;
        c.error_ = why;
        return c;
    }

    /// Why it cannot be sent; no error if it can.
    error_code error() const noexcept { return error_; }

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
    error_code error_;
    std::string bytes_;
    std::optional<std::chrono::steady_clock::duration> timeout_;
    bool secret_ = false;
};

namespace detail {

/// Whether raw text is one command, without a way to begin a second one.
inline error_code check_raw(std::string_view text) noexcept {
    const std::size_t whole = text.size();
    if (text.empty()) return error::empty_argument;
    for (const char c : text) {
        if (c == '\r') return error::line_break_in_argument;
        if (c == '\0') return error::nul_in_argument;
    }
    bool first = true;
    while (!text.empty()) {
        const std::string_view line = wire::next_word(text, '\n');
        if (line.empty()) return error::raw_header_forbidden;
        if (!first && wire::istarts_with(line, "content-length"))
            return error::raw_header_forbidden;
        first = false;
    }
    if (whole > wire::line_writer::max_head - 2) return error::argument_too_long;
    return {};
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

/// A word of a command line: it may not end early or begin another word.
inline error_code check_word(std::string_view word) noexcept {
    if (word.empty()) return error::empty_argument;
    if (const error forged = wire::find_forgery(word); forged != error{}) return forged;
    if (word.find(' ') != std::string_view::npos) return error::unwritable_text;
    return {};
}

}  // namespace detail

inline command::command(std::string_view text) {
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    error_ = detail::check_raw(text);
    if (!error_) bytes_.append(text).append("\n\n");
}

inline command::command(wire::line_writer&& writer)
    : error_(writer.failure()), bytes_(std::move(writer).take()) {
    if (!detail::names_socket_module(bytes_)) return;
    error_ = eslio::error::names_socket_module;
    bytes_.clear();
}

}  // namespace eslio
