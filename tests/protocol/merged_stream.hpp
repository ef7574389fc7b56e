// What comes out of an event_merge, in order.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/protocol/event_merge.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace merged_stream {

using eslio::event;
using eslio::event_name;
using eslio::protocol::event_merge;
using begun = event_merge::begun;
using ended = event_merge::ended;
using verdict = event_merge::verdict;
constexpr auto first = event_merge::side::first;
constexpr auto second = event_merge::side::second;

inline event numbered(std::uint64_t sequence) {
    event e(event_name::channel_answer);
    e.add("Event-Sequence", std::to_string(sequence));
    return e;
}

/// Takes the events of both connections.
struct stream {
    explicit stream(event_merge& m) : of(m) {}

    /// In step by the first event.
    void begin_both() {
        of.begin(first, "r");
        of.begin(second, "r");
        take(first, 1);
        take(second, 1);
    }
    verdict take(event_merge::side s, std::uint64_t sequence) {
        event e = numbered(sequence);
        const verdict v = of.take(s, e, true);
        if (v == verdict::deliver) came.push_back(sequence);
        drain();
        return v;
    }
    void drain() {
        for (event_merge::due d; of.next(d);) {
            const std::uint64_t sequence = d.what.sequence().value_or(0);
            if (d.late) late.push_back(sequence);
            if (d.for_user && d.late) ++gaps;
            if (d.for_user && !d.late) came.push_back(sequence);
        }
    }

    event_merge& of;
    std::vector<std::uint64_t> came;
    std::vector<std::uint64_t> late;
    std::size_t gaps = 0;  ///< that the user is to be told of
};

using sequences = std::vector<std::uint64_t>;

}  // namespace merged_stream
