// The bodies of the functions of user_subscription.hpp.
#pragma once

#include <eslio/protocol/user_subscription.hpp>

namespace eslio::protocol {

ESLIO_DECL bool user_subscription::has_custom(std::string_view subclass) const {
    if (named_.has(event_name::all)) return true;
    if (!named_.has(event_name::custom)) return false;
    return subclass.empty() || known_subclasses_ || named_.subclasses.has(subclass);
}

ESLIO_DECL bool user_subscription::has_other(std::string_view name) const noexcept {
    if (all_others_) return true;
    for (const std::string& word : named_.others.all())
        if (eslio::detail::names_type(word, name)) return true;
    return false;
}

ESLIO_DECL void user_subscription::add(const eslio::detail::named_events& n) {
    named_.types |= n.types;
    unsure_ &= ~n.types;
    for (const std::string& word : n.others.all()) named_.others.add(word);
    for (const std::string& subclass : n.subclasses.all()) named_.subclasses.add(subclass);
    if (n.has(event_name::all)) all_others_ = known_subclasses_ = true;
}

ESLIO_DECL void user_subscription::remove(const eslio::detail::named_events& n) {
    eslio::detail::event_types gone = n.types;
    gone.reset(eslio::detail::index_of(event_name::custom));  // CUSTOM itself cannot be nixed
    if (n.has(event_name::all)) {
        gone.set();
        named_.others.clear();
        all_others_ = false;
    } else if (named_.has(event_name::all) && gone.any()) {
        // FreeSWITCH turns ALL into the list of all single types.
        named_.types.set();
        named_.types.reset(eslio::detail::index_of(event_name::all));
        unsure_.reset();
    }
    named_.types &= ~gone;
    unsure_ &= ~gone;
    for (const std::string& word : n.others.all()) named_.others.remove(word);
    for (const std::string& subclass : n.subclasses.all()) named_.subclasses.remove(subclass);
}

ESLIO_DECL eslio::detail::named_events user_subscription::clear() {
    all_others_ = known_subclasses_ = false;
    unsure_.reset();
    return std::exchange(named_, eslio::detail::named_events());
}

ESLIO_DECL void user_subscription::begin_my_events() noexcept {
    ++my_events_asked_;
    if (has_my_events_) return;
    const eslio::detail::event_types brought = eslio::detail::types_of_myevents();
    unsure_ |= brought & ~named_.types;
    named_.types |= brought;
}

ESLIO_DECL void user_subscription::end_my_events(bool accepted) noexcept {
    if (my_events_asked_ != 0) --my_events_asked_;
    has_my_events_ = has_my_events_ || accepted;
    if (has_my_events_) unsure_.reset();
    if (my_events_asked_ != 0) return;
    named_.types &= ~unsure_;
    unsure_.reset();
}

}  // namespace eslio::protocol
