// What an actor asks of the switch, and what it says of what it wants to hear.
#include "simulate/actor.hpp"

#include <chrono>

namespace simulate {

using namespace std::chrono_literals;
using eslio::error;

void actor::act() {
    if (!fs_ || calmed_) return;
    initiating_ = true;
    switch (on_.draw.below(24)) {
        case 0:
        case 1:
        case 2:
        case 3: api(); break;
        case 4:
        case 5: note(); break;
        case 6:
        case 7:
        case 8: job(); break;
        case 9:
        case 10: start_job(); break;
        case 11:
        case 12: flip(flip_, on_.draw.one_in(3)); break;
        case 13: flip_filter(); break;
        case 14: flip_log(); break;
        case 15: wait_for_state(); break;
        case 16:
        case 17: open_talk(); break;
        default: talk_on(); break;
    }
    initiating_ = false;
}

void actor::check_answer(operation& o, std::string_view text) {
    if (text != std::to_string(o.number))
        on_.book.broken(o, "got another's answer: " + std::string(text));
}

/// Whether it may be repeated, and how long it has.
template <class Request>
void actor::vary(operation& o, Request& request) {
    o.repeatable = on_.draw.one_in(3);
    request.idempotent(o.repeatable);
    set_due(o, 10s);
    if (!on_.draw.one_in(3)) return;
    const duration timeout = 1ms + on_.draw.up_to(9s);
    request.timeout(timeout);
    set_due(o, timeout);
}

void actor::api() {
    const auto o = begin(kind::api);
    eslio::api_request request("ask " + std::to_string(o->number));
    vary(*o, request);
    const bool goes_on = on_.draw.one_in(8);
    fs_->async_api(std::move(request),
                   ends<eslio::api_response>(
                       o, [this, o, goes_on](eslio::error_code why, const eslio::api_response& r) {
                           if (!why) check_answer(*o, r.text());
                           if (goes_on) act();
                       }));
}

void actor::note() {
    const auto o = begin(kind::note);
    eslio::command c("note " + std::to_string(o->number));
    vary(*o, c);
    fs_->async_send(std::move(c),
                    ends<eslio::reply>(o, [this, o](eslio::error_code why, const eslio::reply& r) {
                        if (!why && r.text() != "+OK " + std::to_string(o->number))
                            on_.book.broken(*o, "got another's reply: " + std::string(r.text()));
                    }));
}

/// A job whose result was fired while the client was up, and stayed up, has it.
void actor::check_job(operation& job, eslio::error_code why) {
    if (why != error::timeout && why != error::lost_in_gap) return;
    if (job.calm == 0 || job.calm != calm()) return;
    if (on_.time.now() > std::max(job.fires, busy_until_) + 2s)
        on_.book.broken(job, "its result was fired while the client was up");
}

void actor::job() {
    const auto o = begin(kind::job);
    eslio::api_request request("ask " + std::to_string(o->number));
    set_due(*o, 60s);
    if (on_.draw.one_in(3)) {
        const duration timeout = 1ms + on_.draw.up_to(20s);
        request.timeout(timeout);
        set_due(*o, timeout);
    }
    fs_->async_bgapi(
        std::move(request),
        ends<eslio::job_result>(o, [this, o](eslio::error_code why, const eslio::job_result& r) {
            if (!why) check_answer(*o, r.text());
            check_job(*o, why);
        }));
}

void actor::start_job() {
    const auto o = begin(kind::started);
    set_due(*o, 10s);
    const time_point done = on_.time.now() + 60s;
    fs_->async_start_job(
        "ask " + std::to_string(o->number),
        ends<eslio::job>(o, [this, o, done](eslio::error_code why, const eslio::job& started) {
            if (why || !fs_ || on_.draw.one_in(8)) return;
            if (!started.ok()) on_.book.broken(*o, "refused: " + started.text());
            if (on_.time.now() < done) collect(started, *o);
        }));
}

void actor::collect(const eslio::job& started, operation& of) {
    const auto o = begin(kind::result);
    o->due = of.begun + 60s;
    const std::uint64_t job = of.number;
    fs_->async_job_result(
        started, ends<eslio::job_result>(
                     o, [this, o, job](eslio::error_code why, const eslio::job_result& r) {
                         if (!why && r.text() != std::to_string(job))
                             on_.book.broken(*o, "got another's result: " + std::string(r.text()));
                         if (why == error::unknown_job && !o->after_close && o->begun < o->due)
                             on_.book.broken(*o, "the job it waits for is unknown");
                         check_job(*on_.book.all()[job], why);
                     }));
}

/// Only one change of each is under way, so its end settles it.
template <class Begin>
void actor::change(toggle& which, bool on, Begin begin_change) {
    if (which.busy) return;
    which.busy = true;
    which.settled = false;
    which.on = on;
    const auto o = begin(kind::change);
    on_.tell(std::to_string(number_), " changes ",
             &which == &flip_  ? "flip"
             : &which == &log_ ? "log"
                               : "filter",
             on ? " on " : " off ", std::to_string(o->number));
    set_due(*o, 10s);
    begin_change(
        ends<eslio::reply>(o, [this, o, &which](eslio::error_code why, const eslio::reply& r) {
            which.busy = false;
            // What is not on cannot be put off: whether it was on may not be known.
            const bool was_off = r.text() == "-ERR not loging";
            if (!why && !r.ok() && !was_off)
                on_.book.broken(*o, "refused: " + std::string(r.text()));
            which.kept = redundant_ && r.text().find("kept for the next") != std::string_view::npos;
            which.settled = !why && !which.kept;
        }));
}

void actor::flip(toggle& which, bool by_send) {
    const bool on = !which.on;
    change(which, on, [&](auto handler) {
        if (by_send)
            return fs_->async_send(
                eslio::command(on ? "event plain CUSTOM sim::flip" : "nixevent CUSTOM sim::flip"),
                std::move(handler));
        const auto what = eslio::subscription().custom("sim::flip");
        if (on) return fs_->async_subscribe(what, std::move(handler));
        fs_->async_unsubscribe(what, std::move(handler));
    });
}

void actor::flip_filter() {
    if (!filters_) return;
    const bool on = !filter_.on;
    change(filter_, on, [&](auto handler) {
        if (on) return fs_->async_filter("Sim-Flag", "-up", std::move(handler));
        fs_->async_send(eslio::cmd::filter_delete("Sim-Flag", "-up"), std::move(handler));
    });
}

void actor::flip_log() {
    const bool on = !log_.on;
    if (!on) lines_.may_be_dropped();
    change(log_, on, [&](auto handler) {
        if (on) return fs_->async_log(eslio::log_level::info, std::move(handler));
        fs_->async_send(eslio::cmd::nolog(), std::move(handler));
    });
}

void actor::wait_for_state() {
    const auto o = begin(kind::wait);
    const auto handler = [this, o](eslio::error_code why, const eslio::client_status& s) {
        if (!why && fs_ && s.change > fs_->status().change)
            on_.book.broken(*o, "tells of the future");
    };
    if (on_.draw.one_in(2))
        fs_->async_wait_until_up(ends<eslio::client_status>(o, handler));
    else
        fs_->async_wait_for_change(fs_->status(), ends<eslio::client_status>(o, handler));
}

}  // namespace simulate
