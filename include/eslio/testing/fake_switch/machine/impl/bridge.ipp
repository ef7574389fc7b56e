// The bodies of the functions of bridge.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/bridge.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void fire_bridge(call& a, const call& b, event_name type, const place& origin) {
    event e = a.leg().inside().make_event(type, origin);
    e.add("Bridge-A-Unique-ID", a.uuid()).add("Bridge-B-Unique-ID", b.uuid());
    a.leg().add_basic(e);
    a.leg().vars.write(e);
    a.leg().inside().fire(std::move(e));
}

ESLIO_COLD bool part(call& a, call& b) {
    for (call* const c : {&a, &b}) run_bound_to_end_of_bridge(*c);
    if (a.partner.lock().get() != &b) return false;
    for (call* const c : {&a, &b}) {
        c->partner.reset();
        c->leg().vars.set("bridge_to", {});
    }
    return true;
}

ESLIO_COLD void tell_unbridged(call& a, call& b) {
    b.leg().vars.set("call_uuid", b.uuid());
    fire_bridge(a, b, event_name::channel_unbridge, places::unbridged);
}

ESLIO_COLD void unbridge(call& a) {
    const auto b = a.partner.lock();
    if (!b || !part(a, *b)) return;
    if (a.leads_bridge)
        tell_unbridged(a, *b);
    else
        tell_unbridged(*b, a);
}

ESLIO_COLD std::string_view dial_status(std::string_view cause) noexcept {
    if (cause == "ORIGINATOR_CANCEL") return "CANCEL";
    if (cause == "USER_BUSY") return "BUSY";
    if (cause == "NO_ANSWER") return "NOANSWER";
    if (cause == "DESTINATION_OUT_OF_ORDER" || cause == "INVALID_PROFILE") return "INVALIDARGS";
    if (cause == "CALL_REJECTED") return "DONTCALL";
    return cause;
}

ESLIO_COLD bool names_cause(std::string_view list, std::string_view cause) {
    const std::string number = std::to_string(find_cause(cause).number);
    while (!list.empty()) {
        const std::string_view word = wire::next_word(list, ',');
        if (wire::iequals(word, cause) || word == number) return true;
    }
    return false;
}

ESLIO_COLD bool goes_on_after(const channel& leg, std::string_view cause) {
    const std::string_view to_go_on = leg.vars["continue_on_fail"];
    const std::string_view to_fail = leg.vars["failure_causes"];
    if (to_go_on.empty() && to_fail.empty())
        return cause == "NO_ANSWER" || cause == "NO_USER_RESPONSE" || cause == "ORIGINATOR_CANCEL";
    if (!to_fail.empty() && !names_cause(to_fail, cause)) return true;
    return is_true(to_go_on) || names_cause(to_go_on, cause);
}

ESLIO_COLD void wait_for_answer(call& a) {
    if (a.leg().is_answered()) a.leg().set_call_state(call_state::ring_wait);
}

ESLIO_COLD void stop_waiting(call& a) {
    if (a.leg().is_answered()) a.leg().set_call_state(call_state::active);
}

ESLIO_COLD void park_without_application(call& c) {
    c.leg().set_state(channel_state::park);
    if (c.after_socket([](call& then) { park_without_application(then); })) return;
    c.running().stop();
    c.leg().run_state(channel_state::park);
    c.leg().fire_full(event_name::channel_park, places::parked);
    c.running().parked_alone = true;
    c.running().idle();
}

ESLIO_COLD bool goes_elsewhere_after_bridge(call& c) {
    if (!is_true(c.leg().vars["park_after_bridge"])) return send_on_after_bridge(c, true);
    park_without_application(c);
    return true;
}

ESLIO_COLD void go_on_after_bridge(call& a) {
    if (a.leg().state() == channel_state::soft_execute) a.leg().run_state(channel_state::execute);
    a.hang_up("NORMAL_CLEARING");
}

ESLIO_COLD void fail_bridge(call& a, std::string_view cause) {
    if (a.leg().is_down()) return;
    if (goes_on_after(a.leg(), cause))
        a.running().end("bridge");
    else
        a.hang_up(cause);
}

ESLIO_COLD void leave_by_a(call& a, call& b, bool at_once) {
    const bool answered = b.leg().profile.times.answered != 0;
    const bool parks = answered && is_true(b.leg().vars["park_after_bridge"]);
    if (parks || (answered && !place_after_bridge(b, true).empty())) {
        b.leg().vars.set("bridge_hangup_cause", a.leg().cause());
        unbridge(a);
        if (parks)
            park_without_application(b);
        else
            send_on_after_bridge(b, true);
        return;
    }
    if (!part(a, b)) return;
    b.kept = true;
    b.hang_up(answered ? "NORMAL_CLEARING" : "ORIGINATOR_CANCEL");
    const auto tell = [first = a.shared_from_this(), second = b.shared_from_this()] {
        first->leg().vars.set("bridge_hangup_cause", second->leg().cause());
        second->leg().vars.set("bridge_hangup_cause", first->leg().cause());
        tell_unbridged(*first, *second);
        second->let_go();
    };
    if (at_once)
        tell();
    else
        a.leg().inside().after({}, tell);
}

ESLIO_COLD bool is_busy_in_bridge(call& c) {
    return c.leads_bridge && c.running().depth() > c.bridge_depth;
}

ESLIO_COLD void end_bridge(call& gone, bool at_once) {
    const auto other = gone.partner.lock();
    if (!other) return;
    for (call* const c : {&gone, other.get()}) {
        if (!is_busy_in_bridge(*c)) continue;
        const bool waits_for_a = c != &gone;
        if (waits_for_a) gone.kept = true;
        return c->running().after_top([weak = gone.weak_from_this(), waits_for_a] {
            const auto ended = weak.lock();
            if (!ended) return;
            end_bridge(*ended, true);
            if (waits_for_a && ended->partner.expired()) ended->let_go();
        });
    }
    if (gone.leads_bridge && !other->leg().is_down()) return leave_by_a(gone, *other, at_once);
    const std::string cause(gone.leg().cause());
    other->leg().vars.set("bridge_hangup_cause", cause);
    unbridge(gone);
    if (other->leg().is_down()) return;
    if (other->after_bridge) return std::exchange(other->after_bridge, nullptr)(*other);
    const bool failed = gone.leg().profile.times.answered == 0;
    if (failed && goes_on_after(other->leg(), cause) && send_on_after_bridge(*other, false)) return;
    if (failed) return fail_bridge(*other, cause);
    const bool explicitly = wire::iequals(other->leg().vars["hangup_after_bridge"], "explicit");
    if (!explicitly && goes_elsewhere_after_bridge(*other)) return;
    if (explicitly || is_true(other->leg().vars["hangup_after_bridge"]))
        other->hang_up(cause);
    else if (!other->running().end("bridge"))
        go_on_after_bridge(*other);
}

ESLIO_COLD void talk(call& a, call& b) {
    if (a.leg().is_down() || b.leg().is_down()) return;
    export_over_bridge(a, b);
    b.leg().vars.set("call_uuid", a.uuid());
    const std::int64_t now = a.leg().inside().date();
    a.leg().profile.times.bridged = b.leg().profile.times.bridged = now;
    a.partner = b.shared_from_this();
    b.partner = a.shared_from_this();
    a.leads_bridge = true;
    b.leads_bridge = false;
    fire_bridge(a, b, event_name::channel_bridge, places::bridged);
    for (call* const c : {&a, &b}) {
        call& other = c == &a ? b : a;
        c->leg().vars.set("bridge_to", other.uuid());
        c->leg().vars.set("last_bridge_to", other.uuid());
        c->bridge_depth = c->running().depth();
        c->ends_bridge_by = c->leg().vars["bridge_terminate_key"];
        bond(c->leg(), other.leg());
        c->on_down.push_back([](call& gone) { end_bridge(gone); });
    }
    b.leg().run_state(channel_state::exchange_media);
    b.running().idle();
    if (b.leg().is_answered()) show_each_other(a, b);
    run_bound_to_bridge(a, b);
}

ESLIO_COLD void bridge(call& a, call& b) {
    if (a.leg().is_down() || b.leg().is_down()) return;
    const caller_profile& called = b.leg().profile;
    a.leg().listed = a.leg().profile;
    a.leg().profile.callee_name = called.callee_name;
    a.leg().profile.callee_number = called.callee_number;
    if (b.leg().is_answered())
        a.answer_incoming();
    else
        a.leg().mark_early();
    a.leg().other_leg = called.of_originatee();  // B knows A from its first event on
    a.leg().other_type = "originatee";
    a.leg().vars.set("signal_bond", b.uuid());
    a.leg().vars.set("originate_signal_bond", {});
    stop_waiting(a);
    talk(a, b);
}

ESLIO_COLD void bridge_failed(call& a, std::string_view cause) {
    a.leg().vars.set("originate_disposition", cause);
    a.leg().vars.set("DIALSTATUS", dial_status(cause));
    a.leg().vars.set("originate_failed_cause", cause);
    a.bound().run("post_originate");
    stop_waiting(a);
    fail_bridge(a, cause);
}

ESLIO_COLD void prepare_leg(call& a, call& b, bool waits) {
    if (!waits) b.on_early = [&b] { b.finish_originate({}); };
    b.leg().other_leg = a.leg().profile.of_originator();
    b.leg().other_type = "originator";
    b.leg().originator = std::shared_ptr<channel>(a.shared_from_this(), &a.leg());
    const std::string forwards(a.leg().vars["max_forwards"]);
    b.leg().vars.set("max_forwards",
                     forwards.empty() ? "70" : std::to_string(std::atoi(forwards.c_str()) - 1));
    if (a.leg().has_media) b.leg().vars.set("originator_codec", "L16@8000h@20i");
    b.leg().vars.set("originator", a.uuid());
    b.first_call = std::string(a.leg().vars["call_uuid"]);
    b.leg().vars.set("signal_bond", a.uuid());
}

ESLIO_COLD void give_early_media(call& a, std::string_view endpoint) {
    if (endpoint != "null" && endpoint != "loopback") return;
    const std::string refused = std::string(endpoint) + "_no_pre_answer";
    if (a.leg().profile.direction == "inbound" && !is_true(a.leg().vars[refused]))
        a.leg().mark_early();
}

ESLIO_COLD void note_leg(call& a, call& b) {
    b.leg().vars.set("originating_leg_uuid", a.uuid());
    a.leg().vars.set("originate_signal_bond", b.uuid());
    const caller_profile& called = b.leg().profile;
    a.leg().vars.push("originated_legs",
                      b.uuid() + ";" + called.callee_name + ";" + called.callee_number);
}

ESLIO_COLD dial_order order_of(call& a, std::string_view destinations) {
    dial_order order;
    order.common.variables = variables_for_legs(a);
    order.destinations = std::string(destinations);
    const auto groups = parse_destinations(destinations);
    const bool waits = waits_for_answer(order.common.variables) ||
                       (!groups.empty() && waits_for_answer(groups[0][0].variables));
    set_caller(a, order.common);
    order.common.timeout = std::string(a.leg().vars["call_timeout"]);
    order.note = [first = a.weak_from_this()](const call& leg, std::string_view cause) {
        if (const auto c = first.lock())
            c->leg().vars.push("originate_causes", leg.uuid() + ";" + std::string(cause));
    };
    order.about_to_call = [&a](const fake_user& user) {
        a.leg().vars.set("dialed_user", user.name);
        a.leg().vars.set("dialed_domain", user.domain);
    };
    order.about_to_make = [&a](std::string_view endpoint) { give_early_media(a, endpoint); };
    order.prepare = [&a, waits](call& b) {
        prepare_leg(a, b, waits);
        b.on_created = [&a](call& made) { note_leg(a, made); };
    };
    return order;
}

ESLIO_COLD void dial_for(
    machine& m, call& a, dial_order order,
    const detail::shared_function<void(call& a, call* b, std::string_view cause)>& done) {
    const std::weak_ptr<call> first = a.weak_from_this();
    const auto waits = std::make_shared<bool>(true);
    order.done = [&m, first, waits, done](call* b, std::string_view cause) {
        const auto by = first.lock();
        if (!by || !*waits) return;
        if (b != nullptr) {
            *waits = false;
            return done(*by, b, cause);
        }
        m.after({}, [first, waits, done, why = std::string(cause)] {
            const auto again = first.lock();
            if (again && std::exchange(*waits, false)) done(*again, nullptr, why);
        });
    };
    const auto give_up = dial(m, order);
    a.on_down.push_back([give_up](call&) { give_up("ORIGINATOR_CANCEL"); });
    if (!*waits) return;
    if (const std::string_view key = a.leg().vars["origination_cancel_key"]; !key.empty())
        a.on_bridge_key = [first, waits, give_up, cancels = key.front()](char pressed) {
            const auto by = first.lock();
            const bool hears = by && *waits && (by->leg().is_answered() || by->leg().is_early());
            if (hears && pressed == cancels) give_up("NO_ANSWER");
            return hears;
        };
    a.running().when_left([first, waits, give_up, bridges = a.running().running() == "bridge"] {
        const auto by = first.lock();
        if (!by || !std::exchange(*waits, false)) return;
        by->leg().vars.set("originate_disposition", "ORIGINATOR_CANCEL");
        by->leg().vars.set("DIALSTATUS", dial_status("ORIGINATOR_CANCEL"));
        if (bridges) by->leg().vars.set("originate_failed_cause", "ORIGINATOR_CANCEL");
        stop_waiting(*by);
        give_up("ORIGINATOR_CANCEL");
    });
}

ESLIO_COLD void run_bridge(machine& m, call& a, const running_app& app) {
    const std::weak_ptr<call> first = a.weak_from_this();
    if (app.argument.empty())  // audio_bridge_function has nothing to do
        return (void)m.after({}, [first] {
            if (const auto c = first.lock()) c->running().end("bridge");
        });
    a.leg().vars.set("originate_disposition", "failure");
    a.leg().vars.set("DIALSTATUS", "INVALIDARGS");
    wait_for_answer(a);
    a.bound().run("pre_originate");
    if (a.leg().is_down()) return;
    dial_for(m, a, order_of(a, app.argument), [](call& by, call* b, std::string_view cause) {
        if (b == nullptr) return bridge_failed(by, cause);
        by.leg().vars.set("originate_disposition", "SUCCESS");
        by.leg().vars.set("DIALSTATUS", "SUCCESS");
        b->bound().run("post_originate");
        // What runs then knows the other leg; the answer that `bridge` tells of does not.
        const auto before = std::exchange(by.leg().other_leg, b->leg().profile.of_originatee());
        by.leg().other_type = "originatee";
        by.bound().run("post_originate");
        by.leg().other_leg = before;
        bridge(by, *b);
    });
}

}  // namespace eslio::testing::fake
