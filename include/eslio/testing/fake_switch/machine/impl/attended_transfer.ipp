// The bodies of the functions of attended_transfer.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/attended_transfer.hpp>
#include <eslio/testing/fake_switch/machine/uuid_bridge.hpp>

namespace eslio::testing::fake {

ESLIO_COLD bool take_transfer_key(machine& m, call& a, char key) {
    const auto third = a.partner.lock();
    if (!third || a.running().depth_of("att_xfer") == 0) return false;
    const auto is_for = [&](std::string_view name, char usual) {
        const std::string_view own = a.leg().vars[name];
        const std::string_view theirs = third->leg().vars[name];
        return key == (!own.empty() ? own.front() : !theirs.empty() ? theirs.front() : usual);
    };
    if (is_for("attxfer_hangup_key", '*')) return a.hang_up("NORMAL_CLEARING");
    if (is_for("attxfer_cancel_key", '#')) return third->hang_up("NORMAL_CLEARING");
    if (is_for("attxfer_conf_key", '0')) m.asked_in_vain.insert("key attxfer_conf_key");
    return false;
}

ESLIO_COLD void come_back(call& a) {
    const auto b = a.left.lock();
    if (b) {
        a.leg().other_leg = b->leg().profile.of_originatee();
        a.leg().other_type = "originatee";
    }
    a.leg().vars.set("signal_bond", a.left_uuid);
    if (!a.left_uuid.empty() && a.leg().vars["originate_disposition"] == "SUCCESS")
        a.leg().vars.set("att_xfer_result", b ? "success" : "failure");
    a.running().end("att_xfer");
}

ESLIO_COLD void rejoin(machine& m, call& a) {
    const auto b = a.left.lock();
    a.left.reset();
    if (!b || a.leg().is_down() || b->leg().is_down()) return;
    a.partner = b;
    b->partner = a.weak_from_this();
    // If nobody was reached the bridge has never ended (mod_dptools.c: att_thread_run).
    if (a.leg().vars["originate_disposition"] != "SUCCESS") return;
    a.leads_bridge = true;
    b->leads_bridge = false;
    bridge_by_uuid(m, a.uuid(), b->uuid());
}

ESLIO_COLD void hand_over_left(machine& m, call& a) {
    const auto b = a.left.lock();
    const auto c = a.partner.lock();
    a.left.reset();
    if (!b || b->leg().is_down()) return;
    if (!c) return (void)b->hang_up("NORMAL_CLEARING");
    unbridge(a);
    // The first bridge ends after the application.
    const auto leave = [b, first = a.weak_from_this()] {
        const auto gone = first.lock();
        if (gone) fire_bridge(*gone, *b, event_name::channel_unbridge, places::unbridged);
    };
    if (a.running().depth_of("att_xfer") != 0)
        a.running().after_top(leave);
    else
        leave();
    park_without_application(*c);
    const bool joined = bridge_by_uuid(m, c->uuid(), b->uuid());
    c->leg().vars.set("att_xfer_result", joined ? "success" : "failure");
}

ESLIO_COLD void run_att_xfer(machine& m, call& a, const running_app& app) {
    const std::weak_ptr<call> first = a.weak_from_this();
    a.leg().vars.set("originate_disposition", "failure");
    a.leg().vars.set("DIALSTATUS", "INVALIDARGS");
    a.left_uuid.clear();
    if (const auto b = a.partner.lock()) {
        a.left = b;
        a.left_uuid = b->uuid();
        a.partner.reset();
        b->partner.reset();
        b->on_down.push_back([first](call& gone) {
            const auto c = first.lock();
            if (c && c->left.lock().get() == &gone) c->left.reset();
        });
        // Before the bridge hears of it.
        a.on_down.insert(a.on_down.begin(), [&m](call& gone) { hand_over_left(m, gone); });
    }
    a.running().after_top([&m, first] {
        m.after({}, [&m, first] {
            if (const auto c = first.lock()) rejoin(m, *c);
        });
    });
    a.on_bridge_key = [&m, first](char key) {
        const auto c = first.lock();
        return c && take_transfer_key(m, *c, key);
    };
    wait_for_answer(a);
    dial_order order = order_of(a, app.argument);
    order.done = [&m, first](call* b, std::string_view cause) {
        const auto c = first.lock();
        if (!c || c->leg().is_down()) return;
        c->leg().vars.set("originate_disposition", b != nullptr ? "SUCCESS" : cause);
        c->leg().vars.set("DIALSTATUS", b != nullptr ? "SUCCESS" : dial_status(cause));
        if (b != nullptr) {
            c->after_bridge = [before = c->after_bridge](call& back) {
                come_back(back);
                back.after_bridge = before;
            };
            return bridge(*c, *b);
        }
        m.after({}, [first] {
            const auto again = first.lock();
            if (!again || again->leg().is_down()) return;
            stop_waiting(*again);
            come_back(*again);
        });
    };
    a.on_down.push_back([give_up = dial(m, order)](call&) { give_up("ORIGINATOR_CANCEL"); });
}

}  // namespace eslio::testing::fake
