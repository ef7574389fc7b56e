// The background jobs whose results are waited for, by Job-UUID.
#pragma once

#include <eslio/event/job.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace eslio::protocol {

/// A job is known here before its command is written, under a Job-UUID of our own, so its result
/// cannot be missed. A result that comes before it is asked for is kept until the job's deadline.
///
/// Waiter: movable, default-constructible, true when somebody waits.
template <class Waiter>
class job_table {
public:
    using id = std::uint64_t;

    /// What `collect` did.
    enum class collected {
        ready,    ///< the result is there
        waiting,  ///< the waiter is kept
        unknown,  ///< no such job
        in_use,   ///< somebody else waits for it
    };

    /// A job about to be started. Without a waiter its result is kept to be collected.
    /// `command`: the place of its command in the reply queue.
    id add(std::string uuid, Waiter waiter, time_point deadline, std::uint64_t command) {
        entry e;
        e.number = ++last_;
        e.command = command;
        e.waiter = std::move(waiter);
        e.deadline = deadline;
        if (deadline < next_deadline_) next_deadline_ = deadline;
        jobs_.insert_or_assign(std::move(uuid), std::move(e));
        return last_;
    }

    bool contains(std::string_view uuid) const { return find(uuid) != jobs_.end(); }
    std::size_t size() const noexcept { return jobs_.size(); }

    /// The result has come. True if it belongs to a job of the table; then `out` is its waiter, or
    /// empty when the result is kept (`result` is moved from in that case only).
    bool finish(std::string_view uuid, job_result& result, Waiter& out) {
        const auto job = find(uuid);
        if (job == jobs_.end() || job->second.result) return false;
        if (job->second.waiter) {
            out = std::move(job->second.waiter);
            jobs_.erase(job);
        } else {
            job->second.result = std::move(result);
        }
        return true;
    }

    /// Forgets a job that never started, or whose result nobody wants; `out` gets its waiter.
    bool remove(std::string_view uuid, Waiter& out) {
        const auto job = find(uuid);
        if (job == jobs_.end()) return false;
        out = std::move(job->second.waiter);
        jobs_.erase(job);
        return true;
    }

    /// FreeSWITCH gave the job another id (mod_event_socket: `bgapi reload mod_event_socket`).
    /// Nothing happens if another job has that id.
    void rename(std::string_view from, std::string to) {
        const auto job = find(from);
        if (job == jobs_.end() || contains(to)) return;
        entry e = std::move(job->second);
        jobs_.erase(job);
        jobs_.insert_or_assign(std::move(to), std::move(e));
    }

    /// Takes the result of a job, or leaves a waiter for it. `number` names the wait.
    collected collect(std::string_view uuid, Waiter& waiter, job_result& out, id& number) {
        const auto job = find(uuid);
        if (job == jobs_.end()) return collected::unknown;
        if (job->second.waiter) return collected::in_use;
        if (job->second.result) {
            out = std::move(*job->second.result);
            jobs_.erase(job);
            return collected::ready;
        }
        job->second.waiter = std::move(waiter);
        number = job->second.number;
        return collected::waiting;
    }

    /// Ends a wait. The job is forgotten; its result, should it come, belongs to nobody. `command`
    /// becomes the place of its command.
    bool give_up(id number, Waiter& out, std::uint64_t& command) {
        const auto job = std::find_if(jobs_.begin(), jobs_.end(), [number](const auto& j) {
            return j.second.number == number;
        });
        if (job == jobs_.end() || !job->second.waiter) return false;
        out = std::move(job->second.waiter);
        command = job->second.command;
        jobs_.erase(job);
        return true;
    }

    /// Calls `f(waiter)` for each job past its deadline, waited for or not, and forgets it.
    template <class F>
    void expire(time_point now, F f) {
        if (now < next_deadline_) return;
        next_deadline_ = never;
        for (auto job = jobs_.begin(); job != jobs_.end();) {
            if (job->second.deadline <= now) {
                Waiter waiter = std::move(job->second.waiter);
                job = jobs_.erase(job);
                if (waiter) f(std::move(waiter));
            } else {
                next_deadline_ = std::min(next_deadline_, job->second.deadline);
                ++job;
            }
        }
    }

    /// Not later than the earliest deadline.
    time_point next_deadline() const noexcept { return next_deadline_; }

    /// Nothing more will come: forgets all but the results that are there to be collected, and
    /// calls `f(waiter, command)` for each forgotten; nobody may wait for it.
    template <class F>
    void drain(F f) {
        next_deadline_ = never;
        for (auto job = jobs_.begin(); job != jobs_.end();) {
            if (job->second.result) {
                next_deadline_ = std::min(next_deadline_, job->second.deadline);
                ++job;
                continue;
            }
            Waiter waiter = std::move(job->second.waiter);
            const std::uint64_t command = job->second.command;
            job = jobs_.erase(job);
            f(std::move(waiter), command);
        }
    }

    /// Forgets all, waiters too.
    void clear() noexcept {
        jobs_.clear();
        next_deadline_ = never;
    }

private:
    struct entry {
        id number = 0;
        std::uint64_t command = 0;
        Waiter waiter;
        time_point deadline = never;
        std::optional<job_result> result;
    };
    using map = std::unordered_map<std::string, entry>;

    typename map::iterator find(std::string_view uuid) { return jobs_.find(std::string(uuid)); }
    typename map::const_iterator find(std::string_view uuid) const {
        return jobs_.find(std::string(uuid));
    }

    map jobs_;
    id last_ = 0;
    time_point next_deadline_ = never;
};

}  // namespace eslio::protocol
