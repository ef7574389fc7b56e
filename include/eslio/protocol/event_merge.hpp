// The events of two connections to the same switch made into one stream: none lost, none twice.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace eslio::protocol {

/// FreeSWITCH puts an event into the queues of all its listeners before the next one of its thread
/// (mod_event_socket: event_handler), so both connections bring what they bring in one order. An
/// event counts when the first of them brings it, and the other's is dropped: they are told by
/// `Event-Sequence`.
///
/// A connection that comes later *joins*: what it brings is held until an event has come over both.
/// From then on they are in step, and either may end without a loss. One that has fallen far behind
/// is in step again when it brings an event of which the other's is still remembered, or a newer
/// one. An event without `Event-Sequence` counts from the first connection only, while there is
/// that.
///
/// Usage: `begin` and `end` for a connection, all of whose subscriptions are in force in between;
/// `take` for each of its events. After each of the three `next` tells the held ones that count
/// now.
class event_merge {
public:
    enum class side : unsigned char { first, second };

    enum class begun {
        starts,       ///< there was no stream
        joins,        ///< there is one
        another_run,  ///< there was one, of a switch that has been restarted: it has ended
    };
    enum class ended {
        goes_on,      ///< nothing is missing
        interrupted,  ///< there is no stream any more
        taken_over,   ///< it goes on over the other connection; some events may be missing between
    };
    enum class verdict { counts, held, dropped };

    struct limits {
        std::size_t remembered = 65'536;  ///< events, 8 bytes each
        std::size_t held = 10'000;        ///< events; past that the joining begins anew
        std::size_t bytes = std::size_t{16} << 20;
    };

    explicit event_merge(limits most) noexcept : limits_(most) {}
    event_merge() noexcept : event_merge(limits()) {}

    /// `core_uuid` of that run of the switch; empty if it is not known.
    begun begin(side s, std::string_view core_uuid);
    /// `complete`: every subscription was in force on the other connection.
    ended end(side s, bool complete = true);

    verdict take(side s, event& e, bool for_user);
    /// A held one that counts now, after the event just taken; false if there is none.
    bool next(event& out, bool& for_user);

    /// Whether there is a stream.
    bool flows() const noexcept { return is_stream(side::first) || is_stream(side::second); }
    bool in_step() const noexcept {
        return is_stream(side::first) && is_stream(side::second) && !of(side::first).behind &&
               !of(side::second).behind;
    }
    const std::string& core_uuid(side s) const noexcept { return of(s).core_uuid; }

private:
    struct held_event {
        event what;
        std::uint64_t sequence;
        bool for_user;
    };

    struct connection_state {
        bool up = false;
        bool joining = false;
        bool behind = false;               ///< more came over the other than is remembered
        bool forgot = false;               ///< the same, while it was joining
        std::deque<std::uint64_t> missed;  ///< the other's that this one has not brought yet
        std::deque<held_event> held;       ///< brought while joining
        std::size_t held_bytes = 0;
        std::string core_uuid;
    };

    static side other(side s) noexcept { return s == side::first ? side::second : side::first; }
    connection_state& of(side s) noexcept { return sides_[s == side::second ? 1 : 0]; }
    const connection_state& of(side s) const noexcept { return sides_[s == side::second ? 1 : 0]; }
    bool is_stream(side s) const noexcept { return of(s).up && !of(s).joining; }

    verdict take_unnumbered(side s) const noexcept;
    verdict hold(connection_state& c, event& e, std::uint64_t sequence, bool for_user);
    /// It has come over the other connection already.
    bool is_repeated(connection_state& c, std::uint64_t sequence);
    void note_for_other(side s, std::uint64_t sequence);
    /// It is in step: all that it holds counts.
    void release(side s);
    void forget(connection_state& c) noexcept;

    limits limits_;
    connection_state sides_[2];
    std::uint64_t newest_ = 0;  ///< of the stream
    std::deque<held_event> ready_;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/event_merge.ipp>
#endif
