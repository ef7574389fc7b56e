// The bodies of the functions of uuid_control.hpp.
#pragma once

#include <eslio/api/detail/call_arguments.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

namespace eslio::detail {

/// `<extension>[/<dialplan>/<context>]`, for uuid_dual_transfer.
ESLIO_DECL std::string slashed(api_writer& line, const extension& to) {
    std::string all = to.number();
    line.note(check_place(to));
    for (const std::string* part : {&to.number(), &to.dialplan(), &to.context()})
        line.note(check_without("extension", *part, "/"));
    // `/inline` at the end leaves no room for a context.
    if (wire::iequals(to.dialplan(), "inline") && !to.context().empty())
        line.note(refuse(error::unwritable_text, "context",
                         "of inline applications none can be given here"));
    const std::string_view plan = dialplan_said(to);
    if (!plan.empty()) all.append("/").append(plan);
    if (!to.context().empty()) all.append("/").append(to.context());
    return all;
}

/// With what a phone is to display, which becomes a name in a SIP header.
ESLIO_DECL api_request hold_showing(api_writer& line, const any_text& display) {
    return line.note(check_header_text("display", display.text()))
        .note(check_verbatim_name("display", display))
        .option("display", display)
        .request();
}

ESLIO_DECL api_writer& tell_uri(api_writer& line, const any_text& uuid, const any_text& uri) {
    line.uuid(uuid);
    line.note(check_header_text("uri", uri.text()));
    return line.rest("uri", uri);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL api_request uuid_kill(const any_text& uuid, const any_text& cause) {
    detail::api_writer line("uuid_kill");
    line.uuid(uuid);
    if (cause.text().empty()) return line.request();
    line.note(detail::check_plain_name("cause", cause.text()));
    return line.bare("cause", cause).request();
}

ESLIO_DECL api_request uuid_kill(const any_text& uuid, hangup_cause cause) {
    detail::api_writer line("uuid_kill");
    return detail::tell_cause(line.uuid(uuid), cause).request();
}

ESLIO_DECL api_request uuid_transfer(const any_text& uuid, const extension& to, call_legs which) {
    detail::api_writer line("uuid_transfer");
    line.uuid(uuid);
    if (which == call_legs::other) line.keyword("-bleg");
    if (which == call_legs::both) line.keyword("-both");
    if (which == call_legs::own)
        line.note(detail::check_front(
            "extension", to.number(), "-",
            "at its front would be an option, as `-both`, and another leg be sent away; begin the "
            "extension otherwise, and say by `call_legs` which leg is meant"));
    return detail::tell_place(line, to).request();
}

ESLIO_DECL api_request uuid_dual_transfer(const any_text& uuid, const extension& a,
                                          const extension& b) {
    detail::api_writer line("uuid_dual_transfer");
    line.uuid(uuid);
    const std::string first = detail::slashed(line, a);
    const std::string second = detail::slashed(line, b);
    return line.word("extension", first).word("extension", second).request();
}

ESLIO_DECL api_request uuid_break(const any_text& uuid, break_scope what, bool both) {
    detail::api_writer line("uuid_break");
    line.uuid(uuid);
    if (both) line.keyword("both");
    if (what == break_scope::all) line.keyword("all");
    return line.request();
}

ESLIO_DECL api_request uuid_hold(const any_text& uuid, const any_text& display) {
    detail::api_writer line("uuid_hold");
    return detail::hold_showing(line.uuid(uuid, "off toggle"), display);
}

ESLIO_DECL api_request uuid_hold_toggle(const any_text& uuid, const any_text& display) {
    detail::api_writer line("uuid_hold toggle");
    return detail::hold_showing(line.uuid(uuid), display);
}

ESLIO_DECL request<confirmation> uuid_deflect(const any_text& uuid, const any_text& uri) {
    detail::api_writer line("uuid_deflect");
    return detail::tell_uri(line, uuid, uri).as(detail::read_confirmation);
}

ESLIO_DECL request<confirmation> uuid_redirect(const any_text& uuid, const any_text& uri) {
    detail::api_writer line("uuid_redirect");
    return detail::tell_uri(line, uuid, uri).as(detail::read_confirmation);
}

ESLIO_DECL api_request uuid_loglevel(const any_text& uuid, log_level level, bool both) {
    detail::api_writer line("uuid_loglevel");
    line.uuid(uuid);
    if (both) line.keyword("-b");
    return line.keyword(to_string(level)).request();
}

ESLIO_DECL api_request uuid_session_heartbeat(const any_text& uuid, std::chrono::seconds every,
                                              bool scheduled) {
    detail::api_writer line("uuid_session_heartbeat");
    line.uuid(uuid).note(detail::check_range("interval", every.count(), 1, INT32_MAX));
    if (scheduled) line.keyword("sched");
    return line.number(every.count()).request();
}

ESLIO_DECL api_request uuid_chat(const any_text& uuid, const any_text& text) {
    return detail::api_writer("uuid_chat").uuid(uuid).rest("text", text).request();
}

ESLIO_DECL api_request uuid_send_text(const any_text& uuid, const any_text& text) {
    return detail::api_writer("uuid_send_text").uuid(uuid).rest("text", text).request();
}

ESLIO_DECL api_request uuid_send_info(const any_text& uuid, const any_text& text) {
    return detail::api_writer("uuid_send_info").uuid(uuid).word("text", text).request();
}

ESLIO_DECL api_request uuid_send_info(const any_text& uuid, const any_text& type,
                                      const any_text& subtype, const any_text& text) {
    return detail::api_writer("uuid_send_info")
        .uuid(uuid)
        .note(detail::check_header_text("type", type.text()))
        .note(detail::check_header_text("subtype", subtype.text()))
        .word("type", type)
        .word("subtype", subtype)
        .word("text", text)
        .request();
}

ESLIO_DECL api_request uuid_phone_event(const any_text& uuid, const any_text& name) {
    return detail::api_writer("uuid_phone_event")
        .uuid(uuid)
        .note(detail::check_header_text("event", name.text()))
        .word("event", name)
        .request();
}

ESLIO_DECL api_request uuid_display(const any_text& uuid, const any_text& name) {
    return detail::api_writer("uuid_display")
        .uuid(uuid)
        .note(detail::check_header_text("name", name.text()))
        .note(detail::check_strangers_bytes("name", name, "|",
                                            "the end of the name: a number follows"))
        .note(detail::check_strangers_name("name", name))
        .word("name", name)
        .request();
}

ESLIO_DECL api_request uuid_display(const any_text& uuid, const any_text& name,
                                    const any_text& number) {
    detail::api_writer line("uuid_display");
    line.uuid(uuid);
    for (const any_text* text : {&name, &number}) {
        line.note(detail::check_escaped("name", *text));
        line.note(detail::check_header_text("name", text->text()));
        line.note(detail::check_without("name", text->text(), "|"));
        if (text->text().empty()) line.note(detail::refuse_empty("name"));
    }
    line.note(detail::check_strangers_name("name", name));
    line.note(detail::check_strangers_number("number", number));
    return line.word("name", std::string(name.text()).append("|").append(number.text())).request();
}

ESLIO_DECL request<confirmation> hupall(hangup_cause cause) {
    detail::api_writer line("hupall");
    return detail::tell_cause(line, cause).as(detail::read_confirmation);
}

ESLIO_DECL request<confirmation> hupall(hangup_cause cause, std::string_view variable,
                                        const any_text& value) {
    detail::api_writer line("hupall");
    // The place of the cause has to be filled: by what FreeSWITCH takes without one.
    const hangup_cause told = cause == hangup_cause::none ? hangup_cause::manager_request : cause;
    return detail::tell_cause(line, told)
        .note(detail::check_variable_name(variable))
        .word("a variable's name", variable)
        .word("value", value)
        .as(detail::read_confirmation);
}

}  // namespace eslio::api
