// The bodies of the functions of media_bugs.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/media_bugs.hpp>

namespace eslio::testing::fake {

ESLIO_DECL bool remove_bugs(machine& m, std::string_view uuid, std::string_view function,
                            std::string_view target) {
    auto& all = m.kept.bugs;
    const auto first = std::remove_if(all.begin(), all.end(), [&](const media_bug& b) {
        return b.call == uuid && (function.empty() || b.function == function) &&
               (target.empty() || b.target == target);
    });
    const bool any = first != all.end();
    all.erase(first, all.end());
    return any;
}

ESLIO_DECL bool has_bug(const machine& m, std::string_view uuid, std::string_view function,
                        std::string_view target) {
    return std::any_of(m.kept.bugs.begin(), m.kept.bugs.end(), [&](const media_bug& b) {
        return b.call == uuid && b.function == function && (target.empty() || b.target == target);
    });
}

ESLIO_DECL void add_bug(machine& m, call& c, std::string function, std::string target) {
    m.kept.bugs.insert(m.kept.bugs.begin(), {c.uuid(), std::move(function), std::move(target)});
    c.on_down.push_back([&m](call& gone) { remove_bugs(m, gone.uuid(), {}); });
}

ESLIO_DECL std::string list_bugs(const machine& m, std::string_view uuid) {
    std::string out = "<media-bugs>\n";
    for (const media_bug& b : m.kept.bugs)
        if (b.call == uuid)
            out += " <media-bug>\n  <function>" + b.function + "</function>\n  <target>" +
                   b.target + "</target>\n  <thread-locked>0</thread-locked>\n </media-bug>\n";
    return out + "</media-bugs>\n";
}

ESLIO_DECL bool stop_recording(machine& m, call& c, std::string_view path) {
    const bool all = wire::iequals(path, "all");
    bool any = false;
    for (const media_bug& b : std::vector<media_bug>(m.kept.bugs)) {
        if (b.call != c.uuid() || b.function != "session_record" || (!all && b.target != path))
            continue;
        any = true;
        remove_bugs(m, c.uuid(), b.function, b.target);
        fire_recording(c.leg(), false, b.target);
    }
    return any;
}

}  // namespace eslio::testing::fake
