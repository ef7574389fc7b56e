// The bodies of the functions of client_core.hpp.
#pragma once

#include <eslio/client/detail/client_core.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/error.hpp>

#include <utility>
#include <vector>

namespace eslio::detail {

ESLIO_DECL client_core::client_core(std::shared_ptr<engine> over, std::shared_ptr<engine> second,
                                    std::vector<login> where, client_options options,
                                    connect_function connect, setup_function set_up)
    : engine_(std::move(over)),
      options_(std::move(options)),
      reconnector_(new reconnector(engine_, where, options_.backoff,
                                   options_.retry_refused ? reconnector::patience::refusals_retried
                                                          : reconnector::patience::final_refusals,
                                   connect)),
      set_up_(std::move(set_up)),
      settler_(new job_settler(engine_)) {
    if (second)
        second_.reset(new second_connection(std::move(second), std::move(where), options_.backoff,
                                            std::move(connect)));
}

ESLIO_DECL client_core::~client_core() = default;

ESLIO_DECL void client_core::begin() {
    engine_->outlive(weak_from_this(), options_.keeps_unsent);
    reconnector_->listen(weak_from_this());
    reconnector_->env().attach(weak_from_this());
    if (!second_) return;
    second_->attach();
    pair_ = event_pair::of(engine_, second_->connection());
}

ESLIO_DECL std::uint64_t client_core::run(done_handler& handler) {
    const home::presence here(where());
    if (status_.state == client_state::ended) {
        handler.complete(status_.why);
        return 0;
    }
    if (run_) {
        handler.complete(make_error_code(error::operation_in_progress));
        return 0;
    }
    run_ = std::move(handler);
    ++run_number_;
    if (status_.state != client_state::idle) return run_number_;
    if (const error_code wrong = reconnector_->wrong_address())
        close(wrong);
    else if (!without_throwing([&] { reconnector_->begin(); }))
        close(make_error_code(error::stream_failed));
    return run_number_;
}

ESLIO_DECL void client_core::cancel_run(std::uint64_t number) {
    if (number != run_number_ || !run_) return;
    done_handler run = std::move(run_);
    close(make_error_code(error::closed));
    run.complete(asio::error::operation_aborted);
}

ESLIO_DECL std::uint64_t client_core::wait_for_change(std::uint64_t seen, status_handler& handler) {
    return wait(false, seen, handler);
}

ESLIO_DECL std::uint64_t client_core::wait_until_up(status_handler& handler) {
    return wait(true, 0, handler);
}

/// Where there is no memory for a place the caller keeps the handler.
ESLIO_DECL std::uint64_t client_core::wait(bool until_up, std::uint64_t seen,
                                           status_handler& handler) {
    waiting w{until_up, seen, {}};
    if (is_due(w)) {
        note_second();
        w.handler = std::move(handler);
        tell(w);
        return 0;
    }
    waiting_.add(last_number_ + 1, std::move(w));
    waiting_.find(++last_number_)->handler = std::move(handler);
    return last_number_;
}

ESLIO_DECL void client_core::cancel_wait(std::uint64_t number) {
    waiting w;
    if (waiting_.take(number, w))
        w.handler.complete(asio::error::operation_aborted, client_status());
}

ESLIO_DECL bool client_core::is_due(const waiting& w) const noexcept {
    return status_.state == client_state::ended ||
           (w.until_up ? status_.state == client_state::up : status_.change > w.seen);
}

/// They are told in any case: where memory runs out, without the texts of the status.
ESLIO_DECL void client_core::tell(waiting& w) noexcept {
    const bool came = w.until_up ? status_.state == client_state::up : status_.change > w.seen;
    client_status now;
    without_throwing([&] { now = status_; });
    w.handler.complete(came ? error_code() : status_.why, std::move(now));
}

ESLIO_DECL void client_core::tell_waiting() noexcept {
    note_second();
    std::uint64_t number = 0;
    while (auto* const next = waiting_.after(number)) {
        number = next->number;
        waiting due;
        if (is_due(next->value) && waiting_.take(number, due)) tell(due);
    }
}

ESLIO_DECL void client_core::change_to(client_state next) {
    status_.state = next;
    ++status_.change;
    note_second();
    if (options_.on_status)
        any_handler<void()>::in_turn(engine_->completions(), [self = shared_from_this(),
                                                              now = status_] {
            self->options_.on_status(now);
        }).complete();
    tell_waiting();
}

ESLIO_DECL void client_core::on_attempt(const login& where) {
    status_.address = where.address();
    ++status_.attempts;
    status_.wait = {};
    change_to(client_state::connecting);
}

/// Where memory runs out nobody would connect any more: the client ends.
ESLIO_DECL void client_core::on_interrupted(error_code why) noexcept {
    if (status_.state == client_state::ended) return;
    settler_->stop();
    const auto decide = [&] {
        status_.why = why;
        status_.refusal = engine_->lasting().refusal;
        status_.wait = reconnector_->ended(why);
        if (reconnector_->is_over())
            status_.state = client_state::waiting;  // until `close`, which tells that it ends
        else
            change_to(client_state::waiting);
    };
    if (!without_throwing(decide)) close(make_error_code(error::stream_failed));
}

ESLIO_DECL void client_core::on_logged_in() noexcept {
    reconnector_->progress().accepted();
    without_throwing([&] { change_to(client_state::restoring); });
}

/// Where memory runs out no command goes out without the set-up: the connection ends.
ESLIO_DECL bool client_core::on_state_restored(switch_run run) noexcept {
    reconnector_->progress().restored();
    status_.run = run;
    is_making_setup_ = true;
    const bool whole = without_throwing([&] {
        status_.core_uuid = engine_->lasting().over.core_uuid();
        status_.refusal = engine_->lasting().refusal;
        if (set_up_) set_up_(shared_from_this(), status_.change).complete();
    });
    is_making_setup_ = false;
    if (!whole) engine_->cut(make_error_code(error::stream_failed));
    return !whole || set_up_;
}

ESLIO_DECL void client_core::end_setup(std::uint64_t change) noexcept {
    if (change == status_.change && !is_making_setup_) engine_->end_setup();
}

ESLIO_DECL void client_core::on_up() noexcept {
    reconnector_->progress().up();
    status_.attempts = 0;
    status_.why = {};
    without_throwing([&] { change_to(client_state::up); });
    tell_waiting();
    settler_->begin();
    if (second_) second_->begin(reconnector_->progress().place());
}

ESLIO_DECL void client_core::on_events_missing() noexcept {
    settler_->begin();
}

ESLIO_DECL void client_core::close(error_code why) noexcept {
    engine_->completions().retry_undelivered();
    if (status_.state == client_state::ended) return;
    const home::presence here(where());
    const auto self = shared_from_this();
    reconnector_->stop();
    settler_->stop();
    status_.why = why;
    status_.wait = {};
    status_.state = client_state::ended;
    if (second_) second_->close(why);
    engine_->close_for_good(why);
    without_throwing([&] { change_to(client_state::ended); });
    tell_waiting();
    if (run_) run_.complete(why);
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
ESLIO_DECL void client_core::drop_handlers() noexcept {
    const auto self = shared_from_this();
    const auto run = std::move(run_);
    const auto all = std::exchange(waiting_, {});
    const auto options = std::exchange(options_, {});
    const auto set_up = std::exchange(set_up_, nullptr);
}

ESLIO_DECL void begin_setup_command(engine& on, const handler_origin& from,
                                    engine::reply_handler&& handler, command&& c) {
    const auto start = [](engine& e, engine::reply_handler&& h, command& what) {
        return cancel_operation{engine::operation::command, e.submit_setup(std::move(what), h)};
    };
    begin_erased(on, from, std::move(handler), start, c);
}

}  // namespace eslio::detail
