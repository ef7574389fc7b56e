// The bodies of the functions of job_settler.hpp.
#pragma once

#include <eslio/client/detail/job_settler.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/cancellation_type.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void job_settler::begin() {
    stop();
    engine_->each_job_in_doubt(
        [this](std::uint64_t job, const std::shared_ptr<const job_question>& question) {
            doubts_.push_back({job, question});
        });
    go_on();
}

ESLIO_DECL void job_settler::stop() noexcept {
    ++round_;
    const auto gone = std::exchange(doubts_, {});
    for (const doubt& d : gone)
        if (d.asked != 0 && d.asked != refused_at_once)
            engine_->cancel_job(d.asked, asio::cancellation_type::terminal);
    alarm_.cancel();
}

/// Asks what is due, as far as there is room.
ESLIO_DECL void job_settler::go_on() {
    const auto now = alarm_.now();
    std::size_t room = most_at_once;
    for (const doubt& d : doubts_) room -= d.asked != 0 ? 1 : 0;
    protocol::time_point next = protocol::never;
    for (doubt& d : doubts_) {
        if (d.asked != 0) continue;
        if (d.next > now) {
            next = std::min(next, d.next);
        } else if (room != 0) {
            --room;
            ask(d);
        }
    }
    if (next != protocol::never) alarm_.set(shared_from_this(), next);
}

/// The answer is judged by the user's function, which has its turn as their handlers.
ESLIO_DECL void job_settler::ask(doubt& about) {
    auto answered = engine::job_handler::in_turn(
        engine_->completions(),
        [self = shared_from_this(), job = about.job, round = round_](
            error_code ec, const job_result& answer) { self->on_answer(job, round, ec, answer); });
    about.asked = engine_->submit_job(api_request(about.question->text), answered);
    if (about.asked == 0) about.asked = refused_at_once;
}

ESLIO_DECL void job_settler::on_answer(std::uint64_t job, std::uint64_t round, error_code ec,
                                       const job_result& answer) {
    const auto find = [&] {
        return std::find_if(doubts_.begin(), doubts_.end(),
                            [job](const doubt& d) { return d.job == job; });
    };
    if (round != round_ || find() == doubts_.end()) return;
    find()->asked = 0;
    find()->next = alarm_.now() + patience;
    if (ec) return go_on();  // there was no room, or no answer: it is asked again
    bool runs = true;        // where FreeSWITCH does not allow the question
    const auto question = find()->question;
    const api_response text(reply::of_text(std::string(answer.text())));
    if (answer.started()) without_throwing([&] { runs = question->still_runs(text); });
    if (round != round_) return;
    const auto at = find();
    if (runs || ++at->denials == 2) {
        doubts_.erase(at);
        if (!runs) engine_->lose_job(job);
    }
    go_on();
}

ESLIO_DECL void job_settler::on_alarm(protocol::time_point) {
    go_on();
}

}  // namespace eslio::detail
