// What a connection hears: the user's wishes and the library's own, kept apart on one connection.
#pragma once

#include <eslio/command/detail/heard_change.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/protocol/call_scope.hpp>
#include <eslio/protocol/event_leases.hpp>
#include <eslio/protocol/filter_cover.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/protocol/wanted.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// FreeSWITCH keeps one subscription and one list of filters per connection. When the library needs
/// events for itself (BACKGROUND_JOB for the results of jobs, those of calls for their executions),
/// this class sees to it that they keep coming whatever the user subscribes, and that the user gets
/// only what they asked for. It knows what is in force on one connection, what is wanted there, and
/// the commands between the two.
///
/// Usage: every command that changes anything goes through `plan`. While something is needed the
/// plan may differ from the command: `noevents` and `nixevent` are written as a `nixevent` of
/// everything but what is needed (so that not even one event is lost between two commands), and
/// while the user has filters one more filter covers what is needed. `ask` brings what is needed,
/// `end_unneeded` ends what is not any more. `wants` judges incoming events.
class subscription_state {
public:
    /// Types of events, what a command changes, and the number of a lease.
    using types = event_types;
    using heard_change = eslio::detail::heard_change;
    using lease = event_leases::id;

    /// Those that bring the results of jobs.
    static types job_events() noexcept {
        return eslio::detail::types_of({event_name::background_job});
    }

    /// One command to write. The answer of the one that is not `internal` is the user's.
    struct step {
        /// The command.
        std::string bytes;
        /// Whether it is for the library's needs alone.
        bool internal = false;
        bool replaces_noevents = false;  ///< its answer is to read as that of `noevents`
        bool my_events = false;          ///< its answer is to be told to `my_events_answered`
        bool secret = false;             ///< no trace may show it
    };
    /// Commands in the order in which they are to be sent.
    using steps = detail::compact_vector<step>;

    /// Of what is wanted, which outlives it; nothing is in force yet.
    explicit subscription_state(wanted& w) noexcept : wanted_(w) {}

    /// The connection is one that logged in: it controls no call, unless `myevents` binds it to
    /// one.
    void controls_no_call() noexcept { controls_call_ = false; }

    /// There `myevents` is written as it was given, whatever FreeSWITCH makes of it.
    void leave_myevents() noexcept { guards_myevents_ = false; }

    /// Why a command of the user's may not be sent, if so: on a connection that logged in
    /// `myevents json` takes `json` for a UUID, and brings the events of all calls.
    error_code check(const heard_change& change) const noexcept;

    /// What to write for a command of the user's with which `check` is content. Of a secret one
    /// all of it is, and so is what says it again.
    steps plan(const heard_change& change, std::string bytes, bool secret = false);

    /// Another connection, on which nothing is in force yet: what to write so that all that is
    /// wanted is, and, `internal`, what is needed. Of a connection that logged in and has
    /// no `myevents`.
    steps restore();
    /// FreeSWITCH agreed to `log`, or without a level to `nolog`.
    void note_log(std::optional<log_level> level, bool secret) noexcept {
        wanted_.level = level;
        wanted_.secret_level = secret;
    }
    /// FreeSWITCH refused a command of the user's.
    void note_refusal() noexcept { wanted_.refused = true; }
    bool was_refused() const noexcept { return wanted_.refused; }
    /// A command of the user's is kept for the next connection.
    void note_kept() noexcept { wanted_.unasked = true; }
    /// All that was kept has been asked for: whether anything was.
    bool take_kept() noexcept { return std::exchange(wanted_.unasked, false); }

    /// From now on, until `give_back`, the library needs these.
    lease take(const types& needed) { return wanted_.leases.take({needed}); }
    /// The same as long as the connection.
    void take_always(const types& needed) noexcept { wanted_.leases.take_always(needed); }
    void give_back(lease which, time_point now) noexcept { wanted_.leases.give_back(which, now); }

    /// What to write so that these, which are needed, are heard. The last of them is the
    /// subscription; nothing if it is in force.
    steps ask(const types& needed);

    /// What to write for needs that are over: FreeSWITCH is told to be quiet again, as far as the
    /// user does not want it. Without `full` nothing can be taken back.
    steps end_unneeded(time_point now);
    time_point next_need_end() const noexcept { return wanted_.leases.next_end(); }
    /// Nothing can be said at present.
    void put_off_ends(time_point now) noexcept { wanted_.leases.put_off_expired(now); }

    /// On an outbound connection without `full`, after its `myevents`: that brings these, and of
    /// all commands only `filter` changes what is heard (mod_event_socket: parse_command).
    void rely_on_myevents(const types& needed) noexcept;

    /// What to write, first of all, so that only the events of the call `uuid` are heard: those
    /// that `myevents` would bring, and for the library `needed`. Unlike `myevents` this can be
    /// widened.
    steps hear_only(std::string_view uuid, format type, const types& needed);

    /// Events with `uuid` in `header` are needed as well: takes a lease, and adds to `out` what is
    /// to be written, nothing if they are heard already. False if nothing could bring them:
    /// `myevents` limits to one call for ever.
    bool hear_also(std::string_view header, std::string_view uuid, lease& held, steps& out);

    /// What `ask` planned was not written.
    void unsaid(const types& needed) noexcept {
        needed_ &= fixed_ | ~needed;
        cover_.lose();
    }

    /// Of these, what is not heard yet: what `ask` would subscribe to.
    types unheard(const types& needed) const noexcept { return needed & ~needed_; }

    /// FreeSWITCH refused the subscription: who needs them next asks again. It keeps the names in
    /// front of the refused one, so they are judged on (mod_event_socket: event).
    void refused(const types& needed) noexcept { needed_ &= fixed_ | ~needed; }
    /// The same of all that is needed.
    void refused_needs() noexcept { needed_ &= fixed_; }

    /// FreeSWITCH refuses a second `myevents`, and one of a call that there is not.
    void my_events_answered(bool accepted) noexcept { wanted_.events.end_my_events(accepted); }

    /// It has been asked for, and was not refused.
    bool needs(event_name n) const noexcept { return needed_[eslio::detail::index_of(n)]; }

    /// Whether the user's filters hide what the library needs.
    bool hides_events() const noexcept { return wanted_.filters.hides(needed_); }
    /// A filter of the user's goes out that may hide events that are needed. Told once.
    bool began_to_hide() noexcept { return std::exchange(began_to_hide_, false); }

    /// Whether the user asked for this event. Only events that the library caused are judged: those
    /// it asked for, and those that a rewritten `noevents` or `nixevent` left on.
    bool wants(const event& e) const;
    /// The same of one that comes late: the user may have taken back meanwhile what brought it.
    bool still_wants(const event& e) const;

private:
    using named_events = eslio::detail::named_events;
    using filter_change = eslio::detail::filter_change;

    static void add_internal(steps& all, const std::string& command) {
        if (!command.empty()) all.push_back({command + "\n\n", true, false});
    }
    static void append_names(std::string& line, const types& of);

    steps plan_change(const heard_change& change, std::string bytes, bool secret);

    void ask_for(const types& needed) noexcept {
        needed_ |= needed;
        asked_ |= needed;
    }

    /// The new one first. A filter of the user's that equals the old one would be deleted with it:
    /// then it stays.
    void replace_cover(steps& all);
    void end_cover(steps& all);

    /// Commands that delete the filters of `header` (all, if empty), and those of the scope anew
    /// that are deleted with them.
    steps with_scope(steps all, std::string_view header, std::string_view value) const;

    steps plan_filter(const std::string& bytes, const filter_change& change, bool secret);
    steps plan_filter_add(const std::string& bytes, std::string_view header, std::string_view value,
                          bool secret);
    steps plan_filter_delete(const std::string& bytes, std::string_view header,
                             std::string_view value);

    /// Without a name nothing is subscribed, and FreeSWITCH's `noevents` stays in force.
    steps plan_event(const heard_change& change, std::string bytes);

    /// A UUID gets a second word: without it FreeSWITCH would send the events of all calls if there
    /// is none of that UUID.
    steps plan_myevents(const heard_change& change, std::string bytes);
    steps plan_noevents(std::string bytes);
    steps plan_nixevent(const named_events& named, std::string bytes);

    /// A `nixevent` of these but what is needed; ALL stands for every type.
    std::string nix_line(const named_events& n) const;

    wanted& wanted_;
    call_scope scope_;
    bool user_off_ = false;  ///< the user's `noevents` is in force, but not FreeSWITCH's
    bool controls_call_ = true;
    bool guards_myevents_ = true;
    bool began_to_hide_ = false;
    bool leftovers_ = false;  ///< FreeSWITCH may be subscribed to more than the user
    types needed_;            ///< by the library, and in force
    types asked_;             ///< by it ever, those refused too
    types fixed_;             ///< needed, and subscribed to whatever is said
    filter_cover cover_;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/subscription_plans.ipp>
#include <eslio/protocol/impl/subscription_state.ipp>
#endif
