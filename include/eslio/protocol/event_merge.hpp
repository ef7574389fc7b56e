// The events of two connections to the same switch made into one stream: none lost, none twice.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/protocol/connection_side.hpp>
#include <eslio/protocol/ring.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eslio::protocol {

/// FreeSWITCH puts an event into the queues of all its listeners before the next one of its thread
/// (mod_event_socket: event_handler), so events that reach both connections reach them in the same
/// order. One connection *leads*: its events are delivered. An event that the other one brings
/// first is held until the leader brings it, too. `Event-Sequence` tells which events are the same;
/// it is no order, as some are numbered long before they are sent.
///
/// A connection that comes later *joins*. Once an event has come over both they are *in step*, and
/// either may end, or lead, without a loss: the held events are delivered then. Those that are
/// older than one that was delivered, and that their connection has not brought, are *late*: nobody
/// knows whether they belong before it. After more than `limits::remembered` events that only the
/// leader has brought, the other is *behind*: its older ones are dropped as duplicates until it
/// brings a remembered one, or leads and brings a newer one. An event without `Event-Sequence` is
/// delivered if the leader brings it. One of another run than the stream is set *aside*: it is not
/// up until the stream is of its run, which it joins then.
///
/// Usage: `begin` and `end` for a connection, all of whose subscriptions are in force in between;
/// `take` for each of its events. After `end`, `lead` and `take`, `next` gives the held ones that
/// are to be delivered now, before the event just taken; not to the user those that the leader
/// never brings, as it was not subscribed to them yet, or no more.
class event_merge {
public:
    /// Which of the two connections.
    using side = connection_side;

    /// What a connection that begins does to the stream.
    enum class begun {
        starts,       ///< there was no stream
        joins,        ///< there is one; it is set aside if it is of the run before that
        another_run,  ///< there was one, of another run of the switch: it has ended
    };
    /// What the end of a connection does to the stream.
    enum class ended {
        goes_on,      ///< nothing is missing
        interrupted,  ///< there is no stream any more
        taken_over,   ///< it goes on over the other connection; some events may be missing between
    };
    /// What becomes of an event.
    enum class verdict {
        deliver,
        held,
        duplicate,  ///< or of a connection that is not up
    };

    /// How much is kept.
    struct limits {
        std::size_t remembered = 65'536;  ///< events, 8 bytes each
        std::size_t held = 10'000;        ///< events; past that or `bytes` the oldest are forgotten
        /// Of the held events.
        std::size_t bytes = std::size_t{16} << 20;
    };

    /// A held event that is to be delivered now.
    struct due {
        /// The event.
        event what;
        /// Whether the user asked for it.
        bool for_user = false;
        /// It may have been fired before others that were delivered: if it is for the user, a gap
        /// is to stand in its place.
        bool late = false;
    };

    /// Nothing has begun.
    explicit event_merge(limits most) noexcept : limits_(most) {}
    event_merge() noexcept : event_merge(limits()) {}

    /// `core_uuid` of that run of the switch; empty if it is not known.
    begun begin(side s, std::string_view core_uuid);
    /// `complete`: every subscription was in force on the other connection.
    ended end(side s, bool complete = true);

    /// What becomes of an event of that connection; one that is held, until now perhaps, is moved
    /// from.
    verdict take(side s, event& e, bool for_user);

    /// That one, which is up, leads from now on. False if it was not in step: some events may be
    /// missing.
    bool lead(side s);
    side leader() const noexcept { return leader_; }

    /// Whether the leader still brings what was fired before it led.
    bool is_catching_up() const noexcept { return of(leader_).catching_up; }
    /// That is not awaited any more: what is held is to be delivered.
    void end_catching_up();

    /// Neither has begun, and nothing is held.
    void forget_all() noexcept;

    /// False if there is none.
    bool next(due& out);
    bool has_next() const noexcept { return !ready_.empty(); }

    /// Whether it has begun and not ended.
    bool is_up(side s) const noexcept { return of(s).up; }
    /// Whether either connection may end without an event missing.
    bool in_step() const noexcept {
        const connection_state& other = of(other_than(leader_));
        return of(leader_).up && other.up && !other.joining && !other.behind;
    }
    /// `Event-Sequence` of the oldest held one that the leader may not bring, or, as it catches up,
    /// has brought.
    std::optional<std::uint64_t> oldest_held() const noexcept;
    const std::string& core_uuid(side s) const noexcept { return of(s).core_uuid; }

    /// The other one.
    static side other_than(side s) noexcept {
        return s == side::first ? side::second : side::first;
    }

private:
    struct held_event {
        event what;
        std::uint64_t sequence = 0;
        bool for_user = false;
    };

    struct connection_state {
        bool up = false;
        bool aside = false;  ///< not up, as it is of another run than the stream
        bool joining = false;
        bool behind = false;  ///< the leader has brought more than is remembered
        bool catching_up = false;
        std::uint64_t late_below = 0;  ///< what the leader brings now is late if it is older; or 0
        /// Those delivered that this one has not brought yet.
        ring<std::uint64_t> awaited;
        std::size_t earlier = 0;  ///< of those, how many were before it began
        std::size_t past = 0;     ///< and how many were of a stream that has ended
        ring<held_event> held;    ///< that it brought first
        std::size_t held_bytes = 0;
        std::string core_uuid;
    };

    connection_state& of(side s) noexcept { return sides_[s == side::second ? 1 : 0]; }
    const connection_state& of(side s) const noexcept { return sides_[s == side::second ? 1 : 0]; }

    void hold(connection_state& c, event& e, std::uint64_t sequence, bool for_user);
    /// The other one has brought it already.
    static bool is_repeated(connection_state& c, std::uint64_t sequence);
    void note_for_other(side s, std::uint64_t sequence);
    static void fall_behind(connection_state& c) noexcept;
    void deliver_held(side s);
    static std::uint64_t newest_awaited(const connection_state& c) noexcept;
    /// The next one that the leader brings.
    static bool is_late(connection_state& c, std::uint64_t sequence) noexcept;
    static void drop_held(connection_state& c, std::size_t count) noexcept;
    static held_event take_oldest(connection_state& c) noexcept;
    /// The leader is past these: it was not subscribed to them when they were fired.
    void pass_held(connection_state& c, std::size_t count, bool late);
    static void clear_awaited(connection_state& c) noexcept;
    void set_aside(connection_state& c) noexcept;
    static void forget(connection_state& c) noexcept;
    static void reset(connection_state& c) noexcept;

    limits limits_;
    connection_state sides_[2];
    side leader_ = side::first;
    std::uint64_t newest_ = 0;  ///< that was delivered
    std::string core_uuid_;     ///< of the switch that it came from
    std::string left_;          ///< and of the one before, which does not come back by itself
    ring<due> ready_;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/event_merge.ipp>
#endif
