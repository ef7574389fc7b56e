// What one client must hear of the numbered events of a switch, and what it does hear.
#pragma once

#include "simulate/ledger.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <utility>

namespace simulate {

/// Something that can be told to be sent, or not to be: whether it is in force.
struct toggle {
    bool on = false;
    bool settled = true;  ///< FreeSWITCH has agreed, or the client keeps it for the next connection
    bool busy = false;    ///< a change is under way
    bool kept = false;    ///< it is said with the next connection, though another one brings events
};

enum class claim { forbidden, allowed, required };

/// Numbers rise. One that was fired while it was certainly subscribed to is heard, or a gap stands
/// in its place; one that was fired while it was certainly not is not heard; none is heard twice,
/// or out of order.
class hearing {
public:
    hearing(ledger& book, std::string name) : book_(book), name_(std::move(name)) {}

    void fired(std::uint64_t number, claim c) {
        if (c != claim::forbidden) pending_.push_back({number, book_.now(), c == claim::required});
    }

    void heard(std::uint64_t number) {
        std::uint64_t missing = 0;
        std::uint64_t first = 0;
        for (; !pending_.empty() && pending_.front().number < number; pending_.pop_front())
            if (is_missing(pending_.front()) && missing++ == 0) first = pending_.front().number;
        if (missing > lost_)
            broken("heard " + std::to_string(number) + ", but " + std::to_string(missing) +
                   " before it are missing, from " + std::to_string(first) +
                   " on, and gaps tell of " + std::to_string(lost_));
        if (pending_.empty() || pending_.front().number != number)
            broken("heard " + std::to_string(number) +
                   ", which was not subscribed to, or has been heard, or is late");
        else
            pending_.pop_front();
        lost_ = 0;
        interrupted_until_ = {};
    }

    /// FreeSWITCH may drop those that it has not sent yet (mod_event_socket: nolog).
    void may_be_dropped() {
        for (entry& e : pending_) e.required = false;
    }

    /// So many were lost.
    void lost(std::uint64_t count) { lost_ += count; }
    /// Those that were fired before may be.
    void interrupted(time_point until) { interrupted_until_ = until; }

    /// The last events were fired while all was well.
    void finish() {
        std::uint64_t missing = 0;
        for (const entry& e : pending_)
            if (is_missing(e) && ++missing > lost_)
                return broken("has not heard " + std::to_string(e.number));
    }

private:
    struct entry {
        std::uint64_t number;
        time_point when;
        bool required;
    };

    bool is_missing(const entry& e) const { return e.required && e.when > interrupted_until_; }

    void broken(const std::string& what) { book_.broken(name_ + ": " + what); }

    ledger& book_;
    std::string name_;
    std::deque<entry> pending_;
    std::uint64_t lost_ = 0;
    time_point interrupted_until_{};
};

}  // namespace simulate
