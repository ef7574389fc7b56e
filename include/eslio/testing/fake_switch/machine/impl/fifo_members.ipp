// The bodies of the functions of fifo_members.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/call_setup.hpp>
#include <eslio/testing/fake_switch/machine/dialling.hpp>
#include <eslio/testing/fake_switch/machine/fifo.hpp>
#include <eslio/testing/fake_switch/machine/fifo_members.hpp>
#include <eslio/testing/fake_switch/text/md5.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

ESLIO_COLD std::size_t idle_consumers(const machine& m, const fifo_node& node) {
    std::size_t count = 0;
    for (const std::string& uuid : node.consumers) {
        const call* const c = m.find_live(uuid);
        if (c != nullptr && c->partner.expired()) ++count;
    }
    return count;
}

/// The same time in three units.
ESLIO_COLD header_list in_units(std::string name, std::int64_t time) {
    name += "-Time-";
    return {{name + "us", std::to_string(time)},
            {name + "ms", std::to_string(time / 1'000)},
            {name + "s", std::to_string(time / 1'000'000)}};
}

ESLIO_COLD header_list fifo_talk_times(const std::string& who, std::int64_t talk) {
    header_list all = in_units(who + "-Talk", talk);
    all.append(in_units(who + "-Hold", 0));
    return all;
}

ESLIO_COLD header_list times_of_consumer(std::int64_t start, std::int64_t now) {
    header_list all = in_units("FIFO-Consumer-Bridge", start);
    all.append(fifo_talk_times("FIFO-Consumer", now - start));
    return all;
}

/// The `{...}` that it begins with, which are taken off.
ESLIO_COLD std::string take_braces(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && text[end] == '{') {
        const std::size_t close = text.find('}', end);
        if (close == std::string_view::npos) break;
        end = close + 1;
    }
    std::string taken(text.substr(0, end));
    text.remove_prefix(end);
    return taken;
}

/// (extract_fifo_outbound_uuid, switch_md5_string)
ESLIO_COLD std::string id_of_member(const std::string& originate_string) {
    std::string_view rest = originate_string;
    const std::string braces = take_braces(rest);
    const auto groups = parse_destinations(braces + "null/x");
    const std::string_view own =
        groups.empty() || groups[0].empty() ? "" : groups[0][0].variables["fifo_outbound_uuid"];
    return own.empty() ? md5_sum::of(originate_string) : std::string(own);
}

ESLIO_COLD void remove_fifo_member(machine& m, const std::string& queue,
                                   const std::string& originate_string) {
    fifo_node& node = m.kept.fifos[queue];
    if (node.ready == 0) node.ready = 1;
    const std::string id = id_of_member(originate_string);
    detail::erase_where(node.outbound, [&](const fifo_member& one) { return one.id == id; });
}

ESLIO_COLD void add_fifo_member(machine& m, const std::string& queue, fifo_member member) {
    remove_fifo_member(m, queue, member.originate_string);
    member.id = id_of_member(member.originate_string);
    m.kept.fifos[queue].outbound.push_back(std::move(member));
    call_members_soon(m, queue);
}

ESLIO_COLD void stop_calling_members(machine& m, const std::string& queue,
                                     const std::string& caller, std::string_view cause) {
    auto& calling = m.kept.fifos[queue].calling;
    const auto* const found = calling.find(caller);
    if (found == nullptr) return;
    const auto give_up = *found;
    calling.erase(caller);
    give_up(cause);
}

/// The members that are called for one caller, all at once (outbound_ringall_thread_run).
struct member_round {
    std::string queue;
    std::string caller;                ///< their UUID
    std::string ids;                   ///< of the members, with commas
    std::string dialled;               ///< as the events tell it
    std::string braces;                ///< what is said of all legs
    int timeout = 0;                   ///< seconds
    std::vector<std::string> members;  ///< their ids
};

ESLIO_COLD void add_to_round(member_round& round, const fifo_member& member, bool is_last) {
    const std::string said = "leg_timeout=" + std::to_string(member.timeout) +
                             ",fifo_outbound_uuid=" + member.id + ",fifo_name=" + round.queue;
    std::string_view rest = member.originate_string;
    if (rest.find("user/") != std::string_view::npos) {
        round.dialled += "{ignore_early_media=true,outbound_redirect_fatal=true," + said + "}";
        round.dialled.append(rest).append(is_last ? "" : ":_:");
    } else {
        round.braces += take_braces(rest);
        round.dialled += "[" + said + "]";
        round.dialled.append(rest).append(",");
    }
    round.timeout = std::max(round.timeout, member.timeout);
    round.ids += (round.ids.empty() ? "" : ",") + member.id;
    round.members.push_back(member.id);
}

ESLIO_COLD header_list about_round(const member_round& round) {
    return {{"outbound-strategy", "ringall"}, {"caller-uuid", round.caller}};
}

template <class Function>
void for_each_in_round(machine& m, const member_round& round, Function f) {
    for (fifo_member& one : m.kept.fifos[round.queue].outbound)
        if (detail::any_where(round.members, [&](const std::string& id) { return id == one.id; }))
            f(one);
}

ESLIO_COLD void note_round_failed(machine& m, const member_round& round, std::string_view cause) {
    const bool acceptable = cause == "ORIGINATOR_CANCEL" || cause == "PICKED_OFF";
    if (!acceptable)
        for_each_in_round(m, round, [&](fifo_member& one) {
            ++one.failures;
            one.next_call = m.epoch() + one.lag + 1;
        });
    event e = m.make_event(event_name::custom, {"mod_fifo.c", "outbound_ringall_thread_run", 1});
    e.add("FIFO-Name", round.queue).add("FIFO-Action", "post-dial");
    header_list all = about_round(round);
    all.add("result", "failure").add("acceptable", acceptable ? "true" : "false");
    all.add("cause", cause).add("originate_string", round.dialled);
    all.add("FIFO-Outbound-UUID-List", round.ids);
    for (const event_header h : all.headers()) e.add(h.name(), h.value());
    m.fire(signal{std::move(e), event_name::custom, "fifo::info"});
}

/// The member is there, and serves one caller.
ESLIO_COLD void lead_into_fifo(machine& m, const member_round& round, call& up) {
    header_list all = about_round(round);
    all.add("FIFO-Outbound-UUID", up.leg().vars["fifo_outbound_uuid"]);
    all.add("FIFO-Outbound-UUID-List", round.ids).add("result", "success");
    all.add("originate_string", round.dialled);
    fire_fifo(m, up, round.queue, "post-dial", all);
    up.leg().vars.set("fifo_pop_order", {});
    flip_caller_and_callee(up.leg());
    m.after({}, [weak = up.weak_from_this(), argument = round.queue + " out nowait"] {
        const auto c = weak.lock();
        if (!c || c->leg().is_down()) return;
        c->leg().vars.set("call_uuid", c->uuid());
        c->actions = {{"fifo", argument}};
        c->leg().run_state(channel_state::execute);
        c->run_actions();
    });
}

ESLIO_COLD dial_order order_of_round(const member_round& round, const call& caller) {
    dial_order order;
    std::string_view dialled = round.dialled;
    if (!dialled.empty() && dialled.back() == ',') dialled.remove_suffix(1);
    order.destinations = round.braces + std::string(dialled);
    const caller_profile& who = caller.leg().profile;
    order.common.caller_name = who.caller_name;
    order.common.caller_number = who.caller_number;
    order.common.timeout = std::to_string(round.timeout == 0 ? 60 : round.timeout);
    event& said = order.common.variables;
    said.add("origination_caller_id_name", who.caller_name);
    said.add("origination_caller_id_number", who.caller_number);
    said.add("fifo_bridge_uuid", round.caller);
    const variables& vars = caller.leg().vars;
    said.add("fifo_originate_uuid", vars["fifo_originate_uuid"]);
    std::string_view exported = vars["fifo_export"];
    while (!exported.empty()) {
        const std::string_view name = wire::next_word(exported, ',');
        if (!vars[name].empty()) said.add(name, vars[name]);
    }
    order.prepare = [](call& leg) { leg.is_led = true; };
    return order;
}

ESLIO_COLD void dial_round(machine& m, const member_round& round, call& caller) {
    caller.leg().vars.set("fifo_originate_uuid", m.new_uuid());
    header_list all = about_round(round);
    all.add("originate_string", round.dialled).add("FIFO-Outbound-UUID-List", round.ids);
    fire_fifo(m, caller, round.queue, "pre-dial", all);
    for_each_in_round(m, round, [](fifo_member& one) { one.rings = true; });
    ++m.kept.fifos[round.queue].ringing;
    dial_order order = order_of_round(round, caller);
    const auto is_over = std::make_shared<bool>(false);
    order.done = [&m, round, is_over](call* up, std::string_view cause) {
        *is_over = true;
        fifo_node& node = m.kept.fifos[round.queue];
        node.calling.erase(round.caller);
        if (node.ringing > 0) --node.ringing;
        for_each_in_round(m, round, [](fifo_member& one) { one.rings = false; });
        if (up != nullptr) return lead_into_fifo(m, round, *up);
        note_round_failed(m, round, cause);
        call_members_soon(m, round.queue, std::chrono::seconds(1));
    };
    const auto give_up = dial(m, order);
    if (!*is_over) m.kept.fifos[round.queue].calling[round.caller] = give_up;
}

/// Calls those who are free for the first one who waits (find_consumers).
ESLIO_COLD void call_members(machine& m, const std::string& queue) {
    fifo_node& node = m.kept.fifos[queue];
    if (static_cast<int>(node.callers.size()) <= node.ringing) return;
    if (idle_consumers(m, node) != 0) return;
    std::vector<const fifo_member*> chosen;
    bool is_timed = false;
    for (const fifo_member& one : node.outbound) {
        if (!one.is_free()) continue;
        if (one.next_call <= m.epoch())
            chosen.push_back(&one);
        else
            is_timed = true;
    }
    const auto rank = [](const fifo_member* one) {
        return std::make_tuple(one->next_call, one->failures, one->calls);
    };
    std::stable_sort(chosen.begin(), chosen.end(),
                     [&](const fifo_member* a, const fifo_member* b) { return rank(a) < rank(b); });
    call* const caller = m.find_live(node.callers.front());
    if (!chosen.empty() && caller != nullptr) {
        member_round round;
        round.queue = queue;
        round.caller = caller->uuid();
        for (const fifo_member* one : chosen) add_to_round(round, *one, one == chosen.back());
        dial_round(m, round, *caller);
    } else if (is_timed) {
        call_members_soon(m, queue, std::chrono::seconds(1));
    }
}

ESLIO_COLD void call_members_soon(machine& m, const std::string& queue,
                                  std::chrono::milliseconds delay) {
    fifo_node& node = m.kept.fifos[queue];
    if (node.outbound.empty() || node.callers.empty()) return;
    if (std::exchange(node.looks_soon, true)) return;
    m.after(delay, [&m, queue] {
        fifo_node& same = m.kept.fifos[queue];
        same.looks_soon = false;
        if (!same.outbound.empty() && !same.callers.empty()) call_members(m, queue);
    });
}

ESLIO_COLD header_list count_talk(machine& m, const call& consumer, bool begins) {
    const std::string id(consumer.leg().vars["fifo_outbound_uuid"]);
    if (id.empty()) return {};
    int talks = begins ? 1 : 0;
    std::vector<std::string> queues;
    for (auto& [name, node] : m.kept.fifos)
        for (fifo_member& one : node.outbound) {
            if (one.id != id) continue;
            one.talks = std::max(0, one.talks + (begins ? 1 : -1));
            talks = one.talks;
            if (begins) {
                one.failures = 0;
                continue;
            }
            ++one.calls;
            one.next_call = m.epoch() + one.lag + 1;
            queues.push_back(name);
        }
    for (const std::string& queue : queues) call_members_soon(m, queue, std::chrono::seconds(1));
    return {{"FIFO-Consumer-Outbound-ID", id}, {"FIFO-Consumer-Use-Count", std::to_string(talks)}};
}

ESLIO_COLD void track_member(machine& m, call& consumer) {
    variables& vars = consumer.leg().vars;
    if (consumer.leg().is_down() || vars["fifo_outbound_uuid"].empty()) return;
    if (!vars["fifo_track_call"].empty()) return;
    vars.set("fifo_track_call", "true");
    header_list all = count_talk(m, consumer, true);
    const bool came_in = consumer.leg().profile.direction == "inbound";
    const auto value = [&](const char* name) {
        return consumer.value_of(came_in ? "destination_number" : name).value_or("");
    };
    all.add("FIFO-Type", "manual").add("FIFO-Caller-CID-Name", value("caller_id_name"));
    all.add("FIFO-Caller-CID-Number", value("caller_id_number"));
    fire_fifo(m, consumer, "manual_calls", "channel-consumer-start", all);
    // A hook on the call's state comes before what the core ends in it, as recordings.
    consumer.on_closed.insert(consumer.on_closed.begin(), [&m](call& gone) {
        header_list of_end = {{"FIFO-Type", "manual"}};
        of_end.append(count_talk(m, gone, false));
        of_end.append(times_of_consumer(gone.leg().profile.times.bridged, m.date()));
        fire_fifo(m, gone, "manual_calls", "channel-consumer-stop", of_end);
    });
}

}  // namespace eslio::testing::fake
