// The line of commands that wait for their replies, in order, with tombstones.
#pragma once

#include <eslio/protocol/deadline_heap.hpp>
#include <eslio/protocol/ring.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace eslio::protocol {

/// Bytes, among those to be written, that no trace may show.
struct secret_part {
    /// Where it begins among the bytes written.
    std::size_t begin;
    /// How many bytes it has.
    std::size_t size;
};

/// FreeSWITCH answers strictly in order and names no command in its replies, so order is all there
/// is. A command that is given up after it was written leaves its place in the line: that place
/// swallows the late reply, so nobody gets the answer of another. One that is given up before
/// leaves nothing that counts: places of such are taken out of the line when they are most of it.
///
/// Waiter: movable, default-constructible, true when somebody waits. One that was moved from is
/// false, and stays in the place of a command that was given up: it may tell what that was.
///
/// Usage: `push` commands; `write` moves unwritten ones into an output buffer; `match` answers
/// whose reply has come; `give_up` ends one wait; `expire` those past their deadline; `drain` all;
/// `interrupt` those that cannot go on over another connection.
template <class Waiter>
class reply_queue {
public:
    /// The number of a command; none is used again.
    using id = std::uint64_t;

    /// What became of a reply.
    enum class matched {
        waiter,      ///< it belongs to the waiter handed out
        swallowed,   ///< its command was given up
        unexpected,  ///< no command that was written waits for one
    };

    /// How a command stands in the line.
    enum class rule : unsigned char {
        none,
        binding,  ///< it is written even if it is given up before
        once,     ///< it is never written over another connection
        own,      ///< the library's, which alone may wait for its reply
        hold,     ///< the same, and nothing after it is written before its reply has come
        repeat,   ///< it may be written again over another connection
    };

    /// The ids begin here: to be asked for before anything is pushed.
    void number_from(id first) noexcept { next_id_ = first; }

    /// `secret`: its bytes may not be shown.
    id push(std::string&& bytes, Waiter&& waiter, time_point deadline, rule r = rule::none,
            bool secret = false) {
        entry& e = line_.spare();
        const id number = next_id_;
        deadlines_.add(deadline, number, [this](id i) { return is_waiting(i); });
        unsent_bytes_ += bytes.size();
        ++unsent_;
        e.bytes = std::move(bytes);
        e.waiter = std::move(waiter);
        e.low_number = static_cast<std::uint32_t>(number);
        e.state = state::unsent;
        e.how = r;
        e.secret = secret;
        e.was_written_before = false;
        line_.push_slot();
        ++next_id_;
        return number;
    }

    /// The id that the next command gets.
    id next_id() const noexcept { return next_id_; }

    /// What is added from now on is not written, until that is taken back.
    void hold(bool on) noexcept { held_from_ = on ? std::min(held_from_, next_id()) : no_id; }

    /// Appends unwritten commands to `out`, each whole, until it has `enough` bytes. They count as
    /// written from now on. Where `out` got secret ones is told in `secrets`.
    void write(std::string& out, std::size_t enough, detail::compact_vector<secret_part>& secrets) {
        while (next_ < line_.size() && out.size() < enough && !held_) {
            entry& e = line_[next_];
            if (number_of(e) >= held_from_) return;
            if (e.state == state::dropped) {
                ++next_;
                continue;
            }
            const std::size_t size = e.bytes.size();
            if (e.secret) secrets.push_back({out.size(), size});
            if (out.empty() && unsent_ == 1 && e.how != rule::repeat)
                out = std::move(e.bytes);  // mostly there is but one
            else
                out += e.bytes;
            ++next_;  // nothing fails any more
            count_sent(size);
            if (e.how != rule::repeat) free_bytes(e);
            e.state = e.state == state::orphaned ? state::abandoned : state::written;
            held_ = e.how == rule::hold;
        }
    }

    /// The oldest command that was written gets the reply.
    matched match(Waiter& out) {
        if (line_.empty() || next_ == 0) return matched::unexpected;
        entry& e = line_.front();
        if (e.how == rule::hold) held_ = false;
        const bool given_up = e.state == state::abandoned;
        if (e.how == rule::repeat) free_bytes(e);
        out = std::move(e.waiter);
        pop_front();
        skip_dropped();
        return given_up ? matched::swallowed : matched::waiter;
    }

    /// Ends the wait of one command: `out` gets its waiter, and the answer tells whether it was
    /// written or is bound to be. Nothing happens if it is over already.
    bool give_up(id which, Waiter& out) {
        entry* const e = find_waiting(which);
        if (e == nullptr) return false;
        const bool written = end_wait(*e, out);
        skip_dropped();
        return written;
    }

    /// Whether somebody waits for its answer.
    bool is_waiting(id which) const noexcept {
        const entry* const e = find(which);
        return e != nullptr && waits(*e);
    }

    /// It was written, over another connection perhaps, or is bound to be, and waits for its reply.
    bool is_written(id which) const noexcept {
        const entry* const e = find(which);
        return e != nullptr && waits(*e) &&
               (e->state == state::written || e->was_written_before || e->how == rule::binding);
    }

    /// Calls `f(waiter, was_written)` for each command whose deadline has passed, the earliest
    /// first.
    template <class F>
    void expire(time_point now, F f) {
        for (id number = 0; deadlines_.pop_due(now, number);) {
            entry* const e = find_waiting(number);
            if (e == nullptr) continue;
            Waiter waiter;
            const bool was_written = end_wait(*e, waiter);
            f(std::move(waiter), was_written);
        }
        skip_dropped();
    }

    /// Not later than the earliest deadline.
    time_point next_deadline() const noexcept { return deadlines_.next(); }

    /// The command whose reply comes next, if it was written and nobody waits for it: FreeSWITCH
    /// owes that reply. 0 if there is none such; one is not owed while an earlier reply is awaited.
    id owed() const noexcept {
        if (line_.empty() || next_ == 0) return 0;
        const entry& e = line_[0];
        const bool awaited = e.state == state::written && e.how != rule::own && e.how != rule::hold;
        return awaited ? 0 : number_of(e);
    }

    /// Who gets the reply that comes next, if its command was written: of one that was given up, an
    /// empty waiter. Else null.
    const Waiter* next_to_be_answered() const noexcept {
        return line_.empty() || next_ == 0 ? nullptr : &line_.front().waiter;
    }

    /// Takes all out: calls `f(waiter, was_written)` for each that still waited.
    template <class F>
    void drain(F f) {
        while (!line_.empty()) {
            entry& e = line_.front();
            const bool waiting = waits(e);
            const bool was_written = e.state == state::written || e.was_written_before;
            Waiter waiter = std::exchange(e.waiter, Waiter());
            pop_front();
            if (waiting) f(std::move(waiter), was_written);
        }
        next_ = unsent_ = unsent_bytes_ = 0;
        held_ = false;
        held_from_ = no_id;
    }

    /// The connection is gone, and another one will come. Commands that may be repeated wait for it
    /// in their places, and, if `keeps_unsent`, those that were not written. Calls
    /// `end(waiter, was_written)` for the others; of those that were given up before, only where
    /// they were written or bound to be, with what they left. It is not to call back.
    template <class F>
    void interrupt(bool keeps_unsent, F end) {
        held_ = false;
        held_from_ = no_id;
        next_ = unsent_ = unsent_bytes_ = 0;
        for (std::size_t i = 0; i < line_.size(); ++i) {
            entry& e = line_[i];
            const bool waited = waits(e);
            const bool was_written = e.state == state::written;
            const bool is_kept = e.how == rule::none && !was_written && keeps_unsent;
            if (waited && (is_kept || e.how == rule::repeat)) {
                e.state = state::unsent;
                e.was_written_before = e.was_written_before || was_written;
                ++unsent_;
                unsent_bytes_ += e.bytes.size();
                continue;
            }
            const bool counted =
                waited || e.state == state::abandoned || e.state == state::orphaned;
            Waiter waiter = std::exchange(e.waiter, Waiter());
            free_bytes(e);
            drop(e);
            if (counted) end(std::move(waiter), was_written);
        }
        skip_dropped();
    }

    /// Places in the line, tombstones included: not those that were given up before they were
    /// written.
    std::size_t size() const noexcept { return line_.size() - dropped_; }
    std::size_t unsent() const noexcept { return unsent_; }
    std::size_t unsent_bytes() const noexcept { return unsent_bytes_; }

private:
    enum class state : unsigned char {
        unsent,
        written,
        orphaned,   ///< given up, but to be written nevertheless
        abandoned,  ///< written and given up: a tombstone
        dropped,
    };

    struct entry {
        std::string bytes;
        Waiter waiter;
        std::uint32_t low_number = 0;  ///< see `number_of`
        enum state state = state::dropped;
        rule how = rule::none;
        bool secret = false;
        bool was_written_before = false;  ///< over another connection
    };

    /// Slots that an empty line keeps: more came with a burst.
    static constexpr std::size_t kept_slots = 16;

    /// So many given up do not matter.
    static constexpr std::size_t few = 16;

    /// The rest of it is that of the newest: none in the line is 2^32 commands older.
    id number_of(const entry& e) const noexcept {
        return next_id_ -
               static_cast<std::uint32_t>(static_cast<std::uint32_t>(next_id_) - e.low_number);
    }
    static bool waits(const entry& e) noexcept {
        return e.state == state::unsent || e.state == state::written;
    }

    /// Null if it has left the line. Mostly all that came after it is still there.
    const entry* find(id which) const noexcept {
        if (line_.empty() || which >= next_id_) return nullptr;
        const id first = number_of(line_.front());
        if (which < first) return nullptr;
        const id offset = which - first;
        std::size_t end = line_.size();
        if (offset < end) {
            const entry& e = line_[static_cast<std::size_t>(offset)];
            if (number_of(e) == which) return &e;
            end = static_cast<std::size_t>(offset);
        }
        std::size_t begin = 0;
        while (begin < end) {
            const std::size_t middle = begin + (end - begin) / 2;
            if (number_of(line_[middle]) < which)
                begin = middle + 1;
            else
                end = middle;
        }
        const bool found = begin < line_.size() && number_of(line_[begin]) == which;
        return found ? &line_[begin] : nullptr;
    }
    entry* find_waiting(id which) noexcept {
        const entry* const e = find(which);
        return e != nullptr && waits(*e) ? const_cast<entry*>(e) : nullptr;
    }

    bool end_wait(entry& e, Waiter& out) {
        out = std::move(e.waiter);
        if (e.state == state::written) {
            e.state = state::abandoned;
            return true;
        }
        if (e.how == rule::binding) {
            e.state = state::orphaned;
            return true;
        }
        forget_bytes(e);
        drop(e);
        return false;
    }

    void count_sent(std::size_t size) noexcept {
        unsent_bytes_ -= size;
        --unsent_;
    }
    void forget_bytes(entry& e) noexcept {
        count_sent(e.bytes.size());
        free_bytes(e);
    }
    /// To assign an empty one would keep the memory.
    static void free_bytes(entry& e) noexcept { const std::string gone(std::move(e.bytes)); }

    void drop(entry& e) noexcept {
        if (e.state != state::dropped) ++dropped_;
        e.state = state::dropped;
    }

    /// A dropped entry at the front leaves at once; further back they stay until they are more than
    /// half, so that taking them out costs a few steps for each.
    void skip_dropped() noexcept {
        if (dropped_ == 0) return;
        while (!line_.empty() && line_.front().state == state::dropped) pop_front();
        if (dropped_ > few && dropped_ > line_.size() / 2) take_out_dropped();
    }

    void take_out_dropped() noexcept {
        std::size_t kept = 0, written = 0;
        for (std::size_t i = 0; i < line_.size(); ++i) {
            if (line_[i].state == state::dropped) continue;
            if (i < next_) ++written;
            if (i != kept) line_[kept] = std::move(line_[i]);
            ++kept;
        }
        while (line_.size() != kept) line_.pop_back();
        next_ = written;
        dropped_ = 0;
    }

    void pop_front() noexcept {
        if (line_.front().state == state::dropped) --dropped_;
        line_.pop();
        if (next_ != 0) --next_;
        if (!line_.empty()) return;
        deadlines_.clear();
        if (line_.capacity() > kept_slots) line_.release();
    }

    ring<entry> line_;
    id next_id_ = 1;
    std::size_t next_ = 0;  ///< position of the first command not yet written
    std::size_t unsent_ = 0;
    std::size_t unsent_bytes_ = 0;
    bool held_ = false;
    std::uint32_t dropped_ = 0;  ///< given up, but still in the line
    static constexpr id no_id = std::numeric_limits<id>::max();
    id held_from_ = no_id;
    deadline_heap deadlines_;
};

}  // namespace eslio::protocol
