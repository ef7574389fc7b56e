// The two ends of an in-memory stream and the bytes that go between them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/memory_end.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

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

    void start_read(side s, memory_operation<asio::mutable_buffer> op);

    void start_write(side s, memory_operation<asio::const_buffer> op);

    /// Aborts the operation of that id (0: all) on that end.
    void cancel(side s, std::uint64_t id) {
        transaction t(*this);
        t.abort(ends_[s], id);
    }

    void shutdown_send(side s) {
        transaction t(*this);
        ends_[s].sending = false;
    }

    void close(side s);

    /// Closes this end and breaks the other: what it has not read yet is lost.
    void reset(side s);

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
    void inject(side s, std::string_view bytes);

    /// Takes what has arrived and was not read.
    std::string take(side s);

    /// Gives up the handlers that belong to a context which ends. They are not called.
    void abandon(const asio::execution_context& context) noexcept;

private:
    /// Holds the lock, then lets bytes flow, then posts what was finished.
    class transaction {
    public:
        explicit transaction(memory_link& link) : link_(link), lock_(link.mutex_) {}
        transaction(const transaction&) = delete;
        transaction& operator=(const transaction&) = delete;

        ~transaction();

        template <class Operation>
        void finish(Operation& op, error_code ec, std::size_t size) noexcept {
            finished_[count_++] = {std::move(op.handler), ec, size};
            op.buffers.clear();
        }

        void abort(memory_end& end, std::uint64_t id);

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
    static error_code refusal(memory_end& end, planned_failure& failure, bool busy) noexcept;

    void flow(transaction& t);

    bool try_read(side s, transaction& t);

    bool try_write(side s, transaction& t);

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

    void break_both();

    mutable std::mutex mutex_;
    std::array<memory_end, 2> ends_;
    std::uint64_t last_id_ = 0;
};

}  // namespace eslio::testing::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/detail/impl/memory_link.ipp>
#endif
