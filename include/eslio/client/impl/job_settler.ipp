// The bodies of the functions of job_settler.hpp.
#pragma once

#include <eslio/client/detail/job_settler.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/cancellation_type.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void job_settler::begin() noexcept {
    attempt([this] { collect(); });
}

/// Where memory runs out it begins anew a second later: what is in doubt may have been lost.
template <class F>
void job_settler::attempt(F f) noexcept {
    if (without_throwing(f)) return;
    stop();
    begins_anew_ = true;
    const auto later = [this] { alarm_.set(shared_from_this(), alarm_.now() + patience); };
    if (!alarm_.env().undelivered().with_reserve(later))
        engine_->cut(make_error_code(error::stream_failed));  // the next connection asks
}

ESLIO_DECL void job_settler::collect() {
    stop();
    engine_->jobs().each_in_doubt(
        [this](std::uint64_t job, const std::shared_ptr<const job_question>& question) {
            waiting_.push({job, question});
        });
    begins_anew_ = false;
    go_on();
}

ESLIO_DECL void job_settler::stop() noexcept {
    ++round_;
    waiting_ = {};
    for (const doubt& d : std::exchange(asked_, {}))
        engine_->cancel_job(d.asked, asio::cancellation_type::terminal);
    alarm_.cancel();
}

/// Asks what is due, as far as there is room.
ESLIO_DECL void job_settler::go_on() {
    const auto now = alarm_.now();
    while (!waiting_.empty() && waiting_.front().due <= now && asked_.size() < most_at_once) {
        doubt next = std::move(waiting_.front());
        waiting_.pop();
        ask(std::move(next));
    }
    if (!waiting_.empty() && waiting_.front().due > now)
        alarm_.set(shared_from_this(), waiting_.front().due);
}

/// The answer is judged by the user's function, which runs in its turn, as handlers do.
ESLIO_DECL void job_settler::ask(doubt about) {
    auto answered = engine::job_handler::in_turn(
        engine_->completions(), [self = shared_from_this(), job = about.job,
                                 round = round_](error_code ec, const job_result& answer) {
            if (round != self->round_) return;
            self->attempt([&] { self->on_answer(job, ec, answer); });
        });
    const api_request question(about.question->text);
    asked_.push_back(std::move(about));
    const std::uint64_t round = round_;
    const std::uint64_t asked = engine_->submit_job(question, answered);
    if (round == round_) asked_.back().asked = asked;  // the trace may have ended it
}

ESLIO_DECL void job_settler::on_answer(std::uint64_t job, error_code ec, const job_result& answer) {
    const std::uint64_t round = round_;
    const auto at =
        std::find_if(asked_.begin(), asked_.end(), [job](const doubt& d) { return d.job == job; });
    doubt about = std::move(*at);
    asked_.erase(at);
    // Without an answer it is asked again; where FreeSWITCH refuses the question the job counts as
    // running.
    bool runs = !ec;
    if (answer.started()) {
        const api_response text(reply::of_text(std::string(answer.text())));
        without_throwing([&] { runs = about.question->still_runs(text); });
        if (round != round_) return;
    }
    if (!ec && !runs && ++about.denials == 2) {
        engine_->lose_job(job);
    } else if (!runs) {
        about.due = alarm_.now() + patience;
        waiting_.push(std::move(about));
    }
    go_on();
}

ESLIO_DECL void job_settler::on_alarm(protocol::time_point) {
    attempt([this] { begins_anew_ ? collect() : go_on(); });
}

}  // namespace eslio::detail
