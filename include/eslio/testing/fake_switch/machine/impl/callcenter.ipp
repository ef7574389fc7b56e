// The bodies of the functions of callcenter.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/callcenter.hpp>
#include <eslio/testing/fake_switch/machine/callcenter_loopback.hpp>
#include <eslio/testing/fake_switch/machine/callcenter_standby.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void set_agent_state(machine& m, const std::string& name, const std::string& state) {
    auto* const found = m.kept.agents.find(name);
    if (found == nullptr) return;
    found->state = state;
    fire_callcenter(
        m, nullptr,
        {{"CC-Agent", name}, {"CC-Action", "agent-state-change"}, {"CC-Agent-State", state}});
}

ESLIO_COLD callcenter_member* find_member(machine& m, std::string_view uuid) {
    for (callcenter_member& one : m.kept.members)
        if (one.uuid == uuid) return &one;
    return nullptr;
}

ESLIO_COLD void wait_in_queue(machine& m, call& c, const std::string& queue) {
    c.answer_incoming();
    if (c.leg().is_down()) return;
    callcenter_member member;
    member.uuid = m.new_uuid();
    member.session = c.uuid();
    member.queue = queue;
    member.name = c.leg().profile.caller_name;
    member.number = c.leg().profile.caller_number;
    member.joined = m.epoch();
    m.kept.members.push_back(member);
    tell_waiting(m, c, member);
    c.on_down.push_back([&m, uuid = member.uuid](call& gone) { leave_queue(m, uuid, gone); });
    // Joined with an agent it waits no more, and neither when it is transferred or bridged away.
    c.running().when_left("callcenter", [&m, uuid = member.uuid, weak = c.weak_from_this()] {
        const auto moved = weak.lock();
        const callcenter_member* const same = find_member(m, uuid);
        if (!moved || same == nullptr) return;
        if (same->agent_uuid.empty()) return leave_queue(m, uuid, *moved);
        tell_found(m, *moved, same->queue);
    });
    distribute_soon(m, std::chrono::milliseconds(200));
}

ESLIO_COLD void distribute_soon(machine& m, std::chrono::milliseconds delay) {
    const auto waits = [](const callcenter_member& one) { return one.waits(); };
    if (detail::any_where(m.kept.members, waits)) m.after(delay, [&m] { distribute(m); });
}

ESLIO_COLD void serve_member(machine& m, callcenter_member& member) {
    const auto* const of = m.kept.queues.find(member.queue);
    if (of == nullptr) return;
    const callcenter_queue queue = *of;
    const std::int64_t now = m.epoch();
    if (queue.strategy == "ring-progressively" && member.offered != 0 &&
        now < member.offered + queue.progressive_delay)
        return;
    const auto all = agents_in_order(m, member);
    if (all.empty()) member.last_level = member.last_position = 0;
    const std::string uuid = member.uuid;
    for (const callcenter_tier* const tier : all) {
        if (!can_be_called(m, *tier)) continue;
        member.offered = now;
        member.last_level = std::atoi(tier->level.c_str());
        member.last_position = std::atoi(tier->position.c_str());
        if (!queue.rings_several()) member.agent = tier->agent;
        for (callcenter_tier& t : m.kept.tiers) {
            if (t.agent != tier->agent) continue;
            if (t.queue == member.queue)
                t.state = "Offering";
            else if (t.state == "Ready")
                t.state = "Standby";
        }
        // The calls begin when all of this round are chosen.
        m.after({}, [&m, uuid, agent = tier->agent] {
            callcenter_member* const same = find_member(m, uuid);
            if (same != nullptr && same->abandoned == 0 && same->agent_uuid.empty())
                return offer_member(m, *same, agent);
            free_agent(m, agent, same == nullptr ? "" : same->queue, "Ready", false);
        });
        set_agent_state(m, tier->agent, "Receiving");
        m.kept.agents[tier->agent].numbers["last_offered_call"] = std::to_string(now);
        if (queue.strategy != "ring-all") return;
    }
}

ESLIO_COLD void distribute(machine& m) {
    std::vector<std::string> waiting;
    for (const callcenter_member& one : m.kept.members)
        if (one.waits()) waiting.push_back(one.uuid);
    for (const std::string& uuid : waiting) {
        callcenter_member* const member = find_member(m, uuid);
        if (member != nullptr && member->waits()) serve_member(m, *member);
    }
    // Only time may make one free: after a call, a refusal, or until the next one is called.
    const auto is_timed = [&](const callcenter_member& one) {
        if (!one.waits()) return false;
        const auto all = agents_in_order(m, one);
        const auto may_come = [&](const callcenter_tier* t) {
            const callcenter_agent& agent = *m.kept.agents.find(t->agent);
            return agent.state == "Waiting" && agent.status != "On Break";
        };
        return detail::any_where(all, may_come);
    };
    if (detail::any_where(m.kept.members, is_timed))
        distribute_soon(m, std::chrono::milliseconds(200));
}

/// Whom the far end is bridged with is joined with the member; if it is not, they have not
/// answered.
ESLIO_COLD void offer_over_loopback(machine& m, callcenter_member& member, const std::string& agent,
                                    call& near) {
    member.calling[agent] = [weak = near.weak_from_this()](std::string_view cause) {
        if (const auto leg = weak.lock()) leg->hang_up(cause);
    };
    find_real_agent(m, member, near, [&m, uuid = member.uuid, agent](call* real) {
        callcenter_member* const same = find_member(m, uuid);
        if (same != nullptr) same->calling.erase(agent);
        if (same == nullptr) return free_agent(m, agent, "", "Ready", false);
        if (real == nullptr) return note_agent_failed(m, *same, agent, "SUCCESS");
        if (!same->agent_uuid.empty()) return free_agent(m, agent, same->queue, "Ready", false);
        const auto* const known = m.kept.agents.find(agent);
        note_agent_of(*real, *same, agent, known == nullptr ? "" : known->type);
        join_agent(m, *same, agent, *real);
    });
}

ESLIO_COLD void offer_member(machine& m, callcenter_member& member, const std::string& agent) {
    member.called = m.epoch();
    const callcenter_agent& known = m.kept.agents[agent];
    fire_callcenter(m, nullptr,
                    with_member({{"CC-Queue", member.queue},
                                 {"CC-Action", "agent-offering"},
                                 {"CC-Agent", agent},
                                 {"CC-Agent-Type", known.type},
                                 {"CC-Agent-System", "single_box"}},
                                member));
    if (is_standby(known)) return offer_to_standby(m, member, agent);
    dial_order order;
    order.destinations = known.contact;
    order.common.caller_name = member.name;
    order.common.caller_number = member.number;
    order.common.variables.add("cc_queue", member.queue)
        .add("cc_queue_joined_epoch", std::to_string(member.joined))
        .add("cc_member_uuid", member.uuid)
        .add("cc_member_session_uuid", member.session)
        .add("cc_member_pre_answer_uuid", member.uuid)
        .add("cc_agent", agent)
        .add("cc_agent_type", known.type)
        .add("cc_side", "agent")
        .add("loopback_bowout", "false")
        .add("ignore_early_media", "true")
        .add("origination_caller_id_name", member.name)
        .add("origination_caller_id_number", member.number);
    order.prepare = [](call& leg) { leg.is_led = true; };
    const std::string uuid = member.uuid;
    const auto is_over = std::make_shared<bool>(false);
    order.done = [&m, uuid, agent, is_over](call* up, std::string_view cause) {
        *is_over = true;
        callcenter_member* const same = find_member(m, uuid);
        if (same != nullptr) same->calling.erase(agent);
        if (same == nullptr || (same->abandoned != 0 && up != nullptr)) {
            if (up != nullptr) up->hang_up("ORIGINATOR_CANCEL");
            return free_agent(m, agent, same == nullptr ? "" : same->queue, "Ready", false);
        }
        if (same->abandoned != 0)  // the agent's thread sees it when the member has been told of
            return (void)m.after({}, [&m, uuid, agent, why = std::string(cause)] {
                callcenter_member* const gone = find_member(m, uuid);
                if (gone != nullptr) note_agent_failed(m, *gone, agent, why);
            });
        if (up == nullptr) return note_agent_failed(m, *same, agent, cause);
        if (!up->far_end.expired()) return offer_over_loopback(m, *same, agent, *up);
        if (same->agent_uuid.empty()) return join_agent(m, *same, agent, *up);
        up->hang_up("LOSE_RACE");
        free_agent(m, agent, same->queue, "Ready", false);
    };
    const auto give_up = dial(m, order);
    callcenter_member* const same = find_member(m, uuid);
    if (!*is_over && same != nullptr) same->calling[agent] = give_up;
}

/// Both have left the talk, or the agent has and the member goes on.
ESLIO_COLD void end_talk(machine& m, queue_talk& talk) {
    if (std::exchange(talk.is_over, true)) return;
    auto& all = m.kept.members;
    const std::string& uuid = talk.member.uuid;
    const auto is_theirs = [&](const callcenter_member& one) { return one.uuid == uuid; };
    detail::erase_where(all, is_theirs);
    tell_talk_over(m, talk);
    free_agent(m, talk.agent, talk.member.queue, "Ready", true);
    if (const auto member_leg = talk.member_leg.lock()) member_leg->let_go();
}

/// FreeSWITCH's thread of the agent sees that they have gone when their legs are down, and keeps
/// the member's until it has told so.
ESLIO_COLD void watch_talk(machine& m, const std::shared_ptr<queue_talk>& talk, bool stands_by) {
    const auto agent_leg = talk->agent_leg.lock();
    const auto member_leg = talk->member_leg.lock();
    const auto on_agent = [&m, talk](call&) {
        const auto other = talk->member_leg.lock();
        talk->agent_left = true;
        if (!other || !other->leg().is_down() || talk->member_left) end_talk(m, *talk);
    };
    if (member_leg) {
        member_leg->kept = true;
        member_leg->on_report.push_back([&m, talk](call&) {
            talk->member_left = true;
            if (talk->agent_left) end_talk(m, *talk);
        });
    }
    if (stands_by)
        watch_standby(m, *agent_leg, on_agent);
    else
        agent_leg->on_report.push_back(on_agent);
}

/// The agent's thread has seen that they are bridged.
ESLIO_COLD void note_talk(machine& m, const queue_talk& talk) {
    const auto waited = talk.member_leg.lock();
    const auto agent_leg = talk.agent_leg.lock();
    for (call* const c : {waited.get(), agent_leg.get()})
        if (c != nullptr) c->leg().vars.set("cc_agent_bridged", "true");
    if (waited) {
        waited->leg().vars.set("cc_agent", talk.agent);
        waited->leg().vars.set("cc_queue_answered_epoch", std::to_string(talk.answered));
    }
    if (!talk.agent_left) set_agent_state(m, talk.agent, "In a queue call");
}

ESLIO_COLD void join_agent(machine& m, callcenter_member& member, const std::string& agent,
                           call& agent_leg) {
    agent_leg.leg().vars.set("cc_member_pre_answer_uuid", {});
    member.agent = agent;
    member.agent_uuid = agent_leg.uuid();
    // Those who are called besides (switch_core_session_hupall_matching_var).
    for (const auto& [name, give_up] : std::exchange(member.calling, {})) give_up("LOSE_RACE");
    callcenter_agent& known = m.kept.agents[agent];
    known.uuid = agent_leg.uuid();
    known.numbers["calls_answered"] =
        std::to_string(std::atoi(known.numbers["calls_answered"].c_str()) + 1);
    known.numbers["no_answer_count"] = "0";
    known.numbers["last_bridge_start"] = std::to_string(m.epoch());
    const auto talk = std::make_shared<queue_talk>();
    talk->member = member;
    talk->agent = agent;
    talk->agent_uuid = agent_leg.uuid();
    talk->cause = cause_of_end(known);
    talk->answered = m.epoch();
    talk->agent_leg = agent_leg.weak_from_this();
    if (call* const waiting = m.find_live(member.session))
        talk->member_leg = waiting->weak_from_this();
    tell_talk_begun(m, *talk);
    for (callcenter_tier& t : m.kept.tiers)
        if (t.queue == member.queue && t.agent == agent) t.state = "Active Inbound";
    if (call* const waiting = m.find_live(member.session)) {
        waiting->leg().vars.set("cc_agent_found", "true");
        waiting->leg().vars.set("cc_agent_uuid", agent_leg.uuid());
    }
    watch_talk(m, talk, is_standby(known));
    // When the leg has come up altogether.
    m.after(std::chrono::milliseconds(1), [&m, talk] {
        if (bridge_by_uuid(m, talk->member.session, talk->agent_uuid))
            return (void)m.after({}, [&m, talk] { note_talk(m, *talk); });
        if (call* const left = m.find_live(talk->agent_uuid)) left->hang_up("ORIGINATOR_CANCEL");
    });
}

ESLIO_COLD void free_agent(machine& m, const std::string& agent, const std::string& queue,
                           const std::string& tier_state, bool talked) {
    for (callcenter_tier& t : m.kept.tiers) {
        if (t.agent != agent) continue;
        const bool is_called = t.state == "Offering" || t.state == "Active Inbound";
        if (t.queue == queue && (is_called || t.state == "Standby"))
            t.state = tier_state;
        else if (t.queue != queue && t.state == "Standby")
            t.state = "Ready";
    }
    auto* const found = m.kept.agents.find(agent);
    if (found == nullptr) return;
    if (talked) {
        const std::int64_t now = m.epoch();
        auto& numbers = found->numbers;
        const std::int64_t talk =
            agent_number(m, agent, "talk_time") + now - agent_number(m, agent, "last_bridge_start");
        numbers["last_bridge_end"] = std::to_string(now);
        numbers["talk_time"] = std::to_string(talk);
        if (!is_standby(*found)) found->uuid.clear();
    }
    const bool idles = talked && found->status == "Available (On Demand)";
    set_agent_state(m, agent, idles ? "Idle" : "Waiting");
    distribute_soon(m, std::chrono::milliseconds(200));
}

/// They did not answer: that is counted, and too often puts them on a break.
ESLIO_COLD void count_no_answer(machine& m, const callcenter_member& member,
                                const std::string& agent, callcenter_agent& known) {
    const std::int64_t count = agent_number(m, agent, "no_answer_count") + 1;
    const std::int64_t most = agent_number(m, agent, "max_no_answer");
    known.numbers["no_answer_count"] = std::to_string(count);
    if (most <= 0 || count < most) return;
    fire_callcenter(m, nullptr,
                    {{"CC-Agent", agent},
                     {"CC-Action", "agent-max-no-answer"},
                     {"CC-Agent-No-Answer-Count", std::to_string(most)},
                     {"CC-Agent-No-Answer-Status", "On Break"},
                     {"CC-Member-UUID", member.uuid},
                     {"CC-Member-Session-UUID", member.session}});
    known.status = "On Break";
    fire_callcenter(m, nullptr,
                    {{"CC-Agent", agent},
                     {"CC-Action", "agent-status-change"},
                     {"CC-Agent-Status", known.status}});
}

/// The column with the agent's delay after such a failure; empty: not to be looked at.
ESLIO_COLD std::string_view delay_after(std::string_view cause) noexcept {
    if (cause == "LOSE_RACE" || cause == "ORIGINATOR_CANCEL") return {};
    if (cause == "USER_BUSY" || cause == "NORMAL_CIRCUIT_CONGESTION") return "busy_delay_time";
    return cause == "CALL_REJECTED" ? "reject_delay_time" : "no_answer_delay_time";
}

ESLIO_COLD void note_agent_failed(machine& m, callcenter_member& member, const std::string& agent,
                                  std::string_view cause) {
    if (member.agent == agent) member.agent.clear();
    const std::string queue = member.queue;
    const std::int64_t now = m.epoch();
    auto* const found = m.kept.agents.find(agent);
    const std::string_view delay_of = delay_after(cause);
    const bool is_unregistered = cause == "USER_NOT_REGISTERED";
    const bool counts = delay_of == "no_answer_delay_time" && !is_unregistered;
    if (found != nullptr) {
        if (counts) count_no_answer(m, member, agent, *found);
        const std::int64_t delay = is_unregistered    ? 5
                                   : delay_of.empty() ? 0
                                                      : agent_number(m, agent, delay_of);
        if (delay > 0) found->numbers["ready_time"] = std::to_string(now + delay);
    }
    header_list headers = with_member({{"CC-Queue", queue},
                                       {"CC-Action", "bridge-agent-fail"},
                                       {"CC-Hangup-Cause", cause},
                                       {"CC-Agent", agent},
                                       {"CC-Agent-System", "single_box"},
                                       {"CC-Agent-Called-Time", std::to_string(member.called)},
                                       {"CC-Agent-Aborted-Time", std::to_string(now)}},
                                      member);
    headers.add("CC-Member-Joined-Time", std::to_string(member.joined));
    fire_callcenter(m, nullptr, headers);
    free_agent(m, agent, queue, counts ? "No Answer" : "Ready", false);
}

ESLIO_COLD void leave_queue(machine& m, const std::string& uuid, call& gone) {
    callcenter_member* const member = find_member(m, uuid);
    const bool waits = member != nullptr && member->abandoned == 0 && member->agent_uuid.empty();
    if (!waits) return;
    member->abandoned = m.epoch();
    const callcenter_member was = *member;
    fire_playback(gone.leg(), callcenter_music(gone), "done");
    for (const auto& [agent, give_up] : std::exchange(member->calling, {}))
        give_up("ORIGINATOR_CANCEL");
    tell_cancelled(m, gone, was);
    // They may come back within a minute (discard-abandoned-after).
    m.after(std::chrono::minutes(1), [&m, uuid] {
        auto& all = m.kept.members;
        const auto same = [&](const callcenter_member& one) { return one.uuid == uuid; };
        detail::erase_where(all, same);
    });
}

}  // namespace eslio::testing::fake
