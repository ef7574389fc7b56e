// The bodies of the functions of conference.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/conference.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string conference_list(const conference& room, std::string_view delimiter) {
    std::string out;
    for (const conference_member& m : room.members) {
        const auto c = m.who.lock();
        if (!c) continue;
        const caller_profile& p = c->leg().profile;
        std::string flags;
        const auto flag = [&](bool set, const char* name) {
            if (set) flags.append(flags.empty() ? "" : "|").append(name);
        };
        flag(!m.held && m.hears, "hear");
        flag(!m.held && m.speaks, "speak");
        flag(m.held, "hold");
        flag(room.floor == m.id, "floor");
        flag(m.is_moderator, "moderator");
        out += std::to_string(m.id);
        for (const std::string_view column :
             {std::string_view(c->leg().name()), std::string_view(c->uuid()),
              std::string_view(p.caller_name), std::string_view(p.caller_number),
              std::string_view(flags)})
            out.append(delimiter).append(column);
        for (const int value : {m.volume_in, m.volume_out, m.energy})
            out.append(delimiter).append(std::to_string(value));
        out += "\n";
    }
    return out;
}

ESLIO_COLD std::string conference_names(const conference& room) {
    std::string out;
    for (const conference_member& m : room.members)
        if (const auto c = m.who.lock())
            out += std::to_string(m.id) + ") " + c->leg().profile.caller_name + " (" +
                   c->leg().profile.caller_number + ")\n";
    return out;
}

ESLIO_COLD std::string conference_flags(const conference& room) {
    std::string out = room.locked ? "locked|" : "";
    out += "running|answered|enforce_min";
    if (room.least != 0) out += "|bridge_to";
    out += "|dynamic";
    if (room.exit_sounds) out += "|exit_sound";
    if (room.enter_sounds) out += "|enter_sound";
    if (!room.recordings.empty()) out += "|recording";
    return out + "|json_status";
}

ESLIO_COLD std::string list_conferences(const conference_hall& hall, const conference* one,
                                        const std::vector<std::string>& words) {
    const std::string how = words.empty() ? std::string() : lower(words[0]);
    const std::string delimiter = how == "delim" && words.size() > 1 ? words[1] : ";";
    const auto members = [&](const conference& room) {
        return how == "pretty" ? conference_names(room) : conference_list(room, delimiter);
    };
    if (one != nullptr) return how == "count" ? std::to_string(one->members.size()) : members(*one);
    std::string out;
    for (const auto& [key, room] : hall.all()) {
        const std::size_t count = room.members.size();
        out += "+OK Conference " + key + " (" + std::to_string(count) + " member" +
               (count == 1 ? "" : "s") + " rate: 8000" + (room.locked ? " locked" : "") +
               " flags: " + conference_flags(room) + ")\n";
        if (how != "summary") out += members(room);
    }
    return out.empty() ? "+OK No active conferences.\n" : out;
}

ESLIO_COLD conference_answer run_conference_command(const conference_order& o) {
    const std::string& verb = o.words[1];
    const std::vector<std::string> rest(o.words.begin() + 2, o.words.end());
    const bool compact = rest.size() == 1 && rest[0] == "compact";
    if (wire::iequals(verb, "list")) return list_conferences(o.hall, &o.room, rest);
    if (wire::iequals(verb, "xml_list"))
        return conferences_as_xml(o.hall, o.hall.inside(), &o.room);
    if (wire::iequals(verb, "json_list"))
        return conferences_as_json(o.hall, o.hall.inside(), &o.room, compact);
    for (const member_command& c : member_commands)
        if (wire::iequals(c.name, verb)) return run_for_members(o, c);
    for (const room_command& c : room_commands)
        if (wire::iequals(c.name, verb)) return c.run(o);
    for (const room_command& c : file_commands)
        if (wire::iequals(c.name, verb)) return c.run(o);
    for (const video_answer& a : video_answers)
        if (wire::iequals(a.name, verb)) return answer_of_video(o);
    return "-ERR Conference command '" + verb + "' not found.\n";
}

ESLIO_COLD void conference_dial(machine& m, const std::vector<std::string>& words,
                                detail::shared_function<void(const call*, std::string_view)> done) {
    dial_order order;
    order.destinations = words[2];
    // As in the usual profile.
    order.common.caller_name = words.size() > 4 ? words[4] : "Conf";
    order.common.caller_number = words.size() > 3 ? words[3] : "3000";
    say_caller(order.common);
    order.common.application = "conference";
    order.common.argument = words[0];
    order.done = [done = std::move(done)](const call* up, std::string_view cause) {
        done(up, up != nullptr ? "SUCCESS" : cause);
    };
    dial(m, order);
}

ESLIO_COLD void run_conference_dial(conference_hall& hall, const std::vector<std::string>& words,
                                    const api_done& done) {
    machine& m = hall.inside();
    const conference* const room = hall.find(words[0]);
    const std::string verb = lower(words[1]);
    if (words.size() < 3) {
        const char* const of_others = verb == "dial" ? "moh" : "pause_play";
        return done("-ERR Bad Args\n" + conference_usage_of(room != nullptr ? verb : of_others));
    }
    if (verb == "dial")
        return conference_dial(m, words, [done](const call*, std::string_view result) {
            done("+OK Call Requested: result: [" + std::string(result) + "]\n");
        });
    const std::string job = m.new_uuid();
    done("+OK Job-UUID: " + job + "\n");
    // Told of a conference that was there (mod_conference.c: conference_outcall_run).
    const auto tell = [&hall, job, name = words[0],
                       uuid = room == nullptr ? std::string() : room->uuid](
                          const call* up, std::string_view result) {
        const conference* const still = hall.find(name);
        if (still == nullptr || still->uuid != uuid) return;
        hall.fire(*still, "bgdial-result", nullptr, [&](event& e) {
            e.add("Result", result).add("Job-UUID", job);
            if (up != nullptr) e.add("Peer-UUID", up->uuid());
        });
    };
    m.after({}, [&m, words, tell] { conference_dial(m, words, tell); });
}

ESLIO_COLD void run_conference(conference_hall& hall, machine& m, std::string_view text,
                               const api_done& done) {
    const std::vector<std::string> words = separate(text, ' ', 25);
    if (words.empty()) return done(conference_usage());
    const std::string& name = words[0];
    const std::string first = lower(name);
    const std::string verb = words.size() > 1 ? lower(words[1]) : std::string();
    conference* const room = hall.find(name);
    if (verb == "dial" || verb == "bgdial") return run_conference_dial(hall, words, done);
    if (room != nullptr && verb.empty())
        return done("Conference command, not specified.\nTry 'help'\n");
    if (room != nullptr) {
        wire::next_word(text);
        wire::next_word(text);
        conference_answer a = run_conference_command({hall, *room, words, text});
        if (a.refused) a.text += conference_usage_of(verb);
        return done(a.text);
    }
    if (first == "list")
        return done(list_conferences(hall, nullptr, {words.begin() + 1, words.end()}));
    if (first == "count") return done(std::to_string(hall.all().size()));
    if (first == "help" || first == "commands") return done(conference_help());
    if (first == "xml_list") return done(conferences_as_xml(hall, m, nullptr));
    if (first == "json_list") return done(conferences_as_json(hall, m, nullptr, verb == "compact"));
    done("-ERR Conference " + name + " not found\n");
}

ESLIO_COLD void install_conferences(machine& m) {
    const auto hall = std::make_shared<conference_hall>(m);
    m.handlers["conference"] = [hall](machine&, call& c, const running_app& app) {
        hall->join(c, app.argument);
    };
    m.apis["conference"] = [hall](machine& self, std::string_view words, const api_done& done) {
        run_conference(*hall, self, words, done);
    };
}

}  // namespace eslio::testing::fake
