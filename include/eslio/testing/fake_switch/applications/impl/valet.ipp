// The bodies of the functions of valet.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/valet.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void fire_valet(call& parked, const valet_place& where, std::string_view action,
                           std::string_view to) {
    core& inside = parked.leg().inside();
    event e = inside.make_event(event_name::custom,
                                {"mod_valet_parking.c", "valet_parking_function", 684});
    e.add("Valet-Lot-Name", where.lot).add("Valet-Extension", where.extension);
    e.add("Action", action);
    if (!to.empty()) e.add("Bridge-To-UUID", to);
    parked.leg().add_basic(e);
    parked.leg().vars.write(e);
    inside.fire(signal{std::move(e), event_name::custom, "valet_parking::info"});
}

ESLIO_COLD std::optional<std::string> valet_extension(const machine& m,
                                                      const std::vector<std::string>& words) {
    if (!wire::iequals(words[1], "auto")) return words[1];
    if (words.size() < 5) return std::nullopt;
    const auto waits = [&](const std::string& extension) {
        return detail::any_where(m.kept.valet, [&](const valet_place& p) {
            return p.lot == words[0] && p.extension == extension;
        });
    };
    if (wire::iequals(words[2], "out")) {
        for (const valet_place& p : m.kept.valet)
            if (p.lot == words[0]) return p.extension;
        return std::nullopt;
    }
    const int last = std::atoi(words[4].c_str());
    for (int number = std::atoi(words[3].c_str()); number <= last; ++number)
        if (const std::string extension = std::to_string(number); !waits(extension))
            return extension;
    return std::nullopt;
}

ESLIO_COLD void leave_valet(machine& m, call& parked) {
    auto& all = m.kept.valet;
    auto* const found =
        detail::find_where(all, [&](const valet_place& p) { return p.call == parked.uuid(); });
    if (found == nullptr) return;
    const valet_place was = *found;
    all.erase(found);
    if (was.held)
        fire_playback(parked.leg(), valet_music(parked), "done");
    else
        fire_valet(parked, was, "hold", {});
    fire_valet(parked, was, "exit", {});
}

ESLIO_COLD std::string valet_music(const call& parked) {
    for (const char* name : {"valet_hold_music", "hold_music"})
        if (const std::string_view file = parked.leg().vars[name]; !file.empty())
            return std::string(file);
    return "silence_stream://-1";
}

ESLIO_COLD void hold_in_valet(machine& m, call& parked, std::uint32_t number) {
    auto* const p = detail::find_where(
        m.kept.valet, [&](const valet_place& one) { return one.number == number; });
    if (p == nullptr || p->held) return;
    p->held = true;
    fire_valet(parked, *p, "hold", {});
    parked.leg().vars.set("valet_lot_extension", p->extension);
    fire_playback(parked.leg(), valet_music(parked), {});
}

ESLIO_COLD void run_valet_park(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 6);
    const bool asks = words.size() > 1 && wire::iequals(words[1], "ask");
    const auto extension = words.size() < 2 || asks ? std::nullopt : valet_extension(m, words);
    if (!extension) return end_soon(m, c, app);
    m.kept.valet_lots.insert(words[0]);
    const valet_place here{words[0], *extension, c.uuid(), ++m.kept.last_valet_place};
    for (const valet_place& p : m.kept.valet) {
        call* const waits =
            p.lot == here.lot && p.extension == here.extension ? m.find_live(p.call) : nullptr;
        if (waits == nullptr) continue;
        fire_valet(*waits, p, "bridge", c.uuid());
        c.running().leave_dialplan();
        m.after({}, [&m, first = p.call, second = c.uuid()] {
            call* const parked = m.find_live(first);
            call* const fetches = m.find_live(second);
            if (parked == nullptr || fetches == nullptr) return;
            fetches->answer_incoming();
            know_each_other(*parked, *fetches);
            leave_valet(m, *parked);
            bridge_by_uuid(m, first, second);
        });
        return;
    }
    if (c.leg().profile.direction == "inbound") c.answer_incoming();
    m.kept.valet.push_back(here);
    // An extension that was chosen for it is announced first.
    const bool announced = wire::iequals(words[1], "auto");
    afterwards(m, c, std::chrono::milliseconds(announced ? 1500 : 0),
               [number = here.number](machine& then, call& parked) {
                   hold_in_valet(then, parked, number);
               });
    c.on_down.push_back([&m](call& gone) { leave_valet(m, gone); });
    c.running().when_left("valet_park", [&m, weak = c.weak_from_this()] {
        if (const auto moved = weak.lock()) leave_valet(m, *moved);
    });
}

}  // namespace eslio::testing::fake
