// Who sees an event before it goes to the queue of received messages.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/protocol/key_index.hpp>
#include <eslio/protocol/number_index.hpp>

#include <cstdint>
#include <functional>
#include <iterator>
#include <list>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Consumers by the UUID of a channel. They see an event before the queue that may drop it, and
/// decide whether it goes on to the queue. A consumer may add and remove routes, its own included.
///
/// Finding those of an event takes the same time whatever the number of channels, and no memory;
/// adding and removing a route takes the same time whatever the number of routes, and removing
/// needs no memory.
class route_table {
public:
    /// The number of a route; none is used again.
    using id = std::uint64_t;

    /// What a consumer does with an event.
    enum class verdict {
        pass,     ///< the event goes on to other consumers and the queue
        consume,  ///< nobody else sees it
    };
    /// What is called with the events of a route.
    using consumer = std::function<verdict(const event&)>;
    /// What is called with the number of a command that has emptied the channel's queue.
    using listener = std::function<void(std::uint64_t)>;

    /// `unique_id` empty: every event. `emptied` is called by `queue_emptied` of that channel.
    id add(std::string unique_id, consumer c, listener emptied = {});

    /// Sees what other legs' events tell of that channel, before all others do: the answers
    /// (CHANNEL_ANSWER) of its other legs, and the bridges that it is in (CHANNEL_BRIDGE and
    /// CHANNEL_UNBRIDGE).
    id add_for_legs(std::string unique_id, consumer c);

    /// Its consumer is not called any more.
    void remove(id which) noexcept;

    bool empty() const noexcept { return routes_.empty(); }

    /// In the order of adding. A consumer added meanwhile sees no event before the next one.
    verdict dispatch(const event& e);

    /// The command of that number has emptied the queue of that channel: tells those that are there
    /// now, in the order of adding.
    void queue_emptied(std::string_view unique_id, std::uint64_t command);

private:
    /// It stays in its place in memory, so that a consumer may run while the table changes.
    struct route : key_index::entry, number_index::entry {
        route(std::string unique_id, consumer c)
            : key_index::entry(std::move(unique_id)), call(std::move(c)) {}
        std::list<route>::iterator place;
        consumer call;
        listener emptied;
        bool for_legs = false;
        bool removed = false;
    };

    /// A walk over the table; the last to end, even by an exception, sweeps up.
    class walk {
    public:
        explicit walk(route_table& table) noexcept : table_(table) { ++table_.depth_; }
        walk(const walk&) = delete;
        walk& operator=(const walk&) = delete;
        ~walk() {
            if (--table_.depth_ == 0 && !table_.removed_.empty()) table_.sweep();
        }

    private:
        route_table& table_;
    };

    id add_to(key_index& where, std::string key, consumer c);
    key_index& index_with(const route& r) noexcept { return r.for_legs ? by_leg_ : by_channel_; }
    verdict offer_to_legs(const event& e, id newest);
    verdict offer_to_legs_of(std::string_view channel, const event& e, id newest);
    void sweep() noexcept;

    std::list<route> routes_;   ///< in the order of adding
    std::list<route> removed_;  ///< while a walk goes on, still linked by channel
    key_index by_channel_;
    key_index by_leg_;  ///< by the channel whose other leg it is
    number_index by_number_;
    id last_ = 0;
    int depth_ = 0;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/route_table.ipp>
#endif
