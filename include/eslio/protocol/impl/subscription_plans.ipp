// What is written for a command of the user's that changes what is heard.
#pragma once

#include <eslio/command/filter.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/wire/ascii.hpp>

#include <utility>

namespace eslio::protocol {

ESLIO_DECL error_code subscription_state::check(const heard_change& change) const noexcept {
    const bool is_checked = guards_myevents_ && !controls_call_;
    if (!is_checked || change.what != heard_change::kind::my_events || !change.argument) return {};
    return parse_format(*change.argument) ? make_error_code(error::not_allowed) : error_code();
}

ESLIO_DECL subscription_state::steps subscription_state::plan(const heard_change& change,
                                                              std::string bytes, bool secret) {
    steps all = plan_change(change, std::move(bytes), secret);
    for (step& s : all) s.secret = s.secret || secret;
    return all;
}

ESLIO_DECL subscription_state::steps subscription_state::plan_change(const heard_change& change,
                                                                     std::string bytes,
                                                                     bool secret) {
    using kind = heard_change::kind;
    switch (change.what) {
        case kind::filter: return plan_filter(bytes, change.filter, secret);
        case kind::diversion:
            if (change.diverts && (controls_call_ || wanted_.events.may_have_my_events()))
                wanted_.diverted = *change.diverts;
            break;
        case kind::log:
        case kind::nolog: break;  // known when it is answered: see `note_log`
        default:
            if (fixed_.any()) break;
            if (secret) wanted_.secret_events = true;
            if (change.what == kind::event) return plan_event(change, std::move(bytes));
            if (change.what == kind::noevents) return plan_noevents(std::move(bytes));
            if (change.what == kind::nixevent)
                return plan_nixevent(change.events, std::move(bytes));
            return plan_myevents(change, std::move(bytes));
    }
    return {{std::move(bytes), false, false}};
}

ESLIO_DECL subscription_state::steps subscription_state::with_scope(steps all,
                                                                    std::string_view header,
                                                                    std::string_view value) const {
    for (const std::string& filter : scope_.deleted_by(header, value)) add_internal(all, filter);
    return all;
}

ESLIO_DECL subscription_state::steps subscription_state::plan_filter(const std::string& bytes,
                                                                     const filter_change& change,
                                                                     bool secret) {
    using kind = filter_change::kind;
    switch (change.what) {
        case kind::clear:
            wanted_.filters.clear();
            cover_.lose();
            return with_scope({{bytes, false, false}}, {}, {});
        case kind::remove: return plan_filter_delete(bytes, change.header, change.value);
        case kind::add:
            // An empty value says "added" and removes (mod_event_socket: filter).
            if (change.value.empty() && change.header.find('[') == std::string::npos)
                return plan_filter_delete(bytes, change.header, {});
            return plan_filter_add(bytes, change.header, change.value, secret);
        case kind::none: break;
    }
    return {{bytes, false, false}};
}

ESLIO_DECL subscription_state::steps subscription_state::plan_filter_add(const std::string& bytes,
                                                                         std::string_view header,
                                                                         std::string_view value,
                                                                         bool secret) {
    steps all;
    // An array is put into the first filter of its header, which may not be the cover.
    const std::string_view name = header.substr(0, header.find('['));
    const bool is_array = name != header || wire::starts_with(value, "ARRAY::");
    if (is_array && cover_.in_force() && wire::iequals(name, cover_.header())) {
        cover_.change_sides();
        replace_cover(all);
    }
    if (needed_.any() && wanted_.filters.empty() && !cover_.in_force() && !scope_.active()) {
        if (is_array && wire::iequals(name, cover_.next_header())) cover_.change_sides();
        add_internal(all, cover_.begin(needed_));
    }
    wanted_.filters.add(header, value, secret);
    began_to_hide_ = began_to_hide_ || wanted_.filters.hides(needed_);
    all.push_back({bytes, false, false});
    if (wanted_.filters.empty() && cover_.in_force()) end_cover(all);
    if (!scope_.active() || eslio::detail::read_filter(value).negative) return all;
    // FreeSWITCH would add to the call's events those that this selects, of all calls. So it is
    // not left in force there: `wants` selects.
    const std::string_view which = is_array ? std::string_view() : value;
    std::string undone = "filter delete " + std::string(name);
    if (!is_array) undone.append(" ").append(value);
    add_internal(all, undone);
    return with_scope(std::move(all), name, which);
}

ESLIO_DECL subscription_state::steps subscription_state::plan_filter_delete(
    const std::string& bytes, std::string_view header, std::string_view value) {
    wanted_.filters.remove(header, value);
    if (!cover_.in_force()) return with_scope({{bytes, false, false}}, header, value);
    steps all;
    if (wire::iequals(header, cover_.header()) && (value.empty() || value == cover_.value())) {
        if (wanted_.filters.empty() || needed_.none()) {
            cover_.lose();  // deleted with the user's own
        } else {
            cover_.change_sides();
            add_internal(all, cover_.begin(needed_));
        }
    }
    all.push_back({bytes, false, false});
    if (wanted_.filters.empty() && cover_.in_force()) end_cover(all);
    return all;
}

ESLIO_DECL subscription_state::steps subscription_state::plan_event(const heard_change& change,
                                                                    std::string bytes) {
    if (!change.events.empty()) {
        user_off_ = false;
        wanted_.events.add(change.events);
    }
    // Without a name FreeSWITCH refuses, but has taken the format (mod_event_socket: event).
    if (change.type) wanted_.type = change.type;
    steps all;
    if (change.events.has(event_name::all) || change.events.has(event_name::background_job))
        add_internal(all, scope_.hear_jobs());
    all.push_back({std::move(bytes), false, false});
    return all;
}

ESLIO_DECL subscription_state::steps subscription_state::plan_myevents(const heard_change& change,
                                                                       std::string bytes) {
    if (!controls_call_ && !change.argument) return {{std::move(bytes), false, false}};
    const std::string_view argument = change.argument ? *change.argument : std::string_view();
    if (!controls_call_) {
        if (guards_myevents_ && argument.find(' ') == std::string_view::npos)
            bytes.insert(bytes.find('\n'), " plain");
        if (!wanted_.events.may_have_my_events())
            wanted_.my_call = argument.substr(0, argument.find(' '));
    }
    if (change.type) wanted_.type = change.type;
    wanted_.events.begin_my_events();
    user_off_ = false;
    return {{std::move(bytes), false, false, true}};
}

ESLIO_DECL subscription_state::steps subscription_state::plan_noevents(std::string bytes) {
    named_events all = wanted_.events.clear();
    const bool secret = std::exchange(wanted_.secret_events, false);
    all.types.set();
    user_off_ = leftovers_ = needed_.any();
    if (needed_.none()) return {{std::move(bytes), false, false}};
    return {{nix_line(all), false, true, false, secret}};
}

ESLIO_DECL subscription_state::steps subscription_state::plan_nixevent(const named_events& named,
                                                                       std::string bytes) {
    if (named.empty()) return {{std::move(bytes), false, false}};
    user_off_ = false;
    wanted_.events.remove(named);
    const bool all = named.has(event_name::all);
    if (needed_.none() || !(all || (named.types & needed_).any()))
        return {{std::move(bytes), false, false}};
    leftovers_ = leftovers_ || all;
    return {{nix_line(named), false, false}};
}

ESLIO_DECL std::string subscription_state::nix_line(const named_events& n) const {
    // A name is needed for FreeSWITCH to agree; CLONE is never fired.
    std::string line("nixevent CLONE");
    for (std::size_t i = 0; i < n.types.size(); ++i) {
        const auto type = static_cast<event_name>(i);
        if (type == event_name::all || type == event_name::custom || type == event_name::clone ||
            needed_[i] || !(n.has(event_name::all) || n.types[i]))
            continue;
        line.append(" ").append(to_string(type));
    }
    for (const std::string& word : n.others.all()) line.append(" ").append(word);
    if (!n.subclasses.all().empty()) line.append(" CUSTOM");
    for (const std::string& subclass : n.subclasses.all()) line.append(" ").append(subclass);
    return line.append("\n\n");
}

}  // namespace eslio::protocol
