// The bodies of class call that take a leg from its creation to its answer.
#pragma once

#include <eslio/testing/fake_switch/call/call.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::optional<core::duration> call::seconds_of(const originate_request& wanted,
                                                          std::string_view variable) {
    const int seconds = std::atoi(std::string(wanted.variables[variable]).c_str());
    if (seconds <= 0) return std::nullopt;
    return std::chrono::seconds(seconds);
}

ESLIO_COLD core::duration call::originate_timeout(const originate_request& wanted) {
    std::string_view text = wanted.timeout;
    if (text.empty()) text = wanted.variables["originate_timeout"];
    return std::chrono::seconds(wire::parse_number(text).value_or(60));
}

ESLIO_COLD void call::create(const originate_request& wanted) {
    runs_nothing_ = wanted.runs_nothing;
    called_as_ = wanted.called_as;
    endpoint_is_sip_ = endpoint_of(wanted) == "sofia";
    fill_outgoing(leg_, wanted);
    leg_.first_caller = {leg_.profile.caller_name, leg_.profile.caller_number};
    const bool loopback = leg_.profile.source == "mod_loopback";
    const std::string own_uuid(uuid_taken ? "" : wanted.variables["origination_uuid"]);
    const std::string first_uuid = inside_.new_uuid();
    leg_.profile.uuid = own_uuid.empty() || loopback ? first_uuid : own_uuid;
    const std::string name = leg_.profile.channel_name;
    if (loopback) {
        if (endpoint_of(wanted) == "loopback")
            leg_.profile.channel_name = wanted.destination + "-a";
        leg_.fire_codecs();
    }
    leg_.profile.channel_name = name;
    if (!own_uuid.empty()) leg_.profile.uuid = own_uuid;
    leg_.profile.times.created = inside_.date();
    leg_.set_state(channel_state::init);
    set_outgoing_variables(leg_, endpoint_is_sip_ ? leg_.uuid() : first_uuid);
    // One to be picked up begins where it is routed (mod_dptools.c: pickup_outgoing_channel).
    const bool begins_late = endpoint_of(wanted) == "pickup";
    // One of SIP is made with its UUID.
    if (!endpoint_is_sip_ && !own_uuid.empty() && !begins_late) fire_new_uuid(leg_, first_uuid);
    for (const event_header h : wanted.variables.headers())
        if (wire::istarts_with(h.name(), "execute_on_originate") ||
            wire::istarts_with(h.name(), "api_on_originate"))
            leg_.vars.set(h.name(), h.value());
    bound_.run("originate");
    if (const std::string_view by = leg_.vars["originator"];
        endpoint_of(wanted) == "loopback" && !by.empty())
        leg_.vars.set("loopback_from_uuid", std::string(by));
    leg_.fire_basic(event_name::channel_outgoing, places::outgoing);
    if (!first_call.empty()) leg_.vars.set("call_uuid", first_call);
    // Its thread begins when the variables are there; these the state tells of.
    for (const char* presence : {"presence_id", "presence_data"})
        leg_.vars.set_checked(presence, wanted.variables[presence]);
    if (!begins_late) leg_.run_state(channel_state::init);
    leg_.set_state(channel_state::routing);
    const bool nested = is_true(wanted.variables["origination_nested_vars"]);
    for (const event_header h : wanted.variables.headers())
        if (nested)
            leg_.vars.set(h.name(), h.value());
        else
            leg_.vars.set_checked(h.name(), h.value());
    leg_.vars.set("originate_early_media", waits_for_answer_ ? "false" : "true");
    leg_.vars.set("originate_endpoint", endpoint_of(wanted));
    if (on_created) on_created(*this);
    if (make_far_end) make_far_end(*this);
    if (!begins_late) {
        leg_.fire_full(event_name::channel_create, places::run_create);
        leg_.fire_full(event_name::channel_originate, places::run_originate);
    }
    leg_.run_state(channel_state::routing);
    leg_.run_state(channel_state::consume_media);
}

ESLIO_COLD void call::ring() {
    if (leg_.is_down() || leg_.is_answered()) return;
    leg_.mark_ringing();
    go_on_ringing();
}

ESLIO_COLD void call::go_on_ringing() {
    if (leg_.is_down()) return;
    if (waits_for_ringing_ && done_ && !leg_.other_leg && !asks_for_key()) begin();
}

ESLIO_COLD void call::go_early() {
    leg_.mark_early();
    go_on_early();
}

ESLIO_COLD void call::go_on_early() {
    if (leg_.is_down()) return;
    const bool joins = on_early && done_;
    if (!joins && (leg_.other_leg || waits_for_answer_ || leg_.is_answered() || begun_)) return;
    if (asks_for_key()) return;
    if (joins) tell_called_as();
    joins ? on_early() : begin();
}

ESLIO_COLD bool call::asks_for_key() {
    if (!asks_ && confirm && done_) asks_ = std::exchange(confirm, nullptr)(*this);
    return asks_;
}

ESLIO_COLD void call::accept_confirmed() {
    asks_ = false;
    if (leg_.other_leg) return join();
    if (!begun_) begin();
}

ESLIO_COLD void call::tell_called_as() {
    if (called_as_.empty()) return;
    leg_.fire_basic(event_name::channel_outgoing, places::outgoing);
    leg_.vars.set("originate_endpoint", std::exchange(called_as_, {}));
    if (on_created) on_created(*this);
}

ESLIO_COLD void call::join() {
    tell_called_as();
    finish_originate({});
}

ESLIO_COLD void call::follow_far_end(progress what) {
    if (leg_.is_down() || leg_.is_answered()) return;
    switch (what) {
        case progress::ringing: leg_.mark_ringing(); return later({}, [this] { go_on_ringing(); });
        case progress::early: leg_.mark_early(); return later({}, [this] { go_on_early(); });
        case progress::answered:
            leg_.mark_answered();
            return later({}, [this] { go_on_answered(); });
    }
}

ESLIO_COLD void call::answer() {
    if (leg_.is_down() || leg_.is_answered()) return;
    // A phone that tells no name has its number for one (sofia.c: sofia_update_callee_id).
    caller_profile& p = leg_.profile;
    if (endpoint_is_sip_) p.callee_name = p.callee_number;
    leg_.mark_answered();
    go_on_answered();
}

ESLIO_COLD void call::go_on_answered() {
    if (leg_.is_down()) return;
    if (const auto joined = partner.lock()) joined->answer_incoming();
    if (asks_for_key()) return;
    if (leg_.other_leg) return join();  // the bridge goes on from here
    if (!begun_) begin();
}

}  // namespace eslio::testing::fake
