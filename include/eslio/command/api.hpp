// api and bgapi: FreeSWITCH's API commands, answered at once or by a job.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
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

namespace detail {

/// A text with room for what goes before and after it.
inline std::string with_room(std::string_view text) {
    std::string s;
    s.reserve(text.size() + 8);
    s.append(text);
    return s;
}

/// `api <text>` and `bgapi <text>`. A text that begins with a reload of mod_event_socket means it;
/// FreeSWITCH answers that one with an `api/response` and ends the connection soon after.
inline command api_line(std::string_view word, std::string&& text, std::string_view header = {},
                        std::string_view value = {}) {
    if (text.empty()) return command::invalid(refuse_empty("API command"));
    if (wire::find_forgery(text) != error{})
        return command::invalid(check_bytes("API command", text));
    const char first = wire::to_lower(text.front());
    const bool means_reload = (first == 'r' && wire::istarts_with(text, "reload ")) ||
                              (first == 'u' && wire::istarts_with(text, "unload "));
    text.insert(0, word);
    wire::line_writer w(std::move(text));
    if (!header.empty()) w.header(header, value);
    w.finish();
    if (!means_reload || w.failure()) return command(std::move(w));
    return command(w.take());
}

/// A blank at the front of an API command would be an empty command's name.
inline argument_error check_api(std::string_view text) {
    if (text.empty() || text.front() != ' ') return {};
    return refuse_byte(error::unwritable_text, "API command", text, 0,
                       "at the front would be the end of an empty command's name; take it out");
}

inline command plain_api(std::string&& text) {
    if (argument_error wrong = check_api(text)) return command::invalid(std::move(wrong));
    return api_line("api ", std::move(text));
}

}  // namespace detail

/// `api <text>`: `text` is the command with its arguments, as typed at FreeSWITCH's console. It
/// runs in the connection's thread: nothing else is answered, and no event sent, before it ends.
///
/// The answer is an `api/response`, or a `command/reply` when it was not permitted. A space at the
/// front would be an empty command's name (`-ERR  Command not found!`): it is refused.
inline command api(std::string_view text) {
    return detail::plain_api(detail::with_room(text));
}

/// `api <text>` with `console_execute: true`: FreeSWITCH runs it as a line of its console, with
/// aliases and several commands separated by `;;` (mod_event_socket: api_exec).
inline command console_execute(std::string_view text) {
    return detail::api_line("api ", detail::with_room(text), "console_execute", "true");
}

/// An API command with its arguments, for `async_api`, `async_bgapi` and `async_start_job`; made of
/// any text.
///
///     co_await fs.async_bgapi(eslio::api_request("originate ...").timeout(90s), token);
class api_request {
public:
    api_request(std::string text) : text_(std::move(text)) {}
    api_request(std::string_view text) : text_(detail::with_room(text)) {}
    api_request(const char* text) : api_request(std::string_view(text)) {}

    static api_request invalid(argument_error why) {
        api_request r{std::string()};
        r.problem_ = std::move(why);
        return r;
    }
    static api_request invalid(error_code why) { return invalid(argument_error(why)); }

    /// Why it cannot be sent, as far as is known before it becomes a command; and in words.
    error_code error() const noexcept { return problem_.code(); }
    std::string why() const { return problem_.words(); }
    const argument_error& problem() const noexcept { return problem_; }

    const std::string& text() const& noexcept { return text_; }
    std::string text() && noexcept { return std::move(text_); }

    /// How long to wait for the answer or the job's result, instead of the connection's default.
    /// Zero: without end; below zero no time is left, and it is not written.
    api_request& timeout(std::chrono::steady_clock::duration t) & noexcept {
        timeout_ = t;
        return *this;
    }
    api_request&& timeout(std::chrono::steady_clock::duration t) && noexcept {
        timeout_ = t;
        return std::move(*this);
    }
    std::optional<std::chrono::steady_clock::duration> timeout() const noexcept { return timeout_; }

private:
    std::string text_;
    std::optional<std::chrono::steady_clock::duration> timeout_;
    argument_error problem_;
};

/// The longest Job-UUID whose reply FreeSWITCH frames rightly, in bytes (mod_event_socket:
/// listener_run has 512 for it).
inline constexpr std::size_t max_job_uuid = 235;

/// `bgapi <text>` with a Job-UUID of our choice, or FreeSWITCH's if it is empty. The answer says
/// `+OK Job-UUID: <id>`; the result comes as a BACKGROUND_JOB event to whoever is subscribed.
inline command bgapi(std::string_view text, std::string_view job_uuid = {}) {
    if (argument_error wrong = detail::check_api(text)) return command::invalid(std::move(wrong));
    if (job_uuid.size() > max_job_uuid)
        return command::invalid(detail::refuse(
            error::job_uuid_too_long, "Job-UUID",
            "past 235 bytes FreeSWITCH's reply loses its end; choose a shorter one"));
    if (wire::find_forgery(job_uuid) != error{})
        return command::invalid(detail::check_bytes("Job-UUID", job_uuid));
    // FreeSWITCH skips blanks at the front of a value, and an array has no text.
    if (!job_uuid.empty() && (job_uuid.front() == ' ' || wire::starts_with(job_uuid, "ARRAY::")))
        return command::invalid(detail::refuse(
            error::unwritable_text, "Job-UUID",
            "FreeSWITCH would not keep a blank or `ARRAY::` at its front; begin otherwise"));
    return detail::api_line("bgapi ", detail::with_room(text), job_uuid.empty() ? "" : "Job-UUID",
                            job_uuid);
}

}  // namespace eslio
