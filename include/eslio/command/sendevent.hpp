// sendevent: events that FreeSWITCH shall fire, and the frequent kinds of them.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/event/event.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

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
    if (const error_code why = detail::check_word(e.name())) return command::invalid(why);
    wire::line_writer w;
    w.text("sendevent ").text(e.name());
    for (const event_header h : e.headers()) {
        if (wire::iequals(h.name(), "Event-Name") || wire::iequals(h.name(), "Content-Length"))
            continue;
        if (h.name().find('[') != std::string_view::npos)
            return command::invalid(error::bad_header_name);
        if (h.value().empty()) continue;
        if (h.value().front() == ' ') return command::invalid(error::unwritable_text);
        for (std::size_t i = 0; h.is_array() && i < h.size(); ++i)
            if (h[i].find("|:") != std::string_view::npos)
                return command::invalid(error::unwritable_text);
        const bool is_text_of_array = h.size() < 2 && wire::starts_with(h.value(), "ARRAY::");
        if (is_text_of_array) return command::invalid(error::unwritable_text);
        w.header(h.name(), h.value());
    }
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
struct mailbox_state {
    std::uint32_t fresh = 0;
    std::uint32_t saved = 0;
    std::uint32_t urgent_fresh = 0;
    std::uint32_t urgent_saved = 0;
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
