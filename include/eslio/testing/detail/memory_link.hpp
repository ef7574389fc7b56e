// The two ends of an in-memory stream and the bytes that go between them.
#pragma once

#include <eslio/testing/detail/memory_end.hpp>
#include <eslio/wire/without_throwing.hpp>

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/execution_context.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::detail {

/// Every member may be called from any thread; handlers are posted after the lock is given back.
class memory_link {
public:
    using side = std::size_t;  ///< 0 or 1
    using handler_type = eslio::detail::any_handler<void(error_code, std::size_t)>;

    memory_link(asio::execution_context& first, asio::execution_context& second) {
        ends_[0].context = &first;
        ends_[1].context = &second;
    }

    std::uint64_t new_id() {
        const std::lock_guard<std::mutex> lock(mutex_);
        return ++last_id_;
    }

    void start_read(side s, memory_operation<asio::mutable_buffer> op) {
        transaction t(*this);
        memory_end& end = ends_[s];
        if (const error_code ec = refusal(end, end.faults.read_failure, bool(end.read.handler)))
            return t.finish(op, ec, 0);
        if (asio::buffer_size(op.buffers) == 0) return t.finish(op, {}, 0);
        end.read = std::move(op);
    }

    void start_write(side s, memory_operation<asio::const_buffer> op) {
        transaction t(*this);
        memory_end& end = ends_[s];
        if (const error_code ec = refusal(end, end.faults.write_failure, bool(end.write.handler)))
            return t.finish(op, ec, 0);
        if (asio::buffer_size(op.buffers) == 0) return t.finish(op, {}, 0);
        end.write = std::move(op);
    }

    /// Aborts the operation of that id (0: all) on that end.
    void cancel(side s, std::uint64_t id) {
        transaction t(*this);
        t.abort(ends_[s], id);
    }

    void shutdown_send(side s) {
        transaction t(*this);
        ends_[s].sending = false;
    }

    void close(side s) {
        transaction t(*this);
        ends_[s].open = ends_[s].sending = false;
        t.abort(ends_[s], 0);
    }

    /// Closes this end and breaks the other: what it has not read yet is lost.
    void reset(side s) {
        transaction t(*this);
        break_both();
        ends_[s].open = ends_[s].sending = false;
        t.abort(ends_[s], 0);
    }

    bool is_open(side s) const {
        const std::lock_guard<std::mutex> lock(mutex_);
        return ends_[s].open;
    }

    /// Changes or reads the state of one end, and lets it take effect.
    template <class Function>
    auto with(side s, Function function) {
        transaction t(*this);
        return function(ends_[s]);
    }

    /// Hands over bytes at once, whatever limits are set.
    void inject(side s, std::string_view bytes) {
        transaction t(*this);
        if (ends_[s].open && ends_[s].sending)
            deliver(s, asio::buffer(bytes.data(), bytes.size()), bytes.size());
    }

    /// Takes what has arrived and was not read.
    std::string take(side s) {
        transaction t(*this);
        memory_end& end = ends_[s];
        std::string bytes(end.received.unread());
        end.delivered += bytes.size();
        end.received.consume(bytes.size());
        return bytes;
    }

    /// Gives up the handlers that belong to a context which ends. They are not called.
    void abandon(const asio::execution_context& context) noexcept {
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

private:
    /// Holds the lock, then lets bytes flow, then posts what was finished.
    class transaction {
    public:
        explicit transaction(memory_link& link) : link_(link), lock_(link.mutex_) {}
        transaction(const transaction&) = delete;
        transaction& operator=(const transaction&) = delete;

        ~transaction() {
            if (!eslio::detail::without_throwing([&] { link_.flow(*this); })) {
                link_.break_both();  // no memory for bytes on their way
                link_.flow(*this);
            }
            lock_.unlock();
            for (std::size_t i = 0; i < count_; ++i)
                finished_[i].handler.complete(finished_[i].code, finished_[i].size);
        }

        template <class Operation>
        void finish(Operation& op, error_code ec, std::size_t size) noexcept {
            finished_[count_++] = {std::move(op.handler), ec, size};
            op.buffers.clear();
        }

        void abort(memory_end& end, std::uint64_t id) {
            const auto abort_one = [&](auto& op) {
                if (op.handler && (id == 0 || op.id == id))
                    finish(op, asio::error::operation_aborted, 0);
            };
            abort_one(end.read);
            abort_one(end.write);
        }

    private:
        struct result {
            handler_type handler;
            error_code code;
            std::size_t size = 0;
        };

        memory_link& link_;
        std::unique_lock<std::mutex> lock_;
        std::array<result, 5>
            finished_;  // a read and a write of each end, and one that was refused
        std::size_t count_ = 0;
    };

    /// Why an operation cannot begin.
    static error_code refusal(memory_end& end, planned_failure& failure, bool busy) noexcept {
        if (!end.open) return asio::error::bad_descriptor;
        if (busy) return asio::error::already_started;
        if (const error_code ec = end.faults.operation_failure.count()) return ec;
        return failure.count();
    }

    void flow(transaction& t) {
        bool progress = true;
        while (progress) {
            progress = false;
            for (side s = 0; s < 2; ++s) {
                if (try_write(s, t)) progress = true;
                if (try_read(s, t)) progress = true;
            }
        }
    }

    bool try_read(side s, transaction& t) {
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

    bool try_write(side s, transaction& t) {
        memory_end& end = ends_[s];
        memory_end& peer = ends_[1 - s];
        if (!end.write.handler) return false;
        if (end.broken) return t.finish(end.write, end.broken, 0), true;
        if (!end.sending || !peer.open)
            return t.finish(end.write, asio::error::broken_pipe, 0), true;
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

    template <class Buffers>
    void deliver(side from, const Buffers& bytes, std::size_t size) {
        memory_end& to = ends_[1 - from];
        const bool swallowed = !to.open || to.broken || to.until(to.faults.eof_at) == 0;
        if (!swallowed) {
            asio::buffer_copy(asio::buffer(to.received.prepare(size), size), bytes);
            to.received.commit(size);
        }
        ends_[from].sent += size;
    }

    void break_both() {
        for (memory_end& end : ends_) {
            end.broken = asio::error::connection_reset;
            end.received.release();
        }
    }

    mutable std::mutex mutex_;
    std::array<memory_end, 2> ends_;
    std::uint64_t last_id_ = 0;
};

}  // namespace eslio::testing::detail
