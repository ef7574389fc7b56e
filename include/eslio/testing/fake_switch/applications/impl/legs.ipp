// The bodies of the functions of legs.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/legs.hpp>
#include <eslio/testing/fake_switch/machine/uuid_bridge.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_transfer(machine& m, call& c, const running_app& app) {
    std::string_view words = app.argument;
    const bool other = wire::istarts_with(words, "-bleg ");
    const bool both = wire::istarts_with(words, "-both ");
    if (other || both) wire::next_word(words);
    // Without another leg `-bleg` moves nobody (mod_dptools.c: transfer_function).
    const auto partner = other || both ? c.partner.lock() : nullptr;
    if (other && partner) transfer_call(m, *partner, words);
    if (other) return;
    c.running().leave_dialplan();
    afterwards(m, c, {}, [partner, text = std::string(words)](machine& then, call& moved) {
        if (partner)
            transfer_calls(then, {{partner.get(), text}, {&moved, text}});
        else
            transfer_call(then, moved, text);
    });
}

ESLIO_COLD void run_intercept(machine& m, call& c, const running_app& app) {
    std::string_view rest = app.argument;
    const bool other = wire::istarts_with(rest, "-bleg ");
    if (other) wire::next_word(rest);
    call* wanted = m.find_live(wire::next_word(rest));
    const auto partner = wanted == nullptr ? nullptr : wanted->partner.lock();
    if (other) wanted = partner.get();
    if (wanted == nullptr || wanted == &c) return;
    const bool bridged = !wanted->partner.expired();
    if (bridged && is_true(c.leg().vars["intercept_unbridged_only"])) return;
    if (wanted->leg().is_answered() && is_true(c.leg().vars["intercept_unanswered_only"])) return;
    c.running().leave_dialplan();
    c.leg().other_leg = wanted->leg().profile.of_originatee();
    c.leg().other_type = "originatee";
    c.leg().vars.set("uuid_bridge", wanted->uuid());
    afterwards(m, c, {}, [uuid = wanted->uuid()](machine& then, call& mine) {
        call* const taken = then.find_live(uuid);
        if (taken == nullptr) return;
        mine.answer_incoming();
        taken->answer_incoming();
        // The leg that they call is theirs no more.
        call* const called = then.find_live(taken->leg().vars["originate_signal_bond"]);
        if (called != nullptr && taken->partner.expired()) called->hang_up("PICKED_OFF");
        bridge_by_uuid(then, mine.uuid(), uuid, "PICKED_OFF");
    });
}

ESLIO_COLD void run_eavesdrop(machine& m, call& c, const running_app& app) {
    if (app.argument == "all") return;
    call* const heard = m.find_live(app.argument);
    if (heard == nullptr || heard == &c) return end_soon(m, c, app);
    add_bug(m, *heard, "eavesdrop", heard->uuid());
    c.running().after_top([&m, number = m.kept.last_bug, weak = heard->weak_from_this()] {
        if (const auto there = weak.lock()) remove_bug(m, *there, number);
    });
    heard->on_down.push_back([weak = c.weak_from_this(), uuid = app.uuid](call&) {
        if (const auto alive = weak.lock()) alive->running().end_execution(uuid);
    });
}

ESLIO_COLD void run_park_state(machine& m, call& c, const running_app&) {
    c.running().leave_dialplan();
    afterwards(m, c, {}, [](machine&, call& then) { park_without_application(then); });
}

ESLIO_COLD void run_check_acl(machine&, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 3);
    if (words.size() < 2) return;
    const ip_address address = ip_address::of(words[0]);
    if (!address.empty() && is_allowed(address, words[1])) return;
    c.hang_up(words.size() > 2 ? words[2] : "CALL_REJECTED");
}

ESLIO_COLD void run_callcenter(machine& m, call& c, const running_app& app) {
    if (!m.kept.queues.contains(app.argument)) return end_soon(m, c, app);
    wait_in_queue(m, c, app.argument);
}

ESLIO_COLD void run_fifo(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 5);
    const bool in = words.size() > 1 && wire::iequals(words[1], "in");
    const bool out = words.size() > 1 && wire::iequals(words[1], "out");
    const bool waits = words.size() < 3 || wire::iequals(words[2], "wait");
    if (in) return wait_in_fifo(m, c, words[0]);
    if (out && (waits || wire::iequals(words[2], "nowait")))
        return serve_fifo(m, c, words[0], waits);
    end_soon(m, c, app);
}

}  // namespace eslio::testing::fake
