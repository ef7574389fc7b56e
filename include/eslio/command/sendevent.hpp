// sendevent: events that FreeSWITCH shall fire, and the frequent kinds of them.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/line_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

namespace detail {

ESLIO_DECL argument_error check_event_header(const event_header& h);

}  // namespace detail

namespace cmd {

/// `sendevent <name>` with the headers and the body of `e`.
///
/// `+OK <uuid>` (`event_uuid_of`) is the answer whatever the name: FreeSWITCH fires an unknown one
/// as CUSTOM without a subclass. Event-Name is not sent again as a header, nor any Content-Length
/// but that of the body; FreeSWITCH adds the 13 common headers, so those of a received event had
/// better be removed. Headers without a value are left out, as FreeSWITCH does not store them. An
/// event with the Unique-ID of a live call goes to that call's own queue instead of being fired
/// (mod_event_socket: parse_command).
///
/// Refused are values that FreeSWITCH would change (a space at the front, line breaks, NUL, an
/// array's element that holds `|:`), and names with `:` or `[`, which it takes for an index.
ESLIO_DECL command sendevent(const event& e);

/// `sendmsg` with the headers and the body of `e`, to the call `uuid`, or, without it, to the one
/// that the connection controls. `call-command` tells what the call shall do; see `call_message`,
/// which is built step by step. Event-Name is not sent, nor headers without a value, nor any
/// Content-Length but that of the body. Refused is what `sendevent` refuses.
///
/// `+OK` says that FreeSWITCH has queued it (mod_event_socket: parse_command; switch_ivr.c:
/// switch_ivr_parse_event).
ESLIO_DECL command sendmsg(const event& e, std::string_view uuid = {});

}  // namespace cmd

/// The event for a SIP NOTIFY to a registered phone: `event_string` as `check-sync;reboot=false`.
/// `profile` is Sofia's. A body may be added with `set_body` and `content-type` set.
///
///     const event e = sip_notify("internal", "1000", "10.0.0.1", "check-sync");
///     fs.async_send(cmd::sendevent(e), token)
ESLIO_DECL event sip_notify(std::string_view profile, std::string_view user_name,
                            std::string_view host, std::string_view event_string);

/// The event for a SIP MESSAGE to a registered phone.
ESLIO_DECL event sip_message(std::string_view profile, std::string_view user_name,
                             std::string_view host, std::string_view text,
                             std::string_view content_type = "text/plain");

/// How many messages a mailbox holds.
class mailbox_state {
public:
    /// How many there are of each kind.
    mailbox_state(std::uint32_t fresh_ones = 0, std::uint32_t saved_ones = 0,
                  std::uint32_t urgent_fresh_ones = 0, std::uint32_t urgent_saved_ones = 0) noexcept
        : fresh(fresh_ones),
          saved(saved_ones),
          urgent_fresh(urgent_fresh_ones),
          urgent_saved(urgent_saved_ones) {}

    /// Messages that are new.
    std::uint32_t fresh;
    /// Messages that have been heard and are kept.
    std::uint32_t saved;
    /// Urgent ones that are new.
    std::uint32_t urgent_fresh;
    /// Urgent ones that are kept.
    std::uint32_t urgent_saved;
};

/// The event that lights or clears a phone's lamp; `account` as `sip:1000@example.com`.
ESLIO_DECL event message_waiting(std::string_view account, const mailbox_state& box);

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/sendevent.ipp>
#endif
