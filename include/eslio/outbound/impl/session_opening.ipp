// The bodies of the functions of session_opening.hpp.
#pragma once

#include <eslio/event/answer.hpp>
#include <eslio/event/socket_mode.hpp>
#include <eslio/outbound/detail/session_opening.hpp>

namespace eslio::detail {

ESLIO_DECL session_opening::session_opening(std::shared_ptr<engine> over,
                                            outbound::session_options options)
    : engine_(std::move(over)), options_(std::move(options)) {}

ESLIO_DECL session_opening::~session_opening() = default;

/// Where memory runs out the farewell cannot be said.
ESLIO_DECL void session_opening::cancel() noexcept {
    if (!completions().try_step([&] { fail(asio::error::operation_aborted); }))
        engine_->cut(make_error_code(error::stream_failed));
}

ESLIO_DECL void session_opening::say_connect() {
    say(cmd::connect(), [](session_opening& self, const reply& r) { self.on_connected(r); });
}

ESLIO_DECL void session_opening::finish() {
    core_->hand_over();
    handler_.complete(error_code(), outbound::session(std::move(core_)));
}

ESLIO_DECL void session_opening::set_deadline(environment::duration wait) {
    deadline_ = protocol::deadline_after(engine_->now(), wait);
}

ESLIO_DECL void session_opening::begin(handler_type handler) {
    handler_ = std::move(handler);
    auto opened = engine::open_handler::of_own(engine_->completions(), [](error_code) {});
    engine_->open(nullptr, opened);
    set_deadline(handler_ ? options_.opening_timeout : options_.farewell_timeout);
    say_connect();
}

ESLIO_DECL void session_opening::begin_or_fail(handler_type handler) noexcept {
    if (completions().do_step([&] { begin(std::move(handler)); })) return;
    if (handler_) handler_.fail();
}

ESLIO_DECL void session_opening::say(command c, step next) {
    if (deadline_ != protocol::never) {
        const auto left = deadline_ - engine_->now();
        c.timeout(left > left.zero() ? left : environment::duration(1));
    } else {
        c.timeout(environment::duration::zero());
    }
    auto answered = expect(next);
    engine_->submit_command(std::move(c), answered);
}

ESLIO_DECL link::reply_handler session_opening::expect(step next) {
    ++unanswered_;
    return link::reply_handler::of_own(
        engine_->completions(), [self = shared_from_this(), next](error_code ec, const reply& r) {
            --self->unanswered_;
            if (ec)
                self->fail(ec == error::timeout ? make_error_code(error::login_timeout) : ec);
            else
                next(*self, r);
        });
}

ESLIO_DECL void session_opening::on_connected(const reply& r) {
    if (std::exchange(connected_, true)) return;
    const event* const data = r.data();
    if (data == nullptr || !r.ok() || data->unique_id().empty()) {
        fail(make_error_code(error::unexpected_login_packet));
        return engine_->cut(make_error_code(error::closed));
    }
    const call_mode mode(socket_mode_of(r).value_or(socket_mode()));
    if (!handler_) {
        engine_->set_farewell(farewell(*data, mode).commands(), options_.farewell_timeout);
        return engine_->close(make_error_code(error::closed));
    }
    core_ = std::make_shared<session_core>(engine_, options_);
    core_->begin(*data, mode, options_);
    open(*data, mode);
}

ESLIO_DECL void session_opening::open(const event& data, const call_mode& mode) {
    const std::string uuid(data.unique_id());
    const step judge = [](session_opening& self, const reply& answer) {
        if (!self.handler_) return;
        if (!answer.ok()) return self.fail(make_error_code(error::opening_refused));
        if (self.unanswered_ == 0) self.finish();
    };
    if (mode.full && options_.linger.count() > 0) say(cmd::linger(options_.linger), judge);
    if (mode.full && options_.only_own_events) {
        auto answered = expect(judge);
        engine_->hear_only(uuid, options_.format, core_->needed(), deadline_, answered);
    }
    for (command& c : opening_of(mode)) say(std::move(c), judge);
    core_->start();
    if (handler_ && unanswered_ == 0) finish();
}

ESLIO_DECL std::vector<command> session_opening::opening_of(const call_mode& mode) const {
    std::vector<command> all;
    if (!mode.full) all.push_back(cmd::myevents(options_.format));
    if (mode.full && options_.events)
        for (command& c : options_.events->commands()) all.push_back(std::move(c));
    if (options_.divert_events) all.push_back(cmd::divert_events(true));
    return all;
}

ESLIO_DECL void session_opening::fail(error_code why) {
    const bool first = static_cast<bool>(handler_);
    if (first) handler_.complete(why, outbound::session());
    if (core_) core_->give_up();
    if (connected_ || engine_->link_state()) return engine_->close(why);
    const bool over = unanswered_ == 0 || engine_->now() >= deadline_;
    if (!first) return over ? engine_->cut(make_error_code(error::closed)) : void();
    set_deadline(options_.farewell_timeout);
    say_connect();
}

}  // namespace eslio::detail
