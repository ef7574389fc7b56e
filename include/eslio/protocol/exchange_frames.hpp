// What a frame means for the conversation: whose reply it is, whose event.
#pragma once

#include <eslio/event/answer.hpp>
#include <eslio/event/decode.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/command_exchange.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <string>
#include <utility>

namespace eslio::protocol {

template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::on_reply(const wire::frame& f) {
    reply answer(f, most_headers_);  // before anybody is taken out of the line, as it may fail
    if (over_ != nullptr && over_->sink() != nullptr) over_->sink()->before_reply();
    target t;
    switch (line_.match(t)) {
        case reply_queue<target>::matched::unexpected:
            return accepts_unasked_ ? deliver(raw_packet(f)) : error::unexpected_reply;
        case reply_queue<target>::matched::swallowed: ++late_replies_; break;
        case reply_queue<target>::matched::waiter: break;
    }
    switch (t.what) {  // what it changes is in force, whether or not anybody waits still
        case kind::noevents: read_as_noevents(answer); break;
        case kind::log:
            if (answer.ok()) heard_.note_log(t.level, t.secret_level);
            break;
        case kind::change:
            if (!answer.ok()) heard_.note_refusal();
            break;
        case kind::my_events: heard_.my_events_answered(answer.ok()); break;
        case kind::job:
        case kind::started_job: on_job_reply(t.job, answer); break;
        case kind::own_jobs:
            if (!answer.ok()) refuse_jobs();
            break;
        case kind::user:
        case kind::own:
        case kind::nobody:
        case kind::run_asked:
        case kind::wanted_anew:
        case kind::needed_anew: break;
    }
    if (t) t.waiter.complete(error_code(), std::move(answer));
    return {};
}

template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::on_job_reply(id job, const reply& answer) {
    if (answer.ok()) return note_job_uuid(job, answer);
    const std::string* const uuid = jobs_.uuid(job);
    if (uuid == nullptr) return;
    job_result refused(*uuid, std::string(answer.text()));
    JobWaiter waiter;
    if (jobs_.remove(job, waiter) && waiter) waiter.complete(error_code(), std::move(refused));
}

/// FreeSWITCH may have chosen another id: it turns `bgapi reload mod_event_socket` into an
/// `api bgapi` whose answer is an api/response `+OK Job-UUID: <its id>`.
template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::note_job_uuid(id job, const reply& answer) {
    const auto given = job_uuid_of(answer);
    const std::string* const uuid = jobs_.uuid(job);
    if (uuid != nullptr && given && *given != *uuid) jobs_.rename(job, std::string(*given));
}

/// Without the subscription no result would be heard, so nothing after it is started.
template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::refuse_jobs() {
    heard_.refused(subscription_state::job_events());
    jobs_.drain([this](JobWaiter waiter, id place) {
        target t;
        line_.give_up(place, t);
        if (t) t.waiter.complete(make_error_code(error::job_events_refused), reply());
        if (waiter) waiter.complete(make_error_code(error::job_events_refused), job_result());
    });
}

template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::on_event(format how, const wire::frame& f) {
    const event_queue::hold looked_at(messages_);
    event& e = messages_.spare().reuse_event();
    if (const error_code problem = decode_event(how, f.body, e, most_headers_))
        return deliver(raw_packet(f, problem));
    const bool for_user = heard_.wants(e);
    const bool elsewhere = over_ != nullptr && over_->sink() != nullptr;
    return elsewhere ? over_->sink()->take(e, for_user) : take_event(e, for_user);
}

template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::hear(event& e, bool for_user,
                                                            bool in_order) {
    const event_queue::hold looked_at(messages_);
    if (messages_.spare().as_event() == &e) return take_event(e, for_user, in_order);
    event& next = messages_.spare().reuse_event();
    std::swap(next, e);
    return take_event(next, for_user, in_order);
}

template <class CommandWaiter, class JobWaiter>
error_code command_exchange<CommandWaiter, JobWaiter>::take_event(event& e, bool for_user,
                                                                  bool in_order) {
    if (over_ != nullptr && in_order)
        if (auto complete = over_->on_event(e)) messages_.replace_interruption(std::move(complete));
    if (jobs_.size() != 0 && e.is(event_name::background_job)) finish_job(e, for_user);
    if (routes_.dispatch(e) == route_table::verdict::consume || !for_user) return {};
    return judge(messages_.push());
}

template <class CommandWaiter, class JobWaiter>
void command_exchange<CommandWaiter, JobWaiter>::finish_job(event& e, bool for_user) {
    const std::string uuid(e.job_uuid());
    if (!jobs_.contains(uuid)) return;
    JobWaiter waiter;
    // The routes and the user still need the event if it is theirs as well.
    const bool shared = for_user || !routes_.empty();
    job_result result(shared ? event(e) : std::move(e));
    jobs_.finish(uuid, result, waiter);
    if (waiter) waiter.complete(error_code(), std::move(result));
}

}  // namespace eslio::protocol
