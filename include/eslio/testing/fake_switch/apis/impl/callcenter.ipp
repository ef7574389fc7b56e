// The bodies of the functions of callcenter.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/callcenter.hpp>

#include <cstdlib>

namespace eslio::testing::fake {

ESLIO_COLD const std::string& agent_column_names() {
    static const std::string names = [] {
        std::string all = "name|instance_id|uuid|type|contact|status|state";
        for (const std::string_view column : agent_numbers) all.append("|").append(column);
        return all;
    }();
    return names;
}

ESLIO_COLD std::vector<std::string> agent_columns(std::string_view name,
                                                  const callcenter_agent& agent) {
    std::vector<std::string> out = {std::string(name), "single_box", agent.uuid, agent.type,
                                    agent.contact,     agent.status, agent.state};
    for (const std::string_view column : agent_numbers) {
        const auto* const found = agent.numbers.find(column);
        out.push_back(found == nullptr ? "0" : *found);
    }
    return out;
}

ESLIO_COLD std::string callcenter_line(const std::vector<std::string>& columns) {
    std::string out;
    for (const std::string& column : columns) {
        if (&column != &columns.front()) out += '|';
        out += column;
    }
    return out += '\n';
}

ESLIO_COLD std::string list_agents(const stores& kept, std::string_view name) {
    std::string out;
    for (const auto& [known, agent] : kept.agents) {
        if (!name.empty() && known != name) continue;
        if (out.empty()) out = agent_column_names() + "\n";
        out += callcenter_line(agent_columns(known, agent));
    }
    return out + "+OK\n";
}

ESLIO_COLD std::string set_agent(machine& m, const std::vector<std::string>& words) {
    static constexpr std::string_view statuses[] = {"Logged Out", "Available",
                                                    "Available (On Demand)", "On Break"};
    static constexpr std::string_view states[] = {"Idle", "Waiting", "Receiving", "In a queue call",
                                                  "Reserved"};
    static constexpr std::string_view numbers[] = {"max_no_answer",   "wrap_up_time",
                                                   "ready_time",      "reject_delay_time",
                                                   "busy_delay_time", "no_answer_delay_time"};
    if (words.size() < 3) return callcenter_invalid;
    const std::string& key = words[0];
    const std::string& value = words[2];
    auto* const found = m.kept.agents.find(words[1]);
    if (found == nullptr) return "-ERR Agent not found!\n";
    callcenter_agent& agent = *found;
    if (key == "status") {
        if (!is_one_of(statuses, value)) return "-ERR Invalid Agent Status!\n";
        agent.status = value;
        agent.numbers["last_status_change"] = std::to_string(m.epoch());
        tell_of_agent(m, words[1], "status-change", value);
    } else if (key == "state") {
        if (!is_one_of(states, value)) return "-ERR Invalid Agent State!\n";
        set_agent_state(m, words[1], value);
    } else if (key == "type") {
        if (!is_agent_type(value)) return "-ERR Invalid Agent Type!\n";
        agent.type = value;
    } else if (key == "contact") {
        agent.contact = value;
        tell_of_agent(m, words[1], "contact-change", value);
    } else if (is_one_of(numbers, key)) {
        agent.numbers[key] = std::to_string(std::atoi(value.c_str()));
    } else if (key == "uuid") {
        agent.uuid = value;
    } else {
        return "-ERR Invalid Agent Update KEY!\n";
    }
    return "+OK\n";
}

ESLIO_COLD std::string get_agent(machine& m, const std::vector<std::string>& words) {
    const stores& kept = m.kept;
    if (words.size() < 2) return callcenter_invalid;
    const auto* const found = kept.agents.find(words[1]);
    if (found == nullptr) return "-ERR Agent not found!\n";
    const std::string& key = words[0];
    if (key != "status" && key != "state" && key != "uuid")
        return "-ERR Invalid Agent Update KEY!\n";
    std::string value = key == "status"  ? found->status
                        : key == "state" ? found->state
                                         : found->uuid;
    tell_of_agent(m, words[1], key + "-get", value);
    return value;
}

ESLIO_COLD void tell_of_agent(machine& m, const std::string& name, const std::string& action,
                              const std::string& value) {
    std::string header = action.substr(0, action.find('-'));
    header = header == "uuid"
                 ? "UUID"
                 : std::string(1, static_cast<char>(header[0] - 'a' + 'A')) + header.substr(1);
    fire_callcenter(
        m, nullptr,
        {{"CC-Agent", name}, {"CC-Action", "agent-" + action}, {"CC-Agent-" + header, value}});
}

ESLIO_COLD std::string callcenter_of_agent(machine& m, std::string_view verb,
                                           const std::vector<std::string>& words) {
    if (verb == "add") {
        if (words.size() < 2) return callcenter_invalid;
        if (!is_agent_type(words[1])) return "-ERR Agent type invalid!\n";
        if (m.kept.agents.contains(words[0])) return "-ERR Agent already exist!\n";
        m.kept.agents[words[0]].type = words[1];
        fire_callcenter(
            m, nullptr,
            {{"CC-Agent", words[0]}, {"CC-Agent-Type", words[1]}, {"CC-Action", "agent-add"}});
        return "+OK\n";
    }
    if (verb == "del") {
        if (words.empty()) return callcenter_invalid;
        m.kept.agents.erase(words[0]);
        auto& tiers = m.kept.tiers;
        const auto is_theirs = [&](const callcenter_tier& t) { return t.agent == words[0]; };
        detail::erase_where(tiers, is_theirs);
        return "+OK\n";
    }
    if (verb == "reload") return words.empty() ? callcenter_invalid : "+OK\n";
    if (verb == "set") return set_agent(m, words);
    if (verb == "get") return get_agent(m, words);
    if (verb != "list") return {};
    return words.size() > 1 ? callcenter_invalid
                            : list_agents(m.kept, words.empty() ? std::string() : words[0]);
}

ESLIO_COLD std::vector<std::string> member_columns(const stores& kept,
                                                   const callcenter_member& one) {
    const bool gone = one.abandoned != 0, talks = !one.agent_uuid.empty();
    const auto* const of = kept.queues.find(one.queue);
    const bool rings = of != nullptr && of->rings_several() && !talks;
    const std::string agent = rings ? of->strategy : one.agent;
    const char* const state = gone            ? "Abandoned"
                              : talks         ? "Answered"
                              : agent.empty() ? "Waiting"
                                              : "Trying";
    const std::string joined = std::to_string(one.joined);
    return {one.queue,
            "single_box",
            one.uuid,
            gone ? std::string() : one.session,
            one.number,
            one.name,
            joined,
            joined,
            "0",
            talks ? std::to_string(one.called) : "0",
            std::to_string(one.abandoned),
            "0",
            "0",
            agent,
            one.agent.empty() ? "" : "single_box",
            state,
            "0"};
}

ESLIO_COLD std::string list_members(const stores& kept, const std::string& queue) {
    std::string out;
    for (const callcenter_member& one : kept.members) {
        if (one.queue != queue) continue;
        if (out.empty()) (out = member_column_names) += '\n';
        out += callcenter_line(member_columns(kept, one));
    }
    return out + "+OK\n";
}

ESLIO_COLD std::string list_tiers(const stores& kept, const std::string* queue) {
    std::string out;
    for (const callcenter_tier& t : kept.tiers) {
        if (queue != nullptr && t.queue != *queue) continue;
        if (out.empty()) out = "queue|agent|state|level|position\n";
        out += t.queue + "|" + t.agent + "|" + t.state + "|" + t.level + "|" + t.position + "\n";
    }
    return out + "+OK\n";
}

ESLIO_COLD bool is_tier_state(std::string_view text) {
    constexpr std::string_view states[] = {"No Answer", "Ready", "Offering", "Active Inbound",
                                           "Standby"};  // Unknown is refused
    return detail::any_where(states, [&](std::string_view s) { return wire::iequals(s, text); });
}

ESLIO_COLD std::string callcenter_of_tier(stores& kept, std::string_view verb,
                                          const std::vector<std::string>& words) {
    const auto find = [&](const std::string& queue, const std::string& agent) {
        return detail::find_where(kept.tiers, [&](const callcenter_tier& t) {
            return t.queue == queue && t.agent == agent;
        });
    };
    if (verb == "list") return list_tiers(kept, nullptr);
    if (verb == "reload") return words.empty() ? callcenter_invalid : callcenter_unknown;
    if (verb == "set") {
        if (words.size() < 4) return callcenter_invalid;
        auto* const tier = find(words[1], words[2]);
        if (tier == nullptr) return callcenter_unknown;
        if (words[0] == "state") {
            if (!is_tier_state(words[3])) return "-ERR Invalid Tier State!\n";
            tier->state = words[3];
        } else if (words[0] == "level") {
            tier->level = std::to_string(std::atoi(words[3].c_str()));
        } else if (words[0] == "position") {
            tier->position = std::to_string(std::atoi(words[3].c_str()));
        } else {
            return "-ERR Invalid Tier Update KEY!\n";
        }
        return "+OK\n";
    }
    if (verb != "add" && verb != "del") return {};
    if (words.size() < 2) return callcenter_invalid;
    auto* const tier = find(words[0], words[1]);
    if (verb == "del") {
        if (tier != nullptr) kept.tiers.erase(tier);
        return "+OK\n";
    }
    if (!kept.queues.contains(words[0])) return "-ERR Queue not found!\n";
    if (!kept.agents.contains(words[1])) return "-ERR Agent not found!\n";
    if (tier != nullptr) return "-ERR Tier already exist!\n";
    kept.tiers.push_back({words[0], words[1], "Ready", words.size() > 2 ? words[2] : "1",
                          words.size() > 3 ? words[3] : "1"});
    return "+OK\n";
}

ESLIO_COLD bool serves(const stores& kept, const std::string& agent,
                       const std::vector<std::string>& words) {
    const auto* const found = kept.agents.find(agent);
    return found != nullptr &&
           detail::any_where(kept.tiers,
                             [&](const callcenter_tier& t) {
                                 return t.agent == agent && words.size() > 1 && t.queue == words[1];
                             }) &&
           (words.size() < 3 || found->status == words[2]) &&
           (words.size() < 4 || found->state == words[3]);
}

ESLIO_COLD std::string callcenter_of_queue(stores& kept, std::string_view verb,
                                           const std::vector<std::string>& words) {
    if (verb == "load" || verb == "reload") {
        if (words.empty()) return callcenter_invalid;
        return kept.queues.contains(words[0]) ? "+OK\n" : "-ERR Invalid Queue not found!\n";
    }
    if (verb == "unload") {
        if (words.empty()) return callcenter_invalid;
        kept.queues.erase(words[0]);
        return "+OK\n";
    }
    if (verb != "list" && verb != "count") return {};
    const bool count = verb == "count";
    if (words.empty()) {
        if (count) return std::to_string(kept.queues.size()) + "\n";
        std::string out =
            "name|strategy|moh_sound|time_base_score|tier_rules_apply|tier_rule_wait_second|"
            "tier_rule_wait_multiply_level|tier_rule_no_agent_no_wait|discard_abandoned_after|"
            "abandoned_resume_allowed|max_wait_time|max_wait_time_with_no_agent|"
            "max_wait_time_with_no_agent_time_reached|record_template|calls_answered|"
            "calls_abandoned|ring_progressively_delay|skip_agents_with_external_calls|"
            "agent_no_answer_status\n";
        for (const auto& [name, queue] : kept.queues)
            out += name + "|" + queue.strategy +
                   "||queue|false|0|false|true|60|false|0|0|5||0|0|0|"
                   "true|On Break\n";
        return out + "+OK\n";
    }
    if (words[0] == "members") {
        const std::string queue = words.size() > 1 ? words[1] : std::string();
        const auto is_of = [&](const callcenter_member& one) { return one.queue == queue; };
        const auto& all = kept.members;
        return count ? std::to_string(detail::count_where(all, is_of)) + "\n"
                     : list_members(kept, queue);
    }
    if (words[0] == "tiers") {
        const std::string queue = words.size() > 1 ? words[1] : std::string();
        if (!count) return list_tiers(kept, &queue);
        return std::to_string(detail::count_where(
                   kept.tiers, [&](const auto& t) { return t.queue == queue; })) +
               "\n";
    }
    if (words[0] != "agents") return callcenter_invalid;
    stores chosen;
    for (const auto& [name, agent] : kept.agents)
        if (serves(kept, name, words)) chosen.agents[name] = agent;
    return count ? std::to_string(chosen.agents.size()) + "\n" : list_agents(chosen, {});
}

ESLIO_COLD std::string answer_callcenter_config(const api_call& c) {
    if (c.arguments.empty()) return "-USAGE: \n" + std::string(c.syntax) + "\n";
    std::vector<std::string> words = c.words(8);
    if (words.size() < 2) return callcenter_invalid;
    const std::string section = lower(words[0]), verb = lower(words[1]);
    words.erase(words.begin(), words.begin() + 2);
    // Whatever is changed, an agent may be free for a call that waits now.
    distribute_soon(c.inside, std::chrono::milliseconds(200));
    if (section == "agent") return callcenter_of_agent(c.inside, verb, words);
    if (section == "tier") return callcenter_of_tier(c.inside.kept, verb, words);
    return section == "queue" ? callcenter_of_queue(c.inside.kept, verb, words) : std::string();
}

ESLIO_COLD std::string answer_callcenter_break(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2) return "-ERR Usage: callcenter_break agent <uuid>\n";
    if (c.inside.find_live(words[1]) == nullptr)
        return "-ERR Session not found for uuid " + words[1] + "\n";
    return "+OK\n";
}

}  // namespace eslio::testing::fake
