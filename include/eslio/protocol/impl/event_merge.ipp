// The bodies of the functions of event_merge.hpp.
#pragma once

#include <eslio/protocol/event_merge.hpp>

#include <algorithm>
#include <utility>

namespace eslio::protocol {

ESLIO_DECL event_merge::begun event_merge::begin(side s, std::string_view core_uuid) {
    connection_state& mine = of(s);
    connection_state& others = of(other_than(s));
    forget(mine);
    mine.up = true;
    mine.earlier = mine.awaited.size();
    mine.core_uuid = std::string(core_uuid);
    const bool known = !core_uuid.empty() && !others.core_uuid.empty();
    const bool restarted = others.up && known && others.core_uuid != core_uuid;
    if (others.up && !restarted) {
        mine.joining = true;
        return begun::joins;
    }
    if (restarted && core_uuid == left_) {  // its answers were slow
        mine.up = false;
        mine.aside = true;
        return begun::joins;
    }
    leader_ = s;
    // What was delivered may come once more, over a connection that was subscribed by then.
    if (core_uuid.empty() || core_uuid != core_uuid_) {
        clear_awaited(mine);
        if (!restarted && !others.aside) clear_awaited(others);
        newest_ = 0;
        left_ = core_uuid_;
    }
    core_uuid_ = std::string(core_uuid);
    if (others.up || others.aside) set_aside(others);
    // It may have been subscribed long before it begins, and so brings what is older than that.
    mine.late_below = newest_awaited(mine);
    for (connection_state& c : sides_) c.past = c.awaited.size();
    return restarted ? begun::another_run : begun::starts;
}

/// Nothing tells which of two runs is the newer one, as the answers of a connection may be slow. So
/// it takes part again if the stream comes to be of its run.
ESLIO_DECL void event_merge::set_aside(connection_state& c) noexcept {
    const bool of_this_run = c.core_uuid == core_uuid_;
    reset(c);
    c.up = c.joining = of_this_run;
    c.aside = !of_this_run;
    c.earlier = c.awaited.size();
}

ESLIO_DECL event_merge::ended event_merge::end(side s, bool complete) {
    const bool led = of(s).up && leader_ == s;
    if (led && !of(other_than(s)).up) pass_held(of(s), of(s).held.size(), true);
    forget(of(s));
    if (!led) return ended::goes_on;
    if (!of(other_than(s)).up) return ended::interrupted;
    const bool was_in_step = lead(other_than(s));
    return was_in_step && complete ? ended::goes_on : ended::taken_over;
}

ESLIO_DECL bool event_merge::lead(side s) {
    connection_state& mine = of(s);
    if (leader_ == s) return true;
    of(leader_).catching_up = false;
    leader_ = s;
    const bool was_in_step = !mine.joining && !mine.behind;
    mine.joining = false;
    mine.catching_up = mine.awaited.size() > mine.earlier;
    if (!mine.catching_up) deliver_held(s);
    return was_in_step;
}

ESLIO_DECL void event_merge::end_catching_up() {
    of(leader_).catching_up = false;
    deliver_held(leader_);
}

ESLIO_DECL void event_merge::deliver_held(side s) {
    connection_state& mine = of(s);
    mine.late_below = newest_awaited(mine);
    mine.behind = mine.behind && mine.held.empty();  // what is held is newer
    while (!mine.held.empty()) {
        held_event oldest = take_oldest(mine);
        const bool late = is_late(mine, oldest.sequence);
        note_for_other(s, oldest.sequence);
        ready_.push({std::move(oldest.what), oldest.for_user, late});
    }
}

ESLIO_DECL std::uint64_t event_merge::newest_awaited(const connection_state& c) noexcept {
    std::uint64_t newest = 0;
    for (std::size_t i = 0; i < c.awaited.size(); ++i) newest = std::max(newest, c.awaited[i]);
    return newest;
}

/// Here nothing but the numbers tells which are late. After one that is not no other is, as
/// connections keep the order.
ESLIO_DECL bool event_merge::is_late(connection_state& c, std::uint64_t sequence) noexcept {
    if (sequence >= c.late_below) c.late_below = 0;
    return c.late_below != 0;
}

/// What was awaited of another run is nothing that the next connection brings.
ESLIO_DECL void event_merge::forget(connection_state& c) noexcept {
    if (c.aside) clear_awaited(c);
    reset(c);
}

ESLIO_DECL void event_merge::reset(connection_state& c) noexcept {
    c.up = c.aside = c.joining = c.behind = c.catching_up = false;
    c.late_below = 0;
    c.held = {};
    c.held_bytes = 0;
}

ESLIO_DECL void event_merge::forget_all() noexcept {
    for (connection_state& c : sides_) forget(c);
    ready_.clear();
}

ESLIO_DECL void event_merge::clear_awaited(connection_state& c) noexcept {
    c.awaited.clear();
    c.earlier = c.past = 0;
}

ESLIO_DECL event_merge::verdict event_merge::take(side s, event& e, bool for_user) {
    connection_state& mine = of(s);
    if (!mine.up) return verdict::duplicate;
    const bool leads = leader_ == s;
    const auto sequence = e.sequence();
    if (!sequence) return leads ? verdict::deliver : verdict::duplicate;
    if (is_repeated(mine, *sequence)) {
        pass_held(mine, mine.held.size(), true);
        mine.catching_up = mine.catching_up && !mine.awaited.empty();
        return verdict::duplicate;
    }
    if (mine.behind && *sequence <= newest_) return verdict::duplicate;
    if (!leads || mine.catching_up) {
        hold(mine, e, *sequence, for_user);
        return verdict::held;
    }
    mine.behind = false;
    const bool late = is_late(mine, *sequence);
    note_for_other(s, *sequence);
    if (!late) return verdict::deliver;
    ready_.push({std::move(e), for_user, true});
    e = event();
    return verdict::held;
}

/// Those before it in the list will never come over this connection. The newest of the others is
/// looked for only if that one is gone, which mostly is the last.
ESLIO_DECL bool event_merge::is_repeated(connection_state& c, std::uint64_t sequence) {
    std::size_t at = 0;
    while (at < c.awaited.size() && c.awaited[at] != sequence) ++at;
    if (at == c.awaited.size()) return false;
    // One of a stream that has ended tells nothing of the connection that leads now.
    c.joining = c.joining && at < c.past;
    c.behind = false;
    c.earlier -= std::min(c.earlier, at + 1);
    c.past -= std::min(c.past, at + 1);
    std::uint64_t newest = 0;
    for (std::size_t count = at + 1; count != 0; --count) {
        newest = std::max(newest, c.awaited.front());
        c.awaited.pop();
    }
    const bool newest_is_gone = c.late_below != 0 && newest >= c.late_below;
    if (newest_is_gone || c.awaited.empty()) c.late_below = newest_awaited(c);
    return true;
}

/// Without the oldest it is not in step any more. One that leads keeps nothing back for long.
ESLIO_DECL void event_merge::hold(connection_state& c, event& e, std::uint64_t sequence,
                                  bool for_user) {
    c.held_bytes += e.memory();
    c.held.push({std::move(e), sequence, for_user});
    e = event();
    if (c.held.size() <= limits_.held && c.held_bytes <= limits_.bytes) return;
    if (c.catching_up) return end_catching_up();
    drop_held(c, c.held.size() / 2 + 1);
    c.joining = true;
}

ESLIO_DECL void event_merge::drop_held(connection_state& c, std::size_t count) noexcept {
    for (; count != 0; --count) take_oldest(c);
}

ESLIO_DECL event_merge::held_event event_merge::take_oldest(connection_state& c) noexcept {
    c.held_bytes -= std::min(c.held_bytes, c.held.front().what.memory());
    held_event oldest = std::move(c.held.front());
    c.held.pop();
    return oldest;
}

ESLIO_DECL void event_merge::pass_held(connection_state& c, std::size_t count, bool late) {
    for (; count != 0; --count) ready_.push({take_oldest(c).what, false, late});
}

/// What the other one holds from before it will not come over this one.
ESLIO_DECL void event_merge::note_for_other(side s, std::uint64_t sequence) {
    connection_state& others = of(other_than(s));
    newest_ = std::max(newest_, sequence);
    if (others.aside) return;
    std::size_t at = 0;
    while (at < others.held.size() && others.held[at].sequence != sequence) ++at;
    if (at != others.held.size()) {
        pass_held(others, at, false);
        drop_held(others, 1);
        clear_awaited(others);
        others.joining = others.behind = false;
        return;
    }
    others.awaited.push(sequence);
    if (others.awaited.size() <= limits_.remembered) return;
    others.awaited.pop();
    others.past -= std::min(others.past, std::size_t{1});
    if (others.earlier != 0)
        --others.earlier;
    else
        fall_behind(others);
}

/// What it holds may be from before the forgotten ones or from after them, which only the next that
/// both bring would tell: so it starts as one that joins.
ESLIO_DECL void event_merge::fall_behind(connection_state& c) noexcept {
    if (!c.up) return;
    c.behind = true;
    if (c.held.empty()) return;
    drop_held(c, c.held.size());
    c.joining = true;
}

ESLIO_DECL std::optional<std::uint64_t> event_merge::oldest_held() const noexcept {
    if (is_catching_up() && !of(leader_).held.empty()) return of(leader_).held.front().sequence;
    const connection_state& other = of(other_than(leader_));
    if (!in_step() || other.held.empty()) return std::nullopt;
    return other.held.front().sequence;
}

ESLIO_DECL bool event_merge::next(due& out) {
    if (ready_.empty()) return false;
    out = std::move(ready_.front());
    ready_.pop();
    return true;
}

}  // namespace eslio::protocol
