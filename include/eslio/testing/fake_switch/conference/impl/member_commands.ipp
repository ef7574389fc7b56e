// The bodies of the functions of member_commands.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/member_commands.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void member_order::fire(const char* action, const char* header, int value) const {
    hall.fire(room, action, &who, [&](event& e) {
        if (header != nullptr) e.add(header, std::to_string(value));
    });
}

ESLIO_COLD void change_level(int& level, const std::string& data, int step, int least, int most) {
    if (data.empty()) return;
    if (wire::iequals(data, "up"))
        level += step;
    else if (wire::iequals(data, "down"))
        level -= step;
    else
        level = std::atoi(data.c_str());
    level = std::min(std::max(level, least), most);
}

ESLIO_COLD std::string mute_member(const member_order& o) {
    o.who.speaks = false;
    o.fire("mute-member");
    return "+OK mute " + o.id() + "\n";
}

ESLIO_COLD std::string unmute_member(const member_order& o) {
    o.who.speaks = true;
    o.fire("unmute-member");
    return "+OK unmute " + o.id() + "\n";
}

ESLIO_COLD std::string toggle_mute(const member_order& o) {
    return o.who.speaks ? mute_member(o) : unmute_member(o);
}

ESLIO_COLD std::string deafen_member(const member_order& o) {
    o.who.hears = false;
    o.fire("deaf-member");
    return "+OK deaf " + o.id() + "\n";
}

ESLIO_COLD std::string undeafen_member(const member_order& o) {
    o.who.hears = true;
    o.fire("undeaf-member");
    return "+OK undeaf " + o.id() + "\n";
}

ESLIO_COLD std::string hold_member(const member_order& o) {
    o.who.held = true;
    if (!o.data.empty()) play_in_conference(o.hall, o.room, o.data, o.who.id, false);
    o.fire("hold-member");
    return "+OK hold " + o.id() + "\n";
}

ESLIO_COLD std::string unhold_member(const member_order& o) {
    o.who.held = false;
    stop_in_conference(o.hall, o.room, o.who.id, files_to_stop::all);
    o.fire("unhold-member");
    return "+OK unhold " + o.id() + "\n";
}

ESLIO_COLD std::string hide_member(const member_order& o) {
    if (o.who.held) return "-ERR member " + o.id() + " is on hold\n";
    o.who.is_seen = false;
    o.fire("vmute-member");
    return "+OK vmute " + o.id() + "\n";
}

ESLIO_COLD std::string show_member(const member_order& o) {
    if (o.who.held) return "-ERR member " + o.id() + " is on hold\n";
    o.who.is_seen = true;
    o.fire("unvmute-member");
    return "+OK unvmute " + o.id() + "\n";
}

ESLIO_COLD std::string toggle_hiding(const member_order& o) {
    return o.who.is_seen ? hide_member(o) : show_member(o);
}

ESLIO_COLD std::string blind_member(const member_order& o) {
    o.who.sees = false;
    o.fire("vblind-member");
    return "+OK vblind " + o.id() + "\n";
}

ESLIO_COLD std::string unblind_member(const member_order& o) {
    o.who.sees = true;
    o.fire("unvblind-member");
    return "+OK unvblind " + o.id() + "\n";
}

ESLIO_COLD std::string toggle_blindness(const member_order& o) {
    return o.who.sees ? blind_member(o) : unblind_member(o);
}

ESLIO_COLD std::string set_energy(const member_order& o) {
    change_level(o.who.energy, o.data, 200, 0, 1800);
    std::string out = "Energy " + o.id() + " = " + std::to_string(o.who.energy) + "\n";
    if (o.who.auto_energy != 0 && o.who.energy > o.who.auto_energy) {
        o.who.auto_energy = 0;
        out += "Auto-Energy level exceeded, Auto-Energy mode disabled\n";
    }
    if (!o.data.empty()) o.fire("energy-level-member", "Energy-Level", o.who.energy);
    return out;
}

ESLIO_COLD std::string set_auto_energy(const member_order& o) {
    change_level(o.who.auto_energy, o.data, 200, 0, 1800);
    std::string out = o.id() + " = Auto-Energy: " + std::to_string(o.who.auto_energy) +
                      " Energy: " + std::to_string(o.who.energy) + "\n";
    if (o.who.energy == 0) o.who.energy = o.who.auto_energy / 2;
    if (!o.data.empty()) o.fire("auto-energy-level-member", "Auto-Energy-Level", o.who.auto_energy);
    return out;
}

ESLIO_COLD std::string set_max_energy(const member_order& o) {
    change_level(o.who.max_energy, o.data, 200, 0, 1800);
    std::string out;
    if (o.who.max_energy != 0 && o.who.max_energy < o.who.energy) {
        o.who.max_energy = 0;
        out = "-ERR " + o.id() + " Max-Energy cannot exceed energy level.\n";
    }
    if (!o.data.empty()) o.fire("max-energy-level-member", "Max-Energy-Level", o.who.max_energy);
    return out + o.id() + " = Max-Energy: " + std::to_string(o.who.energy) +
           " Energy: " + std::to_string(o.who.max_energy) +
           " Max-Energy-Mute: 0ms Max-Energy-Hit-Trigger 5\n";
}

ESLIO_COLD std::string set_agc(const member_order& o) {
    const bool steps = wire::iequals(o.data, "up") || wire::iequals(o.data, "down");
    // A word that is no number changes nothing (conference_api_set_agc).
    if (steps || std::atoi(o.data.c_str()) > 0) change_level(o.who.agc, o.data, 200, 0, 1800);
    if (!o.data.empty()) o.fire("agc-level-member", "Agc-Level", o.who.agc);
    return "Agc " + o.id() + " = " + std::to_string(o.who.agc) + "\n";
}

ESLIO_COLD std::string set_volume_in(const member_order& o) {
    change_level(o.who.volume_in, o.data, 1, -4, 4);
    if (!o.data.empty()) o.fire("volume-in-member", "Volume-Level", o.who.volume_in);
    return "+OK Volume IN " + o.id() + " = " + std::to_string(o.who.volume_in) + "\n";
}

ESLIO_COLD std::string set_volume_out(const member_order& o) {
    change_level(o.who.volume_out, o.data, 1, -4, 4);
    if (!o.data.empty()) o.fire("volume-out-member", "Volume-Level", o.who.volume_out);
    return "+OK Volume OUT " + o.id() + " = " + std::to_string(o.who.volume_out) + "\n";
}

ESLIO_COLD std::string send_keys_to_member(const member_order& o) {
    if (o.data.empty()) return "-ERR Invalid input!\n";
    o.hall.fire(o.room, "dtmf-member", &o.who, [&](event& e) { e.add("Digits", o.data); });
    return "+OK sent " + o.data + " to " + o.id() + "\n";
}

ESLIO_COLD std::string kick_member(const member_order& o) {
    std::string said = "+OK kicked " + o.id() + "\n";
    o.hall.kick(o.room, o.who, "kick-member");
    return said;
}

ESLIO_COLD std::string hang_member_up(const member_order& o) {
    std::string said = "+OK hup " + o.id() + "\n";
    o.hall.kick(o.room, o.who, "hup-member");
    return said;
}

ESLIO_COLD std::string change_floor(const member_order& o) {
    if (o.room.floor == o.who.id) {
        o.hall.take_floor(o.room, o.id());
        return "+OK floor none\n";
    }
    if (o.room.floor != 0) return "-ERR floor is held by " + std::to_string(o.room.floor) + "\n";
    o.hall.give_floor(o.room, o.who);
    return "+OK floor " + o.id() + "\n";
}

ESLIO_COLD std::string uuid_of_member(const member_order& o) {
    const auto c = o.who.who.lock();
    return c ? c->uuid() : "_undef_";
}

ESLIO_COLD conference_answer run_for_members(const conference_order& o,
                                             const member_command& command) {
    const std::string who = o[0];
    const int id = std::atoi(who.c_str());
    std::vector<unsigned> some;
    const bool spares_moderators = wire::iequals(who, "non_moderator");
    const bool all = wire::iequals(who, "all") || spares_moderators;
    const bool last = wire::iequals(who, "last");
    if (all || last) {
        for (const conference_member& m : o.room.members)
            if (all || some.empty()) some.push_back(m.id);
    } else if (conference_member* const m = o.member(who)) {
        some.push_back(m->id);
    } else if (id != 0) {
        return "-ERR Non-Existant ID " + std::to_string(static_cast<unsigned>(id)) + "\n";
    } else if (who.find('=') != who.npos) {
        return "-ERR Non-Existant member\n";
    } else {
        return conference_answer::usage();
    }
    std::string out;
    const std::string name = o.room.name, data = o[1];
    for (const unsigned one : some) {
        // The command may have ended the conference.
        conference* const room = o.hall.find(name);
        conference_member* const m = room ? conference_hall::member(*room, one) : nullptr;
        if (m != nullptr && spares_moderators && m->is_moderator)
            out += "Skipping moderator (member id " + std::to_string(one) + ").\n";
        else if (m != nullptr)
            out += command.run({o.hall, *room, *m, data});
    }
    return out;
}

}  // namespace eslio::testing::fake
