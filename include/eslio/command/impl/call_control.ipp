// The bodies of the functions of call_control.hpp.
#pragma once

#include <eslio/command/call_control.hpp>
#include <eslio/command/detail/uuid.hpp>

namespace eslio::cmd {

ESLIO_DECL command getvar(std::string_view name) {
    if (argument_error wrong = detail::check_word("variable", name))
        return command::invalid(std::move(wrong));
    wire::line_writer w;
    w.text("getvar ").text(name).finish();
    return command(std::move(w));
}

ESLIO_DECL command myevents(std::string_view uuid) {
    if (argument_error wrong = detail::check_uuid(uuid)) return command::invalid(std::move(wrong));
    wire::line_writer w;
    w.text("myevents ").text(uuid).text(" plain").finish();
    return command(std::move(w));
}

ESLIO_DECL command linger(std::chrono::seconds time) {
    if (time.count() < 0 || time.count() > INT32_MAX)
        return command::invalid(detail::refuse(error::number_out_of_range, "time",
                                               "FreeSWITCH takes 0 to 2147483647 seconds"));
    return command("linger " + std::to_string(time.count()));
}

}  // namespace eslio::cmd
