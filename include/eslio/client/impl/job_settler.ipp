// The bodies of the functions of job_settler.hpp.
#pragma once

#include <eslio/client/detail/job_settler.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void job_settler::begin() {
    stop();
    engine_->each_job_in_doubt(
        [this](std::uint64_t job, const std::shared_ptr<const job_question>& question) {
            doubts_.push_back({job, question});
        });
    for (const doubt& d : std::vector<doubt>(doubts_)) ask(d);
}

ESLIO_DECL void job_settler::stop() noexcept {
    ++round_;
    doubts_.clear();
    alarm_.cancel();
}

/// The answer is judged by the user's function, which has its turn as their handlers.
ESLIO_DECL void job_settler::ask(const doubt& about) {
    auto answered = engine::job_handler::in_turn(
        engine_->completions(),
        [self = shared_from_this(), job = about.job, round = round_](
            error_code ec, const job_result& answer) { self->on_answer(job, round, ec, answer); });
    engine_->submit_job(api_request(about.question->text), answered);
}

ESLIO_DECL void job_settler::on_answer(std::uint64_t job, std::uint64_t round, error_code ec,
                                       const job_result& answer) {
    const auto find = [&] {
        return std::find_if(doubts_.begin(), doubts_.end(),
                            [job](const doubt& d) { return d.job == job; });
    };
    if (round != round_ || find() == doubts_.end()) return;
    bool runs = true;  // where nothing is known
    const auto question = find()->question;
    const api_response text(reply::of_text(std::string(answer.text())));
    if (!ec && answer.started()) without_throwing([&] { runs = question->still_runs(text); });
    if (round != round_) return;
    const auto at = find();
    if (runs || ++at->denials == 2) {
        doubts_.erase(at);
        if (!runs) engine_->lose_job(job);
        return;
    }
    at->next = alarm_.now() + patience;
    alarm_.set(shared_from_this(), at->next);
}

ESLIO_DECL void job_settler::on_alarm(protocol::time_point now) {
    std::vector<doubt> due;
    protocol::time_point next = protocol::never;
    for (doubt& d : doubts_) {
        if (d.next <= now) {
            d.next = protocol::never;
            due.push_back(d);
        }
        next = std::min(next, d.next);
    }
    if (next != protocol::never) alarm_.set(shared_from_this(), next);
    for (const doubt& d : due) ask(d);
}

}  // namespace eslio::detail
