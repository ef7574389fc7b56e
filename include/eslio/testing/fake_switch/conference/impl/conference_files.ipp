// The bodies of the functions of conference_files.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/conference_files.hpp>

namespace eslio::testing::fake {

ESLIO_COLD conference_file* current_file(conference& room, unsigned member) {
    for (conference_file& f : room.files)
        if (!f.async && f.member == member) return &f;
    return nullptr;
}

ESLIO_COLD std::chrono::steady_clock::duration duration_in_conference(const std::string& path) {
    return duration_of_file(path).value_or(std::chrono::seconds(1));
}

ESLIO_COLD void begin_conference_file(conference_hall& hall, const conference& room,
                                      conference_file& file) {
    file.began = hall.inside().date();
    hall.inside().after(duration_in_conference(file.path),
                        [&hall, name = room.name, serial = file.serial] {
                            conference* const same = hall.find(name);
                            if (same == nullptr) return;
                            for (conference_file& f : same->files)
                                if (f.serial == serial && f.paused) return void(f.due = true);
                            end_conference_file(hall, name, serial);
                        });
}

/// A conference's file is told at the rate of 16 kHz of the profile.
ESLIO_COLD void tell_end_of_file(conference_hall& hall, conference& room,
                                 const conference_file& file) {
    using std::chrono::duration_cast;
    const std::int64_t whole =
        duration_cast<std::chrono::milliseconds>(duration_in_conference(file.path)).count();
    const std::int64_t played = (hall.inside().date() - file.began) / 1000;
    const std::int64_t ms = file.began == 0 ? 0 : std::min(whole, played) * 2;
    const char* const action = file.member == 0 ? "play-file-done" : "play-file-member-done";
    event e = hall.inside().make_event(event_name::custom, conference_place(action));
    hall.add_room(e, room);
    e.add("seconds", std::to_string(ms / 1000)).add("milliseconds", std::to_string(ms));
    e.add("samples", std::to_string(ms * 8));
    e.add("Action", action);
    if (const auto m = conference_hall::member(room, file.member))
        conference_hall::add_member(e, room, *m);
    e.add("File", file.path);
    if (file.async) e.add("Async", "true");
    hall.inside().fire(signal{std::move(e), event_name::custom, "conference::maintenance"});
}

ESLIO_COLD void play_in_conference(conference_hall& hall, conference& room, std::string path,
                                   unsigned member, bool async) {
    conference_file file;
    file.serial = hall.next_file();
    file.path = std::move(path);
    file.member = member;
    file.async = async;
    const bool now = async || current_file(room, member) == nullptr;
    room.files.push_back(std::move(file));
    if (now) begin_conference_file(hall, room, room.files.back());
}

ESLIO_COLD void end_conference_file(conference_hall& hall, const std::string& name,
                                    unsigned serial) {
    conference* const room = hall.find(name);
    if (room == nullptr) return;
    auto* const found = detail::find_where(
        room->files, [&](const conference_file& f) { return f.serial == serial; });
    if (found == nullptr) return;
    const conference_file was = *found;
    room->files.erase(found);
    tell_end_of_file(hall, *room, was);
    conference_file* const next = was.async ? nullptr : current_file(*room, was.member);
    if (next != nullptr && next->began == 0) begin_conference_file(hall, *room, *next);
}

ESLIO_COLD int stop_in_conference(conference_hall& hall, conference& room, unsigned member,
                                  files_to_stop which) {
    std::vector<unsigned> ends;
    bool first = true;
    for (const conference_file& f : room.files) {
        if (f.member != member) continue;
        const bool beside = f.async && member == 0;
        const bool wanted = which == files_to_stop::all ||
                            (beside && which == files_to_stop::async) ||
                            (!beside && first && (member != 0 || which == files_to_stop::current));
        if (!beside) first = false;
        if (wanted) ends.push_back(f.serial);
    }
    for (const unsigned serial : ends)
        hall.inside().after(std::chrono::milliseconds(20), [&hall, name = room.name, serial] {
            end_conference_file(hall, name, serial);
        });
    return static_cast<int>(ends.size());
}

ESLIO_COLD bool toggle_pause(conference_hall& hall, conference& room, conference_file& file) {
    file.paused = !file.paused;
    const bool now = file.paused;
    if (!now && file.due) end_conference_file(hall, room.name, file.serial);
    return now;
}

}  // namespace eslio::testing::fake
