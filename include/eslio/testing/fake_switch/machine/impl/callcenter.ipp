// The bodies of the functions of callcenter.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/callcenter.hpp>

namespace eslio::testing::fake {

ESLIO_DECL void fire_callcenter(machine& m, const call* who, const callcenter_headers& headers) {
    event e = m.make_event(event_name::custom, {"mod_callcenter.c", "cc_event", 1});
    if (who != nullptr) {
        who->leg().add_basic(e);
        who->leg().vars.write(e);
    }
    for (const auto& [name, value] : headers)
        if (!value.empty()) e.add(name, value);
    m.fire(signal{std::move(e), event_name::custom, "callcenter::info"});
}

ESLIO_DECL void set_agent_state(machine& m, const std::string& name, const std::string& state) {
    const auto found = m.kept.agents.find(name);
    if (found == m.kept.agents.end()) return;
    found->second.state = state;
    fire_callcenter(
        m, nullptr,
        {{"CC-Agent", name}, {"CC-Action", "agent-state-change"}, {"CC-Agent-State", state}});
}

/// What every event of a member ends with.
ESLIO_DECL callcenter_headers with_member(callcenter_headers headers,
                                          const callcenter_member& member) {
    headers.emplace_back("CC-Member-UUID", member.uuid);
    headers.emplace_back("CC-Member-Session-UUID", member.session);
    headers.emplace_back("CC-Member-CID-Name", member.name);
    headers.emplace_back("CC-Member-CID-Number", member.number);
    return headers;
}

ESLIO_DECL callcenter_member* find_member(machine& m, std::string_view uuid) {
    for (callcenter_member& one : m.kept.members)
        if (one.uuid == uuid) return &one;
    return nullptr;
}

ESLIO_DECL void wait_in_queue(machine& m, call& c, const std::string& queue) {
    callcenter_member member;
    member.uuid = m.new_uuid();
    member.session = c.uuid();
    member.queue = queue;
    member.name = c.leg().profile.caller_name;
    member.number = c.leg().profile.caller_number;
    member.joined = m.date() / 1'000'000;
    variables& vars = c.leg().vars;
    vars.set("cc_side", "member");
    vars.set("cc_member_uuid", member.uuid);
    vars.set("cc_queue", queue);
    vars.set("cc_queue_joined_epoch", std::to_string(member.joined));
    m.kept.members.push_back(member);
    fire_callcenter(
        m, &c, with_member({{"CC-Queue", queue}, {"CC-Action", "member-queue-start"}}, member));
    c.on_down.push_back([&m, uuid = member.uuid](call& gone) { leave_queue(m, uuid, gone); });
    distribute_soon(m, std::chrono::milliseconds(200));
}

ESLIO_DECL void distribute_soon(machine& m, std::chrono::milliseconds delay) {
    const auto waits = [](const callcenter_member& one) { return one.waits(); };
    if (std::any_of(m.kept.members.begin(), m.kept.members.end(), waits))
        m.after(delay, [&m] { distribute(m); });
}

ESLIO_DECL std::string find_free_agent(const machine& m, const std::string& queue) {
    const callcenter_tier* best = nullptr;
    const auto rank = [](const callcenter_tier& t) {
        return std::make_pair(std::atoi(t.level.c_str()), std::atoi(t.position.c_str()));
    };
    for (const callcenter_tier& t : m.kept.tiers) {
        const auto found = m.kept.agents.find(t.agent);
        if (t.queue != queue || found == m.kept.agents.end()) continue;
        const callcenter_agent& agent = found->second;
        const bool available =
            agent.status == "Available" || agent.status == "Available (On Demand)";
        const auto ready = agent.numbers.find("ready_time");
        const bool is_ready = ready == agent.numbers.end() ||
                              std::atoll(ready->second.c_str()) * 1'000'000 <= m.date();
        if (available && is_ready && agent.state == "Waiting" && !agent.contact.empty() &&
            (best == nullptr || rank(t) < rank(*best)))
            best = &t;
    }
    return best == nullptr ? std::string() : best->agent;
}

ESLIO_DECL void distribute(machine& m) {
    std::vector<std::string> waiting;
    for (const callcenter_member& one : m.kept.members)
        if (one.waits()) waiting.push_back(one.uuid);
    for (const std::string& uuid : waiting) {
        callcenter_member* const member = find_member(m, uuid);
        if (member == nullptr || !member->waits()) continue;
        if (const std::string agent = find_free_agent(m, member->queue); !agent.empty())
            offer_member(m, *member, agent);
    }
}

ESLIO_DECL void offer_member(machine& m, callcenter_member& member, const std::string& agent) {
    member.agent = agent;
    member.called = m.date() / 1'000'000;
    set_agent_state(m, agent, "Receiving");
    const callcenter_agent& known = m.kept.agents[agent];
    fire_callcenter(m, nullptr,
                    with_member({{"CC-Queue", member.queue},
                                 {"CC-Action", "agent-offering"},
                                 {"CC-Agent", agent},
                                 {"CC-Agent-Type", known.type},
                                 {"CC-Agent-System", "single_box"}},
                                member));
    dial_order order;
    order.destinations = known.contact;
    order.common.caller_name = member.name;
    order.common.caller_number = member.number;
    for (const auto& [name, value] : callcenter_headers{{"cc_queue", member.queue},
                                                        {"cc_member_uuid", member.uuid},
                                                        {"cc_member_session_uuid", member.session},
                                                        {"cc_agent", agent},
                                                        {"cc_agent_type", known.type},
                                                        {"cc_side", "agent"}})
        order.common.variables.add(name, value);
    order.done = [&m, uuid = member.uuid, agent](call* up, std::string_view cause) {
        callcenter_member* const same = find_member(m, uuid);
        if (same == nullptr || same->abandoned != 0) {
            if (up != nullptr) up->hang_up("ORIGINATOR_CANCEL");
            return set_agent_state(m, agent, "Waiting");
        }
        if (up == nullptr) return note_agent_failed(m, *same, cause);
        join_agent(m, *same, *up);
    };
    const auto give_up = dial(m, order);
    if (call* const waiting = m.find_live(member.session))
        waiting->on_down.push_back([give_up](call&) { give_up("ORIGINATOR_CANCEL"); });
}

ESLIO_DECL void join_agent(machine& m, callcenter_member& member, call& agent_leg) {
    const std::string agent = member.agent;
    member.agent_uuid = agent_leg.uuid();
    callcenter_agent& known = m.kept.agents[agent];
    known.uuid = agent_leg.uuid();
    known.numbers["calls_answered"] =
        std::to_string(std::atoi(known.numbers["calls_answered"].c_str()) + 1);
    known.numbers["last_bridge_start"] = std::to_string(m.date() / 1'000'000);
    const callcenter_headers about = {{"CC-Agent", agent},
                                      {"CC-Agent-System", "single_box"},
                                      {"CC-Agent-UUID", agent_leg.uuid()}};
    const auto headers = [about, member](callcenter_headers front) {
        front.insert(front.end(), about.begin(), about.end());
        return with_member(std::move(front), member);
    };
    fire_callcenter(m, &agent_leg,
                    headers({{"CC-Queue", member.queue}, {"CC-Action", "bridge-agent-start"}}));
    set_agent_state(m, agent, "In a queue call");
    if (call* const waiting = m.find_live(member.session)) {
        waiting->leg().vars.set("cc_agent", agent);
        waiting->leg().vars.set("cc_agent_uuid", agent_leg.uuid());
        waiting->leg().vars.set("cc_agent_bridged", "true");
    }
    agent_leg.leg().vars.set("cc_agent_bridged", "true");
    agent_leg.on_report.push_back([&m, headers, agent, queue = member.queue](call& gone) {
        fire_callcenter(m, &gone,
                        headers({{"CC-Queue", queue},
                                 {"CC-Action", "bridge-agent-end"},
                                 {"CC-Hangup-Cause", "SUCCESS"},
                                 {"CC-Agent-Bridged", "true"}}));
        set_agent_state(m, agent, "Waiting");
        distribute_soon(m, std::chrono::milliseconds(200));
    });
    // When the leg has come up altogether.
    m.after(std::chrono::milliseconds(1), [&m, a = member.session, b = agent_leg.uuid()] {
        if (bridge_by_uuid(m, a, b)) return;
        if (call* const left = m.find_live(b)) left->hang_up("ORIGINATOR_CANCEL");
    });
}

ESLIO_DECL void note_agent_failed(machine& m, callcenter_member& member, std::string_view cause) {
    const std::string agent = std::exchange(member.agent, {});
    const std::string now = std::to_string(m.date() / 1'000'000);
    fire_callcenter(m, nullptr, [&] {
        auto all = with_member({{"CC-Queue", member.queue},
                                {"CC-Action", "bridge-agent-fail"},
                                {"CC-Hangup-Cause", std::string(cause)},
                                {"CC-Agent", agent},
                                {"CC-Agent-System", "single_box"},
                                {"CC-Agent-Called-Time", std::to_string(member.called)},
                                {"CC-Agent-Aborted-Time", now}},
                               member);
        all.emplace_back("CC-Member-Joined-Time", std::to_string(member.joined));
        return all;
    }());
    const auto found = m.kept.agents.find(agent);
    if (found == m.kept.agents.end()) return;
    auto& numbers = found->second.numbers;
    const char* const delay_of = cause == "USER_BUSY"       ? "busy_delay_time"
                                 : cause == "CALL_REJECTED" ? "reject_delay_time"
                                                            : "no_answer_delay_time";
    const int delay = std::max(std::atoi(numbers[delay_of].c_str()), 0);
    numbers["ready_time"] = std::to_string(m.date() / 1'000'000 + delay);
    set_agent_state(m, agent, "Waiting");
    distribute_soon(m, std::chrono::seconds(std::max(delay, 1)));
}

ESLIO_DECL void leave_queue(machine& m, const std::string& uuid, call& gone) {
    callcenter_member* const member = find_member(m, uuid);
    if (member == nullptr) return;
    const callcenter_headers front = {{"CC-Queue", member->queue},
                                      {"CC-Action", "member-queue-end"}};
    const callcenter_member was = *member;
    const auto forget = [&m, uuid] {
        auto& all = m.kept.members;
        const auto same = [&](const callcenter_member& one) { return one.uuid == uuid; };
        all.erase(std::remove_if(all.begin(), all.end(), same), all.end());
    };
    if (was.agent_uuid.empty()) {
        member->abandoned = m.date() / 1'000'000;
        auto all = front;
        all.emplace_back("CC-Cause", "Cancel"), all.emplace_back("CC-Cancel-Reason", "BREAK_OUT");
        fire_callcenter(m, &gone, with_member(all, was));
        // They may come back within a minute (discard-abandoned-after).
        m.after(std::chrono::minutes(1), forget);
        return;
    }
    forget();
    gone.on_report.push_back([&m, front, was](call& leg) {
        auto all = front;
        all.emplace_back("CC-Hangup-Cause", "SUCCESS"), all.emplace_back("CC-Cause", "Terminated");
        all.emplace_back("CC-Agent", was.agent), all.emplace_back("CC-Agent-System", "single_box");
        all.emplace_back("CC-Agent-UUID", was.agent_uuid);
        fire_callcenter(m, &leg, with_member(all, was));
    });
}

}  // namespace eslio::testing::fake
