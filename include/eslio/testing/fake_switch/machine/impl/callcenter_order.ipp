// The bodies of the functions of callcenter_order.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/callcenter_order.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::int64_t agent_number(const machine& m, const std::string& agent,
                                     std::string_view column) {
    const auto found = m.kept.agents.find(agent);
    if (found == m.kept.agents.end()) return 0;
    const auto value = found->second.numbers.find(column);
    return value == found->second.numbers.end() ? 0 : std::atoll(value->second.c_str());
}

/// What the SQL of a strategy sorts by, the least first; none for one that it passes over. `last`
/// is the agent called last.
ESLIO_DECL std::vector<std::int64_t> rank_of(machine& m, const callcenter_member& member,
                                             const std::string& strategy, const callcenter_tier& t,
                                             const callcenter_tier* last) {
    const std::int64_t level = std::atoi(t.level.c_str());
    const std::int64_t position = std::atoi(t.position.c_str());
    const auto column = [&](std::string_view name) { return agent_number(m, t.agent, name); };
    if (strategy == "longest-idle-agent") return {level, column("last_bridge_end"), position};
    if (strategy == "agent-with-least-talk-time") return {level, column("talk_time"), position};
    if (strategy == "agent-with-fewest-calls") return {level, column("calls_answered"), position};
    if (strategy == "ring-all" || strategy == "ring-progressively") return {level, position};
    if (strategy == "random")
        return {level, static_cast<std::int64_t>(std::hash<std::string>()(m.new_uuid()) >> 2)};
    std::int64_t order = 0;
    if (strategy == "top-down") {
        const bool is_next = level == member.last_level && position > member.last_position;
        if (!is_next && level <= member.last_level) return {};
        order = is_next ? 1 : 2;
    }
    if (strategy == "round-robin")
        order = last != nullptr && level == std::atoi(last->level.c_str()) &&
                        position > std::atoi(last->position.c_str())
                    ? 1
                    : 2;
    return {order, level, position, column("last_offered_call")};
}

ESLIO_DECL std::vector<callcenter_tier*> agents_in_order(machine& m,
                                                         const callcenter_member& member) {
    std::vector<callcenter_tier*> all;
    const auto of = m.kept.queues.find(member.queue);
    if (of == m.kept.queues.end()) return all;
    const std::string& strategy = of->second.strategy;
    const callcenter_tier* last = nullptr;
    for (callcenter_tier& t : m.kept.tiers) {
        const auto found = m.kept.agents.find(t.agent);
        if (t.queue != member.queue || found == m.kept.agents.end()) continue;
        const std::int64_t offered = agent_number(m, t.agent, "last_offered_call");
        if (offered > (last == nullptr ? 0 : agent_number(m, last->agent, "last_offered_call")))
            last = &t;
        if (found->second.status != "Logged Out") all.push_back(&t);
    }
    std::map<const callcenter_tier*, std::vector<std::int64_t>> ranks;
    for (const callcenter_tier* const t : all) ranks[t] = rank_of(m, member, strategy, *t, last);
    const auto passed_over = [&](const callcenter_tier* t) { return ranks[t].empty(); };
    all.erase(std::remove_if(all.begin(), all.end(), passed_over), all.end());
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto* a, const auto* b) { return ranks[a] < ranks[b]; });
    return all;
}

ESLIO_DECL bool can_be_called(const machine& m, const callcenter_tier& tier) {
    const callcenter_agent& agent = m.kept.agents.find(tier.agent)->second;
    const std::int64_t now = m.date() / 1'000'000;
    const auto column = [&](std::string_view name) { return agent_number(m, tier.agent, name); };
    return (tier.state == "Ready" || tier.state == "No Answer") && agent.state == "Waiting" &&
           agent.status != "On Break" && column("ready_time") <= now &&
           column("last_bridge_end") < now - column("wrap_up_time");
}

}  // namespace eslio::testing::fake
