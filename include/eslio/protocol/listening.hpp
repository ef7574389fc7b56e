// What a connection hears: the user's wishes and the library's own, kept apart on one server.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/protocol/filter_view.hpp>
#include <eslio/wire/ascii.hpp>

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
        if (wire::istarts_with(line, "nixevent")) return plan_nixevent(bytes, line.substr(8));
        // The reply to `myevents` may be a refusal; its 23 types hold no BACKGROUND_JOB.
        if (wire::istarts_with(line, "event")) note_event(line.substr(5));
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

    /// Whether the user asked for this event. Without needs of the library's all that comes is his.
    bool wants(const event& e) const {
        if (!jobs_needed_) return true;
        if (user_off_) return false;
        if (customs_off_ && e.is(event_name::custom)) {
            return custom_subclasses_.count(std::string(e.subclass())) != 0;
        }
        if (!e.is(event_name::background_job)) return true;
        return user_has(event_name::background_job) && user_filters_.passes(e);
    }

private:
    static constexpr std::size_t type_count = detail::event_name_texts.size();
    static constexpr std::size_t index(event_name n) noexcept {
        return static_cast<std::size_t>(n);
    }

    bool user_has(event_name n) const noexcept {
        return user_types_[index(event_name::all)] || user_types_[index(n)];
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
            removes = true;
            rest.remove_prefix(7);
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
        if (wire::iequals(header, "all")) {
            user_filters_.clear();
            covered_ = false;
            return {{bytes, false, false}};
        }
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

    void note_event(std::string_view rest) {
        bool custom = false;
        while (!rest.empty()) {
            const std::string_view word = wire::next_word(rest);
            if (custom) {
                if (!word.empty()) custom_subclasses_.emplace(word);
                continue;
            }
            const event_name type = type_of(word);
            if (type == event_name::unknown) continue;
            user_types_.set(index(type));
            if (type == event_name::custom) custom = true;
            if (type == event_name::all) customs_off_ = false;
        }
    }

    /// FreeSWITCH takes any 13 characters before a name (switch_name_event).
    static event_name type_of(std::string_view word) noexcept {
        const event_name type = parse_event_name(word);
        if (type != event_name::unknown || word.size() <= 13) return type;
        return parse_event_name(word.substr(13));
    }

    steps plan_noevents(std::string bytes) {
        const auto types = user_types_;
        user_types_.reset();
        const std::set<std::string> subclasses = std::move(custom_subclasses_);
        custom_subclasses_.clear();
        if (!jobs_needed_) return {{std::move(bytes), false, false}};
        user_off_ = true;
        return {{nix_line(types, subclasses), false, true}};
    }

    steps plan_nixevent(const std::string& bytes, std::string_view rest) {
        std::bitset<type_count> types;
        std::set<std::string> subclasses;
        bool custom = false;
        std::string_view words = rest;
        while (!words.empty()) {
            const std::string_view word = wire::next_word(words);
            if (custom) {
                if (!word.empty()) subclasses.emplace(word);
                continue;
            }
            const event_name type = type_of(word);
            if (type == event_name::unknown) continue;
            types.set(index(type));
            custom = type == event_name::custom;
        }
        const bool nixes_all = types[index(event_name::all)];
        const bool had_all = user_types_[index(event_name::all)];
        forget(types, subclasses);
        if (!jobs_needed_ || (!nixes_all && !types[index(event_name::background_job)]))
            return {{bytes, false, false}};
        if (nixes_all) {
            customs_off_ = customs_off_ || had_all;
            custom_subclasses_.clear();
        }
        return {{nix_line(types, subclasses), false, false}};
    }

    void forget(const std::bitset<type_count>& types, const std::set<std::string>& subclasses) {
        const std::size_t all = index(event_name::all);
        if (types[all]) {
            user_types_.reset();
        } else if (user_types_[all] && types.any()) {
            // FreeSWITCH turns ALL into the list of all single types.
            user_types_.set();
            user_types_.reset(all);
        }
        for (std::size_t i = 0; i < type_count; ++i)
            if (types[i] && i != index(event_name::custom)) user_types_.reset(i);
        for (const std::string& subclass : subclasses) custom_subclasses_.erase(subclass);
    }

    /// A `nixevent` of these types but BACKGROUND_JOB; ALL stands for every type.
    static std::string nix_line(const std::bitset<type_count>& types,
                                const std::set<std::string>& subclasses) {
        std::string line("nixevent");
        const bool all = types[index(event_name::all)];
        bool any = false;
        for (std::size_t i = 0; i < type_count; ++i) {
            const auto type = static_cast<event_name>(i);
            if (type == event_name::all || type == event_name::custom ||
                type == event_name::background_job || !(all || types[i]))
                continue;
            line.append(" ").append(to_string(type));
            any = true;
        }
        // A name is needed for FreeSWITCH to agree; CLONE is never fired.
        if (!any) line.append(" CLONE");
        if (!subclasses.empty()) line.append(" CUSTOM");
        for (const std::string& subclass : subclasses) line.append(" ").append(subclass);
        return line.append("\n\n");
    }

    std::bitset<type_count> user_types_;
    std::set<std::string> custom_subclasses_;
    filter_view user_filters_;
    bool user_off_ = false;     ///< the user's `noevents` is in force, but not FreeSWITCH's
    bool customs_off_ = false;  ///< CUSTOM events may still come that the user gave up with ALL
    bool jobs_needed_ = false;
    bool covered_ = false;
    std::size_t which_cover_ = 0;
};

}  // namespace eslio::protocol
