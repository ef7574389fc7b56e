// What a connection hears: the user's wishes and the library's own, kept apart on one server.
#pragma once

#include <eslio/command/listen.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/protocol/filter_view.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// FreeSWITCH keeps one subscription and one list of filters per connection. When the library needs
/// events for itself (BACKGROUND_JOB for the results of jobs, those of calls for their executions),
/// this class sees to it that they keep coming whatever the user subscribes, and that the user gets
/// only what he asked for.
///
/// Usage: every command goes through `plan`; once `need` was called the plan may differ from the
/// command: `noevents` and `nixevent` are written as a `nixevent` of everything but what is needed
/// (so that not even one event is lost between two commands), and while the user has filters one
/// more filter covers what is needed. `wants` judges incoming events.
class listening {
public:
    static constexpr std::size_t type_count = detail::event_name_texts.size();
    using types = std::bitset<type_count>;

    static types set_of(std::initializer_list<event_name> names) noexcept {
        types all;
        for (const event_name n : names) all.set(index(n));
        return all;
    }

    /// One command to write. The answer of the one that is not `internal` is the user's.
    struct step {
        std::string bytes;
        bool internal = false;
        bool replaces_noevents = false;  ///< its answer is to read as that of `noevents`
    };
    using steps = std::vector<step>;

    /// Whether `plan` has to see this command at all.
    static bool concerns(std::string_view bytes) noexcept {
        switch (bytes.empty() ? '\0' : wire::to_lower(bytes.front())) {
            case 'f': return wire::istarts_with(bytes, "filter ");
            case 'd': return wire::istarts_with(bytes, "divert_events");
            case 'e': return wire::istarts_with(bytes, "event");
            case 'n':
                return wire::istarts_with(bytes, "nixevent") ||
                       wire::istarts_with(bytes, "noevents");
            case 'm': return wire::istarts_with(bytes, "myevents");
            default: return false;
        }
    }

    /// What to write for a command of the user's for which `concerns` holds.
    steps plan(std::string bytes) {
        const std::string_view line = std::string_view(bytes).substr(0, bytes.find('\n'));
        if (wire::istarts_with(line, "filter ")) return plan_filter(bytes, line.substr(7));
        const bool diverts = wire::istarts_with(line, "divert_events");
        if (diverts) diverted_ = wire::iequals(wire::trim(line.substr(13)), "on");
        if (diverts || fixed_.any()) return {{std::move(bytes), false, false}};
        if (wire::istarts_with(line, "noevents")) return plan_noevents(std::move(bytes));
        if (wire::istarts_with(line, "nixevent")) return plan_nixevent(std::move(bytes));
        if (wire::istarts_with(line, "event")) note_event(read_names(line));
        // It may be refused; then nothing of these comes but what is needed, and that is passed on.
        const bool one_call = wire::istarts_with(line, "myevents");
        if (one_call) user_.types |= types_of_myevents();
        one_call_ = one_call_ || one_call;
        user_off_ = false;
        return {{std::move(bytes), false, false}};
    }

    /// What to write so that these are heard by the library. The last of them is the subscription;
    /// nothing if it is in force.
    steps need(const types& wanted) {
        const types added = wanted & ~needed_;
        if (added.none()) return {};
        steps all;
        needed_ |= added;
        asked_ |= added;
        if (covered_ && cover_.value != cover_for(which_cover_).value) {
            const step old = uncover();
            all.push_back(cover());
            all.push_back(old);
        } else if (!user_filters_.empty() && !covered_) {
            all.push_back(cover());
        }
        std::string line("event");
        append_names(line, added);
        all.push_back({line.append("\n\n"), true, false});
        return all;
    }

    /// On an outbound connection without `full`, after its `myevents`: that brings these, and of
    /// all commands only `filter` changes what is heard (mod_event_socket: parse_command).
    void rely_on_myevents(const types& wanted) noexcept {
        fixed_ = wanted;
        needed_ |= wanted;
        asked_ |= wanted;
    }

    /// FreeSWITCH refused the subscription: who needs them next asks again. It keeps the names in
    /// front of the refused one, so they are judged on (mod_event_socket: event).
    void refused(const types& wanted) noexcept { needed_ &= fixed_ | ~wanted; }

    bool needs(event_name n) const noexcept { return needed_[index(n)]; }

    bool hears_one_call() const noexcept { return one_call_ || fixed_.any(); }
    bool hides_events() const noexcept { return user_filters_.has_negative(); }

    /// Whether the user asked for this event. Judged is only what may come for another reason: what
    /// the library asked for, and what a rewritten `noevents` or `nixevent` left on.
    bool wants(const event& e) const {
        if (user_off_) return false;
        if (asked_.any()) {
            const event_name type = e.type();
            if (type == event_name::dtmf && diverted_) return true;  // whatever is subscribed
            if (type != event_name::unknown && asked_[index(type)])
                return user_has(type) && user_filters_.passes(e);
        }
        if (leftovers_ && e.is(event_name::custom) && !wants_custom(e.subclass())) return false;
        if (leftovers_ && e.type() == event_name::unknown && !wants_other(e.name())) return false;
        // The second cover lets other events through as well.
        return !(covered_ && which_cover_ == 1) || user_filters_.passes(e);
    }

private:
    static constexpr std::size_t index(event_name n) noexcept {
        return static_cast<std::size_t>(n);
    }

    /// Words in alphabetical order, each once.
    class word_set {
    public:
        void add(std::string_view word) {
            const auto at = std::lower_bound(words_.begin(), words_.end(), word);
            if (at == words_.end() || *at != word) words_.insert(at, std::string(word));
        }
        void remove(std::string_view word) {
            const auto at = std::lower_bound(words_.begin(), words_.end(), word);
            if (at != words_.end() && *at == word) words_.erase(at);
        }
        bool has(std::string_view word) const noexcept {
            const auto at = std::lower_bound(words_.begin(), words_.end(), word);
            return at != words_.end() && *at == word;
        }
        const std::vector<std::string>& all() const noexcept { return words_; }
        void clear() noexcept { words_.clear(); }

    private:
        std::vector<std::string> words_;
    };

    /// What an `event` or `nixevent` command names.
    struct names {
        listening::types types;
        word_set others;      ///< names this library does not know
        word_set subclasses;  ///< of CUSTOM

        bool has(event_name n) const noexcept { return types[index(n)]; }
    };

    static names read_names(std::string_view line) {
        names n;
        bool custom = false;
        wire::next_word(line);  // `event`, or a longer word that FreeSWITCH takes for it
        while (!line.empty()) {
            const std::string_view word = wire::next_word(line);
            if (word.empty()) continue;
            const event_name type = detail::subscribed_type(word);
            if (custom)
                n.subclasses.add(word);
            else if (type != event_name::unknown)
                n.types.set(index(type));
            else
                n.others.add(word);
            custom = custom || type == event_name::custom;
        }
        return n;
    }

    bool user_has(event_name n) const noexcept {
        return user_.has(event_name::all) || user_.has(n);
    }

    bool wants_custom(std::string_view subclass) const {
        if (user_.has(event_name::all)) return true;
        if (!user_.has(event_name::custom)) return false;
        return subclass.empty() || known_subclasses_ || user_.subclasses.has(subclass);
    }

    bool wants_other(std::string_view name) const noexcept {
        if (all_others_) return true;
        for (const std::string& word : user_.others.all())
            if (eslio::detail::names_type(word, name)) return true;
        return false;
    }

    /// One of two filters that let through what is needed; while the user deletes filters of one
    /// header, the other one covers (and lets every event through).
    struct cover_filter {
        std::string_view header;
        std::string value;
    };

    cover_filter cover_for(std::size_t which) const {
        if (which == 1) return {"Core-UUID", "/./"};
        std::string text;
        append_names(text, needed_);
        text.erase(0, 1);
        if (needed_.count() == 1) return {"Event-Name", std::move(text)};
        std::replace(text.begin(), text.end(), ' ', '|');
        return {"Event-Name", "/^(" + text + ")$/"};
    }

    step cover() {
        covered_ = true;
        cover_ = cover_for(which_cover_);
        return {"filter add " + std::string(cover_.header) + " " + cover_.value + "\n\n", true,
                false};
    }

    step uncover() {
        covered_ = false;
        return {"filter delete " + std::string(cover_.header) + " " + cover_.value + "\n\n", true,
                false};
    }

    static void append_names(std::string& line, const types& of) {
        for (std::size_t i = 0; i < type_count; ++i)
            if (of[i]) line.append(" ").append(to_string(static_cast<event_name>(i)));
    }

    steps plan_filter(const std::string& bytes, std::string_view rest) {
        bool removes = false;
        if (wire::istarts_with(rest, "delete ")) {
            rest.remove_prefix(7);
            std::string_view copy = rest;
            if (wire::iequals(wire::next_word(copy), "all")) {
                user_filters_.clear();
                covered_ = false;
                return {{bytes, false, false}};
            }
            removes = true;
        } else if (wire::istarts_with(rest, "add ")) {
            rest.remove_prefix(4);
        }
        std::string_view value = rest;
        const std::string_view header = wire::next_word(value);
        // An empty value says "added" and removes (mod_event_socket: filter).
        const bool has_value = header.size() != rest.size();
        if (!removes && has_value && value.empty()) removes = true;
        if (!removes && !has_value) return {{bytes, false, false}};
        return removes ? plan_filter_delete(bytes, header, value)
                       : plan_filter_add(bytes, header, value);
    }

    steps plan_filter_add(const std::string& bytes, std::string_view header,
                          std::string_view value) {
        steps all;
        if (needed_.any() && user_filters_.empty() && !covered_) all.push_back(cover());
        user_filters_.add(header, value);
        all.push_back({bytes, false, false});
        return all;
    }

    steps plan_filter_delete(const std::string& bytes, std::string_view header,
                             std::string_view value) {
        user_filters_.remove(header, value);
        if (!covered_) return {{bytes, false, false}};
        steps all;
        if (wire::iequals(header, cover_.header) && (value.empty() || value == cover_.value)) {
            if (user_filters_.empty()) {
                covered_ = false;  // deleted with the user's own: nothing is filtered any more
            } else {
                which_cover_ = 1 - which_cover_;
                all.push_back(cover());
            }
        }
        all.push_back({bytes, false, false});
        if (user_filters_.empty() && covered_) all.push_back(uncover());
        return all;
    }

    /// The types that `myevents` subscribes to (mod_event_socket: parse_command).
    static types types_of_myevents() noexcept {
        using n = event_name;
        return set_of({n::channel_answer,
                       n::channel_application,
                       n::channel_bridge,
                       n::channel_create,
                       n::channel_data,
                       n::channel_destroy,
                       n::channel_execute,
                       n::channel_execute_complete,
                       n::channel_hangup,
                       n::channel_hangup_complete,
                       n::channel_originate,
                       n::channel_uuid,
                       n::channel_outgoing,
                       n::channel_park,
                       n::channel_progress,
                       n::channel_progress_media,
                       n::channel_state,
                       n::channel_unbridge,
                       n::channel_unpark,
                       n::detected_speech,
                       n::dtmf,
                       n::notalk,
                       n::talk});
    }

    void note_event(const names& n) {
        user_.types |= n.types;
        for (const std::string& word : n.others.all()) user_.others.add(word);
        for (const std::string& subclass : n.subclasses.all()) user_.subclasses.add(subclass);
        if (n.has(event_name::all)) all_others_ = known_subclasses_ = true;
    }

    steps plan_noevents(std::string bytes) {
        names all;
        all.types.set();
        all.others = std::move(user_.others);
        all.subclasses = std::move(user_.subclasses);
        user_ = names();
        all_others_ = known_subclasses_ = false;
        user_off_ = leftovers_ = needed_.any();
        if (needed_.none()) return {{std::move(bytes), false, false}};
        return {{nix_line(all), false, true}};
    }

    steps plan_nixevent(std::string bytes) {
        const names n = read_names(std::string_view(bytes).substr(0, bytes.find('\n')));
        forget(n);
        const bool all = n.has(event_name::all);
        if (needed_.none() || !(all || (n.types & needed_).any()))
            return {{std::move(bytes), false, false}};
        leftovers_ = leftovers_ || all;
        return {{nix_line(n), false, false}};
    }

    void forget(const names& n) {
        types gone = n.types;
        gone.reset(index(event_name::custom));  // CUSTOM itself cannot be nixed
        if (n.has(event_name::all)) {
            gone.set();
            user_.others.clear();
            all_others_ = false;
        } else if (user_.has(event_name::all) && gone.any()) {
            // FreeSWITCH turns ALL into the list of all single types.
            user_.types.set();
            user_.types.reset(index(event_name::all));
        }
        user_.types &= ~gone;
        for (const std::string& word : n.others.all()) user_.others.remove(word);
        for (const std::string& subclass : n.subclasses.all()) user_.subclasses.remove(subclass);
    }

    /// A `nixevent` of these but what is needed; ALL stands for every type.
    std::string nix_line(const names& n) const {
        // A name is needed for FreeSWITCH to agree; CLONE is never fired.
        std::string line("nixevent CLONE");
        for (std::size_t i = 0; i < type_count; ++i) {
            const auto type = static_cast<event_name>(i);
            if (type == event_name::all || type == event_name::custom ||
                type == event_name::clone || needed_[i] || !(n.has(event_name::all) || n.types[i]))
                continue;
            line.append(" ").append(to_string(type));
        }
        for (const std::string& word : n.others.all()) line.append(" ").append(word);
        if (!n.subclasses.all().empty()) line.append(" CUSTOM");
        for (const std::string& subclass : n.subclasses.all()) line.append(" ").append(subclass);
        return line.append("\n\n");
    }

    names user_;                     ///< what the user is subscribed to
    bool all_others_ = false;        ///< he is to the types this library does not know
    bool known_subclasses_ = false;  ///< he is to the subclasses FreeSWITCH knew at his last ALL
    filter_view user_filters_;
    bool one_call_ = false;
    bool user_off_ = false;   ///< the user's `noevents` is in force, but not FreeSWITCH's
    bool diverted_ = false;   ///< the call's own events come here (`divert_events`)
    bool leftovers_ = false;  ///< FreeSWITCH may be subscribed to more than the user
    types needed_;            ///< by the library itself
    types asked_;             ///< by it ever, those refused too
    types fixed_;             ///< needed, and subscribed to whatever is said
    bool covered_ = false;
    cover_filter cover_;  ///< if `covered_`
    std::size_t which_cover_ = 0;
};

}  // namespace eslio::protocol
