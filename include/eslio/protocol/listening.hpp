// What a connection hears: the user's wishes and the library's own, kept apart on one server.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/protocol/call_scope.hpp>
#include <eslio/protocol/event_types.hpp>
#include <eslio/protocol/filter_view.hpp>
#include <eslio/protocol/heard_commands.hpp>
#include <eslio/protocol/user_subscription.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// FreeSWITCH keeps one subscription and one list of filters per connection. When the library needs
/// events for itself (BACKGROUND_JOB for the results of jobs, those of calls for their executions),
/// this class sees to it that they keep coming whatever the user subscribes, and that the user gets
/// only what they asked for.
///
/// Usage: every command goes through `plan`; once `need` was called the plan may differ from the
/// command: `noevents` and `nixevent` are written as a `nixevent` of everything but what is needed
/// (so that not even one event is lost between two commands), and while the user has filters one
/// more filter covers what is needed. `wants` judges incoming events.
class listening {
public:
    using types = event_types;

    /// Those that bring the results of jobs.
    static types job_events() noexcept { return types_of({event_name::background_job}); }

    /// One command to write. The answer of the one that is not `internal` is the user's.
    struct step {
        std::string bytes;
        bool internal = false;
        bool replaces_noevents = false;  ///< its answer is to read as that of `noevents`
        bool my_events = false;          ///< its answer is to be told to `my_events_answered`
    };
    using steps = std::vector<step>;

    /// The connection is one that logged in: it controls no call, unless `myevents` binds it to
    /// one.
    void controls_no_call() noexcept { controls_call_ = false; }

    /// Whether `plan` has to see this command at all. One that FreeSWITCH takes for a reload of
    /// mod_event_socket changes nothing.
    static bool concerns(std::string_view bytes) noexcept {
        return read_heard_command(bytes) != heard_command::none &&
               !eslio::detail::names_socket_module(bytes);
    }

    /// Why a command for which `concerns` holds may not be sent, if so: on a connection that logged
    /// in `myevents json` takes `json` for a UUID, and brings the events of all calls.
    error_code check(std::string_view bytes) const noexcept {
        const std::string_view line = line_of(bytes);
        if (controls_call_ || read_heard_command(line) != heard_command::myevents) return {};
        const auto uuid = after_blank(line);
        const bool is_format = uuid && line.find(' ') == 8 && parse_format(*uuid);
        return is_format ? make_error_code(error::not_allowed) : error_code();
    }

    /// What to write for a command of the user's for which `concerns` holds and `check` is content.
    steps plan(std::string bytes) {
        const std::string_view line = line_of(bytes);
        const heard_command what = read_heard_command(line);
        if (what == heard_command::filter) return plan_filter(bytes, read_filter_change(line));
        if (what == heard_command::diversion && (controls_call_ || user_.may_have_my_events()))
            diverted_ = read_divert_events(line).value_or(diverted_);
        if (what == heard_command::diversion || fixed_.any())
            return {{std::move(bytes), false, false}};
        if (what == heard_command::noevents) return plan_noevents(std::move(bytes));
        if (what == heard_command::nixevent) return plan_nixevent(std::move(bytes));
        if (what == heard_command::myevents) return plan_myevents(std::move(bytes));
        const named_events named = read_event_names(line, true);
        note_event(named);
        steps all;
        if (named.has(event_name::all) || named.has(event_name::background_job))
            add_internal(all, scope_.hear_jobs());
        all.push_back({std::move(bytes), false, false});
        return all;
    }

    /// What to write so that these are heard by the library. The last of them is the subscription;
    /// nothing if it is in force.
    steps need(const types& wanted) {
        const types added = wanted & ~needed_;
        if (added.none()) return {};
        steps all;
        needed_ |= added;
        asked_ |= added;
        if (added[index_of(event_name::background_job)]) add_internal(all, scope_.hear_jobs());
        if (scope_.active()) {
            // The call's own filter lets pass what is needed.
        } else if (covered_ && cover_.value != cover_for(which_cover_).value) {
            replace_cover(all);
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

    /// What to write, first of all, so that only the events of the call `uuid` are heard: those
    /// that `myevents` would bring, and for the library `wanted`. Unlike `myevents` this can be
    /// widened.
    steps hear_only(std::string_view uuid, format type, const types& wanted) {
        needed_ |= wanted;
        asked_ |= wanted;
        named_events brought;
        brought.types = types_of_myevents();
        user_.add(brought);
        steps all;
        add_internal(all, scope_.begin(uuid));
        std::string line = "event " + std::string(to_string(type));
        append_names(line, wanted | brought.types);
        all.push_back({line.append("\n\n"), true, false});
        return all;
    }

    /// What to write so that the library hears events with `uuid` in `header` as well; nothing if
    /// it does already. False if nothing could bring them: `myevents` limits to one call for ever.
    bool hear_also(std::string_view header, std::string_view uuid, steps& out) {
        const bool is_my_call = header == "Unique-ID" && wire::iequals(uuid, my_call_);
        if (fixed_.any() || (user_.may_have_my_events() && !is_my_call)) return false;
        add_internal(out, scope_.hear_also(header, uuid));
        return true;
    }

    /// FreeSWITCH refused the subscription: who needs them next asks again. It keeps the names in
    /// front of the refused one, so they are judged on (mod_event_socket: event).
    void refused(const types& wanted) noexcept { needed_ &= fixed_ | ~wanted; }

    /// FreeSWITCH refuses a second `myevents`, and one of a call that there is not.
    void my_events_answered(bool accepted) noexcept { user_.end_my_events(accepted); }

    bool needs(event_name n) const noexcept { return needed_[index_of(n)]; }

    bool hides_events() const noexcept { return user_filters_.has_negative(); }

    /// Whether the user asked for this event. Judged is only what may come for another reason than
    /// the user's commands: what the library asked for, and what a rewritten `noevents` or
    /// `nixevent` left on.
    bool wants(const event& e) const {
        if (user_off_ || (scope_.active() && !scope_.is_own(e))) return false;
        if (asked_.any()) {
            const event_name type = e.type();
            if (type == event_name::dtmf && diverted_) return true;  // whatever is subscribed
            if (type != event_name::unknown && asked_[index_of(type)])
                return user_.has(type) && user_filters_.passes(e);
        }
        if (leftovers_ && e.is(event_name::custom) && !user_.has_custom(e.subclass())) return false;
        if (leftovers_ && e.type() == event_name::unknown && !user_.has_other(e.name()))
            return false;
        // The second cover lets other events through as well, and so does the call's own filter.
        const bool too_many = scope_.active() || (covered_ && which_cover_ == 1);
        return !too_many || user_filters_.passes(e);
    }

private:
    static std::string_view line_of(std::string_view bytes) noexcept {
        return bytes.substr(0, bytes.find('\n'));
    }

    /// One of two filters that let through what is needed; while the user changes filters of one
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

    /// The new one first. A filter of the user's that equals the old one would be deleted with it:
    /// then it stays.
    void replace_cover(steps& all) {
        const bool is_users = user_filters_.has(cover_.header, cover_.value);
        const step old = uncover();
        all.push_back(cover());
        if (!is_users) all.push_back(old);
    }

    static void add_internal(steps& all, const std::string& command) {
        if (!command.empty()) all.push_back({command + "\n\n", true, false});
    }

    /// Commands that delete the filters of `header` (all, if empty), and those of the scope anew
    /// that are deleted with them.
    steps with_scope(steps all, std::string_view header, std::string_view value) const {
        for (const std::string& filter : scope_.deleted_by(header, value))
            add_internal(all, filter);
        return all;
    }

    static void append_names(std::string& line, const types& of) {
        for (std::size_t i = 0; i < types().size(); ++i)
            if (of[i]) line.append(" ").append(to_string(static_cast<event_name>(i)));
    }

    steps plan_filter(const std::string& bytes, const filter_change& change) {
        using kind = filter_change::kind;
        switch (change.what) {
            case kind::clear:
                user_filters_.clear();
                covered_ = false;
                return with_scope({{bytes, false, false}}, {}, {});
            case kind::remove: return plan_filter_delete(bytes, change.header, change.value);
            case kind::add:
                // An empty value says "added" and removes (mod_event_socket: filter).
                if (change.value.empty() && change.header.find('[') == std::string_view::npos)
                    return plan_filter_delete(bytes, change.header, {});
                return plan_filter_add(bytes, change.header, change.value);
            case kind::none: break;
        }
        return {{bytes, false, false}};
    }

    steps plan_filter_add(const std::string& bytes, std::string_view header,
                          std::string_view value) {
        steps all;
        // An array is put into the first filter of its header, which may not be the cover.
        const std::string_view name = header.substr(0, header.find('['));
        const bool is_array = name != header || wire::starts_with(value, "ARRAY::");
        if (is_array && covered_ && wire::iequals(name, cover_.header)) {
            which_cover_ = 1 - which_cover_;
            replace_cover(all);
        }
        if (needed_.any() && user_filters_.empty() && !covered_ && !scope_.active()) {
            if (is_array && wire::iequals(name, cover_for(which_cover_).header))
                which_cover_ = 1 - which_cover_;
            all.push_back(cover());
        }
        user_filters_.add(header, value);
        all.push_back({bytes, false, false});
        if (user_filters_.empty() && covered_) all.push_back(uncover());
        if (!scope_.active() || eslio::detail::read_filter(value).negative) return all;
        // FreeSWITCH would add to the call's events those that this selects, of all calls. So it is
        // not left in force there: `wants` selects.
        const std::string_view which = is_array ? std::string_view() : value;
        std::string undone = "filter delete " + std::string(name);
        if (!is_array) undone.append(" ").append(value);
        add_internal(all, undone);
        return with_scope(std::move(all), name, which);
    }

    steps plan_filter_delete(const std::string& bytes, std::string_view header,
                             std::string_view value) {
        user_filters_.remove(header, value);
        if (!covered_) return with_scope({{bytes, false, false}}, header, value);
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

    /// Without a name nothing is subscribed, and FreeSWITCH's `noevents` stays in force.
    void note_event(const named_events& n) {
        if (n.empty()) return;
        user_off_ = false;
        user_.add(n);
    }

    /// A UUID gets a second word: without it FreeSWITCH would send the events of all calls if there
    /// is none of that UUID.
    steps plan_myevents(std::string bytes) {
        const std::string_view line = line_of(bytes);
        if (!controls_call_ && !wire::istarts_with(line, "myevents "))
            return {{std::move(bytes), false, false}};
        if (!controls_call_ && line.find(' ', 9) == std::string_view::npos)
            bytes.insert(line.size(), " plain");
        if (!controls_call_ && !user_.may_have_my_events())
            my_call_ = after_blank(line_of(bytes)).value_or(std::string_view());
        my_call_.erase(std::min(my_call_.find(' '), my_call_.size()));
        user_.begin_my_events();
        user_off_ = false;
        return {{std::move(bytes), false, false, true}};
    }

    steps plan_noevents(std::string bytes) {
        named_events all = user_.clear();
        all.types.set();
        user_off_ = leftovers_ = needed_.any();
        if (needed_.none()) return {{std::move(bytes), false, false}};
        return {{nix_line(all), false, true}};
    }

    steps plan_nixevent(std::string bytes) {
        const named_events n = read_event_names(line_of(bytes), false);
        if (n.empty()) return {{std::move(bytes), false, false}};
        user_off_ = false;
        user_.remove(n);
        const bool all = n.has(event_name::all);
        if (needed_.none() || !(all || (n.types & needed_).any()))
            return {{std::move(bytes), false, false}};
        leftovers_ = leftovers_ || all;
        return {{nix_line(n), false, false}};
    }

    /// A `nixevent` of these but what is needed; ALL stands for every type.
    std::string nix_line(const named_events& n) const {
        // A name is needed for FreeSWITCH to agree; CLONE is never fired.
        std::string line("nixevent CLONE");
        for (std::size_t i = 0; i < types().size(); ++i) {
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

    user_subscription user_;
    filter_view user_filters_;
    call_scope scope_;
    std::string my_call_;    ///< of `myevents` on a connection that logged in
    bool user_off_ = false;  ///< the user's `noevents` is in force, but not FreeSWITCH's
    bool controls_call_ = true;
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
