// The engine reads: buffers, back-pressure, and what comes out of the bytes.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/stream_error.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/event/packet.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/error.hpp>
#include <asio/post.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace eslio::detail {

/// Where memory runs out nobody would read on, so the connection ends.
ESLIO_DECL void engine::read_more() noexcept {
    read_waits_ = false;
    if (!without_throwing([this] { begin_read(); })) cut(make_error_code(error::stream_failed));
}

/// After a complete frame the connection may be quiet for some time, so its memory goes where
/// something comes, and the stream is waited for, if it can be. The rest of a frame that has begun
/// is on its way.
ESLIO_DECL void engine::begin_read() {
    const std::uint64_t session = session_;
    bool gave = messages_.rest();
    if (in_.empty() && in_.capacity() > quiet_read) gave = give_input() || gave;
    if (gave && timer_.env().begin_trimming()) trim_later();
    if (session != session_) return;
    if (in_.empty() && can_wait()) return start_wait(session);
    char* const room = in_.empty() ? in_.prepare(quiet_read) : room_to_read();
    room_ = in_.room();
    start_read(room, room_, session);
    ++reads_;
}

/// False if it is too large to be kept.
ESLIO_DECL bool engine::give_input() noexcept {
    const bool fits = in_.capacity() <= most_spare;
    wire::byte_store used = in_.release();
    if (fits) timer_.env().spare_bytes().give(std::move(used));
    return fits;
}

ESLIO_DECL void engine::trim_later() {
    trim_at_ = protocol::deadline_after(timer_.now(), patience_with_spares);
    set_own_deadline();
    arm_timer();
}

ESLIO_DECL char* engine::room_to_read() {
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
ESLIO_DECL void engine::read_behind() {
    if (messages_.empty() || fetches_ == 0) return read_more();
    read_waits_ = true;
    read_from_ = handed_out_;
    remind_of_reading();
}

/// The handler of a receive may run the execution context, and wait there for what is not read yet.
ESLIO_DECL void engine::remind_of_reading() {
    if (reminded_) return;
    asio::post(where().executor(), [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->on_reminder();
    });
    reminded_ = true;
}

ESLIO_DECL void engine::on_reminder() {
    reminded_ = false;
    if (!read_waits_) return;
    if (fetch_handlers_ != 0) return read_more();  // it is such a handler that runs the context
    remind_of_reading();
}

ESLIO_DECL void engine::end_fetch_handler() noexcept {
    --fetch_handlers_;
    --fetches_;
    const bool goes_on = !messages_.empty() && fetches_ != 0;
    if (!read_waits_ || (goes_on && handed_out_ - read_from_ < most_turns)) return;
    read_more();
}

/// A stream made of layers may still fill the buffer of a read that was outstanding when it was
/// closed, so that buffer is kept until the read has ended.
ESLIO_DECL void engine::keep_former_input() {
    if (reads_ != 0 && in_.capacity() != 0) former_inputs_.push_back(std::move(in_));
    in_ = wire::read_buffer();
}

ESLIO_DECL void engine::on_read(const error_code& ec, std::size_t size, std::uint64_t session) {
    const home::presence here(where());
    if (--reads_ == 0) former_inputs_.clear();
    timer_.env().undelivered().deliver_all();
    if (session == session_)
        take_in(ec, size);
    else if (reads_ == 0 && state_ == state::closed)
        in_ = wire::read_buffer();
}

/// The stream has something, or has failed: reading tells.
ESLIO_DECL void engine::on_ready(const error_code& ec, std::uint64_t session) {
    const home::presence here(where());
    timer_.env().undelivered().deliver_all();
    if (session != session_) return;
    char* room = nullptr;
    if (!without_throwing([&] { room = room_to_read(); }))
        return cut(make_error_code(error::stream_failed));
    room_ = in_.room();
    error_code why = ec;
    const std::size_t size = ec ? 0 : read_now(room, room_, why);
    if (why && (why == asio::error::would_block || why == asio::error::try_again))
        return read_more();
    take_in(why, size);
}

/// Whoever calls it keeps the engine, which handlers run from here may let go.
ESLIO_DECL void engine::take_in(const error_code& ec, std::size_t size) {
    if (state_ == state::parting) return ec ? leave() : read_more();
    flooded_ = size == room_;
    completion_queue::turn turn(*completions_);
    if (size != 0) {
        usage_.bytes_received += size;
        ++usage_.reads;
        in_.commit(size);
        reading_guard guard{*this};
        handing_over_ = true;
        if (options_.trace) trace(direction::received, in_.unread().substr(in_.size() - size));
        handing_over_ = false;
        guard.done = true;
    }
    unread_.session = session_;
    unread_.read_error = ec;
    go_on_reading(false);
    turn.run();
}

ESLIO_DECL void engine::unread_frames::run() {
    const auto self = std::move(keeper);
    completion_queue::turn turn(*of.completions_);
    of.go_on_reading(false);
    turn.end();
}

/// Takes frames out of the buffer until there is no whole one any more, or a user's handler is due;
/// the library's own functions run after each. `for_message`: until there is a message.
ESLIO_DECL void engine::go_on_reading(bool for_message) {
    if (!has_unread()) return;
    if (state_ == state::parting) {
        unread_.session = 0;
        return unread_.read_error ? leave() : read_more();
    }
    reading_guard guard{*this};
    error_code why = std::exchange(close_behind_, error_code());
    bool more = !why;
    handing_over_ = true;
    completions_->run_own();
    more = more && !close_behind_;
    while (more && !completions_->has_turns(unread_) && !(for_message && !messages_.empty())) {
        more = take_frame(why) && !close_behind_;
        completions_->run_own();
        hand_out();
    }
    handing_over_ = false;
    if (close_behind_) why = std::exchange(close_behind_, error_code());
    more = more && !why;
    if (!more) {
        unread_.session = 0;
        guard.done = true;
        return finish_reading(why);
    }
    flush();
    if (dialog_ && debt_.differs(dialog_->owed())) arm_timer();
    guard.done = true;
    if (has_unread() && !for_message) wait_for_turn();
}

ESLIO_DECL void engine::wait_for_turn() noexcept {
    if (unread_.keeper) return;
    unread_.keeper = shared_from_this();
    completions_->push(unread_);
}

/// False if no whole one is left, or `why` the connection ends.
ESLIO_DECL bool engine::take_frame(error_code& why) {
    if (login_) {
        bool more = true;
        why = process_login(more);
        return more && !why;
    }
    wire::frame f;
    switch (parser_.next(in_, f)) {
        case wire::parse_status::need_more: return false;
        case wire::parse_status::failed:
            // The last words of another thread of FreeSWITCH may land inside a packet.
            why = dialog_ && dialog_->said_goodbye() ? make_error_code(error::disconnected)
                                                     : parser_.failure();
            return false;
        case wire::parse_status::complete: break;
    }
    ++usage_.frames;
    why = dialog_->on_frame(f);
    if (!why && dialog_->began_to_linger()) watchers_.each([](link_watcher& w) { w.on_linger(); });
    parser_.finish(in_);
    return !why && !in_.empty();
}

/// All frames that have come are taken: reads on, or ends.
ESLIO_DECL void engine::finish_reading(error_code why) {
    const std::uint64_t session = session_;
    const error_code ec = unread_.read_error;
    if (!why && ec) {
        const error lost = map_lost_stream(ec);
        const bool farewell = dialog_ && dialog_->said_goodbye();
        why = farewell ? error::disconnected : lost;
    }
    if (!why) {
        hand_out();
        flush();
        // What was read makes no deadline but that of an answer that FreeSWITCH now owes.
        if (dialog_ && debt_.differs(dialog_->owed())) arm_timer();
        if (session == session_) read_behind();
    }
    if (ec) forget_farewell();  // nobody would hear it
    if (why) close(why);
    if (session == session_ && state_ == state::parting) read_more();
}

/// One step of the login. `more` becomes false when bytes are missing.
ESLIO_DECL error_code engine::process_login(bool& more) {
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
        out_.bytes() = std::move(answer);
        out_.secrets().assign(1, {0, out_.bytes().size()});
        write_more();
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
ESLIO_DECL void engine::keep_refusal(wire::frame f) {
    do {
        if (wire::iequals(f.content_type, "text/rude-rejection"))
            messages_.push(rude_rejection(f));
        else if (wire::iequals(f.content_type, "text/disconnect-notice"))
            messages_.push(disconnect_notice(f));
    } while (parser_.next(in_, f) == wire::parse_status::complete);
}

}  // namespace eslio::detail
