// What waits for something to happen on a call, each with a deadline of its own.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/deadline_heap.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/numbered_values.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace eslio::detail {

/// In the order of their numbers, of which none is used again. However many there are, one more,
/// one less and a deadline that passes cost the logarithm of their number.
template <class Wait>
class timed_waits {
public:
    /// Where memory runs out the caller keeps `w`.
    void add(std::uint64_t number, Wait&& w, protocol::time_point deadline) {
        note(deadline, number);
        waits_.add(number, {std::move(w), deadline});
    }

    /// From now on it has that deadline.
    void set_deadline(std::uint64_t number, protocol::time_point deadline) {
        if (!has(number)) return;
        note(deadline, number);
        waits_.find(number)->deadline = deadline;
    }

    /// The first of a higher number than `number`, which is set to it; null if there is none.
    Wait* next(std::uint64_t& number) noexcept {
        auto* const found = waits_.after(number);
        if (found == nullptr) return nullptr;
        number = found->number;
        return &found->value.wait;
    }

    /// Takes out the one of that number; false if there is none.
    bool take(std::uint64_t number, Wait& out) noexcept {
        timed taken;
        if (!waits_.take(number, taken)) return false;
        out = std::move(taken.wait);
        return true;
    }

    /// Takes out one whose time has come, the earliest first; false if there is none.
    bool take_due(protocol::time_point now, Wait& out) noexcept {
        for (std::uint64_t number = 0; deadlines_ && deadlines_->pop_due(now, number);) {
            const timed* const w = waits_.find(number);
            if (w != nullptr && w->deadline <= now) return take(number, out);
        }
        return false;
    }

    /// The earliest of all deadlines.
    protocol::time_point next_deadline() noexcept {
        if (!deadlines_) return protocol::never;
        deadlines_->drop_ended([this](std::uint64_t number, protocol::time_point when) {
            const timed* const w = waits_.find(number);
            return w == nullptr || w->deadline != when;
        });
        return deadlines_->next();
    }

    std::size_t size() const noexcept { return waits_.size(); }

private:
    struct timed {
        Wait wait{};
        protocol::time_point deadline = protocol::never;
    };

    bool has(std::uint64_t number) noexcept { return waits_.find(number) != nullptr; }
    void note(protocol::time_point deadline, std::uint64_t number) {
        if (deadline == protocol::never) return;
        if (!deadlines_) deadlines_.reset(new protocol::deadline_heap());
        deadlines_->add(deadline, number, [this](std::uint64_t n) { return has(n); });
    }

    numbered_values<timed> waits_;
    compact_ptr<protocol::deadline_heap> deadlines_;  ///< of those that have ended, too; if any
};

}  // namespace eslio::detail
