// The bodies of the functions of signalling.hpp.
#pragma once

#include <eslio/command/applications/signalling.hpp>
#include <eslio/command/detail/shown_name.hpp>

#include <cstddef>
#include <utility>

namespace eslio::app {

namespace detail {

/// An application whose argument is a number of seconds, which may not be 0.
inline application of_interval(std::string name, std::chrono::seconds time) {
    if (time.count() == 0 || !eslio::detail::fits_atoi(time.count()))
        return application::invalid(eslio::detail::refuse(
            error::number_out_of_range, "interval", "FreeSWITCH takes 1 to 2147483647 seconds"));
    return application(std::move(name), std::to_string(time.count()));
}

/// `+<seconds>`, the first word of a `sched_...`.
inline void write_time(eslio::detail::argument_writer& w, std::chrono::seconds after) {
    if (!eslio::detail::fits_atoi(after.count()))
        w.note(eslio::detail::refuse(error::number_out_of_range, "time",
                                     "FreeSWITCH takes 0 to 2147483647 seconds"));
    w.word("time", "+" + std::to_string(after.count()));
}

}  // namespace detail

ESLIO_DECL application hangup(std::string_view cause) {
    if (cause.empty()) return application("hangup");
    if (argument_error wrong = eslio::detail::check_word("cause", cause))
        return application::invalid(std::move(wrong));
    return eslio::detail::whole_argument("hangup", "cause", cause);
}

ESLIO_DECL application respond(int status, const any_text& phrase) {
    argument_error wrong = eslio::detail::check_header_text("phrase", phrase.text());
    wrong.note(eslio::detail::check_argument("phrase", phrase));
    if (status < 300 || status > 699)
        wrong.note(eslio::detail::refuse(error::number_out_of_range, "status",
                                         "it is no final refusal of SIP: 300 to 699"));
    if (wrong) return application::invalid(std::move(wrong));
    std::string text = std::to_string(status);
    if (!phrase.text().empty()) text.append(" ").append(phrase.text());
    return application("respond", eslio::detail::escape_own_expansion(text));
}

ESLIO_DECL application redirect(const any_text& uri) {
    argument_error wrong = eslio::detail::check_header_text("uri", uri.text());
    const std::size_t at = uri.text().find(',');
    if (uri.stranger() != nullptr && at != std::string_view::npos)
        wrong.note(eslio::detail::refuse_byte(error::unwritable_text, "uri", uri.text(), at,
                                              "would begin another address; take it out"));
    if (wrong) return application::invalid(std::move(wrong));
    return eslio::detail::whole_argument("redirect", "uri", uri);
}

ESLIO_DECL application send_display(const any_text& name, const any_text& number) {
    argument_error wrong;
    for (const auto& [argument, text] :
         {std::pair(eslio::detail::argument_name("name"), name),
          std::pair(eslio::detail::argument_name("number"), number)}) {
        wrong.note(eslio::detail::check_header_text(argument, text.text()));
        wrong.note(eslio::detail::check_argument(argument, text));
        if (const std::size_t at = text.text().find('|'); at != std::string_view::npos)
            wrong.note(eslio::detail::refuse_byte(
                error::unwritable_text, argument, text.text(), at,
                "would end it: FreeSWITCH splits name and number there; take it out"));
    }
    wrong.note(eslio::detail::check_strangers_name("name", name));
    wrong.note(eslio::detail::check_strangers_number("number", number));
    if (name.text().empty()) wrong.note(eslio::detail::refuse_empty("name"));
    wrong.note(eslio::detail::check_scope("name", name.text()));
    if (wrong) return application::invalid(std::move(wrong));
    std::string text(name.text());
    if (!number.text().empty()) text.append("|").append(number.text());
    return application("send_display", eslio::detail::escape_own_expansion(text));
}

ESLIO_DECL application sched_hangup(std::chrono::seconds after, std::string_view cause,
                                    call_legs legs) {
    eslio::detail::argument_writer w;
    detail::write_time(w, after);
    if (legs == call_legs::both)
        w.note(eslio::detail::refuse(error::number_out_of_range, "legs",
                                     "FreeSWITCH schedules the hang-up of one of them; say it "
                                     "twice"));
    if (legs != call_legs::own) {
        w.word("cause", cause.empty() ? std::string_view("ALLOTTED_TIMEOUT") : cause);
        w.word("legs", "bleg");
    } else {
        w.option("cause", cause);
    }
    if (!cause.empty()) w.note(eslio::detail::check_word("cause", cause));
    return w.finish("sched_hangup");
}

ESLIO_DECL application sched_transfer(std::chrono::seconds after, const extension& to) {
    eslio::detail::argument_writer w;
    detail::write_time(w, after);
    return w.place(to).finish("sched_transfer");
}

ESLIO_DECL application sched_broadcast(std::chrono::seconds after, const any_text& file,
                                       call_legs legs) {
    eslio::detail::argument_writer w;
    detail::write_time(w, after);
    w.broadcast("file", file).word("legs", to_string(legs));
    return w.finish("sched_broadcast");
}

ESLIO_DECL application enable_heartbeat(std::chrono::seconds interval) {
    return detail::of_interval("enable_heartbeat", interval);
}

ESLIO_DECL application enable_keepalive(std::chrono::seconds interval) {
    return detail::of_interval("enable_keepalive", interval);
}

}  // namespace eslio::app
