// The inside of the switch that everything else stands on: time, chance, events, listeners.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/event/event.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/core/scheduler.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/testing/fake_switch/text/calendar.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Who hears events: a connection.
class listener {
public:
    virtual ~listener() = default;
    virtual void on_event(const signal_ptr& s) = 0;
    /// One of a call's own events, which this connection has diverted to itself.
    virtual void on_private_event(const signal_ptr& s) = 0;
    virtual void on_log(const log_line& line) = 0;
    /// A call has begun to hang up.
    virtual void on_hangup(std::string_view uuid, std::string_view channel_name) = 0;
    /// A call has been reported (CHANNEL_HANGUP_COMPLETE is out).
    virtual void on_reported(std::string_view uuid) = 0;
};

/// Where in FreeSWITCH's source an event comes from (Event-Calling-...).
struct place {
    std::string_view file;
    std::string_view function;
    int line;
};

class core {
public:
    using time_point = environment::time_point;
    using duration = environment::duration;

    core(fake_switch_options chosen, detail::shared_function<time_point()> clock,
         detail::shared_function<std::uint64_t()> chance)
        : options(std::move(chosen)),
          clock_(std::move(clock)),
          chance_(std::move(chance)),
          started_(clock_()),
          sequence_(options.first_sequence),
          next_session_id_(options.first_session_id) {
        if (options.core_uuid.empty()) options.core_uuid = new_uuid();
    }

    fake_switch_options options;
    scheduler tasks;
    std::set<std::string> known_subclasses;
    std::set<std::string> missing_files;  ///< and folders
    std::set<std::string> asked_in_vain;  ///< `api nosuch`

    bool lacks_file(std::string_view path) const {
        return missing_files.count(std::string(path)) != 0;
    }

    time_point now() const { return clock_(); }
    duration uptime() const { return now() - booted_at(); }

    /// Calls `what` after that time, never before the caller has returned.
    scheduler::id after(duration delay, detail::shared_function<void()> what) {
        return tasks.at(protocol::time_after(now(), delay), std::move(what));
    }

    /// Runs what was due by then; what that adds waits.
    void run_due(time_point by) {
        std::size_t due = tasks.count_due(by);
        while (due-- != 0 && tasks.run_one(by)) {
        }
    }

    /// Microseconds since 1970.
    std::int64_t date() const {
        return options.start_date +
               std::chrono::duration_cast<std::chrono::microseconds>(now() - started_).count();
    }
    /// The same in seconds.
    std::int64_t epoch() const { return date() / 1'000'000; }

    std::string new_uuid();

    std::uint64_t new_session_id() { return next_session_id_++; }
    std::uint64_t sessions_since_startup() const { return next_session_id_ - first_session_id_; }

    /// Appends the common headers of every event (`switch_event_prep_for_delivery_detailed`).
    void add_common(event& e, std::string_view name, const place& origin);

    event make_event(event_name type, const place& origin);

    /// Sends an event of the type that its Event-Name says to all who listen.
    void fire(event e);

    /// An event whose subclass is set has it as first header, as the copy for a connection does.
    void fire(signal s);

    void fire_log(const log_line& line) {
        for_each_listener([&](listener& l) { l.on_log(line); });
    }

    template <class Function>
    void for_each_listener(Function function) {
        listeners all = listeners_;
        for (const auto& l : limited_) all.push_back(l);
        for_each(all, function);
    }

    void add_listener(const std::shared_ptr<listener>& l) {
        forget_expired();
        listeners_.push_back(l);
    }

    /// From now on it hears only events that name one of these calls, as their own, as the owner of
    /// a job or as the other leg; of none it hears all again. `before`: what it was told last.
    /// With thousands of calls, each with its own connection, an event is not offered to all.
    void limit_listener(const std::shared_ptr<listener>& l, const std::vector<std::string>& before,
                        const std::vector<std::string>& calls);

    bool has_listeners() {
        forget_expired();
        return !listeners_.empty() || !limited_.empty();
    }

    /// A new run: another Core-UUID, counters at their beginnings.
    void reboot();

private:
    /// As filters compare (switch_event.c and mod_event_socket: strcasecmp).
    struct less_whatever_case {
        using is_transparent = void;
        bool operator()(std::string_view a, std::string_view b) const noexcept;
    };
    using listeners = eslio::detail::compact_vector<std::weak_ptr<listener>>;

    time_point booted_at() const { return started_ + booted_; }

    template <class Function>
    static void for_each(const listeners& all, Function function) {
        for (const auto& known : all)
            if (const auto l = known.lock()) function(*l);
    }

    static void add_once(listeners& all, const std::weak_ptr<listener>& l);

    listeners limited_to(std::initializer_list<std::string_view> calls) const;

    void forget_expired();

    detail::shared_function<time_point()> clock_;
    detail::shared_function<std::uint64_t()> chance_;
    time_point started_;
    duration booted_{};
    std::uint64_t sequence_;
    std::uint64_t next_session_id_;
    std::uint64_t first_session_id_ = next_session_id_;
    listeners listeners_;
    listeners limited_;  ///< to some calls
    std::multimap<std::string, std::weak_ptr<listener>, less_whatever_case> by_call_;  ///< the same
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/core/impl/core.ipp>
#endif
