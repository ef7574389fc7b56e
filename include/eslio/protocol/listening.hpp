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
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// FreeSWITCH keeps one subscription and one list of filters per connection. When the library needs
/// events for itself (BACKGROUND_JOB for the results of jobs), this class sees to it that they keep
/// coming whatever the user subscribes, and that the user gets only what he asked for.
///
/// Usage: every command goes through `plan`; once `need_jobs` was called the plan may differ from
/// the command: `noevents` and `nixevent` are written as a `nixevent` of everything but
/// BACKGROUND_JOB (so that not even one result is lost between two commands), and while the user
/// has filters one more filter covers BACKGROUND_JOB. `wants` judges incoming events.
class listening {
public:
    /// One command to write. The answer of the one that is not `internal` is the user's.
    struct step {
        std::string bytes;
        bool internal = false;
        bool replaces_noevents = false;  ///< its answer is to read as that of `noevents`
    };
    using steps = std::vector<step>;

    /// Whether `plan` has to see this command at all.
    static bool concerns(std::string_view bytes) noexcept {
        return wire::istarts_with(bytes, "filter ") || wire::istarts_with(bytes, "event") ||
               wire::istarts_with(bytes, "nixevent") || wire::istarts_with(bytes, "noevents") ||
               wire::istarts_with(bytes, "myevents");
    }

    /// What to write for a command of the user's for which `concerns` holds.
    steps plan(std::string bytes) {
        const std::string_view line = std::string_view(bytes).substr(0, bytes.find('\n'));
        if (wire::istarts_with(line, "filter ")) return plan_filter(bytes, line.substr(7));
        if (wire::istarts_with(line, "noevents")) return plan_noevents(std::move(bytes));
        if (wire::istarts_with(line, "nixevent")) return plan_nixevent(std::move(bytes));
        // The reply to `myevents` may be a refusal; its 23 types hold no BACKGROUND_JOB.
        if (wire::istarts_with(line, "event")) note_event(read_names(line));
        user_off_ = false;
        return {{std::move(bytes), false, false}};
    }

    /// What to write before the first job, so that its result is heard. The last of them is the
    /// subscription; nothing if it is in force.
    steps need_jobs() {
        if (jobs_needed_) return {};
        jobs_needed_ = true;
        steps all;
        if (!user_filters_.empty()) all.push_back(cover());
        all.push_back({"event BACKGROUND_JOB\n\n", true, false});
        return all;
    }

    /// FreeSWITCH refused the subscription: the next job asks again.
    void jobs_refused() noexcept { jobs_needed_ = false; }

    bool jobs_needed() const noexcept { return jobs_needed_; }

    /// Whether the user asked for this event. Judged is only what may come for another reason than
    /// his commands: BACKGROUND_JOB, and what a rewritten `noevents` or `nixevent` left on.
    bool wants(const event& e) const {
        if (user_off_) return false;
        if (jobs_needed_ && e.is(event_name::background_job))
            return user_has(event_name::background_job) && user_filters_.passes(e);
        if (leftovers_ && e.is(event_name::custom) && !wants_custom(e.subclass())) return false;
        if (leftovers_ && e.type() == event_name::unknown && !wants_other(e.name())) return false;
        // The second cover lets other events through as well.
        return !(covered_ && which_cover_ == 1 && e.contains("Job-UUID")) ||
               user_filters_.passes(e);
    }

private:
    static constexpr std::size_t type_count = detail::event_name_texts.size();
    static constexpr std::size_t index(event_name n) noexcept {
        return static_cast<std::size_t>(n);
    }

    /// What an `event` or `nixevent` command names.
    struct names {
        std::bitset<type_count> types;
        std::set<std::string> others;      ///< names this library does not know
        std::set<std::string> subclasses;  ///< of CUSTOM

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
                n.subclasses.emplace(word);
            else if (type != event_name::unknown)
                n.types.set(index(type));
            else
                n.others.emplace(word);
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
        return subclass.empty() || known_subclasses_ ||
               user_.subclasses.count(std::string(subclass)) != 0;
    }

    bool wants_other(std::string_view name) const noexcept {
        if (all_others_) return true;
        return std::any_of(user_.others.begin(), user_.others.end(), [&](std::string_view word) {
            return wire::iequals(word, name) ||
                   (word.size() > 13 && wire::iequals(word.substr(13), name));
        });
    }

    /// One of two filters that let BACKGROUND_JOB through; while the user deletes filters of one
    /// header, the other one covers.
    struct cover_filter {
        std::string_view header;
        std::string_view value;
    };
    static constexpr cover_filter covers[2] = {{"Event-Name", "BACKGROUND_JOB"},
                                               {"Job-UUID", "/./"}};

    step cover() {
        covered_ = true;
        const cover_filter& c = covers[which_cover_];
        return {"filter add " + std::string(c.header) + " " + std::string(c.value) + "\n\n", true,
                false};
    }

    step uncover() {
        covered_ = false;
        const cover_filter& c = covers[which_cover_];
        return {"filter delete " + std::string(c.header) + " " + std::string(c.value) + "\n\n",
                true, false};
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
        if (jobs_needed_ && user_filters_.empty() && !covered_) all.push_back(cover());
        user_filters_.add(header, value);
        all.push_back({bytes, false, false});
        return all;
    }

    steps plan_filter_delete(const std::string& bytes, std::string_view header,
                             std::string_view value) {
        user_filters_.remove(header, value);
        if (!covered_) return {{bytes, false, false}};
        steps all;
        const cover_filter& c = covers[which_cover_];
        if (wire::iequals(header, c.header) && (value.empty() || value == c.value)) {
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

    void note_event(names n) {
        user_.types |= n.types;
        user_.others.merge(n.others);
        user_.subclasses.merge(n.subclasses);
        if (n.has(event_name::all)) all_others_ = known_subclasses_ = true;
    }

    steps plan_noevents(std::string bytes) {
        names all;
        all.types.set();
        all.others = std::move(user_.others);
        all.subclasses = std::move(user_.subclasses);
        user_ = names();
        all_others_ = known_subclasses_ = false;
        user_off_ = leftovers_ = jobs_needed_;
        if (!jobs_needed_) return {{std::move(bytes), false, false}};
        return {{nix_line(all), false, true}};
    }

    steps plan_nixevent(std::string bytes) {
        const names n = read_names(std::string_view(bytes).substr(0, bytes.find('\n')));
        forget(n);
        const bool all = n.has(event_name::all);
        if (!jobs_needed_ || !(all || n.has(event_name::background_job)))
            return {{std::move(bytes), false, false}};
        leftovers_ = leftovers_ || all;
        return {{nix_line(n), false, false}};
    }

    void forget(const names& n) {
        std::bitset<type_count> gone = n.types;
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
        for (const std::string& word : n.others) user_.others.erase(word);
        for (const std::string& subclass : n.subclasses) user_.subclasses.erase(subclass);
    }

    /// A `nixevent` of these but BACKGROUND_JOB; ALL stands for every type.
    static std::string nix_line(const names& n) {
        // A name is needed for FreeSWITCH to agree; CLONE is never fired.
        std::string line("nixevent CLONE");
        for (std::size_t i = 0; i < type_count; ++i) {
            const auto type = static_cast<event_name>(i);
            if (type == event_name::all || type == event_name::custom ||
                type == event_name::clone || type == event_name::background_job ||
                !(n.has(event_name::all) || n.types[i]))
                continue;
            line.append(" ").append(to_string(type));
        }
        for (const std::string& word : n.others) line.append(" ").append(word);
        if (!n.subclasses.empty()) line.append(" CUSTOM");
        for (const std::string& subclass : n.subclasses) line.append(" ").append(subclass);
        return line.append("\n\n");
    }

    names user_;                     ///< what the user is subscribed to
    bool all_others_ = false;        ///< he is to the types this library does not know
    bool known_subclasses_ = false;  ///< he is to the subclasses FreeSWITCH knew at his last ALL
    filter_view user_filters_;
    bool user_off_ = false;   ///< the user's `noevents` is in force, but not FreeSWITCH's
    bool leftovers_ = false;  ///< FreeSWITCH may be subscribed to more than the user
    bool jobs_needed_ = false;
    bool covered_ = false;
    std::size_t which_cover_ = 0;
};

}  // namespace eslio::protocol
