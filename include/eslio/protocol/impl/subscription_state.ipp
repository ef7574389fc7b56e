// What the library itself needs to hear: asked for, taken back, and kept from the user.
#pragma once

#include <eslio/protocol/subscription_state.hpp>
#include <eslio/wire/ascii.hpp>

namespace eslio::protocol {

using eslio::detail::index_of;

ESLIO_DECL void subscription_state::append_names(std::string& line, const types& of) {
    for (std::size_t i = 0; i < of.size(); ++i)
        if (of[i]) line.append(" ").append(to_string(static_cast<event_name>(i)));
}

ESLIO_DECL subscription_state::steps subscription_state::ask(const types& needed) {
    const types added = needed & ~needed_;
    if (added.none()) return {};
    steps all;
    ask_for(added);
    if (added[index_of(event_name::background_job)]) add_internal(all, scope_.hear_jobs());
    if (scope_.active()) {
        // The call's own filter lets pass what is needed.
    } else if (cover_.in_force() && cover_.differs(needed_)) {
        replace_cover(all);
    } else if (!wanted_.filters.empty() && !cover_.in_force()) {
        add_internal(all, cover_.begin(needed_));
    }
    std::string line("event");
    append_names(line, added);
    add_internal(all, line);
    return all;
}

/// Unsubscribes first, then removes the filters: else what another filter selects would come.
ESLIO_DECL subscription_state::steps subscription_state::end_unneeded(time_point now) {
    const auto over = wanted_.leases.take_expired(now);
    steps all;
    if (over.empty() || fixed_.any()) return all;
    const types gone = needed_ & ~wanted_.leases.types();
    needed_ &= ~gone;
    types unwanted = gone;
    for (std::size_t i = 0; i < gone.size(); ++i)
        if (gone[i] && wanted_.events.has(static_cast<event_name>(i))) unwanted.reset(i);
    if (unwanted.any()) {
        std::string line("nixevent");
        append_names(line, unwanted);
        add_internal(all, line);
    }
    for (const event_leases::need& n : over)
        if (!n.filter.empty()) add_internal(all, scope_.hear_no_more(n.filter));
    if (!cover_.in_force()) return all;
    if (needed_.none())
        end_cover(all);
    else if (cover_.differs(needed_))
        replace_cover(all);
    return all;
}

ESLIO_DECL subscription_state::steps subscription_state::restore() {
    scope_ = call_scope();
    cover_ = filter_cover();
    controls_call_ = user_off_ = began_to_hide_ = leftovers_ = false;
    fixed_.reset();
    needed_ = asked_ = wanted_.leases.types();
    const std::string_view type = wanted_.type ? to_string(*wanted_.type) : std::string_view();
    steps all;
    const auto add = [&all](const std::string& line, bool secret) {
        all.push_back({line + "\n\n", false, false, false, secret});
    };
    if (!wanted_.filters.empty() && needed_.any()) add(cover_.begin(needed_), false);
    for (const filter_view::line& filter : wanted_.filters.commands())
        add(filter.text, filter.secret);
    eslio::detail::compact_vector<std::string> lines;
    wanted_.events.restore(needed_, type, lines);
    for (const std::string& line : lines) add(line, wanted_.secret_events);
    if (wanted_.level) add("log " + std::string(to_string(*wanted_.level)), wanted_.secret_level);
    // Alone: at a name that the user may not have, FreeSWITCH stops.
    std::string needs("event");
    append_names(needs, needed_);
    if (needed_.any()) add_internal(all, needs);
    return all;
}

ESLIO_DECL void subscription_state::rely_on_myevents(const types& needed) noexcept {
    fixed_ = needed;
    ask_for(needed);
}

ESLIO_DECL subscription_state::steps subscription_state::hear_only(std::string_view uuid,
                                                                   format type,
                                                                   const types& needed) {
    ask_for(needed);
    named_events brought;
    brought.types = eslio::detail::types_of_myevents();
    wanted_.events.add(brought);
    steps all;
    add_internal(all, scope_.begin(uuid));
    std::string line = "event " + std::string(to_string(type));
    append_names(line, needed | brought.types);
    add_internal(all, line);
    return all;
}

ESLIO_DECL bool subscription_state::hear_also(std::string_view header, std::string_view uuid,
                                              lease& held, steps& out) {
    const bool is_my_call = header == "Unique-ID" && wire::iequals(uuid, wanted_.my_call);
    if (fixed_.any() || (wanted_.events.may_have_my_events() && !is_my_call)) return false;
    if (!scope_.active()) return true;
    add_internal(out, scope_.hear_also(header, uuid));
    held = wanted_.leases.take({types(), std::string(header).append(" ").append(uuid)});
    return true;
}

ESLIO_DECL bool subscription_state::wants(const event& e) const {
    if (user_off_ || (scope_.active() && !scope_.is_own(e))) return false;
    if (asked_.any()) {
        const event_name type = e.type();
        if (type == event_name::dtmf && wanted_.diverted) return true;  // whatever is subscribed
        if (type != event_name::unknown && asked_[index_of(type)])
            return wanted_.events.has(type) && wanted_.filters.passes(e);
    }
    if (leftovers_ && e.is(event_name::custom) && !wanted_.events.has_custom(e.subclass()))
        return false;
    if (leftovers_ && e.type() == event_name::unknown && !wanted_.events.has_other(e.name()))
        return false;
    // The cover that stands in lets other events through as well, and so does the call's filter.
    const bool too_many = scope_.active() || cover_.let_all_through();
    return !too_many || wanted_.filters.passes(e);
}

ESLIO_DECL bool subscription_state::still_wants(const event& e) const {
    const event_name type = e.type();
    const bool named = type == event_name::custom    ? wanted_.events.has_custom(e.subclass())
                       : type == event_name::unknown ? wanted_.events.has_other(e.name())
                                                     : wanted_.events.has(type);
    return named && wants(e) && wanted_.filters.passes(e);
}

ESLIO_DECL void subscription_state::end_cover(steps& all) {
    const bool is_users = wanted_.filters.has(cover_.header(), cover_.value());
    const std::string old = cover_.end();
    if (!is_users) add_internal(all, old);
}

ESLIO_DECL void subscription_state::replace_cover(steps& all) {
    const bool is_users = wanted_.filters.has(cover_.header(), cover_.value());
    const std::string old = cover_.end();
    add_internal(all, cover_.begin(needed_));
    if (!is_users) add_internal(all, old);
}

}  // namespace eslio::protocol
