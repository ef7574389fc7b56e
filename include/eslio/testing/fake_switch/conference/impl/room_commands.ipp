// The bodies of the functions of room_commands.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/room_commands.hpp>

namespace eslio::testing::fake {

ESLIO_COLD conference_answer count_members(const conference_order& o) {
    return std::to_string(o.room.members.size());
}

ESLIO_COLD conference_answer lock_room(const conference_order& o) {
    o.room.locked = true;
    o.hall.fire(o.room, "lock", nullptr, {});
    return "+OK " + o.room.name + " locked\n";
}

ESLIO_COLD conference_answer unlock_room(const conference_order& o) {
    o.room.locked = false;
    o.hall.fire(o.room, "unlock", nullptr, {});
    return "+OK " + o.room.name + " unlocked\n";
}

ESLIO_COLD conference_answer set_room_variable(const conference_order& o) {
    auto& all = o.room.variables;
    const auto same = [&](const auto& one) { return wire::iequals(one.first, o[0]); };
    detail::erase_where(all, same);
    if (!o[1].empty()) all.emplace_back(o[0], o[1]);
    return "+OK\n";
}

ESLIO_COLD conference_answer get_room_variable(const conference_order& o) {
    for (const auto& [name, value] : o.room.variables)
        if (wire::iequals(name, o[0])) return value;
    return "";
}

ESLIO_COLD conference_answer set_pin(const conference_order& o) {
    const std::string of = " for conference " + o.room.name + " set: ";
    if (o.arguments() == 2 && o[0] == "mod") return "+OK Moderator Pin" + of + o[1] + "\n";
    if (o.arguments() == 1) return "+OK Pin" + of + o[0] + "\n";
    return conference_answer::usage("-ERR Invalid parameters:\n");
}

ESLIO_COLD conference_answer remove_pin(const conference_order& o) {
    if (o.arguments() == 0) return "+OK Pin for conference " + o.room.name + " deleted\n";
    return conference_answer::usage("-ERR Invalid parameters:\n");
}

ESLIO_COLD conference_answer get_room_setting(const conference_order& o) {
    if (o.arguments() != 1) return conference_answer::usage();
    const std::string name = lower(o[0]);
    const std::int64_t seconds = (o.hall.inside().date() - o.room.began) / 1'000'000;
    if (name == "run_time") return std::to_string(seconds);
    if (name == "count") return std::to_string(o.room.members.size());
    if (name == "count_ghosts") return "0";
    if (name == "rate") return "8000";
    if (name == "profile_name") return o.room.profile;
    if (name == "is_locked") return o.room.locked ? "locked" : "";
    if (name == "uuid") return o.room.uuid;
    if (name == "wait_mod") return "";
    const auto* const found = o.room.settings.find(name);
    if (found == nullptr) return conference_answer::usage();
    return *found;
}

ESLIO_COLD conference_answer change_room_setting(const conference_order& o) {
    const std::string name = lower(o[0]);
    std::string* const found = o.room.settings.find(name);
    if (o.arguments() != 2 || o[1].empty() || found == nullptr) return conference_answer::usage();
    const std::string before = *found;
    const bool number = name == "max_members" || name == "endconference_grace_time";
    const int value = std::atoi(o[1].c_str());
    if (number && value < 0) return conference_answer::usage();
    *found = number ? std::to_string(value) : o[1];
    return before;
}

ESLIO_COLD conference_answer set_music(const conference_order& o) {
    return o.arguments() == 0 ? "-ERR invalid moh param\n" : "+OK moh\n";
}

ESLIO_COLD conference_answer set_enter_sound(const conference_order& o) {
    conference& room = o.room;
    const std::string what = lower(o[0]);
    if (what.empty()) return conference_answer::usage("-ERR Not enough args\n");
    const std::string begin = "+OK " + room.name + " enter sound";
    if (what == "file") {
        if (o[1].empty()) return "-ERR No filename specified\n";
        room.enter_sound = o[1];
        o.hall.fire(room, "enter-sound-file-changed", nullptr, {});
        return begin + " file set to " + o[1] + "\n";
    }
    const bool on = what == "on";
    if (!on && what != "off" && what != "none") return conference_answer::usage("-ERR Bad args\n");
    room.enter_sounds = on;
    o.hall.fire(room, on ? "enter-sounds-on" : "enter-sounds-off", nullptr, {});
    return begin + (on ? "s on (" : "s off (") + room.enter_sound + ")\n";
}

ESLIO_COLD conference_answer set_exit_sound(const conference_order& o) {
    conference& room = o.room;
    const std::string what = lower(o[0]);
    if (what.empty()) return conference_answer::usage("-ERR Not enough args\n");
    const std::string begin = "+OK " + room.name + " exit sound";
    if (what == "file") {
        if (o[1].empty()) return "-ERR No filename specified\n";
        const std::string before = room.exit_sound;
        room.exit_sound = o[1];
        o.hall.fire(room, "exit-sound-file-changed", nullptr, {});
        return "+OK Old exit sound: [" + before + "]\n" + begin + " file set to " + o[1] + "\n";
    }
    const bool on = what == "on";
    if (!on && what != "off" && what != "none") return conference_answer::usage("-ERR Bad args\n");
    room.exit_sounds = on;
    o.hall.fire(room, on ? "exit-sounds-on" : "exit-sounds-off", nullptr, {});
    return begin + (on ? "s on (" : "s off (") + room.exit_sound + ")\n";
}

ESLIO_COLD std::string relate_members(const conference_order& o, unsigned id, unsigned other) {
    const std::string both = std::to_string(id) + "->" + std::to_string(other);
    conference_member* const m = conference_hall::member(o.room, id);
    const bool clears = wire::iequals(o[2], "clear");
    if (m == nullptr || (!clears && conference_hall::member(o.room, other) == nullptr))
        return "-ERR relationship " + both + " not found.\n";
    const auto same = [&](const conference_relation& r) { return r.other == other; };
    auto& all = m->relations;
    detail::erase_where(all, same);
    if (clears) return "+OK relationship " + both + " cleared.\n";
    conference_relation r;
    r.other = other;
    r.speaks = o[2].find("nospeak") == std::string::npos;
    r.hears = o[2].find("nohear") == std::string::npos;
    all.insert(all.begin(), r);
    return "+OK " + both + " " + o[2] + " set\n";
}

ESLIO_COLD std::string relations_of(const conference& room, unsigned id) {
    std::string out;
    for (const conference_member& m : room.members)
        for (const conference_relation& r : m.relations)
            if (id == 0 || m.id == id)
                out += std::to_string(m.id) + " -> " + std::to_string(r.other) +
                       (r.speaks ? " SPEAK " : " NOSPEAK ") + (r.hears ? "HEAR " : "NOHEAR ") +
                       "NOSENDVIDEO \n";
    return out;
}

ESLIO_COLD conference_answer relate(const conference_order& o) {
    const auto number = [](const std::string& word) {
        return static_cast<unsigned>(std::atoi(word.c_str()));
    };
    if (o.arguments() < 2) {
        if (relations_of(o.room, 0).empty()) return "+OK No relationships\n";
        std::string out;
        for (const std::string& one : separate(o[0], ',', 100))
            out += relations_of(o.room, number(one));
        return out;
    }
    static constexpr std::string_view actions[] = {"nospeak", "nohear", "sendvideo"};
    const bool known =
        wire::iequals(o[2], "clear") || detail::any_where(actions, [&](std::string_view a) {
            return o[2].find(a) != std::string::npos;
        });
    if (!known) return conference_answer::usage();
    std::string out;
    for (const std::string& one : separate(o[0], ',', 100))
        for (const std::string& other : separate(o[1], ',', 100))
            out += relate_members(o, number(one), number(other));
    return out;
}

ESLIO_COLD conference_answer transfer_members(const conference_order& o) {
    if (o.arguments() < 2) return conference_answer::usage();
    const std::string where = o[0];
    const std::string place = where.find('@') == where.npos ? where + "@default" : where;
    std::string out;
    for (std::size_t n = 1; n < o.arguments(); ++n) {
        const conference_member* const m = o.member(o[n]);
        const auto c = m == nullptr ? nullptr : m->who.lock();
        if (!c) {
            out += "-ERR No Member " + o[n] + " in conference " + o.room.name + ".\n";
            continue;
        }
        const conference_member was = *m;
        out += "+OK Member '" + std::to_string(was.id) + "' sent to conference " + where + ".\n";
        o.hall.fire(o.room, "transfer", &was, [&](event& e) {
            e.add("Old-Conference-Name", o.room.name).add("New-Conference-Name", where);
        });
        o.hall.inside().after({}, [&hall = o.hall, c, name = o.room.name, id = was.id, place] {
            hall.leave(name, id);
            transfer_call(hall.inside(), *c, "conference:" + place + " inline");
        });
    }
    return out;
}

ESLIO_COLD conference_answer answer_of_video(const conference_order& o) {
    for (const video_answer& a : video_answers)
        if (wire::iequals(a.name, o.words[1]))
            return std::string(o.arguments() == 0 ? a.without : a.with);
    return conference_answer::usage();
}

ESLIO_COLD conference_answer reserve_layer(const conference_order& o) {
    if (o.arguments() < 1 || o.arguments() > 3) return conference_answer::usage();
    const bool one = std::atoi(o[0].c_str()) != 0;
    if (one && o.member(o[0]) == nullptr) return conference_answer::usage();
    return "";
}

ESLIO_COLD conference_answer say_to_all(const conference_order& o) {
    return conference_answer::usage(o.text.empty() ? "-ERR (say) Error! No text.\n"
                                                   : "-ERR (say) Error!\n");
}

ESLIO_COLD conference_answer say_to_member(const conference_order& o) {
    std::string_view rest = o.text;
    const std::string who(wire::next_word(rest));
    if (who.empty()) return conference_answer::usage("-ERR (saymember) No Text!\n");
    const conference_member* const m = o.member(who);
    if (m == nullptr)
        return conference_answer::usage("-ERR (saymember) Unknown Member " + who + "!\n");
    // Without a blank the number itself is the text.
    const std::string text = rest.empty() ? who : std::string(rest);
    o.hall.fire(o.room, "speak-text-member", m, [&](event& e) { e.add("Text", text); });
    return "+OK (saymember) OK\n";
}

}  // namespace eslio::testing::fake
