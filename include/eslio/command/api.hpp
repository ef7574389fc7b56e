// api and bgapi: FreeSWITCH's API commands, answered at once or by a job.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {

/// A text with room for what goes before and after it.
ESLIO_DECL std::string with_room(std::string_view text);

/// `api <text>` and `bgapi <text>`. A text that begins with a reload of mod_event_socket means it;
/// FreeSWITCH answers that one with an `api/response` and ends the connection soon after.
ESLIO_DECL command api_line(std::string_view word, std::string&& text, std::string_view header = {},
                            std::string_view value = {});

/// A blank at the front of an API command would be an empty command's name.
ESLIO_DECL argument_error check_api(std::string_view text);

ESLIO_DECL command plain_api(std::string&& text);

/// An API command that is to be asked about a job.
ESLIO_DECL argument_error check_question(std::string_view text);

}  // namespace detail

namespace cmd {

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

}  // namespace cmd

/// How to find out whether a job still runs, when its result may have been missed.
struct job_question {
    std::string text;  ///< an API command, as `uuid_exists <uuid>`
    /// Whether its answer says that the job is still running.
    std::function<bool(const api_response&)> still_runs;
};

namespace detail {

/// What few requests have, kept apart so that the others are small.
struct job_terms {
    std::string uuid;
    job_question question;
};

}  // namespace detail

/// An API command with its arguments, for `async_api`, `async_bgapi` and `async_start_job`; made of
/// any text.
///
///     co_await fs.async_bgapi(eslio::api_request("originate ...").timeout(90s), token);
class api_request {
public:
    /// The command and its arguments as FreeSWITCH's console takes them, without `api` before it.
    api_request(std::string text) : text_(std::move(text)) {}
    api_request(std::string_view text) : text_(detail::with_room(text)) {}
    api_request(const char* text) : api_request(std::string_view(text)) {}

    static api_request invalid(argument_error why);
    static api_request invalid(error_code why) { return invalid(argument_error(why)); }

    /// Why it cannot be sent, as far as is known before it becomes a command; and in words.
    error_code error() const noexcept { return problem_.code(); }
    std::string why() const { return problem_.words(); }
    const argument_error& problem() const noexcept { return problem_; }

    /// The command with its arguments; empty if it is invalid.
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

    /// See `command::idempotent`. Of a job it changes nothing: its result is waited for.
    api_request& idempotent(bool on = true) & noexcept {
        idempotent_ = on;
        return *this;
    }
    api_request&& idempotent(bool on = true) && noexcept {
        idempotent_ = on;
        return std::move(*this);
    }
    bool is_idempotent() const noexcept { return idempotent_; }

    /// Of a job over a `client`: when its result may have been missed, as there was no connection
    /// for some time, FreeSWITCH is asked `question`. If `still_runs` says no, twice within two
    /// seconds, the job ends with `error::lost_in_gap`; else it is waited for on, as without a
    /// question. Of an `originate` with an `origination_uuid` of yours, which is done when the call
    /// is answered or gone:
    ///
    ///     request.ask_after_gap("uuid_dump " + uuid, [](const eslio::api_response& answer) {
    ///         return answer.ok() &&
    ///                answer.text().find("Answer-State: answered") == std::string_view::npos;
    ///     });
    ///
    /// A question that cannot be sent makes the request one that cannot.
    api_request& ask_after_gap(std::string question,
                               std::function<bool(const api_response&)> still_runs) &;
    api_request&& ask_after_gap(std::string question,
                                std::function<bool(const api_response&)> still_runs) && {
        return std::move(ask_after_gap(std::move(question), std::move(still_runs)));
    }
    std::shared_ptr<const job_question> question() const noexcept {
        if (!terms_ || !terms_->question.still_runs) return nullptr;
        return {terms_, &terms_->question};
    }

    /// Of a job: its Job-UUID, a text of your own of at most `max_job_uuid` bytes, instead of one
    /// that the library makes. Of two jobs with the same one the results go to them in order.
    api_request& job_uuid(std::string id) &;
    api_request&& job_uuid(std::string id) && { return std::move(job_uuid(std::move(id))); }
    /// Empty if the library makes one.
    std::string_view job_uuid() const& noexcept {
        return terms_ ? std::string_view(terms_->uuid) : std::string_view();
    }
    void job_uuid() const&& = delete;

private:
    /// It holds nothing any more; the first error stays.
    api_request& refuse(argument_error why);

    /// Copies of the request share the former ones.
    detail::job_terms& new_terms();

    std::string text_;
    std::optional<std::chrono::steady_clock::duration> timeout_;
    argument_error problem_;
    std::shared_ptr<const detail::job_terms> terms_;  ///< null: none of its own
    bool idempotent_ = false;
};

namespace detail {

/// The command `api` of a request, with its deadline; invalid if that is. One that may be used up
/// gives its text.
ESLIO_DECL command as_command(api_request&& request);
inline command as_command(const api_request& request) {
    return as_command(api_request(request));
}

}  // namespace detail

/// The longest Job-UUID whose reply FreeSWITCH frames rightly, in bytes (mod_event_socket:
/// listener_run has 512 for it).
inline constexpr std::size_t max_job_uuid = 235;

namespace cmd {

/// `bgapi <text>` with a Job-UUID of our choice, or FreeSWITCH's if it is empty. The answer says
/// `+OK Job-UUID: <id>`; the result comes as a BACKGROUND_JOB event to whoever is subscribed.
ESLIO_DECL command bgapi(std::string_view text, std::string_view job_uuid = {});

}  // namespace cmd

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/api.ipp>
#endif
