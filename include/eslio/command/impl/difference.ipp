// The bodies of the functions of difference.hpp.
#pragma once

#include <eslio/command/difference.hpp>

namespace eslio::detail {

ESLIO_DECL void change_filters(const subscription& from, const subscription& to,
                               std::vector<command>& out) {
    if (to.filters().empty()) {
        if (!from.filters().empty())
            out.push_back(cmd::filter_delete_all());  // one by one, each would narrow
        return;
    }
    // Where nothing is filtered yet, the first filter would keep back what the second lets through:
    // one that lets every event through stands in for all of them meanwhile.
    const filter_rule any("Event-Name", "/./");
    const bool stand_in = from.filters().empty();
    if (stand_in) out.push_back(any.add_command());
    for (const filter_rule& f : to.filters())
        if (!f.negative() && !from.has_filter(f) && !(stand_in && f == any))
            out.push_back(f.add_command());
    for (const filter_rule& f : from.filters())
        if (f.negative() && !to.has_filter(f)) out.push_back(f.delete_command());
    for (const filter_rule& f : to.filters())
        if (f.negative() && !from.has_filter(f)) out.push_back(f.add_command());
    for (const filter_rule& f : from.filters())
        if (!f.negative() && !to.has_filter(f)) out.push_back(f.delete_command());
    if (stand_in && !to.has_filter(any)) out.push_back(any.delete_command());
}

ESLIO_DECL event_list added_events(const subscription& from, const subscription& to, bool all) {
    event_list added;
    for (const std::string& name : to.events().names())
        if (name != to_string(event_name::custom) && (all || !from.events().has_name(name)))
            added.add(name);
    for (const std::string& subclass : to.events().subclasses())
        if (all || !from.events().has_subclass(subclass)) added.custom(subclass);
    return added;
}

ESLIO_DECL event_list removed_events(const subscription& from, const subscription& to) {
    event_list removed;
    if (to.events().has(event_name::all)) return removed;
    const auto remove = [&](std::string_view name) {
        if (!to.events().has_name(name)) removed.add(name);
    };
    if (from.events().has(event_name::all)) {
        for (const std::string_view name : event_name_texts)
            if (name != "ALL" && name != "CUSTOM") remove(name);
    }
    for (const std::string& name : from.events().names())
        if (name != "ALL" && name != "CUSTOM") remove(name);
    for (const std::string& subclass : from.events().subclasses())
        if (!to.events().has_subclass(subclass)) removed.custom(subclass);
    return removed;
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL std::vector<command> difference(const subscription& from, const subscription& to) {
    for (const subscription* s : {&from, &to})
        if (argument_error wrong = s->problem()) return {command::invalid(std::move(wrong))};
    std::vector<command> all;
    if (!to.filters().empty()) detail::change_filters(from, to, all);
    if (to.events().empty()) {
        if (!from.events().empty()) all.push_back(cmd::noevents());
    } else {
        const bool changes_format = to.type() && to.type() != from.type();
        const event_list added = detail::added_events(from, to, changes_format);
        if (!added.empty())
            all.push_back(cmd::listen(added, changes_format ? to.type() : std::nullopt));
        const event_list removed = detail::removed_events(from, to);
        if (!removed.empty()) all.push_back(cmd::nixevent(removed));
    }
    if (to.filters().empty()) detail::change_filters(from, to, all);
    if (to.level() && to.level() != from.level()) all.push_back(cmd::log(*to.level()));
    if (!to.level() && from.level()) all.push_back(cmd::nolog());
    return all;
}

}  // namespace eslio
