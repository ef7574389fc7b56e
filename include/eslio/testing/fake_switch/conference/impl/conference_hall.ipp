// The bodies of the functions of conference_hall.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/conference_hall.hpp>

namespace eslio::testing::fake {

ESLIO_DECL void conference_hall::join(call& c, std::string_view argument) {
    const std::string_view whole = wire::next_word(argument, '+');
    const std::size_t at = whole.find('@');
    const std::string name(whole.substr(0, at));
    auto found = all_.find(name);
    if (found == all_.end()) {
        conference fresh;
        fresh.name = name;
        fresh.uuid = machine_.new_uuid();
        fresh.began = machine_.date();
        if (at != std::string_view::npos) fresh.profile = std::string(whole.substr(at + 1));
        found = all_.emplace(name, std::move(fresh)).first;
        fire(found->second, "conference-create", nullptr, {});
    }
    conference& room = found->second;
    if (room.locked) {
        machine_.after({}, [weak = c.weak_from_this()] {
            if (const auto alive = weak.lock()) alive->running().end("conference");
        });
        return;
    }
    conference_member m;
    m.who = c.weak_from_this();
    m.joined = machine_.date();
    m.id = machine_.options.first_conference_member + joined_++;
    room.members.insert(room.members.begin(), m);
    c.leg().vars.set("conference_name", name);
    c.leg().vars.set("conference_member_id", std::to_string(m.id));
    c.leg().vars.set("conference_uuid", room.uuid);
    fire(room, "add-member", &room.members.front(), {});
    if (room.floor == 0) give_floor(room, m.id);
    c.on_down.push_back([this, name, id = m.id](call&) { leave(name, id); });
}

ESLIO_DECL std::vector<conference_member> conference_hall::select(const conference& room,
                                                                  std::string_view who) {
    if (who == "all") return room.members;
    std::vector<conference_member> some;
    if (who == "last" && !room.members.empty()) some.push_back(room.members.front());
    for (const conference_member& m : room.members)
        if (std::to_string(m.id) == who) some.push_back(m);
    return some;
}

ESLIO_DECL conference_member* conference_hall::member(conference& room, unsigned id) {
    const auto found = std::find_if(room.members.begin(), room.members.end(),
                                    [&](const conference_member& m) { return m.id == id; });
    return found == room.members.end() ? nullptr : &*found;
}

ESLIO_DECL void conference_hall::leave(std::string_view name, unsigned id) {
    conference* const room = find(name);
    const auto gone = room == nullptr ? nullptr : member(*room, id);
    if (gone == nullptr) return;
    const conference_member was = *gone;
    room->members.erase(room->members.begin() + (gone - room->members.data()));
    if (room->floor == id) give_floor(*room, 0);
    fire(*room, "del-member", &was, {});
    if (!room->members.empty()) return;
    fire(*room, "conference-destroy", nullptr, {});
    all_.erase(all_.find(name));
}

ESLIO_DECL void conference_hall::kick(conference& room, const conference_member& m) {
    const std::string name = room.name;
    fire(room, "kick-member", &m, {});
    const auto c = m.who.lock();
    leave(name, m.id);
    if (c) c->running().end("conference");
}

ESLIO_DECL void conference_hall::fire(const conference& room, const char* action,
                                      const conference_member* who,
                                      const std::function<void(event&)>& more) {
    event e = machine_.make_event(event_name::custom, {"mod_conference.c", action, 1});
    e.add("Conference-Name", room.name).add("Conference-Domain", machine_.options.ipv4);
    e.add("Conference-Size", std::to_string(room.members.size()));
    e.add("Conference-Ghosts", "0").add("Conference-Profile-Name", room.profile);
    e.add("Conference-Unique-ID", room.uuid);
    if (who != nullptr) add_member(e, room, *who);
    e.add("Action", action);
    if (more) more(e);
    machine_.fire(signal{std::move(e), event_name::custom, "conference::maintenance"});
}

ESLIO_DECL void conference_hall::add_member(event& e, const conference& room,
                                            const conference_member& m) {
    const auto flag = [](bool b) { return b ? "true" : "false"; };
    e.add("Floor", flag(room.floor == m.id));
    if (const auto c = m.who.lock()) c->leg().add_basic(e);
    e.add("Video", "false").add("Hear", flag(m.hears)).add("See", "true");
    e.add("Speak", flag(m.speaks)).add("Talking", "false").add("Mute-Detect", "false");
    e.add("Hold", "false").add("Member-ID", std::to_string(m.id));
    e.add("Member-Type", "member").add("Member-Ghost", "false");
    e.add("Energy-Level", "100").add("Current-Energy", "0");
}

ESLIO_DECL void conference_hall::give_floor(conference& room, unsigned id) {
    const auto text = [](unsigned n) { return n == 0 ? "none" : std::to_string(n); };
    const unsigned before = room.floor;
    room.floor = id;
    fire(room, "floor-change", nullptr,
         [&](event& e) { e.add("Old-ID", text(before)).add("New-ID", text(id)); });
}

}  // namespace eslio::testing::fake
