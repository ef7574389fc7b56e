// The bodies of the functions of call_applications.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/call_applications.hpp>

#include <vector>

namespace eslio::testing::fake {

ESLIO_COLD dialplan_place parse_place(std::string_view words) {
    std::vector<std::string> all = separate(words, ' ', 4);
    all.resize(3);
    return {std::move(all[0]), std::move(all[1]), std::move(all[2])};
}

inline dialplan_place place_of_transfer(std::string_view words) {
    dialplan_place to = parse_place(words);
    if (to.extension.empty()) to.extension = usual_extension;
    return to;
}

ESLIO_COLD void go_on_without_other(call& left) {
    if (left.after_bridge) return std::exchange(left.after_bridge, nullptr)(left);
    const std::string_view wish = left.leg().vars["hangup_after_bridge"];
    const bool explicitly = left.leads_bridge && wire::iequals(wish, "explicit");
    if (!explicitly && goes_elsewhere_after_bridge(left)) return;
    if (!left.leads_bridge)
        left.hang_up(left.leg().is_answered() ? "NORMAL_CLEARING" : "ORIGINATOR_CANCEL");
    else if (explicitly || is_true(wish))
        left.hang_up("NORMAL_CLEARING");
    else if (!left.running().end("bridge"))
        go_on_after_bridge(left);
}

ESLIO_COLD void transfer_call(machine& m, call& c, std::string_view words) {
    transfer_calls(m, {{&c, std::string(words)}});
}

ESLIO_COLD void transfer_calls(
    machine& m, const eslio::detail::compact_vector<std::pair<call*, std::string>>& all) {
    eslio::detail::compact_vector<bool> allowed;
    allowed.reserve(all.size());
    for (const auto& [c, words] : all) {
        allowed.push_back(note_transfer(c->leg(), place_of_transfer(words)));
        if (!allowed.back()) continue;
        c->leg().vars.set("signal_bond", {});
        if (const auto other = c->partner.lock()) other->leg().vars.set("signal_bond", {});
        c->leg().set_state(channel_state::routing);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        call& c = *all[i].first;
        if (!allowed[i]) {
            c.hang_up("EXCHANGE_ROUTING_ERROR");
            continue;
        }
        const auto other = c.partner.lock();
        if (other) unbridge(c);
        const bool alone =
            !detail::any_where(all, [&](const auto& one) { return one.first == other.get(); });
        if (other && alone) go_on_without_other(*other);
        const caller_profile& p = c.leg().profile;
        c.transfer(
            m.actions_of({place_of_transfer(all[i].second).extension, p.dialplan, p.context}));
    }
}

ESLIO_COLD void run_execute_extension(machine& m, call& c, const running_app& app) {
    constexpr std::size_t most_inside = 17;  // switch_core_session_execute_exten
    const bool too_deep = c.running().depth_of(app.name) > most_inside;
    dialplan_place where = parse_place(app.argument);
    if (where.context.empty()) where.context = c.leg().profile.context;
    c.running().run_inside(too_deep ? dialplan() : m.actions_of(where));
}

ESLIO_COLD void afterwards(machine& m, call& c, core::duration delay,
                           detail::shared_function<void(machine&, call&)> what) {
    m.after(delay, [&m, weak = c.weak_from_this(), what = std::move(what)] {
        const auto alive = weak.lock();
        if (alive && !alive->leg().is_down()) what(m, *alive);
    });
}

ESLIO_COLD bool has_variables(event_name type) noexcept {
    using n = event_name;
    static constexpr n types[] = {n::channel_create,
                                  n::channel_originate,
                                  n::channel_uuid,
                                  n::channel_answer,
                                  n::channel_park,
                                  n::channel_unpark,
                                  n::channel_bridge,
                                  n::channel_unbridge,
                                  n::channel_progress,
                                  n::channel_hangup,
                                  n::channel_progress_media,
                                  n::channel_hangup_complete,
                                  n::channel_data,
                                  n::channel_execute,
                                  n::channel_execute_complete,
                                  n::channel_destroy,
                                  n::channel_hold,
                                  n::channel_unhold,
                                  n::api,
                                  n::session_heartbeat,
                                  n::record_start,
                                  n::record_stop,
                                  n::playback_start,
                                  n::playback_stop,
                                  n::call_update,
                                  n::media_bug_start,
                                  n::media_bug_stop,
                                  n::text,
                                  n::custom,
                                  n::request_params};
    return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

ESLIO_COLD void run_event_application(machine& m, call& c, const running_app& app) {
    event given;
    std::string_view rest = app.argument;
    while (!rest.empty()) {
        std::string_view pair = wire::next_word(rest, ',');
        const std::string_view name = wire::trim(wire::next_word(pair, '='));
        if (!name.empty()) given.add(name, pair);
    }
    event_name type = parse_event_name(given["Event-Name"]);
    if (type == event_name::unknown) type = event_name::channel_application;
    event e = m.make_event(type, {"mod_dptools.c", "event_function", 2156});
    std::string subclass(type == event_name::custom ? given["Event-Subclass"] : "");
    for (const event_header h : given.headers())
        if (!wire::iequals(h.name(), "Event-Name")) e.add(h.name(), h.value());
    c.leg().add_basic(e);
    if (has_variables(type)) c.leg().vars.write(e);
    m.fire(signal{std::move(e), type, std::move(subclass)});
}

ESLIO_COLD std::chrono::milliseconds send_digits(machine& m, call& c, std::string_view text) {
    const auto far = c.far_end.lock();
    variables& v = c.leg().vars;
    std::chrono::milliseconds pause{0};
    unsigned whole = 0;
    for (const digit& key : parse_keys(text, "UNKNOWN")) {
        whole += key.duration / 8 + 250;
        if (key.key == 'w' || key.key == 'W')
            pause += std::chrono::milliseconds(key.key == 'w' ? 500 : 1000);
        else if (wire::starts_with(c.leg().name(), "null/"))
            v.set("null_channel_dtmf_queued", std::string(v["null_channel_dtmf_queued"]) + key.key);
        else if (far && pause == pause.zero())
            far->running().press(key);
        else if (far)
            afterwards(m, *far, pause, [key](machine&, call& then) { then.running().press(key); });
    }
    if (whole != 0) v.set("last_dtmf_duration", std::to_string(whole));
    return pause;
}

ESLIO_COLD bool hold_call(call& c, bool held) {
    channel& leg = c.leg();
    if (leg.profile.source != "mod_loopback") return leg.mark_held(held);
    if (!held) return false;
    leg.on_hold_alone = true;
    leg.fire_full(event_name::channel_hold, places::hold_alone);
    return true;
}

}  // namespace eslio::testing::fake
