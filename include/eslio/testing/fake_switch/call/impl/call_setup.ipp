// The bodies of the functions of call_setup.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/call_setup.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string pick_caller(const originate_request& wanted, std::string_view variable,
                                   const std::string& given, std::string_view otherwise) {
    const std::string_view value = wanted.variables[variable];
    if (!value.empty()) return std::string(value);
    return given.empty() ? std::string(otherwise) : given;
}

ESLIO_COLD bool dialplan_place::is_xml() const noexcept {
    std::string_view rest = dialplan;
    if (rest.empty()) return true;
    while (!rest.empty())
        if (wire::iequals(wire::next_word(rest, ','), "XML")) return true;
    return false;
}

ESLIO_COLD bool waits_for_answer(const event& variables) {
    for (const char* name :
         {"bridge_early_media", "monitor_early_media_ring", "monitor_early_media_fail"})
        if (is_true(variables[name])) return true;
    const std::string_view wish = variables["ignore_early_media"];
    return is_true(wish) || wish == "consume" || wish == "ring_ready";
}

ESLIO_COLD dialplan_place loopback_place(const originate_request& wanted) {
    std::string_view rest = wanted.destination;
    wire::next_word(rest, '/');
    dialplan_place to;
    to.extension = std::string(wire::next_word(rest, '/'));
    to.context = std::string(wire::next_word(rest, '/'));
    to.dialplan = std::string(rest);
    const auto fill = [](std::string& field, const std::string& of_caller, const char* otherwise) {
        if (field.empty()) field = of_caller.empty() ? otherwise : of_caller;
    };
    fill(to.context, wanted.caller_context, "default");
    fill(to.dialplan, wanted.caller_dialplan, "xml");
    return to;
}

ESLIO_COLD void set_far_end_variables(channel& far, channel& near, const event& given) {
    variables& v = far.vars;
    v.set("direction", "inbound");
    v.set("uuid", far.uuid());
    v.set("session_id", std::to_string(far.inside().new_session_id()));
    v.set("channel_name", far.name());
    set_media_variables(v);
    for (const event_header h : given.headers()) v.set_checked(h.name(), h.value());
    v.set("other_loopback_leg_uuid", near.uuid());
    v.set("other_loopback_from_uuid", near.vars["loopback_from_uuid"]);
    v.set("loopback_leg", "B");
    v.set("call_uuid", far.uuid());
    near.vars.set("other_loopback_leg_uuid", far.uuid());
    near.vars.set("loopback_leg", "A");
}

ESLIO_COLD std::string_view user_part(std::string_view address) noexcept {
    return address.substr(0, address.find('@'));
}

ESLIO_COLD int sip_code(std::string_view cause) noexcept {
    static constexpr std::pair<std::string_view, int> codes[] = {
        {"UNALLOCATED_NUMBER", 404},
        {"NO_ROUTE_DESTINATION", 404},
        {"USER_BUSY", 486},
        {"NO_USER_RESPONSE", 408},
        {"NO_ANSWER", 480},
        {"SUBSCRIBER_ABSENT", 480},
        {"CALL_REJECTED", 603},
        {"NUMBER_CHANGED", 410},
        {"DESTINATION_OUT_OF_ORDER", 502},
        {"INVALID_NUMBER_FORMAT", 484},
        {"NORMAL_TEMPORARY_FAILURE", 503},
        {"INCOMPATIBLE_DESTINATION", 488},
    };
    for (const auto& [name, code] : codes)
        if (name == cause) return code;
    return 480;
}

ESLIO_COLD void note_sip_end(channel& leg, int code) {
    if (wire::starts_with(leg.name(), "sofia/"))
        leg.vars.set("proto_specific_hangup_cause", "sip:" + std::to_string(code));
}

ESLIO_COLD void fill_outgoing(channel& leg, const originate_request& wanted) {
    caller_profile& p = leg.profile;
    const std::string_view endpoint = endpoint_of(wanted);
    std::string_view rest = wanted.destination;
    wire::next_word(rest, '/');
    std::string_view last = rest;
    p.source = "mod_sofia";
    p.context = wanted.caller_context.empty() ? "default" : wanted.caller_context;
    p.dialplan = wanted.caller_dialplan;
    if (endpoint == "user" && p.dialplan.empty()) p.dialplan = "xml";
    p.channel_name = "sofia/internal/" + std::string(rest) + "@" + leg.inside().options.ipv4;
    if (endpoint == "loopback") {
        const dialplan_place to = loopback_place(wanted);
        p.source = "mod_loopback";
        p.dialplan = to.dialplan;
        p.context = to.context;
        p.channel_name = "loopback/" + to.extension + "-a";
        last = rest.substr(0, to.extension.size());
    } else if (endpoint == "null") {
        p.source = "mod_loopback";
        p.channel_name = "null/" + std::string(wire::next_word(last, '/'));
        last = rest.substr(0, rest.find('/'));
    } else if (endpoint != "user") {
        p.channel_name = wanted.destination;
    }
    const bool is_sip = endpoint == "sofia";
    const std::string_view whole = wanted.destination;
    if (is_sip) last = user_part(whole.substr(whole.rfind('/') + 1));
    p.destination = std::string(last);
    p.caller_name = pick_caller(wanted, "origination_caller_id_name", wanted.caller_name, {});
    p.caller_number =
        pick_caller(wanted, "origination_caller_id_number", wanted.caller_number, "0000000000");
    p.original_name = leg.other_leg ? leg.other_leg->original_name : p.caller_name;
    p.original_number = leg.other_leg ? leg.other_leg->original_number : p.caller_number;
    p.ani = leg.other_leg ? leg.other_leg->ani : p.caller_number;
    const std::string last_part(is_sip ? last : whole.substr(whole.rfind('/') + 1));
    p.callee_name = pick_caller(wanted, "origination_callee_id_name", {}, "Outbound Call");
    p.callee_number = pick_caller(wanted, "origination_callee_id_number", {}, last_part);
}

ESLIO_COLD void fill_incoming(channel& leg, const incoming_call& wanted) {
    caller_profile& p = leg.profile;
    const std::string& ip = leg.inside().options.ipv4;
    p.direction = p.logical_direction = "inbound";
    p.username = wanted.number();
    p.dialplan = "XML";
    p.caller_name = wanted.name().empty() ? wanted.number() : wanted.name();
    p.caller_number = wanted.number();
    p.original_name = p.caller_name;
    p.original_number = p.caller_number;
    p.network_address = ip;
    p.ani = p.caller_number;
    p.destination = wanted.destination();
    p.uuid = wanted.wanted_uuid().empty() ? leg.inside().new_uuid() : wanted.wanted_uuid();
    p.source = "mod_sofia";
    p.context = "default";
    p.channel_name = "sofia/internal/" + wanted.number() + "@" + ip;
}

ESLIO_COLD void set_media_variables(variables& v) {
    v.set("read_codec", "L16");
    v.set("read_rate", "8000");
    v.set("write_codec", "L16");
    v.set("write_rate", "8000");
}

ESLIO_COLD void set_outgoing_variables(channel& leg, const std::string& first_uuid) {
    variables& v = leg.vars;
    v.set("direction", "outbound");
    v.set("is_outbound", "true");
    v.set("uuid", first_uuid);
    v.set("call_uuid", first_uuid);
    v.set("session_id", std::to_string(leg.inside().new_session_id()));
    set_media_variables(v);
    v.set("channel_name", leg.name());
    if (leg.uuid() == first_uuid) return;
    v.set("uuid", leg.uuid());
    v.set("call_uuid", leg.uuid());
}

ESLIO_COLD void set_incoming_variables(channel& leg, const incoming_call& wanted) {
    variables& v = leg.vars;
    v.set("direction", "inbound");
    v.set("uuid", leg.uuid());
    v.set("session_id", std::to_string(leg.inside().new_session_id()));
    v.set("sip_from_user", wanted.number());
    v.set("sip_to_user", wanted.destination());
    v.set("channel_name", leg.name());
    set_media_variables(v);
    for (const auto& [name, value] : wanted.variables()) v.set(name, value);
    v.set("call_uuid", leg.uuid());
}

ESLIO_COLD void fire_new_uuid(channel& leg, const std::string& old_uuid) {
    event e = leg.inside().make_event(event_name::channel_uuid, places::set_uuid);
    e.add("Old-Unique-ID", old_uuid);
    const auto caller = std::exchange(leg.other_leg, std::nullopt);
    leg.add_basic(e);
    leg.other_leg = caller;
    leg.vars.write(e);
    leg.inside().fire(std::move(e));
}

ESLIO_COLD void fire_aborted_session(core& inside, std::string_view wanted_uuid) {
    channel leg(inside);
    leg.profile.channel_name = "N/A";
    leg.profile.uuid = wanted_uuid.empty() ? inside.new_uuid() : std::string(wanted_uuid);
    leg.vars.set("direction", leg.profile.direction);
    leg.vars.set("is_outbound", "true");
    leg.vars.set("uuid", leg.uuid());
    leg.vars.set("call_uuid", leg.uuid());
    leg.vars.set("session_id", std::to_string(inside.new_session_id()));
    leg.fire_aborted();
}

ESLIO_COLD bool begin_transfer(channel& leg, const dialplan_place& to) {
    const std::string before(leg.vars["max_forwards"]);
    const int forwards = before.empty() ? 70 : std::atoi(before.c_str()) - 1;
    if (forwards <= 0) return false;
    leg.vars.set("max_forwards", std::to_string(forwards));
    caller_profile& p = leg.profile;
    leg.other_leg.reset();
    leg.listed.reset();
    p.rdnis = std::exchange(p.destination, to.extension);
    if (wire::iequals(p.dialplan, "inline")) p.dialplan.clear();
    if (!to.dialplan.empty()) p.dialplan = to.dialplan;
    if (p.dialplan.empty()) p.dialplan = "XML";
    if (!to.context.empty()) p.context = to.context;
    if (p.context.empty()) p.context = "default";
    p.step(leg.inside().date(), leg.in_dialplan);
    return true;
}

ESLIO_COLD void note_transfer_source(channel& leg, const std::string& where) {
    caller_profile& p = leg.profile;
    p.transfer_source =
        std::to_string(leg.inside().epoch()) + ":" + leg.inside().new_uuid() + ":" + where;
    leg.vars.push("transfer_history", p.transfer_source);
    leg.vars.set("transfer_source", p.transfer_source);
}

ESLIO_COLD void end_transfer(channel& leg, const dialplan_place& to) {
    const caller_profile& p = leg.profile;
    note_transfer_source(leg, "bl_xfer:" + to.extension + "/" + p.context + "/" + p.dialplan);
}

ESLIO_COLD bool note_transfer(channel& leg, const dialplan_place& to) {
    if (!begin_transfer(leg, to)) return false;
    end_transfer(leg, to);
    return true;
}

ESLIO_COLD void route(channel& leg) {
    leg.run_state(channel_state::routing);
    caller_profile& p = leg.profile;
    if (wire::iequals(p.dialplan, "inline")) p.destination = std::exchange(p.rdnis, {});
}

ESLIO_COLD void flip_caller_and_callee(channel& leg) {
    caller_profile& p = leg.profile;
    leg.in_dialplan = true;
    leg.vars.set("pre_transfer_caller_id_name", p.caller_name);
    leg.vars.set("pre_transfer_caller_id_number", p.caller_number);
    leg.vars.set("channel_cid_flipped", "yes");
    std::swap(p.caller_name, p.callee_name);
    std::swap(p.caller_number, p.callee_number);
    event e = leg.inside().make_event(event_name::call_update, places::flip);
    e.add("Direction", "RECV");
    leg.add_basic(e);
    leg.vars.write(e);
    leg.inside().fire(std::move(e));
}

ESLIO_COLD void sort_caller_and_callee(channel& leg) {
    const bool came_in = leg.profile.direction == "inbound";
    if (came_in ? !leg.is_callee : leg.in_dialplan) return;
    leg.is_callee = false;
    flip_caller_and_callee(leg);
}

}  // namespace eslio::testing::fake
