// The bodies of the functions of file_commands.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/file_commands.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string file_path(const std::string& path) {
    const std::size_t at = path.find("://");
    return at == path.npos ? path : path.substr(at + 3);
}

ESLIO_COLD conference_answer play_file(const conference_order& o) {
    std::size_t n = o.arguments();
    const bool async = n > 1 && wire::iequals(o[n - 1], "async") && n < 4;
    if (async) --n;
    if (n == 0) return conference_answer::usage();
    const std::string path = o[0];
    const conference_member* const m = n > 1 ? o.member(o[1]) : nullptr;
    // FreeSWITCH prints the address of the word instead of the member.
    if (n > 1 && m == nullptr) return conference_answer::usage("-ERR Member: 0 not found.\n");
    if (o.hall.inside().lacks_file(path)) return "-ERR (play) File: " + path + " not found.\n";
    play_in_conference(o.hall, o.room, path, m == nullptr ? 0 : m->id, async && m == nullptr);
    const std::string said = "+OK (play) Playing file " + path;
    if (m != nullptr) {
        o.hall.fire(o.room, "play-file-member", m, [&](event& e) { e.add("File", path); });
        return said + " to member " + std::to_string(m->id) + "\n";
    }
    o.hall.fire(o.room, "play-file", nullptr,
                [&](event& e) { e.add("File", path).add("Async", async ? "true" : "false"); });
    return said + "\n";
}

ESLIO_COLD conference_answer stop_files(const conference_order& o) {
    const std::string which = o.arguments() == 0 ? "all" : lower(o[0]);
    if (which != "current" && which != "all" && which != "async") return conference_answer::usage();
    unsigned id = 0;
    if (o.arguments() == 2) {
        const conference_member* const m = o.member(o[1]);
        if (m == nullptr) return "-ERR Member: " + o[1] + " not found.\n";
        id = m->id;
    }
    const files_to_stop files = which == "all"     ? files_to_stop::all
                                : which == "async" ? files_to_stop::async
                                                   : files_to_stop::current;
    return "+OK Stopped " + std::to_string(stop_in_conference(o.hall, o.room, id, files)) +
           " files.\n";
}

ESLIO_COLD conference_answer
with_file(const conference_order& o, std::size_t n, const char* otherwise,
          const detail::shared_function<std::string(conference_file&)>& what) {
    unsigned id = 0;
    if (o.arguments() > n) {
        const conference_member* const m = o.member(o[n]);
        if (m == nullptr) return conference_answer::usage("-ERR Member: " + o[n] + " not found.\n");
        id = m->id;
    }
    conference_file* const file = current_file(o.room, id);
    return file == nullptr ? std::string(otherwise) : what(*file);
}

ESLIO_COLD conference_answer pause_file(const conference_order& o) {
    return with_file(o, 0, "", [&](conference_file& f) {
        return toggle_pause(o.hall, o.room, f) ? "+OK Pause\n" : "+OK Resume\n";
    });
}

ESLIO_COLD conference_answer tell_file(const conference_order& o) {
    return with_file(o, 0, "-ERR Nothing is playing\n", [](const conference_file& f) {
        return "+OK 0/0 " + file_path(f.path) + "\n";
    });
}

ESLIO_COLD conference_answer seek_in_file(const conference_order& o) {
    if (o.arguments() < 1 || o.arguments() > 2) return conference_answer::usage();
    return with_file(o, 1, "", [&](const conference_file&) {
        const bool relative = o[0][0] == '+' || o[0][0] == '-';
        int step = std::atoi(o[0].c_str());
        if (relative && step == 0) step = 1000;
        return "+OK seek to position " + std::to_string(std::max(step * 8, 0)) + "\n";
    });
}

ESLIO_COLD conference_answer change_file_volume(const conference_order& o) {
    if (o.arguments() == 0) return conference_answer::usage("-ERR missing args\n");
    if (current_file(o.room, 0) != nullptr) return "+OK volume changed\n";
    return conference_answer::usage("-ERR File not playing\n");
}

ESLIO_COLD bool is_recorded_to(const conference& room, const std::string& path) {
    return detail::any_where(room.recordings,
                             [&](const conference_recording& r) { return r.path == path; });
}

ESLIO_COLD conference_answer start_recording(const conference_order& o, const std::string& path) {
    if (is_recorded_to(o.room, path))
        return "-ERR file [" + path + "] is already being used for recording.\n";
    o.room.recordings.push_back({path, o.hall.inside().date()});
    o.hall.fire(o.room, "start-recording", nullptr, [&](event& e) { e.add("Path", path); });
    return "+OK Record file " + path + "\n";
}

ESLIO_COLD conference_answer end_recordings(const conference_order& o, const std::string& path) {
    const bool all = wire::iequals(path, "all");
    std::string out;
    auto& kept = o.room.recordings;
    for (std::size_t i = kept.size(); i-- > 0;) {
        if (!all && kept[i].path != path) continue;
        const conference_recording one = kept[i];
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
        out += "Stopped recording file " + one.path + "\n";
        const std::int64_t ms = (o.hall.inside().date() - one.began) / 1000;
        o.hall.fire(o.room, "stop-recording", nullptr, [&](event& e) {
            e.add("Path", one.path).add("Other-Recordings", kept.empty() ? "false" : "true");
            e.add("Samples-Out", std::to_string(ms * 8)).add("Samplerate", "8000");
            e.add("Milliseconds-Elapsed", std::to_string(ms));
            e.add("Record-File-Size", std::to_string(ms * 16 + 150));
        });
    }
    if (out.empty() && !all) out = "-ERR non-existant recording '" + path + "'\n";
    // They are counted before they have ended.
    return out + "+OK Stopped recording 0 files\n";
}

ESLIO_COLD conference_answer pause_recording(const conference_order& o, bool pause,
                                             const std::string& path) {
    std::string out =
        std::string("+OK ") + (pause ? "Pause" : "Resume") + " recording file " + path + "\n";
    if (!is_recorded_to(o.room, path)) return out + "-ERR non-existant recording '" + path + "'\n";
    o.hall.fire(o.room, pause ? "pause-recording" : "resume-recording", nullptr,
                [&](event& e) { e.add("Path", path).add("Other-Recordings", "true"); });
    return out;
}

ESLIO_COLD conference_answer record_room(const conference_order& o) {
    if (o.arguments() == 0) return conference_answer::usage();
    return start_recording(o, o[0]);
}

ESLIO_COLD conference_answer check_recording(const conference_order& o) {
    std::string out;
    for (const conference_recording& r : o.room.recordings)
        out += "+OK Record file " + r.path + "\n";
    return out.empty() ? "-ERR Conference is not being recorded.\n" : out;
}

ESLIO_COLD conference_answer stop_recordings(const conference_order& o) {
    if (o.arguments() == 0) return conference_answer::usage();
    return end_recordings(o, o[0]);
}

ESLIO_COLD conference_answer pause_room_recording(const conference_order& o) {
    if (o.arguments() == 0) return conference_answer::usage();
    return pause_recording(o, true, o[0]);
}

ESLIO_COLD conference_answer resume_room_recording(const conference_order& o) {
    if (o.arguments() == 0) return conference_answer::usage();
    return pause_recording(o, false, o[0]);
}

ESLIO_COLD conference_answer control_recording(const conference_order& o) {
    const std::string verb = lower(o[0]);
    if (verb == "check") return check_recording(o);
    if (o.arguments() == 1) return verb == "stop" ? end_recordings(o, "all") : record_room(o);
    if (verb == "start") return start_recording(o, o[1]);
    if (verb == "stop") return end_recordings(o, o[1]);
    if (verb == "pause") return pause_recording(o, true, o[1]);
    if (verb == "resume") return pause_recording(o, false, o[1]);
    return conference_answer::usage();
}

}  // namespace eslio::testing::fake
