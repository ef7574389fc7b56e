// The bodies of the functions of event_merge.hpp.
#pragma once

#include <eslio/protocol/event_merge.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace eslio::protocol {

ESLIO_DECL event_merge::begun event_merge::begin(side s, std::string_view core_uuid) {
    connection_state& mine = of(s);
    connection_state& others = of(other(s));
    forget(mine);
    mine.up = true;
    mine.core_uuid = std::string(core_uuid);
    const bool known = !core_uuid.empty() && !others.core_uuid.empty();
    if (others.up && known && others.core_uuid != core_uuid) {
        forget(others);
        mine.missed.clear();
        newest_ = 0;
        return begun::another_run;
    }
    mine.joining = others.up;
    if (mine.joining) return begun::joins;
    mine.missed.clear();
    others.missed.clear();
    newest_ = 0;
    return begun::starts;
}

ESLIO_DECL event_merge::ended event_merge::end(side s, bool complete) {
    connection_state& others = of(other(s));
    const bool carried = is_stream(s);
    forget(of(s));
    if (!carried) return ended::goes_on;
    if (!others.up) return ended::interrupted;
    if (!others.joining) return complete ? ended::goes_on : ended::taken_over;
    release(other(s));
    return ended::taken_over;
}

ESLIO_DECL void event_merge::forget(connection_state& c) noexcept {
    c.up = c.joining = c.behind = c.forgot = false;
    c.held.clear();
    c.held_bytes = 0;
}

ESLIO_DECL event_merge::verdict event_merge::take_unnumbered(side s) const noexcept {
    const bool counts = s == side::first || !is_stream(side::first);
    return counts ? verdict::counts : verdict::dropped;
}

ESLIO_DECL event_merge::verdict event_merge::take(side s, event& e, bool for_user) {
    connection_state& mine = of(s);
    if (!mine.up) return verdict::dropped;
    const auto sequence = e.sequence();
    if (!sequence) return mine.joining ? verdict::dropped : take_unnumbered(s);
    if (is_repeated(mine, *sequence)) {
        // The other one has passed what is held: it did not bring that, or it is forgotten.
        if (mine.forgot) mine.held.clear();
        if (mine.joining) release(s);
        mine.behind = false;
        return verdict::dropped;
    }
    if (mine.joining) return hold(mine, e, *sequence, for_user);
    if (mine.behind && *sequence <= newest_) return verdict::dropped;
    mine.behind = false;
    note_for_other(s, *sequence);
    return verdict::counts;
}

/// What came over the other connection before it never will over this one.
ESLIO_DECL bool event_merge::is_repeated(connection_state& c, std::uint64_t sequence) {
    const auto at = std::find(c.missed.begin(), c.missed.end(), sequence);
    if (at == c.missed.end()) return false;
    c.missed.erase(c.missed.begin(), std::next(at));
    return true;
}

ESLIO_DECL event_merge::verdict event_merge::hold(connection_state& c, event& e,
                                                  std::uint64_t sequence, bool for_user) {
    if (c.held.size() >= limits_.held || c.held_bytes >= limits_.bytes) {
        c.held.clear();
        c.held_bytes = 0;
    }
    c.held_bytes += e.memory();
    c.held.push_back({std::move(e), sequence, for_user});
    e = event();
    return verdict::held;
}

/// The other one may hold it: then they are in step.
ESLIO_DECL void event_merge::note_for_other(side s, std::uint64_t sequence) {
    connection_state& others = of(other(s));
    newest_ = std::max(newest_, sequence);
    if (others.joining) {
        const auto at =
            std::find_if(others.held.begin(), others.held.end(),
                         [sequence](const held_event& h) { return h.sequence == sequence; });
        if (at != others.held.end()) {
            others.held.erase(at);
            others.missed.clear();
            return release(other(s));
        }
    }
    others.missed.push_back(sequence);
    if (others.missed.size() <= limits_.remembered) return;
    others.missed.pop_front();
    (others.joining ? others.forgot : others.behind) = others.up;
}

/// In step. What is held came over no other connection yet.
ESLIO_DECL void event_merge::release(side s) {
    connection_state& mine = of(s);
    mine.joining = mine.forgot = false;
    mine.held_bytes = 0;
    for (held_event& h : mine.held) {
        note_for_other(s, h.sequence);
        ready_.push_back(std::move(h));
    }
    mine.held.clear();
}

ESLIO_DECL bool event_merge::next(event& out, bool& for_user) {
    if (ready_.empty()) return false;
    std::swap(out, ready_.front().what);
    for_user = ready_.front().for_user;
    ready_.pop_front();
    return true;
}

}  // namespace eslio::protocol
