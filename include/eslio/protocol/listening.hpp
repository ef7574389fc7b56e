// What a connection hears: the user's wishes and the library's own, kept apart on one server.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/command/event_list.hpp>
#include <eslio/config.hpp>
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
#include <cstdint>
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
    error_code check(std::string_view bytes) const noexcept;

    /// What to write for a command of the user's for which `concerns` holds and `check` is content.
    steps plan(std::string bytes);

    /// What to write so that these are heard by the library. The last of them is the subscription;
    /// nothing if it is in force.
    steps need(const types& wanted);

    /// On an outbound connection without `full`, after its `myevents`: that brings these, and of
    /// all commands only `filter` changes what is heard (mod_event_socket: parse_command).
    void rely_on_myevents(const types& wanted) noexcept;

    /// What to write, first of all, so that only the events of the call `uuid` are heard: those
    /// that `myevents` would bring, and for the library `wanted`. Unlike `myevents` this can be
    /// widened.
    steps hear_only(std::string_view uuid, format type, const types& wanted);

    /// What to write so that the library hears events with `uuid` in `header` as well; nothing if
    /// it does already. False if nothing could bring them: `myevents` limits to one call for ever.
    bool hear_also(std::string_view header, std::string_view uuid, steps& out);

    /// FreeSWITCH refused the subscription: who needs them next asks again. It keeps the names in
    /// front of the refused one, so they are judged on (mod_event_socket: event).
    void refused(const types& wanted) noexcept { needed_ &= fixed_ | ~wanted; }

    /// FreeSWITCH refuses a second `myevents`, and one of a call that there is not.
    void my_events_answered(bool accepted) noexcept { user_.end_my_events(accepted); }

    bool needs(event_name n) const noexcept { return needed_[index_of(n)]; }

    bool hides_events() const noexcept { return user_filters_.hides(needed_); }
    std::uint64_t times_hidden() const noexcept { return times_hidden_; }

    /// Whether the user asked for this event. Judged is only what may come for another reason than
    /// the user's commands: what the library asked for, and what a rewritten `noevents` or
    /// `nixevent` left on.
    bool wants(const event& e) const;

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

    cover_filter cover_for(std::size_t which) const;

    step cover();

    step uncover();

    /// The new one first. A filter of the user's that equals the old one would be deleted with it:
    /// then it stays.
    void replace_cover(steps& all);

    static void add_internal(steps& all, const std::string& command) {
        if (!command.empty()) all.push_back({command + "\n\n", true, false});
    }

    /// Commands that delete the filters of `header` (all, if empty), and those of the scope anew
    /// that are deleted with them.
    steps with_scope(steps all, std::string_view header, std::string_view value) const;

    static void append_names(std::string& line, const types& of) {
        for (std::size_t i = 0; i < types().size(); ++i)
            if (of[i]) line.append(" ").append(to_string(static_cast<event_name>(i)));
    }

    steps plan_filter(const std::string& bytes, const filter_change& change);

    steps plan_filter_add(const std::string& bytes, std::string_view header,
                          std::string_view value);

    steps plan_filter_delete(const std::string& bytes, std::string_view header,
                             std::string_view value);

    /// Without a name nothing is subscribed, and FreeSWITCH's `noevents` stays in force.
    void note_event(const named_events& n);

    /// A UUID gets a second word: without it FreeSWITCH would send the events of all calls if there
    /// is none of that UUID.
    steps plan_myevents(std::string bytes);

    steps plan_noevents(std::string bytes);

    steps plan_nixevent(std::string bytes);

    /// A `nixevent` of these but what is needed; ALL stands for every type.
    std::string nix_line(const named_events& n) const;

    user_subscription user_;
    filter_view user_filters_;
    std::uint64_t times_hidden_ = 0;
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

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/listening.ipp>
#endif
