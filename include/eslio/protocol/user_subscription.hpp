// What the user of a connection has subscribed to, as FreeSWITCH has understood it.
#pragma once

#include <eslio/command/event_list.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/protocol/event_types.hpp>
#include <eslio/protocol/heard_commands.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Follows `event`, `nixevent`, `noevents` and `myevents` as they are written, before any answer is
/// known; that of `myevents` is told later.
class user_subscription {
public:
    bool has(event_name n) const noexcept { return named_.has(event_name::all) || named_.has(n); }

    bool has_custom(std::string_view subclass) const {
        if (named_.has(event_name::all)) return true;
        if (!named_.has(event_name::custom)) return false;
        return subclass.empty() || known_subclasses_ || named_.subclasses.has(subclass);
    }

    /// Of a type that this library does not know.
    bool has_other(std::string_view name) const noexcept {
        if (all_others_) return true;
        for (const std::string& word : named_.others.all())
            if (eslio::detail::names_type(word, name)) return true;
        return false;
    }

    /// `event`
    void add(const named_events& n) {
        named_.types |= n.types;
        unsure_ &= ~n.types;
        for (const std::string& word : n.others.all()) named_.others.add(word);
        for (const std::string& subclass : n.subclasses.all()) named_.subclasses.add(subclass);
        if (n.has(event_name::all)) all_others_ = known_subclasses_ = true;
    }

    /// `nixevent`
    void remove(const named_events& n) {
        event_types gone = n.types;
        gone.reset(index_of(event_name::custom));  // CUSTOM itself cannot be nixed
        if (n.has(event_name::all)) {
            gone.set();
            named_.others.clear();
            all_others_ = false;
        } else if (named_.has(event_name::all) && gone.any()) {
            // FreeSWITCH turns ALL into the list of all single types.
            named_.types.set();
            named_.types.reset(index_of(event_name::all));
            unsure_.reset();
        }
        named_.types &= ~gone;
        unsure_ &= ~gone;
        for (const std::string& word : n.others.all()) named_.others.remove(word);
        for (const std::string& subclass : n.subclasses.all()) named_.subclasses.remove(subclass);
    }

    /// `noevents`; returns what was subscribed to.
    named_events clear() {
        all_others_ = known_subclasses_ = false;
        unsure_.reset();
        return std::exchange(named_, named_events());
    }

    /// A `myevents`, until its answer is known. After one that was accepted it is refused.
    void begin_my_events() noexcept {
        ++my_events_asked_;
        if (has_my_events_) return;
        const event_types brought = types_of_myevents();
        unsure_ |= brought & ~named_.types;
        named_.types |= brought;
    }

    /// Its answer: what only a refused one would have brought does not come.
    void end_my_events(bool accepted) noexcept {
        if (my_events_asked_ != 0) --my_events_asked_;
        has_my_events_ = has_my_events_ || accepted;
        if (has_my_events_) unsure_.reset();
        if (my_events_asked_ != 0) return;
        named_.types &= ~unsure_;
        unsure_.reset();
    }

    /// One is in force, or may be.
    bool may_have_my_events() const noexcept { return has_my_events_ || my_events_asked_ != 0; }

private:
    named_events named_;
    event_types unsure_;             ///< of these, what a `myevents` brings unless it is refused
    bool all_others_ = false;        ///< subscribed to the types this library does not know
    bool known_subclasses_ = false;  ///< and to the subclasses FreeSWITCH knew at the last ALL
    bool has_my_events_ = false;
    std::size_t my_events_asked_ = 0;
};

}  // namespace eslio::protocol
