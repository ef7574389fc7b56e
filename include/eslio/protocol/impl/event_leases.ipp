// The bodies of the functions of event_leases.hpp.
#pragma once

#include <eslio/protocol/event_leases.hpp>

#include <algorithm>
#include <utility>

namespace eslio::protocol {

ESLIO_DECL event_leases::id event_leases::take(const need& what) {
    entry& e = entry_for(what);
    ++e.holders;
    e.over = never;
    return static_cast<id>(&e - entries_.data()) + 1;
}

/// One of the same need, else one that is not used.
ESLIO_DECL event_leases::entry& event_leases::entry_for(const need& what) {
    entry* unused = nullptr;
    for (entry& e : entries_) {
        if (e.used() && e.what.types == what.types && e.what.filter == what.filter) return e;
        if (!e.used() && unused == nullptr) unused = &e;
    }
    if (unused == nullptr) {
        entries_.reserve(entries_.size() + 1);  // there are few, on many connections
        unused = &entries_.emplace_back();
    }
    unused->what = what;
    return *unused;
}

ESLIO_DECL void event_leases::give_back(id which, time_point now) noexcept {
    if (which == 0 || which > entries_.size()) return;
    entry& e = entries_[which - 1];
    if (e.holders == 0 || --e.holders != 0) return;
    e.over = deadline_after(now, patience);
}

ESLIO_DECL event_types event_leases::types() const noexcept {
    event_types all = always_;
    for (const entry& e : entries_)
        if (e.used()) all |= e.what.types;
    return all;
}

ESLIO_DECL time_point event_leases::next_end() const noexcept {
    time_point next = never;
    for (const entry& e : entries_) next = std::min(next, e.over);
    return next;
}

ESLIO_DECL detail::compact_vector<event_leases::need> event_leases::take_expired(time_point now) {
    detail::compact_vector<need> over;
    for (entry& e : entries_)
        if (e.over <= now) over.push_back(std::exchange(e, entry()).what);
    return over;
}

ESLIO_DECL void event_leases::put_off_expired(time_point now) noexcept {
    for (entry& e : entries_)
        if (e.over <= now) e.over = deadline_after(now, patience);
}

}  // namespace eslio::protocol
