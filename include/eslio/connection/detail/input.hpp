// What a connection reads into, buffers that are borrowed while data arrives; and the frames.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/limits.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eslio::detail {

/// A quiet connection holds little memory, or none; what a busy one reads into comes from a pool of
/// the execution context and goes back there. A stream made of layers may still fill the buffer of
/// a read that was outstanding when it was closed, so that buffer is kept until the read has ended.
class input {
public:
    /// `most_messages`: how many may be in the queue of what was read.
    input(environment& env, wire::limits limits, std::size_t most_messages)
        : environment_(env), parser_(limits), flood_read_(flood_read_for(most_messages)) {}

    // ---- frames --------------------------------------------------------------------------------

    bool empty() const noexcept { return buffer_.empty(); }
    std::string_view unread() const noexcept { return buffer_.unread(); }
    /// The last one is done with.
    void finish_frame() { parser_.finish(buffer_); }
    wire::parse_status next_frame(wire::frame& f) { return parser_.next(buffer_, f); }
    /// The first `size` unread bytes are one that lacks its end.
    void take_unterminated(std::size_t size, wire::frame& f) {
        parser_.accept_unterminated(buffer_, size, f);
    }
    error_code failure() const noexcept { return parser_.failure(); }

    // ---- reading -------------------------------------------------------------------------------

    /// Room for a read while nothing is known to come; or when the stream has something, or the
    /// rest of a frame is on its way. `room()` tells how much.
    char* prepare_quiet();
    char* prepare_busy();
    std::size_t room() const noexcept { return room_; }

    void begin_read() noexcept { ++reads_; }
    /// One has ended, maybe of a former connection.
    void end_read() noexcept {
        if (--reads_ == 0) former_.clear();
    }
    /// So many bytes have come.
    void commit(std::size_t size) noexcept { buffer_.commit(size); }
    /// Whether they filled the room: the peer waits for us.
    void note_flood(std::size_t size) noexcept { flooded_ = size == room_; }

    /// After a complete frame the connection may be quiet for some time, so its buffer goes back
    /// to the shared pool. True if it went to the pool.
    bool give_back() noexcept;

    // ---- spare memory of the context -----------------------------------------------------------

    /// Memory went to the pool: one connection of the context gives back, at `trim_deadline`, what
    /// nobody has needed since. True if it is this one from now on.
    bool begin_trimming(environment::time_point now) noexcept;
    environment::time_point trim_deadline() const noexcept { return trim_at_; }
    void trim(environment::time_point now) noexcept;
    void end_trimming() noexcept;

    // ---- connections ---------------------------------------------------------------------------

    /// Another one begins.
    void renew(wire::limits limits);
    /// The connection has ended.
    void clear_if_unused() noexcept {
        if (reads_ == 0) buffer_ = wire::read_buffer();
    }

private:
    /// Read this much while the connection is quiet, so that a quiet one holds little.
    static constexpr std::size_t quiet_read = 3072;
    static constexpr std::size_t busy_read = std::size_t{64} << 10;
    static constexpr std::size_t most_read = std::size_t{1} << 20;
    /// Memory beyond this is not kept for others.
    static constexpr std::size_t most_spare = std::size_t{256} << 10;

    /// When the peer waits for us, room is made for it in large steps, which wake it less often;
    /// yet not for more messages than may be in the queue.
    static std::uint32_t flood_read_for(std::size_t most_messages) noexcept;

    /// Spare memory that nobody has needed for so long, or at most twice that, is given back.
    static constexpr std::chrono::seconds patience_with_spares{5};

    environment& environment_;
    wire::read_buffer buffer_;
    compact_vector<wire::read_buffer> former_;
    wire::frame_parser parser_;
    std::size_t room_ = 0;  ///< of the last read
    std::uint32_t flood_read_;
    std::uint32_t reads_ = 0;  ///< outstanding, those of former streams too
    bool flooded_ = false;     ///< the last one filled its room
    environment::time_point trim_at_ = protocol::never;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/input.ipp>
#endif
