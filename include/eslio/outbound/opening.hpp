// The opening of a session: what is said on a connection that FreeSWITCH has just made.
#pragma once

#include <eslio/command/call_control.hpp>
#include <eslio/connection/any_handler.hpp>
#include <eslio/connection/canceller.hpp>
#include <eslio/connection/stream_engine.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/outbound/session.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace eslio::detail {

/// `connect` first, always: FreeSWITCH answers no other first command (mod_event_socket:
/// listener_run). Its answer tells the mode, and by that what can be said next; that is written in
/// one piece, and each answer is looked at.
class session_opening : public std::enable_shared_from_this<session_opening> {
public:
    using handler_type = any_handler<void(error_code, outbound::session)>;

    session_opening(std::shared_ptr<engine> over, outbound::session_options options,
                    handler_type handler)
        : engine_(std::move(over)), options_(std::move(options)), handler_(std::move(handler)) {}

    void begin() {
        auto opened = engine::open_handler::of_own(engine_->get_executor(), [](error_code) {});
        engine_->open(nullptr, opened);
        deadline_ = protocol::deadline_after(engine_->now(), options_.opening_timeout);
        say(connect(), [](session_opening& self, const reply& r) { self.on_connected(r); });
    }

    asio::any_io_executor get_executor() const noexcept { return engine_->get_executor(); }

    /// Given up: nothing is completed but the handler.
    void cancel() { fail(asio::error::operation_aborted); }

private:
    using step = void (*)(session_opening&, const reply&);

    /// All of the opening has one deadline.
    void say(command c, step next) {
        if (deadline_ != protocol::never) {
            const auto left = deadline_ - engine_->now();
            c.timeout(left > left.zero() ? left : environment::duration(1));
        } else {
            c.timeout(environment::duration::zero());
        }
        ++unanswered_;
        auto answered = link::reply_handler::of_own(
            engine_->get_executor(),
            [self = shared_from_this(), next](error_code ec, const reply& r) {
                --self->unanswered_;
                if (!self->handler_) return;
                if (ec)
                    self->fail(ec == error::timeout ? make_error_code(error::login_timeout) : ec);
                else
                    next(*self, r);
            });
        engine_->submit_command(std::move(c), answered);
    }

    void on_connected(const reply& r) {
        const event* const data = r.data();
        if (data == nullptr || !r.ok() || data->unique_id().empty())
            return fail(make_error_code(error::unexpected_login_packet));
        call_mode mode;
        mode.outbound = true;
        mode.full = wire::iequals((*data)["Control"], "full");
        mode.async = wire::iequals((*data)["Socket-Mode"], "async");
        core_ = std::make_shared<session_core>(engine_, options_);
        core_->begin(*data, mode);
        for (command& c : opening_of(mode))
            say(std::move(c), [](session_opening& self, const reply& answer) {
                if (!answer.ok()) return self.fail(make_error_code(error::opening_refused));
                if (self.unanswered_ == 0) self.finish();
            });
        // Behind `myevents`, so that what it subscribes to is limited to the call.
        core_->start();
        if (unanswered_ == 0) finish();
    }

    std::vector<command> opening_of(const call_mode& mode) const {
        std::vector<command> all;
        if (mode.full && options_.linger.count() > 0) all.push_back(linger(options_.linger));
        if (options_.only_own_events || !mode.full) all.push_back(myevents(options_.format));
        if (mode.full && options_.events)
            for (command& c : options_.events->commands()) all.push_back(std::move(c));
        if (options_.divert_events) all.push_back(divert_events(true));
        if (options_.resume) all.push_back(resume());
        return all;
    }

    void finish() { handler_.complete(error_code(), outbound::session(std::move(core_))); }

    void fail(error_code why) {
        if (!handler_) return;
        handler_.complete(why, outbound::session());
        engine_->close(why);
    }

    std::shared_ptr<engine> engine_;
    outbound::session_options options_;
    handler_type handler_;
    std::shared_ptr<session_core> core_;
    protocol::time_point deadline_ = protocol::never;
    int unanswered_ = 0;
};

/// The handlers in the engine hold the opening until it is over.
template <class Stream>
struct initiate_open_session {
    using executor_type = typename Stream::executor_type;

    executor_type executor;

    executor_type get_executor() const noexcept { return executor; }

    template <class Handler>
    void operator()(Handler&& handler, Stream stream, outbound::session_options options) const {
        auto slot = asio::get_associated_cancellation_slot(handler);
        const bool runs_here = slot.is_connected() && runs_on(handler, executor);
        auto over = std::make_shared<stream_engine<Stream>>(std::move(stream), options.connection);
        const auto opening = std::make_shared<session_opening>(
            std::move(over), std::move(options),
            session_opening::handler_type(std::forward<Handler>(handler), executor));
        opening->begin();
        if (!slot.is_connected()) return;
        const auto cancel = [](session_opening& o, asio::cancellation_type_t) { o.cancel(); };
        connect_slot(slot, opening, cancel, runs_here);
    }
};

}  // namespace eslio::detail

namespace eslio::outbound {

/// Opens a session on a connection that FreeSWITCH has made, over any stream; `server` does so for
/// every call that comes in.
///
/// Completes with `void(error_code, session)`. Errors: login_timeout (the peer said nothing in
/// time), unexpected_login_packet (it is not FreeSWITCH), opening_refused, condition::disconnected,
/// condition::protocol. Cancellation, of any type, closes.
template <class Stream,
          class Token = asio::default_completion_token_t<typename Stream::executor_type>>
auto async_open_session(Stream stream, session_options options, Token&& token = Token()) {
    auto executor = stream.get_executor();
    return asio::async_initiate<Token, void(error_code, session)>(
        detail::initiate_open_session<Stream>{executor}, token, std::move(stream),
        std::move(options));
}

}  // namespace eslio::outbound
