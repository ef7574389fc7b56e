#include "live/ownership.hpp"

#include <algorithm>

namespace live {

namespace {

/// A name's value that no stranger has.
bool is_unmistakable(const std::string& name, const std::string& value) {
    return value.size() == 36 || name == "tag";
}

bool is_hidden(const std::string& uuid, const recording& r) {
    return std::find(r.hidden.begin(), r.hidden.end(), uuid) != r.hidden.end();
}

/// Headers in which a channel tells of another: where it came from, whom it is joined with.
bool is_link(const std::string& name) {
    for (const char* suffix : {"uuid", "-ID", "originator", "bond", "originated_legs", "Name"}) {
        const std::string_view s(suffix);
        if (name.size() >= s.size() && name.compare(name.size() - s.size(), s.size(), s) == 0)
            return true;
    }
    return false;
}

}  // namespace

bool names_own(const std::string& text, const recording& r, const std::set<std::string>& calls) {
    for (const auto& [name, value] : r.names)
        if (is_unmistakable(name, value) && text.find(value) != std::string::npos) return true;
    return std::any_of(calls.begin(), calls.end(), [&](const std::string& uuid) {
        return text.find(uuid) != std::string::npos;
    });
}

bool is_own(const heard_event& e, const recording& r, const std::set<std::string>& calls) {
    const std::string& uuid = e["Unique-ID"];
    if (!uuid.empty()) return calls.count(uuid) != 0;
    return std::any_of(e.headers.begin(), e.headers.end(),
                       [&](const auto& h) { return names_own(h.second, r, calls); });
}

std::set<std::string> own_calls(const recording& r) {
    std::set<std::string> calls;
    for (const std::string& name : r.calls)
        if (const auto found = r.names.find(name); found != r.names.end())
            calls.insert(found->second);
    for (std::size_t before = 0; before != calls.size();) {
        before = calls.size();
        for (const item& i : r.items) {
            const std::string& uuid = i.event["Unique-ID"];
            if (uuid.empty() || calls.count(uuid) != 0 || is_hidden(uuid, r)) continue;
            const bool linked =
                std::any_of(i.event.headers.begin(), i.event.headers.end(), [&](const auto& h) {
                    return is_link(h.first) && names_own(h.second, r, calls);
                });
            if (linked) calls.insert(uuid);
        }
    }
    return calls;
}

}  // namespace live
