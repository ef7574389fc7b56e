// View of the event BACKGROUND_JOB.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/text.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/job.hpp>
#include <eslio/events/event_view.hpp>
#include <eslio/wire/ascii.hpp>

#include <string_view>

namespace eslio::events {

/// A `bgapi` has ended (api_exec of mod_event_socket, bgapi_exec of mod_commands); its output is
/// the body.
class background_job : public of_type<event_name::background_job> {
public:
    using of_type::of_type;
    /// The call whose socket asked for it (since 1.10.2).
    std::string_view owner_uuid() const noexcept { return text("Job-Owner-UUID"); }
    std::string_view command() const noexcept { return text("Job-Command"); }
    std::string_view argument() const noexcept { return text("Job-Command-Arg"); }
    std::string_view job_uuid() const noexcept { return text("Job-UUID"); }
    /// Whether the command succeeded: its output does not begin with `-ERR` or `-USAGE`.
    bool ok() const noexcept { return !eslio::detail::is_refusal(body()); }
    /// The output without blanks and line breaks at its end.
    std::string_view output() const noexcept { return wire::trim(body()); }
    /// The text after `-ERR `, as `USER_BUSY` of an `originate`; empty if it is `ok()`.
    std::string_view reason() const noexcept {
        return ok() ? std::string_view() : eslio::detail::refusal_reason(body());
    }
    /// Of a command that fails with a cause, as `originate`, `uuid_bridge`, `uuid_kill`.
    header_value<hangup_cause> cause() const {
        return ok() ? header_value<hangup_cause>() : header_value<hangup_cause>(reason());
    }
    /// The result as `async_bgapi` completes with; it has a copy of the event.
    job_result result() const { return job_result(details()); }
};

/// Somebody ran an API command (switch_api_execute).
class api : public of_type<event_name::api> {
public:
    using of_type::of_type;
    std::string_view command() const noexcept { return text("API-Command"); }
    std::string_view argument() const noexcept { return text("API-Command-Argument"); }
};

}  // namespace eslio::events
