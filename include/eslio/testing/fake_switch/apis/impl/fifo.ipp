// The bodies of the functions of fifo.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/fifo.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string fifo_count(const machine& m, const std::string& name,
                                  const fifo_node& node) {
    return name + ":" + std::to_string(node.consumers.size()) + ":" +
           std::to_string(node.waiting()) + ":" + std::to_string(node.outbound.size()) + ":" +
           std::to_string(node.ringing) + ":" + std::to_string(idle_consumers(m, node)) + "\n";
}

ESLIO_COLD std::string fifo_report(const std::string& name, const fifo_node& node) {
    const std::string waiting = std::to_string(node.waiting());
    std::string out = "  <fifo name=\"" + name + "\" consumer_count=\"" +
                      std::to_string(node.consumers.size()) + "\" caller_count=\"" + waiting +
                      "\" waiting_count=\"" + waiting + "\" importance=\"" +
                      std::to_string(node.importance) +
                      "\" outbound_per_cycle=\"0\" outbound_per_cycle_min=\"0\" ring_timeout=\"0\" "
                      "default_lag=\"0\" outbound_priority=\"" +
                      std::to_string(node.outbound_priority) +
                      "\" outbound_strategy=\"ringall\">\n"
                      "    <outbound></outbound>\n    <callers>";
    for (const std::string& uuid : node.callers)
        out += "\n      <caller uuid=\"" + uuid + "\" status=\"WAITING\"></caller>";
    if (!node.callers.empty()) out += "\n    ";
    return out + "</callers>\n    <consumers></consumers>\n    <bridges></bridges>\n  </fifo>\n";
}

ESLIO_COLD std::string fifo_status(const std::string& name, const fifo_node& node) {
    const std::string priority = std::to_string(node.outbound_priority);
    return "node: " + name +
           "\n outbound_name: \n outbound_per_cycle: 0 outbound_per_cycle_min: 0 "
           "outbound_priority: " +
           priority +
           " outbound_strategy: ringall\n has_outbound: " + (node.outbound.empty() ? "0" : "1") +
           "\n outbound_priority: " + priority +
           "\n busy: 0\n ready: " + std::to_string(node.ready) +
           "\n waiting: " + std::to_string(node.waiting()) + "\n";
}

ESLIO_COLD std::string answer_fifo(const api_call& c) {
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
    if (verb == "status") {  // of all of them, whatever is named (mod_fifo: node_dump)
        std::string out;
        for (const auto& [name, node] : all) out += fifo_status(name, node);
        return out + " caller_orig:\n consumer_orig:\n bridge:\n";
    }
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
        fifo_node* const found = words.size() > 1 ? all.find(words[1]) : nullptr;
        if (found == nullptr) return "no fifo by that name\n";
        if (words.size() > 2) found->importance = std::max(std::atoi(words[2].c_str()), 0);
        return "importance: " + std::to_string(found->importance) + "\n";
    }
    if (verb == "count")
        return or_none(each([&](const std::string& name, const fifo_node& node) {
            return fifo_count(c.inside, name, node);
        }));
    if (verb == "has_outbound")
        return or_none(each([](const std::string& name, const fifo_node& node) {
            return name + ":" + (node.outbound.empty() ? "0" : "1") + "\n";
        }));
    return "-ERR Usage: " + std::string(c.syntax) + "\n";
}

ESLIO_COLD std::string answer_fifo_member(const api_call& c) {
    const std::vector<std::string> words = c.words(8);
    if (words.empty()) return c.usage();
    const bool add = wire::iequals(words[0], "add");
    if ((!add && !wire::iequals(words[0], "del")) || words.size() < 3) return "-ERR Invalid!\n";
    if (!add) {
        remove_fifo_member(c.inside, words[1], words[2]);
        return "+OK\n";
    }
    const auto number = [&](std::size_t place, int otherwise) {
        const int given = place < words.size() ? std::atoi(words[place].c_str()) : otherwise;
        return given < 0 ? otherwise : given;
    };
    fifo_member member;
    member.originate_string = words[2];
    member.simultaneous = number(3, 1);
    member.timeout = number(4, 60);
    member.lag = number(5, 5);
    add_fifo_member(c.inside, words[1], member);
    return "+OK\n";
}

ESLIO_COLD std::string answer_fifo_add_outbound(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 2) return "0";
    const int priority = words.size() > 2 ? std::atoi(words[2].c_str()) : 0;
    fifo_node& node = c.inside.kept.fifos[words[0]];
    return std::to_string(++node.outbound_calls[std::clamp(priority, 0, 9)]);
}

ESLIO_COLD std::string answer_valet_info(const api_call& c) {
    std::string out = "<lots>\n";
    for (const std::string& lot : c.inside.kept.valet_lots) {
        if (!c.arguments.empty() && c.arguments != lot) continue;
        out += "  <lot name=\"" + lot + "\">\n";
        for (const valet_place& p : c.inside.kept.valet)
            if (p.lot == lot)
                out += "    <extension uuid=\"" + p.call + "\">" + p.extension + "</extension>\n";
        out += "  </lot>\n";
    }
    return out + "</lots>\n";
}

}  // namespace eslio::testing::fake
