// The bodies of the functions of conference_hall.hpp.
#pragma once

#include <eslio/event/channel_state.hpp>
#include <eslio/testing/fake_switch/conference/conference_hall.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void conference_hall::join(call& c, std::string_view words) {
    static constexpr std::string_view front = "bridge:";
    std::string text(words);
    const std::string flags = take_flags(text);
    std::string_view argument = text;
    const bool bridges = wire::istarts_with(argument, front);
    if (bridges) argument.remove_prefix(front.size());
    const std::string_view whole = wire::next_word(argument, bridges ? ':' : '+');
    const std::string place(whole);
    if (!bridges && !argument.empty()) machine_.asked_in_vain.insert("conference pin");
    conference& room = open(place, bridges ? 2 : 0);
    if (bridges) return bridge_to(c, place, argument);
    const bool inbound = c.leg().profile.direction == "inbound";
    if (room.locked && inbound) {
        machine_.after({}, [weak = c.weak_from_this()] {
            if (const auto alive = weak.lock()) alive->running().end("conference");
        });
        return;
    }
    if (inbound) c.answer_incoming();
    // What is bound to the answer may have ended the call, or emptied the conference.
    if (!c.leg().is_down()) return add(open(place, 0), c, flags);
    const std::string name = place.substr(0, place.find('@'));
    conference* const left = find(name);
    if (left != nullptr && left->members.empty()) destroy(*left);
}

ESLIO_COLD conference& conference_hall::open(std::string_view place, std::size_t least) {
    const std::size_t at = place.find('@');
    const std::string name(place.substr(0, at));
    if (conference* const known = all_.find(name)) return *known;
    conference& room = all_[name];
    room.name = name;
    room.uuid = machine_.new_uuid();
    room.began = machine_.date();
    room.least = least;
    if (at != std::string_view::npos) room.profile = std::string(place.substr(at + 1));
    static constexpr std::string_view usual_profile[][2] = {
        {"max_members", "0"},
        {"sound_prefix", "/usr/share/freeswitch/sounds"},
        {"caller_id_name", "Conf"},
        {"caller_id_number", "3000"},
        {"endconference_grace_time", "0"}};
    for (const auto& setting : usual_profile) room.settings[setting[0]] = setting[1];
    fire(room, "conference-create", nullptr, {});
    return room;
}

ESLIO_COLD void conference_hall::add(conference& room, call& c, std::string_view flags) {
    conference_member m;
    set_flags(machine_, m, flags);
    set_flags(machine_, m, c.leg().vars["conference_member_flags"]);
    m.who = c.weak_from_this();
    m.joined = machine_.date();
    m.id = machine_.options.first_conference_member + joined_++;
    room.members.insert(room.members.begin(), m);
    c.leg().vars.set("conference_name", room.name);
    c.leg().vars.set("app_session_uuid", room.uuid);
    c.leg().vars.set("conference_member_id", std::to_string(m.id));
    c.leg().vars.set("conference_moderator", m.is_moderator ? "true" : "false");
    c.leg().vars.set("conference_ghost", "false");
    c.leg().vars.set("conference_uuid", room.uuid);
    if (c.leg().vars["conference_call_key"].empty())
        c.leg().vars.set("conference_call_key", "conference_" + room.name + "_" + domain() + "_" +
                                                    c.leg().profile.caller_number);
    c.leg().fire_read_codec();
    fire(room, "add-member", &room.members.front(), {});
    fire_presence(room);
    if (room.floor == 0) give_floor(room, room.members.front());
    c.on_down.push_back([this, name = room.name, id = m.id](call&) { leave(name, id); });
    c.running().when_left("conference", [this, name = room.name, id = m.id] { leave(name, id); });
}

ESLIO_COLD void conference_hall::bridge_to(call& c, const std::string& place,
                                           std::string_view destinations) {
    c.leg().vars.set("originate_disposition", "failure");
    wait_for_answer(c);
    dial_order order = order_of(c, destinations);
    order.common.caller_name = "Conf";  // as in the usual profile
    order.common.caller_number = "3000";
    say_caller(order.common);
    order.common.application = "conference";
    order.common.argument = place;
    dial_for(machine_, c, order, [this, place](call& a, call* b, std::string_view cause) {
        if (a.leg().is_down()) return;
        a.leg().vars.set("originate_disposition", b != nullptr ? "SUCCESS" : cause);
        a.leg().vars.set("DIALSTATUS", b != nullptr ? "SUCCESS" : dial_status(cause));
        if (b != nullptr) know_each_other(a, *b);
        stop_waiting(a);
        if (b == nullptr) return (void)a.running().end("conference");
        add(open(place, 2), a);
        b->leg().run_state(channel_state::execute);
        b->run_actions();
    });
}

ESLIO_COLD conference_member* conference_hall::member(conference& room, unsigned id) {
    return detail::find_where(room.members, [&](const conference_member& m) { return m.id == id; });
}

ESLIO_COLD void conference_hall::leave(std::string_view name, unsigned id) {
    conference* const room = find(name);
    const auto gone = room == nullptr ? nullptr : member(*room, id);
    if (gone == nullptr) return;
    const conference_member was = *gone;
    const auto is_theirs = [id](const conference_file& f) { return f.member == id; };
    detail::erase_where(room->files, is_theirs);
    if (room->floor == id) take_floor(*room);
    room->members.erase(gone);
    const auto is_mandatory = [](const conference_member& m) { return m.is_mandatory; };
    if (was.ends_conference ||
        (was.is_mandatory && !detail::any_where(room->members, is_mandatory)))
        room->is_over = true;
    const auto c = was.who.lock();
    if (c) c->leg().vars.set("conference_call_key", {});
    fire_presence(*room);
    fire(*room, "del-member", &was, {});
    if (c) c->leg().fire_read_codec();
    if (!room->members.empty()) return settle(std::string(name));
    // The conference's thread sees it when the member has gone on (mod_conference.c:
    // conference_thread_run).
    machine_.after({}, [this, key = std::string(name), uuid = room->uuid] {
        machine_.after({}, [this, key, uuid] {
            conference* const left = find(key);
            if (left != nullptr && left->uuid == uuid && left->members.empty()) destroy(*left);
        });
    });
}

ESLIO_COLD void conference_hall::destroy(const conference& room) {
    fire_presence(room);
    fire(room, "conference-destroy", nullptr, {});
    all_.erase(room.name);
}

ESLIO_COLD void conference_hall::settle(const std::string& name) {
    machine_.after({}, [this, name] {
        conference* const room = find(name);
        if (room == nullptr || room->members.empty()) return;
        // The conference's thread looks for who has the floor before it sees that all is over.
        if (room->floor == 0) give_floor(*room, room->members.front());
        if (room->members.size() >= room->least && !room->is_over) return;
        const eslio::detail::compact_vector<conference_member> rest = room->members;
        for (const conference_member& m : rest)
            if (const auto c = m.who.lock()) c->hang_up("NORMAL_CLEARING");
    });
}

ESLIO_COLD void conference_hall::kick(conference& room, const conference_member& m,
                                      const char* action) {
    fire(room, action, &m, {});
    // Their own thread sees that they are to go with its next frame (conference_loop.c:
    // conference_loop_output).
    machine_.after(std::chrono::milliseconds(10), [this, name = room.name, id = m.id, who = m.who] {
        conference* const in = find(name);
        if (in == nullptr || member(*in, id) == nullptr) return;
        leave(name, id);
        if (const auto c = who.lock()) c->running().end("conference");
    });
}

ESLIO_COLD void conference_hall::fire(const conference& room, const char* action,
                                      const conference_member* who,
                                      const detail::shared_function<void(event&)>& more) {
    event e = machine_.make_event(event_name::custom, conference_place(action));
    add_room(e, room);
    // The floor's event tells of the conference, and then of the member, who tells of it again
    // (conference_member.c: conference_member_set_floor_holder).
    if (who != nullptr && action == std::string_view("floor-change")) add_room(e, room);
    if (who != nullptr) add_member(e, room, *who);
    e.add("Action", action);
    if (more) more(e);
    machine_.fire(signal{std::move(e), event_name::custom, "conference::maintenance"});
}

ESLIO_COLD void conference_hall::fire_presence(const conference& room) {
    event e = machine_.make_event(event_name::presence_in,
                                  {"mod_conference.c", "conference_send_presence", 3870});
    const std::size_t count = room.members.size();
    e.add("proto", "conf").add("login", room.name).add("from", room.name + '@' + domain());
    e.add("event_type", "presence").add("alt_event_type", "dialog");
    e.add("event_count", std::to_string(++presences_)).add("unique-id", room.name);
    if (count == 0) {
        e.add("force-status", "Inactive").add("channel-state", "CS_HANGUP");
        e.add("answer-state", "terminated").add("call-direction", "inbound");
    } else {
        const bool alone = count == 1;
        e.add("force-status",
              "Active (" + std::to_string(count) + (alone ? " caller)" : " callers)"));
        e.add("channel-state", "CS_ROUTING").add("answer-state", alone ? "early" : "confirmed");
        e.add("presence-call-direction", alone ? "outbound" : "inbound");
    }
    machine_.fire(std::move(e));
}

ESLIO_COLD void conference_hall::add_room(event& e, const conference& room) const {
    e.add("Conference-Name", room.name).add("Conference-Domain", domain());
    e.add("Conference-Size", std::to_string(room.members.size()));
    e.add("Conference-Ghosts", "0").add("Conference-Profile-Name", room.profile);
    e.add("Conference-Unique-ID", room.uuid);
}

ESLIO_COLD void conference_hall::add_member(event& e, const conference& room,
                                            const conference_member& m) {
    const auto flag = [](bool b) { return b ? "true" : "false"; };
    e.add("Floor", flag(room.floor == m.id));
    if (const auto c = m.who.lock()) c->leg().add_basic(e);
    e.add("Video", "false").add("Hear", flag(m.hears)).add("See", flag(m.sees));
    e.add("Speak", flag(m.speaks)).add("Talking", "false").add("Mute-Detect", "false");
    e.add("Hold", flag(m.held)).add("Member-ID", std::to_string(m.id));
    e.add("Member-Type", m.is_moderator ? "moderator" : "member").add("Member-Ghost", "false");
    e.add("Energy-Level", std::to_string(m.energy)).add("Current-Energy", "0");
}

ESLIO_COLD void conference_hall::give_floor(conference& room, const conference_member& m) {
    room.floor = m.id;
    fire(room, "floor-change", &m,
         [&](event& e) { e.add("Old-ID", "none").add("New-ID", std::to_string(m.id)); });
}

ESLIO_COLD void conference_hall::take_floor(conference& room, const std::string& old) {
    room.floor = 0;
    fire(room, "floor-change", nullptr,
         [&](event& e) { e.add("Old-ID", old).add("New-ID", "none"); });
}

}  // namespace eslio::testing::fake
