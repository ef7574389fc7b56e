// The bodies of the functions of text.hpp.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/api/text.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/uuid.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

namespace eslio::detail {

ESLIO_DECL std::optional<std::string> read_unless_err(std::string_view body) {
    if (wire::trim(body) == "!err!") return std::nullopt;
    return read_text(body);
}

/// `m:~` at the front would name another separator.
ESLIO_DECL api_writer regex_of(const any_text& text, const any_text& pattern) {
    api_writer line("regex");
    if (wire::starts_with(text.text(), "m:")) {
        line.note(check_escaped("text", text));
        // An empty pair of quotes before it is taken off.
        line.keyword("''" + escape_level(text.text(), '|'));
    } else {
        line.part('|', "text", text);
    }
    return line.part('|', "pattern", pattern);
}

/// `uuid:<uuid> <text>`, where a call is named.
ESLIO_DECL api_writer with_uuid(std::string_view command, const any_text& text,
                                std::string_view uuid) {
    api_writer line(command);
    if (uuid.empty())
        return line
            .note(check_front("text", text.text(), "uuid:",
                              "begins `uuid:`, which names the call whose variables are read; "
                              "begin otherwise, or name a call as well"))
            .rest("text", text);
    line.note(check_uuid(uuid));
    if (uuid.size() > 78)
        line.note(refuse(error::unwritable_text, "uuid", "FreeSWITCH keeps 78 bytes of it here"));
    return line.keyword(std::string("uuid:").append(uuid)).rest("text", text);
}

/// The same of a text that FreeSWITCH expands (switch_event_expand_headers), which takes escapes
/// off: all but references to variables arrives as it is.
ESLIO_DECL api_writer expanded(std::string_view command, const any_text& text,
                               std::string_view uuid) {
    api_writer as_given = with_uuid(command, text, uuid).note(check_argument("text", text));
    if (as_given.request().error()) return as_given;
    return with_uuid(command, escape_own_expansion(text.text()), uuid);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL request<bool> regex(const any_text& text, const any_text& pattern) {
    return detail::regex_of(text, pattern).asks(detail::read_yes_no);
}

ESLIO_DECL request<std::optional<std::string>> regex_replace(const any_text& text,
                                                             const any_text& pattern,
                                                             const any_text& replacement) {
    return detail::regex_of(text, pattern)
        .note(detail::check_strangers_bytes("replacement", replacement, "%$",
                                            "a group of the pattern"))
        .part('|', "replacement", replacement)
        .part('|', "flags", "n")
        .asks(detail::read_value);
}

ESLIO_DECL request<std::string> eval(const any_text& text) {
    return detail::expanded("eval", text, {}).asks(detail::read_whole);
}

ESLIO_DECL request<std::string> eval(const any_text& text, std::string_view uuid) {
    detail::api_writer line = detail::expanded("eval", text, uuid);
    if (uuid.empty()) line.note(detail::refuse_empty("uuid"));
    return line.asks(detail::read_whole);
}

ESLIO_DECL api_request expand(const api_request& command, std::string_view uuid) {
    if (command.problem()) return api_request::invalid(command.problem());
    detail::api_writer line = detail::expanded("expand", command.text(), uuid);
    return line.request();
}

ESLIO_DECL request<std::string> url_encode(const any_text& text) {
    return detail::api_writer("url_encode").rest("text", text).asks(detail::read_whole);
}

ESLIO_DECL request<std::string> url_decode(const any_text& text) {
    return detail::api_writer("url_decode").rest("text", text).asks(detail::read_whole);
}

ESLIO_DECL request<std::string> echo(const any_text& text) {
    return detail::api_writer("echo").rest("text", text).asks(detail::read_whole);
}

ESLIO_DECL request<std::string> md5(const any_text& text) {
    return detail::api_writer("md5").rest("text", text).asks(detail::read_unless_err);
}

ESLIO_DECL request<std::string> host_lookup(const any_text& host) {
    return detail::api_writer("host_lookup").rest("host", host).asks(detail::read_unless_err);
}

}  // namespace eslio::api
