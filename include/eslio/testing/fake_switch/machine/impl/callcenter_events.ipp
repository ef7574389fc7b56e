// The bodies of the functions of callcenter_events.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/callcenter_events.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void fire_callcenter(machine& m, const call* who, const header_list& headers) {
    event e = m.make_event(event_name::custom, {"mod_callcenter.c", "cc_event", 1});
    if (who != nullptr) {
        who->leg().add_basic(e);
        who->leg().vars.write(e);
    }
    for (const event_header h : headers.headers())
        if (!h.value().empty()) e.add(h.name(), h.value());
    m.fire(signal{std::move(e), event_name::custom, "callcenter::info"});
}

ESLIO_COLD header_list with_member(header_list headers, const callcenter_member& member) {
    headers.add("CC-Member-UUID", member.uuid).add("CC-Member-Session-UUID", member.session);
    headers.add("CC-Member-CID-Name", member.name).add("CC-Member-CID-Number", member.number);
    return headers;
}

ESLIO_COLD void tell_count(machine& m, const std::string& queue, std::size_t just_found) {
    std::size_t count = just_found;
    for (const callcenter_member& one : m.kept.members)
        if (one.queue == queue && one.abandoned == 0 && one.agent_uuid.empty()) ++count;
    fire_callcenter(m, nullptr,
                    {{"CC-Queue", queue},
                     {"CC-Action", "members-count"},
                     {"CC-Count", std::to_string(count)},
                     {"CC-Selection", "Single-Queue"}});
}

ESLIO_COLD std::string callcenter_music(const call& waiting) {
    const std::string_view own = waiting.leg().vars["cc_moh_override"];
    return own.empty() ? "silence_stream://-1" : std::string(own);
}

ESLIO_COLD void tell_waiting(machine& m, call& c, const callcenter_member& member) {
    variables& vars = c.leg().vars;
    vars.set("cc_side", "member");
    vars.set("cc_member_uuid", member.uuid);
    vars.set("cc_agent_found", {});
    vars.set("cc_agent_bridged", {});
    vars.set("cc_queue_joined_epoch", std::to_string(member.joined));
    vars.set("cc_queue", member.queue);
    fire_callcenter(
        m, &c,
        with_member({{"CC-Queue", member.queue}, {"CC-Action", "member-queue-start"}}, member));
    tell_count(m, member.queue);
    fire_playback(c.leg(), callcenter_music(c), {});
}

ESLIO_COLD void tell_found(machine& m, call& c, const std::string& queue) {
    fire_playback(c.leg(), callcenter_music(c), "done");
    c.leg().vars.set("cc_agent_found", {});
    c.leg().vars.set("cc_cause", "answered");
    tell_count(m, queue, 1);
}

ESLIO_COLD void tell_cancelled(machine& m, call& c, const callcenter_member& member) {
    const std::string now = std::to_string(m.epoch());
    fire_callcenter(m, &c,
                    with_member({{"CC-Queue", member.queue},
                                 {"CC-Action", "member-queue-end"},
                                 {"CC-Member-Leaving-Time", now},
                                 {"CC-Member-Joined-Time", std::to_string(member.joined)},
                                 {"CC-Cause", "Cancel"},
                                 {"CC-Cancel-Reason", "BREAK_OUT"}},
                                member));
    c.leg().vars.set("cc_queue_canceled_epoch", now);
    c.leg().vars.set("cc_cause", "cancel");
    c.leg().vars.set("cc_cancel_reason", "BREAK_OUT");
    tell_count(m, member.queue);
}

/// What the events of a talk have of the agent, and when that was.
ESLIO_COLD header_list about_agent(header_list front, const queue_talk& talk) {
    front.add("CC-Agent", talk.agent).add("CC-Agent-System", "single_box");
    front.add("CC-Agent-UUID", talk.agent_uuid);
    return front;
}

ESLIO_COLD void add_talk_times(header_list& all, const queue_talk& talk) {
    all.add("CC-Agent-Called-Time", std::to_string(talk.member.called));
    all.add("CC-Agent-Answered-Time", std::to_string(talk.answered));
}

ESLIO_COLD void tell_talk_begun(machine& m, const queue_talk& talk) {
    header_list all =
        about_agent({{"CC-Queue", talk.member.queue}, {"CC-Action", "bridge-agent-start"}}, talk);
    add_talk_times(all, talk);
    all.add("CC-Member-Joined-Time", std::to_string(talk.member.joined));
    all = with_member(std::move(all), talk.member);
    const auto waiting = talk.member_leg.lock();
    if (waiting) all.add("CC-Member-DNIS", waiting->leg().profile.rdnis);
    fire_callcenter(m, talk.agent_leg.lock().get(), all);
}

ESLIO_COLD void tell_talk_over(machine& m, const queue_talk& talk) {
    const std::string now = std::to_string(m.epoch());
    const std::string joined = std::to_string(talk.member.joined);
    header_list all = about_agent({{"CC-Queue", talk.member.queue},
                                   {"CC-Action", "bridge-agent-end"},
                                   {"CC-Hangup-Cause", talk.cause}},
                                  talk);
    all.add("CC-Agent-Bridged", "true");
    add_talk_times(all, talk);
    all.add("CC-Member-Joined-Time", joined).add("CC-Bridge-Terminated-Time", now);
    fire_callcenter(m, talk.agent_leg.lock().get(), with_member(std::move(all), talk.member));
    const auto gone = talk.member_leg.lock();
    if (gone) gone->leg().vars.set("cc_queue_terminated_epoch", now);
    all = about_agent({{"CC-Queue", talk.member.queue},
                       {"CC-Action", "member-queue-end"},
                       {"CC-Hangup-Cause", talk.cause},
                       {"CC-Cause", "Terminated"}},
                      talk);
    add_talk_times(all, talk);
    all.add("CC-Member-Leaving-Time", now).add("CC-Member-Joined-Time", joined);
    fire_callcenter(m, gone.get(), with_member(std::move(all), talk.member));
}

}  // namespace eslio::testing::fake
