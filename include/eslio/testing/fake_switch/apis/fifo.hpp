// `fifo` and what else mod_fifo and mod_valet_parking tell (mod_fifo.c: fifo_api_function).
#pragma once

#include <eslio/testing/fake_switch/apis/api_entry.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// `name:consumers:callers:members:ringing:idle`
inline std::string fifo_count(const std::string& name, const fifo_node& node) {
    return name + ":0:" + std::to_string(node.callers.size()) + ":" +
           std::to_string(node.outbound.size()) + ":0:0\n";
}

inline std::string fifo_report(const std::string& name, const fifo_node& node) {
    const std::string waiting = std::to_string(node.callers.size());
    std::string out = "  <fifo name=\"" + name + "\" consumer_count=\"0\" caller_count=\"" +
                      waiting + "\" waiting_count=\"" + waiting + "\" importance=\"" +
                      std::to_string(node.importance) +
                      "\" outbound_per_cycle=\"0\" outbound_per_cycle_min=\"0\" ring_timeout=\"0\" "
                      "default_lag=\"0\" outbound_priority=\"5\" outbound_strategy=\"ringall\">\n"
                      "    <outbound></outbound>\n    <callers>";
    for (const std::string& uuid : node.callers)
        out += "\n      <caller uuid=\"" + uuid + "\" status=\"WAITING\"></caller>";
    if (!node.callers.empty()) out += "\n    ";
    return out + "</callers>\n    <consumers></consumers>\n    <bridges></bridges>\n  </fifo>\n";
}

inline std::string fifo_status(const std::string& name, const fifo_node& node) {
    return "node: " + name +
           "\n outbound_name: \n outbound_per_cycle: 0 outbound_per_cycle_min: 0 "
           "outbound_priority: 5 outbound_strategy: ringall\n has_outbound: " +
           (node.outbound.empty() ? "0" : "1") +
           "\n outbound_priority: 5\n busy: 0\n ready: 2\n waiting: " +
           std::to_string(node.callers.size()) + "\n caller_orig:\n consumer_orig:\n bridge:\n";
}

inline std::string answer_fifo(const api_call& c) {
    const std::vector<std::string> words = c.words(5);
    if (words.empty()) return std::string(c.syntax) + "\n";
    const std::string verb = lower(words[0]);
    auto& all = c.inside.kept.fifos;
    const auto each = [&](auto text_of) {
        std::string out;
        for (const auto& [name, node] : all)
            if (words.size() < 2 || words[1] == name) out += text_of(name, node);
        return out;
    };
    const auto or_none = [](std::string text) { return text.empty() ? "none\n" : text; };
    if (verb == "status") return each(fifo_status);
    if (verb == "debug")
        return "debug " +
               std::to_string(words.size() > 1 ? std::max(std::atoi(words[1].c_str()), 0) : 0) +
               "\n";
    if (verb == "reparse") return "+OK\n";
    if (verb == "list" || verb == "list_verbose") {
        const std::string inside = each(fifo_report);
        return "<fifo_report>" + (inside.empty() ? "" : "\n" + inside) + "</fifo_report>\n\n";
    }
    if (verb == "importance") {
        const auto found = words.size() > 1 ? all.find(words[1]) : all.end();
        if (found == all.end()) return "no fifo by that name\n";
        if (words.size() > 2) found->second.importance = std::max(std::atoi(words[2].c_str()), 0);
        return "importance: " + std::to_string(found->second.importance) + "\n";
    }
    if (verb == "count") return or_none(each(fifo_count));
    if (verb == "has_outbound")
        return or_none(each([](const std::string& name, const fifo_node& node) {
            return name + ":" + (node.outbound.empty() ? "0" : "1") + "\n";
        }));
    return "-ERR Usage: " + std::string(c.syntax) + "\n";
}

/// `add|del fifo originate_string ...`
inline std::string answer_fifo_member(const api_call& c) {
    const std::vector<std::string> words = c.words(8);
    if (words.empty()) return c.usage();
    const bool add = wire::iequals(words[0], "add");
    if ((!add && !wire::iequals(words[0], "del")) || words.size() < 3) return "-ERR Invalid!\n";
    auto& members = c.inside.kept.fifos[words[1]].outbound;
    members.erase(std::remove(members.begin(), members.end(), words[2]), members.end());
    if (add) members.push_back(words[2]);
    return "+OK\n";
}

/// Answers how many have been added.
inline std::string answer_fifo_add_outbound(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    return words.size() < 2 ? "0" : "1";
}
inline std::string answer_fifo_check_bridge(const api_call&) {
    return "false";
}

/// Nothing tells which calls are parked: lots are not modelled.
inline std::string answer_valet_info(const api_call&) {
    return "<lots>\n</lots>\n";
}

inline constexpr api_entry fifo_apis[] = {
    {"fifo",
     "list|list_verbose|count|debug|status|has_outbound|importance [<fifo name>]|reparse [del_all]",
     "Return data about a fifo", answer_fifo, "mod_fifo"},
    {"fifo_add_outbound", "<node> <url> [<priority>]", "Add outbound members to a fifo",
     answer_fifo_add_outbound, "mod_fifo"},
    {"fifo_check_bridge", "<uuid>|<outbound_id>", "check if uuid is in a bridge",
     answer_fifo_check_bridge, "mod_fifo"},
    {"fifo_member",
     "[add <fifo_name> <originate_string> [<simo_count>] [<timeout>] [<lag>] [<expires>] "
     "[<taking_calls>] | del <fifo_name> <originate_string>]",
     "Add members to a fifo", answer_fifo_member, "mod_fifo"},
    {"valet_info", "[<lot name>]", "Valet Parking Info", answer_valet_info, "mod_valet_parking"},
};

}  // namespace eslio::testing::fake
