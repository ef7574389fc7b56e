// The bodies of the functions of heard_commands.hpp.
#pragma once

#include <eslio/protocol/heard_commands.hpp>

namespace eslio::protocol {

ESLIO_DECL named_events read_event_names(std::string_view line, bool with_format) {
    named_events n;
    bool custom = false;
    bool first = with_format;
    for (auto rest = after_blank(line); rest; rest = after_blank(*rest)) {
        const std::string_view word = rest->substr(0, rest->find(' '));
        const bool is_format = std::exchange(first, false) && parse_format(word);
        if (is_format || word.empty()) continue;
        const event_name type = detail::subscribed_type(word);
        if (custom)
            n.subclasses.add(word);
        else if (type != event_name::unknown)
            n.types.set(index_of(type));
        else
            n.others.add(word);
        custom = custom || type == event_name::custom;
    }
    return n;
}

}  // namespace eslio::protocol
