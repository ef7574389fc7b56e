// The inside of the switch that everything else stands on: time, chance, events, listeners.
#pragma once

#include <eslio/connection/environment.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/calendar.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/testing/fake_switch/scheduler.hpp>
#include <eslio/testing/fake_switch/signal.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
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

    core(fake_switch_options chosen, std::function<time_point()> clock,
         std::function<std::uint64_t()> chance)
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
    std::set<std::string, std::less<>> missing_files;  ///< and folders

    time_point now() const { return clock_(); }
    duration uptime() const { return now() - booted_at(); }

    /// Calls `what` after that time, never before the caller has returned.
    scheduler::id after(duration delay, std::function<void()> what) {
        return tasks.at(now() + delay, std::move(what));
    }

    /// Microseconds since 1970.
    std::int64_t date() const {
        return options.start_date +
               std::chrono::duration_cast<std::chrono::microseconds>(now() - started_).count();
    }

    std::string new_uuid() {
        const std::uint64_t a = chance_();
        const std::uint64_t b = chance_();
        char text[40];
        std::snprintf(text, sizeof text, "%08x-%04x-4%03x-%04x-%012llx",
                      static_cast<unsigned>(a >> 32), static_cast<unsigned>(a >> 16 & 0xffff),
                      static_cast<unsigned>(a & 0xfff),
                      static_cast<unsigned>(0x8000 | (b >> 48 & 0x3fff)),
                      static_cast<unsigned long long>(b & 0xffff'ffff'ffff));
        return text;
    }

    std::uint64_t new_session_id() { return next_session_id_++; }
    std::uint64_t sessions_since_startup() const { return next_session_id_ - first_session_id_; }

    /// Appends the common headers of every event (`switch_event_prep_for_delivery_detailed`).
    void add_common(event& e, std::string_view name, const place& origin) {
        e.add("Event-Name", name);
        e.add("Core-UUID", options.core_uuid);
        e.add("FreeSWITCH-Hostname", options.hostname);
        e.add("FreeSWITCH-Switchname", options.switchname);
        if (!options.ipv4.empty()) e.add("FreeSWITCH-IPv4", options.ipv4);
        if (!options.ipv6.empty()) e.add("FreeSWITCH-IPv6", options.ipv6);
        const std::int64_t us = date();
        const calendar when(us);
        e.add("Event-Date-Local", when.local());
        e.add("Event-Date-GMT", when.gmt());
        e.add("Event-Date-Timestamp", std::to_string(us));
        e.add("Event-Calling-File", origin.file);
        e.add("Event-Calling-Function", origin.function);
        e.add("Event-Calling-Line-Number", std::to_string(origin.line));
        e.add("Event-Sequence", std::to_string(sequence_++));
    }

    event make_event(event_name type, const place& origin) {
        event e;
        add_common(e, to_string(type), origin);
        return e;
    }

    /// Sends an event of the type that its Event-Name says to all who listen.
    void fire(event e) {
        const event_name type = e.type();
        std::string subclass(type == event_name::custom ? e.subclass() : std::string_view{});
        fire(signal{std::move(e), type, std::move(subclass)});
    }

    /// An event whose subclass is set has it as first header, as the copy for a connection does.
    void fire(signal s) {
        if (!s.subclass.empty()) {
            known_subclasses.insert(s.subclass);
            s.content.remove("Event-Subclass");
            s.content.add_front("Event-Subclass", s.subclass);
        }
        const auto shared = std::make_shared<const signal>(std::move(s));
        for_each(listeners(listeners_), [&](listener& l) { l.on_event(shared); });
        if (by_call_.empty()) return;
        const event& e = shared->content;
        for_each(limited_to({e.unique_id(), e["Job-Owner-UUID"], e["Other-Leg-Unique-ID"]}),
                 [&](listener& l) { l.on_event(shared); });
    }

    void fire_log(const log_line& line) {
        for_each_listener([&](listener& l) { l.on_log(line); });
    }

    template <class Function>
    void for_each_listener(Function function) {
        listeners all = listeners_;
        all.insert(all.end(), limited_.begin(), limited_.end());
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
                        const std::vector<std::string>& calls) {
        const auto same = [&](const std::weak_ptr<listener>& known) { return known.lock() == l; };
        for (const std::string& call : before) {
            const auto [first, last] = by_call_.equal_range(call);
            for (auto known = first; known != last;)
                known = same(known->second) ? by_call_.erase(known) : std::next(known);
        }
        for (const std::string& call : calls) by_call_.emplace(call, l);
        if (before.empty() == calls.empty()) return;
        listeners& from = before.empty() ? listeners_ : limited_;
        from.erase(std::remove_if(from.begin(), from.end(), same), from.end());
        (calls.empty() ? listeners_ : limited_).push_back(l);
    }

    bool has_listeners() {
        forget_expired();
        return !listeners_.empty() || !limited_.empty();
    }

    /// A new run: another Core-UUID, counters at their beginnings.
    void reboot() {
        options.core_uuid = new_uuid();
        sequence_ = options.first_sequence;
        first_session_id_ = next_session_id_;
        booted_ = now() - started_;
    }

private:
    /// As filters compare (switch_event.c and mod_event_socket: strcasecmp).
    struct less_whatever_case {
        using is_transparent = void;
        bool operator()(std::string_view a, std::string_view b) const noexcept {
            return std::lexicographical_compare(
                a.begin(), a.end(), b.begin(), b.end(),
                [](char x, char y) { return wire::to_lower(x) < wire::to_lower(y); });
        }
    };
    using listeners = std::vector<std::weak_ptr<listener>>;

    time_point booted_at() const { return started_ + booted_; }

    template <class Function>
    static void for_each(const listeners& all, Function function) {
        for (const auto& known : all)
            if (const auto l = known.lock()) function(*l);
    }

    static void add_once(listeners& all, const std::weak_ptr<listener>& l) {
        for (const auto& known : all)
            if (!known.owner_before(l) && !l.owner_before(known)) return;
        all.push_back(l);
    }

    listeners limited_to(std::initializer_list<std::string_view> calls) const {
        listeners all;
        for (const std::string_view call : calls) {
            const auto [first, last] = by_call_.equal_range(call);
            for (auto l = first; l != last; ++l) add_once(all, l->second);
        }
        return all;
    }

    void forget_expired() {
        const auto expired = [](const auto& known) { return known.expired(); };
        for (listeners* all : {&listeners_, &limited_})
            all->erase(std::remove_if(all->begin(), all->end(), expired), all->end());
        for (auto l = by_call_.begin(); l != by_call_.end();)
            l = l->second.expired() ? by_call_.erase(l) : std::next(l);
    }

    std::function<time_point()> clock_;
    std::function<std::uint64_t()> chance_;
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
