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

ESLIO_DECL void job_settler::begin() {
    stop();
    engine_->jobs().each_in_doubt(
        [this](std::uint64_t job, const std::shared_ptr<const job_question>& question) {
            waiting_.push({job, question});
        });
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

/// The answer is judged by the user's function, which has its turn as their handlers.
ESLIO_DECL void job_settler::ask(doubt about) {
    auto answered = engine::job_handler::in_turn(
        engine_->completions(),
        [self = shared_from_this(), job = about.job, round = round_](
            error_code ec, const job_result& answer) { self->on_answer(job, round, ec, answer); });
    about.asked = engine_->submit_job(api_request(about.question->text), answered);
    asked_.push_back(std::move(about));
}

ESLIO_DECL void job_settler::on_answer(std::uint64_t job, std::uint64_t round, error_code ec,
                                       const job_result& answer) {
    if (round != round_) return;
    const auto at =
        std::find_if(asked_.begin(), asked_.end(), [job](const doubt& d) { return d.job == job; });
    doubt about = std::move(*at);
    asked_.erase(at);
    // Without an answer it is asked again; it runs on where FreeSWITCH does not allow the question.
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
    go_on();
}

}  // namespace eslio::detail
