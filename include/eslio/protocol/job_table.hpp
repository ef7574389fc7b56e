// The background jobs whose results are waited for, by Job-UUID.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/event/job.hpp>
#include <eslio/protocol/deadline_heap.hpp>
#include <eslio/protocol/key_index.hpp>
#include <eslio/protocol/number_index.hpp>
#include <eslio/protocol/time.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// A job is known here before its command is written, under a Job-UUID of our own, so its result
/// cannot be missed. A result that comes before it is asked for is kept until the job's deadline.
/// Should two jobs have one Job-UUID, both stay, and the results go to them in order.
///
/// Whatever concerns one job takes no longer because there are many, of one Job-UUID or several,
/// but for the logarithm that a deadline costs; `note_gap`, `each_in_doubt`, `lose_those_with_gap`
/// and `drain` go through all. Nothing that ends a job needs memory.
///
/// Waiter: movable without throwing, default-constructible, true when somebody waits.
template <class Waiter>
class job_table {
public:
    /// The number of a job; none is used again.
    using id = std::uint64_t;

    /// What `collect` did.
    enum class collected {
        ready,    ///< the result is there
        waiting,  ///< the waiter is kept
        unknown,  ///< no such job
        in_use,   ///< somebody else waits for it
        lost,     ///< its result will never come
    };

    /// The number that the next job gets.
    id next_number() const noexcept { return last_ + 1; }

    /// A job about to be started. Without a waiter its result is kept to be collected.
    /// `command`: the place of its command in the reply queue.
    id add(std::string uuid, Waiter waiter, time_point deadline, std::uint64_t command) {
        by_uuid_.reserve_one();
        by_number_.reserve_one();
        entry& job = jobs_.emplace_back(std::move(uuid));
        job.place = std::prev(jobs_.end());
        job.number = ++last_;
        job.command = command;
        link(job);
        by_number_.link(job);
        deadlines_.add(deadline, last_, [this](id n) { return find_number(n) != nullptr; });
        job.waiter = std::move(waiter);
        return last_;
    }

    /// Whether its result is awaited, or kept.
    bool contains(std::string_view uuid) const { return find(uuid) != nullptr; }
    std::size_t size() const noexcept { return jobs_.size(); }

    /// Null if there is no such job.
    const std::string* uuid(id number) const noexcept {
        const entry* const job = find_number(number);
        return job == nullptr ? nullptr : &job->key;
    }

    /// The place of its command in the reply queue; 0 if there is no such job.
    std::uint64_t command(id number) const noexcept {
        const entry* const job = find_number(number);
        return job == nullptr ? 0 : job->command;
    }

    /// The result has come. True if it belongs to a job of the table; then `out` is its waiter, or
    /// empty when the result is kept (`result` is moved from in that case only).
    bool finish(std::string_view uuid, job_result& result, Waiter& out) {
        entry* const first = find(uuid);
        entry* const job = first != nullptr ? first->unfinished : nullptr;
        if (job == nullptr) return false;
        if (job->waiter) {
            out = take(*job);
        } else {
            job->result = std::move(result);
            first->unfinished = after(*job);
        }
        return true;
    }

    /// Forgets a job that never started, or whose result nobody wants; `out` gets its waiter.
    bool remove(id number, Waiter& out) noexcept {
        entry* const job = find_number(number);
        if (job == nullptr) return false;
        out = take(*job);
        return true;
    }

    /// FreeSWITCH gave the job another id (mod_event_socket: `bgapi reload mod_event_socket`).
    /// Nothing happens if another job has that id.
    void rename(id number, std::string to) {
        entry* const job = find_number(number);
        if (job == nullptr || contains(to)) return;
        unlink(*job);
        job->key = std::move(to);
        link(*job);
    }

    /// Takes the result of a job, or leaves a waiter for it. `number` names the wait.
    collected collect(std::string_view uuid, Waiter& waiter, job_result& out, id& number) {
        entry* const first = find(uuid);
        if (first == nullptr) return collected::unknown;
        entry*& unasked = first->unasked;
        while (unasked != nullptr && unasked->waiter) unasked = after(*unasked);
        entry* const job = first->result ? first : unasked;
        if (job == nullptr) return collected::in_use;
        if (job->is_lost) {
            take(*job);
            return collected::lost;
        }
        if (job->result) {
            out = std::move(*job->result);
            take(*job);
            return collected::ready;
        }
        job->waiter = std::move(waiter);
        number = job->number;
        return collected::waiting;
    }

    /// Ends a wait. The job is forgotten; its result, should it come, belongs to nobody. `command`
    /// becomes the place of its command.
    bool give_up(id number, Waiter& out, std::uint64_t& command) noexcept {
        entry* const job = find_number(number);
        if (job == nullptr || !job->waiter) return false;
        command = job->command;
        out = take(*job);
        return true;
    }

    /// How to find out whether the last job that was added still runs.
    void set_question(std::shared_ptr<const job_question> q) {
        jobs_.back().question = std::move(q);
    }

    /// Calls `f(number, question)` for each job that has a question, and whose result may have been
    /// missed.
    template <class F>
    void each_in_doubt(F f) const {
        for (const entry& e : jobs_)
            if (e.had_gap && !e.is_lost && !e.result && e.question) f(e.number, e.question);
    }

    /// The results of the jobs for which `has_begun(command)` holds may have been missed; the
    /// command is a job's place in the reply queue.
    template <class HasBegun>
    void note_gap(HasBegun has_begun) {
        for (entry& e : jobs_) e.had_gap = e.had_gap || has_begun(e.command);
    }

    /// The same of one job.
    void note_gap_of(id number) noexcept {
        if (entry* const job = find_number(number)) job->had_gap = true;
    }

    /// Those will never come: calls `f(waiter)` for each such job, and forgets it.
    template <class F>
    void lose_those_with_gap(F f) {
        for (auto job = jobs_.begin(); job != jobs_.end();) {
            entry& e = *job++;
            if (e.result || !e.had_gap) continue;
            Waiter waiter;
            lose(e.number, waiter);
            if (waiter) f(std::move(waiter));
        }
    }

    /// Its result will never come. `out` is its waiter; without one, whoever asks for the result by
    /// its deadline is told.
    void lose(id number, Waiter& out) noexcept {
        entry* const job = find_number(number);
        if (job == nullptr) return;
        if (job->waiter)
            out = take(*job);
        else
            job->is_lost = true;
    }

    /// Calls `f(waiter, had_gap)` for each job past its deadline, waited for or not, and forgets
    /// it.
    template <class F>
    void expire(time_point now, F f) {
        for (id number = 0; deadlines_.pop_due(now, number);) {
            entry* const job = find_number(number);
            if (job == nullptr) continue;
            const bool had_gap = job->had_gap;
            Waiter waiter = take(*job);
            if (waiter) f(std::move(waiter), had_gap);
        }
    }

    /// Not later than the earliest deadline.
    time_point next_deadline() const noexcept { return deadlines_.next(); }

    /// Nothing more will come: forgets all but the results that are there to be collected, and
    /// calls `f(waiter, command)` for each forgotten; nobody may wait for it.
    template <class F>
    void drain(F f) {
        for (auto job = jobs_.begin(); job != jobs_.end();) {
            entry& e = *job++;
            if (e.result) continue;
            const std::uint64_t command = e.command;
            f(take(e), command);
        }
    }

    /// Forgets all, waiters too.
    void clear() noexcept {
        by_uuid_.clear();
        by_number_.clear();
        deadlines_.clear();
        jobs_.clear();
    }

private:
    struct entry : key_index::entry, number_index::entry {
        using key_index::entry::entry;
        typename std::list<entry>::iterator place;
        std::uint64_t command = 0;
        Waiter waiter;
        bool had_gap = false;  ///< its result may have been missed
        bool is_lost = false;  ///< it was
        std::shared_ptr<const job_question> question;
        std::optional<job_result> result;

        // In the first of its Job-UUID. Results go to the jobs in order, so those that have one are
        // in front of all that have none; and nobody who has asked takes that back.
        entry* unfinished = nullptr;  ///< the first that has no result; null if all have
        entry* unasked = nullptr;     ///< no job before this is without both, waiter and result
    };

    entry* find(std::string_view uuid) const noexcept {
        return static_cast<entry*>(by_uuid_.find(uuid));
    }
    entry* find_number(id number) const noexcept {
        return static_cast<entry*>(by_number_.find(number));
    }
    static entry* after(const entry& e) noexcept {
        return static_cast<entry*>(key_index::after(e));
    }

    void link(entry& e) {
        by_uuid_.link(e);
        entry& first = *find(e.key);
        if (first.unfinished == nullptr) first.unfinished = &e;
        if (first.unasked == nullptr) first.unasked = &e;
    }

    void unlink(entry& e) noexcept {
        entry* const first = find(e.key);
        entry* const next = after(e);
        if (first != nullptr) {
            if (first->unfinished == &e) first->unfinished = next;
            if (first->unasked == &e) first->unasked = next;
            if (first == &e && next != nullptr) {
                next->unfinished = e.unfinished;
                next->unasked = e.unasked;
            }
        }
        e.unfinished = e.unasked = nullptr;
        by_uuid_.unlink(e);
    }

    /// Out of the table; what its waiter and result own may call again.
    Waiter take(entry& e) noexcept {
        std::list<entry> gone;
        gone.splice(gone.end(), jobs_, e.place);
        unlink(e);
        by_number_.unlink(e);
        if (jobs_.empty()) deadlines_.clear();
        return std::move(e.waiter);
    }

    std::list<entry> jobs_;  ///< in the order of adding
    key_index by_uuid_;
    number_index by_number_;
    deadline_heap deadlines_;
    id last_ = 0;
};

}  // namespace eslio::protocol
