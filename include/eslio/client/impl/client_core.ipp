// The bodies of the functions of client_core.hpp.
#pragma once

#include <eslio/client/detail/client_core.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/error.hpp>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace eslio::detail {

ESLIO_DECL client_core::client_core(std::shared_ptr<engine> over, std::shared_ptr<engine> second,
                                    std::vector<login> where, client_options options,
                                    connect_function connect, setup_function set_up)
    : engine_(std::move(over)),
      logins_(std::move(where)),
      options_(std::move(options)),
      connect_(std::move(connect)),
      set_up_(std::move(set_up)),
      alarm_(engine_->where().executor()),
      settler_(std::make_shared<job_settler>(engine_)),
      backoff_(options_.backoff) {
    if (second)
        second_ = std::make_shared<second_connection>(std::move(second), logins_, options_.backoff,
                                                      connect_);
}

ESLIO_DECL client_core::~client_core() = default;

ESLIO_DECL void client_core::begin() {
    engine_->outlive(weak_from_this(), options_.keeps_unsent);
    alarm_.env().attach(weak_from_this());
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
    error_code wrong = logins_.empty() ? make_error_code(error::empty_argument) : error_code();
    for (const login& where : logins_)
        if (!wrong) wrong = where.who().opening().error();
    backoff_.begin(alarm_.now());
    if (wrong)
        close(wrong);
    else
        attempt();
    return run_number_;
}

ESLIO_DECL void client_core::cancel_run(std::uint64_t number) {
    if (number != run_number_ || !run_) return;
    done_handler run = std::move(run_);
    close(make_error_code(error::closed));
    run.complete(asio::error::operation_aborted);
}

ESLIO_DECL std::uint64_t client_core::wait_for_change(std::uint64_t seen, status_handler& handler) {
    waiting_.push_back({++last_number_, false, seen, std::move(handler)});
    tell_waiting();
    return last_number_;
}

ESLIO_DECL std::uint64_t client_core::wait_until_up(status_handler& handler) {
    waiting_.push_back({++last_number_, true, 0, std::move(handler)});
    tell_waiting();
    return last_number_;
}

ESLIO_DECL void client_core::cancel_wait(std::uint64_t number) {
    const auto at = std::find_if(waiting_.begin(), waiting_.end(),
                                 [number](const waiting& w) { return w.number == number; });
    if (at == waiting_.end()) return;
    status_handler handler = std::move(at->handler);
    waiting_.erase(at);
    handler.complete(asio::error::operation_aborted, client_status());
}

ESLIO_DECL void client_core::tell_waiting() {
    const bool is_up = status_.state == client_state::up;
    const bool is_over = status_.state == client_state::ended;
    const auto stays = [&](const waiting& w) {
        return !is_over && !(w.until_up ? is_up : status_.change > w.seen);
    };
    const auto due = std::stable_partition(waiting_.begin(), waiting_.end(), stays);
    std::vector<waiting> told(std::make_move_iterator(due),
                              std::make_move_iterator(waiting_.end()));
    waiting_.erase(due, waiting_.end());
    for (waiting& w : told) {
        const bool came = w.until_up ? is_up : status_.change > w.seen;
        w.handler.complete(came ? error_code() : status_.why, status_);
    }
}

ESLIO_DECL void client_core::change_to(client_state next) {
    status_.state = next;
    ++status_.change;
    if (options_.on_status)
        any_handler<void()>::in_turn(engine_->completions(), [self = shared_from_this(),
                                                              now = status_] {
            self->options_.on_status(now);
        }).complete();
    tell_waiting();
}

ESLIO_DECL void client_core::attempt() {
    const login& where = logins_[next_login_ % logins_.size()];
    status_.address = where.address();
    ++status_.attempts;
    status_.wait = {};
    change_to(client_state::connecting);
    // What fails is told to `on_interrupted`.
    auto opened = engine::open_handler::of_own(engine_->completions(), [](error_code) {});
    connect_(*engine_, where, opened);
}

/// Where memory runs out nobody would connect any more: the client ends.
ESLIO_DECL void client_core::on_interrupted(error_code why) noexcept {
    if (status_.state == client_state::ended) return;
    settler_->stop();
    const auto decide = [&] {
        const bool was_up = status_.state == client_state::up;
        if (was_up) backoff_.begin(alarm_.now());
        status_.why = why;
        status_.refusal = engine_->lasting().refusal;
        ends_ = is_final(why);
        const auto now = alarm_.now();
        next_attempt_ = ends_ ? now : next_attempt(why);
        if (next_attempt_ == protocol::never) {
            ends_ = true;
            next_attempt_ = now;
        }
        status_.wait = next_attempt_ - now;
        if (ends_)
            status_.state = client_state::waiting;  // nobody need know
        else
            change_to(client_state::waiting);
        alarm_.set(shared_from_this(), next_attempt_);
    };
    if (!without_throwing(decide)) close(make_error_code(error::stream_failed));
}

ESLIO_DECL bool client_core::is_final(error_code why) const noexcept {
    if (why == condition::invalid_argument) return true;
    if (why == condition::rejected) return !was_accepted_ && !options_.retry_refused;
    return why == make_error_code(error::state_refused) && !was_restored_;
}

/// The address that was good is tried first, and the others at once, each once.
ESLIO_DECL protocol::time_point client_core::next_attempt(error_code why) {
    const auto now = alarm_.now();
    if (status_.state == client_state::up) {
        tried_ = 0;
    } else {
        ++next_login_;
        if (++tried_ < logins_.size()) return now;
        tried_ = 0;
    }
    if (why == condition::rejected) return backoff_.next_after_refusal(now, alarm_.env().random());
    return backoff_.next(now, alarm_.env().random());
}

ESLIO_DECL void client_core::on_alarm(protocol::time_point now) {
    if (status_.state != client_state::waiting) return;
    if (ends_) return close(status_.why);
    const auto go_on = [&] {
        if (now < next_attempt_)
            alarm_.set(shared_from_this(), next_attempt_);
        else
            attempt();
    };
    if (!without_throwing(go_on)) close(make_error_code(error::stream_failed));
}

ESLIO_DECL void client_core::on_logged_in() noexcept {
    was_accepted_ = true;
    without_throwing([&] { change_to(client_state::restoring); });
}

ESLIO_DECL bool client_core::on_state_restored(switch_run run) noexcept {
    was_restored_ = true;
    status_.run = run;
    return without_throwing([&] {
               status_.core_uuid = engine_->lasting().over.core_uuid();
               status_.refusal = engine_->lasting().refusal;
               if (!set_up_) return;
               const auto give = [self = shared_from_this(), change = status_.change] {
                   self->set_up_(self, change);
               };
               any_handler<void()>::in_turn(engine_->completions(), give).complete();
           }) &&
           set_up_;
}

ESLIO_DECL void client_core::end_setup(std::uint64_t change) noexcept {
    if (change == status_.change) engine_->end_setup();
}

ESLIO_DECL void client_core::on_up() noexcept {
    without_throwing([&] {
        status_.attempts = 0;
        status_.why = {};
        change_to(client_state::up);
        settler_->begin();
        if (second_) second_->begin(next_login_);
    });
}

ESLIO_DECL void client_core::on_events_missing() noexcept {
    without_throwing([&] { settler_->begin(); });
}

ESLIO_DECL void client_core::close(error_code why) noexcept {
    if (status_.state == client_state::ended) return;
    const home::presence here(where());
    const auto self = shared_from_this();
    alarm_.cancel();
    settler_->stop();
    status_.why = why;
    status_.wait = {};
    status_.state = client_state::ended;
    if (second_) second_->close(why);
    engine_->close_for_good(why);
    without_throwing([&] { change_to(client_state::ended); });
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
