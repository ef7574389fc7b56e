// The bodies of the functions of event_list.hpp.
#pragma once

#include <eslio/command/event_list.hpp>

namespace eslio {

ESLIO_DECL command listen(const event_list& events, std::optional<format> type) {
    if (argument_error wrong = events.problem()) return command::invalid(std::move(wrong));
    if (events.empty()) return command::invalid(detail::refuse_empty("events"));
    std::string line("event");
    if (type) line.append(" ").append(to_string(*type));
    wire::line_writer w;
    w.text(line.append(events.words())).finish();
    return command(std::move(w));
}

ESLIO_DECL command nixevent(const event_list& events) {
    if (argument_error wrong = events.problem()) return command::invalid(std::move(wrong));
    if (events.empty()) return command::invalid(detail::refuse_empty("events"));
    wire::line_writer w;
    w.text("nixevent" + events.words()).finish();
    return command(std::move(w));
}

}  // namespace eslio
