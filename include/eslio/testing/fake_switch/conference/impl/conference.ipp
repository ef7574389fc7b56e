// The bodies of the functions of conference.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/conference.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::string conference_list(const conference& room) {
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

ESLIO_DECL std::string conference_for_members(
    const conference& room, std::string_view verb, std::string_view who,
    const std::function<void(const conference_member&)>& what) {
    const auto members = conference_hall::select(room, who);
    if (members.empty())
        return wire::parse_number(who) ? "-ERR Non-Existant ID " + std::string(who) + "\n" : "";
    std::string out;
    for (const conference_member& m : members) {
        what(m);
        out += "+OK " + std::string(verb) + " " + std::to_string(m.id) + "\n";
    }
    return out;
}

ESLIO_DECL std::string conference_command(conference_hall& hall, conference& room,
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
        hall.play(room, file);
        return "+OK (play) Playing file " + file + "\n";
    }
    if (verb == "count" || (verb == "get" && words == "count"))
        return std::to_string(room.members.size());
    if (verb == "stop") return "+OK Stopped 0 files.\n";
    if (verb == "energy") {
        std::string out;
        for (const conference_member& m : conference_hall::select(room, words))
            out += "Energy " + std::to_string(m.id) + " = 100\n";
        return out;
    }
    return "-ERR Conference command '" + std::string(verb) + "' not found.\n";
}

ESLIO_DECL void conference_dial(machine& m, const std::string& name, std::string_view target,
                                std::function<void(std::string_view)> done) {
    dial_order order;
    order.destinations = std::string(target);
    order.common.caller_name = "Conf";  // as in the usual profile
    order.common.caller_number = "3000";
    order.common.application = "conference";
    order.common.argument = name;
    order.done = [done = std::move(done)](const call* up, std::string_view cause) {
        done(up != nullptr ? "SUCCESS" : cause);
    };
    dial(m, order);
}

ESLIO_DECL void run_conference_dial(machine& m, const std::string& name, std::string_view verb,
                                    std::string_view target, const api_done& done) {
    if (target.empty())
        return done("-ERR Bad Args\n" + std::string(verb) +
                    " <endpoint_module_name>/<destination> <callerid number> <callerid name>");
    const std::string where(wire::next_word(target));
    if (verb == "dial")
        return conference_dial(m, name, where, [done](std::string_view result) {
            done("+OK Call Requested: result: [" + std::string(result) + "]\n");
        });
    done("+OK Job-UUID: " + m.new_uuid() + "\n");
    m.after({}, [&m, name, where] { conference_dial(m, name, where, [](std::string_view) {}); });
}

ESLIO_DECL void run_conference(conference_hall& hall, machine& m, std::string_view words,
                               const api_done& done) {
    if (words.empty()) return done(conference_usage());
    const std::string name(wire::next_word(words));
    if (name == "help") return done(conference_help());
    if (name == "xml_list") return done(conferences_as_xml(hall, m, nullptr));
    if (name == "json_list") return done(conferences_as_json(hall, m, nullptr));
    if (name == "list") {
        std::string out;
        for (const auto& [key, room] : hall.all())
            out += "+OK Conference " + key + " (" + std::to_string(room.members.size()) +
                   " member" + (room.members.size() == 1 ? "" : "s") +
                   " rate: 8000 flags: running|answered|enforce_min|dynamic)\n" +
                   conference_list(room);
        return done(out.empty() ? "+OK No active conferences.\n" : out);
    }
    std::string_view rest = words;
    const std::string_view verb = wire::next_word(rest);
    if (verb == "dial" || verb == "bgdial") return run_conference_dial(m, name, verb, rest, done);
    conference* const room = hall.find(name);
    if (room == nullptr) return done("-ERR Conference " + name + " not found\n");
    if (verb == "xml_list") return done(conferences_as_xml(hall, m, room));
    if (verb == "json_list") return done(conferences_as_json(hall, m, room));
    const std::string keep(words);
    done(conference_command(hall, *room, keep));
}

ESLIO_DECL void install_conferences(machine& m) {
    const auto hall = std::make_shared<conference_hall>(m);
    m.handlers["conference"] = [hall](machine&, call& c, const running_app& app) {
        hall->join(c, app.argument);
    };
    m.apis["conference"] = [hall](machine& self, std::string_view words, const api_done& done) {
        run_conference(*hall, self, words, done);
    };
}

}  // namespace eslio::testing::fake
