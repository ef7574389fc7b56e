// The bodies of the functions of user_subscription.hpp.
#pragma once

#include <eslio/event/detail/type_word.hpp>
#include <eslio/protocol/user_subscription.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
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
    named_.others.add_all(n.others);
    for (const std::string& word : n.others.all()) note_type(word);
    named_.subclasses.add_all(n.subclasses);
    if (n.has(event_name::all)) {
        all_others_ = known_subclasses_ = true;
        exceptions_.reset();
    }
    if (exceptions_) exceptions_->subclasses.remove_all(n.subclasses);
}

ESLIO_DECL void user_subscription::note_exceptions(const eslio::detail::named_events& n) {
    if (n.others.all().empty() && n.subclasses.all().empty()) return;
    if (!exceptions_) exceptions_.reset(new exceptions());
    exceptions_->others.add_all(n.others);
    exceptions_->subclasses.add_all(n.subclasses);
}

ESLIO_DECL void user_subscription::remove(const eslio::detail::named_events& n) {
    if (known_subclasses_) note_exceptions(n);
    eslio::detail::event_types gone = n.types;
    gone.reset(eslio::detail::index_of(event_name::custom));  // CUSTOM itself cannot be nixed
    if (n.has(event_name::all)) {
        gone.set();
        named_.others.clear();
        types_of_others_.clear();
        all_others_ = false;
    } else if (named_.has(event_name::all) && gone.any()) {
        // FreeSWITCH turns ALL into the list of all single types.
        named_.types.set();
        named_.types.reset(eslio::detail::index_of(event_name::all));
        unsure_.reset();
    }
    named_.types &= ~gone;
    unsure_ &= ~gone;
    for (const std::string& word : n.others.all()) {
        forget_type(word);
        forget_type(eslio::detail::name_after_prefix(word));
    }
    named_.subclasses.remove_all(n.subclasses);
}

ESLIO_DECL std::string user_subscription::type_key(std::string_view type, std::string_view word) {
    std::string key;
    key.reserve(type.size() + 1 + word.size());
    for (const char c : type) key.push_back(wire::to_lower(c));
    key.push_back('\0');
    return key.append(word);
}

ESLIO_DECL void user_subscription::note_type(const std::string& word) {
    types_of_others_.add(type_key(word, word));
    types_of_others_.add(type_key(eslio::detail::name_after_prefix(word), word));
}

/// Two words may name one type: in any case, and with or without a prefix.
ESLIO_DECL void user_subscription::forget_type(std::string_view type) {
    const std::string begin = type_key(type, {});
    while (const std::string* const found = types_of_others_.find_begun_by(begin)) {
        const std::string word = found->substr(begin.size());
        named_.others.remove(word);
        types_of_others_.remove(type_key(word, word));
        types_of_others_.remove(type_key(eslio::detail::name_after_prefix(word), word));
    }
}

ESLIO_DECL eslio::detail::named_events user_subscription::clear() {
    all_others_ = known_subclasses_ = false;
    exceptions_.reset();
    unsure_.reset();
    types_of_others_.clear();
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
