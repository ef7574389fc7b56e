// The engine at work: reading, writing, waking up, and coming to an end.
#pragma once

#include <eslio/connection/engine.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/connection/stream_error.hpp>
#include <eslio/event/packet.hpp>

#include <asio/error.hpp>
#include <asio/post.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace eslio::detail {

inline void engine::on_stream_ready(std::uint64_t session) {
    if (session != session_ || state_ != state::opening) return;
    state_ = state::logging_in;
    if (login_)
        set_phase_deadline(options_.login_timeout, error::login_timeout);
    else
        finish_login();
    if (session == session_) read_more();
}

/// The logger may call anything, so it is told last.
inline void engine::finish_login() {
    login_.reset();
    state_ = state::open;
    phase_deadline_ = protocol::never;
    dialog_.emplace(messages_, routes_, jobs_, options_.command_limits,
                    options_.frame_limits.headers);
    dialog_->number_from((session_ << 40) + 1);
    debt_ = {};
    if (options_.accept_unasked_replies) dialog_->accept_unasked_replies();
    opener_.complete(error_code());
    log(severity::info, "connected");
}

/// A command was put in line.
inline void engine::submitted() {
    ++usage_.commands;
    flush();
    arm_timer();
}

inline void engine::flush() {
    if (writing_ || !dialog_) return;
    secrets_.clear();
    dialog_->write(out_, enough_to_write, secrets_);
    if (out_.empty()) return;
    writing_ = true;
    const std::uint64_t session = session_;
    trace_sent();
    if (session == session_) start_write(unwritten(), session);
}

inline void engine::on_written(const error_code& ec, std::size_t size, std::uint64_t session) {
    if (session != session_) return;
    usage_.bytes_sent += size;
    written_ += size;
    if (!ec && written_ < out_.size()) return start_write(unwritten(), session);
    ++usage_.writes;
    if (ec) {
        // Not the end yet: what FreeSWITCH still said, a notice maybe, is to be read first. Nothing
        // is written any more.
        last_words_until_ = protocol::deadline_after(timer_.now(), last_words);
        write_error_ = map_lost_stream(ec);
        return arm_timer();
    }
    writing_ = false;
    out_.clear();
    written_ = 0;
    if (out_.capacity() > 2 * enough_to_write) std::string().swap(out_);
    flush();
}

/// Behind a whole frame nothing may come for some time, so the memory goes where something does.
/// The rest of one that has begun is on its way.
inline void engine::read_more() {
    messages_.rest();
    char* room = nullptr;
    if (!in_.empty()) {
        room = room_to_read();
    } else {
        if (in_.capacity() > quiet_read) hand_on(in_.release());
        if (can_wait()) return start_wait(session_);
        room = in_.prepare(quiet_read);
    }
    ++reads_;
    room_ = in_.room();
    start_read(room, room_, session_);
}

inline void engine::hand_on(wire::byte_store used) noexcept {
    if (used.capacity() <= most_spare) timer_.env().spare_bytes().give(std::move(used));
}

inline char* engine::room_to_read() {
    if (in_.capacity() <= quiet_read) {
        wire::byte_store spare = timer_.env().spare_bytes().take();
        spare.reserve_exactly(busy_read + busy_read / 2);
        in_.adopt(std::move(spare));
    }
    const std::size_t whole = parser_.frame_size();
    const std::size_t missing = whole > in_.size() ? whole - in_.size() : 0;
    return in_.prepare(std::clamp(missing, flooded_ ? flood_read() : busy_read, most_read));
}

/// Back-pressure: while the user fetches one message after the other, the next read waits until all
/// are fetched; a flood would else fill the queue past its bounds although the user keeps up with
/// it. It waits for nobody who does not fetch, and not for more than some turns.
inline void engine::read_behind() {
    if (messages_.empty() || fetches_ == 0) return read_more();
    read_waits_ = true;
    read_from_ = handed_out_;
    remind_of_reading();
}

inline void engine::read_or_close() noexcept {
    read_waits_ = false;
    bool begun = false;
    without_throwing([&] {
        read_more();
        begun = true;
    });
    if (!begun) close(make_error_code(error::stream_failed));
}

/// The handler of a receive may run the execution context, and wait there for what is not read yet.
inline void engine::remind_of_reading() {
    if (reminded_) return;
    asio::post(executor_, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->on_reminder();
    });
    reminded_ = true;
}

inline void engine::on_reminder() {
    reminded_ = false;
    if (!read_waits_) return;
    if (fetch_handlers_ != 0) return read_or_close();  // it is such a handler that runs the context
    remind_of_reading();
}

inline void engine::end_fetch_handler() noexcept {
    --fetch_handlers_;
    --fetches_;
    const bool goes_on = !messages_.empty() && fetches_ != 0;
    if (!read_waits_ || (goes_on && handed_out_ - read_from_ < most_turns)) return;
    read_or_close();
}

/// A stream made of layers may still fill the buffer of a read that was outstanding when it was
/// closed, so that buffer is kept until the read has ended.
inline void engine::release_input() {
    if (reads_ == 0)
        in_ = wire::read_buffer();
    else if (in_.capacity() != 0)
        former_inputs_.push_back(std::exchange(in_, wire::read_buffer()));
}

inline void engine::on_read(const error_code& ec, std::size_t size, std::uint64_t session) {
    if (--reads_ == 0) former_inputs_.clear();
    if (session == session_) take_in(ec, size);
}

/// The stream has something, or has failed: reading tells.
inline void engine::on_ready(const error_code& ec, std::uint64_t session) {
    if (session != session_) return;
    char* room = room_to_read();
    room_ = in_.room();
    error_code why = ec;
    const std::size_t size = ec ? 0 : read_now(room, room_, why);
    if (why && (why == asio::error::would_block || why == asio::error::try_again))
        return read_more();
    take_in(why, size);
}

/// Whoever calls it keeps the engine, which handlers run from here may let go.
inline void engine::take_in(const error_code& ec, std::size_t size) {
    const std::uint64_t session = session_;
    flooded_ = size == room_;
    completion_queue::turn turn(*completions_);
    reading_guard guard{*this};
    handing_over_ = true;
    if (size != 0) {
        usage_.bytes_received += size;
        ++usage_.reads;
        if (options_.trace) trace(direction::received, {in_.unread().data() + in_.size(), size});
        in_.commit(size);
    }
    error_code why = process_input();
    handing_over_ = false;
    if (close_behind_) why = std::exchange(close_behind_, error_code());
    if (!why && ec) {
        const error lost = map_lost_stream(ec);
        const bool farewell = dialog_ && dialog_->said_goodbye();
        why = farewell ? error::disconnected : lost;
    }
    if (!why) {
        hand_out();
        flush();
        arm_timer();
        if (session == session_) read_behind();
    }
    guard.done = true;
    if (why) close(why);
    turn.run();
}

/// Takes all whole frames out of the buffer.
inline error_code engine::process_input() {
    bool more = true;
    while (login_ && more) {
        if (const error_code why = process_login(more)) return why;
    }
    if (!more) return {};
    wire::frame f;
    for (;;) {
        const wire::parse_status status = parser_.next(in_, f);
        if (status == wire::parse_status::failed) {
            // The last words of another thread of FreeSWITCH may land inside a packet.
            return dialog_ && dialog_->said_goodbye() ? make_error_code(error::disconnected)
                                                      : parser_.failure();
        }
        if (status == wire::parse_status::need_more) break;
        ++usage_.frames;
        if (const error_code why = dialog_->on_frame(f)) return why;
        if (dialog_->began_to_linger()) tell_watchers([](link_watcher& w) { w.on_linger(); });
        if (close_behind_) break;
    }
    return {};
}

/// One step of the login. `more` becomes false when bytes are missing.
inline error_code engine::process_login(bool& more) {
    wire::frame f;
    parser_.finish(in_);
    if (const std::size_t cut = login_->cut_reply(in_.unread())) {
        log(severity::warning, "the reply to userauth came cut at 511 bytes");
        parser_.accept_unterminated(in_, cut, f);
    } else {
        const wire::parse_status status = parser_.next(in_, f);
        if (status == wire::parse_status::failed) return parser_.failure();
        if (status == wire::parse_status::need_more) {
            more = false;
            return {};
        }
    }
    ++usage_.frames;
    std::string answer = login_->on_frame(f);
    if (!answer.empty()) {
        out_ = std::move(answer);
        secrets_.assign(1, {0, out_.size()});
        writing_ = true;
        trace_sent();
        start_write(unwritten(), session_);
    }
    if (!login_->done()) return {};
    login_answer_ = login_->answer();
    if (const error_code why = login_->result()) {
        keep_refusal(f);
        return why;
    }
    finish_login();
    return {};
}

/// FreeSWITCH did not let us in: the rejection or notice that came with that can be received.
inline void engine::keep_refusal(wire::frame f) {
    do {
        if (wire::iequals(f.content_type, "text/rude-rejection"))
            messages_.push(rude_rejection(f));
        else if (wire::iequals(f.content_type, "text/disconnect-notice"))
            messages_.push(disconnect_notice(f));
    } while (parser_.next(in_, f) == wire::parse_status::complete);
}

inline void engine::arm_timer() {
    if (state_ == state::closed) return;
    time_point next = std::min(phase_deadline_, last_words_until_);
    if (dialog_) {
        debt_.note(dialog_->owed(), [this] { return timer_.now(); });
        next =
            std::min({next, dialog_->next_deadline(), debt_.deadline(options_.reply_debt_timeout)});
    }
    if (next >= armed_) return;
    armed_ = next;
    timer_.expires_at(next);
    if (waiting_) return;
    waiting_ = true;
    timer_.async_wait([self = shared_from_this()] { self->on_timer(); });
}

inline void engine::on_timer() {
    waiting_ = false;
    if (state_ == state::closed) {
        armed_ = protocol::never;
        return;
    }
    const time_point now = timer_.now();
    if (now >= armed_) {
        armed_ = protocol::never;
        expire_phase(now);
        if (dialog_) {
            dialog_->expire(now);
            debt_.note(dialog_->owed(), [now] { return now; });
            if (debt_.deadline(options_.reply_debt_timeout) <= now)
                close(make_error_code(error::unresponsive));
        }
        if (state_ == state::closed) return;
        arm_timer();
    }
    if (waiting_ || armed_ == protocol::never) return;
    waiting_ = true;
    timer_.async_wait([self = shared_from_this()] { self->on_timer(); });
}

inline void engine::expire_phase(time_point now) {
    if (now >= last_words_until_) return close(make_error_code(write_error_));
    if (now < phase_deadline_) return;
    phase_deadline_ = protocol::never;
    if (exiter_) exiter_.complete(make_error_code(error::timeout));
    close(make_error_code(phase_error_));
}

inline bool engine::ended_by_peer(error_code why) noexcept {
    return why == make_error_code(error::disconnected) ||
           why == make_error_code(error::connection_lost) ||
           why == make_error_code(error::connection_reset);
}

/// Ends the connection: every operation completes, messages already received stay to be fetched.
/// A route that closes stands in the middle of a frame: it is done behind that. The logger is told
/// last, as it may open the connection anew or destroy it.
inline void engine::close(error_code why) {
    if (state_ == state::closed) return;
    if (handing_over_) {
        if (!close_behind_) close_behind_ = why;
        return;
    }
    const auto self = shared_from_this();
    const bool left = state_ == state::exiting && !exit_unwritten() && ended_by_peer(why);
    state_ = state::closed;
    read_waits_ = false;
    reason_ = why;
    ++session_;
    phase_deadline_ = last_words_until_ = armed_ = protocol::never;
    close_stream();
    timer_.cancel();
    if (opener_) opener_.complete(why);
    if (dialog_) {
        usage_.late_replies += dialog_->late_replies();
        dialog_->drain([](const std::string&, const reply_handler&) { return false; });
        dialog_.reset();
    }
    login_.reset();
    release_input();
    // `exit` is done when the connection has ended by it, however that looked from here.
    if (exiter_) exiter_.complete(left ? error_code() : why);
    tell_watchers([why](link_watcher& w) { w.on_link_end(why); });
    hand_out();
    if (options_.logger.takes(severity::info))
        log(severity::info, "connection ended: " + why.message());
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
inline void engine::drop_handlers() noexcept {
    const auto self = shared_from_this();
    state_ = state::closed;
    read_waits_ = false;
    ++session_;
    opener_.reset();
    exiter_.reset();
    message_receiver_.reset();
    lent_receiver_.reset();
    dialog_.reset();
    jobs_.clear();
    completions_->drop();
}

}  // namespace eslio::detail
