// The bodies of the functions of conference_lists.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/conference_lists.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void json_lines::add_text(std::string_view name, const std::string& value) {
    std::string escaped;
    for (const char c : value) {
        if (c == '"' || c == '\\') escaped.push_back('\\');
        escaped.push_back(c);
    }
    add(name, "\"" + escaped + "\"");
}

ESLIO_COLD std::string member_as_xml(const conference_report& r, const conference& room,
                                     const conference_member& m) {
    const auto c = m.who.lock();
    if (!c) return {};
    std::string out = "      <member type=\"caller\">\n        <id>" + std::to_string(m.id) +
                      "</id>\n        <flags>\n";
    const auto flag = [&](const char* name, bool set) {
        out += std::string("          <") + name + ">" + (set ? "true" : "false") + "</" + name +
               ">\n";
    };
    flag("can_hear", !m.held && m.hears), flag("can_see", !m.held && m.sees);
    flag("can_speak", !m.held && m.speaks);
    flag("mute_detect", false), flag("talking", false), flag("hold", m.held);
    flag("has_video", false), flag("video_bridge", false);
    flag("has_floor", room.floor == m.id);
    flag("is_moderator", m.is_moderator), flag("end_conference", m.ends_conference);
    flag("mandatory_member_end_conference", m.is_mandatory), flag("is_ghost", false);
    out += "        </flags>\n";
    const auto field = [&](const char* name, const std::string& value) {
        out += std::string("        <") + name + ">" + value + "</" + name + ">\n";
    };
    const caller_profile& p = c->leg().profile;
    field("uuid", c->uuid());
    field("caller_id_name", wire::percent_encode(p.caller_name));
    field("caller_id_number", wire::percent_encode(p.caller_number));
    field("join_time", r.seconds_since(m.joined));
    field("last_talking", "N/A"), field("energy", std::to_string(m.energy));
    field("volume_in", std::to_string(m.volume_in));
    for (const char* name : {"volume_out", "output-volume"})
        field(name, std::to_string(m.volume_out));
    return out + "      </member>\n";
}

ESLIO_COLD std::string conferences_as_xml(const conference_hall& hall, const machine& m,
                                          const conference* one) {
    const conference_report r{hall, m};
    std::string inside;
    r.for_each(one, [&](const conference& room) {
        inside += "  <conference name=\"" + room.name + "\" member-count=\"" +
                  std::to_string(room.members.size()) +
                  "\" ghost-count=\"0\" rate=\"8000\" uuid=\"" + room.uuid + "\"" +
                  (room.locked ? " locked=\"true\"" : "") +
                  " running=\"true\" answered=\"true\" enforce_min=\"true\" dynamic=\"true\"" +
                  (room.exit_sounds ? " exit_sound=\"true\"" : "") +
                  (room.enter_sounds ? " enter_sound=\"true\"" : "") +
                  (room.recordings.empty() ? "" : " recording=\"true\"") + " run_time=\"" +
                  r.seconds_since(room.began) + "\">\n    <variables>";
        for (const auto& [name, value] : room.variables)
            inside.append("\n      <variable name=\"")
                .append(name)
                .append("\" value=\"")
                .append(value)
                .append("\"></variable>");
        inside +=
            std::string(room.variables.empty() ? "" : "\n    ") + "</variables>\n    <members>\n";
        for (const conference_member& member : room.members)
            inside += member_as_xml(r, room, member);
        inside += "    </members>\n  </conference>\n";
    });
    return "<?xml version=\"1.0\"?>\n<conferences>" + (inside.empty() ? "" : "\n" + inside) +
           "</conferences>\n";
}

ESLIO_COLD std::string member_as_json(const conference_report& r, const conference& room,
                                      const conference_member& m) {
    const auto c = m.who.lock();
    if (!c) return {};
    json_lines flags(5);
    flags.add("can_hear", !m.held && m.hears), flags.add("can_see", !m.held && m.sees);
    flags.add("can_speak", !m.held && m.speaks), flags.add("hold", m.held);
    for (const char* name : {"mute_detect", "talking", "has_video", "video_bridge"})
        flags.add(name, false);
    flags.add("has_floor", room.floor == m.id);
    flags.add("is_moderator", m.is_moderator), flags.add("end_conference", m.ends_conference);
    flags.add("mandatory_member_end_conference", m.is_mandatory);
    flags.add("pass_digits", false);
    json_lines out(4);
    out.add_text("type", "caller");
    out.add("id", std::to_string(m.id));
    out.add("flags", flags.object());
    out.add_text("uuid", c->uuid());
    out.add_text("caller_id_name", c->leg().profile.caller_name);
    out.add_text("caller_id_number", c->leg().profile.caller_number);
    out.add("join_time", r.seconds_since(m.joined));
    out.add("last_talking", std::string("0")), out.add("energy", std::to_string(m.energy));
    const std::string in = std::to_string(m.volume_in), away = std::to_string(m.volume_out);
    out.add("volume_in", in), out.add("volume_out", away);
    out.add("output-volume", away), out.add("input-volume", in);
    return out.object();
}

ESLIO_COLD std::string conferences_as_json(const conference_hall& hall, const machine& m,
                                           const conference* one, bool compact) {
    const conference_report r{hall, m};
    std::string all;
    r.for_each(one, [&](const conference& room) {
        json_lines out(2);
        out.add_text("conference_name", room.name);
        out.add("member_count", std::to_string(room.members.size()));
        out.add("ghost_count", std::string("0")), out.add("rate", std::string("8000"));
        out.add("run_time", r.seconds_since(room.began));
        out.add_text("conference_uuid", room.uuid);
        for (const char* name : {"canvas_count", "max_bw_in", "force_bw_in", "video_floor_packets"})
            out.add(name, std::string("0"));
        out.add("locked", room.locked);
        for (const char* name : {"destruct", "wait_mod", "audio_always"}) out.add(name, false);
        for (const char* name : {"running", "answered", "enforce_min"}) out.add(name, true);
        out.add("bridge_to", false);
        out.add("dynamic", true), out.add("exit_sound", room.exit_sounds);
        out.add("enter_sound", room.enter_sounds), out.add("recording", !room.recordings.empty());
        for (const char* name : {"video_bridge", "video_floor_only", "video_rfc4579"})
            out.add(name, false);
        json_lines variables(3);
        for (const auto& [name, value] : room.variables) variables.add_text(name, value);
        out.add("variables", variables.object());
        std::string members;
        for (const conference_member& member : room.members)
            members += (members.empty() ? "" : ", ") + member_as_json(r, room, member);
        out.add("members", "[" + members + "]");
        all += (all.empty() ? "" : ", ") + out.object();
    });
    all = "[" + all + "]";
    return compact ? without_layout(all) : all;
}

ESLIO_COLD std::string without_layout(std::string_view json) {
    std::string out;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (!quoted && (c == ' ' || c == '\n' || c == '\t')) continue;
        out.push_back(c);
        if (quoted && c == '\\' && i + 1 < json.size()) out.push_back(json[++i]);
        if (c == '"') quoted = !quoted;
    }
    return out;
}

}  // namespace eslio::testing::fake
