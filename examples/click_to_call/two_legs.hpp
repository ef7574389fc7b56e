// Two legs of a call: A is rung, then B, then they are joined; every state of both is shown, and
// nobody is left alone.
#pragma once

#include "../support/call_log.hpp"
#include "../support/terminal.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace click_to_call {

using asio::use_awaitable;
using eslio::event_name;

struct wish {
    std::string a, b;
    std::string shown;
    std::chrono::seconds talk{0};
};

/// What an event says about the state of a leg.
inline std::string state_of(const eslio::event& e) {
    if (e.is(event_name::channel_progress)) return "ringing";
    if (e.is(event_name::channel_progress_media)) return "early media";
    if (e.is(event_name::channel_answer)) return "answered";
    if (e.is(event_name::channel_bridge)) return "joined";
    if (e.is(event_name::channel_unbridge)) return "parted";
    if (e.is(event_name::channel_hangup_complete)) return "ended";
    return {};
}

using leg = std::shared_ptr<eslio::channel>;

/// Shows the states of a leg until its end; by callbacks, beside what else goes on.
inline void watch(leg one, std::string name, const support::call_log& log) {
    one->async_receive([one, name, &log](eslio::error_code ec, eslio::message m) {
        if (ec) {  // the connection has ended, or the handle is gone, or the call is over
            const auto end = one->hangup();
            if (end && !end->heard()) log(name, "ended", "while not connected", support::red);
            return;
        }
        const eslio::event* const e = m.as_event();
        const std::string state = e == nullptr ? "" : state_of(*e);
        const bool ended = state == "ended";
        if (!state.empty())
            log(name, state, (*e)[ended ? "Hangup-Cause" : "Channel-Name"],
                ended ? support::red : support::green);
        if (!ended) watch(one, name, log);
    });
}

/// Hangs `other` up as soon as `one` has ended.
inline void end_with(const leg& other, const leg& one) {
    one->async_wait_for_hangup({}, [one, other](eslio::error_code ec, const auto&) {
        if (!ec && !other->over()) other->async_hangup("NORMAL_CLEARING", [other](auto&&...) {});
    });
}

template <class Connection>
class two_legs {
public:
    two_legs(Connection& fs, wish what, const support::call_log& log)
        : fs_(fs), what_(std::move(what)), log_(log) {}

    /// Until both have ended; throws why they could not be joined.
    asio::awaitable<void> run() {
        std::exception_ptr problem;
        try {
            co_await join();
        } catch (...) {
            problem = std::current_exception();
        }
        if (!problem) co_await wait_for_the_end();
        // Mostly they have gone by themselves.
        if (a_) co_await hang_up(*a_, "A");
        if (b_) co_await hang_up(*b_, "B");
        if (problem) std::rethrow_exception(problem);
    }

    /// How A's leg ended; none if there was none.
    std::optional<eslio::hangup_info> end_of_a() const { return a_ ? a_->hangup() : std::nullopt; }

private:
    asio::awaitable<void> join() {
        a_ = co_await make_leg("A");
        co_await ring(*a_, "A", what_.a);
        b_ = co_await make_leg("B");
        end_with(b_, a_);  // B rings only as long as A waits
        co_await ring(*b_, "B", what_.b);
        end_with(a_, b_);
        const eslio::bridge_result joined = co_await a_->async_bridge(*b_, use_awaitable);
        if (!joined) throw std::runtime_error(std::string(joined.why()));
    }

    /// A handle comes first, with a UUID that we know beforehand: no event can be missed.
    asio::awaitable<leg> make_leg(std::string name) {
        const auto created =
            co_await fs_.async_api(eslio::api_request("create_uuid").idempotent(), use_awaitable);
        eslio::channel_options options;
        options.keep_messages = true;
        auto one =
            std::make_shared<eslio::channel>(fs_, std::string(created.value().text()), options);
        watch(one, name, log_);
        co_return one;
    }

    /// Rings until it is answered; throws FreeSWITCH's words if it is not.
    asio::awaitable<void> ring(eslio::channel& one, std::string name, std::string to) {
        eslio::originate call{eslio::dial_string(eslio::endpoint(to))};
        call.uuid(one.uuid()).timeout(std::chrono::seconds(30));
        call.variable("hangup_after_bridge", "true");
        call.variable("ignore_early_media", "true");  // else early media counts as the answer
        call.caller_id(eslio::untrusted("Click to call"), eslio::untrusted(what_.shown));
        if (call.error()) throw std::system_error(call.error(), to);
        log_(name, "called", to);
        eslio::api_request request = call.application("park");
        request.timeout(std::chrono::seconds(60));
        // Over a client: whether it still rings, if the connection was lost meanwhile.
        request.ask_after_gap("uuid_dump " + one.uuid(), [](const eslio::api_response& answer) {
            return answer.ok() &&
                   answer.text().find("Answer-State: answered") == std::string_view::npos;
        });
        const eslio::job_result result = co_await fs_.async_bgapi(request, use_awaitable);
        if (!result.ok()) log_(name, "not reached", result.reason(), support::red);
        result.value();
    }

    /// That of either: the other's follows.
    asio::awaitable<void> wait_for_the_end() {
        eslio::error_code ec;
        co_await a_->async_wait_for_hangup(what_.talk, asio::redirect_error(use_awaitable, ec));
        if (ec == eslio::error::timeout) {
            log_("", "time is up", std::to_string(what_.talk.count()) + " s");
            co_await hang_up(*a_, "A");
        } else if (ec) {
            throw std::system_error(ec);
        }
        co_await b_->async_wait_for_hangup(std::chrono::seconds(2),
                                           asio::redirect_error(use_awaitable, ec));
    }

    /// Unless it is over; and waits until it is.
    asio::awaitable<void> hang_up(eslio::channel& one, std::string name) {
        if (one.over()) co_return;
        eslio::error_code ec;
        const auto answer =
            co_await one.async_hangup("NORMAL_CLEARING", asio::redirect_error(use_awaitable, ec));
        // A refusal: there was none, or the other side was quicker.
        if (!ec && answer.ok()) log_(name, "we hang up", answer.text());
        co_await one.async_wait_for_hangup(std::chrono::seconds(5),
                                           asio::redirect_error(use_awaitable, ec));
    }

    Connection& fs_;
    wish what_;
    const support::call_log& log_;
    leg a_;
    leg b_;
};

}  // namespace click_to_call
