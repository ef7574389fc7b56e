// The bodies of the functions of json_callcenter.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/json_callcenter.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

namespace eslio::testing::fake {

/// An object of the columns, whose names stand in `names` with `|` between them.
inline json_node json_row(std::string_view names, const std::vector<std::string>& columns) {
    json_node row = json_node::of(json_node::type::object);
    for (const std::string& column : columns)
        row.add(wire::next_word(names, '|'), json_node::of(column));
    return row;
}

ESLIO_COLD json_node json_agent(std::string_view name, const callcenter_agent& agent) {
    json_node row = json_row(agent_column_names(), agent_columns(name, agent));
    // A column that nothing was ever put into is NULL, which is left out.
    const bool had_call = agent.numbers.contains("last_bridge_start");
    auto& parts = row.parts;
    parts.erase(std::remove_if(parts.begin(), parts.end(),
                               [&](const json_node& one) {
                                   return one.text.empty() && (one.name == "contact" ||
                                                               (one.name == "uuid" && !had_call));
                               }),
                parts.end());
    return row;
}

ESLIO_COLD json_node json_tier(const callcenter_tier& tier) {
    return json_row("queue|agent|state|level|position",
                    {tier.queue, tier.agent, tier.state, tier.level, tier.position});
}

ESLIO_COLD json_node json_queue(std::string_view name, const callcenter_queue& queue) {
    const auto text = [](std::string_view t) { return json_node::of(t); };
    const auto number = [](int n) { return json_node::of(static_cast<double>(n)); };
    json_node out = json_node::of(json_node::type::object);
    // Without music and a template of recordings: those would be NULL.
    out.add("name", text(name))
        .add("strategy", text(queue.strategy))
        .add("time_base_score", text("queue"))
        .add("tier_rules_apply", text("false"))
        .add("tier_rule_wait_second", number(0))
        .add("tier_rule_wait_multiply_level", text("false"))
        .add("tier_rule_no_agent_no_wait", text("true"))
        .add("discard_abandoned_after", number(60))
        .add("abandoned_resume_allowed", text("false"))
        .add("max_wait_time", number(0))
        .add("max_wait_time_with_no_agent", number(0))
        .add("max_wait_time_with_no_agent_time_reached", number(5))
        .add("skip_agents_with_external_calls", text("true"))
        .add("agent_no_answer_status", text("On Break"));
    return out;
}

ESLIO_COLD json_node json_members(machine& m, std::string_view queue) {
    std::vector<const callcenter_member*> chosen;
    for (const callcenter_member& one : m.kept.members)
        if (queue.empty() || one.queue == queue) chosen.push_back(&one);
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const auto* a, const auto* b) { return a->joined < b->joined; });
    json_node out = json_node::of(json_node::type::array);
    for (const callcenter_member* one : chosen) {
        std::vector<std::string> columns = member_columns(m.kept, *one);
        columns.back() = std::to_string(m.epoch() - one->joined);
        out.parts.push_back(json_row(member_column_names, columns));
    }
    return out;
}

ESLIO_COLD json_node json_tiers(const stores& kept) {
    std::vector<const callcenter_tier*> all;
    for (const callcenter_tier& one : kept.tiers) all.push_back(&one);
    const auto number = [](const std::string& text) { return std::atoi(text.c_str()); };
    std::stable_sort(all.begin(), all.end(), [&](const auto* a, const auto* b) {
        const int x = number(a->level), y = number(b->level);
        return x != y ? x < y : number(a->position) < number(b->position);
    });
    json_node out = json_node::of(json_node::type::array);
    for (const callcenter_tier* one : all) out.parts.push_back(json_tier(*one));
    return out;
}

ESLIO_COLD json_node json_of_queue(machine& m, std::string_view what, std::string_view queue) {
    if (what == "members") return json_members(m, queue);
    json_node out = json_node::of(json_node::type::array);
    for (const callcenter_tier& one : m.kept.tiers) {
        if (one.queue != queue) continue;
        const callcenter_agent* const agent = m.kept.agents.find(one.agent);
        if (what == "tiers")
            out.parts.push_back(json_tier(one));
        else if (agent != nullptr)
            out.parts.push_back(json_agent(one.agent, *agent));
    }
    return out;
}

ESLIO_COLD json_answer answer_json_callcenter(machine& m, const json_node& data) {
    static constexpr std::string_view of_queue = "queue list ";
    const std::string asked = lower(data.text_of("arguments"));
    const std::string_view what = asked;
    json_answer out{true, json_node::of(json_node::type::array)};
    if (what == "agent list") {
        for (const auto& [name, agent] : m.kept.agents)
            out.response.parts.push_back(json_agent(name, agent));
    } else if (what == "queue list") {
        for (const auto& [name, queue] : m.kept.queues)
            out.response.parts.push_back(json_queue(name, queue));
    } else if (what == "member list") {
        out.response = json_members(m, {});
    } else if (what == "tier list") {
        out.response = json_tiers(m.kept);
    } else if (what == "queue list agents" || what == "queue list members" ||
               what == "queue list tiers") {
        const std::string_view queue = data.text_of("queue_name");
        if (!queue.empty()) return {true, json_of_queue(m, what.substr(of_queue.size()), queue)};
        out = {false, json_node::of(json_node::type::object)};
        out.response.add("error", json_node::of("Missing data attribute: queue_name"));
    } else {
        return {};
    }
    return out;
}

}  // namespace eslio::testing::fake
