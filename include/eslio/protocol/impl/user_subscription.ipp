// The bodies of the functions of user_subscription.hpp.
#pragma once

#include <eslio/protocol/user_subscription.hpp>

#include <cstddef>
#include <utility>

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
    if (n.has(event_name::all)) {
        all_others_ = known_subclasses_ = true;
        exceptions_.reset();
    }
    if (!exceptions_) return;
    for (const std::string& subclass : n.subclasses.all()) exceptions_->subclasses.remove(subclass);
}

ESLIO_DECL void user_subscription::note_exceptions(const eslio::detail::named_events& n) {
    if (n.others.all().empty() && n.subclasses.all().empty()) return;
    if (!exceptions_) exceptions_.reset(new exceptions());
    for (const std::string& word : n.others.all()) exceptions_->others.add(word);
    for (const std::string& subclass : n.subclasses.all()) exceptions_->subclasses.add(subclass);
}

ESLIO_DECL void user_subscription::remove(const eslio::detail::named_events& n) {
    if (known_subclasses_) note_exceptions(n);
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
    for (const std::string& word : n.others.all()) forget_type(word);
    for (const std::string& subclass : n.subclasses.all()) named_.subclasses.remove(subclass);
}

/// Two words may name one type.
ESLIO_DECL void user_subscription::forget_type(std::string_view word) {
    const eslio::detail::compact_vector<std::string> all = named_.others.all();
    const std::string_view name = word.size() > 13 ? word.substr(13) : word;
    for (const std::string& other : all)
        if (eslio::detail::names_type(other, word) || eslio::detail::names_type(other, name))
            named_.others.remove(other);
}

ESLIO_DECL eslio::detail::named_events user_subscription::clear() {
    all_others_ = known_subclasses_ = false;
    exceptions_.reset();
    unsure_.reset();
    return std::exchange(named_, eslio::detail::named_events());
}

ESLIO_DECL std::string user_subscription::words_of(const eslio::detail::word_set& words) {
    std::string all;
    for (const std::string& word : words.all()) all.append(" ").append(word);
    return all;
}

/// What ALL once brought besides the types eslio knows, and subclasses while CUSTOM itself is not
/// subscribed, come by ALL or CUSTOM alone: then the rest is taken back.
ESLIO_DECL void user_subscription::restore(const eslio::detail::event_types& spared,
                                           std::string_view type,
                                           eslio::detail::compact_vector<std::string>& out) const {
    std::string line("event");
    if (!type.empty()) line.append(" ").append(type);
    std::string names, unwanted;
    for (std::size_t i = 0; i < named_.types.size(); ++i) {
        const auto name = static_cast<event_name>(i);
        if (name == event_name::custom || name == event_name::all) continue;
        if (named_.types[i])
            names.append(" ").append(to_string(name));
        else if (!spared[i])
            unwanted.append(" ").append(to_string(name));
    }
    names.append(words_of(named_.others));
    const bool has_customs = named_.has(event_name::custom);
    if (has_customs) names.append(" CUSTOM").append(words_of(named_.subclasses));
    const bool sleeps = !has_customs && !named_.subclasses.all().empty();
    if (known_subclasses_ || sleeps) {
        if (known_subclasses_) line.append(" ALL");
        if (!named_.subclasses.all().empty())
            line.append(" CUSTOM").append(words_of(named_.subclasses));
        out.push_back(std::exchange(line, "event"));
        // CLONE is never fired, and makes single types of ALL.
        if (has(event_name::all))
            unwanted.clear();
        else if (!all_others_)
            unwanted = " ALL";
        else if (unwanted.empty())
            unwanted = " CLONE";
        if (exceptions_) unwanted.append(words_of(exceptions_->others));
        if (exceptions_ && !exceptions_->subclasses.all().empty())
            unwanted.append(" CUSTOM").append(words_of(exceptions_->subclasses));
        if (!unwanted.empty()) out.push_back("nixevent" + unwanted);
        if (all_others_) names = words_of(named_.others);
    }
    if (!names.empty()) out.push_back(line + names);
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
