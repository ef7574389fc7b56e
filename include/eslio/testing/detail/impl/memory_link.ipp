// The bodies of the functions of memory_link.hpp.
#pragma once

#include <eslio/testing/detail/memory_link.hpp>

namespace eslio::testing::detail {

ESLIO_COLD void memory_link::start_read(side s, memory_operation<asio::mutable_buffer> op) {
    transaction t(*this);
    memory_end& end = ends_[s];
    if (const error_code ec = refusal(end, end.faults.read_failure, bool(end.read.handler)))
        return t.finish(op, ec, 0);
    if (asio::buffer_size(op.buffers) == 0) return t.finish(op, {}, 0);
    end.read = std::move(op);
}

ESLIO_COLD void memory_link::start_write(side s, memory_operation<asio::const_buffer> op) {
    transaction t(*this);
    memory_end& end = ends_[s];
    if (const error_code ec = refusal(end, end.faults.write_failure, bool(end.write.handler)))
        return t.finish(op, ec, 0);
    if (asio::buffer_size(op.buffers) == 0) return t.finish(op, {}, 0);
    end.write = std::move(op);
}

ESLIO_COLD void memory_link::close(side s) {
    transaction t(*this);
    ends_[s].open = ends_[s].sending = false;
    t.abort(ends_[s], 0);
}

ESLIO_COLD void memory_link::reset(side s) {
    transaction t(*this);
    break_both();
    ends_[s].open = ends_[s].sending = false;
    t.abort(ends_[s], 0);
}

ESLIO_COLD void memory_link::inject(side s, std::string_view bytes) {
    transaction t(*this);
    if (ends_[s].open && ends_[s].sending)
        deliver(s, asio::buffer(bytes.data(), bytes.size()), bytes.size());
}

ESLIO_COLD std::string memory_link::take(side s) {
    transaction t(*this);
    memory_end& end = ends_[s];
    std::string bytes(end.received.unread());
    end.delivered += bytes.size();
    end.received.consume(bytes.size());
    return bytes;
}

ESLIO_COLD void memory_link::abandon(const asio::execution_context& context) noexcept {
    std::array<handler_type, 4> abandoned;  // destroyed without the lock
    const std::lock_guard<std::mutex> lock(mutex_);
    for (side s = 0; s < 2; ++s) {
        memory_end& end = ends_[s];
        if (end.context != &context) continue;
        end.open = end.sending = false;
        abandoned[2 * s] = std::move(end.read.handler);
        abandoned[2 * s + 1] = std::move(end.write.handler);
    }
}

ESLIO_COLD memory_link::transaction::~transaction() {
    if (!eslio::detail::without_throwing([&] { link_.flow(*this); })) {
        link_.break_both();  // no memory for bytes on their way
        link_.flow(*this);
    }
    lock_.unlock();
    for (std::size_t i = 0; i < count_; ++i)
        finished_[i].handler.complete(finished_[i].code, finished_[i].size);
}

ESLIO_COLD void memory_link::transaction::abort(memory_end& end, std::uint64_t id) {
    const auto abort_one = [&](auto& op) {
        if (op.handler && (id == 0 || op.id == id)) finish(op, asio::error::operation_aborted, 0);
    };
    abort_one(end.read);
    abort_one(end.write);
}

ESLIO_COLD error_code memory_link::refusal(memory_end& end, planned_failure& failure,
                                           bool busy) noexcept {
    if (!end.open) return asio::error::bad_descriptor;
    if (busy) return asio::error::already_started;
    if (const error_code ec = end.faults.operation_failure.count()) return ec;
    return failure.count();
}

ESLIO_COLD void memory_link::flow(transaction& t) {
    bool progress = true;
    while (progress) {
        progress = false;
        for (side s = 0; s < 2; ++s) {
            if (try_write(s, t)) progress = true;
            if (try_read(s, t)) progress = true;
        }
    }
}

ESLIO_COLD bool memory_link::try_read(side s, transaction& t) {
    memory_end& end = ends_[s];
    const memory_end& peer = ends_[1 - s];
    if (!end.read.handler) return false;
    if (end.broken) return t.finish(end.read, end.broken, 0), true;
    const memory_faults& f = end.faults;
    if (end.delivered >= f.hold_at) return false;
    const std::string_view bytes = end.received.unread();
    const std::size_t limit = std::min({bytes.size(), f.max_read, end.until(f.hold_at),
                                        end.until(f.eof_at), end.until(f.reset_at)});
    if (limit != 0) {
        const std::size_t size =
            asio::buffer_copy(end.read.buffers, asio::buffer(bytes.data(), limit));
        end.received.consume(size);
        end.delivered += size;
        t.finish(end.read, {}, size);
        if (end.until(f.reset_at) == 0) break_both();
        return true;
    }
    const bool at_end = end.until(f.eof_at) == 0 || (bytes.empty() && !peer.sending);
    if (at_end) return t.finish(end.read, asio::error::eof, 0), true;
    if (end.until(f.reset_at) != 0) return false;
    break_both();
    return t.finish(end.read, end.broken, 0), true;
}

ESLIO_COLD bool memory_link::try_write(side s, transaction& t) {
    memory_end& end = ends_[s];
    memory_end& peer = ends_[1 - s];
    if (!end.write.handler) return false;
    if (end.broken) return t.finish(end.write, end.broken, 0), true;
    if (!end.sending || !peer.open) return t.finish(end.write, asio::error::broken_pipe, 0), true;
    if (end.faults.stall_writes) return false;
    const std::size_t unread = peer.received.size();
    const std::size_t room = peer.faults.capacity - std::min(peer.faults.capacity, unread);
    const std::size_t limit =
        std::min({asio::buffer_size(end.write.buffers), end.faults.max_write, room});
    if (limit == 0) return false;
    deliver(s, end.write.buffers, limit);
    t.finish(end.write, {}, limit);
    return true;
}

ESLIO_COLD void memory_link::break_both() {
    for (memory_end& end : ends_) {
        end.broken = asio::error::connection_reset;
        end.received.release();
    }
}

}  // namespace eslio::testing::detail
