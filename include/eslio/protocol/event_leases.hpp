// What the library itself needs to hear over a connection, who holds it, and when it is over.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace eslio::protocol {

/// Types of events, as a set.
using event_types = eslio::detail::event_types;

/// Equal needs share one entry, which counts its holders. After the last one has let go the entry
/// stays for some time: a handle on each call shall not subscribe and unsubscribe each time.
class event_leases {
public:
    /// A holder's, to be given back. 0 is none.
    using id = std::uint32_t;

    /// For so long a need stays that nobody holds.
    static constexpr std::chrono::seconds patience{60};

    /// What a lease asks for.
    struct need {
        /// The types that have to be heard.
        event_types types;
        std::string filter{};  ///< of a call's connection: what may pass as well, `Unique-ID 1234`
    };

    /// A new lease, until it is given back.
    id take(const need& what);
    /// Without a holder, as long as the connection.
    void take_always(const event_types& types) noexcept { always_ |= types; }
    void give_back(id which, time_point now) noexcept;

    /// All types that are needed, held or not yet over.
    event_types types() const noexcept;

    /// When the next need is over.
    time_point next_end() const noexcept;

    /// Takes out those that are over.
    detail::compact_vector<need> take_expired(time_point now);
    /// They stay once more as long.
    void put_off_expired(time_point now) noexcept;

private:
    struct entry {
        bool used() const noexcept { return holders != 0 || over != never; }

        need what;
        std::uint32_t holders = 0;
        time_point over = never;  ///< while there are no holders
    };

    entry& entry_for(const need& what);

    /// Ids are places here. There are few: one for each kind of handle.
    detail::compact_vector<entry> entries_;
    event_types always_;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/event_leases.ipp>
#endif
