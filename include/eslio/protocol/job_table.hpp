// The background jobs whose results are waited for, by Job-UUID.
#pragma once

#include <eslio/event/job.hpp>
#include <eslio/protocol/key_index.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
        if (entry* const same = find(uuid)) take(*same);
        auto e = std::make_unique<entry>(std::move(uuid));
        e->number = ++last_;
        e->command = command;
        e->waiter = std::move(waiter);
        e->deadline = deadline;
        if (deadline < next_deadline_) next_deadline_ = deadline;
        put(std::move(e));
        return last_;
    }

    bool contains(std::string_view uuid) const { return find(uuid) != nullptr; }
    std::size_t size() const noexcept { return jobs_.size(); }

    /// The result has come. True if it belongs to a job of the table; then `out` is its waiter, or
    /// empty when the result is kept (`result` is moved from in that case only).
    bool finish(std::string_view uuid, job_result& result, Waiter& out) {
        entry* const job = find(uuid);
        if (job == nullptr || job->result) return false;
        if (job->waiter)
            out = std::move(take(*job)->waiter);
        else
            job->result = std::move(result);
        return true;
    }

    /// Forgets a job that never started, or whose result nobody wants; `out` gets its waiter.
    bool remove(std::string_view uuid, Waiter& out) {
        entry* const job = find(uuid);
        if (job == nullptr) return false;
        out = std::move(take(*job)->waiter);
        return true;
    }

    /// FreeSWITCH gave the job another id (mod_event_socket: `bgapi reload mod_event_socket`).
    /// Nothing happens if another job has that id.
    void rename(std::string_view from, std::string to) {
        entry* const job = find(from);
        if (job == nullptr || contains(to)) return;
        auto e = take(*job);
        e->key = std::move(to);
        put(std::move(e));
    }

    /// Takes the result of a job, or leaves a waiter for it. `number` names the wait.
    collected collect(std::string_view uuid, Waiter& waiter, job_result& out, id& number) {
        entry* const job = find(uuid);
        if (job == nullptr) return collected::unknown;
        if (job->waiter) return collected::in_use;
        if (job->result) {
            out = std::move(*take(*job)->result);
            return collected::ready;
        }
        job->waiter = std::move(waiter);
        number = job->number;
        return collected::waiting;
    }

    /// Ends a wait. The job is forgotten; its result, should it come, belongs to nobody. `command`
    /// becomes the place of its command.
    bool give_up(id number, Waiter& out, std::uint64_t& command) {
        for (const auto& job : jobs_) {
            if (job->number != number) continue;
            if (!job->waiter) return false;
            command = job->command;
            out = std::move(take(*job)->waiter);
            return true;
        }
        return false;
    }

    /// Calls `f(waiter)` for each job past its deadline, waited for or not, and forgets it.
    template <class F>
    void expire(time_point now, F f) {
        if (now < next_deadline_) return;
        next_deadline_ = never;
        for (std::size_t i = 0; i < jobs_.size();) {
            entry& job = *jobs_[i];
            if (job.deadline <= now) {
                Waiter waiter = std::move(take(job)->waiter);
                if (waiter) f(std::move(waiter));
            } else {
                next_deadline_ = std::min(next_deadline_, job.deadline);
                ++i;
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
        for (std::size_t i = 0; i < jobs_.size();) {
            entry& job = *jobs_[i];
            if (job.result) {
                next_deadline_ = std::min(next_deadline_, job.deadline);
                ++i;
                continue;
            }
            const auto gone = take(job);
            f(std::move(gone->waiter), gone->command);
        }
    }

    /// Forgets all, waiters too.
    void clear() noexcept {
        by_uuid_.clear();
        jobs_.clear();
        next_deadline_ = never;
    }

private:
    struct entry : key_index::entry {
        using key_index::entry::entry;
        std::size_t place = 0;  ///< in `jobs_`
        id number = 0;
        std::uint64_t command = 0;
        Waiter waiter;
        time_point deadline = never;
        std::optional<job_result> result;
    };

    entry* find(std::string_view uuid) const noexcept {
        return static_cast<entry*>(by_uuid_.find(uuid));
    }

    void put(std::unique_ptr<entry> e) {
        e->place = jobs_.size();
        jobs_.push_back(std::move(e));
        by_uuid_.link(*jobs_.back());
    }

    /// Out of the table; the last of the jobs takes its place.
    std::unique_ptr<entry> take(entry& e) {
        by_uuid_.unlink(e);
        auto taken = std::move(jobs_[e.place]);
        if (jobs_.back()) {
            jobs_.back()->place = e.place;
            jobs_[e.place] = std::move(jobs_.back());
        }
        jobs_.pop_back();
        return taken;
    }

    std::vector<std::unique_ptr<entry>> jobs_;
    key_index by_uuid_;
    id last_ = 0;
    time_point next_deadline_ = never;
};

}  // namespace eslio::protocol
