// One end of an in-memory stream: what it has received, what it waits for, how it misbehaves.
#pragma once

#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <asio/buffer.hpp>
#include <asio/execution_context.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>

namespace eslio::testing::detail {

inline constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

/// Lets the operation of that number fail, counted from 1; 0 is never.
struct planned_failure {
    std::size_t number = 0;
    error_code code;

    /// Counts one operation and tells its failure, if it is the one.
    error_code count() noexcept {
        if (number == 0 || --number != 0) return {};
        return code;
    }
};

/// What a test has set for one end.
struct memory_faults {
    std::size_t max_read = unlimited;
    std::size_t max_write = unlimited;
    std::size_t capacity = unlimited;  ///< unread bytes this end takes before its peer must wait
    std::size_t eof_at = unlimited;    ///< offsets in the bytes received
    std::size_t reset_at = unlimited;
    std::size_t hold_at = unlimited;
    bool stall_writes = false;
    planned_failure read_failure;
    planned_failure write_failure;
    planned_failure operation_failure;
};

/// A read or a write that waits.
template <class Buffer>
struct memory_operation {
    eslio::detail::compact_vector<Buffer> buffers;
    eslio::detail::any_handler<void(error_code, std::size_t)> handler;
    std::uint64_t id = 0;
};

struct memory_end {
    asio::execution_context* context = nullptr;
    memory_faults faults;
    wire::read_buffer received;
    std::size_t delivered = 0;  ///< bytes handed to the reader so far
    std::size_t sent = 0;       ///< bytes taken from the writer so far
    bool open = true;
    bool sending = true;  ///< false after shutdown_send
    error_code broken;    ///< what every operation answers once the link is broken
    memory_operation<asio::mutable_buffer> read;
    memory_operation<asio::const_buffer> write;

    /// How many bytes may be delivered before that offset.
    std::size_t until(std::size_t offset) const noexcept {
        return offset > delivered ? offset - delivered : 0;
    }
};

}  // namespace eslio::testing::detail
