// The bodies of the functions of fifo.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/fifo.hpp>
#include <eslio/testing/fake_switch/machine/fifo_members.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void fire_fifo(machine& m, const call& of, const std::string& queue,
                          const std::string& action, const header_list& more) {
    event e = m.make_event(event_name::custom, {"mod_fifo.c", "fifo_function", 1});
    of.leg().add_basic(e);
    of.leg().vars.write(e);
    e.add("FIFO-Name", queue).add("FIFO-Action", action);
    for (const event_header h : more.headers()) e.add(h.name(), h.value());
    m.fire(signal{std::move(e), event_name::custom, "fifo::info"});
}

ESLIO_COLD void set_fifo_status(machine& m, call& c, std::string_view status) {
    c.leg().vars.set("fifo_status", status);
    c.leg().vars.set("fifo_timestamp", calendar(m.date()).local());
}

ESLIO_COLD bool waits_for_callers(const machine& m, const call& c, const std::string& queue) {
    const auto* const fifo = m.kept.fifos.find(queue);
    return fifo != nullptr && detail::any_where(fifo->consumers, [&](const std::string& one) {
               return one == c.uuid();
           });
}

/// After a bridge the consumer is left alone for a while, then serves again (fifo_function).
ESLIO_COLD void wrap_up(machine& m, call& c, const std::string& queue, const std::string& run) {
    const variables& vars = c.leg().vars;
    const std::string given(vars["fifo_consumer_wrapup_time"]);
    const auto time = static_cast<std::uint32_t>(given.empty() ? 5000 : std::atoi(given.c_str()));
    if (time != 0 || !vars["fifo_consumer_wrapup_key"].empty()) {
        c.leg().vars.set("fifo_status", "WRAPUP");
        fire_fifo(m, c, queue, "consumer_wrapup");
    }
    m.after(std::chrono::milliseconds(time), [&m, queue, run, weak = c.weak_from_this()] {
        const auto same = weak.lock();
        if (!same || same->leg().is_down() || !same->running().executes(run)) return;
        same->leg().vars.set("fifo_status", "WAITING");
        fire_fifo(m, *same, queue, "consumer_reentrance");
        serve_next(m, *same, queue, true);
    });
}

/// It serves no more in that run of `fifo`. If it talks, its bridge ends first.
inline void stop_serving(machine& m, call& c, const std::string& queue) {
    forget_text(m.kept.fifos[queue].consumers, c.uuid());
    if (!c.after_bridge) return fire_fifo(m, c, queue, "consumer_stop");
    // Once more if that waits for the caller's report: who leaves does not.
    while (c.after_bridge) std::exchange(c.after_bridge, nullptr)(c);
}

/// Unless it has been served.
inline void give_up_in_fifo(machine& m, call& gone, const std::string& queue) {
    if (!forget_text(m.kept.fifos[queue].callers, gone.uuid())) return;
    set_fifo_status(m, gone, "ABORTED");
    fire_fifo(m, gone, queue, "abort");
    stop_calling_members(m, queue, gone.uuid(), "ORIGINATOR_CANCEL");
}

/// Its `fifo_priority`: those of the first slot are served first.
inline int fifo_slot(const call& c) {
    return std::clamp(std::atoi(std::string(c.leg().vars["fifo_priority"]).c_str()), 0, 9);
}

/// Tells how many wait in that slot then.
ESLIO_COLD std::size_t push_in_slot(machine& m, const call& c, const std::string& queue, int slot) {
    std::vector<std::string>& callers = m.kept.fifos[queue].callers;
    const auto slot_of = [&](const std::string& uuid) {
        const call* const other = m.find_call(uuid);
        return other == nullptr ? 0 : fifo_slot(*other);
    };
    std::size_t place = 0;
    std::size_t count = 1;
    for (; place < callers.size() && slot_of(callers[place]) <= slot; ++place)
        if (slot_of(callers[place]) == slot) ++count;
    callers.insert(callers.begin() + static_cast<std::ptrdiff_t>(place), c.uuid());
    return count;
}

ESLIO_COLD void wait_in_fifo(machine& m, call& c, const std::string& queue) {
    c.answer_incoming();
    variables& vars = c.leg().vars;
    const int slot = fifo_slot(c);
    fire_fifo(m, c, queue, "push", {{"FIFO-Slot", std::to_string(slot)}});
    vars.set("fifo_position", std::to_string(push_in_slot(m, c, queue, slot)));
    if (vars["fifo_priority"].empty()) vars.set("fifo_priority", std::to_string(slot));
    set_fifo_status(m, c, "WAITING");
    vars.set("fifo_push_timestamp", vars["fifo_timestamp"]);
    vars.set("fifo_serviced_uuid", {});
    c.on_down.push_back([&m, queue](call& gone) { give_up_in_fifo(m, gone, queue); });
    // Transferred or bridged, it waits no more (mod_fifo: `abort` in fifo_function).
    c.running().when_left("fifo", [&m, queue, weak = c.weak_from_this()] {
        if (const auto moved = weak.lock()) give_up_in_fifo(m, *moved, queue);
    });
    const std::vector<std::string> consumers = m.kept.fifos[queue].consumers;
    for (const std::string& uuid : consumers) {
        call* const consumer = m.find_live(uuid);
        const bool is_free = consumer != nullptr && !consumer->after_bridge &&
                             consumer->leg().vars["fifo_status"] != "WRAPUP";
        if (is_free) return serve_next(m, *consumer, queue, true);
    }
    call_members_soon(m, queue);
}

ESLIO_COLD void serve_fifo(machine& m, call& c, const std::string& queue, bool waits) {
    if (waits) {
        m.kept.fifos[queue].consumers.push_back(c.uuid());
        c.answer_incoming();
    }
    fire_fifo(m, c, queue, "consumer_start");
    set_fifo_status(m, c, "WAITING");
    // Each run tells of its own end (mod_fifo.c: fifo_function).
    const std::string run = c.running().uuid_of("fifo");
    c.on_down.push_back([&m, queue, run](call& gone) {
        if (!gone.running().executes(run)) return;
        end_bridge(gone);
        stop_serving(m, gone, queue);
    });
    c.running().when_left("fifo", [&m, queue, weak = c.weak_from_this()] {
        const auto moved = weak.lock();
        const bool serves = moved && (moved->after_bridge || waits_for_callers(m, *moved, queue));
        if (serves) stop_serving(m, *moved, queue);
    });
    m.after({}, [&m, queue, waits, run, weak = c.weak_from_this()] {
        const auto alive = weak.lock();
        const bool serves = alive && alive->running().executes(run);
        if (serves && !alive->leg().is_down()) serve_next(m, *alive, queue, waits);
    });
}

/// The consumer's thread sees that the caller has gone when they have been reported.
ESLIO_COLD void end_when_reported(call& gone, call& consumer,
                                  const detail::shared_function<void(call&)>& end) {
    gone.kept = true;
    const auto over = std::make_shared<bool>(false);
    consumer.after_bridge = [end, over](call& mine) {
        if (!std::exchange(*over, true)) end(mine);
    };
    gone.on_report.push_back([over, weak = consumer.weak_from_this()](call& reported) {
        const auto mine = weak.lock();
        if (mine && !*over) std::exchange(mine->after_bridge, nullptr)(*mine);
        reported.let_go();
    });
}

ESLIO_COLD void serve_next(machine& m, call& consumer, const std::string& queue, bool waits) {
    std::vector<std::string>& callers = m.kept.fifos[queue].callers;
    // A member is called for one of them.
    const std::string wanted(consumer.leg().vars["fifo_bridge_uuid"]);
    call* caller = wanted.empty() || !forget_text(callers, wanted) ? nullptr : m.find_live(wanted);
    while (caller == nullptr && !callers.empty()) {
        caller = m.find_live(callers.front());
        callers.erase(callers.begin());
    }
    if (caller == nullptr) {
        // FreeSWITCH frees such a queue, and may crash (mod_fifo.c: fifo_add_outbound).
        if (m.kept.fifos[queue].waiting() != 0) m.asked_in_vain.insert("fifo_add_outbound");
        if (waits && !consumer.leg().is_down()) return;
        forget_text(m.kept.fifos[queue].consumers, consumer.uuid());
        fire_fifo(m, consumer, queue, "consumer_stop");
        track_member(m, consumer);
        return (void)consumer.running().end("fifo");
    }
    fire_fifo(m, *caller, queue, "caller_pop");
    fire_fifo(m, consumer, queue, "consumer_pop", {{"FIFO-Caller-UUID", caller->uuid()}});
    caller->leg().vars.set("fifo_serviced_by", consumer.uuid());
    caller->leg().vars.set("fifo_serviced_uuid", consumer.uuid());
    consumer.after_bridge = [&m, queue, waits, run = consumer.running().uuid_of("fifo"),
                             other = caller->weak_from_this()](call& mine) {
        const auto end = [&m, queue, waits, run, other](call& same) {
            part_fifo_legs(m, same, other.lock(), queue);
            if (same.running().executes(run) && waits_for_callers(m, same, queue))
                return wrap_up(m, same, queue, run);
            fire_fifo(m, same, queue, "consumer_stop");
            track_member(m, same);
            if (!waits) same.running().end_execution(run);
        };
        const auto gone = other.lock();
        if (!gone || !gone->leg().is_down() || mine.leg().is_down()) return end(mine);
        end_when_reported(*gone, mine, end);
    };
    join_fifo_legs(m, consumer, *caller, queue);
}

/// The consumer's callee is the caller's, and the caller is called by the consumer (fifo_function).
ESLIO_COLD void get_fifo_profiles(call& consumer, call& caller) {
    if (caller.leg().profile.direction == "inbound") caller.leg().is_callee = true;
    for (call* const c : {&consumer, &caller}) {
        c->leg().listed = c->leg().profile;
        c->leg().profile.step(c->leg().inside().date(), c->leg().in_dialplan);
    }
    know_each_other(consumer, caller);
    caller_profile& of_consumer = consumer.leg().profile;
    caller_profile& of_caller = caller.leg().profile;
    of_consumer.callee_name = of_caller.callee_name;
    of_consumer.callee_number = of_caller.callee_number;
    of_caller.callee_name = of_caller.caller_name;
    of_caller.callee_number = of_caller.caller_number;
    of_caller.caller_name = of_consumer.caller_name;
    of_caller.caller_number = of_consumer.caller_number;
}

ESLIO_COLD void join_fifo_legs(machine& m, call& consumer, call& caller, const std::string& queue) {
    caller.running().stop();
    caller.leg().run_state(channel_state::hibernate);
    consumer.answer_incoming();
    header_list told = {
        {"FIFO-Type", "onhook"},
        {"FIFO-Caller-CID-Name", consumer.value_of("caller_id_name").value_or("")},
        {"FIFO-Caller-CID-Number", consumer.value_of("caller_id_number").value_or("")}};
    get_fifo_profiles(consumer, caller);
    const std::string start = std::to_string(m.epoch());
    const auto tell_both = [&](std::string_view name, std::string_view of_consumer,
                               std::string_view of_caller) {
        consumer.leg().vars.set(std::string(name), of_consumer);
        caller.leg().vars.set(std::string(name), of_caller);
    };
    const header_list of_member = count_talk(m, consumer, true);
    set_fifo_status(m, consumer, "TALKING");
    set_fifo_status(m, caller, "TALKING");
    tell_both("fifo_target", caller.uuid(), consumer.uuid());
    tell_both("fifo_epoch_start_bridge", start, start);
    tell_both("fifo_role", "consumer", "caller");
    told.append(of_member);
    fire_fifo(m, consumer, queue, "channel-consumer-start", told);
    fire_fifo(m, consumer, queue, "bridge-consumer-start", of_member);
    fire_fifo(m, caller, queue, "bridge-caller-start");
    tell_both("signal_bond", caller.uuid(), consumer.uuid());
    tell_both("fifo_initiated_bridge", "true", "true");
    tell_both("fifo_bridge_role", "consumer", "caller");
    // (switch_ivr_bridge.c: check_bridge_export)
    consumer.leg().profile.callee_name = caller.leg().profile.callee_name;
    consumer.leg().profile.callee_number = caller.leg().profile.callee_number;
    talk(consumer, caller);
}

ESLIO_COLD void part_fifo_legs(machine& m, call& consumer, const std::shared_ptr<call>& caller,
                               const std::string& queue) {
    const std::int64_t start = consumer.leg().profile.times.bridged;
    const std::int64_t now = m.date();
    const header_list of_member = count_talk(m, consumer, false);
    header_list of_consumer = {{"FIFO-Type", "onhook"}};
    of_consumer.append(of_member);
    of_consumer.append(times_of_consumer(start, now));
    fire_fifo(m, consumer, queue, "channel-consumer-stop", of_consumer);
    fire_fifo(m, consumer, queue, "bridge-consumer-stop", of_member);
    const std::string_view began = consumer.leg().vars["fifo_epoch_start_bridge"];
    const std::int64_t first = std::atoll(std::string(began).c_str());
    const std::int64_t last = now / 1'000'000;
    const auto note_end = [last, seconds = last - first](call& c) {
        c.leg().vars.set("fifo_epoch_stop_bridge", std::to_string(last));
        c.leg().vars.set("fifo_bridge_seconds", std::to_string(seconds));
    };
    if (caller) {
        const auto tell = [&m, queue, caller, note_end,
                           times = fifo_talk_times("FIFO-Caller", now - start)] {
            fire_fifo(m, *caller, queue, "bridge-caller-stop", times);
            note_end(*caller);
            set_fifo_status(m, *caller, "DONE");
        };
        // One who was moved away is there before the consumer tells of it.
        if (caller->leg().is_down())
            tell();
        else
            m.after({}, tell);
    }
    note_end(consumer);
    set_fifo_status(m, consumer, "WAITING");
}

}  // namespace eslio::testing::fake
