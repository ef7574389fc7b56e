// Who sees an event before it goes to the queue of received messages.
#pragma once

#include <eslio/event/event.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Consumers by the UUID of a channel. They see an event before the queue that may drop it, and
/// decide whether it goes on to the queue. A consumer may add and remove routes, its own included.
///
/// Finding those of an event takes time that grows with the logarithm of the number of channels,
/// and no memory.
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
        auto added = std::make_unique<route>(route{++last_, std::move(c)});
        if (unique_id.empty()) {
            everyone_.push_back(std::move(added));
        } else {
            const auto channel = channels_.try_emplace(std::move(unique_id)).first;
            channel->second.push_back(std::move(added));
            channel_of_.emplace(last_, channel);
        }
        ++size_;
        return last_;
    }

    void remove(id which) {
        std::unique_ptr<route> gone;  // destroyed last: what it owns may call again
        if (drop(everyone_, which, gone)) return;
        const auto found = channel_of_.find(which);
        if (found == channel_of_.end()) return;
        const auto channel = found->second;
        channel_of_.erase(found);
        drop(channel->second, which, gone);
        if (channel->second.empty()) channels_.erase(channel);
    }

    bool empty() const noexcept { return size_ == 0; }

    /// In the order of adding. A consumer added meanwhile sees the next event first.
    verdict dispatch(const event& e) {
        if (size_ == 0) return verdict::pass;
        const walk here(*this);  // what is removed meanwhile stays where it is
        group* const channel = find(e.unique_id());
        const id newest = last_;
        std::size_t i = 0;
        std::size_t k = 0;
        for (;;) {
            route* const a = i < everyone_.size() ? everyone_[i].get() : nullptr;
            route* const b =
                channel != nullptr && k < channel->size() ? (*channel)[k].get() : nullptr;
            const bool first = a != nullptr && (b == nullptr || a->number < b->number);
            route* const next = first ? a : b;
            if (next == nullptr || next->number > newest) return verdict::pass;
            ++(first ? i : k);
            if (!next->removed && next->call(e) == verdict::consume) return verdict::consume;
        }
    }

private:
    /// It stays in its place in memory, so that a consumer may run while the table changes.
    struct route {
        id number;
        consumer call;
        bool removed = false;
    };
    using group = std::vector<std::unique_ptr<route>>;  ///< in the order of adding

    /// A walk over the table; the last to end, even by an exception, sweeps up.
    class walk {
    public:
        explicit walk(route_table& table) noexcept : table_(table) { ++table_.depth_; }
        walk(const walk&) = delete;
        walk& operator=(const walk&) = delete;
        ~walk() {
            if (--table_.depth_ == 0 && std::exchange(table_.littered_, false)) table_.sweep();
        }

    private:
        route_table& table_;
    };

    group* find(std::string_view unique_id) noexcept {
        if (unique_id.empty()) return nullptr;
        const auto found = channels_.find(unique_id);
        return found == channels_.end() ? nullptr : &found->second;
    }

    /// Tells whether it was there. It is only marked while a walk is in progress, else handed out.
    bool drop(group& from, id which, std::unique_ptr<route>& gone) {
        const auto found = std::lower_bound(
            from.begin(), from.end(), which,
            [](const std::unique_ptr<route>& r, id number) { return r->number < number; });
        if (found == from.end() || (*found)->number != which || (*found)->removed) return false;
        --size_;
        if (depth_ == 0) {
            gone = std::move(*found);
            from.erase(found);
        } else {
            (*found)->removed = true;
            littered_ = true;
        }
        return true;
    }

    void sweep() {
        group gone;  // destroyed last: what they own may call again
        sweep(everyone_, gone);
        for (auto channel = channels_.begin(); channel != channels_.end();) {
            sweep(channel->second, gone);
            channel = channel->second.empty() ? channels_.erase(channel) : std::next(channel);
        }
    }

    static void sweep(group& routes, group& gone) {
        const auto kept = std::stable_partition(routes.begin(), routes.end(),
                                                [](const auto& r) { return !r->removed; });
        gone.insert(gone.end(), std::make_move_iterator(kept),
                    std::make_move_iterator(routes.end()));
        routes.erase(kept, routes.end());
    }

    using channel_map = std::map<std::string, group, std::less<>>;

    channel_map channels_;
    std::map<id, channel_map::iterator> channel_of_;  ///< where a route is
    group everyone_;
    std::size_t size_ = 0;  ///< but those removed
    id last_ = 0;
    int depth_ = 0;
    bool littered_ = false;
};

}  // namespace eslio::protocol
