// The bodies of the functions of listen.hpp.
#pragma once

#include <eslio/command/listen.hpp>

namespace eslio::cmd {

ESLIO_DECL command log(log_level level) {
    wire::line_writer w;
    w.text("log ").text(to_string(level)).finish();
    return command(std::move(w));
}

ESLIO_DECL command log(std::string_view level) {
    const auto known = parse_log_level(level);
    if (!known)
        return command::invalid(detail::refuse(
            error::bad_log_level, "level",
            "FreeSWITCH has disable, console, alert, crit, err, warning, notice, info, debug, and "
            "0 to 63"));
    const auto number = wire::parse_number(level);
    return number && *number > 7 ? command("log " + std::to_string(*number)) : log(*known);
}

}  // namespace eslio::cmd
