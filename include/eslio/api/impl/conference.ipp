// The bodies of the functions of conference.hpp.
#pragma once

#include <eslio/api/conference.hpp>
#include <eslio/api/detail/conference_readers.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/detail/dialplan.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>

namespace eslio::detail {

/// `conference <name> <order>`.
ESLIO_DECL api_writer conference_order(const any_text& name, std::string_view order) {
    return api_writer("conference")
        .note(check_strangers_order("conference", name,
                                    "list count xml_list json_list help commands"))
        .word("conference", name)
        .keyword(order);
}

ESLIO_DECL api_writer target_order(const any_text& name, std::string_view order,
                                   const api::conference_target& whom) {
    api_writer line = conference_order(name, order);
    if (whom.is_none())
        line.note(refuse(error::number_out_of_range, "member", "FreeSWITCH counts them from 1 on"));
    return line.keyword(whom.text());
}

ESLIO_DECL api_writer file_order(const any_text& name, std::string_view order,
                                 const any_text& file) {
    return conference_order(name, order).note(check_recording("file", file)).word("file", file);
}

constexpr std::string_view order_word(api::member_order order) noexcept {
    using o = api::member_order;
    switch (order) {
        case o::kick: return "kick";
        case o::hup: return "hup";
        case o::mute: return "mute";
        case o::unmute: return "unmute";
        case o::tmute: return "tmute";
        case o::deaf: return "deaf";
        case o::undeaf: return "undeaf";
        case o::hold: return "hold";
        case o::unhold: return "unhold";
        case o::floor: return "floor";
    }
    return {};
}

constexpr std::string_view stop_word(api::stop_scope what) noexcept {
    using s = api::stop_scope;
    switch (what) {
        case s::current: return "current";
        case s::all: return "all";
        case s::async: return "async";
        case s::last: return "last";
    }
    return {};
}

/// The first `say` in the command must be the order, not a part of the name.
ESLIO_DECL argument_error check_silent_name(std::string_view name, std::string_view order) {
    if (escape_level(name).find(order) == std::string::npos) return {};
    return refuse(error::unwritable_text, "conference",
                  "FreeSWITCH looks for the first `say` in the whole command, and the name holds "
                  "one, or a blank before `ay`; use conference_play with a `say:` file");
}

/// Of a stranger's text to be said: `#` and another would name a voice (conference_say,
/// conference_member_say).
ESLIO_DECL argument_error check_no_voice(const argument_name& argument, const any_text& text) {
    const bool names =
        wire::starts_with(text.text(), "#") && text.text().find('#', 1) != text.text().npos;
    if (text.stranger() == nullptr || !names) return {};
    return refuse_byte(error::unwritable_text, argument, text.text(), 0,
                       "and another would name a voice; begin otherwise");
}

/// FreeSWITCH skips blanks before what is to be said.
ESLIO_DECL argument_error check_blank_front(const argument_name& argument, std::string_view text) {
    if (text.empty() || (text[0] != ' ' && text[0] != '\t')) return {};
    return refuse_byte(error::unwritable_text, argument, text, 0,
                       "is skipped by FreeSWITCH there; take it out");
}

/// What the application `conference` reads in a name: a profile, a pin, flags, `bridge:` with a
/// dial string, `%[...]` with variables (mod_conference.c: conference_function); and what the
/// expansion of its argument takes off.
inline constexpr std::string_view read_anew = "@+:%\\";
inline constexpr std::string_view read_anew_meaning =
    "a profile, a pin, a dial string, variables or an escape where the name is read once more";

/// Of a conference that a member is moved to, whoever names it: FreeSWITCH writes the name into a
/// list of applications, `conference:NAME@profile`, for the dialplan `inline`, whose separator is
/// the comma (conference_api_sub_transfer).
ESLIO_DECL argument_error check_transferred(const any_text& to) {
    argument_error wrong = check_strangers_bytes("conference", to, read_anew, read_anew_meaning);
    wrong.note(check_without("conference", to.text(), ",'\\"));
    wrong.note(check_conference("conference", to.text()));
    const std::size_t pin = to.text().find('+');
    if (pin < to.text().find('@') && pin != to.text().npos)
        wrong.note(refuse_byte(error::unwritable_text, "conference", to.text(), pin,
                               "begins a pin, and FreeSWITCH would put the profile into it; write "
                               "`@` and the profile before it"));
    return wrong;
}

/// Of a conference that somebody is called into: FreeSWITCH writes its name into the argument of an
/// application, in room for 512 bytes with its flags (conference_outcall), and expands that there.
ESLIO_DECL argument_error check_dialled_room(const any_text& name) {
    constexpr std::size_t longest = 255;
    argument_error wrong = check_strangers_bytes("conference", name, read_anew, read_anew_meaning);
    wrong.note(check_without("conference", name.text(), "\\"));
    wrong.note(check_conference("conference", name.text()));
    if (name.text().size() > longest)
        wrong.note(refuse(error::argument_too_long, "conference",
                          "FreeSWITCH would cut it for the call; it may have 255 bytes"));
    return wrong;
}

ESLIO_DECL api_writer dial_order(const any_text& name, std::string_view order,
                                 const dial_string& callee, const any_text& caller_number,
                                 const any_text& caller_name) {
    api_writer line = conference_order(name, order);
    line.note(check_dialled_room(name)).note(callee.problem());
    line.keyword(callee.for_api());
    line.note(check_header_text("caller's number", caller_number.text()));
    line.note(check_header_text("caller's name", caller_name.text()));
    line.note(check_strangers_number("caller's number", caller_number));
    line.note(check_strangers_name("caller's name", caller_name));
    return line.option("caller's number", caller_number).option("caller's name", caller_name);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL request<std::vector<conference_info>> conference_list() {
    return detail::api_writer("conference json_list compact").asks(detail::read_conferences);
}

ESLIO_DECL request<conference_info> conference_list(const any_text& name) {
    return detail::conference_order(name, "json_list")
        .keyword("compact")
        .asks(detail::read_conference);
}

ESLIO_DECL request<std::uint64_t> conference_count(const any_text& name) {
    return detail::conference_order(name, "count").asks(detail::read_count);
}

ESLIO_DECL request<confirmation> conference_do(const any_text& name, member_order order,
                                               const conference_target& whom) {
    return detail::target_order(name, detail::order_word(order), whom).as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_level(const any_text& name, member_level what,
                                                  const conference_target& whom, int level) {
    const bool energy = what == member_level::energy;
    const char* word = energy                            ? "energy"
                       : what == member_level::volume_in ? "volume_in"
                                                         : "volume_out";
    return detail::target_order(name, word, whom)
        .note(detail::check_range("level", level, energy ? 0 : -4, energy ? 2000 : 4))
        .number(level)
        .as(detail::read_level_set);
}

ESLIO_DECL request<confirmation> conference_dtmf(const any_text& name,
                                                 const conference_target& whom,
                                                 const any_text& digits) {
    return detail::target_order(name, "dtmf", whom)
        .note(detail::check_keys("digits", digits))
        .word("digits", digits)
        .as(detail::read_order_done);
}

ESLIO_DECL request<std::string> conference_uuid(const any_text& name, std::uint32_t member) {
    return detail::target_order(name, "get-uuid", conference_target::member(member))
        .asks(detail::read_text);
}

ESLIO_DECL request<confirmation> conference_play(const any_text& name, const any_text& file) {
    return detail::conference_order(name, "play")
        .note(detail::check_file("file", file))
        .word("file", file)
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_play(const any_text& name, const any_text& file,
                                                 std::uint32_t member) {
    return detail::conference_order(name, "play")
        .note(detail::check_file("file", file))
        .note(detail::check_argument("file", file))
        .word("file", detail::escape_own_expansion(file.text()))
        .note(detail::check_range("member", member, 1, UINT32_MAX))
        .number(member)
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_play_async(const any_text& name, const any_text& file) {
    return detail::conference_order(name, "play")
        .note(detail::check_file("file", file))
        .word("file", file)
        .keyword("async")
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_stop(const any_text& name, stop_scope what) {
    return detail::conference_order(name, "stop")
        .keyword(detail::stop_word(what))
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_stop(const any_text& name, stop_scope what,
                                                 std::uint32_t member) {
    return detail::conference_order(name, "stop")
        .keyword(detail::stop_word(what))
        .note(detail::check_range("member", member, 1, UINT32_MAX))
        .number(member)
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_say(const any_text& name, const any_text& text) {
    return detail::conference_order(name, "say")
        .note(detail::check_silent_name(name.text(), "say"))
        .note(detail::check_parameters("text", text))
        .note(detail::check_no_voice("text", text))
        .note(detail::check_blank_front("text", text.text()))
        .rest("text", text)
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_say(const any_text& name, const any_text& text,
                                                std::uint32_t member) {
    return detail::conference_order(name, "saymember")
        .note(detail::check_silent_name(name.text(), "saymember"))
        .note(detail::check_range("member", member, 1, UINT32_MAX))
        .number(member)
        .note(detail::check_parameters("text", text))
        .note(detail::check_no_voice("text", text))
        .note(detail::check_blank_front("text", text.text()))
        .note(detail::check_argument("text", text))
        .rest("text", detail::escape_own_expansion(text.text()))
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_lock(const any_text& name) {
    return detail::conference_order(name, "lock").as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_unlock(const any_text& name) {
    return detail::conference_order(name, "unlock").as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_pin(const any_text& name, const any_text& pin) {
    return detail::conference_order(name, "pin").word("pin", pin).as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_nopin(const any_text& name) {
    return detail::conference_order(name, "nopin").as(detail::read_order_done);
}

ESLIO_DECL request<hangup_cause> conference_dial(const any_text& name, const dial_string& callee,
                                                 const any_text& caller_number,
                                                 const any_text& caller_name) {
    return detail::dial_order(name, "dial", callee, caller_number, caller_name)
        .as(detail::read_dial_result);
}

ESLIO_DECL request<std::string> conference_bgdial(const any_text& name, const dial_string& callee,
                                                  const any_text& caller_number,
                                                  const any_text& caller_name) {
    return detail::dial_order(name, "bgdial", callee, caller_number, caller_name)
        .as(detail::read_dial_job);
}

ESLIO_DECL request<confirmation> conference_transfer(const any_text& name, const any_text& to,
                                                     std::uint32_t member) {
    return detail::conference_order(name, "transfer")
        .note(detail::check_transferred(to))
        .word("conference", to)
        .note(detail::check_range("member", member, 1, UINT32_MAX))
        .number(member)
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_relate(const any_text& name, std::uint32_t member,
                                                   std::uint32_t other, relation how) {
    return detail::conference_order(name, "relate")
        .note(detail::check_range("member", member, 1, UINT32_MAX))
        .note(detail::check_range("member", other, 1, UINT32_MAX))
        .number(member)
        .number(other)
        .keyword(how == relation::nospeak  ? "nospeak"
                 : how == relation::nohear ? "nohear"
                                           : "clear")
        .as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_record(const any_text& name, const any_text& file) {
    return detail::file_order(name, "record", file).as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_norecord(const any_text& name, const any_text& file) {
    return detail::file_order(name, "norecord", file).as(detail::read_record_stopped);
}

ESLIO_DECL request<confirmation> conference_record_pause(const any_text& name,
                                                         const any_text& file) {
    return detail::file_order(name, "pause", file).as(detail::read_order_done);
}

ESLIO_DECL request<confirmation> conference_record_resume(const any_text& name,
                                                          const any_text& file) {
    return detail::file_order(name, "resume", file).as(detail::read_order_done);
}

ESLIO_DECL request<std::string> conference_get(const any_text& name, std::string_view parameter) {
    return detail::conference_order(name, "get")
        .note(detail::check_plain_name("parameter", parameter))
        .word("parameter", parameter)
        .asks(detail::read_parameter);
}

ESLIO_DECL request<std::string> conference_set(const any_text& name, std::string_view parameter,
                                               const any_text& value) {
    return detail::conference_order(name, "set")
        .note(detail::check_plain_name("parameter", parameter))
        .note(detail::check_shown_variable(parameter, value))
        .note(wire::iequals(parameter, "sound_prefix") ? detail::check_source("value", value)
                                                       : argument_error())
        .word("parameter", parameter)
        .word("value", value)
        .as(detail::read_parameter);
}

ESLIO_DECL request<std::optional<std::string>> conference_getvar(const any_text& name,
                                                                 std::string_view variable) {
    return detail::conference_order(name, "getvar")
        .note(detail::check_variable_name(variable))
        .word("a variable's name", variable)
        .asks(detail::read_value);
}

ESLIO_DECL api_request conference_setvar(const any_text& name, std::string_view variable,
                                         const any_text& value) {
    return detail::conference_order(name, "setvar")
        .note(detail::check_variable_name(variable))
        .word("a variable's name", variable)
        .note(detail::check_variable_value(variable, value))
        .option({"variable", variable}, value)
        .request();
}

}  // namespace eslio::api
