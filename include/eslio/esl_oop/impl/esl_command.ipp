// The bodies of the functions of esl_command.hpp.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/esl_oop/detail/esl_command.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/header_block.hpp>
#include <eslio/wire/line_writer.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <utility>

namespace eslio::detail {

/// The part before the body, in lines that end in LF.
inline std::string without_cr(std::string_view head) {
    std::string out;
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] != '\r' || i + 1 >= head.size() || head[i + 1] != '\n') out.push_back(head[i]);
    return out;
}

/// A command with a body: the text after the blank line, as long as the header says.
inline command esl_command_with_body(std::string_view head, std::string_view length,
                                     std::string_view body) {
    const auto size = wire::parse_number(wire::trim(length));
    if (!size || *size > body.size() ||
        body.find_first_not_of('\n', static_cast<std::size_t>(*size)) != body.npos)
        return command::invalid(refuse(error::raw_header_forbidden, "command",
                                       "its Content-Length is not that of the text after the "
                                       "blank line"));
    wire::line_writer w;
    w.text(wire::next_word(head, '\n'));
    for (const wire::header_line line : wire::header_block(head))
        if (!wire::iequals(line.name, "Content-Length")) w.header(line.name, line.value);
    body = body.substr(0, static_cast<std::size_t>(*size));
    if (body.empty())
        w.finish();
    else
        w.finish_with_body(body);
    return command(std::move(w));
}

/// FreeSWITCH passes over line ends before a command (mod_event_socket: read_packet).
ESLIO_DECL std::string_view esl_after_line_ends(std::string_view text) noexcept {
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    return text;
}

ESLIO_DECL command esl_raw_command(std::string_view text) {
    text = esl_after_line_ends(text);
    const std::string clean = without_cr(text);
    const std::size_t blank = clean.find("\n\n");
    const std::string_view head = std::string_view(clean).substr(0, blank);
    const std::size_t line_end = head.find('\n');
    if (line_end != head.npos) {
        const wire::header_block headers(head.substr(line_end + 1));
        const auto length = headers.find("Content-Length");
        // The body keeps its CRs.
        std::size_t begin = text.find("\n\n"), mark = 2;
        if (const std::size_t other = text.find("\n\r\n"); other < begin) begin = other, mark = 3;
        if (length && begin != text.npos)
            return esl_command_with_body(head, *length, text.substr(begin + mark));
    }
    return command(std::string_view(clean));
}

ESLIO_DECL command esl_line_command(std::string_view word, const char* first, const char* second) {
    std::string words;
    for (const char* part : {first, second})
        if (part != nullptr) words.append(" ").append(part);
    const std::string_view arguments = std::string_view(words).substr(words.empty() ? 0 : 1);
    if (argument_error wrong = check_bytes({word, "command"}, arguments))
        return command::invalid(std::move(wrong));
    wire::line_writer w;
    w.text(word).text(words).finish();
    return command(std::move(w));
}

ESLIO_DECL command esl_bgapi(const char* name, const char* argument, const char* job_uuid) {
    // Of no command FreeSWITCH makes a job, whose result says that there is no such command.
    const bool is_named = !wire::trim_left(name).empty();
    if (!is_named && (job_uuid == nullptr || *job_uuid == '\0'))
        return esl_line_command("bgapi", name, argument);
    std::string text = name;
    if (argument != nullptr) text.append(" ").append(argument);
    return cmd::bgapi(text, job_uuid == nullptr ? "" : job_uuid);
}

ESLIO_DECL command esl_execute(const char* application, const char* argument, const char* uuid,
                               esl_execution how) {
    call_message m("execute");
    if (uuid != nullptr && *uuid != '\0') m.on(uuid);
    if (application != nullptr && *application != '\0') m.header("execute-app-name", application);
    // FreeSWITCH would cut blanks at the front.
    const std::string_view data = wire::trim_left(argument == nullptr ? "" : argument);
    const bool fits = call_message::survives(data) && wire::find_forgery(data) == error{};
    if (!data.empty() && fits) m.header("execute-app-arg", data);
    if (how.event_lock) m.lock();
    if (how.async) m.async();
    if (!data.empty() && !fits) m.body(data);
    return m.to_command();
}

ESLIO_DECL bool esl_true(std::string_view text) noexcept {
    for (const std::string_view yes : {"yes", "on", "true", "enabled", "active", "allow"})
        if (wire::iequals(text, yes)) return true;
    text = wire::trim_left(text);
    if (wire::starts_with(text, "-") || wire::starts_with(text, "+")) text.remove_prefix(1);
    const std::size_t digits = text.find_first_not_of("0123456789");
    return text.substr(0, digits).find_first_of("123456789") != text.npos;
}

}  // namespace eslio::detail
