// The queue of a department: who waits, which agents are free, and what there has been.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <string>
#include <utility>
#include <vector>

namespace callcenter {

/// Gives agents to callers, first come, first served. Nothing here knows of calls: a caller is a
/// function that is called when an agent has been found for them.
class desk {
public:
    using clock = std::chrono::steady_clock;
    using wake = std::function<void(const std::string& agent)>;

private:
    struct waiting {
        clock::time_point since;
        wake found;
    };

public:
    using ticket = std::list<waiting>::iterator;

    desk(std::string name, std::vector<std::string> agents, bool open)
        : name_(std::move(name)),
          free_(agents.begin(), agents.end()),
          agents_(agents.size()),
          open_(open) {}

    /// Queues a caller. The ticket is good until `found` is called or `leave`.
    ticket join(wake found) {
        const ticket place = line_.insert(line_.end(), {clock::now(), std::move(found)});
        return place;
    }
    void leave(ticket place) { line_.erase(place); }

    /// An agent has nothing to do any more; `served` tells whether they have talked to a caller.
    void release(std::string agent, bool served) {
        free_.push_back(std::move(agent));
        if (served) ++served_;
        serve();
    }

    /// Gives the free agents to those who wait.
    void serve() {
        while (open_ && !line_.empty() && !free_.empty()) {
            waiting next = std::move(line_.front());
            line_.pop_front();
            const std::string agent = std::move(free_.front());
            free_.pop_front();
            longest_ = std::max(longest_, clock::now() - next.since);
            next.found(agent);
        }
    }
    void open() {
        open_ = true;
        serve();
    }

    const std::string& name() const { return name_; }
    std::size_t waiting_now() const { return line_.size(); }
    std::size_t agents() const { return agents_; }
    std::size_t busy() const { return agents_ - free_.size(); }
    std::size_t served() const { return served_; }
    clock::duration longest_wait() const { return longest_; }

private:
    std::string name_;
    std::list<waiting> line_;
    std::deque<std::string> free_;
    std::size_t agents_;
    bool open_;
    std::size_t served_ = 0;
    clock::duration longest_{};
};

}  // namespace callcenter
