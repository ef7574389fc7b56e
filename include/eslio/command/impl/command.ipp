// The bodies of the functions of command.hpp.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/command/detail/heard_change.hpp>

#include <algorithm>

namespace eslio {

ESLIO_DECL command command::invalid(argument_error why) {
    command c;
    c.problem_ = std::move(why);
    return c;
}

}  // namespace eslio

namespace eslio::detail {

ESLIO_DECL argument_error check_raw(std::string_view text) {
    const std::size_t whole = text.size();
    if (text.empty()) return refuse_empty("command");
    const std::size_t at = text.find_first_of(std::string_view("\r\0", 2));
    if (at != std::string_view::npos && text[at] == '\0') return check_nul("command", text);
    if (at != std::string_view::npos)
        return refuse_byte(error::line_break_in_argument, "command", text, at,
                           "destroys a command for FreeSWITCH; lines end in LF alone");
    bool first = true;
    while (!text.empty()) {
        const std::string_view line = wire::next_word(text, '\n');
        if (line.empty())
            return refuse(error::raw_header_forbidden, "command",
                          "a blank line would begin a second command; send that one by itself");
        const std::size_t colon = line.find(':');
        if (!first && colon != line.npos &&
            wire::iequals(wire::trim(line.substr(0, colon)), "content-length"))
            return refuse(error::raw_header_forbidden, "command",
                          "with a Content-Length FreeSWITCH would take what follows for a body; "
                          "call_message::body and sendevent write one");
        first = false;
    }
    if (whole <= wire::line_writer::max_head - 2) return {};
    return refuse(error::argument_too_long, "command",
                  "FreeSWITCH takes 10 MiB of command line and headers");
}

ESLIO_DECL bool names_socket_module(std::string_view command) noexcept {
    // Every command passes here: what is rare in them is looked for first.
    for (std::size_t i = command.find('_'); i != std::string_view::npos;
         i = command.find('_', i + 1)) {
        if (i < 3 || wire::to_lower(command[i - 3]) != 'm' ||
            !wire::istarts_with(command.substr(i - 3), "mod_event_socket"))
            continue;
        const std::string_view head = command.substr(0, command.find("\n\n"));
        return i < head.size() &&
               (wire::icontains(head, "reload") || wire::icontains(head, "unload"));
    }
    return false;
}

ESLIO_DECL bool logs_in(std::string_view command) noexcept {
    if (command.size() < 4) return false;
    // Nearly all are told by their first two bytes.
    const bool begins_with_blank = command[0] == ' ' || command[0] == '\t';
    const char first = static_cast<char>(command[0] | 0x20);
    const char second = static_cast<char>(command[1] | 0x20);
    const bool may_be = (first == 'a' && second == 'u') || (first == 'u' && second == 's');
    if (!begins_with_blank && !may_be) return false;
    command.remove_prefix(std::min(command.find_first_not_of(" \t"), command.size()));
    const std::string_view word = command.substr(0, command.find_first_of(" \t\n"));
    return wire::iequals(word, "auth") || wire::iequals(word, "userauth");
}

ESLIO_DECL argument_error problem_of(const wire::line_writer& writer) {
    const error_code why = writer.failure();
    return refuse(static_cast<error>(why.value()), "command", why.message());
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL void command::note_kind() {
    secret_ = detail::logs_in(bytes_);
    if (!bytes_.empty() && detail::may_change_heard(bytes_.front()))
        change_ = detail::read_heard_change(bytes_);
}

ESLIO_DECL command::command(std::string_view text) {
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    problem_ = detail::check_raw(text);
    if (problem_) return;
    bytes_.append(text).append("\n\n");
    note_kind();
}

ESLIO_DECL command::command(wire::line_writer&& writer)
    : problem_(writer.is_good() ? argument_error() : detail::problem_of(writer)),
      bytes_(std::move(writer).take()) {
    if (!detail::names_socket_module(bytes_)) {
        note_kind();
        return;
    }
    problem_ = detail::refuse(eslio::error::names_socket_module, "command",
                              "FreeSWITCH takes any command that holds `mod_event_socket` and "
                              "`reload` or `unload` for that reload, and ends the connection; use "
                              "other words, or give an application's argument as a body");
    bytes_.clear();
}

}  // namespace eslio
