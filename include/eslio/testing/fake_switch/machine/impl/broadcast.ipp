// The bodies of the functions of broadcast.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/broadcast.hpp>

namespace eslio::testing::fake {

ESLIO_COLD broadcast_legs broadcast_legs::of(std::string_view words) {
    broadcast_legs legs;
    if (words.empty()) return {true, false, true};
    const bool both = wire::icontains(words, "both");
    legs.a = both || wire::icontains(words, "aleg");
    legs.b = both || wire::icontains(words, "bleg");
    legs.b_waits = wire::icontains(words, "holdb");
    if (legs.b_waits) legs.b = false;
    return legs;
}

ESLIO_COLD broadcast_legs broadcast_legs::of_application(std::string_view words) {
    const bool waits = wire::icontains(words, "holdb");
    return {true, !waits, waits, false};
}

ESLIO_COLD broadcast_legs broadcast_legs::of_schedule(const std::vector<std::string>& words,
                                                      std::size_t at) {
    if (words.size() <= at) return a_alone();
    const bool both = words[at] == "both";
    return {both || words[at] == "aleg", both || words[at] == "bleg", false, false};
}

ESLIO_COLD void broadcast(call& c, std::string_view path, const broadcast_legs& legs) {
    const std::size_t colons = path.find("::");
    const bool named = colons != std::string_view::npos;
    std::string_view cause = named ? path.substr(0, colons) : std::string_view("playback");
    const std::string_view application = wire::next_word(cause, '!');
    // What it is made as stays in front of what it is told as, with its own common headers
    // (switch_ivr_async.c: switch_ivr_broadcast; switch_ivr.c: switch_ivr_parse_next_event).
    request message;
    c.leg().inside().add_common(message.content, "COMMAND", places::broadcast);
    message.content.add("call-command", "execute");
    message.content.add("execute-app-name", application);
    message.content.add("execute-app-arg", named ? path.substr(colons + 2) : path);
    message.content.add("event-lock", "true").add("lead-frames", "5");
    if (legs.again) message.content.add("loops", "-1");
    if (legs.b_waits) message.content.add("hold-bleg", "true");
    request end;
    if (!cause.empty()) c.leg().inside().add_common(end.content, "COMMAND", places::broadcast_end);
    end.content.add("call-command", "execute").add("execute-app-name", "hangup");
    end.content.add("execute-app-arg", cause).add("event-lock", "true");
    const auto say = [&](call& to) {
        to.queue_message(message);
        if (!cause.empty()) to.queue_message(end);
    };
    if (const auto other = c.partner.lock(); other && legs.b) say(*other);
    if (legs.a) say(c);
}

}  // namespace eslio::testing::fake
