// Who sees an event before it goes to the queue of received messages.
#pragma once

#include <eslio/event/event.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Consumers by the UUID of a channel. They see an event before the queue that may drop it, and
/// decide whether it goes on to the queue. A consumer may add and remove routes, its own included.
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
        routes_.push_back({++last_, std::move(unique_id), std::move(c)});
        return last_;
    }

    void remove(id which) {
        const auto found = std::find_if(routes_.begin(), routes_.end(),
                                        [which](const route& r) { return r.number == which; });
        if (found == routes_.end()) return;
        if (depth_ == 0) {
            routes_.erase(found);
        } else {
            found->number = 0;  // the walk in progress may stand on it
            swept_ = true;
        }
    }

    bool empty() const noexcept { return routes_.empty(); }

    /// In the order of adding. A consumer added meanwhile sees the next event first.
    verdict dispatch(const event& e) {
        if (routes_.empty()) return verdict::pass;
        const std::string_view unique_id = e.unique_id();
        verdict result = verdict::pass;
        const walk here(*this);
        const std::size_t count = routes_.size();
        for (std::size_t i = 0; i < count && result == verdict::pass; ++i) {
            if (routes_[i].number == 0) continue;
            if (!routes_[i].unique_id.empty() && routes_[i].unique_id != unique_id) continue;
            const consumer c = routes_[i].call;  // adding a route may move the table
            result = c(e);
        }
        return result;
    }

private:
    struct route {
        id number;
        std::string unique_id;
        consumer call;
    };

    /// A walk over the table; the last to end, even by an exception, sweeps up.
    class walk {
    public:
        explicit walk(route_table& table) noexcept : table_(table) { ++table_.depth_; }
        walk(const walk&) = delete;
        walk& operator=(const walk&) = delete;
        ~walk() {
            if (--table_.depth_ == 0 && std::exchange(table_.swept_, false)) table_.sweep();
        }

    private:
        route_table& table_;
    };

    void sweep() {
        routes_.erase(std::remove_if(routes_.begin(), routes_.end(),
                                     [](const route& r) { return r.number == 0; }),
                      routes_.end());
    }

    std::vector<route> routes_;
    id last_ = 0;
    int depth_ = 0;
    bool swept_ = false;
};

}  // namespace eslio::protocol
