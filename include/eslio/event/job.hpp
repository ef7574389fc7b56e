// A background job: its handle and its result.
#pragma once

#include <eslio/event/detail/text.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/refused.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// A job that FreeSWITCH has accepted (or refused); its result is collected with it.
class [[nodiscard]] job {
public:
    job() = default;
    /// Made by the library: the UUID of a job and FreeSWITCH's answer to its `bgapi`.
    job(std::string uuid, std::string answer)
        : uuid_(std::move(uuid)), answer_(std::move(answer)) {}

    /// Names the job (`Job-UUID`), not a call that it makes.
    const std::string& job_uuid() const& noexcept { return uuid_; }
    std::string job_uuid() && noexcept { return std::move(uuid_); }

    /// False when FreeSWITCH refused to start it.
    [[nodiscard]] bool ok() const noexcept { return !detail::is_refusal(answer_); }
    explicit operator bool() const noexcept { return ok(); }

    /// FreeSWITCH's answer, `+OK Job-UUID: ...` or `-ERR permission denied`.
    const std::string& text() const& noexcept { return answer_; }
    std::string text() && noexcept { return std::move(answer_); }

    /// Itself when it was started; throws `refused` with FreeSWITCH's text when not.
    const job& value() const& {
        if (!ok()) detail::throw_refused(answer_);
        return *this;
    }
    job&& value() && {
        if (!ok()) detail::throw_refused(answer_);
        return std::move(*this);
    }

private:
    std::string uuid_;
    std::string answer_;
};

/// How a background job ended. "Done" is not "the call is in that state": an `originate` is done
/// when the far end answered or the attempt failed.
class [[nodiscard]] job_result {
public:
    job_result() = default;

    /// FreeSWITCH refused to start it (`-ERR permission denied`).
    job_result(std::string uuid, std::string refusal)
        : uuid_(std::move(uuid)), refusal_(std::move(refusal)) {}

    /// From its BACKGROUND_JOB event.
    explicit job_result(event result)
        : uuid_(result.job_uuid()), started_(true), event_(std::move(result)) {}

    /// Whether it is no refusal, which begins with `-ERR` or `-USAGE`.
    [[nodiscard]] bool ok() const noexcept { return !detail::is_refusal(body()); }
    explicit operator bool() const noexcept { return ok(); }

    /// Names the job (`Job-UUID`), not a call that it made: that one's UUID is in the text of an
    /// `originate`, and in what `async_originate` gives.
    const std::string& job_uuid() const& noexcept { return uuid_; }
    std::string job_uuid() && noexcept { return std::move(uuid_); }

    /// False when FreeSWITCH refused to start it; `body()` then is its refusal.
    bool started() const noexcept { return started_; }

    /// The command's output byte for byte; empty if it had none.
    std::string_view body() const& noexcept {
        return started_ ? event_.body() : std::string_view(refusal_);
    }

    /// The output without blanks and line breaks at its end.
    std::string_view text() const& noexcept { return wire::trim(body()); }

    /// It ran and printed nothing, which proves no effect; see `api_response::silent`.
    bool silent() const noexcept { return started_ && event_.body().empty(); }

    /// The text after `-ERR `, as `USER_BUSY` of an `originate`.
    std::string_view reason() const& noexcept { return detail::refusal_reason(body()); }

    /// The whole BACKGROUND_JOB event.
    const event& background_job() const& noexcept { return event_; }
    event background_job() && noexcept { return std::move(event_); }

    /// Itself when the job succeeded; throws `refused` with its text when not.
    const job_result& value() const& {
        if (!ok()) detail::throw_refused(text());
        return *this;
    }
    job_result&& value() && {
        if (!ok()) detail::throw_refused(text());
        return std::move(*this);
    }

    // A view into a temporary would dangle: give the object a name first.
    void body() const&& = delete;
    void text() const&& = delete;
    void reason() const&& = delete;

private:
    std::string uuid_;
    std::string refusal_;
    bool started_ = false;
    event event_;
};

}  // namespace eslio
