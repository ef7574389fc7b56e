// Conferences: their members and `conference::maintenance` events.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/caller_profile.hpp>
#include <eslio/testing/fake_switch/machine.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
    std::int64_t joined = 0;  ///< microseconds since 1970
};

struct conference {
    std::string name;
    std::string profile = "default";
    std::string uuid;
    std::int64_t began = 0;  ///< microseconds since 1970
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

}  // namespace eslio::testing::fake
