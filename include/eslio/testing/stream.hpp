// An in-memory pair of connected streams, with switches for everything a network may do to them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/testing/detail/link_registry.hpp>
#include <eslio/testing/detail/memory_link.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/buffer.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>
#include <asio/execution_context.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing {

class stream;
std::pair<stream, stream> connect_pair(asio::any_io_executor first, asio::any_io_executor second);

/// One end of a pair; an AsyncReadStream and AsyncWriteStream.
///
/// Completions are always posted. The two ends may be used by two threads. One read and one write
/// may be outstanding per end; another completes with `asio::error::already_started`.
/// Destroying an end closes it.
class stream {
public:
    using executor_type = asio::any_io_executor;
    /// As Asio asks of a stream: this is the lowest one.
    using lowest_layer_type = stream;

    /// Not connected: every operation fails with `bad_descriptor`.
    explicit stream(asio::any_io_executor executor) : executor_(std::move(executor)) {}

    stream(stream&&) noexcept = default;
    stream& operator=(stream&& other) noexcept;
    ~stream() { close(); }

    executor_type get_executor() const noexcept { return executor_; }
    /// This stream itself.
    lowest_layer_type& lowest_layer() noexcept { return *this; }
    const lowest_layer_type& lowest_layer() const noexcept { return *this; }

    /// `void(error_code, std::size_t)`. Cancellation of any type aborts it, without effect.
    template <class MutableBuffers, class Token = asio::default_completion_token_t<executor_type>>
    auto async_read_some(const MutableBuffers& buffers, Token&& token = Token{}) {
        return asio::async_initiate<Token, void(error_code, std::size_t)>(
            initiate_read{executor_, link_, side_}, token, buffers);
    }

    /// `void(error_code, std::size_t)`. Cancellation of any type aborts it, without effect.
    template <class ConstBuffers, class Token = asio::default_completion_token_t<executor_type>>
    auto async_write_some(const ConstBuffers& buffers, Token&& token = Token{}) {
        return asio::async_initiate<Token, void(error_code, std::size_t)>(
            initiate_write{executor_, link_, side_}, token, buffers);
    }

    /// Whether neither end has closed it.
    bool is_open() const { return link_ != nullptr && link_->is_open(side_); }

    /// What is outstanding completes with `operation_aborted`.
    void cancel() {
        if (link_) link_->cancel(side_, 0);
    }

    /// The peer reads what was sent, then the end of file.
    void close() {
        if (link_) link_->close(side_);
    }
    void close(error_code& ec) {
        close();
        ec = {};
    }

    /// Ends the sending direction alone.
    void shutdown_send() {
        if (link_) link_->shutdown_send(side_);
    }

    /// Closes this end as a crash would: the peer gets `connection_reset` and loses what it has
    /// not read.
    void reset() {
        if (link_) link_->reset(side_);
    }

    // A test's own hand at this end, without operations.

    /// Gives bytes to the peer at once, past all limits.
    void send_now(std::string_view bytes) {
        if (link_) link_->inject(side_, bytes);
    }

    /// Takes what has arrived here and was not read.
    std::string take_received() { return link_ ? link_->take(side_) : std::string(); }

    /// Bytes that have arrived here and were not read.
    std::size_t available() const {
        return with([](detail::memory_end& e) { return e.received.size(); });
    }

    /// Bytes read at this end so far.
    std::size_t bytes_received() const {
        return with([](detail::memory_end& e) { return e.delivered; });
    }

    /// Bytes sent from this end so far.
    std::size_t bytes_sent() const {
        return with([](detail::memory_end& e) { return e.sent; });
    }

    // Failure switches. They may be set at any time and apply to this end.

    /// A read gives `bytes` at most.
    stream& max_read(std::size_t bytes) { return set(&detail::memory_faults::max_read, bytes); }

    /// A write takes `bytes` at most.
    stream& max_write(std::size_t bytes) { return set(&detail::memory_faults::max_write, bytes); }

    /// The peer's writes wait while this many bytes lie here unread.
    stream& capacity(std::size_t bytes) { return set(&detail::memory_faults::capacity, bytes); }

    /// The end of file comes after `offset` bytes of the stream, whatever the peer sends.
    stream& eof_after(std::size_t offset) { return set(&detail::memory_faults::eof_at, offset); }

    /// The connection is reset after `offset` bytes of the stream.
    stream& reset_after(std::size_t offset) {
        return set(&detail::memory_faults::reset_at, offset);
    }

    /// Reads wait after `offset` bytes of the stream, until `release`.
    stream& hold_after(std::size_t offset) { return set(&detail::memory_faults::hold_at, offset); }

    /// Reads and writes go on.
    stream& release() {
        set(&detail::memory_faults::stall_writes, false);
        return set(&detail::memory_faults::hold_at, detail::unlimited);
    }

    /// Reads do not complete until `release`.
    stream& stall_reads() { return set(&detail::memory_faults::hold_at, std::size_t{0}); }

    /// Writes do not complete until `release`.
    stream& stall_writes() { return set(&detail::memory_faults::stall_writes, true); }

    /// The `number`th read from now (1 is the next) fails.
    stream& fail_read(std::size_t number, error_code ec) {
        return set(&detail::memory_faults::read_failure, detail::planned_failure{number, ec});
    }

    /// The `number`th write from now fails.
    stream& fail_write(std::size_t number, error_code ec) {
        return set(&detail::memory_faults::write_failure, detail::planned_failure{number, ec});
    }

    /// The `number`th operation from now, read or write, fails.
    stream& fail_operation(std::size_t number, error_code ec) {
        return set(&detail::memory_faults::operation_failure, detail::planned_failure{number, ec});
    }

private:
    friend std::pair<stream, stream> connect_pair(asio::any_io_executor first,
                                                  asio::any_io_executor second);

    stream(asio::any_io_executor executor, std::shared_ptr<detail::memory_link> link,
           std::size_t side)
        : executor_(std::move(executor)), link_(std::move(link)), side_(side) {}

    template <class Buffer>
    struct initiation {
        using executor_type = asio::any_io_executor;
        executor_type get_executor() const noexcept { return executor; }

        /// The operation, ready to be started; empty if there is no link and it has failed.
        template <class Handler, class Buffers>
        detail::memory_operation<Buffer> prepare(Handler handler, const Buffers& buffers) const {
            detail::memory_operation<Buffer> op;
            if (link) {
                const auto end = asio::buffer_sequence_end(buffers);
                for (auto one = asio::buffer_sequence_begin(buffers); one != end; ++one)
                    op.buffers.push_back(*one);
                op.id = link->new_id();
                allow_cancellation(asio::get_associated_cancellation_slot(handler), op.id);
            }
            op.handler = {std::move(handler), executor};
            if (!link) op.handler.complete(asio::error::bad_descriptor, 0);
            return op;
        }

        template <class Slot>
        void allow_cancellation(Slot slot, std::uint64_t id) const {
            if (!slot.is_connected()) return;
            slot.assign([weak = std::weak_ptr<detail::memory_link>(link), s = side,
                         id](asio::cancellation_type type) {
                if (type == asio::cancellation_type::none) return;
                if (const auto strong = weak.lock()) strong->cancel(s, id);
            });
        }

        executor_type executor;
        std::shared_ptr<detail::memory_link> link;
        std::size_t side;
    };

    struct initiate_read : initiation<asio::mutable_buffer> {
        template <class Handler, class Buffers>
        void operator()(Handler&& handler, const Buffers& buffers) const {
            auto op = this->prepare(std::forward<Handler>(handler), buffers);
            if (this->link) this->link->start_read(this->side, std::move(op));
        }
    };

    struct initiate_write : initiation<asio::const_buffer> {
        template <class Handler, class Buffers>
        void operator()(Handler&& handler, const Buffers& buffers) const {
            auto op = this->prepare(std::forward<Handler>(handler), buffers);
            if (this->link) this->link->start_write(this->side, std::move(op));
        }
    };

    template <class Function>
    std::size_t with(Function function) const {
        return link_ ? link_->with(side_, function) : 0;
    }

    template <class Value>
    stream& set(Value detail::memory_faults::*member, Value value) {
        if (link_) link_->with(side_, [&](detail::memory_end& e) { e.faults.*member = value; });
        return *this;
    }

    asio::any_io_executor executor_;
    std::shared_ptr<detail::memory_link> link_;
    std::size_t side_ = 0;
};

/// Two connected ends, each on its executor.
ESLIO_DECL std::pair<stream, stream> connect_pair(asio::any_io_executor first,
                                                  asio::any_io_executor second);

/// Two connected ends on one executor.
inline std::pair<stream, stream> connect_pair(const asio::any_io_executor& executor) {
    return connect_pair(executor, executor);
}

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/impl/stream.ipp>
#endif
