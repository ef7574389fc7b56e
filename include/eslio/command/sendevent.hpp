// sendevent: events that FreeSWITCH shall fire, and the frequent kinds of them.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
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

inline argument_error check_event_header(const event_header& h) {
    const argument_name argument("header", h.name());
    if (h.name().empty()) return refuse(error::bad_header_name, "a header's name", "it is empty");
    if (argument_error forged = check_bytes("a header's name", h.name())) return forged;
    if (const std::size_t at = h.name().find_first_of(":["); at != h.name().npos)
        return refuse_byte(error::bad_header_name, "a header's name", h.name(), at,
                           "would end it, or make an index of an array; take it out");
    if (argument_error forged = check_bytes(argument, h.value())) return forged;
    if (h.value().front() == ' ')
        return refuse_byte(error::unwritable_text, argument, h.value(), 0,
                           "at the front is cut by FreeSWITCH; take it out");
    for (std::size_t i = 0; h.is_array() && i < h.size(); ++i)
        if (const std::size_t at = h[i].find("|:"); at != h[i].npos)
            return refuse_byte(error::unwritable_text, argument, h[i], at,
                               "and a colon part the elements of an array; take them out");
    const bool is_array_text = h.size() < 2 && wire::starts_with(h.value(), "ARRAY::");
    if (!is_array_text) return {};
    return refuse(error::unwritable_text, argument,
                  "a text that begins with `ARRAY::` becomes an array; use event::add_array for "
                  "one, or begin otherwise");
}

}  // namespace detail

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
inline command sendevent(const event& e) {
    if (argument_error wrong = detail::check_word("event name", e.name()))
        return command::invalid(std::move(wrong));
    wire::line_writer w;
    w.text("sendevent ").text(e.name());
    for (const event_header h : e.headers()) {
        if (wire::iequals(h.name(), "Event-Name") || wire::iequals(h.name(), "Content-Length") ||
            h.value().empty())
            continue;
        if (argument_error wrong = detail::check_event_header(h))
            return command::invalid(std::move(wrong));
        w.header(h.name(), h.value());
    }
    if (argument_error nul = detail::check_nul("body", e.body()))
        return command::invalid(std::move(nul));
    if (e.has_body())
        w.finish_with_body(e.body());
    else
        w.finish();
    return command(std::move(w));
}

/// The event for a SIP NOTIFY to a registered phone: `event_string` as `check-sync;reboot=false`.
/// `profile` is Sofia's. A body may be added with `set_body` and `content-type` set.
///
///     fs.async_send(sendevent(sip_notify("internal", "1000", "10.0.0.1", "check-sync")), token)
inline event sip_notify(std::string_view profile, std::string_view user_name, std::string_view host,
                        std::string_view event_string) {
    event e(event_name::notify);
    e.add("profile", profile).add("event-string", event_string);
    e.add("user", user_name).add("host", host);
    e.add("content-type", "application/simple-message-summary");
    return e;
}

/// The event for a SIP MESSAGE to a registered phone.
inline event sip_message(std::string_view profile, std::string_view user_name,
                         std::string_view host, std::string_view text,
                         std::string_view content_type = "text/plain") {
    event e(event_name::send_message);
    e.add("profile", profile).add("user", user_name).add("host", host);
    e.add("content-type", content_type).set_body(text);
    return e;
}

/// How many messages a mailbox holds.
class mailbox_state {
public:
    mailbox_state(std::uint32_t fresh_ones = 0, std::uint32_t saved_ones = 0,
                  std::uint32_t urgent_fresh_ones = 0, std::uint32_t urgent_saved_ones = 0) noexcept
        : fresh(fresh_ones),
          saved(saved_ones),
          urgent_fresh(urgent_fresh_ones),
          urgent_saved(urgent_saved_ones) {}

    std::uint32_t fresh;
    std::uint32_t saved;
    std::uint32_t urgent_fresh;
    std::uint32_t urgent_saved;
};

/// The event that lights or clears a phone's lamp; `account` as `sip:1000@example.com`.
inline event message_waiting(std::string_view account, const mailbox_state& box) {
    const auto pair = [](std::uint32_t fresh, std::uint32_t saved) {
        return std::to_string(fresh) + "/" + std::to_string(saved);
    };
    event e(event_name::message_waiting);
    e.add("MWI-Messages-Waiting", box.fresh + box.urgent_fresh != 0 ? "yes" : "no");
    e.add("MWI-Message-Account", account);
    e.add("MWI-Voice-Message",
          pair(box.fresh, box.saved) + " (" + pair(box.urgent_fresh, box.urgent_saved) + ")");
    return e;
}

}  // namespace eslio
