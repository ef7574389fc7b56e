// The bodies of the functions of callcenter_order.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/callcenter_order.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::int64_t agent_number(const machine& m, const std::string& agent,
                                     std::string_view column) {
    const auto* const found = m.kept.agents.find(agent);
    if (found == nullptr) return 0;
    const auto* const value = found->numbers.find(column);
    return value == nullptr ? 0 : std::atoll(value->c_str());
}

/// What the SQL of a strategy sorts by, the least first.
struct tier_rank {
    std::int64_t columns[4];
    bool passed_over = false;

    bool operator<(const tier_rank& other) const noexcept {
        for (int i = 0; i < 4; ++i)
            if (columns[i] != other.columns[i]) return columns[i] < other.columns[i];
        return false;
    }
};

struct ranked_tier {
    tier_rank rank;
    callcenter_tier* tier;
};

/// `last` is the agent called last.
ESLIO_COLD tier_rank rank_of(machine& m, const callcenter_member& member,
                             const std::string& strategy, const callcenter_tier& t,
                             const callcenter_tier* last) {
    const std::int64_t level = std::atoi(t.level.c_str());
    const std::int64_t position = std::atoi(t.position.c_str());
    const auto column = [&](std::string_view name) { return agent_number(m, t.agent, name); };
    if (strategy == "longest-idle-agent") return {{level, column("last_bridge_end"), position}};
    if (strategy == "agent-with-least-talk-time") return {{level, column("talk_time"), position}};
    if (strategy == "agent-with-fewest-calls") return {{level, column("calls_answered"), position}};
    if (strategy == "ring-all" || strategy == "ring-progressively") return {{level, position}};
    if (strategy == "random")
        return {{level, static_cast<std::int64_t>(std::hash<std::string>()(m.new_uuid()) >> 2)}};
    std::int64_t order = 0;
    if (strategy == "top-down") {
        const bool is_next = level == member.last_level && position > member.last_position;
        if (!is_next && level <= member.last_level) return {{}, true};
        order = is_next ? 1 : 2;
    }
    if (strategy == "round-robin")
        order = last != nullptr && level == std::atoi(last->level.c_str()) &&
                        position > std::atoi(last->position.c_str())
                    ? 1
                    : 2;
    return {{order, level, position, column("last_offered_call")}};
}

ESLIO_COLD eslio::detail::compact_vector<callcenter_tier*> agents_in_order(
    machine& m, const callcenter_member& member) {
    eslio::detail::compact_vector<callcenter_tier*> all;
    const auto* const of = m.kept.queues.find(member.queue);
    if (of == nullptr) return all;
    const std::string& strategy = of->strategy;
    const callcenter_tier* last = nullptr;
    for (callcenter_tier& t : m.kept.tiers) {
        const auto* const found = m.kept.agents.find(t.agent);
        if (t.queue != member.queue || found == nullptr) continue;
        const std::int64_t offered = agent_number(m, t.agent, "last_offered_call");
        if (offered > (last == nullptr ? 0 : agent_number(m, last->agent, "last_offered_call")))
            last = &t;
        if (found->status != "Logged Out") all.push_back(&t);
    }
    eslio::detail::compact_vector<ranked_tier> ranked;
    for (callcenter_tier* const t : all) {
        const tier_rank rank = rank_of(m, member, strategy, *t, last);
        if (rank.passed_over) continue;
        const ranked_tier* place = ranked.end();  // after those of the same rank
        while (place != ranked.begin() && rank < place[-1].rank) --place;
        ranked.insert(place, {rank, t});
    }
    all.clear();
    for (const ranked_tier& one : ranked) all.push_back(one.tier);
    return all;
}

ESLIO_COLD bool can_be_called(const machine& m, const callcenter_tier& tier) {
    const callcenter_agent& agent = *m.kept.agents.find(tier.agent);
    const std::int64_t now = m.epoch();
    const auto column = [&](std::string_view name) { return agent_number(m, tier.agent, name); };
    return (tier.state == "Ready" || tier.state == "No Answer") && agent.state == "Waiting" &&
           agent.status != "On Break" && column("ready_time") <= now &&
           column("last_bridge_end") < now - column("wrap_up_time");
}

}  // namespace eslio::testing::fake
