// The bodies of the functions of schedule.hpp.
#pragma once

#include <eslio/api/detail/call_arguments.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/api/schedule.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/error.hpp>

#include <string_view>

namespace eslio::detail {

/// `<command> <time>`.
ESLIO_DECL api_writer later(std::string_view command, const api::due& when, bool may_repeat) {
    api_writer line(command);
    line.note(check_range("time", when.seconds(), 0, INT64_C(0xFFFFFFFF)));
    if (when.is_repeated()) {
        line.note(check_range("interval", when.seconds(), 1, INT32_MAX));
        if (!may_repeat)
            line.note(refuse(error::number_out_of_range, "time",
                             "FreeSWITCH repeats API commands alone: see sched_api"));
    }
    return line.keyword(when.text());
}

ESLIO_DECL api_writer hangup_later(const api::due& when, const any_text& uuid) {
    api_writer line = later("sched_hangup", when, false);
    const std::string time = when.text();
    if (time[0] != '+' && time.find_first_not_of('0', 1) == std::string::npos)
        line.note(refuse(error::number_out_of_range, "time",
                         "FreeSWITCH would hang up at once at a time whose digits after the first "
                         "are zeros; take another second"));
    return line.uuid(uuid);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL std::string due::text() const {
    const char* mark = way_ == way::later ? "+" : way_ == way::repeated ? "@" : "";
    return mark + std::to_string(seconds_);
}

ESLIO_DECL request<std::uint64_t> sched_api(const due& when, const any_text& group,
                                            const api_request& command, bool in_thread) {
    detail::api_writer line = detail::later("sched_api", when, true);
    line.bare("group", group).note(command.problem());
    const std::string& text = command.text();
    if (!text.empty() && text.back() == '&')
        line.note(detail::refuse_byte(error::unwritable_text, "API command", text, text.size() - 1,
                                      "at the end tells FreeSWITCH to use a thread; take it out, "
                                      "and see in_thread"));
    return line.rest("API command", in_thread ? text + "&" : text).as(detail::read_number_told);
}

ESLIO_DECL api_request sched_hangup(const due& when, const any_text& uuid, const any_text& cause) {
    detail::api_writer line = detail::hangup_later(when, uuid);
    if (!cause.text().empty()) line.note(detail::check_plain_name("cause", cause.text()));
    return line.option("cause", cause).request();
}

ESLIO_DECL api_request sched_hangup(const due& when, const any_text& uuid, hangup_cause cause) {
    detail::api_writer line = detail::hangup_later(when, uuid);
    return detail::tell_cause(line, cause).request();
}

ESLIO_DECL api_request sched_transfer(const due& when, const any_text& uuid, const extension& to) {
    detail::api_writer line = detail::later("sched_transfer", when, false);
    line.uuid(uuid);
    return detail::tell_place(line, to).request();
}

ESLIO_DECL request<confirmation> sched_broadcast(const due& when, const any_text& uuid,
                                                 const any_text& file, call_legs to) {
    detail::api_writer line = detail::later("sched_broadcast", when, false);
    line.uuid(uuid);
    return detail::tell_broadcast(line, file).keyword(to_string(to)).as(detail::read_confirmation);
}

ESLIO_DECL request<std::uint64_t> sched_del(const any_text& group) {
    detail::api_writer line("sched_del");
    if (group.text().find_first_not_of("0123456789") == std::string_view::npos)
        line.note(detail::refuse(error::unwritable_text, "group",
                                 "FreeSWITCH takes digits alone for the id of a task; give the "
                                 "group a name"));
    return line.rest("group", group).as(detail::read_number_told);
}

ESLIO_DECL request<std::uint64_t> sched_del(std::uint32_t id) {
    return detail::api_writer("sched_del").number(id).as(detail::read_number_told);
}

}  // namespace eslio::api
