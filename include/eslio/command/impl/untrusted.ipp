// The bodies of the functions of untrusted.hpp.
#pragma once

#include <eslio/command/untrusted.hpp>

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace eslio::detail {

ESLIO_DECL argument_error check_header_text(const argument_name& argument, std::string_view text) {
    const std::size_t at = find_break(text);
    if (at == std::string_view::npos) return {};
    const error code = text[at] == '\0' ? error::nul_in_argument : error::line_break_in_argument;
    return refuse_byte(
        code, argument, text, at,
        "is a line break or NUL, or FreeSWITCH decodes it to one, with what follows, "
        "where the text becomes a SIP header; take it out");
}

ESLIO_DECL argument_error check_untrusted(const argument_name& argument, const untrusted& theirs) {
    if (argument_error forged = check_header_text(argument, theirs.text())) return forged;
    if (!theirs.has_expansion()) return {};
    return refuse_byte(error::unwritable_text, argument, theirs.text(), theirs.expansion(),
                       "and a brace: `${` of a stranger might be expanded where the text is used; "
                       "take it out");
}

ESLIO_DECL argument_error check_parameters(const argument_name& argument, const any_text& text) {
    const std::size_t at = text.text().find_first_not_of(' ');
    if (text.stranger() == nullptr || at == std::string_view::npos || text.text()[at] != '{')
        return {};
    return refuse_byte(error::unwritable_text, argument, text.text(), at,
                       "would begin parameters of FreeSWITCH; take it out");
}

/// Modules that take what stands before as something else than the path of a file: each that a
/// FreeSWITCH comes with, but for those with a `_` in their name.
constexpr std::string_view source_extensions =
    "av file http https memcache rtmp rtmps rtsp shout shouts tts vlc youtube";

ESLIO_DECL argument_error check_file_extension(const argument_name& argument,
                                               std::string_view path) {
    const std::size_t at = path.find_last_of("./");
    if (at == path.npos || path[at] == '/') return {};
    std::string_view extension = wire::trim(path.substr(at + 1));
    while (!extension.empty() && extension.back() == '_') extension.remove_suffix(1);
    if (extension.find('_') == extension.npos && !wire::is_word_of(source_extensions, extension))
        return {};
    return refuse_byte(error::unwritable_text, argument, path, at,
                       "begins the name of a module that would not open a file but another source; "
                       "take it out, or give the path another end");
}

ESLIO_DECL argument_error check_source(const argument_name& argument, const any_text& file) {
    if (file.stranger() == nullptr) return {};
    if (argument_error wrong = check_parameters(argument, file)) return wrong;
    const std::string_view text = file.text();
    for (const std::string_view mark : {"://", "@@"})
        if (const std::size_t at = text.find(mark); at != text.npos)
            return refuse_byte(error::unwritable_text, argument, text, at,
                               "would name another source, or a place to begin at; a stranger's "
                               "file is a path alone");
    for (const std::string_view source : {"say:", "phrase:"})
        if (wire::istarts_with(text, source))
            return refuse_byte(error::unwritable_text, argument, text, 0,
                               "begins what FreeSWITCH would speak; a stranger's file is a path "
                               "alone");
    return {};
}

ESLIO_DECL argument_error check_file(const argument_name& argument, const any_text& file) {
    if (file.stranger() == nullptr) return {};
    argument_error wrong = check_source(argument, file);
    wrong.note(check_file_extension(argument, file.text()));
    return wrong;
}

ESLIO_DECL argument_error check_recording(const argument_name& argument, const any_text& path) {
    if (path.stranger() == nullptr || !wire::iequals(path.text(), "all"))
        return check_file(argument, path);
    return refuse(error::unwritable_text, argument,
                  "`all` of a stranger would stop every recording of the call");
}

ESLIO_DECL argument_error check_keys(const argument_name& argument, const any_text& digits) {
    if (digits.stranger() == nullptr) return {};
    const std::size_t at = digits.text().find_first_not_of("0123456789*#ABCDabcdWw");
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, digits.text(), at,
                       "is no key; a stranger's digits are 0-9, *, #, A-D, and w and W for pauses");
}

ESLIO_DECL argument_error check_word_file(const argument_name& argument, const any_text& file) {
    if (argument_error wrong = check_separator(argument, file)) return wrong;
    if (file.stranger() == nullptr) return {};
    if (const std::size_t at = file.text().find_first_of(" '\\"); at != std::string_view::npos)
        return refuse_byte(error::unwritable_text, argument, file.text(), at,
                           "would end the path or be taken off: FreeSWITCH splits this argument; "
                           "take it out, or let eslio::app write it where it has the application");
    return check_file(argument, file);
}

ESLIO_DECL argument_error check_separator(const argument_name& argument, const any_text& text) {
    if (text.stranger() == nullptr || !wire::starts_with(text.text(), "^^")) return {};
    return refuse_byte(error::unwritable_text, argument, text.text(), 0,
                       "and another would name a separator to split the argument at; take them "
                       "out");
}

ESLIO_DECL argument_error check_loop_file(const argument_name& argument, const any_text& file) {
    if (file.stranger() == nullptr || !wire::starts_with(file.text(), "+"))
        return check_file(argument, file);
    return refuse_byte(error::unwritable_text, argument, file.text(), 0,
                       "would begin a number of loops; take it out: a stranger's file is a path "
                       "alone");
}

ESLIO_DECL argument_error check_application_mark(const argument_name& argument,
                                                 const any_text& file) {
    const std::size_t at = find_application_mark(file.text());
    if (file.stranger() == nullptr || at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, file.text(), at,
                       "and another would end the name of an application to be run; take them out: "
                       "a stranger's file is a path alone");
}

ESLIO_DECL argument_error check_broadcast(const argument_name& argument, const any_text& file) {
    argument_error wrong = check_application_mark(argument, file);
    wrong.note(check_word_file(argument, file));
    return wrong;
}

ESLIO_DECL argument_error check_spoken(const argument_name& argument, const any_text& text) {
    if (argument_error wrong = check_separator(argument, text)) return wrong;
    const std::size_t at = text.text().find('|');
    if (text.stranger() == nullptr || at == std::string_view::npos)
        return check_parameters(argument, text);
    return refuse_byte(error::unwritable_text, argument, text.text(), at,
                       "would end the name of an engine or a voice; take it out, or give all "
                       "three to eslio::app::speak");
}

ESLIO_DECL argument_error check_whole_place(const argument_name& argument, const any_text& place) {
    if (place.stranger() == nullptr) return {};
    return refuse(error::unwritable_text, argument,
                  "a stranger's place in the dialplan would name a dialplan, or leave it to the "
                  "call, whose own may be `inline`, which takes it for applications; let "
                  "eslio::app::transfer or execute_extension write it");
}

ESLIO_DECL argument_error check_room(const argument_name& argument, const any_text& room) {
    const std::size_t at = room.text().find_first_of("@+:%");
    if (room.stranger() == nullptr) return {};
    if (wire::starts_with(room.text(), " "))
        return refuse_byte(error::unwritable_text, argument, room.text(), 0,
                           "at its front is skipped, and it would be another conference; take it "
                           "out");
    if (at == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, argument, room.text(), at,
                       "would begin a profile, a pin, flags or a dial string; a stranger's "
                       "conference is a name alone");
}

ESLIO_DECL argument_error check_whole_queue(const argument_name& argument, const any_text& queue) {
    if (queue.stranger() == nullptr) return {};
    return refuse(error::unwritable_text, argument,
                  "a stranger's would name several queues, and whether to wait or to serve; let "
                  "eslio::app::fifo_in or fifo_out write it");
}

ESLIO_DECL argument_error check_meaning(std::string_view application, const argument_name& argument,
                                        const any_text& text) {
    const auto is = [&](std::initializer_list<std::string_view> names) {
        return std::any_of(names.begin(), names.end(),
                           [&](std::string_view n) { return wire::iequals(n, application); });
    };
    if (is({"stop_record_session", "stop_record_session_and_post_process"}))
        return check_recording(argument, text);
    if (is({"send_dtmf", "queue_dtmf"})) return check_keys(argument, text);
    if (is({"record", "record_session", "displace_session", "video_write_overlay", "play_yuv"}))
        return check_word_file(argument, text);
    if (is({"loop_playback"})) return check_loop_file(argument, text);
    if (is({"broadcast"})) return check_broadcast(argument, text);
    if (is({"speak"})) return check_spoken(argument, text);
    if (is({"transfer", "execute_extension"})) return check_whole_place(argument, text);
    if (is({"conference"})) return check_room(argument, text);
    if (is({"fifo"})) return check_whole_queue(argument, text);
    if (is({"playback", "endless_playback", "play_fsv", "play_video", "record_fsv",
            "record_session_mask", "record_session_unmask", "record_session_pause",
            "record_session_resume", "stop_displace_session"}))
        return check_file(argument, text);
    return {};
}

ESLIO_DECL argument_error check_address(const argument_name& argument, const untrusted& theirs) {
    if (theirs.text().empty()) return refuse_empty(argument);
    if (argument_error forged = check_header_text(argument, theirs.text())) return forged;
    if (theirs.is_address()) return {};
    std::size_t at = 0;
    while (consists_of(theirs.text().substr(at, 1), untrusted::address_marks)) ++at;
    return refuse_byte(error::unwritable_text, argument, theirs.text(), at,
                       "could choose another route; a stranger's number or user is of letters, "
                       "digits and +*#-_. alone");
}

}  // namespace eslio::detail
