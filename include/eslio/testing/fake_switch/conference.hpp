// Conferences: the application, their members, `conference::maintenance` events, the API.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/caller_profile.hpp>
#include <eslio/testing/fake_switch/machine.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

struct conference_member {
    std::weak_ptr<call> who;
    unsigned id = 0;
    bool speaks = true;
    bool hears = true;
};

struct conference {
    std::string name;
    std::string profile = "default";
    std::string uuid;
    bool locked = false;
    unsigned floor = 0;                      ///< id of the member that has it, or 0
    std::vector<conference_member> members;  ///< the newest first, as FreeSWITCH lists them
};

/// All conferences of a switch.
class conference_hall {
public:
    explicit conference_hall(machine& m) : machine_(m) {}

    /// A call executes `conference name@profile`.
    void join(call& c, std::string_view argument) {
        const std::string_view whole = wire::next_word(argument, '+');
        const std::size_t at = whole.find('@');
        const std::string name(whole.substr(0, at));
        auto found = all_.find(name);
        if (found == all_.end()) {
            conference fresh;
            fresh.name = name;
            fresh.uuid = machine_.new_uuid();
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
        m.id = machine_.options.first_conference_member + joined_++;
        room.members.insert(room.members.begin(), m);
        c.leg().vars.set("conference_name", name);
        c.leg().vars.set("conference_member_id", std::to_string(m.id));
        c.leg().vars.set("conference_uuid", room.uuid);
        fire(room, "add-member", &room.members.front(), {});
        if (room.floor == 0) give_floor(room, m.id);
        c.on_down.push_back([this, name, id = m.id](call&) { leave(name, id); });
    }

    conference* find(std::string_view name) {
        const auto found = all_.find(name);
        return found == all_.end() ? nullptr : &found->second;
    }
    const std::map<std::string, conference, std::less<>>& all() const noexcept { return all_; }

    /// Members by id, `last`, `all`; copies, since what is done may end them.
    static std::vector<conference_member> select(const conference& room, std::string_view who) {
        if (who == "all") return room.members;
        std::vector<conference_member> some;
        if (who == "last" && !room.members.empty()) some.push_back(room.members.front());
        for (const conference_member& m : room.members)
            if (std::to_string(m.id) == who) some.push_back(m);
        return some;
    }

    conference_member* member(conference& room, unsigned id) {
        const auto found = std::find_if(room.members.begin(), room.members.end(),
                                        [&](const conference_member& m) { return m.id == id; });
        return found == room.members.end() ? nullptr : &*found;
    }

    /// The member goes; an empty conference is gone.
    void leave(std::string_view name, unsigned id) {
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

    void kick(conference& room, const conference_member& m) {
        const std::string name = room.name;
        fire(room, "kick-member", &m, {});
        const auto c = m.who.lock();
        leave(name, m.id);
        if (c) c->running().end("conference");
    }

    /// A `conference::maintenance` event; of a member it has the headers of his channel.
    void fire(const conference& room, const char* action, const conference_member* who,
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

private:
    static void add_member(event& e, const conference& room, const conference_member& m) {
        const auto flag = [](bool b) { return b ? "true" : "false"; };
        e.add("Floor", flag(room.floor == m.id));
        if (const auto c = m.who.lock()) c->leg().add_basic(e);
        e.add("Video", "false").add("Hear", flag(m.hears)).add("See", "true");
        e.add("Speak", flag(m.speaks)).add("Talking", "false").add("Mute-Detect", "false");
        e.add("Hold", "false").add("Member-ID", std::to_string(m.id));
        e.add("Member-Type", "member").add("Member-Ghost", "false");
        e.add("Energy-Level", "100").add("Current-Energy", "0");
    }

    void give_floor(conference& room, unsigned id) {
        const auto text = [](unsigned n) { return n == 0 ? "none" : std::to_string(n); };
        const unsigned before = room.floor;
        room.floor = id;
        fire(room, "floor-change", nullptr,
             [&](event& e) { e.add("Old-ID", text(before)).add("New-ID", text(id)); });
    }

    machine& machine_;
    std::map<std::string, conference, std::less<>> all_;
    unsigned joined_ = 0;
};

/// `id;channel;uuid;name;number;flags;volume in;volume out;energy`
inline std::string conference_list(const conference& room) {
    std::string out;
    for (const conference_member& m : room.members) {
        const auto c = m.who.lock();
        if (!c) continue;
        const caller_profile& p = c->leg().profile;
        std::string flags = m.hears ? "hear" : "";
        if (m.speaks) flags += flags.empty() ? "speak" : "|speak";
        if (room.floor == m.id) flags += "|floor";
        out += std::to_string(m.id) + ";" + c->leg().name() + ";" + c->uuid() + ";" +
               p.caller_name + ";" + p.caller_number + ";" + flags + ";0;0;100\n";
    }
    return out;
}

/// Does something with the members that the last word names; one line of answer for each.
inline std::string conference_for_members(
    const conference& room, std::string_view verb, std::string_view who,
    const std::function<void(const conference_member&)>& what) {
    const auto members = conference_hall::select(room, who);
    if (members.empty())
        return wire::parse_number(who) ? "Non-Existant ID " + std::string(who) + "\n" : "";
    std::string out;
    for (const conference_member& m : members) {
        what(m);
        out += "+OK " + std::string(verb) + " " + std::to_string(m.id) + "\n";
    }
    return out;
}

inline std::string conference_command(conference_hall& hall, conference& room,
                                      std::string_view words) {
    const std::string_view verb = wire::next_word(words);
    const auto switch_flag = [&](bool conference_member::*flag, bool value, const char* action) {
        return conference_for_members(room, verb, words, [&](const conference_member& m) {
            if (conference_member* const real = hall.member(room, m.id)) real->*flag = value;
            hall.fire(room, action, hall.member(room, m.id), {});
        });
    };
    if (verb == "list")
        return words == "count" ? std::to_string(room.members.size()) : conference_list(room);
    if (verb == "mute") return switch_flag(&conference_member::speaks, false, "mute-member");
    if (verb == "unmute") return switch_flag(&conference_member::speaks, true, "unmute-member");
    if (verb == "deaf") return switch_flag(&conference_member::hears, false, "deaf-member");
    if (verb == "undeaf") return switch_flag(&conference_member::hears, true, "undeaf-member");
    if (verb == "lock" || verb == "unlock") {
        room.locked = verb == "lock";
        hall.fire(room, room.locked ? "lock" : "unlock", nullptr, {});
        return "+OK " + room.name + " " + std::string(verb) + "ed\n";
    }
    if (verb == "kick" || verb == "hup")
        return conference_for_members(room, "kicked", words,
                                      [&](const conference_member& m) { hall.kick(room, m); });
    if (verb == "dtmf") {
        const std::string_view who = wire::next_word(words);
        const std::string digits(words);
        return conference_for_members(
            room, "sent " + digits + " to", who, [&](const conference_member& m) {
                hall.fire(room, "dtmf-member", &m, [&](event& e) { e.add("Digits", digits); });
            });
    }
    if (verb == "play") {
        const std::string file(wire::next_word(words));
        const auto name_file = [&](event& e) { e.add("File", file).add("Async", "false"); };
        hall.fire(room, "play-file", nullptr, name_file);
        hall.fire(room, "play-file-done", nullptr, [&](event& e) { e.add("File", file); });
        return "+OK (play) Playing file " + file + "\n";
    }
    return "Conference command '" + std::string(verb) + "' not found.\n";
}

inline std::string conference_api(conference_hall& hall, std::string_view words) {
    const std::string_view name = wire::next_word(words);
    if (name.empty() || name == "list") {
        std::string out;
        for (const auto& [key, room] : hall.all())
            out += "+OK Conference " + key + " (" + std::to_string(room.members.size()) +
                   " members rate: 8000 flags: running|answered|enforce_min|dynamic)\n" +
                   conference_list(room);
        return out.empty() ? "+OK No active conferences.\n" : out;
    }
    conference* const room = hall.find(name);
    if (room == nullptr) return "-ERR Conference " + std::string(name) + " not found\n";
    const std::string keep(words);
    return conference_command(hall, *room, keep);
}

inline void install_conferences(machine& m) {
    const auto hall = std::make_shared<conference_hall>(m);
    m.handlers["conference"] = [hall](machine&, call& c, const running_app& app) {
        hall->join(c, app.argument);
    };
    m.apis["conference"] = [hall](machine&, std::string_view words, const api_done& done) {
        done(conference_api(*hall, words));
    };
}

}  // namespace eslio::testing::fake
