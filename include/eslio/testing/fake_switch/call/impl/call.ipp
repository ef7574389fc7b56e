// The bodies of the functions of call.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/call.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void call::start(const originate_request& wanted, outcome done) {
    done_ = std::move(done);
    prepare();
    if (wanted.application.empty() && !wanted.argument.empty())
        dialled_ =
            dialplan_place{wanted.argument, wanted.dialplan.empty() ? "XML" : wanted.dialplan,
                           wanted.context.empty() ? "default" : wanted.context};
    waits_for_answer_ = waits_for_answer(wanted.variables);
    waits_for_ringing_ = is_true(wanted.variables["return_ring_ready"]);
    create(wanted);
    if (plan_.ringing()) later(*plan_.ringing(), [this] { ring(); });
    if (plan_.early()) later(*plan_.early(), [this] { go_early(); });
    if (plan_.refusal())
        later(*plan_.refusal(), [this] {
            if (!leg_.is_down()) note_sip_end(leg_, sip_code(plan_.refusal_cause()));
            hang_up(plan_.refusal_cause());
        });
    else if (plan_.answer())
        later(*plan_.answer(), [this] { answer(); });
    later(originate_timeout(wanted), [this] {
        if (done_) {
            timed_out = true;
            hang_up("NO_ANSWER");
        }
    });
    if (const auto limit = seconds_of(wanted, "leg_timeout")) limit_leg(limit);
    if (const auto limit = seconds_of(wanted, "leg_progress_timeout"))
        later(*limit, [this] {
            if (done_ && leg_.profile.times.progress == 0 && !leg_.is_early())
                hang_up("PROGRESS_TIMEOUT");
        });
}

ESLIO_COLD void call::limit_leg(std::optional<core::duration> limit) {
    ++leg_limits_;
    if (!limit) return;
    later(*limit, [this, number = leg_limits_] {
        if (done_ && number == leg_limits_) hang_up("ALLOTTED_TIMEOUT");
    });
}

ESLIO_COLD void call::start(const incoming_call& wanted) {
    prepare();
    fill_incoming(leg_, wanted);
    leg_.first_caller = {leg_.profile.caller_name, leg_.profile.caller_number};
    leg_.profile.times.created = inside_.date();
    leg_.in_dialplan = true;
    leg_.fire_codecs();
    set_incoming_variables(leg_, wanted);
    leg_.run_state(channel_state::init);
    leg_.set_state(channel_state::routing);
    leg_.fire_full(event_name::channel_create, places::run_create);
    leg_.set_call_state(call_state::ringing);
    route(leg_);
    leg_.run_state(channel_state::execute);
    if (plan_.patience())
        later(*plan_.patience(), [this] {
            if (!leg_.is_answered()) hang_up("ORIGINATOR_CANCEL");
        });
    later({}, [this] { run_actions(); });
}

ESLIO_COLD void call::start_far_end(call& near, dialplan where, const event& given) {
    prepare();
    actions = std::move(where);
    far_end = near.weak_from_this();
    near.far_end = weak_from_this();
    caller_profile& p = leg_.profile;
    p = near.leg().profile;
    leg_.first_caller = {p.caller_name, p.caller_number};
    p.direction = p.logical_direction = "inbound";
    p.uuid = inside_.new_uuid();
    p.channel_name = "loopback/" + p.destination + "-b";
    p.times.created = inside_.date();
    leg_.in_dialplan = true;
    leg_.fire_codecs();
    set_far_end_variables(leg_, near.leg(), given);
    // Its thread begins while the near end goes on (mod_loopback.c: channel_on_init).
    later({}, [this] { run_far_end(); });
}

ESLIO_COLD void call::run_far_end() {
    if (leg_.is_down()) return;
    leg_.run_state(channel_state::init);
    leg_.set_state(channel_state::routing);
    leg_.fire_full(event_name::channel_create, places::run_create);
    route(leg_);
    leg_.run_state(channel_state::execute);
    later({}, [this] { run_actions(); });
}

ESLIO_COLD bool call::hang_up(std::string_view cause) {
    if (leg_.is_down()) return false;
    const cause_number why = find_cause(cause);
    const std::string_view name = why.name;
    // switch_channel.c: switch_channel_perform_hangup
    if (!partner.expired())
        leg_.vars.set("last_bridge_role", leads_bridge ? "originator" : "originatee");
    leg_.mark_down(why);
    inside_.for_each_listener([this](listener& l) { l.on_hangup(uuid(), leg_.name()); });
    finish_originate(name);
    for (const auto& tell : std::exchange(on_down, {})) tell(*this);
    later({}, [this] {
        if (held_by_socket)
            execution_.end_above_socket();
        else
            finish();
    });
    return true;
}

ESLIO_COLD bool call::release_from_socket() {
    if (!std::exchange(held_by_socket, false)) return false;
    const auto on = std::exchange(goes_on_, nullptr);
    if (leg_.is_down()) later({}, [this] { finish(); });
    if (leg_.is_down() || !on) return false;
    on(*this);
    return true;
}

ESLIO_COLD bool call::after_socket(detail::shared_function<void(call&)> what) {
    if (!held_by_socket) return false;
    execution_.leave();
    goes_on_ = std::move(what);
    return true;
}

ESLIO_COLD std::optional<std::string> call::value_of(std::string_view name) const {
    if (const std::string_view own = leg_.vars[name]; !own.empty()) return std::string(own);
    if (const auto field = leg_.profile.field(name)) return std::string(*field);
    std::string value = global ? global(name) : std::string();
    return value.empty() ? std::nullopt : std::optional<std::string>(std::move(value));
}

ESLIO_COLD void call::leave_for_dialplan(bool hunted) {
    if (hunted) leg_.set_state(channel_state::routing);
    execution_.stop();
    if (hunted) route(leg_);
}

ESLIO_COLD void call::transfer(dialplan where, bool hunted) {
    if (after_socket([where](call& then) { then.transfer(where); })) return;
    leave_for_dialplan(hunted);
    if (where.empty()) {
        hang_up("NO_ROUTE_DESTINATION");
        return;
    }
    if (hunted) sort_caller_and_callee(leg_);
    actions = std::move(where);
    leg_.run_state(channel_state::execute);
    run_actions();
}

ESLIO_COLD void call::run_actions() {
    if (leg_.is_down()) return;
    if (actions.empty()) return execution_.idle();
    execution_.run(std::move(actions), [this] { hang_up("NORMAL_CLEARING"); });
}

ESLIO_COLD void call::begin_steps() {
    if (std::exchange(steps_begun_, true)) return;
    if (plan_.hangup()) later(*plan_.hangup(), [this] { end_by_far_end(plan_.hangup_cause()); });
    core::duration when{};
    for (const caller_step& step : plan_.steps()) {
        when += step.delay;
        later(when, [this, step] { take(step); });
    }
}

ESLIO_COLD void call::fire_private(event e) {
    const auto to = diverted_to.lock();
    if (!to) return inside_.fire(std::move(e));
    const event_name type = e.type();
    to->on_private_event(std::make_shared<const signal>(signal{std::move(e), type, {}}));
}

ESLIO_COLD bool call::queue_event(signal s) {
    if (const auto to = diverted_to.lock()) {
        to->on_private_event(std::make_shared<const signal>(std::move(s)));
        return true;
    }
    if (events_.size() >= inside_.options.message_queue) return false;
    events_.push_back(std::move(s));
    execution_.poke();
    return true;
}

ESLIO_COLD void call::take_events() {
    const bool eaten = execution_.plays() || !partner.expired();
    if (events_.empty() || leg_.is_down() || (!eaten && !execution_.is_parked())) return;
    for (signal& s : std::exchange(events_, {})) {
        if (eaten) continue;
        leg_.add_basic(s.content);
        inside_.fire(std::move(s));
    }
}

ESLIO_COLD void call::divert(const std::shared_ptr<listener>& to) {
    diverted_to = to;
    if (!to) return;
    for (signal& s : events_) to->on_private_event(std::make_shared<const signal>(std::move(s)));
    events_.clear();
}

ESLIO_COLD void call::prepare() {
    execution_.owner = weak_from_this();
    execution_.hang_up = [this](std::string_view cause) { hang_up(cause); };
    execution_.fire_private = [this](event e) { fire_private(std::move(e)); };
    execution_.on_begun = [this](const running_app& app) {
        if (on_application) on_application(*this, app);
    };
    execution_.on_idle = [this] { take_events(); };
    execution_.on_key = [this](const digit& d) { send_on(d); };
    execution_.on_message = [this](const request& message) {
        if (message["call-command"] == "xferext") transfer_by(message);
    };
    execution_.expand.value_of = [this](std::string_view name, int index) {
        if (index < 0) return value_of(name).value_or(std::string());
        const auto element = leg_.vars.element(name, static_cast<std::size_t>(index));
        return element.empty() ? value_of(name).value_or(std::string()) : std::string(element);
    };
    leg_.on_moment = [this](const std::string& moment) { bound_.run(moment); };
    leg_.on_mark = [this](progress what) { bound_.run(what); };
    leg_.on_progress = [this](progress what) {
        if (what == progress::answered) begin_steps();
    };
    leg_.before_progress = [this](progress what) {
        const auto near = leg_.profile.direction == "inbound" ? far_end.lock() : nullptr;
        if (near) near->follow_far_end(what);
    };
}

ESLIO_COLD void call::send_on(const digit& d) {
    if (on_bridge_key && on_bridge_key(d.key)) return;
    const auto other = partner.lock();
    // switch_ivr_bridge.c: audio_bridge_thread
    if (other && ends_bridge_by.find(d.key) != std::string::npos)
        return (void)(leads_bridge ? *other : *this).hang_up("NORMAL_CLEARING");
    if (const auto far = other ? other->far_end.lock() : nullptr) far->running().press(d);
}

ESLIO_COLD void call::transfer_by(const request& message) {
    dialplan where;
    for (std::string_view text : message.content.values("application")) {
        const std::string_view name = wire::next_word(text);
        if (!is_dropped(text)) where.push_back({std::string(name), std::string(text)});
    }
    later({}, [this, where] {
        if (leg_.is_down()) return;
        if (!where.empty() || held_by_socket) return transfer(where);
        leave_for_dialplan(true);
        sort_caller_and_callee(leg_);
        leg_.run_state(channel_state::execute);
        hang_up("NORMAL_CLEARING");
    });
}

ESLIO_COLD void call::begin() {
    begun_ = true;
    tell_called_as();
    bound_.run("post_originate");
    if (leg_.is_down()) return;
    if (is_led) return finish_originate({});
    if (!dialled_) flip_caller_and_callee(leg_);
    finish_originate({});
    later({}, [this] { execute(); });
}

ESLIO_COLD void call::execute() {
    if (leg_.is_down()) return;
    leg_.vars.set("call_uuid", uuid());
    if (dialled_) {
        if (!begin_transfer(leg_, *dialled_)) return (void)hang_up("EXCHANGE_ROUTING_ERROR");
        route(leg_);
        flip_caller_and_callee(leg_);
        end_transfer(leg_, *dialled_);
        if (actions.empty() && !runs_nothing_) return (void)hang_up("NO_ROUTE_DESTINATION");
    }
    leg_.run_state(channel_state::execute);
    if (runs_nothing_)
        hang_up("NORMAL_CLEARING");
    else
        run_actions();
}

ESLIO_COLD void call::take(const caller_step& step) {
    if (leg_.is_down()) return;
    switch (step.what) {
        case caller_step::kind::press: execution_.press({step.text.front(), 2000, "RTP"}); break;
        case caller_step::kind::hold: leg_.mark_held(true); break;
        case caller_step::kind::unhold: leg_.mark_held(false); break;
        case caller_step::kind::hang_up: end_by_far_end(step.text); break;
    }
}

ESLIO_COLD void call::end_by_far_end(std::string_view cause) {
    if (!leg_.is_down()) note_sip_end(leg_, 200);
    hang_up(cause);
}

ESLIO_COLD void call::finish() {
    if (std::exchange(finished_, true)) return;
    execution_.finish();
    leg_.run_state(channel_state::hangup);
    hung_up_ = true;
    leg_.profile.times.hangup = inside_.date();
    for (const auto& tell : std::exchange(on_closed, {})) tell(*this);
    leg_.set_call_state(call_state::hangup);
    if (wire::starts_with(leg_.name(), "loopback/")) leg_.vars.set("is_loopback", "1");
    if (const auto other = far_end.lock()) {
        other->hang_up(leg_.cause());
        other->destroy_when_free();
    }
    leg_.run_state(channel_state::reporting);
    add_report_variables(leg_);
    bound_.run_hook("api_hangup_hook");
    bound_.run_hook("api_reporting_hook");
    event e = inside_.make_event(event_name::channel_hangup_complete, places::reporting);
    e.add("Hangup-Cause", leg_.cause());
    leg_.add_basic(e);
    leg_.vars.write(e);
    inside_.fire(std::move(e));
    execution_.end_asking();
    inside_.for_each_listener([this](listener& l) { l.on_reported(uuid()); });
    for (const auto& tell : std::exchange(on_report, {})) tell(*this);
    reported_ = true;
    if (!is_held()) destroy();
}

ESLIO_COLD bool call::is_held() const {
    const auto other = far_end.lock();
    return kept || !held_.expired() || (other && !other->hung_up_);
}

ESLIO_COLD std::shared_ptr<const void> call::hold() {
    if (auto known = held_.lock()) return known;
    const auto let_go = [weak = weak_from_this()](const void*) {
        if (const auto c = weak.lock()) c->destroy_when_free();
    };
    std::shared_ptr<const void> held(static_cast<const void*>(this), let_go);
    held_ = held;
    return held;
}

ESLIO_COLD void call::destroy() {
    if (std::exchange(destroyed_, true)) return;
    leg_.set_state(channel_state::destroy);
    leg_.fire_full(event_name::channel_destroy, places::destroyed);
    leg_.run_state(channel_state::destroy);
    if (on_gone) on_gone(*this);
}

}  // namespace eslio::testing::fake
