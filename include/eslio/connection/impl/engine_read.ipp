// The engine reads: buffers, back-pressure, and what comes out of the bytes.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/stream_error.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/event/packet.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace eslio::detail {

/// Where memory runs out nobody would read on, so the connection ends.
ESLIO_DECL void engine::read_more() noexcept {
    mailbox_.stop_deferring();
    if (!without_throwing([this] { begin_read(); })) cut(make_error_code(error::stream_failed));
}

/// After a complete frame the connection may be quiet for some time, so its buffer goes back to
/// the shared pool, and the stream is waited for, if it can be. The rest of a frame that has begun
/// is on its way.
ESLIO_DECL void engine::begin_read() {
    const std::uint64_t generation = life_.generation();
    bool gave = mailbox_.queue().release_idle_memory();
    gave = input_.give_back() || gave;
    if (gave && input_.begin_trimming(waker_.now())) arm_timer();
    if (!is_current(generation)) return;
    if (input_.empty() && can_wait()) return start_wait(generation);
    char* const room = input_.empty() ? input_.prepare_quiet() : input_.prepare_busy();
    start_read(room, input_.room(), generation);
    input_.begin_read();
}

ESLIO_DECL void engine::defer_or_read() {
    if (!mailbox_.defer_read()) return read_more();
    remind_of_reading();
}

/// The handler of a receive may run the execution context, and wait there for what is not read yet.
ESLIO_DECL void engine::remind_of_reading() {
    if (reading_.reminded) return;
    reading_.reminded = without_throwing([this] {
        completions_->executor().execute([weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->on_reminder();
        });
    });
    if (!reading_.reminded) read_more();  // it need not wait
}

ESLIO_DECL void engine::on_reminder() {
    reading_.reminded = false;
    if (!mailbox_.read_is_deferred()) return;
    if (mailbox_.in_fetch_handler())
        return read_more();  // it is such a handler that runs the context
    remind_of_reading();
}

ESLIO_DECL void engine::on_read(const error_code& ec, std::size_t size, std::uint64_t generation) {
    const home::presence here(where());
    input_.end_read();
    waker_.env().undelivered().deliver_all();
    if (is_current(generation))
        on_bytes(ec, size);
    else if (life_.is(state::closed))
        input_.clear_if_unused();
}

/// The stream has something, or has failed: reading tells.
ESLIO_DECL void engine::on_ready(const error_code& ec, std::size_t, std::uint64_t generation) {
    const home::presence here(where());
    waker_.env().undelivered().deliver_all();
    if (!is_current(generation)) return;
    char* room = nullptr;
    if (!without_throwing([&] { room = input_.prepare_busy(); }))
        return cut(make_error_code(error::stream_failed));
    error_code why = ec;
    const std::size_t size = ec ? 0 : read_now(room, input_.room(), why);
    if (why && (why == asio::error::would_block || why == asio::error::try_again))
        return read_more();
    on_bytes(why, size);
}

/// The caller holds a `shared_ptr` to the engine: handlers that run from here may drop the others.
ESLIO_DECL void engine::on_bytes(const error_code& ec, std::size_t size) {
    if (life_.is(state::parting)) return ec ? leave() : read_more();
    input_.note_flood(size);
    completion_queue::turn turn(*completions_);
    if (size != 0) {
        usage_.bytes_received += size;
        ++usage_.reads;
        input_.commit(size);
        if (options_.trace) trace_read(size);
    }
    reading_.generation = life_.generation();
    reading_.read_error = ec;
    go_on_reading(false);
    turn.run();
}

/// A close that the trace asks for is the first thing that reading meets.
ESLIO_DECL void engine::trace_read(std::size_t size) {
    reading_.closed_meanwhile = reading_.call_out([&] {
        const std::string_view unread = input_.unread();
        trace(direction::received, unread.substr(unread.size() - size));
        return error_code();
    });
}

ESLIO_DECL void engine::reading_turn::run() {
    const auto self = std::move(keeper);
    completion_queue::turn turn(*of.completions_);
    of.go_on_reading(false);
    turn.end();
}

ESLIO_DECL reading_guard::~reading_guard() {
    if (done) return;
    reading.calling_out = false;
    reading.closed_meanwhile = {};
    reading.of.cut(make_error_code(error::stream_failed));
}

/// Should memory run out in it, the connection ends.
ESLIO_DECL void engine::go_on_reading(bool for_message) {
    if (!has_unread()) return;
    if (life_.is(state::parting)) {
        reading_.generation = 0;
        return reading_.read_error ? leave() : read_more();
    }
    const std::uint64_t generation = life_.generation();
    const bool done = has_memory_for([&] {
        const completion_queue::step at_work(*completions_);
        take_frames(for_message);
    });
    if (!done && is_current(generation)) cut(make_error_code(error::stream_failed));
}

/// Takes frames out of the buffer until there is no whole one any more, or a user's handler is due;
/// the library's own functions run after each. `for_message`: until there is a message.
ESLIO_DECL void engine::take_frames(bool for_message) {
    bool more = false;
    const error_code why = reading_.call_out([&] {
        error_code end = reading_.take_close();
        more = !end;
        completions_->run_own();
        more = more && !reading_.closed_meanwhile;
        while (more && !completions_->has_turns() && !(for_message && !mailbox_.queue().empty())) {
            more = take_frame(end) && !reading_.closed_meanwhile;
            completions_->run_own();
            mailbox_.deliver();
        }
        return end;
    });
    if (why || !more) {
        reading_.generation = 0;
        return finish_reading(why);
    }
    flush();
    if (exchange_ && timer_is_stale()) arm_timer();
    if (has_unread() && !for_message) wait_for_turn();
}

ESLIO_DECL void engine::end_call_out(error_code why) {
    if (why) return close(why);
    mailbox_.deliver();
    if (timer_is_stale()) arm_timer();
}

ESLIO_DECL void engine::wait_for_turn() noexcept {
    if (reading_.keeper) return;
    reading_.keeper = shared_from_this();
    completions_->push(reading_);
}

/// Takes one frame. False where there is none to take: the buffer holds no whole one, or the
/// connection ends, for `why`.
ESLIO_DECL bool engine::take_frame(error_code& why) {
    if (opening_.login) {
        bool more = true;
        why = process_login(more);
        return more && !why;
    }
    wire::frame f;
    switch (input_.next_frame(f)) {
        case wire::parse_status::need_more: return false;
        case wire::parse_status::failed:
            // The last words of another thread of FreeSWITCH may land inside a packet.
            why = exchange_ && exchange_->said_goodbye() ? make_error_code(error::disconnected)
                                                         : input_.failure();
            return false;
        case wire::parse_status::complete: break;
    }
    ++usage_.frames;
    why = lasting_link_ ? on_lasting_frame(f) : exchange_->on_frame(f);
    if (!why && exchange_->began_to_linger())
        watchers_.each([](link_watcher& w) { w.on_linger(); });
    input_.finish_frame();
    return !why && !input_.empty();
}

/// All frames that have come are taken: reads on, or ends.
ESLIO_DECL void engine::finish_reading(error_code why) {
    const std::uint64_t generation = life_.generation();
    const error_code ec = reading_.read_error;
    if (!why && ec) {
        const error lost = map_lost_stream(ec);
        const bool farewell = exchange_ && exchange_->said_goodbye();
        why = farewell ? error::disconnected : lost;
    }
    if (!why) {
        mailbox_.deliver();
        flush();
        const bool nudges = idle_ && idle_->nudges && exchange_;
        if (nudges) nudge(waker_.now());
        if (exchange_ && (nudges || timer_is_stale())) arm_timer();
        if (is_current(generation)) defer_or_read();
    }
    if (ec) forget_farewell();  // nobody would hear it
    if (why) close(why);
    if (is_current(generation) && life_.is(state::parting)) read_more();
}

/// One step of the login. `more` becomes false when bytes are missing.
ESLIO_DECL error_code engine::process_login(bool& more) {
    wire::frame f;
    protocol::login_exchange& login = *opening_.login;
    input_.finish_frame();
    if (const std::size_t cut = login.cut_reply(input_.unread())) {
        log(severity::warning, "the reply to userauth came cut at 511 bytes");
        input_.take_unterminated(cut, f);
    } else {
        const wire::parse_status status = input_.next_frame(f);
        if (status == wire::parse_status::failed) return input_.failure();
        if (status == wire::parse_status::need_more) {
            more = false;
            return {};
        }
    }
    ++usage_.frames;
    std::string answer = login.on_frame(f);
    if (!answer.empty()) {
        out_.bytes() = std::move(answer);
        out_.secrets().push_back({0, out_.bytes().size()});
        write_more();
    }
    if (!login.done()) return {};
    opening_.answer = login.answer();
    if (const error_code why = login.result()) {
        keep_refusal(f);
        return why;
    }
    finish_login();
    return {};
}

/// FreeSWITCH did not let us in: the rejection or notice that came with that can be received.
ESLIO_DECL void engine::keep_refusal(wire::frame f) {
    do {
        if (wire::iequals(f.content_type, "text/rude-rejection"))
            mailbox_.queue().push(rude_rejection(f));
        else if (wire::iequals(f.content_type, "text/disconnect-notice"))
            mailbox_.queue().push(disconnect_notice(f));
    } while (input_.next_frame(f) == wire::parse_status::complete);
}

}  // namespace eslio::detail
