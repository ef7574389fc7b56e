// api and bgapi: FreeSWITCH's API commands, answered at once or by a job.
#pragma once

#include <eslio/command/command.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// `api <text>`: `text` is the command with its arguments, as typed at FreeSWITCH's console. It
/// runs in the connection's thread: nothing else is answered before it ends.
inline command api(std::string_view text) {
    if (text.empty()) return command::invalid(error::empty_argument);
    wire::line_writer w;
    w.text("api ").text(text).finish();
    return command(std::move(w));
}

/// An API command with its arguments, for `async_api`, `async_bgapi` and `async_start_job`; made of
/// any text.
///
///     co_await fs.async_bgapi(eslio::api_request("originate ...").timeout(90s), token);
class api_request {
public:
    api_request(std::string text) : text_(std::move(text)) {}
    api_request(std::string_view text) : text_(text) {}
    api_request(const char* text) : text_(text) {}

    const std::string& text() const noexcept { return text_; }

    /// How long to wait for the answer or the job's result, instead of the connection's default.
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
};

/// The longest Job-UUID whose reply FreeSWITCH frames rightly, in bytes (P: 512-byte reply).
inline constexpr std::size_t max_job_uuid = 235;

/// `bgapi <text>` with a Job-UUID of our choice, or FreeSWITCH's if it is empty.
inline command bgapi(std::string_view text, std::string_view job_uuid = {}) {
    if (text.empty()) return command::invalid(error::empty_argument);
    if (job_uuid.size() > max_job_uuid) return command::invalid(error::job_uuid_too_long);
    wire::line_writer w;
    w.text("bgapi ").text(text);
    if (!job_uuid.empty()) w.header("Job-UUID", job_uuid);
    w.finish();
    return command(std::move(w));
}

}  // namespace eslio
