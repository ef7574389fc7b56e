// The bodies of the functions of sendevent.hpp.
#pragma once

#include <eslio/command/detail/uuid.hpp>
#include <eslio/command/sendevent.hpp>

namespace eslio::detail {

ESLIO_DECL argument_error check_event_header(const event_header& h) {
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

}  // namespace eslio::detail

namespace eslio {

namespace detail {

/// The rest of a command whose line `w` holds: the headers of an event, and its body.
inline command finish_with_event(wire::line_writer&& w, const event& e) {
    for (const event_header h : e.headers()) {
        if (wire::iequals(h.name(), "Event-Name") || wire::iequals(h.name(), "Content-Length") ||
            h.value().empty())
            continue;
        if (argument_error wrong = check_event_header(h)) return command::invalid(std::move(wrong));
        w.header(h.name(), h.value());
    }
    if (argument_error nul = check_nul("body", e.body())) return command::invalid(std::move(nul));
    if (e.has_body())
        w.finish_with_body(e.body());
    else
        w.finish();
    return command(std::move(w));
}

}  // namespace detail

namespace cmd {

ESLIO_DECL command sendevent(const event& e) {
    if (argument_error wrong = detail::check_word("event name", e.name()))
        return command::invalid(std::move(wrong));
    wire::line_writer w;
    w.text("sendevent ").text(e.name());
    return detail::finish_with_event(std::move(w), e);
}

ESLIO_DECL command sendmsg(const event& e, std::string_view uuid) {
    wire::line_writer w;
    w.text("sendmsg");
    if (!uuid.empty()) {
        if (argument_error wrong = detail::check_uuid(uuid))
            return command::invalid(std::move(wrong));
        w.text(" ").text(uuid);
    }
    return detail::finish_with_event(std::move(w), e);
}

}  // namespace cmd

ESLIO_DECL event sip_notify(std::string_view profile, std::string_view user_name,
                            std::string_view host, std::string_view event_string) {
    event e(event_name::notify);
    e.add("profile", profile).add("event-string", event_string);
    e.add("user", user_name).add("host", host);
    e.add("content-type", "application/simple-message-summary");
    return e;
}

ESLIO_DECL event sip_message(std::string_view profile, std::string_view user_name,
                             std::string_view host, std::string_view text,
                             std::string_view content_type) {
    event e(event_name::send_message);
    e.add("profile", profile).add("user", user_name).add("host", host);
    e.add("content-type", content_type).set_body(text);
    return e;
}

ESLIO_DECL event message_waiting(std::string_view account, const mailbox_state& box) {
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
