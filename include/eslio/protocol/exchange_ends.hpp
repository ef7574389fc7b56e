// How waits end without an answer: overdue, and with the connection, whether another follows or
// not.
#pragma once

#include <eslio/error.hpp>
#include <eslio/event/gap.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/command_exchange.hpp>
#include <eslio/protocol/time.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::expire(time_point now) {
    line_.expire(now, [this](target t, bool) {
        if (t.what == kind::job) {
            fail_job(t.job, error::timeout);
        } else if (t) {
            if (t.what == kind::started_job) fail_job(t.job, error::timeout);
            t.waiter.complete(make_error_code(error::timeout), reply());
        }
    });
    jobs_.expire(now, [](JobWaiter waiter, bool had_gap) {
        waiter.complete(make_error_code(had_gap ? error::lost_in_gap : error::timeout),
                        job_result());
    });
}

template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::drain(error_code unsent) {
    line_.drain([&](target t, bool written) {
        const error_code why = written ? make_error_code(error::outcome_unknown) : unsent;
        if (t.what == kind::job)
            fail_job(t.job, why);
        else if (t)
            t.waiter.complete(why, reply());
    });
    jobs_.drain([](JobWaiter waiter, id) {
        if (waiter) waiter.complete(make_error_code(error::job_lost), job_result());
    });
}

template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::interrupt(bool keeps_unsent) {
    goodbye_ = orderly_ = lingers_ = false;
    line_.interrupt(keeps_unsent, [this](target t, bool written) {
        const error why = written ? error::outcome_unknown : error::not_sent;
        if (t.what == kind::job) {
            if (written)
                jobs_.note_gap_of(t.job);  // nobody knows whether it was begun
            else
                fail_job(t.job, why);
            return;
        }
        if (t.what == kind::started_job) fail_job(t.job, error::unknown_job);
        if (t.what == kind::log) heard_.note_log(t.level, t.secret_level);
        if (changes_what_is_heard(t.what))
            keep_change(t.waiter);
        else if (t)
            t.waiter.complete(make_error_code(why), reply());
    });
}

template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::miss_events(error_code why,
                                                             time_point now) noexcept {
    over_->missing(why, now);
    jobs_.note_gap([this](id command) { return !line_.is_waiting(command); });
}

template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::restored(std::string_view core_uuid,
                                                          time_point now) {
    if (auto missed = over_->restored(core_uuid, now))
        messages_.push_interruption(std::move(missed));
    if (over_->run() != switch_run::another) return;
    jobs_.lose_those_with_gap([](JobWaiter waiter) {
        waiter.complete(make_error_code(error::lost_in_gap), job_result());
    });
}

}  // namespace eslio::protocol
