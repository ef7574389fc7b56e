// Error codes of eslio, their category, and the conditions that group them.
#pragma once

#include <eslio/config.hpp>

#include <string>
#include <system_error>

namespace eslio {

using std::error_code;

/// What happened to the transport, the protocol or an argument. What FreeSWITCH itself refuses
/// (`-ERR ...`) is never an error code: it is a value (`reply`, `api_response`, `job_result`).
///
/// A cancelled operation completes with `asio::error::operation_aborted`, not with one of these.
enum class error {
    // An operation that cannot begin, or got no answer.
    not_connected = 1,      ///< no connection is established
    already_connected,      ///< connect was called on a connection that is not closed
    not_sent,               ///< the connection ended before the command was written
    outcome_unknown,        ///< written, but the connection ended before the answer came
    timeout,                ///< the operation's deadline passed
    queue_full,             ///< too many commands, or bytes of them, or executions of a call, wait
    operation_in_progress,  ///< only one such operation may be outstanding
    unknown_job,            ///< no such job is waited for (never started, or already collected)
    job_events_refused,     ///< FreeSWITCH refused the BACKGROUND_JOB subscription; nothing was
                            ///< started
    job_lost,               ///< the connection ended before the job's result came
    lost_in_gap,            ///< the job's result may have been sent while there was no connection,
                            ///< and it has not come by the deadline, or the switch was restarted
    hung_up,                ///< a channel's messages have ended, with its call
    no_such_call,           ///< FreeSWITCH knows no call of that UUID
    not_allowed,            ///< the mode of the socket application, what the user may do, or the
                            ///< kind of connection, does not allow it
    call_events_refused,    ///< FreeSWITCH refused the events that calls are followed by
    made_unconnected,       ///< the channel was made before its connection was up, and heard
                            ///< nothing: make it anew
    opening_refused,        ///< FreeSWITCH refused a command that opens an outbound session
    would_deadlock,         ///< a blocking call on the thread that would have to end it

    // How a connection ended.
    closed,                ///< closed by this side
    disconnected,          ///< FreeSWITCH said goodbye, then closed
    connection_lost,       ///< the stream ended without a goodbye
    connection_reset,      ///< the stream was reset
    connection_refused,    ///< nobody listens there
    host_not_found,        ///< the name could not be resolved
    unreachable,           ///< no route to the host or network
    stream_failed,         ///< another failure of the underlying stream, or no memory for it
    unresponsive,          ///< FreeSWITCH owes an answer, or the end after `exit`, for longer than
                           ///< allowed
    event_queue_overflow,  ///< the event queue was full and its policy is to close
    state_refused,         ///< FreeSWITCH refused what a `client` wants to hear: see
                           ///< `client_status::refusal`

    // Login.
    resolve_timeout,          ///< the name was not resolved in time
    connect_timeout,          ///< no connection in time
    login_timeout,            ///< FreeSWITCH did not finish the login in time
    authentication_failed,    ///< wrong user or password; final
    access_denied,            ///< refused by FreeSWITCH's access list; final
    unexpected_login_packet,  ///< what answered is not FreeSWITCH's event socket

    // Bytes that break the protocol: the connection closes.
    header_block_too_large,      ///< a header block passed limits::header_block
    body_too_large,              ///< Content-Length is above limits::body, or a packet past 2 GiB
    bad_content_length,          ///< Content-Length is negative or not a number
    conflicting_content_length,  ///< two Content-Length of different value in one header block
    unexpected_reply,            ///< a reply came that no command asked for

    // Event bodies that cannot be read: delivered raw with the error.
    bad_event_json,   ///< not JSON
    unexpected_json,  ///< JSON, but not the flat object FreeSWITCH writes
    bad_event_xml,    ///< not well-formed XML
    unexpected_xml,   ///< XML, but not the `<event>` FreeSWITCH writes
    bad_event_plain,  ///< no header line at all
    event_too_large,  ///< an event past 2 GiB, or with too many headers, is not held

    // Arguments: nothing is written.
    empty_argument,           ///< a required argument is empty
    line_break_in_argument,   ///< CR or LF would forge a line
    nul_in_argument,          ///< NUL would cut the text
    bad_header_name,          ///< not a name of a header, a variable or a user that is read as one
    job_uuid_too_long,        ///< past 235 bytes FreeSWITCH loses the framing of the reply
    custom_without_subclass,  ///< `CUSTOM` alone delivers next to nothing; name the subclasses
    only_negative_filters,    ///< without a positive filter nothing is delivered
    bad_event_name,           ///< not a word that FreeSWITCH could take as an event name
    bad_log_level,            ///< not one of FreeSWITCH's log levels
    argument_too_long,     ///< past what FreeSWITCH takes: 16 MiB of body, 10 MiB of headers, ...
    number_out_of_range,   ///< a count, a port or a time outside of what FreeSWITCH takes
    unwritable_text,       ///< no escape brings this text through FreeSWITCH's readers
    names_socket_module,   ///< FreeSWITCH would take it for a reload of mod_event_socket
    raw_header_forbidden,  ///< raw text may not hold a blank line or Content-Length

    // Why messages may be missing though no connection ended (`interruption::why`).
    out_of_step,  ///< the two connections of a `client` brought different events
};

/// Groups of errors: `if (ec == eslio::condition::disconnected)`.
enum class condition {
    disconnected =
        1,        ///< the connection is gone, or never was; every `reason()` of an end is of it
    rejected,     ///< a login that will not succeed by trying again
    timed_out,    ///< a deadline of any kind passed
    unreachable,  ///< no connection could be made
    protocol,     ///< the peer's bytes broke the protocol
    undecodable,  ///< an event's body could not be read
    invalid_argument,  ///< the caller's argument was refused; nothing was written
};

namespace detail {

inline const char* describe(error value) noexcept {
    switch (value) {
        case error::not_connected: return "not connected";
        case error::already_connected: return "already connected";
        case error::not_sent: return "the connection ended before the command was sent";
        case error::outcome_unknown: return "the connection ended before the answer came";
        case error::timeout: return "timed out";
        case error::queue_full: return "too much is waiting already";
        case error::operation_in_progress: return "such an operation is already outstanding";
        case error::unknown_job: return "no such job";
        case error::job_events_refused: return "FreeSWITCH refused the BACKGROUND_JOB events";
        case error::job_lost: return "the connection ended before the job's result came";
        case error::lost_in_gap:
            return "the result may have been sent while there was no connection";
        case error::hung_up: return "the call has ended";
        case error::no_such_call: return "no such call";
        case error::not_allowed:
            return "FreeSWITCH does not allow it on this connection (a session may need 'full')";
        case error::call_events_refused: return "FreeSWITCH refused the events of calls";
        case error::made_unconnected:
            return "the channel was made before its connection was up: make it after that";
        case error::opening_refused: return "FreeSWITCH refused a command of the opening";
        case error::would_deadlock: return "a blocking call on the thread that runs the connection";
        case error::closed: return "the connection was closed by this side";
        case error::disconnected: return "FreeSWITCH closed the connection";
        case error::connection_lost: return "the connection ended without a goodbye";
        case error::connection_reset: return "the connection was reset";
        case error::connection_refused: return "the connection was refused";
        case error::host_not_found: return "the host was not found";
        case error::unreachable: return "the host or network is unreachable";
        case error::stream_failed: return "the stream failed";
        case error::unresponsive: return "FreeSWITCH owes an answer for too long";
        case error::event_queue_overflow: return "the event queue overflowed";
        case error::state_refused: return "FreeSWITCH refused what was to be restored";
        case error::out_of_step: return "two connections brought different events";
        case error::resolve_timeout: return "timed out resolving the host";
        case error::connect_timeout: return "timed out connecting";
        case error::login_timeout: return "timed out logging in";
        case error::authentication_failed: return "wrong user or password";
        case error::access_denied: return "refused by FreeSWITCH's access list";
        case error::unexpected_login_packet: return "the peer does not speak the event socket";
        case error::header_block_too_large: return "header block above the limit";
        case error::body_too_large: return "Content-Length above the limit";
        case error::bad_content_length: return "Content-Length is not a number";
        case error::conflicting_content_length: return "conflicting Content-Length headers";
        case error::unexpected_reply: return "a reply that no command asked for";
        case error::bad_event_json: return "the event is not JSON";
        case error::unexpected_json: return "the event's JSON has another shape";
        case error::bad_event_xml: return "the event is not well-formed XML";
        case error::unexpected_xml: return "the event's XML has another shape";
        case error::bad_event_plain: return "the event has no headers";
        case error::event_too_large: return "the event is too large to be held";
        case error::empty_argument: return "a required argument is empty";
        case error::line_break_in_argument: return "line break in an argument";
        case error::nul_in_argument: return "NUL in an argument";
        case error::bad_header_name: return "not the name of a header or a variable";
        case error::job_uuid_too_long: return "Job-UUID longer than 235 bytes";
        case error::custom_without_subclass: return "CUSTOM without a subclass";
        case error::only_negative_filters: return "only negative filters: nothing would come";
        case error::bad_event_name: return "not an event name";
        case error::bad_log_level: return "not a log level";
        case error::argument_too_long: return "longer than FreeSWITCH takes";
        case error::number_out_of_range: return "a number out of range";
        case error::unwritable_text: return "text that no escape brings through FreeSWITCH";
        case error::names_socket_module: return "FreeSWITCH would reload mod_event_socket for it";
        case error::raw_header_forbidden: return "blank line or Content-Length in raw text";
    }
    return "unknown eslio error";
}

ESLIO_DECL bool belongs_to(error value, condition group) noexcept;

class error_category_impl final : public std::error_category {
public:
    const char* name() const noexcept override { return "eslio"; }
    std::string message(int value) const override { return describe(static_cast<error>(value)); }
    ESLIO_DECL bool equivalent(int value,
                               const std::error_condition& group) const noexcept override;
};

class condition_category_impl final : public std::error_category {
public:
    const char* name() const noexcept override { return "eslio.condition"; }
    ESLIO_DECL std::string message(int value) const override;
};

}  // namespace detail

/// The category of `eslio::error`.
inline const std::error_category& error_category() noexcept {
    static const detail::error_category_impl instance;
    return instance;
}

/// The category of `eslio::condition`.
inline const std::error_category& condition_category() noexcept {
    static const detail::condition_category_impl instance;
    return instance;
}

/// The code of an error of eslio's, for `error_code ec = error::timeout`.
inline error_code make_error_code(error value) noexcept {
    return {static_cast<int>(value), error_category()};
}

/// The condition, for `ec == condition::timed_out`.
inline std::error_condition make_error_condition(condition value) noexcept {
    return {static_cast<int>(value), condition_category()};
}

}  // namespace eslio

namespace std {
template <>
struct is_error_code_enum<eslio::error> : true_type {};
template <>
struct is_error_condition_enum<eslio::condition> : true_type {};
}  // namespace std

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/impl/error.ipp>
#endif
