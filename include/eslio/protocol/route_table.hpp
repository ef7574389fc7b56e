// Who sees an event before it goes to the queue of received messages.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/protocol/key_index.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Consumers by the UUID of a channel. They see an event before the queue that may drop it, and
/// decide whether it goes on to the queue. A consumer may add and remove routes, its own included.
///
/// Finding those of an event takes the same time whatever the number of channels, and no memory.
class route_table {
public:
    using id = std::uint64_t;

    enum class verdict {
        pass,     ///< the event goes on to other consumers and the queue
        consume,  ///< nobody else sees it
    };
    using consumer = std::function<verdict(const event&)>;

    /// `unique_id` empty: every event.
    id add(std::string unique_id, consumer c) {
        routes_.push_back(std::make_unique<route>(++last_, std::move(unique_id), std::move(c)));
        by_channel_.link(*routes_.back());
        return last_;
    }

    void remove(id which) {
        const auto found = std::lower_bound(
            routes_.begin(), routes_.end(), which,
            [](const std::unique_ptr<route>& r, id number) { return r->number < number; });
        if (found == routes_.end() || (*found)->number != which || (*found)->removed) return;
        if (depth_ != 0) {
            (*found)->removed = true;
            ++littered_;
            return;
        }
        const std::unique_ptr<route> gone = std::move(*found);  // what it owns may call again
        routes_.erase(found);
        by_channel_.unlink(*gone);
    }

    bool empty() const noexcept { return routes_.size() == littered_; }

    /// In the order of adding. A consumer added meanwhile sees the next event first.
    verdict dispatch(const event& e) {
        if (empty()) return verdict::pass;
        const walk here(*this);  // what is removed meanwhile stays where it is
        const std::string_view channel = e.unique_id();
        const id newest = last_;
        auto* a = static_cast<route*>(by_channel_.find({}));
        auto* b = static_cast<route*>(channel.empty() ? nullptr : by_channel_.find(channel));
        for (;;) {
            const bool first = a != nullptr && (b == nullptr || a->number < b->number);
            route*& next = first ? a : b;
            if (next == nullptr || next->number > newest) return verdict::pass;
            if (!next->removed && next->call(e) == verdict::consume) return verdict::consume;
            next = static_cast<route*>(key_index::behind(*next));
        }
    }

private:
    /// It stays in its place in memory, so that a consumer may run while the table changes.
    struct route : key_index::entry {
        route(id n, std::string unique_id, consumer c)
            : entry(std::move(unique_id)), number(n), call(std::move(c)) {}
        id number;
        consumer call;
        bool removed = false;
    };

    /// A walk over the table; the last to end, even by an exception, sweeps up.
    class walk {
    public:
        explicit walk(route_table& table) noexcept : table_(table) { ++table_.depth_; }
        walk(const walk&) = delete;
        walk& operator=(const walk&) = delete;
        ~walk() {
            if (--table_.depth_ == 0 && table_.littered_ != 0) table_.sweep();
        }

    private:
        route_table& table_;
    };

    void sweep() {
        std::vector<std::unique_ptr<route>> gone;  // destroyed last: what they own may call again
        std::vector<std::unique_ptr<route>> kept;
        for (auto& r : routes_) {
            if (r->removed) by_channel_.unlink(*r);
            (r->removed ? gone : kept).push_back(std::move(r));
        }
        routes_.swap(kept);
        littered_ = 0;
    }

    std::vector<std::unique_ptr<route>> routes_;  ///< in the order of adding
    key_index by_channel_;
    std::size_t littered_ = 0;  ///< removed, but still there
    id last_ = 0;
    int depth_ = 0;
};

}  // namespace eslio::protocol
